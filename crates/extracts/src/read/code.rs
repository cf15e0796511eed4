//! Codes in the spellings of case systems. A spelling that could mean two codes means none.

use std::collections::HashMap;

use crate::fold::{fold, holds, words};
use crate::list::{CodeSet, Open};

/// What a spelling means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The official words or the code itself.
    Official(String),
    /// This code, in another spelling.
    Understood(String),
    /// Several codes.
    Ambiguous(Vec<String>),
    /// None.
    Unknown,
}

/// The spellings of a set, ready to be looked up.
pub(crate) struct Codes {
    set: &'static CodeSet,
    /// Folded spellings; several codes where the same spelling stands at several.
    spellings: HashMap<String, Vec<usize>>,
    /// The phrases of at least two words, by which longer texts are known.
    phrases: Vec<(Vec<String>, usize)>,
    /// The words of every code's spellings, small words left out.
    vocabulary: HashMap<String, Vec<usize>>,
    /// Official texts and codes to the letter.
    official: HashMap<String, usize>,
}

/// Words that tell no code from another.
const SMALL: [&str; 22] = [
    "a",
    "an",
    "and",
    "any",
    "as",
    "at",
    "background",
    "by",
    "e",
    "for",
    "from",
    "group",
    "in",
    "is",
    "of",
    "on",
    "or",
    "other",
    "s",
    "the",
    "to",
    "with",
];

impl Codes {
    pub(crate) fn of(set: &'static CodeSet) -> Codes {
        let mut codes = Codes {
            set,
            spellings: HashMap::new(),
            phrases: Vec::new(),
            vocabulary: HashMap::new(),
            official: HashMap::new(),
        };
        for (place, code) in set.codes.iter().enumerate() {
            codes.official.insert(code.text.clone(), place);
            codes.official.insert(code.code.clone(), place);
            let bare = bare(&code.text);
            let label = label(bare, &code.code);
            for spelling in [code.text.as_str(), bare, label, code.code.as_str()] {
                codes.add(&fold(spelling), place);
            }
            for spelling in &code.also {
                codes.add(spelling, place);
            }
        }
        codes
    }

    fn add(&mut self, folded: &str, place: usize) {
        if folded.is_empty() {
            return;
        }
        let at = self.spellings.entry(folded.to_owned()).or_default();
        if !at.contains(&place) {
            at.push(place);
        }
        for word in words(folded).into_iter().filter(|w| !SMALL.contains(w)) {
            let codes = self.vocabulary.entry(word.to_owned()).or_default();
            if !codes.contains(&place) {
                codes.push(place);
            }
        }
        let parts: Vec<String> = words(folded).into_iter().map(str::to_owned).collect();
        if parts.len() > 1 && !self.phrases.iter().any(|(p, at)| *p == parts && *at == place) {
            self.phrases.push((parts, place));
        }
    }

    /// What a text means.
    pub(crate) fn meaning(&self, text: &str) -> Meaning {
        if let Some(place) = self.official.get(text) {
            return Meaning::Official(self.code(*place));
        }
        let text = text.trim();
        if let Some(open) = self.set.open
            && let Some(value) = admitted(open, text)
        {
            return if value == text { Meaning::Official(value) } else { Meaning::Understood(value) };
        }
        let mut found = self.whole(text);
        if found.is_empty() {
            found = self.marked(text);
        }
        if found.is_empty() {
            found = self.longest(&fold(text));
        }
        match found.as_slice() {
            [] => Meaning::Unknown,
            [place] => Meaning::Understood(self.code(*place)),
            several => Meaning::Ambiguous(several.iter().map(|p| self.code(*p)).collect()),
        }
    }

    fn code(&self, place: usize) -> String {
        self.set.codes.get(place).map(|c| c.code.clone()).unwrap_or_default()
    }

    /// The whole text, with or without the letter that numbers the official options.
    fn whole(&self, text: &str) -> Vec<usize> {
        let exact = self.spelled(&fold(text));
        if exact.is_empty() { self.spelled(&fold(bare(text))) } else { exact }
    }

    fn spelled(&self, folded: &str) -> Vec<usize> {
        self.spellings.get(folded).cloned().unwrap_or_default()
    }

    /// A code before or behind the words: `1A - Individual …`, `(D) Semi-independent`, `Foyers [T]`. Where the words
    /// alone mean another code the two contradict each other.
    fn marked(&self, text: &str) -> Vec<usize> {
        for (mark, rest) in [front(text), back(text)].into_iter().flatten() {
            let by_mark: Vec<usize> = self.spelled(&fold(mark));
            if by_mark.is_empty() {
                continue;
            }
            let mut by_words = self.whole(rest);
            if by_words.is_empty() {
                by_words = self.longest(&fold(rest));
            }
            let is_code = by_mark
                .iter()
                .any(|p| self.set.codes.get(*p).is_some_and(|c| c.code.eq_ignore_ascii_case(mark)));
            // A bare number or letter that is no official code says nothing without the words.
            if by_words.is_empty() {
                // Nor does a number, since systems number their own options.
                if is_code && !mark.bytes().all(|b| b.is_ascii_digit()) {
                    return by_mark;
                }
                continue;
            }
            if by_mark.iter().any(|p| by_words.contains(p)) {
                return by_mark.into_iter().filter(|p| by_words.contains(p)).collect();
            }
            // Only numbers of a system's own give way to the words.
            if !is_code && mark.bytes().all(|b| b.is_ascii_digit()) {
                return by_words;
            }
            return by_mark.into_iter().chain(by_words).collect();
        }
        Vec::new()
    }

    /// The codes whose longest phrase stands in the text, if no other word of it speaks of another code.
    fn longest(&self, folded: &str) -> Vec<usize> {
        let all = words(folded);
        let mut best = 0;
        let mut found: Vec<usize> = Vec::new();
        for (phrase, place) in &self.phrases {
            let part: Vec<&str> = phrase.iter().map(String::as_str).collect();
            if part.len() < best
                || !holds(&all, &part)
                || negated(&all, &part)
                || self.speaks_of_more(&all, &part, *place)
            {
                continue;
            }
            if part.len() > best {
                best = part.len();
                found.clear();
            }
            if !found.contains(place) {
                found.push(*place);
            }
        }
        found
    }
}

impl Codes {
    /// Whether a word outside the phrase belongs to other codes and not to this one.
    fn speaks_of_more(&self, all: &[&str], phrase: &[&str], place: usize) -> bool {
        all.iter()
            .filter(|w| !phrase.contains(w))
            .any(|w| self.vocabulary.get(*w).is_some_and(|codes| !codes.contains(&place)))
    }
}

/// Whether a `not` or `no` stands before the phrase, so that the text says the opposite.
fn negated(words: &[&str], part: &[&str]) -> bool {
    let at = words.windows(part.len()).position(|w| w == part).unwrap_or(0);
    words.get(..at).is_some_and(|before| before.iter().any(|w| matches!(*w, "not" | "no" | "non")))
}

/// A text without the letter that numbers the official options: `a) Yes` is `Yes`.
fn bare(text: &str) -> &str {
    match text.split_once([')', '.']) {
        Some((letter, rest))
            if letter.len() <= 2
                && letter.chars().all(|c| c.is_ascii_alphabetic())
                && !rest.trim().is_empty() =>
        {
            rest.trim()
        }
        _ => text,
    }
}

/// The words behind the code: `1A: Individual` and `RC1 - Adopted` give `Individual`, `Adopted`.
fn label<'a>(text: &'a str, code: &str) -> &'a str {
    let rest = text.strip_prefix(code).unwrap_or(text);
    let shorter = rest.trim_start_matches([' ', '-', ':', '\u{2013}']);
    // `a) 1A: Individual` is said of four codes, so that the word alone stays ambiguous and is refused.
    if shorter.is_empty() { text } else { shorter }
}

/// A mark at the front and the words behind it.
fn front(text: &str) -> Option<(&str, &str)> {
    if let Some(inner) = text.strip_prefix(['(', '[']) {
        let (mark, rest) = inner.split_once([')', ']'])?;
        return short(mark).then(|| (mark.trim(), rest.trim()));
    }
    let end = text.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (mark, rest) = text.split_at_checked(end)?;
    let words = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    // A word that is a code, such as `No`, opens many a sentence; a number or capitals do not.
    let parted = rest.trim_start().starts_with(['-', ':', '\u{2013}', '=', '.', ')', '>'])
        || (mark.len() > 1 && !mark.bytes().any(|b| b.is_ascii_lowercase()) && mark.len() != 2)
        || (mark.len() > 1 && mark.bytes().any(|b| b.is_ascii_digit()));
    (short(mark) && parted && !words.is_empty()).then_some((mark, words))
}

/// A mark in brackets at the end and the words before it.
fn back(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix([')', ']'])?;
    let (rest, mark) = inner.rsplit_once(['(', '['])?;
    // `parent(s)` is no code.
    (short(mark) && !mark.bytes().any(|b| b.is_ascii_lowercase())).then(|| (mark.trim(), rest.trim()))
}

fn short(mark: &str) -> bool {
    let mark = mark.trim();
    !mark.is_empty() && mark.len() <= 4 && mark.chars().all(|c| c.is_ascii_alphanumeric())
}

/// What an open set admits: an authority's number or code.
fn admitted(open: Open, text: &str) -> Option<String> {
    let Open::Authority = open;
    let mark = text.split([' ', '-']).next().unwrap_or(text).to_ascii_uppercase();
    let number = mark.len() == 3 && mark.bytes().all(|b| b.is_ascii_digit());
    let statistics = mark.len() == 9
        && mark.starts_with(['E', 'W', 'S', 'N'])
        && mark.bytes().skip(1).all(|b| b.is_ascii_digit());
    (number || statistics).then_some(mark)
}

#[cfg(test)]
mod tests {
    use super::{Codes, Meaning};
    use crate::list::code_set;

    fn meaning(set: &str, text: &str) -> Meaning {
        Codes::of(code_set(set).expect("a set")).meaning(text)
    }

    fn code(set: &str, text: &str) -> String {
        match meaning(set, text) {
            Meaning::Official(code) | Meaning::Understood(code) => code,
            Meaning::Ambiguous(codes) => format!("?{}", codes.join("/")),
            Meaning::Unknown => String::from("-"),
        }
    }

    #[test]
    fn official_words_are_the_code() {
        assert_eq!(meaning("source", "a) 1A: Individual"), Meaning::Official("1A".into()));
        assert_eq!(meaning("ethnicity", "WBRI"), Meaning::Official("WBRI".into()));
        assert_eq!(meaning("need", "N2 - Child's disability"), Meaning::Official("N2".into()));
    }

    #[test]
    fn codes_are_known_in_many_spellings() {
        for (set, text, is) in [
            ("gender", "M", "male"),
            ("gender", "2 - Female", "female"),
            ("gender", "a. Male", "male"),
            ("ethnicity", "White - British", "WBRI"),
            ("ethnicity", "A1 White British", "WBRI"),
            ("ethnicity", "ABAN - Bangladeshi", "ABAN"),
            ("source", "1C", "1C"),
            ("source", "3A - Health services - GP", "3A"),
            ("source", "(CS) Health Services - School Nurse", "3C"),
            ("yes_no", "1", "yes"),
            ("yes_no", "FALSE", "no"),
            ("need", "N1", "N1"),
            ("need", "abuse or neglect", "N1"),
            ("closure_reason", "RC7 Services ceased", "RC7"),
            ("legal_status", "C2 - Full care order", "C2"),
            ("end_reason", "E4A", "E4A"),
            ("placement_type", "U4 Foster placement with other carer", "U4"),
            ("accommodation", "(D) Semi-Independent", "D"),
            ("accommodation", "Foyers [T]", "T"),
            ("reversed_reason", "Prospective adopters could not be found (RD3)", "RD3"),
            ("activity", "G5 - NEET", "G5"),
            ("need", "N1 Abuse", "N1"),
            ("accommodation", "With parent(s) or relative(s)", "-"),
            ("source", "10) Housing Dept", "-"),
            ("placement_la", "308", "308"),
            ("placement_la", "E09000010", "E09000010"),
            ("placement_la", "Scotland", "SCO"),
        ] {
            assert_eq!(code(set, text), is, "{set}: {text}");
        }
    }

    #[test]
    fn what_could_mean_two_things_means_neither() {
        // Four codes are of an individual; the number says one thing and the words another.
        assert_eq!(code("source", "Individual"), "?1A/1B/1C/1D");
        assert_eq!(code("need", "N1 - Child's disability"), "?N1/N2");
        assert_eq!(code("gender", "1 - Female"), "female");
        assert_eq!(code("suitability", "Accommodation is not considered suitable"), "-");
        assert_eq!(code("abuse", "to be confirmed"), "-");
        // A phrase of one code among words of another.
        assert_eq!(code("ethnicity", "Black African and Chinese"), "-");
        assert_eq!(code("case_status", "CLA & CP"), "?in_care/cp_plan");
        assert_eq!(code("seen_alone", "No visit this month"), "-");
    }
}
