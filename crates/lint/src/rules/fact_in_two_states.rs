//! One thing that is planned here and done there.

use std::collections::BTreeMap;

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::texts::{Kind, Text};
use crate::words::{ByNumber, Stems, earliest, find, first_words};

pub(crate) const RULE: Rule = Rule {
    code: "fact-in-two-states",
    severity: Severity::Info,
    title: "One thing is told in two states",
    explanation: "The report says that costs are being looked at, the plan that they are known. Both are copied on from \
        month to month, and a careful reader cannot tell how far the work has come.",
    bad: "Work to identify the costs of the flats has begun; costs of the flats have been identified",
    good: "The same state, with its day, in both",
    check,
};

const PLANNED: &[&str] = &[
    "provisional", "being identified", "identifying", "in principle", "under development", "in development", "to be agreed",
    "will be agreed", "being developed", "being piloted", "is planned", "will be", "to be", "are being", "is being",
    "proposed",
];
const DONE: &[&str] = &[
    "has been", "have been", "has agreed", "have agreed", "agreed", "completed", "in place", "implemented", "obtained",
    "established", "identified", "launched",
];
/// How alike two sentences must be, and how many words they must share.
const ALIKE: f64 = 0.38;
const SHARED: usize = 5;

struct Told<'p> {
    text: &'p Text<'p>,
    sentence: &'p str,
    words: Stems,
    done: bool,
}

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut told: Vec<Told<'_>> = Vec::new();
    for text in facts.texts.iter().filter(|t| matches!(t.kind, Kind::Update | Kind::Report)) {
        for (_, sentence) in text.sentences() {
            let Some(done) = state(&sentence.to_lowercase()) else { continue };
            let words = Stems::of(sentence);
            if words.len() >= SHARED {
                told.push(Told { text, sentence, words, done });
            }
        }
    }
    // What is told as done is compared with what is told as planned, never with its like.
    let (mut planned, mut done): (ByNumber<Vec<usize>>, ByNumber<Vec<usize>>) = Default::default();
    if told.iter().all(|t| t.done) || !told.iter().any(|t| t.done) {
        return;
    }
    for (n, now) in told.iter().enumerate() {
        let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
        for word in now.words.iter() {
            let (own, others) = if now.done { (&mut done, &planned) } else { (&mut planned, &done) };
            for other in others.get(&word).into_iter().flatten().rev().take(30) {
                *seen.entry(*other).or_default() += 1;
            }
            own.entry(word).or_default().push(n);
        }
        let rival = seen.into_iter().filter(|(_, shared)| *shared >= SHARED).find_map(|(other, _)| {
            let other = told.get(other)?;
            let apart = other.text.at != now.text.at;
            (apart && other.words.likeness(&now.words) >= ALIKE).then_some(other)
        });
        let Some(other) = rival else { continue };
        let message =
            format!("“{}” here, “{}” elsewhere.", first_words(now.sentence, 16), first_words(other.sentence, 16));
        let hint = format!("Say how far it has come, and since when. The other stands at {}.", other.text.at);
        out.push(RULE.at(now.text.at, message).hint(hint).about(&now.text.subject));
    }
}

/// Whether a sentence first speaks of something done, or first of something planned.
fn state(lower: &str) -> Option<bool> {
    match (earliest(lower, DONE), earliest(lower, PLANNED)) {
        (Some(_), Some(_)) if find(lower, "in principle").is_some() => Some(false),
        (Some(done), Some(planned)) => Some(done < planned),
        (Some(_), None) => Some(true),
        (None, Some(_)) => Some(false),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn one_thing_planned_here_and_done_there_is_raised() {
        let plan = plan("2012-09-28")
            .text("Provisional work has been undertaken on identifying the costs of bringing the Mill Road flats into use.")
            .action(action("12b", "Provide homes").update("Costs of bringing the Mill Road flats back into use have been identified."));
        assert_eq!(the_one(&RULE, &plan).subject, "12b");
    }

    #[test]
    fn the_same_state_and_other_things_are_silent() {
        let plan = plan("2012-09-28")
            .text("Costs of bringing the Mill Road flats into use have been identified.")
            .text("Costs of bringing the Mill Road flats back into use have been identified.")
            .text("A training programme for foster carers is being developed with partners.");
        silent(&RULE, &plan);
    }
}
