//! A date that opens and never closes: `Ongoing`, `From July 2021`.

use model::finding::{Finding, Severity};
use model::plan::DateKind;

use crate::facts::{ActionFacts, Facts};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "date-never-closes",
    severity: Severity::Warning,
    title: "The date has no end",
    explanation: "Ongoing work can be neither late nor done, so the plan can never say whether this happened. \
        Give the day by which the change is in place, and let what continues after that be ordinary business.",
    bad: "Embed the practice model: ongoing",
    good: "Embed the practice model: in place in every team by March 2022, checked by audit",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for action in facts.plan.actions.iter().filter(|a| !a.is_complete()) {
        let open = |kind| matches!(kind, DateKind::Ongoing | DateKind::Start | DateKind::Recurring);
        let mut current = action.current_dates().peekable();
        let Some(first) = current.peek().map(|date| (date.phrase.clone(), date.kind)) else { continue };
        if !current.all(|date| open(date.kind) && date.to.is_none()) {
            continue;
        }
        let (phrase, kind) = first;
        let recurs = kind == DateKind::Recurring;
        let (what, hint) = if recurs {
            ("recurs without an end", "Say until when, and what will have changed by then.")
        } else {
            ("never closes", "Give the day by which the change is in place, or say how often it recurs and until when.")
        };
        let message = format!("{} is dated “{phrase}”, which {what}.", action.called());
        let mut finding = RULE.at(action.place(), message).hint(hint).about(&action.reference);
        if recurs {
            finding.severity = Severity::Info;
        }
        out.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use model::finding::Severity;
    use model::plan::DateKind;
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn ongoing_and_from_are_raised() {
        for (phrase, kind) in [("Ongoing", DateKind::Ongoing), ("From July 2021", DateKind::Start)] {
            let plan = plan("2021-12-06").action(action("1.1a", "Embed the model").when(phrase, kind));
            assert!(the_one(&RULE, &plan).message.contains(phrase));
        }
    }

    #[test]
    fn what_recurs_is_worth_knowing_and_no_warning() {
        let plan = plan("2021-12-06").action(action("1.1a", "Audit forty files").when("Monthly", DateKind::Recurring));
        assert_eq!(the_one(&RULE, &plan).severity, Severity::Info);
    }

    #[test]
    fn a_date_that_closes_is_silent_also_beside_one_that_does_not() {
        let closes = action("1.1a", "Embed the model").due("March 2022", "2022-03-31");
        silent(&RULE, &plan("2021-12-06").action(closes.clone()));
        silent(&RULE, &plan("2021-12-06").action(closes.when("and ongoing", DateKind::Ongoing)));
    }
}
