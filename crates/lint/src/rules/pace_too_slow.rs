//! A count that would miss its yearly target at the pace so far.

use model::day::Day;
use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::figures::{subject, value};
use crate::rule::Rule;
use crate::words::first_words;

pub(crate) const RULE: Rule = Rule {
    code: "pace-too-slow",
    severity: Severity::Warning,
    title: "At this pace the yearly target will be missed",
    explanation: "Two months into the year, eighteen of three hundred looks like a start. At that pace the year ends \
        at about a third of the target, and it is now that something can be done about it.",
    bad: "300 assessments in 2012/13; 18 in April and May",
    good: "300 assessments in 2012/13; 52 in April and May",
    check,
};

/// Below which share of the expected count the pace is too slow, in percent.
const SHARE: i64 = 75;

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for observation in facts.plan.observations.iter().filter(|o| !o.baseline) {
        let Some(measure) = facts.measure(&observation.measure, observation.breakdown.as_deref()) else { continue };
        let (Some(target), Some(count), Some(period)) = (measure.target, value(observation), observation.period) else {
            continue;
        };
        let counted = measure.unit.as_deref().is_some_and(|u| u != "%" && u != "mean" && u != "days");
        let year = financial_year(&measure.text).filter(|_| counted && target.millionths() > 0);
        let Some((first, last)) = year.filter(|(first, last)| *first <= period.from && period.to < *last) else { continue };
        let (gone, all) = (i64::from(period.to.days_since(first)) + 1, i64::from(last.days_since(first)) + 1);
        let expected = target.millionths() / all * gone;
        if expected <= 0 || count.millionths() >= expected / 100 * SHARE {
            continue;
        }
        let percent = count.millionths() / (expected / 100).max(1);
        let at_pace = count.millionths() / gone * all / 1_000_000;
        let message = format!(
            "{count} by {} is {percent}% of the pace for {target} in the year: “{}”.",
            period.to,
            first_words(&measure.text, 12)
        );
        let hint = format!("At this pace the year ends at about {at_pace}. Say what will change, or revise the target.");
        out.push(RULE.at(&observation.origin.at, message).hint(hint).about(subject(observation)));
    }
}

/// The financial year a text names: `2012/13`, `2012/2013`, `2012-13`.
fn financial_year(text: &str) -> Option<(Day, Day)> {
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty()).collect();
    parts.windows(2).find_map(|pair| {
        let [first, second] = pair else { return None };
        let start: i16 = first.parse().ok().filter(|y| (1990..2100).contains(y))?;
        let next = start + 1;
        let follows = *second == next.to_string() || *second == format!("{:02}", next % 100);
        let joined = ["/", "-", "–"].iter().any(|mark| text.contains(&format!("{first}{mark}{second}")));
        (follows && joined).then_some((Day::new(start, 4, 1)?, Day::new(next, 3, 31)?))
    })
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn counted(value: &str) -> model::plan::Plan {
        let target = measure("caf", "300 assessments completed in 2012/13").target("300").unit("count").higher();
        plan("2012-07-10")
            .line(line("8", "Early help").measure(target))
            .observation(observation("caf").stated(value).over("2012-04-01", "2012-05-31"))
    }

    #[test]
    fn a_count_far_behind_its_year_is_raised_with_the_pace() {
        let found = the_one(&RULE, &counted("18"));
        assert!(found.message.contains("35% of the pace"), "{}", found.message);
        assert!(found.hint.contains("about 107"), "{}", found.hint);
    }

    #[test]
    fn a_count_near_its_pace_is_silent() {
        silent(&RULE, &counted("45"));
        silent(&RULE, &counted("60"));
    }
}
