//! A count that would miss its yearly target at the pace so far.

use model::day::Day;
use model::decimal::Decimal;
use model::finding::{Finding, Severity};
use model::plan::{Measure, Observation};

use crate::facts::Facts;
use crate::figures::{subject, value};
use crate::rule::Rule;
use crate::words::{content, first_words, words};

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
        let Some((measure, target)) = yearly(facts, observation) else { continue };
        let (Some(count), Some(period)) = (value(observation), observation.period) else { continue };
        let year = financial_year(&measure.text).filter(|(first, last)| *first <= period.from && period.to < *last);
        let Some((first, last)) = year else { continue };
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
        let hint =
            format!("At this pace the year ends at about {at_pace}. Say what will change, or revise the target.");
        out.push(RULE.at(&observation.origin.at, message).hint(hint).about(subject(observation)));
    }
}

/// The yearly target of a count: its own measure's, or that of a measure of the same line that speaks of the same
/// things, if only by their initials (`CAFs` for `Common Assessment Frameworks`).
fn yearly<'p>(facts: &Facts<'p>, observation: &Observation) -> Option<(&'p Measure, Decimal)> {
    let counts = |m: &&Measure| m.unit.as_deref().is_some_and(|u| u != "%" && u != "mean" && u != "days");
    let own = facts.measure(&observation.measure, observation.breakdown.as_deref());
    let line = facts.lines.get(observation.line.as_deref()?);
    let same_things = |m: &&Measure| {
        let (here, there) = (content(&observation.text), content(&m.text));
        here.intersection(&there).next().is_some() || words(&observation.text).any(|w| written_out(w, &m.text))
    };
    let beside = line.into_iter().flat_map(|line| &line.measures).filter(same_things);
    let wanted = own.into_iter().chain(beside).filter(counts);
    wanted.filter(|m| financial_year(&m.text).is_some()).find_map(|m| Some((m, m.target.filter(|t| *t > Decimal::ZERO)?)))
}

/// Whether an acronym stands for words of a text.
fn written_out(acronym: &str, text: &str) -> bool {
    let letters = acronym.trim_end_matches('s').to_lowercase();
    let capitals = acronym.trim_end_matches('s').chars().all(|c| c.is_ascii_uppercase());
    let all: Vec<char> = words(text).filter_map(|w| w.chars().next()).map(|c| c.to_ascii_lowercase()).collect();
    let run = |window: &[char]| window.iter().collect::<String>() == letters;
    capitals && letters.len() > 1 && all.windows(letters.len()).any(run)
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
            .observation(observation("caf").under("8").stated(value).over("2012-04-01", "2012-05-31"))
    }

    #[test]
    fn a_count_told_by_its_initials_meets_the_target_of_its_line() {
        let target = measure("target", "300 Common Aid Forms completed in 2012/13").target("300").unit("count");
        let told = observation("CAFs").called("CAFs").under("8").stated("18").over("2012-04-01", "2012-05-31");
        the_one(&RULE, &plan("2012-07-10").line(line("8", "Early help").measure(target)).observation(told));
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
