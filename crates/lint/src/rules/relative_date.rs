//! `last month`, `recently`, `in the next two months`: words whose meaning moves.

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::texts::Kind;
use crate::words::any;

pub(crate) const RULE: Rule = Rule {
    code: "relative-date",
    severity: Severity::Info,
    title: "A time that depends on when it is read",
    explanation: "Last month is another month when the text is read again, and texts are copied from report to report. \
        Throughline reads it from the document's own day; the next reader has no such help and will date the \
        figure wrongly.",
    bad: "90% (92% last month)",
    good: "90% in October 2021 (92% in September 2021)",
    check,
};

const RELATIVE: &[&str] = &[
    "last month", "last week", "last year", "last quarter", "this month", "this week", "next month", "next week",
    "next quarter", "next two months", "next three months", "next few months", "next few weeks", "in the new year",
    "a year ago", "recently", "shortly", "in due course", "as soon as possible", "in the near future", "over the past year",
    "in the coming months", "in the coming weeks",
];

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for text in facts.texts.iter().filter(|t| matches!(t.kind, Kind::Update | Kind::Observation)) {
        let Some(words) = any(&text.lower, RELATIVE) else { continue };
        let message = format!("“{words}” means another time whenever it is read.");
        let hint = format!("Name the month. It is read from {}.", text.day);
        out.push(RULE.at(text.at, message).hint(hint).about(&text.subject));
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn words_whose_meaning_moves_are_raised() {
        let told = plan("2021-12-06").action(action("1.12a", "Track homes").update("90% (92% last month)."));
        assert!(the_one(&RULE, &told).hint.contains("6 December 2021"));
    }

    #[test]
    fn a_named_month_is_silent() {
        silent(&RULE, &plan("2021-12-06").action(action("1.12a", "Track homes").update("92% in September 2021.")));
    }
}
