//! What stands in a cell of a file into a cell of a table, with the deed if anything had to be understood.

use std::borrow::Cow;
use std::collections::HashMap;

use model::day::Day;

use super::code::{Codes, Meaning};
use super::day::{self, How};
use crate::cell::{Cell, Pool, Word};
use crate::fold::fold;
use crate::list::{CodeSet, Column, Kind};
use crate::pseudonym::Key;
use crate::remark::Deed;

/// The longest text that is kept, in bytes: names of teams, workers, organisations.
const MOST: usize = 200;

/// What stands in a cell of a file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Raw<'a> {
    Empty,
    Text(Cow<'a, str>),
    Number(f64),
    Day(Day),
    Truth(bool),
    Error(String),
    /// A formula without a result.
    Uncomputed,
}

/// A cell, and what was done to it: the deed, what was written, what was made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Converted {
    pub(crate) cell: Cell,
    pub(crate) deed: Option<(Deed, Word, Word)>,
}

/// Converts cells; remembers the spellings of codes and the numbers of children it met.
pub(crate) struct Converter<'o> {
    pub(crate) pool: Pool,
    latest: Day,
    key: Option<&'o Key>,
    sets: HashMap<&'static str, (Codes, HashMap<String, Converted>)>,
    numbers: HashMap<String, Word>,
}

impl<'o> Converter<'o> {
    pub(crate) fn new(as_at: Day, key: Option<&'o Key>) -> Converter<'o> {
        Converter { pool: Pool::default(), latest: as_at, key, sets: HashMap::new(), numbers: HashMap::new() }
    }

    /// Converts what stands under a column.
    pub(crate) fn convert(&mut self, column: &Column, raw: &Raw<'_>) -> Converted {
        match raw {
            Raw::Empty => return plain(Cell::Missing),
            Raw::Text(text) if text.trim().is_empty() => return plain(Cell::Missing),
            Raw::Error(error) => return self.deed(Cell::Missing, Deed::ErrorValue, error, ""),
            Raw::Text(text) if is_error(text) => return self.deed(Cell::Missing, Deed::ErrorValue, text, ""),
            Raw::Uncomputed => return self.deed(Cell::Missing, Deed::Uncomputed, "", ""),
            _ => {}
        }
        match column.kind {
            Kind::Id => self.id(raw),
            Kind::Text | Kind::Postcode => self.text(column.kind, raw),
            Kind::Code => match column.codes {
                Some(set) => self.code(set, raw),
                None => plain(Cell::Missing),
            },
            Kind::Day | Kind::Born => self.day(raw),
            Kind::Whole | Kind::Tenths | Kind::Hundredths | Kind::Thousandths => {
                self.number(raw, column.kind.parts().unwrap_or(1))
            }
        }
    }

    fn deed(&mut self, cell: Cell, deed: Deed, written: &str, kept: &str) -> Converted {
        let written = self.pool.word(cut(written));
        let kept = self.pool.word(kept);
        Converted { cell, deed: Some((deed, written, kept)) }
    }

    fn id(&mut self, raw: &Raw<'_>) -> Converted {
        let number = written(raw);
        let number = cut(number.trim());
        let number = number.strip_suffix(".0").unwrap_or(number);
        if blank_word(number) {
            return plain(Cell::Missing);
        }
        if let Some(word) = self.numbers.get(number) {
            return plain(Cell::Word(*word));
        }
        let word = match self.key {
            Some(key) => {
                let pseudonym = key.pseudonym(number);
                self.pool.word(&pseudonym)
            }
            None => self.pool.word(number),
        };
        self.numbers.insert(number.to_owned(), word);
        plain(Cell::Word(word))
    }

    fn text(&mut self, kind: Kind, raw: &Raw<'_>) -> Converted {
        let text = written(raw);
        let mut text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if blank_word(&text) {
            return self.deed(Cell::Missing, Deed::BlankWord, &text, "");
        }
        if kind == Kind::Postcode {
            text = postcode(&text);
        }
        let short = cut(&text);
        let word = Cell::Word(self.pool.word(short));
        if short.len() < text.len() { self.deed(word, Deed::Cut, short, short) } else { plain(word) }
    }

    fn code(&mut self, set: &'static CodeSet, raw: &Raw<'_>) -> Converted {
        let text = written(raw);
        let (codes, known) = self.sets.entry(set.name).or_insert_with(|| (Codes::of(set), HashMap::new()));
        if let Some(converted) = known.get(text.as_ref()) {
            return *converted;
        }
        let pool = &mut self.pool;
        let (cell, deed) = match codes.meaning(&text) {
            Meaning::Official(code) => (Cell::Word(pool.word(&code)), None),
            Meaning::Understood(code) => (Cell::Word(pool.word(&code)), Some((Deed::CodeUnderstood, code))),
            Meaning::Ambiguous(codes) => (Cell::Missing, Some((Deed::AmbiguousCode, codes.join(" or ")))),
            Meaning::Unknown if blank_word(&text) => (Cell::Missing, Some((Deed::BlankWord, String::new()))),
            Meaning::Unknown => (Cell::Missing, Some((Deed::UnknownCode, String::new()))),
        };
        let deed = deed.map(|(deed, kept)| (deed, pool.word(cut(&text)), pool.word(&kept)));
        let converted = Converted { cell, deed };
        known.insert(text.into_owned(), converted);
        converted
    }

    fn day(&mut self, raw: &Raw<'_>) -> Converted {
        let cell = |day: Day| Cell::Int(day.number());
        match raw {
            Raw::Day(day) => plain(cell(*day)),
            Raw::Number(number) => match day::serial(*number) {
                Some(day) => self.deed(cell(day), Deed::DayUnderstood, &written(raw), &day.long()),
                None => self.deed(Cell::Missing, Deed::NotADay, &written(raw), ""),
            },
            Raw::Text(text) => match day::read(text, self.latest) {
                Some(read) => match read.how {
                    How::Plain => plain(cell(read.day)),
                    How::TimeLeftOut => self.deed(cell(read.day), Deed::TimeLeftOut, text, &read.day.long()),
                    How::Otherwise => self.deed(cell(read.day), Deed::DayUnderstood, text, &read.day.long()),
                    How::ShortYear => self.deed(cell(read.day), Deed::CenturyGiven, text, &read.day.long()),
                },
                None => {
                    let serial = text.trim().parse::<f64>().ok().and_then(day::serial);
                    match serial {
                        Some(day) => self.deed(cell(day), Deed::DayUnderstood, text, &day.long()),
                        None if blank_word(text) => self.deed(Cell::Missing, Deed::BlankWord, text, ""),
                        None => self.deed(Cell::Missing, Deed::NotADay, text, ""),
                    }
                }
            },
            _ => self.deed(Cell::Missing, Deed::NotADay, &written(raw), ""),
        }
    }

    fn number(&mut self, raw: &Raw<'_>, parts: i64) -> Converted {
        let text = written(raw);
        let text = text.trim();
        if blank_word(text) {
            return self.deed(Cell::Missing, Deed::BlankWord, text, "");
        }
        let bare = text.replace([',', ' '], "");
        let bare = bare.strip_suffix('%').unwrap_or(&bare);
        match scaled(bare, parts) {
            Some(number) => {
                let as_asked = bare == text && (parts > 1 || !text.contains('.'));
                if as_asked || matches!(raw, Raw::Number(_)) {
                    plain(Cell::Int(number))
                } else {
                    self.deed(Cell::Int(number), Deed::NumberUnderstood, text, bare)
                }
            }
            None => self.deed(Cell::Missing, Deed::NotANumber, text, ""),
        }
    }
}

fn plain(cell: Cell) -> Converted {
    Converted { cell, deed: None }
}

/// A decimal as a whole number of parts; half of a part and more is rounded away from zero. A whole number may have
/// noughts behind its point, nothing else.
fn scaled(text: &str, parts: i64) -> Option<i32> {
    let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if (whole.is_empty() && rest.is_empty()) || !all_digits(whole) || !all_digits(rest) || whole.len() > 10 {
        return None;
    }
    if parts == 1 && rest.bytes().any(|b| b != b'0') {
        return None;
    }
    let mut value: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let mut left = parts;
    let mut digits = rest.bytes();
    while left > 1 {
        value = value * 10 + i64::from(digits.next().unwrap_or(b'0') - b'0');
        left /= 10;
    }
    if digits.next().is_some_and(|b| b >= b'5') {
        value += 1;
    }
    i32::try_from(if negative { -value } else { value }).ok()
}

/// What stands in a cell, as words.
fn written<'a>(raw: &'a Raw<'_>) -> Cow<'a, str> {
    match raw {
        Raw::Empty | Raw::Uncomputed => "".into(),
        Raw::Text(text) => text.as_ref().into(),
        Raw::Number(number) => format!("{number}").into(),
        Raw::Day(day) => format!("{:02}/{:02}/{:04}", day.day_of_month(), day.month(), day.year()).into(),
        Raw::Truth(truth) => if *truth { "true" } else { "false" }.into(),
        Raw::Error(error) => error.as_str().into(),
    }
}

/// A text not longer than what is kept, cut at a letter's end.
fn cut(text: &str) -> &str {
    let mut end = text.len().min(MOST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// A postcode in capitals with one space before its last three letters.
fn postcode(text: &str) -> String {
    let bare: String =
        text.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>().to_ascii_uppercase();
    if !(5..=7).contains(&bare.len()) {
        return text.to_owned();
    }
    let (outward, inward) = bare.split_at(bare.len() - 3);
    format!("{outward} {inward}")
}

/// Whether a text is an error of a workbook that was saved as text.
fn is_error(text: &str) -> bool {
    let upper = text.trim();
    upper.starts_with('#')
        && ["#N/A", "#VALUE!", "#REF!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#MULTIVALUE"]
            .iter()
            .any(|e| upper.eq_ignore_ascii_case(e))
}

/// Words that say that nothing is known.
fn blank_word(text: &str) -> bool {
    matches!(
        fold(text).as_str(),
        "" | "n a"
            | "na"
            | "null"
            | "none"
            | "nan"
            | "nil"
            | "blank"
            | "not applicable"
            | "not available"
            | "tbc"
    )
}

#[cfg(test)]
mod tests {
    use super::{Converter, Raw, postcode, scaled};
    use crate::cell::{Cell, Datum};
    use crate::list::list;
    use crate::remark::Deed;
    use model::day::Day;

    /// What is kept of this under a column of the children in care, with the deed.
    fn kept(column: &str, raw: &Raw<'_>) -> (String, Option<Deed>) {
        let mut converter = Converter::new(Day::new(2025, 9, 30).expect("a day"), None);
        let column = list("children_in_care").and_then(|l| l.column(column)).expect("a column");
        let got = converter.convert(column, raw);
        let shown = match got.cell.datum(&converter.pool) {
            Datum::Null => String::from("-"),
            Datum::Int(n) => n.to_string(),
            Datum::Text(t) => t.to_owned(),
        };
        (shown, got.deed.map(|d| d.0))
    }

    #[test]
    fn cells_of_every_kind() {
        // 20178 is 31 March 2025: 55 years of 365 days, 14 leap days (1972 to 2024), and 89 days.
        for (column, raw, want, deed) in [
            ("started_on", Raw::Text("31/03/2025".into()), "20178", None),
            ("started_on", Raw::Text("45747".into()), "20178", Some(Deed::DayUnderstood)),
            ("started_on", Raw::Number(45747.0), "20178", Some(Deed::DayUnderstood)),
            ("started_on", Raw::Text("31/03/25".into()), "20178", Some(Deed::CenturyGiven)),
            ("started_on", Raw::Text("soon".into()), "-", Some(Deed::NotADay)),
            ("started_on", Raw::Text("#N/A".into()), "-", Some(Deed::ErrorValue)),
            ("started_on", Raw::Uncomputed, "-", Some(Deed::Uncomputed)),
            ("started_on", Raw::Text("  ".into()), "-", None),
            ("placements_12m", Raw::Number(3.0), "3", None),
            ("placements_12m", Raw::Text("3.0".into()), "3", Some(Deed::NumberUnderstood)),
            ("placements_12m", Raw::Text("3.5".into()), "-", Some(Deed::NotANumber)),
            ("placements_12m", Raw::Text("three".into()), "-", Some(Deed::NotANumber)),
            ("placements_12m", Raw::Text("n/a".into()), "-", Some(Deed::BlankWord)),
            ("placement_miles_tenths", Raw::Number(20.05), "201", None),
            ("uasc", Raw::Truth(false), "no", Some(Deed::CodeUnderstood)),
            ("uasc", Raw::Text("a) Yes".into()), "yes", None),
            ("uasc", Raw::Text("perhaps".into()), "-", Some(Deed::UnknownCode)),
            ("child", Raw::Number(1001.0), "1001", None),
            ("child", Raw::Text("0123".into()), "0123", None),
            ("placement_postcode", Raw::Text("ab12cd".into()), "AB1 2CD", None),
            ("team", Raw::Text(" North   1 ".into()), "North 1", None),
        ] {
            assert_eq!(kept(column, &raw), (want.to_owned(), deed), "{column}: {raw:?}");
        }
    }

    #[test]
    fn decimals_are_kept_in_parts() {
        assert_eq!(scaled("0.6", 100), Some(60));
        assert_eq!(scaled("-0.125", 100), Some(-13));
        assert_eq!(scaled(".5", 10), Some(5));
        assert_eq!(scaled("1e3", 1), None);
        assert_eq!(scaled("99999999999", 1), None);
        assert_eq!(scaled("-1", 1), Some(-1));
        assert_eq!(postcode("sw1a1aa"), "SW1A 1AA");
    }

    #[test]
    fn equal_children_are_equal_words() {
        let mut converter = Converter::new(Day::new(2025, 9, 30).expect("a day"), None);
        let column = list("contacts").and_then(|l| l.column("child")).expect("a column");
        let one = converter.convert(column, &Raw::Number(7.0)).cell;
        assert_eq!(one, converter.convert(column, &Raw::Text("7".into())).cell);
        assert!(matches!(one, Cell::Word(_)));
    }
}
