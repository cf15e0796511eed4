//! A measure that counts everything above the worst grade improves while good work falls.

use std::collections::BTreeMap;

use model::day::Day;
use model::decimal::Decimal;
use model::finding::{Finding, Severity};
use model::plan::Observation;

use crate::facts::Facts;
use crate::figures::{returns, subject, value};
use crate::rule::Rule;
use crate::words::any;

pub(crate) const RULE: Rule = Rule {
    code: "threshold-hides-fall",
    severity: Severity::Warning,
    title: "A measure met by lowering the bar",
    explanation: "The measure counts every file graded requires improvement or better, so it rises even while good \
        work turns into work that requires improvement. Children are worse off and the measure says that they are \
        better off. Watch good or better beside it.",
    bad: "Requires improvement or better rose from 84% to 90% while good or better fell from 51% to 24%",
    good: "The measure is good or better, or both are shown",
    check,
};

/// Points by which good or better must have fallen while the wider share did not.
const FALL: i64 = 5;
/// Words of a measure that counts the second lowest grade as met.
const WIDE: &[&str] = &[
    "requires improvement or above", "requires improvement or better", "ri or above", "ri or better", "ri and above",
    "requires improvement and above", "requires improvement to be good or better", "adequate or better",
    "adequate or above",
];

/// Shares of one return: good or better, and anything but the lowest grade.
struct Return<'p> {
    day: Day,
    good: Decimal,
    wide: Decimal,
    last: &'p Observation,
}

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut by_measure: BTreeMap<&str, Vec<Return<'_>>> = BTreeMap::new();
    for group in returns(facts) {
        if let Some(found) = graded(&group) {
            by_measure.entry(&found.last.measure).or_default().push(found);
        }
    }
    for (measure, mut returns) in by_measure {
        let wide = facts.measures.get(measure).into_iter().flatten().any(|(_, m)| {
            any(&m.text.to_lowercase(), WIDE).is_some()
        });
        returns.sort_by_key(|r| r.day);
        let Some(now) = returns.last().filter(|_| wide) else { continue };
        let enough = Decimal::from_millionths(FALL * 1_000_000);
        let worse = |before: &&Return<'_>| {
            before.day < now.day && now.wide >= before.wide && before.good.minus(now.good).is_some_and(|d| d >= enough)
        };
        let Some(before) = returns.iter().rfind(worse) else { continue };
        let message = format!(
            "The measure went from {}% to {}% while good or better fell from {}% to {}%.",
            before.wide.round(1),
            now.wide.round(1),
            before.good.round(1),
            now.good.round(1)
        );
        let hint = "Set a target for good or better beside it.";
        out.push(RULE.at(&now.last.origin.at, message).hint(hint).about(subject(now.last)));
    }
}

/// The shares of a return broken down by grade, if it is one.
fn graded<'p>(group: &[&'p Observation]) -> Option<Return<'p>> {
    let (mut good, mut middle, mut low) = (Decimal::ZERO, None, None);
    let mut last = None;
    let mut met_good = false;
    for observation in group.iter().copied() {
        let Some(grade) = observation.breakdown.as_deref().map(str::to_lowercase) else { continue };
        let share = value(observation).or_else(|| Decimal::percent(observation.numerator?, observation.denominator?, 2));
        match grade.as_str() {
            "outstanding" => good = good.plus(share.unwrap_or_default())?,
            "good" => {
                good = good.plus(share?)?;
                met_good = true;
            }
            "requires improvement" | "requires improvement to be good" | "ri" | "adequate" => middle = share,
            "inadequate" => low = share,
            _ => continue,
        }
        last = Some(observation);
    }
    let (wide, last) = (good.plus(middle?)?, last?);
    (met_good && low.is_some()).then_some(Return { day: last.period?.to, good, wide, last })
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn audits(text: &str, now: [&str; 3]) -> model::plan::Plan {
        let mut plan = plan("2021-12-06").line(line("1.1", "Practice").measure(measure("audits", text).target("85")));
        for (on, values) in [("2021-03-31", ["51.5%", "32.6%", "15.9%"]), ("2021-09-30", now)] {
            for (grade, value) in ["Good", "Requires Improvement", "Inadequate"].iter().zip(values) {
                plan = plan.observation(observation("audits").of(grade).stated(value).on(on));
            }
        }
        plan
    }

    #[test]
    fn a_rise_that_is_a_fall_of_good_work_is_raised() {
        let found = the_one(&RULE, &audits("85% of files are rated RI or above", ["24%", "66%", "10%"]));
        assert!(found.message.contains("fell from 51.5% to 24%"), "{}", found.message);
    }

    #[test]
    fn a_real_rise_and_a_measure_of_good_work_are_silent() {
        silent(&RULE, &audits("85% of files are rated RI or above", ["55%", "35%", "10%"]));
        silent(&RULE, &audits("75% of files are rated good or better", ["24%", "66%", "10%"]));
    }
}
