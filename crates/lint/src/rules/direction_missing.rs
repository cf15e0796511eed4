//! A measure with values of which nobody can say whether more is better.

use std::collections::BTreeSet;

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::words::first_words;

pub(crate) const RULE: Rule = Rule {
    code: "direction-missing",
    severity: Severity::Info,
    title: "It is not said which way is better",
    explanation: "More referrals can mean that partners trust the front door, or that help came too late. Where the \
        plan does not say which way is better, no rating can be given, and any change can be called an \
        improvement.",
    bad: "Number of contacts",
    good: "Number of contacts that lead to no further action (fewer is better)",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut said: BTreeSet<&str> = BTreeSet::new();
    let observed: BTreeSet<&str> = facts.series.keys().map(|(key, _)| *key).collect();
    for (key, printed) in &facts.measures {
        let known = printed.iter().any(|(_, m)| m.direction.is_some());
        let Some((line, measure)) = printed.first().filter(|_| !known && observed.contains(key)) else { continue };
        if said.insert(key) {
            let message = format!("The plan does not say which way “{}” is better.", first_words(&measure.text, 14));
            let hint = "Say whether more or less of it is better, or that it should stay level.";
            out.push(RULE.at(&measure.origin.at, message).hint(hint).about(&line.reference));
        }
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn a_measure_with_values_and_no_direction_is_raised() {
        let plan = plan("2021-12-06")
            .line(line("1.1", "Front door").measure(measure("m", "Contacts")))
            .observation(observation("m").stated("120").on("2021-11-30"));
        assert_eq!(the_one(&RULE, &plan).subject, "1.1");
    }

    #[test]
    fn a_direction_or_a_measure_without_values_is_silent() {
        let directed = plan("2021-12-06")
            .line(line("1.1", "Front door").measure(measure("m", "Contacts").lower()))
            .observation(observation("m").stated("120").on("2021-11-30"));
        silent(&RULE, &directed);
        silent(&RULE, &plan("2021-12-06").line(line("1.1", "Front door").measure(measure("m", "Contacts"))));
    }
}
