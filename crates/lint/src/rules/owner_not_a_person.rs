//! Something in the owner's place that is no one: a resource, a report, `tbc`.

use model::finding::{Finding, Severity};

use crate::facts::{ActionFacts, Facts};
use crate::rule::Rule;
use crate::words::{any, words};

pub(crate) const RULE: Rule = Rule {
    code: "owner-not-a-person",
    severity: Severity::Error,
    title: "The owner is not a person, role or body",
    explanation: "Money, staff time and reports own nothing. Text from another column in the owner's place means that \
        the action has no owner, though every count of the plan says that it has one.",
    bad: "Owner: Existing reports to the steering group",
    good: "Owner: Head of Youth Services",
    check,
};

/// Words that name things, not people, when they stand in an owner's place.
const THINGS: &[&str] = &[
    "staff time", "existing report", "existing reports", "existing resource", "existing resources", "within existing",
    "grant", "funding", "budget", "post to be", "fte", "reports to", "report to", "minutes of", "to be advised",
    "to be confirmed", "to be agreed", "to be appointed", "tbc", "tba", "not known", "vacant", "n/a", "none",
];

/// Words by which a phrase names a role or body all the same: `Grants Officer`, `Funding Panel`.
const SOMEONE: &[&str] = &[
    "officer", "manager", "head", "director", "lead", "chair", "board", "panel", "team", "partner", "coordinator",
    "co-ordinator", "service", "executive", "analyst", "group",
];

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for action in &facts.plan.actions {
        for owner in &action.owners {
            let lower = owner.text.to_lowercase();
            let thing = any(&lower, THINGS);
            let last = words(&lower).last().unwrap_or("");
            let ends_as_someone = SOMEONE.iter().any(|s| last.trim_end_matches('s') == *s);
            let starts_as_thing = thing.is_some_and(|t| t.contains(' ') && lower.starts_with(t));
            let number = !owner.text.is_empty() && !owner.text.chars().any(char::is_alphabetic);
            if !number && (thing.is_none() || (ends_as_someone && !starts_as_thing)) {
                continue;
            }
            let message = format!("{} is owned by “{}”, which is no one.", action.called(), owner.text);
            let hint = "The text may belong in another column; name the role that answers for the action.";
            out.push(RULE.at(&owner.origin.at, message).hint(hint).about(&action.reference));
        }
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn resources_reports_and_tbc_are_no_owners() {
        for text in ["Existing reports to Youth Steering Group", "Staff time", "tbc", "Development grant", "52"] {
            let plan = plan("2021-12-06").action(action("1.1a", "Report on it").owner(text));
            assert!(the_one(&RULE, &plan).message.contains(text), "{text}");
        }
    }

    #[test]
    fn roles_and_bodies_are_owners_whatever_they_deal_with() {
        for text in ["Grants Officer", "Funding Panel", "Head of Service", "Practice Lead (AB)", "LSCB"] {
            silent(&RULE, &plan("2021-12-06").action(action("1.1a", "Report on it").owner(text)));
        }
    }
}
