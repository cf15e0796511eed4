//! Days and months named in running text: `15th September 2021`, `w/c 6th December`, `July 1st 2022`, `in August`.
//!
//! Target dates have their own grammar in the model; this only finds when a sentence speaks of, so that a rule can
//! compare it with the day the sentence was written.

use model::day::{Day, MONTHS};

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
/// What may stand before a bare `May` or `March` for it to be a month.
const BEFORE_MONTH: &[&str] = &[
    "in",
    "by",
    "since",
    "from",
    "until",
    "till",
    "of",
    "for",
    "during",
    "end",
    "early",
    "late",
    "mid",
    "last",
    "next",
    "this",
    "and",
    "to",
    "or",
    "before",
    "after",
    "commencing",
    "following",
    "the",
];

struct Token<'t> {
    start: usize,
    text: &'t str,
}

impl Token<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn month(&self) -> Option<i8> {
        if !self.text.starts_with(char::is_uppercase) || self.text.len() < 3 {
            return None;
        }
        let lower = self.text.to_lowercase();
        let found = MONTHS.iter().position(|m| {
            let full = m.to_lowercase();
            lower == full || lower == full[..3] || (full.starts_with("sept") && lower == "sept")
        })?;
        i8::try_from(found + 1).ok()
    }

    /// A day of the month, and whether it was written with `st`, `nd`, `rd` or `th`.
    fn day(&self) -> Option<(i8, bool)> {
        let digits = self.text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let suffix = self.text.get(digits.len()..).unwrap_or("");
        let number: i8 = digits.parse().ok().filter(|n| (1..=31).contains(n))?;
        match suffix {
            "" => Some((number, false)),
            "st" | "nd" | "rd" | "th" => Some((number, true)),
            _ => None,
        }
    }

    fn year(&self) -> Option<i16> {
        self.text.parse().ok().filter(|y| self.text.len() == 4 && (1900..2100).contains(y))
    }

    fn short_year(&self, near: i16) -> Option<i16> {
        let short: i16 = self.text.parse().ok().filter(|_| self.text.len() == 2)?;
        let year = near - near.rem_euclid(100) + short;
        (year - near).abs().le(&6).then_some(year)
    }
}

/// The days and months a text names; a year that is not written is the one nearest to `near`.
pub(crate) fn mentions(text: &str, near: Day) -> Vec<Mention> {
    let tokens = tokens(text);
    let mut out: Vec<Mention> = Vec::new();
    let mut next_free = 0;
    for at in 0..tokens.len() {
        if at < next_free {
            continue;
        }
        let found = numeric(text, &tokens, at, near).or_else(|| worded(text, &tokens, at, near));
        if let Some((mention, after)) = found {
            next_free = after;
            out.push(mention);
        }
    }
    for i in 1..out.len() {
        lend_year(text, &mut out, i);
    }
    out
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                out.push(Token { start: from, text: &text[from..at] });
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// What stands between two neighbouring tokens.
fn gap<'t>(text: &'t str, tokens: &[Token<'_>], left: usize) -> Option<&'t str> {
    text.get(tokens.get(left)?.end()..tokens.get(left + 1)?.start)
}

/// `29/03/2021`, day first.
fn numeric(text: &str, tokens: &[Token<'_>], at: usize, near: Day) -> Option<(Mention, usize)> {
    let (day, month, year) = (tokens.get(at)?, tokens.get(at + 1)?, tokens.get(at + 2)?);
    let slashes = gap(text, tokens, at) == Some("/") && gap(text, tokens, at + 1) == Some("/");
    let (number, _) = day.day().filter(|_| slashes)?;
    let year_number = year.year().or_else(|| year.short_year(near.year()))?;
    let found = Day::new(year_number, month.text.parse().ok()?, number)?;
    let mention = Mention {
        start: day.start,
        end: year.end(),
        from: found,
        to: found,
        exact: true,
        year_given: true,
        weekday: None,
    };
    Some((mention, at + 3))
}

/// A month in words with what stands around it.
fn worded(text: &str, tokens: &[Token<'_>], at: usize, near: Day) -> Option<(Mention, usize)> {
    let month = tokens.get(at)?.month()?;
    let (mut first, mut last) = (at, at);
    let spaced = |left: usize| gap(text, tokens, left).is_some_and(|g| matches!(g.trim(), "" | "," | "-"));
    let mut day = None;
    if at >= 1 && spaced(at - 1) {
        let before = &tokens[at - 1];
        let split = at >= 2 && matches!(before.text, "st" | "nd" | "rd" | "th") && spaced(at - 2);
        if let Some((number, _)) = before.day() {
            (day, first) = (Some(number), at - 1);
        } else if let Some((number, false)) =
            tokens.get(at.wrapping_sub(2)).filter(|_| split).and_then(Token::day)
        {
            (day, first) = (Some(number), at - 2);
        }
    }
    let mut year = None;
    if let Some(next) = tokens.get(at + 1).filter(|_| spaced(at)) {
        let ordinal = day.is_none().then(|| next.day()).flatten().filter(|(_, ordinal)| *ordinal);
        if let Some(written) = next.year().or_else(|| next.short_year(near.year())) {
            (year, last) = (Some(written), at + 1);
        } else if let Some((number, _)) = ordinal {
            (day, last) = (Some(number), at + 1);
            year = tokens.get(at + 2).filter(|_| spaced(at + 1)).and_then(Token::year);
            last += usize::from(year.is_some());
        }
    }
    let bare = day.is_none() && year.is_none();
    if bare && matches!(month, 3 | 5) {
        let before = at.checked_sub(1).map(|before| tokens[before].text.to_lowercase())?;
        BEFORE_MONTH.contains(&before.as_str()).then_some(())?;
    }
    let weekday = first.checked_sub(1).and_then(|before| {
        let word = tokens[before].text.to_lowercase();
        WEEKDAYS.iter().position(|w| *w == word).and_then(|w| u8::try_from(w).ok())
    });
    let (from, to) = days(year, month, day, near)?;
    let (start, end) = (tokens[first].start, tokens[last].end());
    let mention = Mention { start, end, from, to, exact: day.is_some(), year_given: year.is_some(), weekday };
    Some((mention, last + 1))
}

/// First and last day of a day or month; without a year the nearest one.
fn days(year: Option<i16>, month: i8, day: Option<i8>, near: Day) -> Option<(Day, Day)> {
    let in_year = |year: i16| {
        let from = Day::new(year, month, day.unwrap_or(1))?;
        Some((from, if day.is_some() { from } else { from.month_end() }))
    };
    if let Some(year) = year {
        return in_year(year);
    }
    let distance = |(from, to): &(Day, Day)| {
        if *from <= near && near <= *to {
            0
        } else {
            near.days_since(*to).abs().min(from.days_since(near).abs())
        }
    };
    [near.year(), near.year() - 1, near.year() + 1].into_iter().filter_map(in_year).min_by_key(distance)
}

/// `24 November to 17 December 2015`: the first has the year of the second, or the one before it.
fn lend_year(text: &str, out: &mut [Mention], second: usize) {
    let (left, right) = out.split_at_mut(second);
    let (Some(a), Some(b)) = (left.last_mut(), right.first()) else { return };
    let between = text.get(a.end..b.start).unwrap_or("").trim();
    if a.year_given || !b.year_given || !matches!(between, "-" | "–" | "to" | "and" | "/" | "," | "or") {
        return;
    }
    let year = if a.from.month() > b.from.month() { b.from.year() - 1 } else { b.from.year() };
    if let Some(from) = Day::new(year, a.from.month(), a.from.day_of_month()) {
        (a.from, a.to) = (from, if a.exact { from } else { from.month_end() });
        a.year_given = true;
    }
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
            ("w/c 6th December", "6th December 2021-12-06 2021-12-06"),
            ("issued on 16/11/21 to all", "16/11/21 2021-11-16 2021-11-16"),
            ("Aug 21 37%", "Aug 21 2021-08-01 2021-08-31"),
            ("12 July 21", "12 July 21 2021-07-12 2021-07-12"),
            ("by the end of March", "March 2022-03-01 2022-03-31"),
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
    fn a_range_lends_its_year() {
        assert_eq!(
            found("24 November – 17 December 2015", "2016-07-19"),
            ["24 November 2015-11-24 2015-11-24", "17 December 2015 2015-12-17 2015-12-17"]
        );
    }
}
