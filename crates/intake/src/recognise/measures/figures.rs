//! Figures in running text: which digits are values, and which are dates, ages, lengths of time, references.

use std::ops::Range;

use model::decimal::Decimal;

use super::cues::cues;

/// What a figure is printed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// With a percent sign.
    Percent,
    /// With a pound sign.
    Money,
    /// A number alone.
    Plain,
}

/// A figure and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Figure {
    /// Its bytes in the text, signs included.
    pub(crate) span: Range<usize>,
    /// As printed, white space folded: `99.7.0%`, `20 %`.
    pub(crate) stated: String,
    /// Its value; `None` if what is printed is not a number.
    pub(crate) value: Option<Decimal>,
    /// What it is printed as.
    pub(crate) kind: Kind,
}

impl Figure {
    /// Its value, if it is a whole number.
    pub(crate) fn whole(&self) -> Option<i64> {
        let value = self.value?;
        (value == value.round(0)).then(|| value.whole_part())
    }
}

/// The figures of a text that can be values, in order; nothing inside the `skip` spans (dates) is one.
pub(crate) fn figures(text: &str, skip: &[Range<usize>]) -> Vec<Figure> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(start) = next_digit(text, at) {
        let run = run_of_digits(text, start);
        at = run.end.max(start + 1);
        // Dates come in order: only the first that ends behind the digits can hold them.
        let next = skip.partition_point(|s| s.end <= run.start);
        let inside = skip.get(next).is_some_and(|s| s.start < run.end);
        if inside || joined_before(text, start) {
            continue;
        }
        if let Some(figure) = figure(text, run) {
            at = at.max(figure.span.end);
            out.push(figure);
        }
    }
    drop_ranges(text, &mut out);
    out
}

fn next_digit(text: &str, from: usize) -> Option<usize> {
    text.get(from..)?.find(|c: char| c.is_ascii_digit()).map(|i| from + i)
}

fn run_of_digits(text: &str, start: usize) -> Range<usize> {
    let rest = text.get(start..).unwrap_or("");
    let len = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
    let run = rest.get(..len).unwrap_or("").trim_end_matches(['.', ',']);
    start..start + run.len()
}

/// A letter, an underscore or a slash before the digits makes them part of a word, a reference, a date.
fn joined_before(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or("");
    let mut back = before.chars().rev();
    match back.next() {
        Some(c) if c.is_alphanumeric() || c == '_' => true,
        Some('/' | '.') => back.next().is_some_and(char::is_alphanumeric),
        Some('-' | '–') => back.next().is_some_and(char::is_alphabetic),
        _ => false,
    }
}

fn figure(text: &str, run: Range<usize>) -> Option<Figure> {
    let digits = text.get(run.clone())?;
    let after = text.get(run.end..)?;
    let money = text.get(..run.start)?.ends_with('£');
    let blank = after.len() - after.trim_start_matches(' ').len();
    if after.get(blank..)?.starts_with('%') {
        let stated = format!("{digits}%");
        let span = run.start..run.end + blank + 1;
        return Some(Figure { span, stated, value: Decimal::parse(digits), kind: Kind::Percent });
    }
    if after.starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '+' | '_')) || unit_follows(after) {
        return None;
    }
    if money {
        let span = run.start - '£'.len_utf8()..run.end;
        return Some(Figure {
            span,
            stated: format!("£{digits}"),
            value: Decimal::parse(digits),
            kind: Kind::Money,
        });
    }
    Some(Figure { span: run, stated: digits.to_owned(), value: Decimal::parse(digits), kind: Kind::Plain })
}

/// A length of time, an age or a distance is not a value.
fn unit_follows(after: &str) -> bool {
    let next = after.trim_start();
    let word: String = next
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '+'))
        .collect::<String>()
        .to_lowercase();
    cues().not_a_value.contains(&word)
}

/// `18 – 21`, `1 to 2`, `aged 16`: ends of a range and ages are not values.
fn drop_ranges(text: &str, figures: &mut Vec<Figure>) {
    let plain = |f: &Figure| f.kind == Kind::Plain;
    let mut dropped = vec![false; figures.len()];
    for (i, figure) in figures.iter().enumerate().filter(|(_, f)| plain(f)) {
        let near = text.get(..figure.span.start).unwrap_or("");
        let near = near.char_indices().rev().take(24).last().map_or("", |c| near.get(c.0..).unwrap_or(""));
        let before = near.trim_end().to_lowercase();
        let after = text.get(figure.span.end..).unwrap_or("").trim_start();
        let range_before =
            before.ends_with(['-', '–']) && ends_in_digit(before.trim_end_matches(['-', '–', ' ']));
        let range_after = after.strip_prefix(['-', '–']).is_some_and(|r| starts_with_digit(r.trim_start()));
        let to_after = after.strip_prefix("to ").is_some_and(|r| starts_with_digit(r) && !percent_follows(r));
        let numbered = [
            "aged",
            "age",
            "ages",
            "under",
            "para",
            "reg",
            "section",
            "phase",
            "stage",
            "stages",
            "appendix",
            "page",
            "version",
            "covid",
            "tier",
            "level",
            "key stage",
            "no.",
        ]
        .iter()
        .any(|w| before.ends_with(w) && !joined_word(&before, w));
        if let Some(slot) = dropped.get_mut(i) {
            *slot = range_before || range_after || to_after || numbered;
        }
    }
    // The upper end of `1 to 2 years` was dropped by its unit; its lower end by the range above.
    let mut keep = dropped.into_iter().map(|d| !d);
    figures.retain(|_| keep.next().unwrap_or(true));
}

fn joined_word(before: &str, word: &str) -> bool {
    before.strip_suffix(word).is_some_and(|rest| rest.ends_with(char::is_alphanumeric))
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

fn ends_in_digit(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit())
}

fn percent_follows(text: &str) -> bool {
    text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' ')).starts_with('%')
}

/// `X out of Y in time Z overdue`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Triple {
    /// In time.
    pub(crate) numerator: i64,
    /// In all.
    pub(crate) denominator: i64,
    /// Overdue, where printed.
    pub(crate) overdue: Option<i64>,
}

/// The first triple of a text and the bytes it takes.
pub(crate) fn triple(text: &str) -> Option<(Triple, Range<usize>)> {
    let lower = text.to_ascii_lowercase();
    let middle = lower.find("out of")?;
    let (start, numerator) = number_before(&lower, middle)?;
    let (end, denominator) = number_after(&lower, middle + "out of".len())?;
    let rest = lower.get(end..)?;
    let overdue_at = rest.find("overdue");
    let (end, overdue) = match overdue_at.and_then(|o| number_before(&lower, end + o).map(|(s, n)| (o, s, n)))
    {
        Some((o, s, n)) if s >= end => (end + o + "overdue".len(), Some(n)),
        _ => (end, None),
    };
    Some((Triple { numerator, denominator, overdue }, start..end))
}

fn number_before(text: &str, end: usize) -> Option<(usize, i64)> {
    let before = text.get(..end)?.trim_end();
    let start = before
        .rfind(|c: char| !c.is_ascii_digit() && c != ',')
        .map_or(0, |i| i + before.get(i..).and_then(|r| r.chars().next()).map_or(1, char::len_utf8));
    let number = before.get(start..)?.replace(',', "").parse().ok()?;
    Some((start, number))
}

fn number_after(text: &str, start: usize) -> Option<(usize, i64)> {
    let rest = text.get(start..)?;
    let skipped = rest.len() - rest.trim_start().len();
    let rest = rest.trim_start();
    let rest_digits = rest.strip_prefix("the ").unwrap_or(rest);
    let skipped = skipped + rest.len() - rest_digits.len();
    let len = rest_digits.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(rest_digits.len());
    let digits = rest_digits.get(..len)?.trim_end_matches(',');
    let number = digits.replace(',', "").parse().ok()?;
    Some((start + skipped + digits.len(), number))
}

#[cfg(test)]
mod tests {
    use super::{Triple, figures, triple};

    fn stated(text: &str) -> Vec<String> {
        figures(text, &[]).into_iter().map(|f| f.stated).collect()
    }

    #[test]
    fn values_are_told_from_ages_lengths_and_references() {
        assert_eq!(stated("0 children open 2 yrs + on a plan"), ["0"]);
        assert_eq!(
            stated("plans open 1 to 2 years and 2 years plus from 18.3% to at least 15%"),
            ["18.3%", "15%"]
        );
        assert_eq!(stated("18 – 21 = 90%"), ["90%"]);
        assert_eq!(stated("Aged 18-21: 44% (46% August)"), ["44%", "46%"]);
        assert_eq!(stated("20 % of agency; £12,836 a year; 1,422 children"), ["20%", "£12,836", "1,422"]);
        assert_eq!(
            stated("S47s, Reg 24, 16+ and 2021/22, stage 1, placed over 20 miles away"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_malformed_figure_keeps_its_print_and_has_no_value() {
        let found = figures("99.7.0%", &[]);
        assert_eq!(found.first().map(|f| (f.stated.as_str(), f.value)), Some(("99.7.0%", None)));
    }

    #[test]
    fn triples_keep_what_is_printed() {
        let t = |text| triple(text).map(|t| t.0);
        assert_eq!(
            t("298 out of 294 in time 96 overdue"),
            Some(Triple { numerator: 298, denominator: 294, overdue: Some(96) })
        );
        assert_eq!(t("55 out of 55 in time"), Some(Triple { numerator: 55, denominator: 55, overdue: None }));
        assert_eq!(t("out of hours"), None);
    }
}
