//! Progress told once for all the actions of a line.

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "update-only-on-line",
    severity: Severity::Info,
    title: "Progress is told for the line, not for its actions",
    explanation: "One text for a whole line tells of some of its actions and passes over others, and only a careful \
        reader notices which. Ask each owner for a sentence on their own action.",
    bad: "Line 1.3: one paragraph for six actions",
    good: "1.3a to 1.3f: a sentence each",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for line in facts.plan.lines.iter().filter(|line| !line.updates.is_empty()) {
        let Some(actions) = facts.by_line.get(line.reference.as_str()).filter(|a| a.len() > 1) else { continue };
        if actions.iter().any(|a| !a.updates.is_empty()) {
            continue;
        }
        let message = format!("Line {} tells its progress once for {} actions.", line.reference, actions.len());
        let hint = "Ask each owner for a sentence on their own action.";
        out.push(RULE.at(&line.origin.at, message).hint(hint).about(&line.reference));
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn one_text_for_two_actions_is_raised() {
        let plan = plan("2021-12-06")
            .line(line("1.3", "Supervision").update("A location was found."))
            .action(action("1.3a", "Find a location"))
            .action(action("1.3b", "Launch the forms"));
        assert!(the_one(&RULE, &plan).message.contains("2 actions"));
    }

    #[test]
    fn a_line_of_one_action_or_with_updates_of_its_actions_is_silent() {
        let told = line("1.3", "Supervision").update("A location was found.");
        silent(&RULE, &plan("2021-12-06").line(told.clone()).action(action("1.3a", "Find a location")));
        let each = plan("2021-12-06")
            .line(told)
            .action(action("1.3a", "Find a location").update("Found."))
            .action(action("1.3b", "Launch the forms"));
        silent(&RULE, &each);
    }
}
