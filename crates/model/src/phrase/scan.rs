//! Every date and period in a text, in order, with the years that are left open filled in.

use crate::day::Day;

use super::atom::{Atom, Setting, atom};
use super::calendar::Calendar;
use super::lex::Token;
use super::words::{EITHER, MILESTONES, ORDINALS, RANGE};

/// A date or period found, in days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Dated {
    /// First token.
    pub(super) first: usize,
    /// The token after the last.
    pub(super) next: usize,
    /// Which stretch of a year it is.
    pub(super) calendar: Calendar,
    /// First day.
    pub(super) from: Day,
    /// Last day.
    pub(super) to: Day,
}

/// How two dates that stand side by side are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// By nothing but white space.
    Nothing,
    /// `-`, `to`, `until`.
    Range,
    /// `/`, `or`.
    Either,
    /// `and`, `&`, a comma.
    And,
    /// By other words.
    Words,
}

/// How the tokens between two dates join them.
pub(super) fn joint(between: &[Token]) -> Joint {
    let Some(last) = between.len().checked_sub(1) else { return Joint::Nothing };
    for token in [between.first(), between.get(last)].into_iter().flatten() {
        match token {
            t if t.is(RANGE) => return Joint::Range,
            t if t.is(EITHER) => return Joint::Either,
            t if t.is(MILESTONES) => return Joint::And,
            _ => {}
        }
    }
    Joint::Words
}

/// The dates of a text in order, none overlapping. A date without a year takes that of the date it is joined to, or
/// the nearest to the document's own day; without either it is passed over.
pub(super) fn scan(tokens: &[Token], setting: Setting) -> Vec<Dated> {
    let mut atoms: Vec<Atom> = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let free = tokens.get(i).is_some_and(|t| !t.glued || i == 0 || !is_alphanumeric(tokens, i - 1));
        match free.then(|| atom(tokens, i, setting)).flatten() {
            Some(found) => {
                atoms.extend(day_before(tokens, i, atoms.last(), &found));
                i = found.next.max(i + 1);
                atoms.push(found);
            }
            None => i += 1,
        }
    }
    let mut dated: Vec<Dated> = Vec::new();
    let ahead = years_ahead(tokens, &atoms);
    for (k, this) in atoms.iter().enumerate() {
        let year =
            this.year.or_else(|| borrowed(tokens, &atoms, k, ahead.get(k).copied().flatten(), dated.last()));
        let year = match (this.calendar, year) {
            (Calendar::Fixed(..), _) => 0,
            (_, Some(year)) => year,
            (calendar, None) => match setting.context {
                Some(day) => after_previous(calendar, calendar.nearest_year(day), tokens, this, dated.last()),
                None => continue,
            },
        };
        let Some((from, to)) = this.calendar.span(year) else { continue };
        let (from, to) = this.part.of(from, to);
        let (from, to) = this.week.of(from, to);
        dated.push(Dated { first: this.first, next: this.next, calendar: this.calendar, from, to });
    }
    dated
}

fn is_alphanumeric(tokens: &[Token], i: usize) -> bool {
    tokens.get(i).is_some_and(|t| t.text.chars().all(char::is_alphanumeric))
}

/// The `24` of `24 - 26 March 2021`: it takes its month from the day after it.
fn day_before(tokens: &[Token], i: usize, previous: Option<&Atom>, found: &Atom) -> Option<Atom> {
    let Calendar::Day { month, .. } = found.calendar else { return None };
    let joined = i.checked_sub(1)?;
    if !tokens.get(joined)?.is(&["-", "to", "and", "&", "/"]) {
        return None;
    }
    let ordinal = joined.checked_sub(1)?;
    let at = if tokens.get(ordinal)?.is(ORDINALS) { ordinal.checked_sub(1)? } else { ordinal };
    let day = tokens.get(at)?.number(1..=2).filter(|d| (1..=31).contains(d))?;
    let free = previous.is_none_or(|p| p.next <= at) && (at == 0 || !tokens.get(at)?.glued);
    free.then(|| Atom {
        first: at,
        next: joined,
        calendar: Calendar::Day { month, day: i8::try_from(day).unwrap_or(1), weekday: None },
        ..*found
    })
}

/// For each date the next one that has a year, with that year, as long as each is joined to the one after it:
/// `June, July and August 2021`.
fn years_ahead(tokens: &[Token], atoms: &[Atom]) -> Vec<Option<(usize, i16)>> {
    let mut ahead = vec![None; atoms.len()];
    let mut next: Option<(usize, i16)> = None;
    for (k, pair) in atoms.windows(2).enumerate().rev() {
        let [a, b] = pair else { continue };
        let own = b.year.or(match b.calendar {
            Calendar::Fixed(from, _) => Some(from.year()),
            _ => None,
        });
        next = own.map(|year| (k + 1, year)).or(next);
        let joined = tokens.get(a.next..b.first).map_or(Joint::Words, joint);
        if matches!(joined, Joint::Words | Joint::Nothing) {
            next = None;
        }
        if let Some(slot) = ahead.get_mut(k) {
            *slot = next;
        }
    }
    ahead
}

/// The year a date takes from the one it is joined to: the next one's, or the one before's.
fn borrowed(
    tokens: &[Token],
    atoms: &[Atom],
    k: usize,
    ahead: Option<(usize, i16)>,
    before: Option<&Dated>,
) -> Option<i16> {
    let this = atoms.get(k)?;
    if let Some((index, year)) = ahead {
        let (this_span, that_span) = (this.calendar.span(year)?, atoms.get(index)?.calendar.span(year)?);
        return Some(if this_span.0 > that_span.1 { year - 1 } else { year });
    }
    let before = before.filter(|b| b.next <= this.first)?;
    let joint = joint(tokens.get(before.next..this.first)?);
    if matches!(joint, Joint::Words | Joint::Nothing) {
        return None;
    }
    let had_year =
        atoms.get(k.checked_sub(1)?)?.year.is_some() || matches!(before.calendar, Calendar::Fixed(..));
    if !had_year {
        return None;
    }
    let year = before.from.year();
    let span = this.calendar.span(year)?;
    Some(if span.1 < before.from { year + 1 } else { year })
}

/// A year-less end of a range lies after its beginning: `Oct - Jan`.
fn after_previous(
    calendar: Calendar,
    year: i16,
    tokens: &[Token],
    this: &Atom,
    before: Option<&Dated>,
) -> i16 {
    let Some(before) = before else { return year };
    let joined = tokens.get(before.next..this.first).is_some_and(|between| joint(between) == Joint::Range);
    let earlier = calendar.span(year).is_some_and(|(_, to)| to < before.from);
    if joined && earlier { year + 1 } else { year }
}
