//! One date cell that holds two milestones, or one or the other.

use model::finding::{Finding, Severity};
use model::plan::{Action, DateKind};

use crate::facts::{ActionFacts, Facts, start_or_end};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "date-compound",
    severity: Severity::Warning,
    title: "The date says two things",
    explanation: "With two milestones in one cell nobody can tell which of them was met; with one month or another \
        the later one is always the one that is kept; and a start beside a bare month may be either moved or ended. \
        Give each action one date, so that everybody waits for the same day.",
    bad: "Evaluate the offer: September 2021 and March 2022",
    good: "Evaluate the offer, first round: September 2021; second round: March 2022",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for action in facts.plan.actions.iter().filter(|a| !a.is_complete()) {
        let mut said: Vec<&str> = Vec::new();
        for date in action.current_dates().filter(|d| matches!(d.kind, DateKind::Either | DateKind::Milestone)) {
            if said.contains(&date.phrase.as_str()) {
                continue;
            }
            said.push(&date.phrase);
            let (what, hint) = if date.kind == DateKind::Either {
                ("leaves open which month it means", "Choose one; the later one is taken until then.")
            } else {
                ("holds two milestones", "Make each milestone an action with its own date.")
            };
            let message = format!("{}: the date “{}” {what}.", action.called(), date.phrase);
            out.push(RULE.at(&date.origin.at, message).hint(hint).about(&action.reference));
        }
        out.extend(start_and_month(action));
    }
}

/// `From July 2021 September 2021`: a later start, or a start and an end.
fn start_and_month(action: &Action) -> Option<Finding> {
    let [.., from, month] = &action.dates[..] else { return None };
    let message = format!(
        "{}: “{} {month}” may be a start that was moved to {month}, or a period that ends there.",
        action.called(),
        from.phrase,
        month = month.phrase
    );
    let hint = "Say which: give the new start with its reason, or the day by which it is done.";
    start_or_end(action).then(|| RULE.at(&month.origin.at, message).hint(hint).about(&action.reference))
}

#[cfg(test)]
mod tests {
    use model::plan::DateKind;
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn a_start_followed_by_a_bare_month_can_be_read_in_two_ways() {
        let moved = action("1.10b", "Be specific").when("From July 2021", DateKind::Start).due("September 2021", "2021-09-30");
        let found = the_one(&RULE, &plan("2021-12-06").action(moved));
        assert!(
            found.message.contains("“From July 2021 September 2021” may be a start that was moved to September 2021"),
            "{}",
            found.message
        );
        let ends = action("1.10b", "Be specific").when("From July 2021", DateKind::Start).due("by end of September 2021", "2021-09-30");
        silent(&RULE, &plan("2021-12-06").action(ends));
    }

    #[test]
    fn two_milestones_and_either_are_raised() {
        for (phrase, kind) in
            [("May 2021 and March 2022", DateKind::Milestone), ("Dec 2021/Jan 2022", DateKind::Either)]
        {
            let plan = plan("2021-12-06").action(action("1.1a", "Evaluate the offer").when(phrase, kind));
            assert!(the_one(&RULE, &plan).message.contains(phrase));
        }
    }

    #[test]
    fn a_single_date_is_silent() {
        silent(&RULE, &plan("2021-12-06").action(action("1.1a", "Evaluate").due("May 2022", "2022-05-31")));
    }
}
