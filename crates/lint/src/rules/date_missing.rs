//! An action without any date.

use model::finding::{Finding, Severity};

use crate::facts::{ActionFacts, Facts};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "date-missing",
    severity: Severity::Error,
    title: "An action has no date",
    explanation: "Without a date an action can never be late, so nobody will notice that it was not done. A plan is \
        a promise of what happens by when.",
    bad: "5.2c Reinvigorate staff forums | Head of People | (no date)",
    good: "5.2c Reinvigorate staff forums | Head of People | March 2022",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for action in facts.plan.actions.iter().filter(|a| a.dates.is_empty() && !a.is_complete()) {
        let finding = RULE.at(action.place(), format!("{} has no target date.", action.called()));
        out.push(finding.hint("Give the day or month by which it is done.").about(&action.reference));
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn an_open_action_without_date_is_raised() {
        let plan = plan("2021-12-06").action(action("1.1a", "Review the form"));
        assert_eq!(the_one(&RULE, &plan).subject, "1.1a");
    }

    #[test]
    fn a_date_or_its_completion_is_enough() {
        silent(&RULE, &plan("2021-12-06").action(action("1.1a", "Review the form").due("May 2022", "2022-05-31")));
        silent(&RULE, &plan("2021-12-06").action(action("1.1a", "Review the form").complete(None)));
    }
}
