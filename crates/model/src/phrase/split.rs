//! A cell of target dates cut into its phrases, exactly as written.

use super::atom::Setting;
use super::lex::{Kind, Token, fold, lex};
use super::replaced;
use super::scan::{Joint, joint, scan};
use super::words::{ADVERBS, COMPLETED, MILESTONES, ONGOING, ONWARDS, OPENERS, STARTERS, UNKNOWN};

/// One phrase of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Exactly as written, white space folded.
    pub text: String,
    /// It was struck through (`~~`, `<s>`, `<del>`): replaced by the phrase after it.
    pub struck: bool,
}

/// Cuts run-on text into its phrases: `July 2021 July 2021 October 2021` is three, `From August 2021-Jan 2022`,
/// `Dec 2021/Jan 2022` and `October 2021 and March 2022` are one each. No words are lost.
pub fn split_cell(cell: &str) -> Vec<String> {
    split_written(cell).into_iter().map(|w| w.text).collect()
}

/// Like [`split_cell`], with what is struck through marked as such.
pub fn split_written(cell: &str) -> Vec<Written> {
    let mut phrases = Vec::new();
    for (text, struck) in strikes(cell) {
        for (piece, gone) in replaced::apart(&text).unwrap_or_else(|| vec![(text, false)]) {
            let struck = struck || gone;
            phrases.extend(cut(&piece).into_iter().map(|text| Written { text, struck }));
        }
    }
    phrases
}

/// The stretches of a cell and whether each is struck through.
fn strikes(cell: &str) -> Vec<(String, bool)> {
    let mut stretches = Vec::new();
    let mut rest = cell;
    loop {
        let open = [("~~", "~~"), ("<s>", "</s>"), ("<del>", "</del>"), ("<strike>", "</strike>")]
            .into_iter()
            .filter_map(|(open, close)| rest.find(open).map(|at| (at, open, close)))
            .min_by_key(|(at, ..)| *at);
        let Some((at, open, close)) = open else { break };
        let (before, after) = (&rest[..at], &rest[at + open.len()..]);
        let Some(length) = after.find(close) else { break };
        stretches.push((before.to_owned(), false));
        stretches.push((after[..length].to_owned(), true));
        rest = &after[length + close.len()..];
    }
    stretches.push((rest.to_owned(), false));
    stretches
}

/// What a phrase hangs on: a date, or a word that stands for one.
#[derive(Clone, Copy)]
struct Unit {
    first: usize,
    next: usize,
    kind: UnitKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum UnitKind {
    Date,
    Ongoing,
    Rhythm,
    Unknown,
    Completed,
}

fn cut(text: &str) -> Vec<String> {
    let tokens = lex(text);
    let units = units(&tokens);
    let mut starts = vec![0];
    for (k, pair) in units.windows(2).enumerate() {
        if let [u, v] = pair {
            let crowded = units.get(k + 2).is_some_and(|w| w.first == v.next && w.kind == UnitKind::Date);
            starts.extend(boundary(&tokens, *u, *v, crowded));
        }
    }
    starts.push(tokens.len());
    let slice = |pair: &[usize]| {
        let [a, b] = pair else { return None };
        let (first, last) = (tokens.get(*a)?, tokens.get(b.checked_sub(1)?)?);
        let phrase = fold(text.get(first.start..last.end)?);
        let phrase = phrase.trim_matches(|c: char| c == ';' || c == '|' || c.is_whitespace()).to_owned();
        (!phrase.is_empty()).then_some(phrase)
    };
    starts.windows(2).filter_map(slice).collect()
}

fn units(tokens: &[Token]) -> Vec<Unit> {
    // Which words are dates does not depend on the document's day, except that year-less ones need any day at all.
    let context = crate::day::Day::new(2020, 6, 15);
    let dates = scan(tokens, Setting::phrase(context));
    let mut units: Vec<Unit> =
        dates.iter().map(|d| Unit { first: d.first, next: d.next, kind: UnitKind::Date }).collect();
    for (i, token) in tokens.iter().enumerate() {
        let kind = match token {
            t if t.is(ONGOING) => UnitKind::Ongoing,
            t if t.is(ADVERBS) => UnitKind::Rhythm,
            t if t.is(UNKNOWN) => UnitKind::Unknown,
            t if t.is(COMPLETED) => UnitKind::Completed,
            _ => continue,
        };
        let before = dates.partition_point(|d| d.first <= i).checked_sub(1).and_then(|at| dates.get(at));
        if before.is_none_or(|d| d.next <= i) {
            units.push(Unit { first: i, next: i + 1, kind });
        }
    }
    units.sort_by_key(|u| u.first);
    units
}

/// Where the phrase of `v` begins, if it is not that of `u`. `crowded`: a date follows `v` at once.
fn boundary(tokens: &[Token], u: Unit, v: Unit, crowded: bool) -> Option<usize> {
    let gap = tokens.get(u.next..v.first)?;
    let broken = (u.next..=v.first).rev().find(|k| {
        tokens.get(*k).is_some_and(|t| t.new_line)
            || k.checked_sub(1).is_some_and(|p| p >= u.next && is_stop(tokens, p))
    });
    if broken.is_some() {
        return broken;
    }
    let capital = tokens.get(v.first).is_some_and(|t| t.capital);
    if gap.is_empty() {
        let one = match (u.kind, v.kind) {
            (UnitKind::Completed, UnitKind::Date) => true,
            (UnitKind::Date, UnitKind::Completed | UnitKind::Unknown) => !crowded,
            (UnitKind::Date, UnitKind::Ongoing | UnitKind::Rhythm) => !capital,
            (UnitKind::Ongoing, UnitKind::Date) => {
                tokens.get(u.first).is_some_and(|t| t.text == "throughout")
            }
            _ => false,
        };
        return (!one).then_some(v.first);
    }
    let leads = |t: &Token| {
        t.is(OPENERS)
            || t.is(&["in", "on", "by", "until", "till", "to", "as", "of", "at", "the", "(", ":", "-"])
    };
    if u.kind != UnitKind::Date && v.kind == UnitKind::Date && gap.iter().all(leads) {
        return None;
    }
    let aside = |t: &Token| t.is(&["(", "-", ":", "date"]);
    if matches!(v.kind, UnitKind::Unknown | UnitKind::Completed) && gap.iter().all(aside) {
        return None;
    }
    if joint(gap) != Joint::Words && !starts_anew(gap) {
        return None;
    }
    let mut k = u.next;
    // What stands in brackets, and words such as "onwards", belong to the date before them.
    while let Some(token) = tokens.get(k).filter(|_| k < v.first) {
        if token.text == "(" {
            let close = (k..v.first).find(|j| tokens.get(*j).is_some_and(|t| t.text == ")"));
            match close {
                Some(close) => k = close + 1,
                None => break,
            }
        } else if token.is(ONWARDS) || token.is(&[".", ")", "latest", "earliest", "deadline", "activity"]) {
            k += 1;
        } else if token.text == "at" && tokens.get(k + 1).is_some_and(|t| t.text == "the") {
            k += 3;
        } else {
            break;
        }
    }
    let k = k.min(v.first);
    let rest = tokens.get(k..v.first)?;
    let begins = rest.iter().position(|t| t.is(STARTERS) || (t.capital && t.kind == Kind::Word));
    let after_words = rest.first().is_some_and(|t| t.is(&["for"])) || u.kind != UnitKind::Date;
    match begins {
        Some(at) => Some(k + at),
        None if after_words => Some(v.first),
        None => Some(k),
    }
}

fn is_stop(tokens: &[Token], i: usize) -> bool {
    tokens.get(i).is_some_and(|t| t.is(&[";", "|"]))
}

/// `, From` and `, By` begin a phrase although a comma joins.
fn starts_anew(gap: &[Token]) -> bool {
    let [first, second, ..] = gap else { return false };
    first.text == ","
        && second.capital
        && second.is(STARTERS)
        && !gap.iter().skip(1).any(|t| t.is(MILESTONES))
}
