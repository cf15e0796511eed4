//! An action that answers nothing, in a plan whose other actions answer recommendations.

use model::finding::{Finding, Severity};

use crate::facts::{ActionFacts, Facts};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "action-without-recommendation",
    severity: Severity::Warning,
    title: "An action answers no recommendation",
    explanation: "In a plan that answers an inspection, an action that names no recommendation is either something \
        else that the council wants, which should be said, or a link that was forgotten.",
    bad: "(no recommendation) | Improve the needs assessment",
    good: "Self-evaluation, section 4 | Improve the needs assessment",
    check,
};

/// Share of actions that must answer something for the rest to stand out, in percent.
const MOST: usize = 60;

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let answers = |a: &model::plan::Action| {
        !a.recommendations.is_empty() || facts.line_of(a).is_some_and(|line| !line.recommendations.is_empty())
    };
    let actions = &facts.plan.actions;
    let answering = actions.iter().filter(|a| answers(a)).count();
    if answering * 100 < actions.len() * MOST {
        return;
    }
    for action in actions.iter().filter(|a| !answers(a)) {
        let message = format!("{} answers no recommendation.", action.called());
        let hint = "Name the recommendation it answers, or say where it comes from.";
        out.push(RULE.at(action.place(), message).hint(hint).about(&action.reference));
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn the_one_that_answers_nothing_is_raised() {
        let plan = plan("2016-11-01")
            .action(action("A1", "Revise the policy").answers("1"))
            .action(action("A2", "Train everybody").answers("2"))
            .action(action("A3", "Improve the needs assessment"));
        assert_eq!(the_one(&RULE, &plan).subject, "A3");
    }

    #[test]
    fn a_plan_without_recommendations_is_silent() {
        silent(&RULE, &plan("2016-11-01").action(action("A1", "Revise it")).action(action("A2", "Train them")));
    }
}
