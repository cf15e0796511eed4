//! One date or period inside a text: `29/11/2021`, `Early August 2021`, `Q2 2024/25`, `last month`.

use crate::day::Day;

use super::calendar::{self, Calendar, Part, Week};
use super::lex::{Kind, Token};
use super::prefix::prefix;
use super::words::{BEGINNINGS, COUNTS, MONTHS, ORDINALS, WEEKDAYS};

/// A date or period recognised at some tokens; its year may still be open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Atom {
    /// First token.
    pub(super) first: usize,
    /// The token after the last.
    pub(super) next: usize,
    /// Which stretch of a year.
    pub(super) calendar: Calendar,
    /// The year, where one is given.
    pub(super) year: Option<i16>,
    /// Which part of it.
    pub(super) part: Part,
    /// Whether a week around it is meant.
    pub(super) week: Week,
}

/// What the reader of atoms needs to know beside the tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// The document's own day, if known.
    pub(super) context: Option<Day>,
    /// Running prose, where a month's name must look like one.
    pub(super) prose: bool,
    /// A date from which time is counted, which is not counted itself: however long a text of `one day after one day
    /// after …` is, each word is looked at once.
    pub(super) counted: bool,
}

impl Setting {
    /// A cell or phrase of dates, in a document of that day.
    pub(super) fn phrase(context: Option<Day>) -> Setting {
        Setting { context, prose: false, counted: false }
    }

    /// Running text in a document of that day.
    pub(super) fn prose(context: Option<Day>) -> Setting {
        Setting { prose: true, ..Setting::phrase(context) }
    }
}

type Core = (usize, Calendar, Option<i16>);

/// The longest date or period that begins at token `i`.
pub(super) fn atom(tokens: &[Token], i: usize, setting: Setting) -> Option<Atom> {
    let begins = match tokens.get(i)? {
        number if number.kind == Kind::Number => true,
        word => word.kind == Kind::Word && word.among(BEGINNINGS),
    };
    if !begins {
        return None;
    }
    let (part, week, j) = prefix(tokens, i);
    let found = core(tokens, j, part, setting);
    match found {
        Some((next, calendar, year)) => Some(Atom { first: i, next, calendar, year, part, week }),
        None if j > i => core(tokens, i, Part::Whole, setting).map(|(next, calendar, year)| Atom {
            first: i,
            next,
            calendar,
            year,
            part: Part::Whole,
            week: Week::No,
        }),
        None => None,
    }
}

/// Whether there is a token here and it is one of these.
pub(super) fn is(tokens: &[Token], i: usize, any: &[&str]) -> bool {
    tokens.get(i).is_some_and(|t| t.is(any))
}

fn core(tokens: &[Token], i: usize, part: Part, setting: Setting) -> Option<Core> {
    // A number opens other dates than a word; a mark opens none.
    let candidates = match tokens.get(i)?.kind {
        Kind::Mark => return None,
        // `40 families`: in prose, a number before any other word can only be a year.
        Kind::Number if setting.prose && counts_something(tokens, i) => return bare_year(tokens, i),
        Kind::Number => [
            iso(tokens, i),
            numeric(tokens, i),
            day_month(tokens, i, setting),
            split_year(tokens, i, false),
            quarter(tokens, i),
            relative(tokens, i, setting),
            bare_year(tokens, i),
        ],
        Kind::Word => [
            day_month(tokens, i, setting),
            month_first(tokens, i, part, setting),
            split_year(tokens, i, false),
            quarter(tokens, i),
            season(tokens, i, setting),
            current(tokens, i, part, setting),
            relative(tokens, i, setting).or_else(|| named(tokens, i, setting)),
        ],
    };
    candidates.into_iter().flatten().max_by_key(|(next, _, _)| *next)
}

/// Whether what follows this number is a word that belongs to no date.
fn counts_something(tokens: &[Token], i: usize) -> bool {
    let word = tokens.get(i + 1).filter(|t| t.kind == Kind::Word);
    word.is_some_and(|t| !t.among(BEGINNINGS) && !t.is(ORDINALS))
}

/// `2021-11-29`, `2021-11`.
fn iso(tokens: &[Token], i: usize) -> Option<Core> {
    let year = tokens.get(i)?.number(4..=4).filter(|y| plausible(*y))?;
    let dash = |k: usize| tokens.get(k).is_some_and(|t| t.glued && t.text == "-");
    let part = |k: usize| tokens.get(k).filter(|t| t.glued).and_then(|t| t.number(2..=2));
    let month = dash(i + 1).then(|| part(i + 2)).flatten().filter(|m| (1..=12).contains(m))?;
    if let Some(day) = dash(i + 3).then(|| part(i + 4)).flatten() {
        let on = Day::new(year, month as i8, i8::try_from(day).ok()?)?;
        return Some((i + 5, Calendar::Fixed(on, on), None));
    }
    (month <= year % 100).then_some(())?;
    (split(year, tokens.get(i + 2)?).is_none()).then_some((i + 3, Calendar::Month(month as i8), Some(year)))
}

/// `29/11/2021`, `14.03.24`, `29-11-21`: the day comes first.
fn numeric(tokens: &[Token], i: usize) -> Option<Core> {
    let (day, month) = (tokens.get(i)?.number(1..=2)?, tokens.get(i + 2)?.number(1..=2)?);
    let mark = tokens.get(i + 1).filter(|t| t.is(&["/", ".", "-"]))?;
    let again = tokens.get(i + 3).filter(|t| t.text == mark.text)?;
    let year = tokens.get(i + 4)?;
    if mark.text != "/" && !(mark.glued && again.glued && year.glued) {
        return None;
    }
    let digits = tokens.get(i)?.text.len() + tokens.get(i + 2)?.text.len() + year.text.len();
    if mark.text == "." && digits < 6 {
        return None;
    }
    if tokens.get(i + 5).is_some_and(|t| t.glued && (t.kind == Kind::Number || t.text == mark.text)) {
        return None;
    }
    let on = Day::new(year_of(year)?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)?;
    Some((i + 5, Calendar::Fixed(on, on), None))
}

/// `16th August 2021`, `Friday 14th January`, `09 Sept 21`, `29-Nov-21`, `24 - 26 March 2021` from the second number.
fn day_month(tokens: &[Token], i: usize, setting: Setting) -> Option<Core> {
    let weekday = tokens.get(i).and_then(|t| index_of(&WEEKDAYS, t)).and_then(|n| u8::try_from(n).ok());
    let mut j = i;
    if weekday.is_some() {
        j += 1;
        while is(tokens, j, &[",", "the"]) {
            j += 1;
        }
    }
    let day = tokens.get(j)?.number(1..=2).filter(|d| (1..=31).contains(d))?;
    j += 1;
    let ordinal = is(tokens, j, ORDINALS);
    j += usize::from(ordinal);
    while is(tokens, j, &["of"])
        || (is(tokens, j, &["-", "/", "."]) && tokens.get(j).is_some_and(|t| t.glued))
    {
        j += 1;
    }
    let month = month_at(tokens, j)?;
    if setting.prose && !ordinal && !tokens.get(j)?.capital {
        return None;
    }
    let (next, year) = year_after(tokens, j + 1, setting, true);
    Some((next, Calendar::Day { month, day: i8::try_from(day).ok()?, weekday }, year))
}

/// `August 2021`, `Sept-2021`, `Oct 21`, `July 1st 2022`, `March`.
fn month_first(tokens: &[Token], i: usize, part: Part, setting: Setting) -> Option<Core> {
    let month = month_at(tokens, i)?;
    let token = tokens.get(i)?;
    // A day after the month: with its ordinal, or before a comma and a year, or too unlikely as a year.
    if let Some(day) = tokens.get(i + 1).and_then(|t| t.number(1..=2)).filter(|d| (1..=31).contains(d)) {
        let ordinal = is(tokens, i + 2, ORDINALS);
        let (next, year) = year_after(tokens, i + 2 + usize::from(ordinal), setting, true);
        let comma = is(tokens, i + 2, &[","]) && year.is_some();
        let unlikely = tokens.get(i + 1).is_some_and(|t| t.text.len() == 1)
            || setting.context.is_some_and(|c| (2000 + day - c.year()).abs() > 5);
        if ordinal || comma || (unlikely && !setting.prose) || (year.is_some() && next > i + 2) {
            return Some((next, Calendar::Day { month, day: i8::try_from(day).ok()?, weekday: None }, year));
        }
    }
    let (next, year) = year_after(tokens, i + 1, setting, false);
    if year.is_none() && setting.prose && part == Part::Whole && !looks_like_a_month(tokens, i, token) {
        return None;
    }
    Some((next, Calendar::Month(month), year))
}

/// In prose a lone month is capital; those that are also words, and the short ones, need a preposition before them.
fn looks_like_a_month(tokens: &[Token], i: usize, token: &Token) -> bool {
    let led = i.checked_sub(1).is_some_and(|p| {
        is(
            tokens,
            p,
            &[
                "in", "by", "during", "since", "from", "until", "of", "and", "to", "for", "/", "-", "last",
                "next", "this", "till",
            ],
        )
    });
    token.capital
        && (led || !(token.is(&["may", "march"]) || token.text.len() <= 4 && !token.is(&["june", "july"])))
}

/// `2021/22`, `2020/2021`, `2021-22`, with or without `financial year` or `FY` before it; `short`: `21/22` will do.
fn split_year(tokens: &[Token], i: usize, short: bool) -> Option<Core> {
    let mut j = i;
    let mut academic = false;
    if is(tokens, j, &["fy"]) {
        j += 1;
    } else if is(tokens, j, &["financial", "academic", "school", "municipal"]) && is(tokens, j + 1, &["year"])
    {
        academic = is(tokens, j, &["academic", "school"]);
        j += 2;
    }
    let short = (short || j > i) && tokens.get(j + 2).is_some_and(|t| t.number(2..=2).is_some());
    let two = || tokens.get(j)?.number(2..=2).filter(|_| short).map(|y| 2000 + y);
    let first = tokens.get(j)?.number(4..=4).or_else(two).filter(|y| plausible(*y))?;
    tokens.get(j + 1).filter(|t| t.is(&["/", "-"]))?;
    let second = tokens.get(j + 2)?;
    let years = split(first, second)?;
    if tokens.get(j + 3).is_some_and(|t| t.glued && t.kind != Kind::Mark) {
        return None;
    }
    let calendar = if academic { Calendar::AcademicYear } else { Calendar::FinancialYear(years) };
    Some((j + 3, calendar, Some(first)))
}

/// How many years a split year spans: 1 for `2021/22`.
fn split(first: i16, second: &Token) -> Option<i8> {
    let years = match second.text.len() {
        2 => (second.number(2..=2)? - first % 100).rem_euclid(100),
        4 => second.number(4..=4)?.checked_sub(first)?,
        _ => return None,
    };
    (1..=5).contains(&years).then(|| i8::try_from(years).ok()).flatten()
}

/// `Q2 2024/25` (of the financial year), `quarter 3 2024` (of the calendar year), `Q3` (of the financial year).
fn quarter(tokens: &[Token], i: usize) -> Option<Core> {
    let (quarter, mut j) = if is(tokens, i, &["q", "qtr", "quarter"]) {
        (tokens.get(i + 1)?.number(1..=1)?, i + 2)
    } else if let Some(n) = tokens.get(i).and_then(|t| t.number(1..=1)) {
        let named = is(tokens, i + 1, ORDINALS) && is(tokens, i + 2, &["quarter", "qtr"]);
        named.then_some((n, i + 3))?
    } else {
        let n = ["first", "second", "third", "fourth"].iter().position(|w| is(tokens, i, &[w]))?;
        is(tokens, i + 1, &["quarter", "qtr"]).then_some((i16::try_from(n).ok()? + 1, i + 2))?
    };
    let quarter = i8::try_from(quarter).ok().filter(|q| (1..=4).contains(q))?;
    let end = j;
    while is(tokens, j, &["of", "the", ",", "-", "("]) {
        j += 1;
    }
    if let Some((next, _, Some(year))) = split_year(tokens, j, true) {
        return Some((next, Calendar::FinancialQuarter(quarter), Some(year)));
    }
    if let Some((next, _, Some(year))) = bare_year(tokens, j) {
        return Some((next, Calendar::Quarter(quarter), Some(year)));
    }
    Some((end, Calendar::FinancialQuarter(quarter), None))
}

/// `spring 2022`, `autumn term 2021`, `winter 2021/22`, `October half term`.
fn season(tokens: &[Token], i: usize, setting: Setting) -> Option<Core> {
    let half = |k: usize| is(tokens, k, &["half"]).then(|| k + 1 + usize::from(is(tokens, k + 1, &["-"])));
    if let Some(k) = half(i + 1).filter(|k| is(tokens, *k, &["term"])) {
        let month = match tokens.get(i)?.text.as_ref() {
            "october" | "oct" | "autumn" => 10,
            "february" | "feb" | "spring" => 2,
            "may" | "summer" => 5,
            _ => return None,
        };
        let (next, year) = year_after(tokens, k + 1, setting, false);
        return Some((next, Calendar::HalfTerm(month), year));
    }
    let season = match tokens.get(i)?.text.as_ref() {
        "spring" => 0,
        "summer" => 1,
        "autumn" => 2,
        "winter" => 3,
        _ => return None,
    };
    let term = is(tokens, i + 1, &["term"]);
    let after = i + 1 + usize::from(term);
    let (next, year) = match split_year(tokens, after, true) {
        Some((next, _, year)) => (next, year.map(|y| if term && season < 2 { y + 1 } else { y })),
        None => year_after(tokens, after, setting, false),
    };
    if setting.prose && !term && year.is_none() {
        return None;
    }
    Some((next, if term { Calendar::Term(season) } else { Calendar::Season(season) }, year))
}

/// `end of the financial year`, `last month`, `next quarter`, `end of term`: around the document's own day.
fn current(tokens: &[Token], i: usize, part: Part, setting: Setting) -> Option<Core> {
    let context = setting.context?;
    let (shift, mut j) = match tokens.get(i)?.text.as_ref() {
        "last" | "previous" => (-1, i + 1),
        "this" | "current" => (0, i + 1),
        "next" | "following" => (1, i + 1),
        _ if part != Part::Whole => (0, i),
        _ => (0, i),
    };
    let led = j > i || part != Part::Whole;
    let mut kind = "";
    if let Some(t) =
        tokens.get(j).filter(|t| t.is(&["financial", "academic", "school", "calendar", "municipal"]))
    {
        kind = &t.text;
        j += 1;
    }
    let unit = tokens.get(j).map_or("", |t| t.text.as_ref());
    let ends = is(tokens, j + 1, &["end"]) || (is(tokens, j + 1, &["-"]) && is(tokens, j + 2, &["end"]));
    let length = if is(tokens, j + 1, &["end"]) { 2 } else { 3 };
    if unit == "year" && ends && !led {
        let year = calendar::financial_year(context);
        let end = Day::new(year + 1, 3, 31)?;
        return Some((j + length, Calendar::Fixed(end, end), None));
    }
    if unit == "fy" && led {
        kind = "financial";
    }
    led.then_some(())?;
    let (from, to) = calendar::around(context, kind, unit, shift)?;
    Some((j + 1, Calendar::Fixed(from, to), None))
}

/// `within 3 months`, `in six weeks`, `next two months`: counted from the document's own day. Not in prose, where
/// they speak of rules rather than dates.
fn relative(tokens: &[Token], i: usize, setting: Setting) -> Option<Core> {
    let context = setting.context.filter(|_| !setting.prose && !setting.counted)?;
    let mut j = i;
    while is(tokens, j, &["within", "in", "next", "the", "a", "period", "of"]) && j < i + 4 {
        j += 1;
    }
    let counted = tokens.get(j)?;
    let n = counted
        .number(1..=2)
        .or_else(|| COUNTS.iter().position(|w| *w == counted.text).and_then(|p| i16::try_from(p + 1).ok()));
    // "within a month", "within the next month"
    let (n, unit_at) = match n {
        Some(n) => (n, j + 1),
        None if j > i && is(tokens, i, &["within"]) => (1, j),
        None => return None,
    };
    let unit_at = unit_at + usize::from(is(tokens, unit_at, &["working", "calendar"]));
    let to = calendar::after(context, i32::from(n), &tokens.get(unit_at)?.text)?;
    // "months'" and "6 months time"
    let next = unit_at + 1;
    if is(tokens, next, &["of", "from", "after", "following"]) {
        // Counted from another date where one follows; from an event we do not know otherwise.
        let base = atom(tokens, next + 1, Setting { counted: true, ..setting });
        let base = base.filter(|a| a.year.is_some() || a.calendar.is_fixed())?;
        let (_, start) = base.calendar.span(base.year.unwrap_or(0))?;
        let to = calendar::after(start, i32::from(n), &tokens.get(unit_at)?.text)?;
        return Some((base.next, Calendar::Fixed(start, to), None));
    }
    let rhythm = i.checked_sub(1).is_some_and(|p| is(tokens, p, &["every", "each"]));
    (!rhythm && (j > i || !is(tokens, next, &["review", "old"]))).then_some((
        next,
        Calendar::Fixed(context, to),
        None,
    ))
}

/// `the new year`, `immediately`, `Christmas 2021`, `Easter`.
fn named(tokens: &[Token], i: usize, setting: Setting) -> Option<Core> {
    let mut j = i;
    while is(tokens, j, &["the"]) {
        j += 1;
    }
    let calendar = match tokens.get(j)?.text.as_ref() {
        "immediately" | "immediate" if !setting.prose => {
            let context = setting.context?;
            return Some((j + 1, Calendar::Fixed(context, context), None));
        }
        "new" if is(tokens, j + 1, &["year"]) => {
            let context = setting.context?;
            let year = if context.month() <= 2 { context.year() } else { context.year() + 1 };
            return Some((j + 2, Calendar::Month(1), Some(year)));
        }
        "christmas" | "xmas" => Calendar::Christmas,
        "easter" => Calendar::Easter,
        _ => return None,
    };
    let (next, year) = year_after(tokens, j + 1, setting, false);
    Some((next, calendar, year))
}

/// `2022`.
fn bare_year(tokens: &[Token], i: usize) -> Option<Core> {
    let token = tokens.get(i)?;
    let year = token.number(4..=4).filter(|y| (1990..=2079).contains(y))?;
    let apart = tokens
        .get(i + 1)
        .is_none_or(|t| !(t.glued && t.is(&[".", ",", "/", "%", ":"]) && glued_number(tokens, i + 2)));
    let inside = i.checked_sub(1).is_some_and(|p| is(tokens, p, &["£", ".", ",", "/", "-"]) && token.glued);
    let inside = inside
        && (is(tokens, i.saturating_sub(1), &["£"])
            || i.checked_sub(2).is_some_and(|p| is_number(tokens, p)));
    (apart && !inside).then_some((i + 1, Calendar::Year, Some(year)))
}

fn is_number(tokens: &[Token], i: usize) -> bool {
    tokens.get(i).is_some_and(|t| t.kind == Kind::Number && t.text.len() < 3)
}

fn glued_number(tokens: &[Token], i: usize) -> bool {
    tokens.get(i).is_some_and(|t| t.glued && t.kind == Kind::Number)
}

fn index_of(table: &[&[&str]], token: &Token) -> Option<usize> {
    table.iter().position(|words| token.is(words))
}

fn month_at(tokens: &[Token], i: usize) -> Option<i8> {
    index_of(&MONTHS, tokens.get(i)?).and_then(|m| i8::try_from(m + 1).ok())
}

fn plausible(year: i16) -> bool {
    (1900..=2100).contains(&year)
}

/// A year of two or four digits.
fn year_of(token: &Token) -> Option<i16> {
    token.number(4..=4).filter(|y| plausible(*y)).or_else(|| token.number(2..=2).map(|y| 2000 + y))
}

/// The year that may follow a month: ` 2021`, `-2021`, `. 2021`, `, 2021`, ` '21`, ` 21`.
/// `after_day`: a day was read already, so that a number of two digits can only be the year.
fn year_after(tokens: &[Token], i: usize, setting: Setting, after_day: bool) -> (usize, Option<i16>) {
    let mut j = i;
    if is(tokens, j, &["."]) && tokens.get(j).is_some_and(|t| t.glued) {
        j += 1;
    }
    let mut marked = false;
    while j < i + 3 && (is(tokens, j, &[",", "'", "of", "("]) || is(tokens, j, &["-", "/"])) {
        // A mark must be glued to the month or the year, or it joins two dates.
        if is(tokens, j, &["-", "/"]) && !tokens.get(j).is_some_and(|t| t.glued) {
            break;
        }
        marked = true;
        j += 1;
    }
    let Some(token) = tokens.get(j) else { return (i, None) };
    if marked && is(tokens, j - 1, &["-", "/"]) && !token.glued {
        return (i, None);
    }
    if let Some(year) = token.number(4..=4).filter(|y| plausible(*y)) {
        return (j + 1, Some(year));
    }
    let short = token.number(2..=2).filter(|_| !(marked && is(tokens, j - 1, &[",", "of", "("])));
    let Some(short) = short else { return (i, None) };
    let far =
        setting.context.is_some_and(|c| (2000 + short - c.year()).abs() > if after_day { 30 } else { 5 });
    let next_is_more = tokens.get(j + 1).is_some_and(|t| {
        t.is(ORDINALS)
            || month_at(tokens, j + 1).is_some() && !after_day && !setting.prose && short <= 31 && far
            || t.text == "%"
            || (t.glued && t.is(&[".", "/", ":"]) && glued_number(tokens, j + 2))
            || (setting.prose
                && t.kind == Kind::Word
                && !t.capital
                && !t.is(&["and", "to", "or", "was", "is"]))
    });
    if far || next_is_more { (i, None) } else { (j + 1, Some(2000 + short)) }
}
