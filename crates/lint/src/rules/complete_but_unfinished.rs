//! Complete, while its update says that it is not.

use model::finding::{Finding, Severity};
use model::wording::unfinished;

use crate::facts::{ActionFacts, Facts};
use crate::rule::Rule;
use crate::words::{first_words, sentences};

pub(crate) const RULE: Rule = Rule {
    code: "complete-but-unfinished",
    severity: Severity::Error,
    title: "Marked complete while its update says otherwise",
    explanation: "An action marked complete leaves every list of what still has to be done. When its own update tells \
        of work that goes on or is still to come, nobody will ask for what is left, and nobody will do it.",
    bad: "COMPLETED; ambassadors have been and are being recruited",
    good: "In progress, due March 2017; or complete, with a new action for the recruitment",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for action in facts.plan.actions.iter().filter(|a| a.is_complete()) {
        for update in &action.updates {
            let Some(heard) = unfinished(&update.text) else { continue };
            let said = update.text.get(heard.start..heard.end).unwrap_or(heard.phrase);
            let around = sentences(&update.text).into_iter().rfind(|(start, _)| *start <= heard.start);
            let message = format!(
                "{} is marked complete, and its update says “{said}”: “{}”.",
                action.called(),
                first_words(around.map_or(update.text.as_str(), |(_, sentence)| sentence), 20)
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
        ] {
            assert_eq!(the_one(&RULE, &done(update)).subject, "A1", "{update}");
        }
    }

    #[test]
    fn finished_work_settled_practice_and_open_actions_are_silent() {
        silent(&RULE, &done("Twelve ambassadors were recruited."));
        silent(&RULE, &done("The panel is set up, with its first meeting due to take place on 14 December 2016."));
        silent(&RULE, &done("Plans have been made shorter and are being used."));
        silent(&RULE, &done("Meetings are taking place and are being audited on a regular basis."));
        let open = plan("2016-11-01").action(action("A1", "Recruit them").update("They are being recruited."));
        silent(&RULE, &open);
    }
}
