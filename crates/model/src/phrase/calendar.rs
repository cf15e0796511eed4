//! The stretches of a year that target dates speak of, and what they mean in days.
//!
//! Readings where usage differs, so that everybody can look them up:
//! - a financial year runs from 1 April to 31 March; a quarter with a split year (`Q2 2024/25`), or with none, is one
//!   of the financial year (Q1 is April to June); with a single year (`Q3 2024`) one of the calendar year;
//! - spring is March to May, summer June to August, autumn September to November, winter December to February;
//! - the autumn term runs from 1 September to 31 December, the spring term from 1 January to 31 March, the summer
//!   term from 1 April to 31 July; half terms are the last week of October, 15 to 21 February, the last week of May;
//! - `early`, `mid` and `late` are the thirds of a month (1 to 10, 11 to 20, 21 to its end), of a quarter or a year;
//!   `end of` is the last day;
//! - a week runs for seven days from the day it commences.

use crate::day::Day;

/// Which stretch of a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Calendar {
    /// Days that are fixed already.
    Fixed(Day, Day),
    /// A day of the year, with its weekday (Monday is 0) where one is printed.
    Day { month: i8, day: i8, weekday: Option<u8> },
    /// A month, 1 to 12.
    Month(i8),
    /// A calendar year.
    Year,
    /// So many financial years.
    FinancialYear(i8),
    /// From September to August.
    AcademicYear,
    /// A quarter of the calendar year, 1 to 4.
    Quarter(i8),
    /// A quarter of the financial year, 1 to 4.
    FinancialQuarter(i8),
    /// Spring (0) to winter (3).
    Season(i8),
    /// The spring (0), summer (1) or autumn (2) term.
    Term(i8),
    /// The half term of October, February or May.
    HalfTerm(i8),
    /// 25 December.
    Christmas,
    /// Easter Sunday.
    Easter,
}

/// Which part of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    Early,
    Mid,
    Late,
    End,
    FirstWeek,
    LastWeek,
    FirstHalf,
    SecondHalf,
}

/// Whether a week is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Week {
    No,
    Beginning,
    Ending,
}

impl Calendar {
    /// Whether its days need no year.
    pub(super) fn is_fixed(self) -> bool {
        matches!(self, Calendar::Fixed(..))
    }

    /// First and last day in a year (of a financial or academic year or winter: the year in which it begins).
    pub(super) fn span(self, year: i16) -> Option<(Day, Day)> {
        let months = |year: i16, first: i8, count: i32| {
            let from = Day::new(year, first, 1)?;
            Some((from, from.plus_months(count - 1).month_end()))
        };
        match self {
            Calendar::Fixed(from, to) => Some((from, to)),
            Calendar::Day { month, day, .. } => Day::new(year, month, day).map(|d| (d, d)),
            Calendar::Month(month) => months(year, month, 1),
            Calendar::Year => months(year, 1, 12),
            Calendar::FinancialYear(years) => months(year, 4, 12 * i32::from(years)),
            Calendar::AcademicYear => months(year, 9, 12),
            Calendar::Quarter(q) => months(year, 3 * q - 2, 3),
            Calendar::FinancialQuarter(4) => months(year + 1, 1, 3),
            Calendar::FinancialQuarter(q) => months(year, 3 * q + 1, 3),
            Calendar::Season(s) => months(year, 3 * s + 3, 3),
            Calendar::Term(0) => months(year, 1, 3),
            Calendar::Term(1) => months(year, 4, 4),
            Calendar::Term(_) => months(year, 9, 4),
            Calendar::HalfTerm(2) => Some((Day::new(year, 2, 15)?, Day::new(year, 2, 21)?)),
            Calendar::HalfTerm(month) => Some((Day::new(year, month, 25)?, Day::new(year, month, 31)?)),
            Calendar::Christmas => Day::new(year, 12, 25).map(|d| (d, d)),
            Calendar::Easter => easter(year).map(|d| (d, d)),
        }
    }

    /// The year in which this stretch lies nearest to a day (and falls on the printed weekday, where it can).
    pub(super) fn nearest_year(self, day: Day) -> i16 {
        let years = [day.year(), day.year() + 1, day.year() - 1];
        let distance = |year: &i16| {
            let Some((from, to)) = self.span(*year) else { return i32::MAX };
            let away = if day < from { from.days_since(day) } else { day.days_since(to).max(0) };
            let wrong_weekday = matches!(self, Calendar::Day { weekday: Some(w), .. } if from.weekday() != w);
            away.saturating_add(if wrong_weekday { 10_000 } else { 0 })
        };
        years.into_iter().min_by_key(distance).unwrap_or(day.year())
    }
}

impl Part {
    /// That part of the days.
    pub(super) fn of(self, from: Day, to: Day) -> (Day, Day) {
        let third = |n: i32| {
            let days = to.days_since(from) + 1;
            if days <= 31 {
                return from.plus_days(10 * n);
            }
            let months = i32::from(to.year() - from.year()) * 12 + i32::from(to.month() - from.month()) + 1;
            if months % 3 == 0 { from.plus_months(months / 3 * n) } else { from.plus_days(days * n / 3) }
        };
        let half = from.plus_days((to.days_since(from) + 1) / 2);
        let (from, to) = match self {
            _ if from == to => (from, to),
            Part::Whole => (from, to),
            Part::Early => (from, third(1).plus_days(-1)),
            Part::Mid => (third(1), third(2).plus_days(-1)),
            Part::Late => (third(2), to),
            Part::End => (to, to),
            Part::FirstWeek => (from, from.plus_days(6)),
            Part::LastWeek => (to.plus_days(-6), to),
            Part::FirstHalf => (from, half.plus_days(-1)),
            Part::SecondHalf => (half, to),
        };
        (from, to.max(from))
    }
}

impl Week {
    /// The week, where one is meant.
    pub(super) fn of(self, from: Day, to: Day) -> (Day, Day) {
        match self {
            Week::No => (from, to),
            Week::Beginning => (from, from.plus_days(6)),
            Week::Ending => (to.plus_days(-6), to),
        }
    }
}

/// The year in which the financial year of a day begins.
pub(super) fn financial_year(day: Day) -> i16 {
    if day.month() < 4 { day.year() - 1 } else { day.year() }
}

/// The month, quarter, term, year … around a day, or the one before (-1) or after (1) it.
pub(super) fn around(day: Day, kind: &str, unit: &str, shift: i32) -> Option<(Day, Day)> {
    let start = day.month_start();
    let months = |from: Day, count: i32| {
        let from = from.plus_months(shift * count);
        (from, from.plus_months(count - 1).month_end())
    };
    match (kind, unit) {
        (_, "week") => {
            let monday = day.plus_days(7 * shift - i32::from(day.weekday()));
            Some((monday, monday.plus_days(6)))
        }
        (_, "month") => Some(months(start, 1)),
        (_, "quarter") => Some(months(start.plus_months(-i32::from((start.month() - 1) % 3)), 3)),
        ("academic" | "school", "year") => {
            let year = if day.month() < 9 { day.year() - 1 } else { day.year() };
            Some(months(Day::new(year, 9, 1)?, 12))
        }
        ("financial" | "municipal", "year" | "fy") => Some(months(Day::new(financial_year(day), 4, 1)?, 12)),
        (_, "year") => Some(months(Day::new(day.year(), 1, 1)?, 12)),
        (_, "term") => {
            let term = (0..3_i8)
                .map(Calendar::Term)
                .filter_map(|t| t.span(day.year()))
                .find(|(_, to)| day <= *to)?;
            (shift == 0).then_some(term)
        }
        _ => None,
    }
}

/// The day so many days, weeks, months … after a day.
pub(super) fn after(day: Day, n: i32, unit: &str) -> Option<Day> {
    match unit {
        "day" | "days" => Some(day.plus_days(n)),
        "week" | "weeks" => Some(day.plus_days(7 * n)),
        "month" | "months" => Some(day.plus_months(n)),
        "year" | "years" => Some(day.plus_months(12 * n)),
        _ => None,
    }
}

/// Easter Sunday of a year, by the anonymous Gregorian rule.
fn easter(year: i16) -> Option<Day> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Day::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}
