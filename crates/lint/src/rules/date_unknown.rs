//! A date that is not known, or waits for something outside.

use model::finding::{Finding, Severity};
use model::plan::DateKind;

use crate::facts::{ActionFacts, Facts};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "date-unknown",
    severity: Severity::Warning,
    title: "The date is not known",
    explanation: "To be confirmed is a promise to make a promise. Until the day is known nobody can be late, and an \
        event outside the plan is a reason to wait, not a date.",
    bad: "Early help strategy: tbc",
    good: "Early help strategy: April 2017; until then, agree the day by December 2016",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for action in facts.plan.actions.iter().filter(|a| !a.is_complete()) {
        for date in action.current_dates() {
            let (message, hint) = match date.kind {
                DateKind::Unknown => {
                    (format!("The date “{}” says no day.", date.phrase), "Give the day or month by which it is done.")
                }
                DateKind::Trigger => (
                    format!("The date “{}” waits for an event outside the plan.", date.phrase),
                    "Say by when it will be done once the event has come, and when the plan looks again.",
                ),
                _ => continue,
            };
            let message = format!("{}: {message}", action.called());
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
    fn tbc_and_a_trigger_are_raised() {
        for (phrase, kind) in [("tbc", DateKind::Unknown), ("To follow the inquiry", DateKind::Trigger)] {
            let plan = plan("2021-12-06").action(action("1.1a", "Agree the strategy").when(phrase, kind));
            assert!(the_one(&RULE, &plan).message.contains(phrase));
        }
    }

    #[test]
    fn a_known_date_and_a_completed_action_are_silent() {
        silent(&RULE, &plan("2021-12-06").action(action("1.1a", "Agree it").due("May 2022", "2022-05-31")));
        let done = action("1.1a", "Agree it").when("tbc", DateKind::Unknown).complete(None);
        silent(&RULE, &plan("2021-12-06").action(done));
    }
}
