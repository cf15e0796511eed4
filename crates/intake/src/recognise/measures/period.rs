//! The day or period a figure speaks of, as running text says it.

use std::ops::Range;

use model::day::{Day, MONTHS};
use model::plan::{Period, PeriodKind};

/// A period found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its bytes in the text.
    pub(crate) span: Range<usize>,
    /// The period.
    pub(crate) period: Period,
}

/// A word of a text and its bytes.
struct Word<'a> {
    text: &'a str,
    span: Range<usize>,
}

/// One date of a text before ranges are joined.
struct Part {
    words: Range<usize>,
    year: Option<i16>,
    month: i8,
    day: Option<i8>,
}

/// Every day and period of a text in order. `as_at` is the day the document speaks of: it gives a month without a
/// year the latest year that does not lie after it, and `last month` its month; without it such words say nothing.
pub(crate) fn find(text: &str, as_at: Option<Day>) -> Vec<Found> {
    let words = words(text);
    let mut out = relative(text, as_at);
    out.extend(financial_years(&words));
    let mut parts = dates(&words);
    lend_years(&mut parts, &words);
    let mut skip = false;
    for (i, part) in parts.iter().enumerate() {
        if std::mem::take(&mut skip) {
            continue;
        }
        let next = parts.get(i + 1);
        let joined = next.filter(|n| joins(&words, part, n) && part.day.is_none() && n.day.is_none());
        let Some(first) = period(part, as_at) else { continue };
        let Some(start) = words.get(part.words.start).map(|w| w.span.start) else { continue };
        let last_part = joined.unwrap_or(part);
        let Some(end) = words.get(last_part.words.end - 1).map(|w| w.span.end) else { continue };
        let period = match joined.and_then(|n| self::period(n, as_at)) {
            Some(last) => {
                skip = true;
                Period { kind: PeriodKind::Range, from: first.from, to: last.to }
            }
            None => first,
        };
        out.push(Found { span: start..end, period });
    }
    out.sort_by_key(|f| (f.span.start, std::cmp::Reverse(f.span.end)));
    let mut end = 0;
    out.retain(|f| {
        let keep = f.span.start >= end;
        if keep {
            end = f.span.end;
        }
        keep
    });
    out
}

/// The first period of a text.
pub(crate) fn first(text: &str, as_at: Option<Day>) -> Option<Found> {
    find(text, as_at).into_iter().next()
}

/// The year to date that ends with this period: from 1 April.
pub(crate) fn year_to_date(end: Period) -> Period {
    let start_year = if end.to.month() >= 4 { end.to.year() } else { end.to.year() - 1 };
    Period { kind: PeriodKind::YearToDate, from: Day::new(start_year, 4, 1).unwrap_or(end.from), to: end.to }
}

/// `2021` from `21` or `2021`.
fn year(text: &str) -> Option<i16> {
    let text = text.trim_start_matches(['\'', '’']);
    let number: i16 = text.parse().ok()?;
    match text.len() {
        2 => Some(2000 + number),
        4 if (1990..=2100).contains(&number) => Some(number),
        _ => None,
    }
}

/// The month with this full or shortened name (three letters or more).
fn month(text: &str) -> Option<i8> {
    let lower = text.trim_end_matches('.').to_ascii_lowercase();
    if lower.len() < 3 || !text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let at = MONTHS.iter().position(|m| {
        let full = m.to_ascii_lowercase();
        full == lower || (full.get(..3) == Some(lower.as_str())) || (lower == "sept" && full == "september")
    })?;
    i8::try_from(at + 1).ok()
}

/// The day of the month, its ordinal ending in the same or the next word.
fn day_of_month(text: &str) -> Option<i8> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = text.get(digits.len()..)?;
    if !matches!(ending, "" | "st" | "nd" | "rd" | "th") || digits.len() > 2 {
        return None;
    }
    digits.parse().ok().filter(|d| (1..=31).contains(d))
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut out = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let part = c.is_alphanumeric() || matches!(c, '/' | '\'' | '’');
        match (part, start) {
            (true, None) => start = Some(i),
            (false, Some(from)) => {
                if let Some(word) = text.get(from..i) {
                    out.push(Word { text: word, span: from..i });
                }
                start = None;
            }
            _ => {}
        }
    }
    out
}

fn dates(words: &[Word<'_>]) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let mut i = 0;
    let get = |i: usize| words.get(i).map_or("", |w| w.text);
    while i < words.len() {
        if let Some((day, month, year)) = numeric(get(i)) {
            out.push(Part { words: i..i + 1, year: Some(year), month, day: Some(day) });
            i += 1;
            continue;
        }
        let ordinal = matches!(get(i + 1), "st" | "nd" | "rd" | "th");
        let month_at = if day_of_month(get(i)).is_some() { i + 1 + usize::from(ordinal) } else { i };
        let Some(month) = month(get(month_at)) else {
            i += 1;
            continue;
        };
        let mut day = if month_at > i { day_of_month(get(i)) } else { None };
        let mut next = month_at + 1;
        // `July 1st 2022`: the day after the month only with its ordinal and a year.
        if day.is_none() && get(next).ends_with(|c: char| c.is_ascii_alphabetic()) && year(get(next + 1)).is_some() {
            day = day_of_month(get(next));
            next += usize::from(day.is_some());
        }
        let year = year(get(next));
        next += usize::from(year.is_some());
        out.push(Part { words: i..next, year, month, day });
        i = next;
    }
    out
}

/// `29/03/2021`, `16/11/21`, day first.
fn numeric(text: &str) -> Option<(i8, i8, i16)> {
    let mut parts = text.split('/');
    let (d, m, y) = (parts.next()?, parts.next()?, parts.next()?);
    let month = m.parse().ok().filter(|m| (1..=12).contains(m))?;
    Some((day_of_month(d)?, month, year(y)?)).filter(|_| parts.next().is_none())
}

/// Whether only one joining word or a dash stands between two dates.
fn joins(words: &[Word<'_>], a: &Part, b: &Part) -> bool {
    match b.words.start - a.words.end {
        0 => false,
        1 => {
            let between = a.words.start.checked_sub(1).and_then(|i| words.get(i)).is_some_and(|w| w.text == "between");
            words.get(a.words.end).is_some_and(|w| match w.text {
                "to" | "until" => true,
                "and" => between || a.month + 1 == b.month,
                _ => false,
            })
        }
        _ => false,
    }
}

/// In `April to September 2021` the first month takes the second's year (the year before, if it would come after).
fn lend_years(parts: &mut [Part], words: &[Word<'_>]) {
    for i in (1..parts.len()).rev() {
        let Some((before, after)) = parts.split_at_mut_checked(i) else { continue };
        let (Some(a), Some(b)) = (before.last_mut(), after.first()) else { continue };
        if a.year.is_none() && b.year.is_some() && joins(words, a, b) {
            a.year = b.year.map(|y| if a.month > b.month { y - 1 } else { y });
        }
    }
}

fn period(part: &Part, as_at: Option<Day>) -> Option<Period> {
    let year = match part.year {
        Some(year) => year,
        None => {
            let as_at = as_at?;
            if part.month > as_at.month() { as_at.year() - 1 } else { as_at.year() }
        }
    };
    if let Some(day) = part.day {
        let day = Day::new(year, part.month, day)?;
        return Some(Period { kind: PeriodKind::Day, from: day, to: day });
    }
    let from = Day::new(year, part.month, 1)?;
    Some(Period { kind: PeriodKind::Month, from, to: from.month_end() })
}

/// `2020/2021`, `2020/21`: a financial year.
fn financial_years<'a>(words: &'a [Word<'a>]) -> impl Iterator<Item = Found> + 'a {
    words.iter().filter_map(|w| {
        let (a, b) = w.text.split_once('/')?;
        let (from, to) = (year(a).filter(|_| a.len() == 4)?, year(b)?);
        let from_day = Day::new(from, 4, 1).filter(|_| to == from + 1)?;
        let period = Period { kind: PeriodKind::Range, from: from_day, to: Day::new(to, 3, 31)? };
        Some(Found { span: w.span.clone(), period })
    })
}

/// `last month`, `the past year`, told from the document's day.
fn relative(text: &str, as_at: Option<Day>) -> Vec<Found> {
    let Some(as_at) = as_at else { return Vec::new() };
    let lower = text.to_ascii_lowercase();
    let mut out = Vec::new();
    let this_month = as_at.month_start();
    let months = |first: i32, kind| Period { kind, from: this_month.plus_months(first), to: this_month.plus_days(-1) };
    for (words, period) in [
        ("last month", months(-1, PeriodKind::Month)),
        ("previous month", months(-1, PeriodKind::Month)),
        ("past year", months(-12, PeriodKind::Range)),
        ("last 12 months", months(-12, PeriodKind::Range)),
        ("past 12 months", months(-12, PeriodKind::Range)),
    ] {
        if let Some(start) = lower.find(words) {
            out.push(Found { span: start..start + words.len(), period });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use model::day::Day;
    use model::plan::PeriodKind;

    use super::{find, year_to_date};

    fn read(text: &str) -> Vec<String> {
        let as_at = Day::new(2021, 12, 1);
        find(text, as_at)
            .into_iter()
            .map(|f| format!("{} {}..{}", f.period.kind.word(), f.period.from.iso(), f.period.to.iso()))
            .collect()
    }

    #[test]
    fn days_months_and_ranges_as_they_are_written() {
        for (text, expected) in [
            ("29/11/2021 Compliance Report", vec!["day 2021-11-29..2021-11-29"]),
            ("Baseline: 29 th March 2021", vec!["day 2021-03-29..2021-03-29"]),
            ("16th August 2021 –85.2%", vec!["day 2021-08-16..2021-08-16"]),
            ("12 July 21", vec!["day 2021-07-12..2021-07-12"]),
            ("July 21", vec!["month 2021-07-01..2021-07-31"]),
            ("Oct CPR", vec!["month 2021-10-01..2021-10-31"]),
            ("end of November 2021", vec!["month 2021-11-01..2021-11-30"]),
            ("April to September 2021 - Overall", vec!["range 2021-04-01..2021-09-30"]),
            ("between October and December 2021", vec!["range 2021-10-01..2021-12-31"]),
            ("during April and May 2012", vec!["range 2012-04-01..2012-05-31"]),
            ("2020/2021 core audit activity", vec!["range 2020-04-01..2021-03-31"]),
            ("92% last month", vec!["month 2021-11-01..2021-11-30"]),
            ("12.7% August and 17.4% September 2021", vec![
                "month 2021-08-01..2021-08-31",
                "month 2021-09-01..2021-09-30",
            ]),
            ("July 1st 2022 at the earliest", vec!["day 2022-07-01..2022-07-01"]),
            ("we may march on, 2 decided", vec![]),
            ("31/13/2021 and 2019/21", vec![]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn the_year_to_date_starts_in_april() {
        let month = find("February 2022", None).remove(0).period;
        let ytd = year_to_date(month);
        assert_eq!((ytd.kind, ytd.from.iso().as_str()), (PeriodKind::YearToDate, "2021-04-01"));
    }
}
