//! Words compared as words: keys of measures, likeness of phrases.

use std::sync::LazyLock;

use super::cues::cues;

/// The letters and digits of a text, lower case, joined by hyphens: `Case files (core)` is `case-files-core`.
pub(crate) fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.replace('&', " and ").chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’') && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// The synonyms of the cue table as stemmed words: each spelling and the word that stands for it.
static SAME: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let mut out = Vec::new();
    for same in &cues().same {
        let Some(first) = same.words.first() else { continue };
        let first = stemmed(first).replace(' ', "-");
        for spelling in same.words.iter().skip(1).chain(same.words.first()) {
            out.push((format!(" {} ", stemmed(spelling)), format!(" {first} ")));
        }
    }
    out
});

/// The generic words of the cue table, stemmed.
static GENERIC: LazyLock<Vec<String>> = LazyLock::new(|| cues().generic.iter().map(|g| stem(g)).collect());

/// The words that carry meaning, each in one spelling: plural endings off, known synonyms on their first word.
pub(crate) fn meaning(text: &str) -> Vec<String> {
    let mut lower = format!(" {} ", stemmed(text));
    for (spelling, first) in SAME.iter() {
        if lower.contains(spelling.as_str()) {
            lower = lower.replace(spelling.as_str(), first);
        }
    }
    let mut out: Vec<String> = Vec::new();
    for word in lower.split(' ').filter(|w| !w.is_empty() && !cues().stop.iter().any(|s| s == w)) {
        if !out.iter().any(|w| w == word) {
            out.push(word.to_owned());
        }
    }
    out
}

/// The words of a text, each without its plural ending.
fn stemmed(text: &str) -> String {
    let stop = &cues().stop;
    let one = |w: &str| if stop.iter().any(|s| s == w) { w.to_owned() } else { stem(w) };
    slug(text).split('-').map(one).collect::<Vec<_>>().join(" ")
}

fn stem(word: &str) -> String {
    match word.strip_suffix('s') {
        Some(base) if base.len() > 2 && !base.ends_with('s') && !base.ends_with('u') => base.to_owned(),
        _ => word.to_owned(),
    }
}

/// How much a word tells.
fn weight(word: &str) -> usize {
    cues().same.iter().find(|s| s.words.first().is_some_and(|w| w == word)).map_or(1, |s| s.weight)
}

/// How many meaningful words two texts share, and how many the shorter and the longer of them have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Likeness {
    /// Words in both.
    pub(crate) shared: usize,
    /// Shared words that are not too common to tell measures apart.
    pub(crate) telling: usize,
    /// Words of the first text.
    pub(crate) first: usize,
    /// Telling words of the first text.
    pub(crate) first_telling: usize,
    /// Words of the second text.
    pub(crate) second: usize,
}

impl Likeness {
    /// Compares two texts.
    pub(crate) fn of(first: &str, second: &str) -> Likeness {
        let (a, b) = (meaning(first), meaning(second));
        let all = |words: &[&String]| words.iter().map(|w| weight(w)).sum::<usize>();
        let telling = |words: &[&String]| {
            words.iter().filter(|w| !GENERIC.contains(**w)).map(|w| weight(w)).sum::<usize>()
        };
        let shared: Vec<&String> = a.iter().filter(|w| b.contains(w)).collect();
        let (a, b): (Vec<&String>, Vec<&String>) = (a.iter().collect(), b.iter().collect());
        Likeness {
            shared: all(&shared),
            telling: telling(&shared),
            first: all(&a),
            first_telling: telling(&a),
            second: all(&b),
        }
    }

    /// Whether every telling word of the first text is in the second; without a telling word, at least two others
    /// and all of them.
    pub(crate) fn contained(self) -> bool {
        if self.first_telling == 0 {
            return self.shared >= 2 && self.shared == self.first;
        }
        self.telling == self.first_telling
    }

    /// Whether the two most likely speak of the same thing: half of the shorter, and two telling words.
    pub(crate) fn alike(self) -> bool {
        self.contained() || (self.telling >= 2 && self.shared * 2 >= self.first.min(self.second))
    }

    /// For choosing the best of several: shared words against all.
    pub(crate) fn score(self) -> usize {
        (self.shared + self.telling) * 1000 / (self.first + self.second).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::{Likeness, meaning, slug};

    #[test]
    fn keys_are_plain_words() {
        assert_eq!(slug("Case files – R&I, “core”"), "case-files-r-and-i-core");
        assert_eq!(slug("  "), "");
    }

    #[test]
    fn synonyms_and_plurals_are_one_word() {
        assert_eq!(meaning("The number of EET yp"), ["number", "eet", "yp"]);
        assert_eq!(meaning("young people in education, employment or training"), ["yp", "eet"]);
        assert_eq!(meaning("Absences of the staff"), meaning("absence, staff"));
    }

    #[test]
    fn likeness_needs_telling_words() {
        assert!(Likeness::of("All Perm Turnover", "Staff turnover (all perm staff)").contained());
        assert!(Likeness::of("for all staff", "Staff turnover (all perm staff)").contained());
        assert!(Likeness::of("Overall staff absenteeism", "staff sickness (all)").contained());
        assert!(!Likeness::of("voluntary turnover", "Staff turnover (all perm staff)").contained());
        assert!(!Likeness::of("number of children", "children in all services").alike());
    }
}
