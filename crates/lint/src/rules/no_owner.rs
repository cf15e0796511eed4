//! An action that nobody owns.

use model::finding::{Finding, Severity};

use crate::facts::{ActionFacts, Facts};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "no-owner",
    severity: Severity::Error,
    title: "An action has no owner",
    explanation: "An action that nobody owns is nobody's to do, and nobody can be asked how it goes. Inspectors look \
        for one accountable role beside every action before they look at anything else.",
    bad: "2.3e Send regular surveys to all staff | (no owner) | December 2021",
    good: "2.3e Send regular surveys to all staff | Head of People | December 2021",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for action in facts.plan.actions.iter().filter(|a| !a.has_owner()) {
        let mut hint = String::from("Name the role that answers for it.");
        let others: Vec<&str> = action
            .line
            .as_deref()
            .and_then(|line| facts.by_line.get(line))
            .into_iter()
            .flatten()
            .flat_map(|a| a.owners.iter().map(|o| o.text.as_str()))
            .collect();
        if let Some(first) = others.first() {
            hint = format!("Name the role that answers for it; its line names {first}.");
        }
        let finding = RULE.at(action.place(), format!("{} has no owner.", action.called()));
        out.push(finding.hint(hint).about(&action.reference));
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn an_action_without_owner_is_raised() {
        let plan = plan("2021-12-06").action(action("1.1a", "Review the form"));
        assert_eq!(the_one(&RULE, &plan).subject, "1.1a");
    }

    #[test]
    fn an_owner_or_a_lead_body_is_enough() {
        silent(&RULE, &plan("2021-12-06").action(action("1.1a", "Review the form").owner("Head of Audit")));
        let mut led = action("1.1a", "Review the form");
        led.lead_body = Some("Amberbridge Council".into());
        silent(&RULE, &plan("2021-12-06").action(led));
    }
}
