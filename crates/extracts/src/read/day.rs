//! Days as extracts write them. The day stands before the month, as in England; nothing is guessed.

use model::day::{Day, MONTHS};

/// A day that was understood, and what had to be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Read {
    pub(crate) day: Day,
    pub(crate) how: How,
}

/// How a text gave a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// As the list asks for it, `dd/mm/yyyy`, or in the standard's form `yyyy-mm-dd`.
    Plain,
    /// With a time of day, which says nothing here.
    TimeLeftOut,
    /// With the month in letters, other separators, or without leading noughts.
    Otherwise,
    /// With a year of two digits.
    ShortYear,
}

/// Reads a day. A year of two digits lies in the hundred years up to ten years after `latest`.
pub(crate) fn read(text: &str, latest: Day) -> Option<Read> {
    if let Some(day) = plain(text.as_bytes()) {
        return Some(Read { day, how: How::Plain });
    }
    let text = text.trim();
    let (date, time) = split_time(text);
    let mut how = if time { How::TimeLeftOut } else { How::Plain };
    if let Some(day) = plain(date.as_bytes()) {
        return Some(Read { day, how });
    }
    let parts: Vec<&str> = date.split(['/', '-', '.', ' ', ',']).filter(|p| !p.is_empty()).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    if how == How::Plain {
        how = How::Otherwise;
    }
    if first.len() == 4 {
        let day = Day::new(first.parse().ok()?, month(second)?, third.parse().ok()?)?;
        return Some(Read { day, how });
    }
    let day_of_month = first.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
    let month = month(second)?;
    let year: i16 = third.parse().ok()?;
    let year = match third.len() {
        4 => year,
        2 => {
            how = How::ShortYear;
            let century = latest.year() - latest.year().rem_euclid(100);
            let same = century + year;
            if same > latest.year() + 10 { same - 100 } else { same }
        }
        _ => return None,
    };
    Day::new(year, month, day_of_month).map(|day| Read { day, how })
}

/// Reads a day with all the digits of its year.
pub(crate) fn whole(text: &str) -> Option<Day> {
    read(text, Day::new(2000, 1, 1)?).filter(|r| r.how != How::ShortYear).map(|r| r.day)
}

/// A number that a workbook shows as a day: days since 30 December 1899, between 1910 and 2100.
pub(crate) fn serial(number: f64) -> Option<Day> {
    (3654.0..73_051.0).contains(&number).then_some(())?;
    #[expect(clippy::cast_possible_truncation, reason = "the range was just looked at")]
    let days = number.floor() as i32;
    Day::from_number(days - 25_569)
}

/// `dd/mm/yyyy` or `yyyy-mm-dd`, to the letter.
fn plain(text: &[u8]) -> Option<Day> {
    let number = |part: &[u8]| {
        part.iter().try_fold(0_i16, |n, c| c.is_ascii_digit().then(|| n * 10 + i16::from(c - b'0')))
    };
    let small = |part: &[u8]| number(part).and_then(|n| i8::try_from(n).ok());
    match text {
        [d1, d2, b'/', m1, m2, b'/', year @ ..] if year.len() == 4 => {
            Day::new(number(year)?, small(&[*m1, *m2])?, small(&[*d1, *d2])?)
        }
        [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] => {
            Day::new(number(&[*y1, *y2, *y3, *y4])?, small(&[*m1, *m2])?, small(&[*d1, *d2])?)
        }
        _ => None,
    }
}

/// The text without a time of day at its end, and whether there was one.
fn split_time(text: &str) -> (&str, bool) {
    let cut = text.split_once('T').filter(|(d, _)| d.ends_with(|c: char| c.is_ascii_digit())).or_else(|| {
        let colon = text.find(':')?;
        let space = text.get(..colon)?.rfind(' ')?;
        Some((text.get(..space)?, text.get(space + 1..)?))
    });
    match cut {
        Some((date, time)) if time.starts_with(|c: char| c.is_ascii_digit()) => (date.trim(), true),
        _ => (text, false),
    }
}

fn month(text: &str) -> Option<i8> {
    if let Ok(number) = text.parse::<i8>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let lower = text.to_ascii_lowercase();
    if lower.len() < 3 {
        return None;
    }
    let place = MONTHS.iter().position(|m| {
        let name = m.to_ascii_lowercase();
        name.starts_with(&lower) || (lower == "sept" && name == "september")
    })?;
    i8::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::{How, read, serial};
    use model::day::Day;

    fn latest() -> Day {
        Day::new(2025, 9, 30).expect("a day")
    }

    #[test]
    fn days_in_the_spellings_of_the_real_world() {
        for (text, iso, how) in [
            ("31/03/2024", "2024-03-31", How::Plain),
            ("2024-03-31", "2024-03-31", How::Plain),
            ("2024-03-31T00:00:00", "2024-03-31", How::TimeLeftOut),
            ("31/03/2024 00:00", "2024-03-31", How::TimeLeftOut),
            ("31/03/2024 10:15:00 AM", "2024-03-31", How::TimeLeftOut),
            ("1/3/2024", "2024-03-01", How::Otherwise),
            ("31-Mar-2024", "2024-03-31", How::Otherwise),
            ("31 March 2024", "2024-03-31", How::Otherwise),
            ("31.03.2024", "2024-03-31", How::Otherwise),
            ("3rd Sept 2024", "2024-09-03", How::Otherwise),
            ("31/03/24", "2024-03-31", How::ShortYear),
            ("31/03/36", "1936-03-31", How::ShortYear),
            ("29/02/2024", "2024-02-29", How::Plain),
        ] {
            let got = read(text, latest()).map(|r| (r.day.iso(), r.how));
            assert_eq!(got, Some((iso.to_owned(), how)), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_no_day() {
        // The month does not come first here, so that 12/31 is no day and 03/04 is in April.
        for text in [
            "",
            "12/31/2024",
            "29/02/2023",
            "31/04/2024",
            "2024",
            "ongoing",
            "1/2",
            "00/00/0000",
            "31/03/124",
        ] {
            assert_eq!(read(text, latest()), None, "{text}");
        }
    }

    #[test]
    fn a_workbooks_count_of_days() {
        // 45382 is 31 March 2024 by the count of days that Excel keeps.
        assert_eq!(serial(45_382.0).map(Day::iso).as_deref(), Some("2024-03-31"));
        assert_eq!(serial(45_382.75).map(Day::iso).as_deref(), Some("2024-03-31"));
        assert_eq!(serial(12.0), None);
    }
}
