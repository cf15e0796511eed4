//! A line with outcome sentences and nothing that could be measured.

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::words::first_words;

pub(crate) const RULE: Rule = Rule {
    code: "no-measure",
    severity: Severity::Info,
    title: "An outcome without a measure",
    explanation: "The outcome is a sentence, and nothing beside it can be counted, sampled or asked. Whether it came \
        true will be a matter of opinion.",
    bad: "Children and young people are supported to have their voices heard",
    good: "90% of reviews record what the child wanted (dip sample each quarter)",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for line in facts.plan.lines.iter().filter(|line| line.measures.is_empty()) {
        let Some(outcome) = line.outcomes.first() else { continue };
        let message =
            format!("Line {} has an outcome and no measure: “{}”.", line.reference, first_words(&outcome.text, 14));
        let hint = "Say what would show that it came true: a count, a sample or a question, with a target.";
        out.push(RULE.at(&outcome.origin.at, message).hint(hint).about(&line.reference));
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn an_outcome_alone_is_raised() {
        let told = line("3.3", "Voice").outcome("Children are heard");
        assert_eq!(the_one(&RULE, &plan("2021-12-06").line(told)).subject, "3.3");
    }

    #[test]
    fn a_measure_beside_it_is_enough() {
        let told = line("3.3", "Voice").outcome("Children are heard").measure(measure("m", "Reviews that record it"));
        silent(&RULE, &plan("2021-12-06").line(told));
        silent(&RULE, &plan("2021-12-06").line(line("3.3", "Voice")));
    }
}
