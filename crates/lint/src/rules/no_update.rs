//! An action of which nothing is said.

use model::finding::{Finding, Severity};

use crate::facts::{ActionFacts, Facts};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "no-update",
    severity: Severity::Warning,
    title: "Nothing is said about how an action goes",
    explanation: "Silence is not progress. An action without an update can be done, forgotten or impossible, and the \
        board cannot tell which. Throughline never rates silence green.",
    bad: "19b | August 2012 | (no progress)",
    good: "19b | August 2012 | Twelve of twenty carers trained by 1 July",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let reports = facts.plan.actions.iter().any(|a| !facts.updates_of(a).is_empty());
    if !reports {
        return;
    }
    for action in facts.plan.actions.iter().filter(|a| !a.is_complete()) {
        let started = action.dates.iter().filter_map(|d| d.from).min().is_none_or(|from| from <= facts.day);
        let said = facts.updates_of(action).iter().any(|u| !u.text.trim().is_empty() || u.stance.is_some());
        if said || !started {
            continue;
        }
        let message = format!("Nothing is said about how {} goes.", lower_first(&action.called()));
        out.push(RULE.at(action.place(), message).hint("Ask its owner.").about(&action.reference));
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn an_action_passed_over_is_raised() {
        let plan = plan("2012-07-10")
            .action(action("19a", "Train them").update("Underway."))
            .action(action("19b", "Support them").due("July 2012", "2012-07-31"));
        assert_eq!(the_one(&RULE, &plan).subject, "19b");
    }

    #[test]
    fn an_update_of_the_line_a_later_start_and_a_plan_without_reports_are_silent() {
        let told = plan("2012-07-10").line(line("1.1", "Training").update("Underway.")).action(action("1.1a", "Train them"));
        silent(&RULE, &told);
        let later = plan("2012-07-10")
            .action(action("19a", "Train them").update("Underway."))
            .action(action("19b", "Support them").due("May 2013", "2013-05-31"));
        silent(&RULE, &later);
        silent(&RULE, &plan("2012-07-10").action(action("19b", "Support them")));
    }
}
