//! `COMPLETED` in place of the date: neither the promise nor the day it was kept is known.

use model::finding::{Finding, Severity};
use model::plan::DateKind;

use crate::facts::{ActionFacts, Facts};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "completed-date-lost",
    severity: Severity::Warning,
    title: "Completed stands where the date was",
    explanation: "When the word completed overwrites the target date, the plan can no longer show that it was done on \
        time, and nobody knows since when it is meant to have had an effect. Keep three facts apart: what was \
        promised, what it was moved to, when it was done.",
    bad: "Timescale: COMPLETED",
    good: "Timescale: June 2016; completed 14 June 2016",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for action in &facts.plan.actions {
        let promised = action.dates.iter().any(|d| d.kind != DateKind::Completed && (d.to.is_some() || d.from.is_some()));
        let done = action.completion.as_ref().and_then(|c| c.done_on);
        let said = action.dates.iter().find(|d| d.kind == DateKind::Completed);
        let Some(said) = said.filter(|d| !promised && done.is_none() && d.to.is_none()) else { continue };
        let message = format!(
            "{} is marked “{}” where its date stood: neither the target nor the day of completion is known.",
            action.called(),
            said.phrase
        );
        let hint = "Find the target date in an earlier version of the plan, and record the day it was done.";
        out.push(RULE.at(&said.origin.at, message).hint(hint).about(&action.reference));
    }
}

#[cfg(test)]
mod tests {
    use model::plan::DateKind;
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn completed_in_place_of_a_date_is_raised() {
        let done = action("A1", "Launch the hub").when("COMPLETED", DateKind::Completed).complete(None);
        assert_eq!(the_one(&RULE, &plan("2016-11-01").action(done)).subject, "A1");
    }

    #[test]
    fn a_target_or_a_completion_day_beside_it_is_enough() {
        let kept = action("A1", "Launch the hub").due("May 2016", "2016-05-31").when("Completed", DateKind::Completed);
        silent(&RULE, &plan("2016-11-01").action(kept));
        let dated = action("A1", "Launch the hub").when("Completed", DateKind::Completed).complete(Some("2016-05-20"));
        silent(&RULE, &plan("2016-11-01").action(dated));
    }
}
