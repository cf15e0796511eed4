//! Complete, on a day that has not come.

use model::finding::{Finding, Severity};
use model::plan::DateKind;

use crate::facts::{ActionFacts, Facts};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "completed-in-future",
    severity: Severity::Error,
    title: "Completed on a day that has not come",
    explanation: "An action cannot be complete on a day after the one the plan speaks of. Either the status or the \
        date is wrong, and a reader cannot tell which of the two to believe.",
    bad: "COMPLETED November 2017, in a plan of autumn 2016",
    good: "Target November 2017, in progress",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for action in &facts.plan.actions {
        let done = action.completion.as_ref().and_then(|c| c.done_on).filter(|day| *day > facts.day);
        let said = action
            .dates
            .iter()
            .find(|d| d.kind == DateKind::Completed && d.from.or(d.to).is_some_and(|day| day > facts.day));
        let (what, at) = match (done, said) {
            (_, Some(date)) => (date.phrase.clone(), &date.origin.at),
            (Some(day), None) => (day.long(), action.place()),
            (None, None) => continue,
        };
        let message = format!("{} is complete as of “{what}”, which is after {}.", action.called(), facts.day);
        let hint = "Decide whether it is done, with the day, or still due by that date.";
        out.push(RULE.at(at, message).hint(hint).about(&action.reference));
    }
}

#[cfg(test)]
mod tests {
    use model::plan::DateKind;
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn a_completion_to_come_is_raised_wherever_it_is_said() {
        let mut printed = action("A1", "Audit supervision").when("COMPLETED May 2017", DateKind::Completed);
        printed.dates[0].from = Some(day("2017-05-01"));
        printed.dates[0].to = Some(day("2017-05-31"));
        assert!(the_one(&RULE, &plan("2016-11-01").action(printed)).message.contains("COMPLETED May 2017"));
        let recorded = action("A1", "Audit supervision").complete(Some("2017-05-31"));
        assert_eq!(the_one(&RULE, &plan("2016-11-01").action(recorded)).subject, "A1");
    }

    #[test]
    fn a_completion_gone_by_is_silent() {
        silent(&RULE, &plan("2016-11-01").action(action("A1", "Audit").complete(Some("2016-10-31"))));
    }
}
