//! A priority with one sponsor here and another there.

use std::collections::{BTreeMap, BTreeSet};

use model::at::At;
use model::finding::{Finding, Severity};
use model::names::{normal, owners};
use model::plan::Owner;

use crate::facts::Facts;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "sponsor-conflict",
    severity: Severity::Error,
    title: "Two places name different sponsors or leads",
    explanation: "The overview names one sponsor for the priority and its table another. Each of the two can believe \
        that the other one answers for it, and escalations go to whoever is found first.",
    bad: "Overview: sponsor Robin Marlowe. Table: sponsor Alexa Pennington",
    good: "The same sponsor in both",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for priority in &facts.plan.priorities {
        let roles = [
            ("sponsor", &priority.sponsors),
            ("non-executive sponsor", &priority.non_executives),
            ("lead", &priority.leads),
        ];
        for (role, named) in roles {
            let Some((at, (here, there))) = conflict(named) else { continue };
            let message = format!("Priority {} has the {role} “{here}” in one place and “{there}” in another.", priority.key);
            let hint = "Say which of them it is, and since when.";
            out.push(RULE.at(at, message).hint(hint).about(&priority.key));
        }
    }
}

/// Two places of print that share no name, though one of them may only be spelled differently.
fn conflict(named: &[Owner]) -> Option<(&At, (String, String))> {
    let mut places: BTreeMap<&At, Vec<&str>> = BTreeMap::new();
    for owner in named {
        places.entry(&owner.origin.at).or_default().push(&owner.text);
    }
    let (_, first) = places.iter().next()?;
    let names = |texts: &[&str]| -> BTreeSet<String> {
        texts.iter().flat_map(|t| owners(t)).map(|n| normal(n.split('(').next().unwrap_or(&n))).collect()
    };
    let known = names(first);
    let principal = |texts: &[&str]| texts.first().and_then(|t| owners(t).into_iter().next());
    places.iter().skip(1).find_map(|(at, texts)| {
        let head = principal(texts).map(|n| normal(n.split('(').next().unwrap_or(&n)))?;
        let near = known.iter().any(|k| model::names::distance(k, &head) <= 2);
        (!near).then(|| (*at, (texts.join(", "), first.join(", "))))
    })
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn another_sponsor_in_another_place_is_raised() {
        let both = priority("5", "Culture")
            .sponsor("Robin Marlowe with Sam Tuck (Chair)", 10)
            .sponsor("Alexa Pennington with Sam Tuck (Chair)", 40);
        let found = the_one(&RULE, &plan("2021-12-06").priority(both));
        assert!(found.message.contains("Alexa Pennington"), "{}", found.message);
        assert_eq!(found.at, place(40));
    }

    #[test]
    fn the_same_sponsor_another_spelling_and_joint_sponsors_are_silent() {
        let same = priority("5", "Culture").sponsor("Robin Marlowe with Sam Tuck", 10).sponsor("Robyn Marlowe", 40);
        silent(&RULE, &plan("2021-12-06").priority(same));
        let joint = priority("4", "Homes").sponsor("Robin Marlowe", 10).sponsor("Alexa Pennington", 10);
        silent(&RULE, &plan("2021-12-06").priority(joint));
    }
}
