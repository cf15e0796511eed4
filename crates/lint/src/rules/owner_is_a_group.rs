//! A group in the owner's place: `All staff`, `Team Managers`.

use std::collections::BTreeMap;

use model::finding::{Finding, Severity};
use model::names::{is_group, normal, owners};
use model::plan::Owner;

use crate::facts::Facts;
use crate::rule::Rule;

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

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut groups: BTreeMap<String, (&Owner, Vec<&str>)> = BTreeMap::new();
    for action in &facts.plan.actions {
        for owner in action.owners.iter().filter(|o| only_groups(&o.text)) {
            let entry = groups.entry(normal(&owner.text)).or_insert((owner, Vec::new()));
            if entry.1.last() != Some(&action.reference.as_str()) {
                entry.1.push(&action.reference);
            }
        }
    }
    for (owner, actions) in groups.into_values() {
        let (count, which, who) = (actions.len(), actions.join(", "), &owner.text);
        let message = match count {
            1 => format!("Action {which} is owned by a group: “{who}”."),
            _ => format!("{count} actions are owned by a group, “{who}”: {which}."),
        };
        let hint = "Name the one role that answers for the group.";
        out.push(RULE.at(&owner.origin.at, message).hint(hint).about(actions.first().copied().unwrap_or("")));
    }
}

/// Whether every part of a joint owner is a group.
fn only_groups(text: &str) -> bool {
    let parts = owners(text);
    !parts.is_empty() && parts.iter().all(|part| is_group(part))
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
    fn a_group_in_other_letters_is_the_same_group() {
        let plan = plan("2021-12-06")
            .action(action("1.1a", "Write it down").owner("Team Managers"))
            .action(action("1.1b", "Check it").owner("Team Mgrs"));
        assert!(the_one(&RULE, &plan).message.ends_with("“Team Managers”: 1.1a, 1.1b."));
    }

    #[test]
    fn one_role_is_silent_also_beside_a_group() {
        for text in ["Head of Services for Families", "Director of Services", "Audit Lead with Team Managers", "Board", "HoS Care and Support services"] {
            silent(&RULE, &plan("2021-12-06").action(action("1.1a", "Write it down").owner(text)));
        }
    }
}
