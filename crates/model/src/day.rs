//! A calendar day in England.

use serde::{Deserialize, Serialize};
use std::fmt;

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// A calendar day (proleptic Gregorian, no time of day, no time zone).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(Date);

/// The names of the months as they are written in full.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Day {
    /// The day with this year (0 to 9999), month (1 to 12) and day of month; `None` if there is no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Day> {
        if !(0..=9999).contains(&year) {
            return None;
        }
        Date::new(year, month, day).ok().map(Day)
    }

    /// Reads `2021-11-29`.
    pub fn parse_iso(text: &str) -> Option<Day> {
        let mut parts = text.split('-');
        let (y, m, d) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || y.len() != 4 || m.len() != 2 || d.len() != 2 {
            return None;
        }
        Day::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)
    }

    /// The day as `2021-11-29`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year(), self.month(), self.day_of_month())
    }

    /// Days since 1 January 1970 (negative before): how the store keeps a day.
    pub fn number(self) -> i32 {
        let epoch = Date::constant(1970, 1, 1);
        self.0.since(epoch).map_or(0, |span| span.get_days())
    }

    /// The day that many days after 1 January 1970; `None` outside the years 0 to 9999.
    pub fn from_number(days: i32) -> Option<Day> {
        let span = Span::new().try_days(i64::from(days)).ok()?;
        let date = Date::constant(1970, 1, 1).checked_add(span).ok()?;
        (date.year() >= 0).then_some(Day(date))
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    pub fn day_of_month(self) -> i8 {
        self.0.day()
    }

    /// Monday as 0 to Sunday as 6.
    pub fn weekday(self) -> u8 {
        u8::try_from(self.0.weekday().to_monday_zero_offset()).unwrap_or(0)
    }

    /// Whether the day is a Saturday or a Sunday.
    pub fn is_weekend(self) -> bool {
        matches!(self.0.weekday(), Weekday::Saturday | Weekday::Sunday)
    }

    /// The first day of this day's month.
    pub fn month_start(self) -> Day {
        Day(self.0.first_of_month())
    }

    /// The last day of this day's month.
    pub fn month_end(self) -> Day {
        Day(self.0.last_of_month())
    }

    /// The day this many days later (earlier if negative), held within the years 0 to 9999.
    pub fn plus_days(self, days: i32) -> Day {
        Day(self.0.saturating_add(i64::from(days).days()))
    }

    /// The same day of the month this many months later (the month's last day where it is shorter).
    pub fn plus_months(self, months: i32) -> Day {
        Day(self.0.saturating_add(i64::from(months).months()))
    }

    /// Whole days from `earlier` to this day (negative if `earlier` is later).
    pub fn days_since(self, earlier: Day) -> i32 {
        self.number() - earlier.number()
    }

    /// The day as printed in running text: `29 November 2021`.
    pub fn long(self) -> String {
        let month = MONTHS.get(usize::try_from(self.month() - 1).unwrap_or(0)).unwrap_or(&"");
        format!("{} {} {}", self.day_of_month(), month, self.year())
    }

    /// The day as printed in tables: `29 Nov 2021`.
    pub fn short(self) -> String {
        let month = MONTHS.get(usize::try_from(self.month() - 1).unwrap_or(0)).unwrap_or(&"   ");
        format!("{} {} {}", self.day_of_month(), &month[..3], self.year())
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Day {
        Day(date)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.long())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn a_number_far_from_any_day_is_no_day() {
        assert_eq!(Day::from_number(i32::MIN), None);
        assert_eq!(Day::from_number(i32::MAX), None);
        assert_eq!(Day::from_number(0).map(Day::iso).as_deref(), Some("1970-01-01"));
    }

    #[test]
    fn a_day_survives_its_number_and_its_iso_form() {
        for n in [-800, -1, 0, 1, 15_340, 18_960, 60_000] {
            let day = Day::from_number(n).unwrap();
            assert_eq!(day.number(), n);
            assert_eq!(Day::parse_iso(&day.iso()), Some(day));
        }
        assert_eq!(Day::new(2021, 11, 29).unwrap().number(), 18_960);
        assert_eq!(Day::new(2021, 2, 29), None);
    }

    #[test]
    fn months_end_where_the_calendar_says() {
        assert_eq!(Day::new(2024, 2, 3).unwrap().month_end(), Day::new(2024, 2, 29).unwrap());
        assert_eq!(Day::new(2021, 1, 31).unwrap().plus_months(1), Day::new(2021, 2, 28).unwrap());
        assert_eq!(Day::new(2016, 6, 26).unwrap().weekday(), 6);
        assert_eq!(Day::new(2021, 11, 29).unwrap().short(), "29 Nov 2021");
    }
}
