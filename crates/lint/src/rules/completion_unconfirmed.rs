//! Actions that are complete because a document says so, and that nobody else has confirmed.

use model::finding::{Finding, Severity};
use model::plan::Action;

use crate::facts::{ActionFacts, Facts};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "completion-unconfirmed",
    severity: Severity::Info,
    title: "Actions count as complete because the document says so",
    explanation: "An imported plan is taken at its word: what it prints as complete is shown as complete. Nobody other \
        than its author has said so yet. An inspector will ask who checked it and what they saw.",
    bad: "21 actions marked completed in the imported plan, confirmed by nobody",
    good: "Each of them confirmed by the head of service, with the evidence they saw",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    // An import names its document as the one that confirms; a person who confirms takes that mark away.
    let on_paper = |action: &&Action| action.is_complete() && action.completion.as_ref().is_none_or(|c| c.by_import);
    let actions: Vec<&Action> = facts.plan.actions.iter().filter(on_paper).collect();
    let Some(first) = actions.first() else { return };
    let message = match actions.len() {
        1 => format!("{} counts as complete because the document says so.", first.called()),
        many => format!("{many} actions count as complete because the document says so, and nobody has confirmed them."),
    };
    let hint = "Look at the evidence of each, and confirm it or open it again.";
    out.push(RULE.at(first.place(), message).hint(hint));
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn done(confirmed_by: &str, by_import: bool) -> model::plan::Plan {
        let mut action = action("A1", "Launch the hub").complete(Some("2016-05-20"));
        if let Some(completion) = &mut action.completion {
            completion.confirmed_by = Some(confirmed_by.to_owned());
            completion.by_import = by_import;
        }
        plan("2016-11-01").action(action)
    }

    #[test]
    fn what_only_the_document_says_is_raised_once() {
        let mut both = done("plan.txt", true).action(action("A2", "Train everybody").complete(None));
        both.actions[1].completion = None;
        assert!(the_one(&RULE, &both).message.starts_with("2 actions count as complete"));
    }

    #[test]
    fn what_a_person_declared_or_confirmed_is_silent() {
        silent(&RULE, &done("Head of Quality", false));
        silent(&RULE, &plan("2016-11-01").action(action("A1", "Launch the hub")));
    }
}
