//! Words of running text: stems, sentences, likeness. English, and no more grammar than the rules need.

use std::collections::BTreeSet;

/// Words that say nothing about what a text is about.
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
    "ensure",
    "ensuring",
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
    let mut stem = word.to_lowercase().replace('’', "'");
    if let Some(owner) = stem.strip_suffix("'s").or_else(|| stem.strip_suffix('\'')) {
        stem = owner.to_owned();
    }
    if let Some(singular) = stem.strip_suffix("ies").filter(|s| s.len() > 2) {
        return format!("{singular}y");
    }
    for suffix in ["ing", "ed", "es", "s"] {
        let Some(root) =
            stem.strip_suffix(suffix).filter(|root| root.len() > 3 && !root.ends_with(['s', 'u']))
        else {
            continue;
        };
        let root =
            if suffix == "es" && !root.ends_with(['x', 'h', 'z']) { &stem[..stem.len() - 1] } else { root };
        return root.strip_suffix('e').unwrap_or(root).to_owned();
    }
    stem.strip_suffix('e').filter(|s| s.len() > 3).map_or_else(|| stem.clone(), str::to_owned)
}

/// The stems that say what a text is about.
pub(crate) fn content(text: &str) -> BTreeSet<String> {
    words(text)
        .filter(|w| !STOP.contains(&w.to_lowercase().as_str()))
        .map(stem)
        .filter(|s| s.len() > 1)
        .collect()
}

/// How alike two sets of stems are: shared by all, 0 to 1.
pub(crate) fn likeness(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let shared = a.intersection(b).count();
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
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
    let mut from = 0;
    while let Some(found) = lower.get(from..).and_then(|rest| rest.find(phrase)) {
        let (start, end) = (from + found, from + found + phrase.len());
        let before = lower[..start].chars().next_back();
        let after = lower[end..].chars().next();
        if !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric) {
            return Some(start);
        }
        from = end;
    }
    None
}

/// The first of these phrases that stands in this lower-case text.
pub(crate) fn any<'w>(lower: &str, phrases: &[&'w str]) -> Option<&'w str> {
    phrases.iter().find(|phrase| has(lower, phrase)).copied()
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
    matches!(
        last.to_lowercase().as_str(),
        "e.g" | "i.e" | "eg" | "ie" | "no" | "cllr" | "dr" | "mr" | "mrs" | "ms"
    ) || (last.chars().count() == 1 && last.chars().all(char::is_uppercase))
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
    use super::{content, find, first_words, likeness, sentences, stem};

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
        let a = content("Displays and posters to promote the good practice model");
        let b = content("Posters, displays to promote good practice");
        assert!(likeness(&a, &b) > 0.8);
        assert!(likeness(&a, &content("Recruit to the vacant post")) < 0.1);
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
        assert_eq!(first_words("Review the new form, then agree", 4), "Review the new form …");
    }
}
