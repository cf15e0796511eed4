//! An action that names a recommendation which the plan does not have.

use model::finding::{Finding, Severity};

use crate::facts::{ActionFacts, Facts};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "recommendation-unknown",
    severity: Severity::Error,
    title: "An action names a recommendation that does not exist",
    explanation: "The number leads nowhere. The action may answer another recommendation, which then looks unanswered, \
        or it may answer none. Nobody can follow it back to what the inspector asked for.",
    bad: "OR 32, in a plan of 22 recommendations",
    good: "OR 22",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let plan = facts.plan;
    let Some(last) = plan.recommendations.last() else { return };
    let named = plan
        .actions
        .iter()
        .flat_map(|a| a.recommendations.iter().map(move |n| (n, a.called(), a.place(), &a.reference)))
        .chain(plan.lines.iter().flat_map(|l| {
            l.recommendations.iter().map(move |n| (n, format!("Line {}", l.reference), &l.origin.at, &l.reference))
        }));
    for (number, called, at, subject) in named {
        if facts.recommendation(number).is_none() {
            let message = format!("{called} names recommendation {number}, which the plan does not have.");
            let hint = format!("The plan has {}, the last is {}.", plan.recommendations.len(), last.number);
            out.push(RULE.at(at, message).hint(hint).about(subject));
        }
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn a_number_that_leads_nowhere_is_raised() {
        let plan = plan("2016-11-01")
            .recommendation(recommendation("1", "Revise the policy."))
            .action(action("A1", "Revise it").answers("11"));
        assert!(the_one(&RULE, &plan).message.contains("recommendation 11"));
    }

    #[test]
    fn a_known_number_and_a_plan_without_its_recommendations_are_silent() {
        let known = plan("2016-11-01")
            .recommendation(recommendation("1", "Revise the policy."))
            .action(action("A1", "Revise it").answers("1"));
        silent(&RULE, &known);
        silent(&RULE, &plan("2016-11-01").action(action("A1", "Revise it").answers("11")));
    }
}
