//! What the words of an update say about the course of things: done, on track, off track, not finished.
//!
//! The phrases are data below, matched on whole words in any case. Words can be wrong where a person's declaration
//! cannot, so ratings take a declared stance first and every use names the words it heard.

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

/// What a phrase says, and the phrase.
type Phrase = (Signal, &'static str);

/// The phrases by their first two letters, the longest first: a text is walked once, and where phrases overlap the longest
/// counts.
static PHRASES: LazyLock<Vec<Vec<Phrase>>> = LazyLock::new(|| {
    let mut index: Vec<Vec<Phrase>> = vec![Vec::new(); 27 * 27];
    for (signal, list) in [
        (Signal::OffTrack, OFF_TRACK),
        (Signal::Unfinished, UNFINISHED),
        (Signal::OnTrack, ON_TRACK),
        (Signal::Done, DONE),
    ] {
        for phrase in list {
            if let Some(phrases) = index.get_mut(place(phrase.as_bytes(), 0)) {
                phrases.push((signal, phrase));
            }
        }
    }
    for phrases in &mut index {
        phrases.sort_by_key(|(_, phrase)| std::cmp::Reverse(phrase.len()));
    }
    index
});

/// The place of a word in the index: its first two letters.
fn place(bytes: &[u8], at: usize) -> usize {
    let letter = |at: usize| match bytes.get(at).map(u8::to_ascii_lowercase) {
        Some(b @ b'a'..=b'z') => usize::from(b - b'a') + 1,
        _ => 0,
    };
    letter(at) * 27 + letter(at + 1)
}

/// Everything the words of a text say, in order. Of overlapping phrases the one that begins first counts, and of
/// those the longest.
pub fn signals(text: &str) -> Vec<Heard> {
    let bytes = text.as_bytes();
    let mut heard: Vec<Heard> = Vec::new();
    let (mut i, mut inside) = (0, false);
    while i < bytes.len() {
        let letter = is_letter(bytes, i);
        let mut next = i + 1;
        if letter && !inside {
            let found = PHRASES.get(place(bytes, i)).into_iter().flatten().find_map(|(signal, phrase)| {
                let end = matches_at(bytes, i, phrase)?;
                (!turned(*signal, bytes, i)).then_some(Heard { signal: *signal, phrase, start: i, end })
            });
            if let Some(found) = found {
                next = found.end;
                heard.push(found);
            }
        }
        inside = letter;
        i = next;
    }
    heard
}

/// Whether a letter, digit or apostrophe stands at this byte. Beyond ASCII all are letters but punctuation and the
/// unbreakable space.
fn is_letter(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at) {
        Some(b) if b.is_ascii_alphanumeric() || *b == b'\'' => true,
        Some(0xc2) => bytes.get(at + 1) != Some(&0xa0),
        Some(0xe2) => bytes.get(at + 1) != Some(&0x80),
        // The rest of a character: a letter's, unless it is the unbreakable space (c2 a0) or punctuation (e2 80 ..).
        Some(b @ 0x80..=0xbf) => match at.checked_sub(1).and_then(|i| bytes.get(i)) {
            Some(0xe2) | None => false,
            Some(0xc2) => *b != 0xa0,
            Some(0x80) => at.checked_sub(2).and_then(|i| bytes.get(i)) != Some(&0xe2),
            Some(_) => true,
        },
        Some(0xc3..=0xff) => true,
        _ => false,
    }
}

/// Where a phrase that begins at this byte ends, in any case; its words may be apart by white space, `-` or `/`.
fn matches_at(bytes: &[u8], start: usize, phrase: &str) -> Option<usize> {
    let mut at = start;
    for wanted in phrase.bytes() {
        if wanted == b' ' {
            let gap = at;
            loop {
                match bytes.get(at) {
                    Some(b) if b.is_ascii_whitespace() || matches!(b, b'-' | b'/') => at += 1,
                    Some(0xc2) if bytes.get(at + 1) == Some(&0xa0) => at += 2,
                    _ => break,
                }
            }
            (at > gap).then_some(())?;
        } else {
            (bytes.get(at)?.to_ascii_lowercase() == wanted).then_some(())?;
            at += 1;
        }
    }
    (!is_letter(bytes, at)).then_some(at)
}

/// Whether the word before a phrase turns it round.
fn turned(signal: Signal, bytes: &[u8], start: usize) -> bool {
    let words: &[&str] = match signal {
        Signal::Done | Signal::OnTrack => TURNED,
        Signal::OffTrack => &["not", "no", "without", "avoid"],
        Signal::Unfinished => return false,
    };
    let spaces = bytes.get(..start).unwrap_or(&[]).trim_ascii_end();
    let begin = (0..spaces.len()).rev().find(|at| !is_letter(spaces, *at)).map_or(0, |at| at + 1);
    let before = spaces.get(begin..).unwrap_or(&[]);
    words.iter().any(|w| before.eq_ignore_ascii_case(w.as_bytes()))
}

/// What the words of an update amount to: off track if anything says so; done if something says so and nothing that
/// work remains; on track if something says so; otherwise nothing.
pub fn stance(text: &str) -> Option<Stance> {
    amounts_to(&signals(text))
}

/// What words heard already amount to.
pub fn amounts_to(heard: &[Heard]) -> Option<Stance> {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn what_is_heard_stands_in_the_text(text in "(not |no |on\u{a0}?|track|delay(ed)?|in place|pending|[–é’' .-]|being recruited){0,12}|\\PC{0,40}") {
            for h in signals(&text) {
                let words: Vec<&str> = text[h.start..h.end].split(|c: char| c.is_whitespace() || c == '-' || c == '/').filter(|w| !w.is_empty()).collect();
                prop_assert_eq!(words.join(" ").to_lowercase(), h.phrase);
            }
        }
    }
}
