//! Progress told once for all the actions of a line.

use model::finding::{Finding, Severity};
use model::plan::Line;

use crate::facts::Facts;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "update-only-on-line",
    severity: Severity::Info,
    title: "Progress is told for the line, not for its actions",
    explanation: "One text for a whole line tells of some of its actions and passes over others. Only a careful reader \
        notices which, and what is passed over is believed to be in hand.",
    bad: "Line 1.3: one paragraph for six actions",
    good: "1.3a to 1.3f: a sentence each",
    check,
};

/// From so many lines it is the habit of the plan, and said once.
const HABIT: usize = 4;

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let told_once = |line: &&Line| -> Option<usize> {
        let actions = facts.by_line.get(line.reference.as_str()).filter(|a| a.len() > 1)?;
        let only_here = !line.updates.is_empty() && actions.iter().all(|a| a.updates.is_empty());
        only_here.then_some(actions.len())
    };
    let lines: Vec<(&Line, usize)> =
        facts.plan.lines.iter().filter_map(|line| Some((line, told_once(&line)?))).collect();
    let hint = "Ask each owner for a sentence on their own action.";
    if let Some((first, _)) = lines.first().filter(|_| lines.len() >= HABIT) {
        let actions: usize = lines.iter().map(|(_, actions)| actions).sum();
        let which: Vec<&str> = lines.iter().map(|(line, _)| line.reference.as_str()).collect();
        let message = format!(
            "{} of {} lines tell their progress once for all of their actions, {actions} together: {}.",
            lines.len(),
            facts.plan.lines.len(),
            which.join(", ")
        );
        out.push(RULE.at(&first.origin.at, message).hint(hint));
        return;
    }
    for (line, actions) in lines {
        let message = format!("Line {} tells its progress once for {actions} actions.", line.reference);
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
    fn where_every_line_does_it_the_plan_hears_it_once() {
        let plan = (1..=5).fold(plan("2021-12-06"), |plan, n| {
            plan.line(line(&format!("1.{n}"), "Supervision").update("A location was found."))
                .action(action(&format!("1.{n}a"), "Find a location"))
                .action(action(&format!("1.{n}b"), "Launch the forms"))
        });
        assert!(the_one(&RULE, &plan).message.starts_with("5 of 5 lines tell their progress once for all"));
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
