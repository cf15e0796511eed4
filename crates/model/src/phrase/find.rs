//! Dates and periods inside running text.

use crate::day::Day;

use super::atom::Setting;
use super::calendar::Calendar;
use super::lex::lex;
use super::scan::{Dated, Joint, joint, scan};
use super::words::BEGINNINGS;

/// What kind of date was found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundKind {
    /// A day.
    Day,
    /// A week, or another part of a month.
    Part,
    /// A calendar month.
    Month,
    /// A quarter, season or term.
    Quarter,
    /// A calendar year.
    Year,
    /// A financial or academic year, or several.
    FinancialYear,
    /// From one date to another.
    Range,
}

/// A date found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// What kind of date it is.
    pub kind: FoundKind,
}

/// Every date and period in running text, in order. Dates without a year, and `last month`, are found only with the
/// document's own day as `context`.
pub fn find_dates(text: &str, context: Option<Day>) -> Vec<Found> {
    let tokens = lex(text);
    let dates = scan(&tokens, Setting::prose(context));
    let mut found: Vec<Found> = Vec::new();
    let mut previous: Option<Dated> = None;
    for date in dates {
        let (Some(first), Some(last)) =
            (tokens.get(date.first), date.next.checked_sub(1).and_then(|k| tokens.get(k)))
        else {
            continue;
        };
        let between = previous.and_then(|p| tokens.get(p.next..date.first));
        let close = between.is_some_and(|b| b.len() == 1 && joint(b) == Joint::Range);
        match found.last_mut().filter(|f| close && f.kind != FoundKind::Range && f.from <= date.from) {
            Some(range) => {
                range.end = last.end;
                range.to = date.to.max(range.to);
                range.kind = FoundKind::Range;
            }
            None => found.push(Found {
                start: first.start,
                end: last.end,
                from: date.from,
                to: date.to,
                kind: kind_of(&date),
            }),
        }
        previous = Some(date);
    }
    found
}

/// Whether a date or period can stand at the very beginning of this text: cheap to ask before [`find_dates`].
pub fn may_open(text: &str) -> bool {
    let word = text.find(|c: char| !c.is_alphabetic()).map_or(text, |end| text.get(..end).unwrap_or(text));
    match word {
        "" => text.starts_with(|c: char| c.is_ascii_digit()),
        _ => lex(word).first().is_some_and(|token| token.among(BEGINNINGS)),
    }
}

fn kind_of(date: &Dated) -> FoundKind {
    if date.from == date.to {
        return FoundKind::Day;
    }
    let days = date.to.days_since(date.from) + 1;
    match date.calendar {
        _ if days < 28 => FoundKind::Part,
        _ if date.from == date.from.month_start() && date.to == date.from.month_end() => FoundKind::Month,
        Calendar::Year if days > 360 => FoundKind::Year,
        Calendar::FinancialYear(_) | Calendar::AcademicYear if days > 360 => FoundKind::FinancialYear,
        Calendar::Quarter(_) | Calendar::FinancialQuarter(_) | Calendar::Season(_) | Calendar::Term(_) => {
            FoundKind::Quarter
        }
        _ => FoundKind::Range,
    }
}

/// The day stamped on a file as three numbers of two digits, day first: `Progress 10 07 12`.
pub fn file_stamp(text: &str) -> Option<Day> {
    let tokens = lex(text);
    tokens.windows(3).rev().find_map(|w| {
        let [d, m, y] = w else { return None };
        Day::new(
            2000 + y.number(2..=2)?,
            i8::try_from(m.number(2..=2)?).ok()?,
            i8::try_from(d.number(2..=2)?).ok()?,
        )
    })
}
