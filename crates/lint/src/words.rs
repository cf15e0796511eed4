//! Words of running text: stems, sentences, likeness. English, and no more grammar than the rules need.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

/// Words that say nothing about what a text is about, in order.
const STOP: &[&str] = &[
    "a",
    "about",
    "across",
    "after",
    "all",
    "also",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "been",
    "being",
    "both",
    "but",
    "by",
    "can",
    "do",
    "each",
    "ensure",
    "ensuring",
    "for",
    "from",
    "had",
    "has",
    "have",
    "how",
    "if",
    "in",
    "including",
    "into",
    "is",
    "it",
    "its",
    "may",
    "more",
    "not",
    "of",
    "on",
    "one",
    "or",
    "other",
    "our",
    "out",
    "over",
    "should",
    "so",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "to",
    "up",
    "use",
    "used",
    "using",
    "was",
    "we",
    "well",
    "were",
    "what",
    "when",
    "where",
    "which",
    "who",
    "will",
    "with",
    "within",
    "would",
];

/// Words by which something shall become more or has become more. `Requires improvement` is a grade and says nothing.
pub(crate) const UP: &[&str] = &[
    "increase",
    "increases",
    "increased",
    "increasing",
    "improve",
    "improved",
    "improvement in",
    "raise",
    "rise",
    "grow",
    "growth in",
    "more timely",
];

/// Words by which something shall become less or has become less.
pub(crate) const DOWN: &[&str] = &[
    "reduction",
    "reduce",
    "reduces",
    "reduced",
    "reducing",
    "decrease",
    "decreased",
    "lower",
    "fewer",
    "fall",
    "falls",
    "cut",
];

/// The words of a text, in order, without punctuation; apostrophes inside a word stay.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
        .map(|word| word.trim_matches(['\'', '’']))
        .filter(|word| !word.is_empty())
}

/// A word reduced so that its forms meet: lower case, no possessive, no plural, no `-ing` or `-ed`.
pub(crate) fn stem(word: &str) -> String {
    stem_of(&word.to_lowercase()).into_owned()
}

/// The stem of a word in lower case.
fn stem_of(lower: &str) -> Cow<'_, str> {
    if lower.contains('’') {
        return Cow::Owned(stem_of(&lower.replace('’', "'")).into_owned());
    }
    let stem = lower.strip_suffix("'s").or_else(|| lower.strip_suffix('\'')).unwrap_or(lower);
    if let Some(singular) = stem.strip_suffix("ies").filter(|s| s.len() > 2) {
        return Cow::Owned(format!("{singular}y"));
    }
    for suffix in ["ing", "ed", "es", "s"] {
        let Some(root) =
            stem.strip_suffix(suffix).filter(|root| root.len() > 3 && !root.ends_with(['s', 'u']))
        else {
            continue;
        };
        let root =
            if suffix == "es" && !root.ends_with(['x', 'h', 'z']) { &stem[..stem.len() - 1] } else { root };
        return Cow::Borrowed(root.strip_suffix('e').unwrap_or(root));
    }
    Cow::Borrowed(stem.strip_suffix('e').filter(|s| s.len() > 3).unwrap_or(stem))
}

/// The stems that say what a text is about.
pub(crate) fn content(text: &str) -> BTreeSet<String> {
    let lower = text.to_lowercase();
    about(&lower).map(Cow::into_owned).collect()
}

/// The stems of a text in lower case that say what it is about, in order.
fn about(lower: &str) -> impl Iterator<Item = Cow<'_, str>> {
    words(lower).filter(|w| STOP.binary_search(w).is_err()).map(stem_of).filter(|s| s.len() > 1)
}

/// What a text is about, for comparing it with many others: its stems as numbers, each once, in order of number.
///
/// A number is a hash of the stem; that two stems share one is less likely than a fault of the machine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Stems(Vec<u64>);

impl Stems {
    /// The stems of a text.
    pub(crate) fn of(text: &str) -> Stems {
        let lower = text.to_lowercase();
        let mut numbers: Vec<u64> = about(&lower).map(|stem| number(&stem)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        Stems(numbers)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Every stem.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u64> {
        self.0.iter().copied()
    }

    /// The stems that both texts have.
    pub(crate) fn shared(&self, other: &Stems) -> impl Iterator<Item = u64> {
        let mut rest = other.0.as_slice();
        self.iter().filter(move |stem| {
            while let [first, more @ ..] = rest
                && first < stem
            {
                rest = more;
            }
            rest.first() == Some(stem)
        })
    }

    /// How alike two texts are: stems shared by all stems, 0 to 1.
    pub(crate) fn likeness(&self, other: &Stems) -> f64 {
        let shared = self.shared(other).count();
        let all = self.len() + other.len() - shared;
        if all == 0 { 0.0 } else { shared as f64 / all as f64 }
    }
}

/// Things by the number of a word: it is a hash already.
pub(crate) type ByNumber<T> = HashMap<u64, T, BuildHasherDefault<Number>>;

/// The hasher of [`ByNumber`].
#[derive(Clone, Copy, Default)]
pub(crate) struct Number(u64);

impl Hasher for Number {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = self.0.rotate_left(5) ^ number;
    }
}

/// How alike two sets of stems are: shared by all, 0 to 1.
pub(crate) fn likeness(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let shared = a.intersection(b).count();
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

/// The number of a word: FNV-1a of its bytes.
pub(crate) fn number(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// The number of a word whatever its case.
pub(crate) fn number_of(word: &str) -> u64 {
    if word.is_ascii() {
        let fold =
            |hash: u64, b: u8| (hash ^ u64::from(b.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3);
        return word.bytes().fold(0xcbf2_9ce4_8422_2325, fold);
    }
    number(&word.to_lowercase())
}

/// The first words of a text, with an ellipsis when there are more.
pub(crate) fn first_words(text: &str, count: usize) -> String {
    let mut taken: Vec<&str> = text.split_whitespace().take(count + 1).collect();
    let more = taken.len() > count;
    taken.truncate(count);
    let shown = taken.join(" ");
    if more { format!("{} …", shown.trim_end_matches([',', ';', ':', '.'])) } else { shown }
}

/// Whether these words stand in this lower-case text, not inside longer words.
pub(crate) fn has(lower: &str, phrase: &str) -> bool {
    find(lower, phrase).is_some()
}

/// Where these words stand in this lower-case text, not inside longer words.
pub(crate) fn find(lower: &str, phrase: &str) -> Option<usize> {
    let (text, first) = (lower.as_bytes(), *phrase.as_bytes().first()?);
    let last = text.len().checked_sub(phrase.len())?;
    let mut from = 0;
    // Phrases are short and stand in few texts: looking for their first letter costs least.
    while let Some(found) = text.get(from..=last).and_then(|rest| rest.iter().position(|b| *b == first)) {
        let (start, end) = (from + found, from + found + phrase.len());
        // Most of what begins like the phrase stands inside a word: that is asked first.
        let inside = start.checked_sub(1).and_then(|i| text.get(i)).is_some_and(u8::is_ascii_alphanumeric);
        if !inside && lower.get(start..end) == Some(phrase) && apart(lower, start, end) {
            return Some(start);
        }
        from = start + 1;
    }
    None
}

/// The first of these phrases, by their order in the list, that stands in this lower-case text.
pub(crate) fn any<'w>(lower: &str, phrases: &[&'w str]) -> Option<&'w str> {
    let mut best = phrases.len();
    standing(lower, phrases, |_, index| best = best.min(index));
    phrases.get(best).copied()
}

/// Where the earliest of these phrases stands in this lower-case text.
pub(crate) fn earliest(lower: &str, phrases: &[&str]) -> Option<usize> {
    let mut first = None;
    standing(lower, phrases, |at, _| first = first.or(Some(at)));
    first
}

/// Tells of every place where one of these phrases stands in this lower-case text, not inside longer words, in order:
/// where it begins, and which it is. The text is gone through once, however many phrases there are.
fn standing(lower: &str, phrases: &[&str], mut tell: impl FnMut(usize, usize)) {
    let text = lower.as_bytes();
    let mut opens = [false; 256];
    for first in phrases.iter().filter_map(|phrase| phrase.as_bytes().first()) {
        if let Some(flag) = opens.get_mut(usize::from(*first)) {
            *flag = true;
        }
    }
    let mut before = b' ';
    for (start, byte) in text.iter().enumerate() {
        let inside = std::mem::replace(&mut before, *byte).is_ascii_alphanumeric();
        if inside || !opens.get(usize::from(*byte)).is_some_and(|opens| *opens) {
            continue;
        }
        for (index, phrase) in phrases.iter().enumerate() {
            let here = text.get(start..).is_some_and(|rest| rest.starts_with(phrase.as_bytes()));
            if here && !phrase.is_empty() && apart(lower, start, start + phrase.len()) {
                tell(start, index);
            }
        }
    }
}

/// Whether no letter or digit stands right before or after this stretch of a text.
fn apart(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|t| t.chars().next_back());
    let after = text.get(end..).and_then(|t| t.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// The sentences of a text with where each begins: cut after `.`, `?`, `!` before a capital, digit or quote.
pub(crate) fn sentences(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '?' | '!') {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((more, c)) = chars.next_if(|(_, c)| matches!(c, '.' | '?' | '!')) {
            end = more + c.len_utf8();
        }
        let rest = &text[end..];
        let next = rest.trim_start();
        let opens =
            next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "“‘\"'(".contains(c));
        let ends = rest.is_empty() || (rest.len() > next.len() && opens);
        if ends && !abbreviation(&text[start..at]) {
            push(&mut out, text, start, end);
            start = end;
        }
    }
    push(&mut out, text, start, text.len());
    out
}

/// Whether what stands before a full stop is an abbreviation and not the end of a sentence.
fn abbreviation(before: &str) -> bool {
    let last = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
    let known = ["e.g", "i.e", "eg", "ie", "no", "cllr", "dr", "mr", "mrs", "ms"];
    known.iter().any(|short| last.eq_ignore_ascii_case(short))
        || (last.chars().count() == 1 && last.chars().all(char::is_uppercase))
}

fn push<'t>(out: &mut Vec<(usize, &'t str)>, text: &'t str, start: usize, end: usize) {
    let sentence = &text[start..end];
    let trimmed = sentence.trim();
    if !trimmed.is_empty() {
        out.push((start + (sentence.len() - sentence.trim_start().len()), trimmed));
    }
}

#[cfg(test)]
mod tests {
    use super::{STOP, Stems, any, earliest, find, first_words, number, number_of, sentences, stem};

    #[test]
    fn forms_of_a_word_meet() {
        for (a, b) in [
            ("assessments", "assessment"),
            ("policies", "policy"),
            ("child’s", "child"),
            ("children's", "children"),
            ("placing", "placed"),
            ("services", "service"),
            ("arrangements", "arrangement"),
            ("processes", "process"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        assert_ne!(stem("plans"), stem("plants"));
    }

    #[test]
    fn texts_about_the_same_thing_are_alike() {
        let a = Stems::of("Displays and posters to promote the good practice model");
        let b = Stems::of("Posters, displays to promote good practice");
        assert_eq!((a.len(), b.len(), a.shared(&b).count(), b.shared(&a).count()), (6, 5, 5, 5));
        assert!(a.likeness(&b) > 0.8);
        assert!(a.likeness(&Stems::of("Recruit to the vacant post")) < 0.1);
        assert!(STOP.is_sorted(), "looked up by halves");
    }

    #[test]
    fn sentences_end_at_stops_that_end_them() {
        let text = "Reviewed, e.g. in May. To be agreed (see 3.2). 3 posts filled.. Cllr. Smith agreed";
        let found: Vec<&str> = sentences(text).into_iter().map(|(_, s)| s).collect();
        assert_eq!(
            found,
            ["Reviewed, e.g. in May.", "To be agreed (see 3.2).", "3 posts filled..", "Cllr. Smith agreed"]
        );
    }

    #[test]
    fn words_are_found_whole() {
        assert_eq!(find("overdue and due", "due"), Some(12));
        assert_eq!(find("overdue", "due"), None);
        let phrases = ["due", "over", "and due", "é"];
        assert_eq!(any("overdue and due", &phrases), Some("due"), "by the order of the list");
        assert_eq!(earliest("overdue and due", &phrases), Some(8));
        assert_eq!((any("overdue", &phrases), earliest("éa aé é.", &phrases)), (None, Some(8)));
        assert_eq!(number_of("Élan's DUE"), number("élan's due"));
        assert_eq!(first_words("Review the new form, then agree", 4), "Review the new form …");
    }
}
