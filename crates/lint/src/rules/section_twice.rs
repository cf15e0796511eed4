//! Two sections of a report under one heading.

use std::collections::BTreeMap;

use model::at::At;
use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "section-twice",
    severity: Severity::Info,
    title: "Two sections have the same heading",
    explanation: "A template filled in twice leaves two sections under one name, and they seldom say the same. A reader \
        who finds one of them stops looking, and does not learn what stands in the other.",
    bad: "14 Consultation, and four sections later 18 Consultation",
    good: "One section on consultation",
    check,
};

/// Longer texts are no headings.
const WORDS: usize = 9;

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut headed: BTreeMap<(&str, String), Vec<&At>> = BTreeMap::new();
    for kept in &facts.plan.text {
        // What stands under itself is a heading.
        if kept.text == kept.under && kept.text.split_whitespace().count() <= WORDS {
            let at = &kept.origin.at;
            headed.entry((at.document.as_ref(), kept.text.to_lowercase())).or_default().push(at);
        }
    }
    for kept in headed.values() {
        // More than two are the headings of a form that is filled in again and again.
        let [first, second] = kept[..] else { continue };
        let Some(text) = facts.plan.text.iter().find(|text| text.origin.at == *second) else { continue };
        let message = format!("Two sections are headed “{}”.", text.text);
        let hint = format!("Put them together, or say in each heading what it is about. The other stands at {first}.");
        out.push(RULE.at(second, message).hint(hint));
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn headed(headings: &[&str]) -> model::plan::Plan {
        let mut plan = headings.iter().fold(plan("2012-09-28"), |plan, heading| plan.text(heading));
        for kept in &mut plan.text {
            kept.under = kept.text.clone();
        }
        plan
    }

    #[test]
    fn a_heading_met_twice_is_raised_at_the_second() {
        let found = the_one(&RULE, &headed(&["Consultation", "Background", "Consultation"]));
        assert!(found.message.contains("“Consultation”"), "{}", found.message);
    }

    #[test]
    fn other_headings_and_those_of_a_form_are_silent() {
        silent(&RULE, &headed(&["Consultation", "Background"]));
        silent(&RULE, &headed(&["Going forward", "Going forward", "Going forward"]));
        silent(&RULE, &plan("2012-09-28").text("Consultation").text("Consultation"));
    }
}
