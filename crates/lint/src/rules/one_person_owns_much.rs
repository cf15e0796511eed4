//! One person who answers for most of the plan.

use std::collections::{BTreeMap, BTreeSet};

use model::finding::{Finding, Severity};
use model::names::{is_person, owners};

use crate::facts::Facts;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "one-person-owns-much",
    severity: Severity::Warning,
    title: "One person answers for most of the plan",
    explanation: "When one person sponsors most priorities and leads the rest, nobody is left to challenge them, and \
        the plan stops when they leave. A sponsor is there to ask; they cannot ask themselves.",
    bad: "The director owns the plan, sponsors four of five priorities and leads the fifth",
    good: "Sponsors differ from leads, and no one sponsors more than two priorities",
    check,
};

/// Fewer priorities than this say nothing.
const FEW: usize = 3;

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let nodes: Vec<_> = facts.plan.priorities.iter().filter(|p| p.parent.is_none()).collect();
    let mut sponsors: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut leads: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for priority in &nodes {
        for owner in &priority.sponsors {
            for name in people(&owner.text) {
                sponsors.entry(name).or_default().insert(&priority.key);
            }
        }
        for owner in &priority.leads {
            for name in people(&owner.text) {
                leads.entry(name).or_default().insert(&priority.key);
            }
        }
    }
    let owns: Vec<String> = facts.plan.owner.as_deref().map(people).unwrap_or_default();
    for (name, sponsored) in &sponsors {
        if nodes.len() < FEW || sponsored.len() < FEW || sponsored.len() * 2 <= nodes.len() {
            continue;
        }
        let led = leads.get(name).map_or(0, BTreeSet::len);
        let mut roles = vec![format!("sponsors {} of {} priorities", sponsored.len(), nodes.len())];
        if led > 0 {
            roles.push(format!("leads {led}"));
        }
        if owns.contains(name) {
            roles.push("owns the plan".into());
        }
        let at = nodes.first().map_or(&facts.plan.origin.at, |p| &p.origin.at);
        let message = format!("{name} {}.", roles.join(", "));
        out.push(RULE.at(at, message).hint("Share out the sponsorship, so that sponsor and lead are two people."));
    }
}

/// The persons a phrase names, without what a bracket or comma adds.
fn people(phrase: &str) -> Vec<String> {
    let bare: String = phrase.split('(').next().unwrap_or(phrase).to_owned();
    owners(&bare)
        .into_iter()
        .map(|name| name.split(',').next().unwrap_or(&name).trim().to_owned())
        .filter(|name| is_person(name))
        .collect()
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn sponsored(names: [&str; 4], lead: &str) -> model::plan::Plan {
        let mut plan = plan("2021-12-06");
        plan.owner = Some("Robin Marlowe, Director of Operations".into());
        for (n, name) in names.into_iter().enumerate() {
            plan = plan.priority(priority(&n.to_string(), "Title").sponsor(name, 5).lead(lead));
        }
        plan
    }

    #[test]
    fn a_sponsor_of_most_priorities_is_raised() {
        let found = the_one(
            &RULE,
            &sponsored(["Robin Marlowe", "Robin Marlowe with Sam Tuck (NED)", "Robin Marlowe", "Ivy Lane"], "Robin Marlowe"),
        );
        assert_eq!(found.message, "Robin Marlowe sponsors 3 of 4 priorities, leads 4, owns the plan.");
    }

    #[test]
    fn shared_sponsorship_is_silent() {
        silent(&RULE, &sponsored(["Robin Marlowe", "Robin Marlowe", "Sam Tuck", "Ivy Lane"], "Alexa Pennington"));
    }
}
