//! Working days of England: neither weekend nor bank holiday.
//!
//! The bank holidays are data with a stated coverage. A day outside it has no working-day number: what depends on one
//! is said to be unknown, never guessed.
//!
//! ```
//! use measures::calendar::Calendar;
//! use model::day::Day;
//! let england = Calendar::england();
//! let day = |text| Day::parse_iso(text).unwrap();
//! // Over Easter 2025: Friday 18 and Monday 21 April are bank holidays.
//! assert_eq!(england.working_days(day("2025-04-17"), day("2025-04-22")), Some(1));
//! assert_eq!(england.working_days(day("2031-01-02"), day("2031-01-03")), None);
//! ```

use std::collections::BTreeSet;

use model::day::Day;
use thiserror::Error;

/// The list that the program carries.
const ENGLAND: &str = include_str!("../data/bank_holidays.txt");

/// Why a list of bank holidays could not be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// A line is neither a comment, nor a coverage, nor a day.
    #[error(
        "line {line} of the bank holidays, \"{text}\": write a day such as 2028-01-03, or `covers DAY DAY`"
    )]
    Line {
        /// The line, from 1.
        line: usize,
        /// What it says.
        text: String,
    },
    /// It does not say what it covers.
    #[error("the bank holidays do not say which days they cover: add a line `covers 2028-01-01 2028-12-31`")]
    NoCoverage,
    /// It leaves out days between what is covered already and what it covers.
    #[error(
        "the bank holidays begin on {begins}, but those known end on {ends}: the days between are missing"
    )]
    Gap {
        /// The last day known.
        ends: String,
        /// The first day of the new list.
        begins: String,
    },
}

/// Which days are working days, within a coverage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The first day covered, as its number.
    from: i32,
    holidays: BTreeSet<Day>,
    /// For every day of the coverage, how many working days there are from its first day through it.
    numbers: Vec<i32>,
}

/// What is to be known of one day; the table `calendar` of a snapshot has these columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarRow {
    /// Days since 1 January 1970.
    pub day: i32,
    /// Year, month and day as one number: 20250131. Differences of 10,000 are anniversaries.
    pub ymd: i32,
    /// Working days so far, this one included; `None` outside the coverage.
    pub working: Option<i32>,
    /// The same day three months later, or the last of that month.
    pub plus_3_months: i32,
    /// The same day six months later, or the last of that month.
    pub plus_6_months: i32,
    /// The same day a year later, or the last of that month.
    pub plus_12_months: i32,
}

impl Calendar {
    /// The bank holidays of England that the program knows.
    pub fn england() -> Calendar {
        Calendar::parse(ENGLAND).unwrap_or_default()
    }

    /// Reads a list: `covers FROM TO` and one bank holiday a line, its name after it; `#` begins a comment.
    ///
    /// # Errors
    /// A line that is neither, or no coverage.
    pub fn parse(text: &str) -> Result<Calendar, CalendarError> {
        let mut coverage = None;
        let mut holidays = BTreeSet::new();
        for (i, line) in text.lines().enumerate().map(|(i, l)| (i, l.trim())) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = || CalendarError::Line { line: i + 1, text: line.to_owned() };
            let mut words = line.split_whitespace();
            let first = words.next().unwrap_or_default();
            if first == "covers" {
                let mut day = || words.next().and_then(Day::parse_iso).ok_or_else(wrong);
                coverage = Some((day()?, day()?));
            } else {
                holidays.insert(Day::parse_iso(first).ok_or_else(wrong)?);
            }
        }
        let (from, to) = coverage.filter(|(from, to)| from <= to).ok_or(CalendarError::NoCoverage)?;
        Ok(Calendar::covering(from.number(), to.number(), holidays))
    }

    fn covering(from: i32, to: i32, holidays: BTreeSet<Day>) -> Calendar {
        let mut sum = 0;
        let days = (from..=to).filter_map(Day::from_number);
        let numbers = days
            .map(|day| {
                sum += i32::from(!day.is_weekend() && !holidays.contains(&day));
                sum
            })
            .collect();
        Calendar { from, holidays, numbers }
    }

    /// The same calendar with a further list, such as a place's own for later years; days covered twice take either's
    /// bank holidays.
    ///
    /// # Errors
    /// A list that cannot be read, or that leaves days out between the two.
    pub fn with(&self, text: &str) -> Result<Calendar, CalendarError> {
        let more = Calendar::parse(text)?;
        let (first, second) = if self.from <= more.from { (self, &more) } else { (&more, self) };
        if second.from > first.end() {
            let iso = |number| Day::from_number(number).map(Day::iso).unwrap_or_default();
            return Err(CalendarError::Gap { ends: iso(first.end() - 1), begins: iso(second.from) });
        }
        let holidays = self.holidays.union(&more.holidays).copied().collect();
        Ok(Calendar::covering(first.from, first.end().max(second.end()) - 1, holidays))
    }

    /// The number of the day after the last day covered.
    fn end(&self) -> i32 {
        self.from.saturating_add(i32::try_from(self.numbers.len()).unwrap_or(i32::MAX))
    }

    /// The first and the last day whose bank holidays are known; `None` if none are.
    pub fn coverage(&self) -> Option<(Day, Day)> {
        let last = self.end().checked_sub(1).filter(|last| *last >= self.from)?;
        Some((Day::from_number(self.from)?, Day::from_number(last)?))
    }

    /// How many working days there are from the first day covered through this one; `None` outside the coverage.
    pub fn working_number(&self, day: Day) -> Option<i32> {
        let place = usize::try_from(day.number().checked_sub(self.from)?).ok()?;
        self.numbers.get(place).copied()
    }

    /// Working days from one day to another: the first is day nought, so that the same or the next weekend day gives
    /// nought. Negative if the second is earlier; `None` if one of them is outside the coverage.
    pub fn working_days(&self, from: Day, to: Day) -> Option<i32> {
        Some(self.working_number(to)? - self.working_number(from)?)
    }

    /// The rows of the table `calendar` for these days, both included.
    pub fn rows(&self, from: Day, to: Day) -> impl Iterator<Item = CalendarRow> {
        (from.number()..=to.number()).filter_map(Day::from_number).map(|day| CalendarRow {
            day: day.number(),
            ymd: ymd(day),
            working: self.working_number(day),
            plus_3_months: day.plus_months(3).number(),
            plus_6_months: day.plus_months(6).number(),
            plus_12_months: day.plus_months(12).number(),
        })
    }
}

/// Year, month and day as one number, which compares as days do and gives ages by subtraction: somebody is 16 from the
/// day on which the difference reaches 160,000.
pub fn ymd(day: Day) -> i32 {
    i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day_of_month())
}

#[cfg(test)]
mod tests {
    use model::day::Day;

    use super::{Calendar, CalendarError, ymd};

    fn day(text: &str) -> Day {
        Day::parse_iso(text).expect("a day")
    }

    /// Worked on a paper calendar.
    #[test]
    fn working_days_leave_out_weekends_and_bank_holidays() {
        let england = Calendar::england();
        for (from, to, days) in [
            ("2025-03-03", "2025-03-03", 0),  // the same Monday
            ("2025-03-03", "2025-03-07", 4),  // Monday to Friday
            ("2025-03-07", "2025-03-10", 1),  // Friday to Monday
            ("2025-03-08", "2025-03-10", 1),  // Saturday to Monday
            ("2025-03-07", "2025-03-09", 0),  // Friday to Sunday
            ("2024-12-24", "2025-01-02", 4),  // 27, 30, 31 December and 2 January
            ("2025-04-17", "2025-04-22", 1),  // over Easter
            ("2022-09-16", "2022-09-20", 1),  // the State Funeral on the 19th
            ("2023-05-05", "2023-05-09", 1),  // the Coronation on the 8th
            ("2020-05-07", "2020-05-11", 1),  // the early May holiday moved to Friday the 8th
            ("2021-12-24", "2021-12-29", 1),  // both Christmas days instead on the 27th and 28th
            ("2025-03-10", "2025-03-03", -5), // backwards
        ] {
            assert_eq!(england.working_days(day(from), day(to)), Some(days), "{from} to {to}");
        }
    }

    #[test]
    fn a_day_outside_the_coverage_has_no_number() {
        let england = Calendar::england();
        let (from, to) = england.coverage().unwrap();
        assert_eq!((from, to), (day("2019-01-01"), day("2027-12-31")));
        assert_eq!(england.working_number(from.plus_days(-1)), None);
        assert_eq!(england.working_number(to.plus_days(1)), None);
        assert_eq!(england.working_number(from), Some(0), "New Year's Day is none");
        assert_eq!(england.working_days(to, to.plus_days(3)), None);
    }

    #[test]
    fn a_place_extends_the_coverage_without_a_gap() {
        let england = Calendar::england();
        let longer = england.with("covers 2028-01-01 2028-01-31\n2028-01-03 New Year's Day\n").unwrap();
        assert_eq!(longer.coverage().unwrap().1, day("2028-01-31"));
        assert_eq!(longer.working_days(day("2027-12-31"), day("2028-01-04")), Some(1));
        let gap = england.with("covers 2029-01-01 2029-12-31\n2029-01-01\n");
        assert!(matches!(gap, Err(CalendarError::Gap { .. })), "{gap:?}");
        assert_eq!(Calendar::parse("2028-01-03"), Err(CalendarError::NoCoverage));
        assert!(matches!(Calendar::parse("soon"), Err(CalendarError::Line { line: 1, .. })));
    }

    #[test]
    fn months_later_are_clamped_to_the_end_of_the_month() {
        let england = Calendar::england();
        let row = |text| england.rows(day(text), day(text)).next().unwrap();
        let later = |text| {
            let row = row(text);
            [row.plus_3_months, row.plus_6_months, row.plus_12_months]
                .map(|n| Day::from_number(n).unwrap().iso())
        };
        assert_eq!(later("2024-11-30"), ["2025-02-28", "2025-05-30", "2025-11-30"]);
        assert_eq!(later("2023-11-30"), ["2024-02-29", "2024-05-30", "2024-11-30"]);
        assert_eq!(later("2024-08-31"), ["2024-11-30", "2025-02-28", "2025-08-31"]);
        assert_eq!(row("2024-02-29").ymd, 20_240_229);
        assert!(ymd(day("2026-02-28")) - ymd(day("2010-02-28")) >= 160_000, "16 today");
        assert!(ymd(day("2026-02-27")) - ymd(day("2010-02-28")) < 160_000, "16 tomorrow");
    }
}
