//! Initials of a person beside an office: `Practice Lead (AB)`.

use std::collections::BTreeMap;

use model::at::At;
use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "staff-initials",
    severity: Severity::Info,
    title: "Initials of a person stand beside an office",
    explanation: "Initials tell colleagues who is meant and leave everybody else guessing; in a published plan they \
        point at one member of staff. When that person leaves, the plan is wrong.",
    bad: "Owner: Practice Lead (AB)",
    good: "Owner: Practice Lead, Children in Care",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut found: BTreeMap<&str, (&At, &str, usize)> = BTreeMap::new();
    for action in &facts.plan.actions {
        for owner in action.owners.iter().filter(|o| initials(&o.text).is_some()) {
            found.entry(&owner.text).or_insert((&owner.origin.at, &action.reference, 0)).2 += 1;
        }
    }
    for (text, (at, subject, _)) in found {
        let Some(letters) = initials(text) else { continue };
        let message = format!("“{text}” points at one person by the initials {letters}.");
        out.push(RULE.at(at, message).hint("Name the office; keep the person under People and bodies.").about(subject));
    }
}

/// Two or three capitals in brackets after an office, which the words before do not abbreviate.
fn initials(text: &str) -> Option<&str> {
    let (before, rest) = text.split_once('(')?;
    let (inside, _) = rest.split_once(')')?;
    let letters = inside.trim();
    let capitals = (2..=3).contains(&letters.len()) && letters.chars().all(|c| c.is_ascii_uppercase());
    let short: String = before.split_whitespace().filter_map(|w| w.chars().next()).collect::<String>().to_uppercase();
    let office = model::names::has_role(before) && !model::names::is_person(before.trim());
    (capitals && office && !short.ends_with(letters) && !short.contains(letters)).then_some(letters)
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn owned(owner: &str) -> model::plan::Plan {
        plan("2021-12-06").action(action("1.7d", "Embed it").owner(owner))
    }

    #[test]
    fn initials_beside_an_office_are_raised() {
        assert!(the_one(&RULE, &owned("OD Manager/Practice Lead (AB)")).message.contains("initials AB"));
    }

    #[test]
    fn abbreviations_and_services_in_brackets_are_silent() {
        for owner in ["Independent Reviewing Officer (IRO)", "Service Manager (Safeguarding)", "Sam Tuck (NED)"] {
            silent(&RULE, &owned(owner));
        }
    }
}
