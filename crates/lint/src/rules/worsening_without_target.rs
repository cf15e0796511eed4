//! Values that get worse under no target.

use model::finding::{Finding, Severity};

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
    for ((key, breakdown), values) in &facts.series {
        let Some(measure) = facts.measure(key, *breakdown) else { continue };
        if facts.measures.get(key).into_iter().flatten().any(|(_, m)| m.target.is_some()) {
            continue;
        }
        let start = values.iter().find(|o| o.baseline).or(values.first());
        let (Some(start), Some(last)) = (start, values.last()) else { continue };
        let (Some(was), Some(is)) = (measure.baseline.or_else(|| value(start)), value(last)) else { continue };
        if better(measure.direction, was, is) != Some(false) {
            continue;
        }
        let unit = if is_percent(last) { "%" } else { "" };
        let from = if measure.baseline.is_some() { format!("{was}{unit}") } else { printed(start) };
        let message = format!(
            "“{}” went from {from} to {}, which is worse, and has no target.",
            first_words(&measure.text, 14),
            printed(last)
        );
        let hint = "Set a target and a tolerance, so that the change has to be answered for.";
        out.push(RULE.at(&last.origin.at, message).hint(hint).about(subject(last)));
    }
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
    fn a_target_a_better_value_or_an_unknown_direction_is_silent() {
        silent(&RULE, &far(measure("far", "Placed over 20 miles away").lower().target("25"), "34.9%"));
        silent(&RULE, &far(measure("far", "Placed over 20 miles away").lower(), "25%"));
        silent(&RULE, &far(measure("far", "Placed over 20 miles away"), "34.9%"));
    }
}
