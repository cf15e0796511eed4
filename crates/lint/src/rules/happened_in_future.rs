//! Something told as done in a month that has not come.

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::mentions::clause_before;
use crate::rule::Rule;
use crate::texts::Kind;
use crate::words::{any, first_words, words};

pub(crate) const RULE: Rule = Rule {
    code: "happened-in-future",
    severity: Severity::Warning,
    title: "Something is told as done on a day to come",
    explanation: "What was done in May cannot stand in a report of March. Either the month is wrong, or it was meant to \
        be done and is told as if it had been.",
    bad: "Those who could not come attended in May, in a report of March",
    good: "Those who could not come attended in February",
    check,
};

/// Verbs that tell of something done; passive `was` and `were` go with anything.
const DONE: &[&str] = &[
    "attended", "completed", "launched", "held", "delivered", "agreed", "approved", "published", "issued", "was", "were",
    "took", "met", "visited", "presented", "started", "began", "recruited", "trained",
];
/// Words that look forward.
const AHEAD: &[&str] = &[
    "will", "to be", "due", "planned", "expected", "until", "scheduled", "would", "should", "by", "for", "target",
    "from", "before", "next", "is", "are", "can", "to", "being", "since",
];

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    // A document without a day has no future.
    let dated = facts.plan.as_at.is_some();
    for text in facts.texts.iter().filter(|t| dated && matches!(t.kind, Kind::Update | Kind::Report)) {
        // A document of December bears the first of December; its text may tell of any day of that month.
        let told = if text.day == text.day.month_start() { text.day.month_end() } else { text.day };
        if !text.mentions().iter().any(|m| m.from > told) {
            continue;
        }
        for (sentence, named) in text.dated_sentences() {
            let Some(found) = named.into_iter().find(|m| m.from > told) else { continue };
            let clause = clause_before(sentence, &found);
            let near: Vec<&str> = words(&clause).collect();
            let near = near.get(near.len().saturating_sub(8)..).unwrap_or(&near).join(" ");
            let Some(done) = any(&near, DONE).filter(|_| any(&near, AHEAD).is_none()) else { continue };
            let message = format!(
                "“{}” tells of something {done} in {}, which is after {}.",
                first_words(sentence, 20),
                found.words(sentence),
                text.day
            );
            let hint = "Check the month, or say that it is still to come.";
            let mut finding = RULE.at(text.at, message).hint(hint).about(&text.subject);
            if !found.year_given {
                // Last year's month may be meant.
                finding.severity = Severity::Info;
            }
            out.push(finding);
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn a_past_verb_with_a_month_to_come_is_raised() {
        let text = "Those managers who could not attend attended training in May and three go on in early March";
        assert!(the_one(&RULE, &plan("2015-03-01").text(text)).message.contains("attended in May"));
    }

    #[test]
    fn what_is_to_come_is_told_as_to_come() {
        for text in [
            "Training was held in February.",
            "Training was agreed and will be held in May.",
            "Posts were offered to be taken up in May.",
            "Six households were approved since April.",
        ] {
            silent(&RULE, &plan("2015-03-01").text(text));
        }
    }

    #[test]
    fn a_document_dated_by_its_month_may_tell_of_any_day_of_it() {
        silent(&RULE, &plan("2022-11-01").text("First meeting held 9 November with 11 parents."));
        the_one(&RULE, &plan("2022-11-02").text("First meeting held 9 November with 11 parents."));
    }
}
