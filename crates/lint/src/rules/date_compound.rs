//! One date cell that holds two milestones, or one or the other.

use model::finding::{Finding, Severity};
use model::plan::DateKind;

use crate::facts::{ActionFacts, Facts};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "date-compound",
    severity: Severity::Warning,
    title: "The date says two things",
    explanation: "With two milestones in one cell nobody can tell which of them was met, and with one month or the \
        other the later one is always the one that is meant. One action, one date.",
    bad: "Evaluate the offer: September 2021 and March 2022",
    good: "Evaluate the offer, first round: September 2021; second round: March 2022",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for action in facts.plan.actions.iter().filter(|a| !a.is_complete()) {
        let mut said: Vec<&str> = Vec::new();
        for date in action.current_dates().filter(|d| matches!(d.kind, DateKind::Either | DateKind::Milestone)) {
            if said.contains(&date.phrase.as_str()) {
                continue;
            }
            said.push(&date.phrase);
            let (what, hint) = if date.kind == DateKind::Either {
                ("leaves open which month it means", "Choose one; the later one is taken until then.")
            } else {
                ("holds two milestones", "Make each milestone an action with its own date.")
            };
            let message = format!("{}: the date “{}” {what}.", action.called(), date.phrase);
            out.push(RULE.at(&date.origin.at, message).hint(hint).about(&action.reference));
        }
    }
}

#[cfg(test)]
mod tests {
    use model::plan::DateKind;
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn two_milestones_and_either_are_raised() {
        for (phrase, kind) in
            [("May 2021 and March 2022", DateKind::Milestone), ("Dec 2021/Jan 2022", DateKind::Either)]
        {
            let plan = plan("2021-12-06").action(action("1.1a", "Evaluate the offer").when(phrase, kind));
            assert!(the_one(&RULE, &plan).message.contains(phrase));
        }
    }

    #[test]
    fn a_single_date_is_silent() {
        silent(&RULE, &plan("2021-12-06").action(action("1.1a", "Evaluate").due("May 2022", "2022-05-31")));
    }
}
