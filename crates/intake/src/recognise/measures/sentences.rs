//! Paragraphs into sentences, also where an extractor ran several together without a stop.

use super::cues::{cues, opens_with};

/// The sentences of a paragraph, in order, each trimmed; together they hold all its words.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if c.is_whitespace() && depth == 0 && begins(text, start, at + c.len_utf8()) => {
                push(&mut out, text, start, at);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    push(&mut out, text, start, text.len());
    out
}

fn push<'a>(out: &mut Vec<&'a str>, text: &'a str, start: usize, end: usize) {
    if let Some(part) = text.get(start..end).map(str::trim).filter(|p| !p.is_empty()) {
        out.push(part);
    }
}

/// Whether a sentence begins at `at`, the one before it having begun at `start`.
fn begins(text: &str, start: usize, at: usize) -> bool {
    let (Some(before), Some(rest)) = (text.get(start..at), text.get(at..)) else { return false };
    let before = before.trim_end();
    let capital = rest.starts_with(|c: char| c.is_uppercase() || c == '“' || c == '"' || c.is_ascii_digit());
    if before.is_empty() || !capital {
        return false;
    }
    if before.ends_with(['.', '?']) && !abbreviated(before) {
        return true;
    }
    let cues = cues();
    let upper = rest.starts_with(char::is_uppercase);
    let open = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '%' | ')' | ']'));
    if upper && open {
        let low = last_word(before).starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
            || before.ends_with(')');
        if low && opens_with(rest, &cues.starters) && !before.ends_with(|c: char| c.is_ascii_digit()) {
            return true;
        }
        if opens_with(rest, &cues.openers) || opens_with(rest, &["baseline".to_owned()]) {
            return true;
        }
        if before.ends_with(')') && last_bracket(before).is_some_and(is_source) {
            return true;
        }
    }
    // `… accommodation 18 – 21 = 90% 19 – 21 = 90%`, `Duty: 25 Support: 22`: pairs of a label and a figure.
    pair_begins(before, rest)
}

/// Whether the text ends in a pair's figure and another pair begins, or a pair of an age band begins after words.
fn pair_begins(before: &str, rest: &str) -> bool {
    let near = rest.char_indices().take(80);
    let Some(mark) = near.into_iter().find(|(_, c)| matches!(c, ':' | '=')).map(|(at, _)| at) else {
        return false;
    };
    let (Some(label), Some(value)) = (rest.get(..mark), rest.get(mark + 1..)) else { return false };
    let short = label.split_whitespace().count() <= 7 && !label.contains(['.', ';', '(', '%']);
    let figure = value.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '£');
    if !short || !figure {
        return false;
    }
    let near = before.char_indices().rev().take(40).last().map_or(0, |c| c.0);
    let before = before.get(near..).unwrap_or(before);
    let after_pair = before.rfind([':', '=']).and_then(|m| before.get(m + 1..)).is_some_and(|v| {
        v.trim()
            .trim_end_matches('%')
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '£' | ' '))
    });
    let band = label.trim().chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '–' | '+'));
    let starts =
        rest.starts_with(char::is_uppercase) || (band && rest.starts_with(|c: char| c.is_ascii_digit()));
    let open = before.ends_with(['-', '–', '=', ':'])
        || matches!(last_word(before).to_lowercase().as_str(), "aged" | "age" | "ages");
    starts && !open && (after_pair || band)
}

fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).unwrap_or("")
}

fn abbreviated(before: &str) -> bool {
    let word =
        before.rsplit(char::is_whitespace).next().unwrap_or("").trim_end_matches('.').to_ascii_lowercase();
    matches!(
        word.as_str(),
        "e.g" | "eg" | "i.e" | "ie" | "etc" | "no" | "dr" | "mr" | "mrs" | "ms" | "vs" | "para"
    ) || (word.len() == 1 && word.chars().all(char::is_alphabetic))
}

/// The words of the bracket that closes the text.
pub(crate) fn last_bracket(text: &str) -> Option<&str> {
    let inner = text.trim_end().strip_suffix(')')?;
    let near = inner.char_indices().rev().take(200).last().map_or(0, |c| c.0);
    let inner = inner.get(near..)?;
    inner.rfind('(').and_then(|open| inner.get(open + 1..))
}

/// Whether words in a bracket name where a figure comes from.
pub(crate) fn is_source(words: &str) -> bool {
    words.split(|c: char| !c.is_alphanumeric()).any(|w| cues().sources.contains(&w.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn stops_end_sentences_and_abbreviations_do_not() {
        assert_eq!(
            sentences("One thing, e.g. Duty. Another (e.g. x. Y) here."),
            ["One thing, e.g. Duty.", "Another (e.g. x. Y) here."]
        );
    }

    #[test]
    fn run_on_text_is_parted_where_an_indicator_or_a_new_sentence_begins() {
        assert_eq!(
            sentences(
                "Readiness for adulthood Baseline from 31st March 2021 (April return) Increase in the number of yp housed 18 – 21 = 90% 19 – 21 = 91% The number of EET yp 18 – 21 = 38%"
            ),
            [
                "Readiness for adulthood",
                "Baseline from 31st March 2021 (April return)",
                "Increase in the number of yp housed",
                "18 – 21 = 90%",
                "19 – 21 = 91%",
                "The number of EET yp",
                "18 – 21 = 38%",
            ]
        );
        assert_eq!(
            sentences("Duty and Advice: 25 Family Support: 22 CLA: 18"),
            ["Duty and Advice: 25", "Family Support: 22", "CLA: 18"]
        );
        assert_eq!(
            sentences("It is supportive of new starters All staff understand it"),
            ["It is supportive of new starters", "All staff understand it"]
        );
    }

    #[test]
    fn ordinary_sentences_stay_whole() {
        for text in [
            "Aged 18 – 21: 90% (92% last month) (Oct 2021 CPR)",
            "85% of case files audit are rated as RI or above (quarterly audit report)",
            "From 18.3% to at least 15% in the Virtual School",
        ] {
            assert_eq!(sentences(text), [text]);
        }
    }
}
