//! What words say about a measure: data in `cues.toml`, read once.

use std::sync::LazyLock;

use serde::Deserialize;

/// Words on two sides.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sides {
    /// Higher is better.
    pub(crate) higher: Vec<String>,
    /// Lower is better.
    pub(crate) lower: Vec<String>,
}

/// Words that tell the unit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Units {
    /// Percentages.
    pub(crate) percent: Vec<String>,
    /// Averages.
    pub(crate) mean: Vec<String>,
}

/// Spellings of one word.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Same {
    /// The spellings; the first stands for all.
    pub(crate) words: Vec<String>,
    /// How much the word tells beside an ordinary one.
    #[serde(default = "one")]
    pub(crate) weight: usize,
}

fn one() -> usize {
    1
}

/// The cue table; `cues.toml` says what each list means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cues {
    pub(crate) openers: Vec<String>,
    pub(crate) indicator_endings: Vec<String>,
    pub(crate) indicator_words: Vec<String>,
    pub(crate) opens: Sides,
    pub(crate) compares: Sides,
    pub(crate) speaks_of: Sides,
    pub(crate) units: Units,
    pub(crate) same: Vec<Same>,
    pub(crate) generic: Vec<String>,
    pub(crate) stop: Vec<String>,
    pub(crate) starters: Vec<String>,
    pub(crate) sources: Vec<String>,
    pub(crate) grades: Vec<String>,
    pub(crate) not_a_value: Vec<String>,
    pub(crate) counted: Vec<String>,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the table is part of the program and a test reads it")]
    toml::from_str(include_str!("cues.toml")).expect("cues.toml is well formed")
});

/// The cue table.
pub(crate) fn cues() -> &'static Cues {
    &CUES
}

/// Whether `text` (any case) opens with one of these phrases, on a word's end.
pub(crate) fn opens_with(text: &str, phrases: &[String]) -> bool {
    let text = text.trim_start();
    phrases.iter().any(|p| {
        let opening = text.get(..p.len()).is_some_and(|t| t.eq_ignore_ascii_case(p));
        opening && !text.get(p.len()..).is_some_and(|r| r.starts_with(char::is_alphanumeric))
    })
}

/// Where the first of these phrases stands in `text` (any case), as whole words.
pub(crate) fn holds(text: &str, phrases: &[String]) -> bool {
    let lower = text.to_lowercase();
    phrases.iter().any(|p| holds_phrase(&lower, p))
}

/// Whether lower-case `text` holds this phrase as whole words.
pub(crate) fn holds_phrase(lower: &str, phrase: &str) -> bool {
    let mut from = 0;
    while let Some(found) = lower.get(from..).and_then(|rest| rest.find(phrase)) {
        let (start, end) = (from + found, from + found + phrase.len());
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = lower.get(..start).and_then(|s| s.chars().next_back());
        let after = lower.get(end..).and_then(|s| s.chars().next());
        let open = phrase.starts_with(|c: char| !c.is_alphanumeric()) || !word(before);
        let close = phrase.ends_with(|c: char| !c.is_alphanumeric()) || !word(after);
        if open && close {
            return true;
        }
        from = end;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{cues, holds_phrase, opens_with};

    #[test]
    fn the_table_is_read_and_every_word_is_lower_case() {
        let c = cues();
        for word in c.openers.iter().chain(&c.starters).chain(&c.sources).chain(&c.grades) {
            assert_eq!(*word, word.to_lowercase());
        }
    }

    #[test]
    fn phrases_are_whole_words() {
        assert!(holds_phrase("seen in timescale", "in timescale"));
        assert!(!holds_phrase("seen within timescale", "in timescale"));
        assert!(opens_with("Reduction in CP plans", &cues().openers));
        assert!(!opens_with("Numbered plans", &cues().openers));
    }
}
