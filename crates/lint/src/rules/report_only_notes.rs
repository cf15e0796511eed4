//! A report marked for action that asks only to note.

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::words::{any, has, words};

pub(crate) const RULE: Rule = Rule {
    code: "report-only-notes",
    severity: Severity::Warning,
    title: "A report for action asks only to note",
    explanation: "The front sheet says that the committee is to act or to comment, and the recommendations ask it to \
        note. Members are told that they decide something when they do not.",
    bad: "Report for: action. That the board note the progress made",
    good: "Report for: information. That the board note the progress made",
    check,
};

/// Words that ask for no decision.
const NOTES: &[&str] = &["note", "notes", "receive", "be aware", "acknowledge"];
/// Words that ask for one.
const ACTS: &[&str] = &["approve", "agree", "endorse", "decide", "adopt", "delegate", "consider and comment", "comment on"];
/// How front sheets ask for something.
const ASKS: &[&str] = &["report for: action", "report for action", "for comment & consideration", "for comment and consideration", "for decision", "for: decision", "for comment"];

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let asked = &facts.plan.report_recommendations;
    let notes = |text: &str| {
        let lower = text.to_lowercase();
        any(&lower, NOTES).is_some() && any(&lower, ACTS).is_none()
    };
    let Some(first) = asked.iter().find(|a| notes(&a.text)) else { return };
    if asked.iter().any(|a| any(&a.text.to_lowercase(), ACTS).is_some()) {
        return;
    }
    let sheet = facts.texts.iter().find(|t| {
        let folded = words(&t.lower).collect::<Vec<_>>().join(" ");
        any(&t.lower, ASKS).is_some() || has(&folded, "report for action")
    });
    let Some(sheet) = sheet else { return };
    let asks = any(&sheet.lower, ASKS).unwrap_or("report for action").to_uppercase();
    let message = format!("The front sheet says “{asks}”, and the report only asks to note.");
    let hint = "Mark it for information, or say what is to be decided.";
    out.push(RULE.at(&first.origin.at, message).hint(hint));
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn a_report_for_action_that_asks_to_note_is_raised() {
        let plan = plan("2012-09-28").text("Report for: ACTION").asks("That the board note the progress made.");
        assert!(the_one(&RULE, &plan).message.contains("REPORT FOR: ACTION"));
    }

    #[test]
    fn a_decision_or_a_report_for_information_is_silent() {
        silent(&RULE, &plan("2012-09-28").text("Report for: ACTION").asks("That the board approve the plan."));
        silent(&RULE, &plan("2012-09-28").text("Report for: INFORMATION").asks("That the board note the plan."));
    }
}
