//! Days and months named in running text: `15th September 2021`, `w/c 6th December`, `July 1st 2022`, `in August`.
//!
//! The model's grammar finds them; a rule also asks whether the year and the weekday are written.

use model::day::Day;
use model::phrase::{Found, FoundKind, find_dates};

/// A day or month named in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Where its words begin.
    pub start: usize,
    /// Where its words end.
    pub end: usize,
    /// First day meant.
    pub from: Day,
    /// Last day meant.
    pub to: Day,
    /// A day is named, not only a month.
    pub exact: bool,
    /// The year is written.
    pub year_given: bool,
    /// The weekday written before it, Monday as 0.
    pub weekday: Option<u8>,
}

impl Mention {
    /// The words of the text it was found in.
    pub(crate) fn words<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The days and months a text names; a year that is not written is resolved from `near`. Years, quarters and longer
/// periods are left out: nothing happens on them.
pub(crate) fn mentions(text: &str, near: Day) -> Vec<Mention> {
    if !may_name_a_day(text) {
        return Vec::new();
    }
    let wanted =
        |f: &Found| matches!(f.kind, FoundKind::Day | FoundKind::Part | FoundKind::Month | FoundKind::Range);
    let mention = |f: Found| {
        let words = text.get(f.start..f.end).unwrap_or("");
        let figures = words.contains(|c: char| c.is_ascii_digit());
        let year_given = figures && !find_dates(words, None).is_empty();
        let exact = f.kind == FoundKind::Day;
        let weekday = if exact { weekday(text, &f) } else { None };
        Mention { start: f.start, end: f.end, from: f.from, to: f.to, exact, year_given, weekday }
    };
    find_dates(text, Some(near)).into_iter().filter(wanted).map(mention).collect()
}

/// The words of a sentence before a day it names, in lower case, back to the last comma or other mark: they say
/// whether the day is looked forward to or back on.
pub(crate) fn clause_before(sentence: &str, mention: &Mention) -> String {
    let before = sentence.get(..mention.start).unwrap_or(sentence);
    let clause = before.rsplit([',', ';', '.', ':', '(', '–']).next().unwrap_or(before);
    clause.to_lowercase()
}

/// Whether a text can name a day or month at all: most name none, and looking closely costs more.
fn may_name_a_day(text: &str) -> bool {
    const MONTHS: [&[u8; 3]; 12] =
        [b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"];
    let bytes = text.as_bytes();
    let month = |at: usize| {
        let three = bytes.get(at..at + 3).map(<[u8]>::to_ascii_lowercase);
        three.is_some_and(|word| MONTHS.iter().any(|m| word.as_slice() == m.as_slice()))
    };
    let opens = |at: usize| at == 0 || bytes.get(at - 1).is_some_and(|b| !b.is_ascii_alphanumeric());
    bytes.iter().enumerate().any(|(at, b)| b.is_ascii_uppercase() && opens(at) && month(at))
        || bytes
            .windows(3)
            .any(|w| matches!(w, [a, b'/' | b'-', c] if a.is_ascii_digit() && c.is_ascii_digit()))
}

/// The weekday written before a day, or as its first word.
fn weekday(text: &str, found: &Found) -> Option<u8> {
    let before = text.get(..found.start)?.split_whitespace().next_back();
    let first = text.get(found.start..found.end)?.split_whitespace().next();
    let word = |w: &str| {
        let lower = w.trim_matches([',', '(']).to_lowercase();
        WEEKDAYS.iter().position(|day| *day == lower)
    };
    first.and_then(word).or_else(|| before.and_then(word)).and_then(|w| u8::try_from(w).ok())
}

#[cfg(test)]
mod tests {
    use testkit::day;

    use super::mentions;

    fn found(text: &str, near: &str) -> Vec<String> {
        mentions(text, day(near))
            .iter()
            .map(|m| format!("{} {} {}", m.words(text), m.from.iso(), m.to.iso()))
            .collect()
    }

    #[test]
    fn days_and_months_are_found_however_they_are_written() {
        for (text, expected) in [
            ("agreed on 15th September 2021.", "15th September 2021 2021-09-15 2021-09-15"),
            ("the 26 th June 2016", "26 th June 2016 2016-06-26 2016-06-26"),
            ("on July 1st 2022 at the earliest", "July 1st 2022 2022-07-01 2022-07-01"),
            ("w/c 6th December", "w/c 6th December 2021-12-06 2021-12-12"),
            ("issued on 16/11/21 to all", "16/11/21 2021-11-16 2021-11-16"),
            ("Aug 21 37%", "Aug 21 2021-08-01 2021-08-31"),
            ("12 July 21", "12 July 21 2021-07-12 2021-07-12"),
            ("by the end of March", "end of March 2022-03-31 2022-03-31"),
            ("Sept-2021", "Sept-2021 2021-09-01 2021-09-30"),
        ] {
            assert_eq!(found(text, "2021-12-01"), [expected], "{text}");
        }
    }

    #[test]
    fn what_is_not_a_date_is_not_found() {
        for text in
            ["It may depend on staff", "May depend on staff", "march on", "1.10", "12 children", "52/14/21"]
        {
            assert_eq!(found(text, "2021-12-01"), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_range_is_one_period() {
        assert_eq!(
            found("24 November – 17 December 2015", "2016-07-19"),
            ["24 November – 17 December 2015 2015-11-24 2015-12-17"]
        );
    }
}
