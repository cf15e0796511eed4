//! Every action of a plan or priority owned by one.

use std::collections::BTreeMap;

use model::finding::{Finding, Severity};
use model::plan::{Action, Given};

use crate::facts::{ActionFacts, Facts};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "one-owner-for-all",
    severity: Severity::Warning,
    title: "One owner for everything",
    explanation: "When one name stands beside every action, the column says who signed the plan and not who does what. \
        Nobody can do all of it, and nobody else was asked.",
    bad: "Twelve actions, each owned by the Director",
    good: "Twelve actions, each owned by the role that does it",
    check,
};

/// So many actions with one owner are too many.
const MANY: usize = 8;

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut by_priority: BTreeMap<Option<&str>, Vec<&Action>> = BTreeMap::new();
    for action in facts.plan.actions.iter().filter(|a| !a.owners.is_empty() && a.owners_from != Given::None) {
        by_priority.entry(action.priority.as_deref()).or_default().push(action);
    }
    for (priority, actions) in by_priority {
        let Some(first) = actions.first().filter(|_| actions.len() >= MANY) else { continue };
        let owner = |a: &Action| a.owners.iter().map(|o| o.text.to_lowercase()).collect::<Vec<_>>();
        if actions.iter().any(|a| owner(a) != owner(first)) {
            continue;
        }
        let what = priority.map_or("the plan".into(), |key| format!("priority {key}"));
        let name = first.owners.first().map_or("", |o| o.text.as_str());
        let message = format!("All {} actions of {what} are owned by “{name}”.", actions.len());
        let hint = "Name for each action the role that does it.";
        out.push(RULE.at(first.place(), message).hint(hint).about(priority.unwrap_or("")));
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn owned(last: &str) -> model::plan::Plan {
        (0..8).fold(plan("2021-12-06"), |plan, n| {
            let name = if n == 7 { last } else { "Director" };
            plan.action(action(&format!("A{n}"), "Do it").owner(name))
        })
    }

    #[test]
    fn one_name_beside_every_action_is_raised() {
        assert!(the_one(&RULE, &owned("Director")).message.contains("All 8 actions"));
    }

    #[test]
    fn two_names_are_silent() {
        silent(&RULE, &owned("Head of Audit"));
    }
}
