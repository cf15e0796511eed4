//! The day or period a figure speaks of, as running text says it.

use std::ops::Range;

use model::day::{Day, MONTHS};
use model::phrase::{FoundKind, find_dates, may_open as may_open_with_date};
use model::plan::{Period, PeriodKind};

use super::sentences::is_source;

/// A period found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its bytes in the text.
    pub(crate) span: Range<usize>,
    /// The period.
    pub(crate) period: Period,
}

/// Every day and period of a text in order. `as_at` is the day the document speaks of: it gives a month without a
/// year the latest year that does not lie after it, and `last month` its month; without it such words say nothing.
pub(crate) fn find(text: &str, as_at: Option<Day>) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    for found in find_dates(text, as_at) {
        let kind = match found.kind {
            FoundKind::Day => PeriodKind::Day,
            FoundKind::Month => PeriodKind::Month,
            FoundKind::Part
            | FoundKind::Quarter
            | FoundKind::Year
            | FoundKind::FinancialYear
            | FoundKind::Range => PeriodKind::Range,
        };
        let period = Period { kind, from: found.from, to: found.to };
        let found = Found { span: found.start..found.end, period };
        // `April and May 2012` counts as one stretch of time.
        match out.last_mut().filter(|last| follows(text, last, &found)) {
            Some(last) => {
                last.span.end = found.span.end;
                last.period = Period { kind: PeriodKind::Range, from: last.period.from, to: found.period.to };
            }
            None => out.push(found),
        }
    }
    let more: Vec<Found> = short_months(text, as_at).into_iter().chain(past_year(text, as_at)).collect();
    for found in more {
        if !out.iter().any(|o| o.span.start < found.span.end && found.span.start < o.span.end) {
            out.push(found);
        }
    }
    out.sort_by_key(|f| f.span.start);
    out
}

/// `Oct CPR`: a shortened month before the name of a report.
fn short_months(text: &str, as_at: Option<Day>) -> Vec<Found> {
    let Some(as_at) = as_at else { return Vec::new() };
    let words: Vec<(usize, &str)> = text
        .split_inclusive(|c: char| !c.is_alphanumeric())
        .scan(0, |at, part| {
            let start = *at;
            *at += part.len();
            Some((start, part.trim_end_matches(|c: char| !c.is_alphanumeric())))
        })
        .collect();
    let month = |word: &str| {
        let long =
            MONTHS.iter().position(|m| m.get(..3) == word.get(..3) && (word.len() == 3 || word == "Sept"));
        long.and_then(|i| i8::try_from(i + 1).ok())
    };
    words
        .windows(2)
        .filter_map(|pair| {
            let [(start, word), (_, next)] = pair else { return None };
            let month = month(word).filter(|_| is_source(next))?;
            let year = if month > as_at.month() { as_at.year() - 1 } else { as_at.year() };
            let from = Day::new(year, month, 1)?;
            let period = Period { kind: PeriodKind::Month, from, to: from.month_end() };
            Some(Found { span: *start..start + word.len(), period })
        })
        .collect()
}

/// Whether two months stand side by side with only `and` between them.
fn follows(text: &str, a: &Found, b: &Found) -> bool {
    let between = text.get(a.span.end..b.span.start).map(str::trim);
    let months = a.period.kind == PeriodKind::Month && b.period.kind == PeriodKind::Month;
    months && matches!(between, Some("and" | "/")) && a.period.to.plus_days(1) == b.period.from
}

/// The first period of a text.
pub(crate) fn first(text: &str, as_at: Option<Day>) -> Option<Found> {
    find(text, as_at).into_iter().next()
}

/// Whether a period can stand at the very beginning of this text: cheap to ask before [`find`].
pub(crate) fn may_open(text: &str) -> bool {
    may_open_with_date(text) || text.get(..5).is_some_and(|word| word.eq_ignore_ascii_case("past "))
}

/// The year to date that ends with this period: from 1 April.
pub(crate) fn year_to_date(end: Period) -> Period {
    let start_year = if end.to.month() >= 4 { end.to.year() } else { end.to.year() - 1 };
    Period { kind: PeriodKind::YearToDate, from: Day::new(start_year, 4, 1).unwrap_or(end.from), to: end.to }
}

/// `over the past year`: the twelve months before the document's month.
fn past_year(text: &str, as_at: Option<Day>) -> Option<Found> {
    let this_month = as_at?.month_start();
    let lower = text.to_ascii_lowercase();
    if !lower.contains("past ") && !lower.contains("last ") {
        return None;
    }
    let words = ["past year", "last year", "past 12 months", "last 12 months", "past twelve months"];
    let (start, words) = words.into_iter().find_map(|w| lower.find(w).map(|at| (at, w)))?;
    let period =
        Period { kind: PeriodKind::Range, from: this_month.plus_months(-12), to: this_month.plus_days(-1) };
    Some(Found { span: start..start + words.len(), period })
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
            ("end of November 2021", vec!["day 2021-11-30..2021-11-30"]),
            ("April to September 2021 - Overall", vec!["range 2021-04-01..2021-09-30"]),
            ("during April and May 2012", vec!["range 2012-04-01..2012-05-31"]),
            ("2020/2021 core audit activity", vec!["range 2020-04-01..2021-03-31"]),
            ("92% last month", vec!["month 2021-11-01..2021-11-30"]),
            (
                "12.7% August and 17.4% September 2021",
                vec!["month 2021-08-01..2021-08-31", "month 2021-09-01..2021-09-30"],
            ),
            ("July 1st 2022 at the earliest", vec!["day 2022-07-01..2022-07-01"]),
            ("we may march on, 2 decided", vec![]),
            ("31/13/2021", vec![]),
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
