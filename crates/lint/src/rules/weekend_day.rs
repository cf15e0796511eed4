//! A decision on a Saturday or Sunday, or a weekday that does not fit its day.

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::words::{any, first_words, sentences};

pub(crate) const RULE: Rule = Rule {
    code: "weekend-day",
    severity: Severity::Warning,
    title: "A decision on a day when nobody meets",
    explanation: "Cabinets, councils and panels do not meet on Sundays. A decision on such a day has the wrong date, and \
        whoever looks for its minute will not find it.",
    bad: "Approved by Cabinet on 26 June 2016, which was a Sunday",
    good: "Approved by Cabinet on 27 June 2016",
    check,
};

/// Words of meetings and their decisions.
const MEETS: &[&str] = &[
    "cabinet", "council", "panel", "board", "committee", "approved", "signed off", "agreed", "meeting", "session",
    "published", "forum", "executive",
];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for text in &facts.texts {
        for mention in text.mentions().iter().filter(|m| m.exact) {
            let is = WEEKDAYS.get(usize::from(mention.from.weekday())).copied().unwrap_or("");
            let said = mention.weekday.and_then(|w| WEEKDAYS.get(usize::from(w)).copied());
            let words = mention.words(text.text);
            let message = if let Some(said) = said.filter(|said| *said != is) {
                format!("“{words}” is called a {said}; it was a {is}.")
            } else if mention.year_given && mention.from.is_weekend() && meets(text.text, mention.start) {
                format!("{words} was a {is}: “{}”.", first_words(text.text, 14))
            } else {
                continue;
            };
            let hint = "Check the day against the minutes.";
            out.push(RULE.at(text.at, message).hint(hint).about(&text.subject));
            break;
        }
    }
}

/// Whether the sentence around this place speaks of a meeting or its decision.
fn meets(text: &str, at: usize) -> bool {
    let here = sentences(text).into_iter().find(|(start, sentence)| (*start..start + sentence.len()).contains(&at));
    here.is_some_and(|(_, sentence)| {
        let lower = sentence.to_lowercase();
        any(&lower, MEETS).is_some() && any(&lower, &["snapshot", "as at", "data"]).is_none()
    })
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn a_decision_on_a_sunday_is_raised() {
        let plan = plan("2016-11-01").text("The strategy was approved by Cabinet on the 26 th June 2016.");
        assert!(the_one(&RULE, &plan).message.contains("was a Sunday"));
    }

    #[test]
    fn a_weekday_that_does_not_fit_is_raised() {
        let plan = plan("2021-12-06").text("A session is held on Tuesday 8th December 2021 for young people.");
        assert!(the_one(&RULE, &plan).message.contains("was a Wednesday"));
    }

    #[test]
    fn working_days_and_snapshots_are_silent() {
        silent(&RULE, &plan("2016-11-01").text("The strategy was approved by Cabinet on 27 June 2016."));
        silent(&RULE, &plan("2021-12-06").text("A session is held on Tuesday 7th December."));
        silent(&RULE, &plan("2021-12-06").text("Children looked after on 28 March 2021: 230"));
    }
}
