//! Complete, while its update says that it is not.

use model::finding::{Finding, Severity};

use crate::facts::{ActionFacts, Facts};
use crate::mentions::mentions;
use crate::rule::Rule;
use crate::words::{any, first_words, sentences};

pub(crate) const RULE: Rule = Rule {
    code: "complete-but-unfinished",
    severity: Severity::Error,
    title: "Marked complete while its update says otherwise",
    explanation: "An action marked complete leaves every list of what still has to be done. When its own update tells \
        of work that goes on or is still to come, what is left will be done by nobody and asked for by no one.",
    bad: "COMPLETED; ambassadors have been and are being recruited",
    good: "In progress, due March 2017; or complete, with a new action for the recruitment",
    check,
};

/// Words of work that goes on or is to come.
const UNFINISHED: &[&str] = &[
    "are being", "is being developed", "is being drafted", "is being revised", "is being prepared", "is being written",
    "is being implemented", "being recruited", "in development", "under development", "in draft", "still to be",
    "yet to be", "to be agreed", "to be completed", "to be finalised", "to be developed", "not yet", "pending",
    "is ongoing", "are ongoing", "is taking place", "due to take place", "currently being", "currently looking",
    "in progress", "underway", "under way", "will be completed", "awaiting", "is awaited", "have approached",
];
/// Words by which going on is the point of the action: a thing in use, checked again and again.
const SETTLED: &[&str] = &["are being used", "is being used", "on a regular basis", "regularly"];

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for action in facts.plan.actions.iter().filter(|a| a.is_complete()) {
        for update in &action.updates {
            let near = update.as_at.or(facts.plan.as_at).unwrap_or(facts.day);
            let found = sentences(&update.text).into_iter().find_map(|(_, sentence)| {
                let lower = sentence.to_lowercase();
                let settled = any(&lower, SETTLED).is_some();
                let words = any(&lower, UNFINISHED).filter(|_| !settled)?;
                let past = mentions(sentence, near).iter().any(|m| m.year_given && m.to < facts.day);
                (!past || words != "due to take place").then_some((words, sentence))
            });
            let Some((words, sentence)) = found else { continue };
            let message = format!(
                "{} is marked complete, and its update says “{words}”: “{}”.",
                action.called(),
                first_words(sentence, 20)
            );
            let hint = "Reopen it, or close it and make what is left an action with its own date.";
            out.push(RULE.at(&update.origin.at, message).hint(hint).about(&action.reference));
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn done(update: &str) -> model::plan::Plan {
        plan("2016-11-01").action(action("A1", "Recruit ambassadors").complete(None).update(update))
    }

    #[test]
    fn work_that_goes_on_or_is_to_come_is_raised() {
        for update in [
            "A forum was launched. Ambassadors have been/and are being recruited.",
            "The policy is in development.",
            "It was refreshed pending a full review.",
            "The panel is set up, its first meeting due to take place on 14 December 2016.",
        ] {
            assert_eq!(the_one(&RULE, &done(update)).subject, "A1", "{update}");
        }
    }

    #[test]
    fn finished_work_settled_practice_and_open_actions_are_silent() {
        silent(&RULE, &done("Twelve ambassadors were recruited."));
        silent(&RULE, &done("Plans have been made shorter and are being used."));
        silent(&RULE, &done("Meetings are taking place and are being audited on a regular basis."));
        let open = plan("2016-11-01").action(action("A1", "Recruit them").update("They are being recruited."));
        silent(&RULE, &open);
    }
}
