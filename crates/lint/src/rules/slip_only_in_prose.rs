//! An update that names a later day than the target date, which stays as it was.

use model::finding::{Finding, Severity};
use model::plan::{Action, Update};

use crate::facts::{ActionFacts, Facts};
use crate::mentions::{Mention, mentions};
use crate::rule::Rule;
use crate::words::{Stems, any, first_words, sentences};

pub(crate) const RULE: Rule = Rule {
    code: "slip-only-in-prose",
    severity: Severity::Error,
    title: "The update moves the date and the date does not move",
    explanation: "The update tells of a later day than the target date, but the date in the plan is unchanged. Every \
        count of late and slipped actions misses it, and the board learns of the delay only if somebody reads the text.",
    bad: "Target March 2022; update: delivery is now expected on 1 July 2022 at the earliest",
    good: "Target March 2022, revised to July 2022 with the reason",
    check,
};

/// Words that say that a date has moved.
const MOVED: &[&str] = &[
    "revised timescale", "revised date", "revised target", "at the earliest", "delayed", "postponed", "put back",
    "pushed back", "now expected", "rescheduled", "not until", "moved to", "slipped to", "now planned for",
];
/// Words by which a sentence tells of a day when something will be done.
const WILL: &[&str] = &[
    "will be", "launch", "launched", "go live", "ready", "due to", "due in", "expected", "complete by", "completed by",
    "delivered in", "to be delivered", "finalised", "will start", "starts in",
];
/// Words an update must share with an action to be taken to speak of it.
const SHARED: usize = 3;
/// How near the words must stand to the day.
const NEAR: usize = 80;

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for action in facts.plan.actions.iter().filter(|a| !a.is_complete()) {
        for update in &action.updates {
            for Later { mention, sentence, .. } in later(facts, update, action.due()) {
                out.push(finding(action, &update.origin.at, &mention, sentence));
            }
        }
    }
    for line in &facts.plan.lines {
        let Some(actions) = facts.by_line.get(line.reference.as_str()) else { continue };
        let last = actions.iter().filter(|a| !a.is_complete()).max_by_key(|a| a.due());
        for update in &line.updates {
            let mut said: Vec<&Action> = Vec::new();
            for told in later(facts, update, actions.iter().filter_map(|a| a.due()).min()) {
                let Later { mention, sentence, moved } = told;
                let spoken = spoken_of(actions, sentence, if moved { 1 } else { SHARED });
                let spoken = spoken.or(last.copied().filter(|_| moved)).filter(|a| !a.is_complete());
                let Some(action) = spoken.filter(|a| a.due().is_some_and(|due| mention.from > due)) else { continue };
                if !said.iter().any(|a| std::ptr::eq(*a, action)) {
                    said.push(action);
                    out.push(finding(action, &update.origin.at, &mention, sentence));
                }
            }
        }
    }
}

fn finding(action: &Action, at: &model::at::At, mention: &Mention, sentence: &str) -> Finding {
    let due = action.due().map(model::day::Day::long).unwrap_or_default();
    let when = if mention.exact { mention.from.long() } else { format!("{} at the earliest", mention.from) };
    let message =
        format!("{} is due by {due}, and its update speaks of {when}: “{}”.", action.called(), first_words(sentence, 20));
    let hint = "Revise the date, with the reason and who agreed.";
    RULE.at(at, message).hint(hint).about(&action.reference)
}

/// A sentence that tells of a day to come.
struct Later<'p> {
    mention: Mention,
    sentence: &'p str,
    /// It says itself that the date has moved.
    moved: bool,
}

/// Sentences of an update that name a day after this one, still to come, as the day when something will be done.
fn later<'p>(facts: &Facts<'_>, update: &'p Update, due: Option<model::day::Day>) -> Vec<Later<'p>> {
    let Some(due) = due else { return Vec::new() };
    let near = update.as_at.or(facts.plan.as_at).unwrap_or(facts.day);
    let mut out = Vec::new();
    for (_, sentence) in sentences(&update.text) {
        let to_come = |m: &Mention| m.from > due && m.to >= near;
        let Some(mention) = mentions(sentence, near).into_iter().filter(to_come).max_by_key(|m| m.from) else { continue };
        let from = floor(sentence, mention.start.saturating_sub(NEAR));
        let to = floor(sentence, mention.end.saturating_add(NEAR / 2));
        let around = sentence.get(from..to).unwrap_or(sentence).to_lowercase();
        let moved = any(&around, MOVED).is_some();
        if moved || any(&around, WILL).is_some() {
            out.push(Later { mention, sentence, moved });
        }
    }
    out
}

/// The nearest place at or before this one where a character begins.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The action of a line that a sentence speaks of: the one with which it shares most words of substance, `least` or
/// more. A word that several actions of the line hold says less about which of them is meant.
fn spoken_of<'p>(actions: &[&'p Action], sentence: &str, least: usize) -> Option<&'p Action> {
    let said = Stems::of(sentence);
    let held: Vec<Stems> = actions.iter().map(|action| Stems::of(&action.text)).collect();
    let holders = |word: u64| held.iter().filter(|words| words.iter().any(|w| w == word)).count().max(1);
    let score = |words: &Stems| -> f64 { said.shared(words).map(|w| 1.0 / holders(w) as f64).sum() };
    let able = held.iter().zip(actions).filter(|(words, _)| said.shared(words).count() >= least);
    able.map(|(words, action)| (score(words), *action))
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, action)| action)
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn a_later_day_in_the_update_is_raised() {
        let late = action("A1", "Procure the homes")
            .due("March 2022", "2022-03-31")
            .update("Started in December with a revised timescale for delivery of July 1st 2022 at the earliest.");
        assert!(the_one(&RULE, &plan("2021-12-06").action(late)).message.contains("1 July 2022"));
    }

    #[test]
    fn an_update_of_the_line_finds_the_action_it_speaks_of() {
        let plan = plan("2021-12-06")
            .line(line("3.1", "Voice").update("The welcome cards are printed and ready to be launched w/c 6th December."))
            .action(action("3.1a", "Print and hand out the welcome cards").due("September 2021", "2021-09-30"))
            .action(action("3.1b", "Write to parents who left").due("January 2022", "2022-01-31"));
        assert_eq!(the_one(&RULE, &plan).subject, "3.1a");
    }

    #[test]
    fn a_date_that_moved_belongs_to_the_action_that_shares_the_rarest_words() {
        let told = "The 16+ procurement now starts in December, with a revised timescale of July 1st 2022 at the earliest.";
        let plan = plan("2021-12-06")
            .line(line("4.3", "Homes").update(told))
            .action(action("4.3a", "Procurement of pathways for 16-25 accommodation").due("March 2022", "2022-03-31"))
            .action(action("4.3b", "Refresh procurement lots to reduce costs").due("March 2022", "2022-03-31"))
            .action(action("4.3c", "Review the outcomes framework").due("March 2022", "2022-03-31"));
        assert_eq!(the_one(&RULE, &plan).subject, "4.3a");
    }

    #[test]
    fn earlier_days_revised_dates_and_other_sentences_are_silent() {
        let kept = |update| action("A1", "Procure the homes").due("March 2022", "2022-03-31").update(update);
        silent(&RULE, &plan("2021-12-06").action(kept("Delivery is expected in January 2022.")));
        silent(&RULE, &plan("2021-12-06").action(kept("The board meets in May 2022 as it does every year.")));
        let revised = kept("Delivery is now expected on 1 July 2022.").due("July 2022", "2022-07-31");
        silent(&RULE, &plan("2021-12-06").action(revised));
    }
}
