//! A line whose actions, owners and dates are not equally many.

use model::finding::{Finding, Severity};
use model::plan::{Action, Given};

use crate::facts::Facts;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "line-counts-differ",
    severity: Severity::Warning,
    title: "Actions, owners and dates of a line are not equally many",
    explanation: "The line gives its actions, owners and dates as three lists, and the lists are not equally long. Who \
        does which action by when can then only be guessed, and two readers will guess differently.",
    bad: "Five actions, one owner, four dates",
    good: "Five actions, each with its owner and its date",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for line in &facts.plan.lines {
        let Some(actions) = facts.by_line.get(line.reference.as_str()) else { continue };
        let shared = |given: Given| matches!(given, Given::Assumed | Given::Line);
        let owners_shared = actions.iter().any(|a| shared(a.owners_from) || a.owners.is_empty() && a.lead_body.is_none());
        let dates_shared = actions.iter().any(|a| shared(a.dates_from) || a.dates.is_empty());
        if actions.len() < 2 || !(owners_shared || dates_shared) {
            continue;
        }
        let message = format!(
            "Line {} has {}, {} and {}.",
            line.reference,
            count(actions.len(), "action"),
            count(owners(actions), "owner"),
            count(dates(actions), "date")
        );
        let hint = "Say for each action who owns it and by when.";
        out.push(RULE.at(&line.origin.at, message).hint(hint).about(&line.reference));
    }
}

fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// Owners printed in the line: one that is given for all of them counts once.
fn owners(actions: &[&Action]) -> usize {
    let mut for_all: Vec<&str> = Vec::new();
    let mut count = 0;
    for action in actions {
        for owner in &action.owners {
            if action.owners_from != Given::Line {
                count += 1;
            } else if !for_all.contains(&owner.text.as_str()) {
                for_all.push(&owner.text);
                count += 1;
            }
        }
    }
    count
}

/// Dates printed in the line: an action's own chain of dates counts once, and so does one that is given for all.
fn dates(actions: &[&Action]) -> usize {
    let mut for_all: Vec<&str> = Vec::new();
    let mut count = 0;
    for action in actions {
        count += usize::from(action.dates_from == Given::Own && !action.dates.is_empty());
        for date in action.dates.iter().filter(|_| action.dates_from != Given::Own) {
            if action.dates_from != Given::Line {
                count += 1;
            } else if !for_all.contains(&date.phrase.as_str()) {
                for_all.push(&date.phrase);
                count += 1;
            }
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use model::plan::Given;
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn one_owner_for_several_actions_is_counted_once() {
        let mut a = action("1.8a", "Plan it").owner("Head of Youth").due("July 2021", "2021-07-31");
        let mut b = action("1.8b", "Do it").owner("Head of Youth").due("May 2022", "2022-05-31");
        (a.owners_from, b.owners_from) = (Given::Line, Given::Line);
        let plan = plan("2021-12-06").line(line("1.8", "Youth")).action(a).action(b);
        assert_eq!(the_one(&RULE, &plan).message, "Line 1.8 has 2 actions, 1 owner and 2 dates.");
    }

    #[test]
    fn an_action_left_without_is_raised() {
        let plan = plan("2021-12-06")
            .line(line("1.8", "Youth"))
            .action(action("1.8a", "Plan it").owner("Head of Youth").due("July 2021", "2021-07-31"))
            .action(action("1.8b", "Do it").owner("Head of Youth"));
        assert_eq!(the_one(&RULE, &plan).message, "Line 1.8 has 2 actions, 2 owners and 1 date.");
    }

    #[test]
    fn slips_and_lines_of_one_action_do_not_count() {
        let slipped = action("1.8a", "Plan it").owner("Head").due("July 2021", "2021-07-31").due("May 2022", "2022-05-31");
        let other = action("1.8b", "Do it").owner("Head").due("May 2022", "2022-05-31");
        silent(&RULE, &plan("2021-12-06").line(line("1.8", "Youth")).action(slipped).action(other));
        silent(&RULE, &plan("2021-12-06").line(line("1.9", "One")).action(action("1.9a", "Plan it")));
    }
}
