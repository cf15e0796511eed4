//! One office under several names.

use model::finding::{Finding, Severity};
use model::names::{Alike, is_person};

use crate::facts::Facts;
use crate::people::{Spelling, clusters, counted, everybody, spellings};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "role-name-varies",
    severity: Severity::Warning,
    title: "One office is written in several ways",
    explanation: "The same office written in two ways looks like two owners. Its actions stand in two lists, its \
        reminders go astray, and nobody sees how much it has to do. Where the names really differ, as with \
        mentors and managers, somebody has to say whether they are one.",
    bad: "OD Mgr, OD Manager; Practice Improvement Mentors, Practice Improvement Managers",
    good: "One name for each office, joined under People and bodies",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let roles = spellings(everybody(facts.plan), |name| !is_person(name));
    let mut shortened: Vec<Vec<&Spelling<'_>>> = Vec::new();
    for (reason, members) in clusters(&roles) {
        if matches!(reason, Alike::Same | Alike::Initials) {
            shortened.push(members);
            continue;
        }
        let [usual, .., rare] = &members[..] else { continue };
        let Some((at, subject)) = rare.places.first() else { continue };
        let message = format!("One office seems to be written in {} ways: {}.", members.len(), counted(&members));
        let hint = match reason {
            Alike::Noun => format!("Check whether they are one office; most often it is “{}”.", usual.name),
            _ => format!("Join them as “{}” if they are one office.", usual.name),
        };
        out.push(RULE.at(at, message).hint(hint).about(*subject));
    }
    out.extend(only_shortened(&shortened));
}

/// Offices that are only shortened here and there are said together: there are many of them, and nobody doubts them.
fn only_shortened(offices: &[Vec<&Spelling<'_>>]) -> Option<Finding> {
    let (at, subject) = offices.first()?.last()?.places.first()?;
    let message = match offices {
        [one] => format!("One office is written in {} ways: {}.", one.len(), counted(one)),
        _ => {
            let each: Vec<String> = offices.iter().map(|members| counted(members)).collect();
            format!("{} offices are each written in several ways: {}.", offices.len(), each.join("; "))
        }
    };
    let hint = "Join the spellings of each under People and bodies, so that its actions stand in one list.";
    let mut finding = RULE.at(at, message).hint(hint).about(*subject);
    finding.severity = Severity::Info;
    Some(finding)
}

#[cfg(test)]
mod tests {
    use model::finding::Severity;
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn owned(owners: &[&str]) -> model::plan::Plan {
        owners.iter().enumerate().fold(plan("2021-12-06"), |plan, (n, owner)| {
            plan.action(action(&format!("A{n}"), "Do it").owner(owner))
        })
    }

    #[test]
    fn abbreviations_are_worth_knowing_and_other_nouns_a_warning() {
        let short = the_one(&RULE, &owned(&["Practice Devt Lead", "Practice Development Lead", "Practice Devt Lead"]));
        assert_eq!(short.severity, Severity::Info);
        let noun = the_one(&RULE, &owned(&["Practice Improvement Mentors", "Practice Improvement Managers"]));
        assert_eq!(noun.severity, Severity::Warning);
    }

    #[test]
    fn several_offices_that_are_only_shortened_are_said_once() {
        let found = the_one(&RULE, &owned(&["OD Mgr", "OD Manager", "Comms Officer", "Communications Officer"]));
        assert!(found.message.starts_with("2 offices are each written in several ways"), "{}", found.message);
        for name in ["OD Mgr", "OD Manager", "Comms Officer", "Communications Officer"] {
            assert!(found.message.contains(name), "{}", found.message);
        }
    }

    #[test]
    fn different_offices_and_repeated_ones_are_silent() {
        silent(&RULE, &owned(&["Head of Audit", "Head of Housing", "Head of Audit", "Audit Officer"]));
    }
}
