//! A date that passed while nothing says that the action is done.

use model::finding::{Finding, Severity};

use crate::facts::{ActionFacts, Facts, start_or_end};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "date-passed",
    severity: Severity::Error,
    title: "The date has passed and nothing says that the action is done",
    explanation: "The plan promised this by a day that has gone, and does not say whether it was done, moved or \
        dropped. A board that reads on believes it is in hand. An inspector counts it as late.",
    bad: "July 2021, read in December 2021, with no status and no revised date",
    good: "July 2021, complete on 20 July 2021; or revised to January 2022 with the reason",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for action in facts.plan.actions.iter().filter(|a| !a.is_complete()) {
        let Some(due) = action.due().filter(|due| *due < facts.day) else { continue };
        // Where the phrase may also be read as a later start, `date-compound` asks what is meant.
        if action.current_dates().any(|date| date.to.is_none() && date.from.is_some()) || start_or_end(action) {
            continue;
        }
        let late = facts.day.days_since(due);
        let days = if late == 1 { "1 day".into() } else { format!("{late} days") };
        let silent = action.delivery.is_none() && action.ratings.is_empty();
        let state = if silent { ", and has no status" } else { "; its rating is given, and nothing says that it is done" };
        let message = format!("{} was due by {due}, {days} ago{state}.", action.called());
        let hint = "Record that it is done, with the day and the evidence, or revise the date with its reason.";
        out.push(RULE.at(action.place(), message).hint(hint).about(&action.reference));
    }
}

#[cfg(test)]
mod tests {
    use model::plan::DateKind;
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn a_date_gone_by_is_raised_with_the_days_it_is_late() {
        let plan = plan("2021-12-06").action(action("1.1a", "Review the form").due("November 2021", "2021-11-30"));
        let finding = the_one(&RULE, &plan);
        assert!(finding.message.contains("30 November 2021, 6 days ago"), "{}", finding.message);
    }

    #[test]
    fn the_due_day_itself_a_completed_a_revised_and_an_open_date_are_not_late() {
        silent(&RULE, &plan("2021-11-30").action(action("1.1a", "Review").due("November 2021", "2021-11-30")));
        let done = action("1.1a", "Review").due("July 2021", "2021-07-31").complete(Some("2021-07-20"));
        silent(&RULE, &plan("2021-12-06").action(done));
        let moved = action("1.1a", "Review").due("July 2021", "2021-07-31").due("January 2022", "2022-01-31");
        silent(&RULE, &plan("2021-12-06").action(moved));
        silent(&RULE, &plan("2021-12-06").action(action("1.1a", "Review").when("Ongoing", DateKind::Ongoing)));
    }

    #[test]
    fn a_start_that_moved_to_a_bare_month_is_not_late_until_somebody_says_what_is_meant() {
        let start = action("1.1a", "Review").when("From July 2021", DateKind::Start);
        let moved = start.due("September 2021", "2021-09-30");
        silent(&RULE, &plan("2021-12-06").action(moved.clone()));
        let mut said = moved;
        said.dates[1].reason = Some("Agreed by the board".into());
        the_one(&RULE, &plan("2021-12-06").action(said));
    }
}
