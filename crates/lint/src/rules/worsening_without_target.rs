//! Values that get worse under no target.

use std::collections::BTreeMap;

use model::finding::{Finding, Severity};
use model::plan::{Measure, Observation};

use crate::facts::Facts;
use crate::figures::{better, is_percent, printed, subject, value};
use crate::rule::Rule;
use crate::words::first_words;

pub(crate) const RULE: Rule = Rule {
    code: "worsening-without-target",
    severity: Severity::Warning,
    title: "It gets worse, and no target says so",
    explanation: "A figure that worsens without a target turns no light red. It is the kind of change that everybody \
        can see in the table and nobody has to answer for.",
    bad: "Placed over 20 miles away: 29.9%, then 34.9%; no target",
    good: "Placed over 20 miles away: 29.9%, then 34.9%; target 25% by March",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut worse: BTreeMap<&str, Vec<(String, &Observation)>> = BTreeMap::new();
    for ((key, breakdown), values) in &facts.series {
        let given = facts.measures.get(key).into_iter().flatten().any(|(_, m)| m.target.is_some());
        let Some(measure) = facts.measure(key, *breakdown).filter(|_| !given) else { continue };
        let Some((from, to, last)) = went_worse(measure, values) else { continue };
        let of = breakdown.map(|b| format!("{b} ")).unwrap_or_default();
        worse.entry(key).or_default().push((format!("{of}from {from} to {to}"), last));
    }
    for (key, series) in worse {
        let (Some(measure), Some((_, last))) = (facts.measure(key, None), series.first()) else { continue };
        let moves: Vec<&str> = series.iter().map(|(words, _)| words.as_str()).collect();
        let message = format!(
            "“{}” went {}, which is worse, and has no target.",
            first_words(&measure.text, 14),
            moves.join(", ")
        );
        let hint = "Set a target and a tolerance, so that the change has to be answered for.";
        out.push(RULE.at(&last.origin.at, message).hint(hint).about(subject(last)));
    }
}

/// What a series went from and to where that is worse, and its last value.
fn went_worse<'p>(measure: &Measure, values: &[&'p Observation]) -> Option<(String, String, &'p Observation)> {
    let (start, last) = (values.iter().find(|o| o.baseline).or(values.first())?, *values.last()?);
    let (was, is) = (measure.baseline.or_else(|| value(start))?, value(last)?);
    let unit = if is_percent(last) { "%" } else { "" };
    let from = if measure.baseline.is_some() { format!("{was}{unit}") } else { printed(start) };
    (better(measure.direction, was, is) == Some(false)).then(|| (from, printed(last), last))
}

/// Whether the target of a measure is missed here, so that `target-missing` need not say it again.
pub(crate) fn raised(facts: &Facts<'_>, key: &str, breakdown: Option<&str>) -> bool {
    let same = facts.series.range((key, None)..).take_while(|((of, _), _)| *of == key);
    same.filter(|((_, part), _)| breakdown.is_none() || *part == breakdown).any(|((_, part), values)| {
        facts.measure(key, *part).is_some_and(|measure| went_worse(measure, values).is_some())
    })
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn far(measure: model::plan::Measure, last: &str) -> model::plan::Plan {
        plan("2021-12-06")
            .line(line("4.3", "Homes").measure(measure))
            .observation(observation("far").stated("29.9%").on("2021-04-30").baseline())
            .observation(observation("far").stated(last).on("2021-10-31"))
    }

    #[test]
    fn a_worse_value_without_target_is_raised() {
        let found = the_one(&RULE, &far(measure("far", "Placed over 20 miles away").lower(), "34.9%"));
        assert!(found.message.contains("from 29.9% to 34.9%"), "{}", found.message);
    }

    #[test]
    fn the_services_of_one_measure_are_said_together() {
        let far = |of: &str, first: &str, last: &str, plan: model::plan::Plan| {
            plan.observation(observation("far").of(of).stated(first).on("2021-04-30"))
                .observation(observation("far").of(of).stated(last).on("2021-10-31"))
        };
        let plan = plan("2021-12-06").line(line("4.3", "Homes").measure(measure("far", "Placed far away").lower()));
        let found = the_one(&RULE, &far("North", "10%", "12%", far("South", "20%", "25%", plan)));
        assert!(found.message.contains("North from 10% to 12%, South from 20% to 25%"), "{}", found.message);
    }

    #[test]
    fn a_target_a_better_value_or_an_unknown_direction_is_silent() {
        silent(&RULE, &far(measure("far", "Placed over 20 miles away").lower().target("25"), "34.9%"));
        silent(&RULE, &far(measure("far", "Placed over 20 miles away").lower(), "25%"));
        silent(&RULE, &far(measure("far", "Placed over 20 miles away"), "34.9%"));
    }
}
