//! Dates that say in words which of them replaced the other: `June 2023, revised to May 2024`, `May 2024 (was June
//! 2023)`, `June 2023 → May 2024`.

use super::atom::Setting;
use super::lex::{Token, lex};
use super::scan::scan;
use super::words::{COMPLETED, LINKS, REPLACED, REPLACES, UNKNOWN};

/// What a run of words between two dates says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    /// What follows replaces what went before.
    Later,
    /// What follows is what was replaced.
    Earlier,
}

/// A link among the tokens: the first of its words and the token after the last.
struct Found {
    link: Link,
    first: usize,
    next: usize,
}

/// Whether a line only says what replaced the date before it, or what that date replaced: `Revised: May 2024`.
pub fn goes_on(line: &str) -> bool {
    let tokens = lex(line);
    let from = tokens.iter().position(|t| !t.is(&["(", "["])).unwrap_or(0);
    link_at(&tokens, from).is_some_and(|found| names_a_day(tokens.get(found.next..).unwrap_or(&[])))
}

/// The stretches of a text that says which date replaced which, in the order in which they were set, and whether each
/// was replaced. `None` where it says nothing of the kind.
pub(super) fn apart(text: &str) -> Option<Vec<(String, bool)>> {
    let tokens = lex(text);
    let links = links(&tokens);
    let first = links.first()?;
    let words = |from: usize, to: usize| -> String {
        let (Some(a), Some(b)) = (tokens.get(from), to.checked_sub(1).and_then(|i| tokens.get(i))) else {
            return String::new();
        };
        let piece = text.get(a.start..b.end).unwrap_or("");
        tidy(piece).to_owned()
    };
    let head = tokens.get(..first.first)?;
    if !head.iter().all(|t| t.is(MARKS)) && !names_a_day(head) && !stands(head) {
        return None;
    }
    let mut out: Vec<(String, bool)> = Vec::new();
    let before = words(0, first.first);
    if !before.is_empty() {
        out.push((before, false));
    }
    for (k, found) in links.iter().enumerate() {
        let end = links.get(k + 1).map_or(tokens.len(), |next| next.first);
        let piece = words(found.next, end);
        if piece.is_empty() {
            continue;
        }
        match found.link {
            Link::Later => {
                out.iter_mut().for_each(|(_, gone)| *gone = true);
                out.push((piece, false));
            }
            Link::Earlier => {
                let place = out.iter().rposition(|(_, gone)| !gone).unwrap_or(out.len());
                out.insert(place, (piece, true));
            }
        }
    }
    if let Some(last) = out.last_mut() {
        last.1 = false;
    }
    (out.len() > 1).then_some(out)
}

/// Marks that stand around a link and belong to no date.
const MARKS: &[&str] = &["(", ")", "[", "]", ",", ";", ":", "-", "."];

fn tidy(piece: &str) -> &str {
    let piece = piece
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '–' | '-' | '[' | ']'));
    let piece = if piece.contains('(') { piece } else { piece.trim_end_matches([')', ' ']) };
    let piece = if piece.contains(')') { piece } else { piece.trim_matches(['(', ' ']) };
    piece.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '–' | '-'))
}

/// The links of the text: those with a date (or `tbc`) behind them.
fn links(tokens: &[Token]) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        match link_at(tokens, i) {
            Some(found) => {
                i = found.next;
                out.push(found);
            }
            None => i += 1,
        }
    }
    let ends: Vec<usize> = out.iter().skip(1).map(|f| f.first).chain([tokens.len()]).collect();
    let mut kept: Vec<Found> = Vec::new();
    for (found, end) in out.into_iter().zip(ends) {
        if names_a_day(tokens.get(found.next..end).unwrap_or(&[])) {
            kept.push(found);
        }
    }
    kept
}

/// The longest link that begins at this token.
fn link_at(tokens: &[Token], at: usize) -> Option<Found> {
    if !tokens.get(at)?.among(LINKS) {
        return None;
    }
    let lists = [(Link::Later, REPLACES), (Link::Earlier, REPLACED)];
    let mut best: Option<Found> = None;
    for (link, phrases) in lists {
        for phrase in phrases {
            let length = phrase.len();
            let here =
                tokens.get(at..at + length).is_some_and(|t| t.iter().zip(*phrase).all(|(t, w)| t.text == *w));
            if here && best.as_ref().is_none_or(|b| b.next < at + length) {
                best = Some(Found { link, first: at, next: at + length });
            }
        }
    }
    let mut found = best?;
    // `date`, `to`, `from` and marks behind the words belong to them.
    while tokens.get(found.next).is_some_and(|t| t.is(&[":", "-", ",", "date", "deadline", "(", "target"])) {
        found.next += 1;
    }
    Some(found)
}

fn names_a_day(tokens: &[Token]) -> bool {
    let context = crate::day::Day::new(2020, 6, 15);
    !scan(tokens, Setting::phrase(context)).is_empty() || tokens.iter().any(|t| t.is(UNKNOWN))
}

/// A word that can stand where a date does: `Complete`, `Ongoing`.
fn stands(tokens: &[Token]) -> bool {
    tokens.len() <= 3 && tokens.iter().any(|t| t.is(COMPLETED) || t.is(super::words::ONGOING))
}
