//! An action whose difference for children is not said.

use model::finding::{Finding, Severity};

use crate::facts::{ActionFacts, Facts};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "outcome-missing",
    severity: Severity::Warning,
    title: "It is not said what the action is for",
    explanation: "The plan says what will be done and not what will be better for children because of it. Inspectors \
        ask what difference it made, not whether it was done.",
    bad: "19b Develop foster carers | August 2012 | (no outcome)",
    good: "19b Develop foster carers | August 2012 | Carers prepare every young person for living alone",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let has_outcome = |a: &model::plan::Action| {
        let line = facts.line_of(a);
        !a.outcomes.is_empty() || line.is_some_and(|l| !l.outcomes.is_empty() || !l.measures.is_empty())
    };
    if !facts.plan.actions.iter().any(has_outcome) {
        return;
    }
    for action in facts.plan.actions.iter().filter(|a| !has_outcome(a)) {
        let message = format!("{} does not say what will be better.", action.called());
        let hint = "Say what will be different for children, and how it will be seen.";
        out.push(RULE.at(action.place(), message).hint(hint).about(&action.reference));
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn an_action_without_outcome_among_others_is_raised() {
        let plan = plan("2012-07-10")
            .action(action("19a", "Train carers").outcome("Young people can live alone"))
            .action(action("19b", "Support carers"));
        assert_eq!(the_one(&RULE, &plan).subject, "19b");
    }

    #[test]
    fn an_outcome_of_the_line_is_enough() {
        let told = line("1.1", "Carers").outcome("Young people can live alone");
        silent(&RULE, &plan("2012-07-10").line(told).action(action("1.1a", "Train carers")));
    }
}
