//! An update that looks forward to a day that has passed.

use model::finding::{Finding, Severity};

use crate::facts::{ActionFacts, Facts};
use crate::mentions::{Mention, clause_before};
use crate::rule::Rule;
use crate::texts::{Kind, Text};
use crate::words::{any, first_words};

pub(crate) const RULE: Rule = Rule {
    code: "stale-update",
    severity: Severity::Warning,
    title: "The update looks forward to a day that has passed",
    explanation: "On schedule for August, read in September, says that nobody has looked at it since. The reader does \
        not learn whether it was done, and wonders which of the other updates are old as well.",
    bad: "On schedule for August, in a report of 28 September",
    good: "Audit completed on 24 August: 3 of 40 plans have no contingency",
    check,
};

/// Words that look forward.
const AHEAD: &[&str] = &[
    "on schedule for", "on track for", "will be", "will take place", "will start", "will begin", "will meet", "to be",
    "due in", "due to", "due by", "planned for", "is planned", "are planned", "scheduled for", "timetabled for",
    "expected", "from", "by the end of", "in time for", "implementation in", "going to",
];
/// Words that look back, so that the day is one of something done.
const BACK: &[&str] =
    &["was", "were", "has been", "have been", "had", "began", "since", "completed", "held", "launched", "took place"];

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for text in facts.texts.iter().filter(|t| speaks_of_progress(t)) {
        if text.action.is_some_and(ActionFacts::is_complete) {
            continue;
        }
        let found = text.dated_sentences().into_iter().find_map(|(sentence, named)| {
            let mention = passed(facts, sentence, named)?;
            Some((sentence, mention))
        });
        let Some((sentence, mention)) = found else { continue };
        let message = format!(
            "“{}” looks forward to {}, which had passed on {}.",
            first_words(sentence, 20),
            mention.words(sentence),
            facts.day
        );
        let hint = "Ask whether it was done, and when.";
        out.push(RULE.at(text.at, message).hint(hint).about(&text.subject));
    }
}

fn speaks_of_progress(text: &Text<'_>) -> bool {
    text.kind == Kind::Update || (text.kind == Kind::Report && text.subject.starts_with("recommendation"))
}

/// The day a sentence looks forward to, if it has passed. A day whose year is not written is taken to be near the day
/// of the text, so it can only have passed by less than half a year.
fn passed(facts: &Facts<'_>, sentence: &str, named: Vec<Mention>) -> Option<Mention> {
    let found = named.into_iter().find(|m| m.to < facts.day)?;
    let clause = clause_before(sentence, &found);
    let ahead = any(&clause, AHEAD)?;
    let lower = sentence.to_lowercase();
    let since = ahead == "from" && !lower.contains("will") && !lower.contains("to be");
    (!since && any(&clause, BACK).is_none()).then_some(found)
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn told(update: &str) -> model::plan::Plan {
        plan("2012-09-28").action(action("18a", "Audit the plans").update(update))
    }

    #[test]
    fn a_day_ahead_that_is_behind_is_raised() {
        for update in [
            "On schedule for August",
            "Training commissioned. To be delivered by the end of July 2012",
            "Tools under development - to be agreed in July",
            "From July 2012 systematic use will be made of the grid.",
        ] {
            assert_eq!(the_one(&RULE, &told(update)).subject, "18a", "{update}");
        }
    }

    #[test]
    fn days_behind_and_days_to_come_are_silent() {
        for update in [
            "Completed in August.",
            "All cases opened from 1 April were reviewed in May.",
            "The audit was held in August, the next is planned.",
            "On schedule for October",
            "To be delivered by the end of March 2013",
        ] {
            silent(&RULE, &told(update));
        }
    }
}
