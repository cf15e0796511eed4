//! One person under two spellings.

use model::finding::{Finding, Severity};
use model::names::is_person;

use crate::facts::Facts;
use crate::people::{clusters, counted, everybody, spellings};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "person-name-varies",
    severity: Severity::Warning,
    title: "A person's name is spelled in two ways",
    explanation: "Two spellings make two people of one: half of their actions are missing from every list of theirs, \
        and their reminders go to somebody who does not exist.",
    bad: "Robin Marlowe leads the service plan, Robyn Marlowe the priority",
    good: "One spelling, joined under People and bodies",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let people = spellings(everybody(facts.plan), is_person);
    for (_, members) in clusters(&people) {
        let [usual, .., rare] = &members[..] else { continue };
        let Some((at, subject)) = rare.places.first() else { continue };
        let message = format!("One person seems to be spelled in {} ways: {}.", members.len(), counted(&members));
        let hint = if usual.places.len() > rare.places.len() {
            format!("Likely {}; join the spellings if they are one person.", usual.name)
        } else {
            "Join the spellings if they are one person.".into()
        };
        out.push(RULE.at(at, message).hint(hint).about(*subject));
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn two_spellings_are_raised_at_the_rarer_one() {
        let plan = plan("2021-12-06")
            .priority(priority("1", "Quality").sponsor("Robin Marlowe", 3).lead("Alexa Pennington"))
            .priority(priority("2", "Staff").sponsor("Robyn Marlowe with Sam Tuck (NED)", 9))
            .priority(priority("3", "Voice").sponsor("Robin Marlowe", 14));
        let found = the_one(&RULE, &plan);
        assert_eq!(found.at, place(9));
        assert!(found.hint.contains("Likely Robin Marlowe"), "{}", found.hint);
    }

    #[test]
    fn people_who_share_a_name_are_silent() {
        let plan = plan("2021-12-06")
            .priority(priority("1", "Quality").sponsor("Robin Marlowe", 3).lead("Robin Pennington"))
            .priority(priority("2", "Staff").sponsor("Alexa Marlowe", 9));
        silent(&RULE, &plan);
    }
}
