//! What the words of an update say about the course of things: done, on track, off track, not finished.
//!
//! The phrases are data below, matched on whole words in any case. Words can be wrong where a person's declaration
//! cannot, so ratings take a declared stance first and every use names the words it heard.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::plan::{Stance, Update};

/// What some words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Signal {
    /// It is done.
    Done,
    /// It goes as expected.
    OnTrack,
    /// It does not.
    OffTrack,
    /// Something of it is still to be done.
    Unfinished,
}

/// Words heard in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    /// What they say.
    pub signal: Signal,
    /// The phrase of the list.
    pub phrase: &'static str,
    /// First byte in the text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// Phrases that say that it is done, as a sentence about the whole.
const DONE: &[&str] = &[
    "completed",
    "complete",
    "implemented",
    "has been implemented",
    "have been implemented",
    "has been delivered",
    "have been delivered",
    "has been achieved",
    "action closed",
    "now closed",
    "finished",
    "fully embedded",
    "delivered",
    "has been finalised",
    "has been launched",
    "is now live",
    "in place",
];

/// Phrases that say that it goes as expected.
const ON_TRACK: &[&str] = &[
    "on track",
    "on schedule",
    "on target",
    "progressing well",
    "progressing as expected",
    "progressing as planned",
    "as planned",
    "going to plan",
    "according to plan",
    "good progress",
    "to timescale",
    "within timescale",
    "within timescales",
    "back on track",
    "ahead of schedule",
];

/// Phrases that say that it does not.
const OFF_TRACK: &[&str] = &[
    "off track",
    "not on track",
    "behind schedule",
    "delayed",
    "delay",
    "delays",
    "slipped",
    "slippage",
    "at risk",
    "overdue",
    "on hold",
    "paused",
    "postponed",
    "stalled",
    "not started",
    "not yet started",
    "has not been",
    "have not been",
    "not been achieved",
    "unable to",
    "no progress",
    "missed",
    "below target",
    "capacity issues",
];

/// Phrases that say that something is still to be done.
const UNFINISHED: &[&str] = &[
    "pending",
    "awaiting",
    "in development",
    "under development",
    "in draft",
    "draft",
    "drafted",
    "underway",
    "under way",
    "in progress",
    "work in progress",
    "ongoing",
    "on going",
    "to be completed",
    "to be confirmed",
    "to be agreed",
    "to be finalised",
    "yet to",
    "still to",
    "not yet",
    "remains to",
    "is taking place",
    "activity is taking place",
    "will be completed",
    "partially",
    "partly complete",
    "being recruited",
    "being developed",
    "being revised",
    "being reviewed",
    "being prepared",
    "being drafted",
    "being finalised",
    "being established",
    "being piloted",
    "being implemented",
    "being embedded",
    "being undertaken",
    "being explored",
    "being considered",
    "being scoped",
    "being taken through",
    "being rolled out",
    "currently being",
    "continuing to",
    "needs to be",
    "need to be",
    "outstanding",
    "next steps",
    "started to",
    "has begun",
    "have begun",
    "tbc",
    "tba",
];

/// Words that come before a phrase of [`DONE`] or [`ON_TRACK`] and turn it round.
const TURNED: &[&str] =
    &["not", "be", "until", "when", "once", "if", "nearly", "almost", "partially", "partly", "isn't"];

/// What a phrase says, the phrase, and its words.
type Phrase = (Signal, &'static str, Vec<&'static str>);

/// The phrases by their first word, so that a text is walked once.
static PHRASES: LazyLock<BTreeMap<&'static str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut index: BTreeMap<&str, Vec<Phrase>> = BTreeMap::new();
    for (signal, list) in [
        (Signal::OffTrack, OFF_TRACK),
        (Signal::Unfinished, UNFINISHED),
        (Signal::OnTrack, ON_TRACK),
        (Signal::Done, DONE),
    ] {
        for phrase in list {
            let words: Vec<&str> = phrase.split(' ').collect();
            let first = words.first().copied().unwrap_or("");
            index.entry(first).or_default().push((signal, *phrase, words));
        }
    }
    // The longest first: where phrases overlap it counts.
    for phrases in index.values_mut() {
        phrases.sort_by_key(|(_, _, words)| std::cmp::Reverse(words.len()));
    }
    index
});

/// Everything the words of a text say, in order. Of overlapping phrases the one that begins first counts, and of
/// those the longest.
pub fn signals(text: &str) -> Vec<Heard> {
    let lower = lower(text);
    let words = words(&lower);
    let mut heard: Vec<Heard> = Vec::new();
    let mut i = 0;
    while let Some((word, start, _)) = words.get(i) {
        let before = i.checked_sub(1).and_then(|p| words.get(p)).map_or("", |w| w.0);
        let found = PHRASES.get(word).into_iter().flatten().find_map(|(signal, phrase, wanted)| {
            let window = words.get(i..i + wanted.len())?;
            let same = window.iter().map(|w| w.0).eq(wanted.iter().copied());
            let end = window.last()?.2;
            (same && !turned(*signal, before))
                .then_some((Heard { signal: *signal, phrase, start: *start, end }, wanted.len()))
        });
        i += found.as_ref().map_or(1, |(_, length)| *length);
        heard.extend(found.map(|(h, _)| h));
    }
    heard
}

/// Whether the word before a phrase turns it round.
fn turned(signal: Signal, before: &str) -> bool {
    match signal {
        Signal::Done | Signal::OnTrack => TURNED.contains(&before),
        Signal::OffTrack => ["not", "no", "without", "avoid"].contains(&before),
        Signal::Unfinished => false,
    }
}

/// What the words of an update amount to: off track if anything says so; done if something says so and nothing that
/// work remains; on track if something says so; otherwise nothing.
pub fn stance(text: &str) -> Option<Stance> {
    let heard = signals(text);
    let says = |signal: Signal| heard.iter().any(|h| h.signal == signal);
    match () {
        () if says(Signal::OffTrack) => Some(Stance::OffTrack),
        () if says(Signal::OnTrack) => Some(Stance::OnTrack),
        () if says(Signal::Done) && !says(Signal::Unfinished) => Some(Stance::Done),
        () => None,
    }
}

/// What an update says: as its author declared, otherwise as its words do.
pub fn stance_of(update: &Update) -> Option<Stance> {
    update.stance.or_else(|| stance(&update.text))
}

/// The first words that say that work remains, although the action may be called complete.
pub fn unfinished(text: &str) -> Option<Heard> {
    signals(text).into_iter().find(|h| matches!(h.signal, Signal::Unfinished | Signal::OffTrack))
}

/// The text in lower case (of ASCII, so that every byte keeps its place), its apostrophes straight where they fit.
fn lower(text: &str) -> String {
    text.to_ascii_lowercase()
}

/// The words of a text with their first byte and the byte after their last; a mark that ends a phrase is an empty word.
fn words(text: &str) -> Vec<(&str, usize, usize)> {
    let mut words: Vec<(&str, usize, usize)> = Vec::new();
    let mut inside = false;
    for (at, c) in text.char_indices() {
        let letter = c.is_alphanumeric() || c == '\'';
        let end = at + c.len_utf8();
        match words.last_mut() {
            Some(last) if letter && inside => *last = (text.get(last.1..end).unwrap_or(""), last.1, end),
            _ if letter => words.push((text.get(at..end).unwrap_or(""), at, end)),
            _ if !c.is_whitespace() && c != '-' && c != '/' => words.push(("", at, at)),
            _ => {}
        }
        inside = letter;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{signals, stance, unfinished};
    use crate::plan::Stance;

    #[test]
    fn updates_say_how_it_goes() {
        for (text, expected) in [
            ("Completed.", Some(Stance::Done)),
            ("Implemented.", Some(Stance::Done)),
            ("On schedule for August", Some(Stance::OnTrack)),
            ("On schedule", Some(Stance::OnTrack)),
            ("In progress. A vacant post will lead on this.", None),
            ("Template under development.", None),
            ("Recruitment is delayed by a month but the rest is on track.", Some(Stance::OffTrack)),
            ("It is not on track.", Some(Stance::OffTrack)),
            ("To be completed by June.", None),
            ("The policy has been implemented; the audit is in progress.", None),
            ("See above", None),
            ("", None),
        ] {
            assert_eq!(stance(text), expected, "{text}");
        }
    }

    #[test]
    fn complete_but_not_finished_is_heard() {
        for (text, phrase) in [
            ("The assessment was refreshed pending a full review.", Some("pending")),
            ("Ambassadors have been/and are being recruited.", Some("being recruited")),
            ("Additional activity is taking place to gather views.", Some("activity is taking place")),
            ("Supervision policy in development.", Some("in development")),
            ("The procedure has been revised and implemented.", None),
            ("Meetings are taking place and plans are being used.", None),
            ("The first meeting is due to take place on 14 December.", None),
        ] {
            assert_eq!(unfinished(text).map(|h| h.phrase), phrase, "{text}");
        }
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "É – Work  is on\u{a0}track, not delayed";
        let heard = signals(text);
        let words: Vec<&str> = heard.iter().map(|h| &text[h.start..h.end]).collect();
        assert_eq!(words, ["on\u{a0}track"]);
    }
}
