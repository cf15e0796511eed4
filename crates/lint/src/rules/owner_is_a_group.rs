//! A group in the owner's place: `All staff`, `Team Managers`.

use std::collections::BTreeMap;

use model::at::At;
use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::words::words;

pub(crate) const RULE: Rule = Rule {
    code: "owner-is-a-group",
    severity: Severity::Warning,
    title: "The owner is a group",
    explanation: "What everybody owns nobody answers for. A group can do the work, but one role has to be asked how \
        it goes and to say that it is done.",
    bad: "Owner: All staff",
    good: "Owner: Head of Safeguarding, with all team managers",
    check,
};

/// Nouns for people in the plural.
const PEOPLE: &[&str] = &[
    "staff", "managers", "mgrs", "chairs", "mentors", "officers", "workers", "practitioners", "leads", "heads", "teams",
    "members", "partners", "agencies", "services", "supervisors", "auditors", "directors", "pims", "tms", "everyone",
    "coordinators", "co-ordinators", "ordinators",
];

/// Words after which a plural still names one role: `Director of Services`.
const ONE: &[&str] = &["director", "head", "manager", "lead", "officer", "chair", "mentor", "member", "executive"];

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut groups: BTreeMap<&str, (&At, Vec<&str>)> = BTreeMap::new();
    for action in &facts.plan.actions {
        for owner in action.owners.iter().filter(|o| is_group(&o.text)) {
            let entry = groups.entry(owner.text.as_str()).or_insert((&owner.origin.at, Vec::new()));
            if entry.1.last() != Some(&action.reference.as_str()) {
                entry.1.push(&action.reference);
            }
        }
    }
    for (owner, (at, actions)) in groups {
        let (count, which) = (actions.len(), actions.join(", "));
        let message = match count {
            1 => format!("Action {which} is owned by a group: “{owner}”."),
            _ => format!("{count} actions are owned by a group, “{owner}”: {which}."),
        };
        let hint = "Name the one role that answers for the group.";
        out.push(RULE.at(at, message).hint(hint).about(actions.first().copied().unwrap_or("")));
    }
}

/// Whether every part of a joint owner is a group.
fn is_group(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut parts = lower.split(['/', ',', '&']).flat_map(|part| part.split(" with ")).peekable();
    parts.peek().is_some()
        && parts.all(|part| {
            let names: Vec<&str> = part.split('(').next().map(|p| words(p).collect()).unwrap_or_default();
            let Some(last) = names.last() else { return false };
            let whole = names.first() == Some(&"all");
            let one = names.iter().any(|name| ONE.contains(name));
            (whole || PEOPLE.contains(last)) && !one
        })
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn groups_are_raised_once_with_their_actions() {
        let plan = plan("2021-12-06")
            .action(action("1.1a", "Write it down").owner("All staff"))
            .action(action("1.1b", "Check it").owner("All staff"));
        assert!(the_one(&RULE, &plan).message.ends_with("“All staff”: 1.1a, 1.1b."));
    }

    #[test]
    fn one_role_is_silent_also_beside_a_group() {
        for text in ["Head of Services for Families", "Director of Services", "Audit Lead with Team Managers", "Board"] {
            silent(&RULE, &plan("2021-12-06").action(action("1.1a", "Write it down").owner(text)));
        }
    }
}
