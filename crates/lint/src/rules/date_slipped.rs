//! A date that was moved, once or again, without saying why.

use model::finding::{Finding, Severity};

use crate::facts::{ActionFacts, Facts};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "date-slipped",
    severity: Severity::Warning,
    title: "The date was moved without a reason",
    explanation: "A date that moves quietly looks like a plan that is kept. Those who agreed to the first date are \
        owed the reason, and a date that moves for the third time says that something else is wrong.",
    bad: "September 2021, then November 2021; no reason, no approver",
    good: "September 2021, revised to November 2021 by the board on 5 September: supplier withdrew",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for action in &facts.plan.actions {
        let unexplained = action.dates.windows(2).filter(|pair| {
            let [before, after] = pair else { return false };
            before.superseded && after.reason.as_deref().is_none_or(|reason| reason.trim().is_empty())
        });
        let moves = action.dates.iter().filter(|date| date.superseded).count();
        if unexplained.count() == 0 {
            continue;
        }
        let chain: Vec<&str> = action.dates.iter().map(|date| date.phrase.as_str()).collect();
        let times = match moves {
            0 | 1 => "once".to_owned(),
            2 => "twice".to_owned(),
            more => format!("{more} times"),
        };
        let message =
            format!("{} was moved {times} without a reason: {}.", action.called(), chain.join(", then "));
        let hint = "Record why it was moved and who agreed.";
        out.push(RULE.at(action.place(), message).hint(hint).about(&action.reference));
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn a_move_without_reason_is_raised_and_moves_are_counted() {
        let moved = action("1.1a", "Review the form")
            .due("July 2021", "2021-07-31")
            .due("September 2021", "2021-09-30")
            .due("January 2022", "2022-01-31");
        let finding = the_one(&RULE, &plan("2021-12-06").action(moved));
        assert!(finding.message.contains("moved twice"), "{}", finding.message);
    }

    #[test]
    fn a_move_with_its_reason_is_silent() {
        let mut moved =
            action("1.1a", "Review the form").due("July 2021", "2021-07-31").due("May 2022", "2022-05-31");
        moved.dates[1].reason = Some("The supplier withdrew".into());
        silent(&RULE, &plan("2021-12-06").action(moved));
        silent(&RULE, &plan("2021-12-06").action(action("1.1a", "Review the form").due("May 2022", "2022-05-31")));
    }
}
