//! The one place where the program reads the clock and draws randomness.

use jiff::tz::TimeZone;
use model::day::Day;

/// Today in England.
pub(crate) fn today() -> Day {
    let london = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    let date = jiff::Timestamp::now().to_zoned(london).date();
    Day::from(date)
}

/// Milliseconds since 1970, UTC.
pub(crate) fn now_ms() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}
