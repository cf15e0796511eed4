//! Rows among the actions of a plan that are no actions: totals, counts, notes.

use std::borrow::Cow;

use crate::document::Cell;
use crate::recognise::table::layout::Meaning;
use crate::recognise::table::schema::Schema;
use crate::recognise::table::words::words;
use crate::recognise::table::{reference, status, title};

/// Whether a row below this header holds something other than an action: no words to do, or a total.
pub(super) fn is(cells: &[(usize, &Cell)], schema: &Schema) -> bool {
    let filled: Vec<(Meaning, Cow<'_, str>)> = cells
        .iter()
        .filter(|(_, c)| !c.is_empty())
        .map(|(column, cell)| (schema.columns.get(*column).map_or(Meaning::Other, |c| c.means), cell.text()))
        .collect();
    let has = |any: &[Meaning]| filled.iter().any(|(m, _)| any.contains(m));
    let text = |means: Meaning| filled.iter().find(|(m, _)| *m == means).map(|(_, t)| &**t);
    let held = |means: Meaning| schema.has(means);
    let action = text(Meaning::Action).unwrap_or_default();
    if !action.is_empty() && !says_something(action) && !has(&[Meaning::Owner, Meaning::Due]) {
        return true;
    }
    // `Actions | 12`: a count under the last row.
    let figures = |t: &str| t.chars().all(|c| c.is_ascii_digit() || matches!(c, '%' | '.' | ' '));
    if filled.len() > 1
        && filled.iter().all(|(m, t)| *m == Meaning::Action || (*m != Meaning::Ref && figures(t)))
        && title::is_generic(action)
    {
        return true;
    }
    let wide =
        [Meaning::Owner, Meaning::Body, Meaning::Due, Meaning::Delivery, Meaning::Progress, Meaning::Outcome]
            .into_iter()
            .filter(|m| held(*m))
            .count();
    let told = has(&[
        Meaning::Owner,
        Meaning::Body,
        Meaning::Due,
        Meaning::Revised,
        Meaning::Start,
        Meaning::Delivery,
        Meaning::Progress,
        Meaning::Outcome,
    ]);
    if wide < 2 || filled.len() > 3 || (told && !totals(&filled)) {
        return false;
    }
    let stray = text(Meaning::Ref)
        .is_some_and(|t| !reference::looks_like(t) && !t.contains(|c: char| c.is_ascii_digit()));
    totals(&filled) || (stray && !told && filled.len() > 1)
}

/// Whether the first words of the row announce a total or a note.
fn totals(filled: &[(Meaning, Cow<'_, str>)]) -> bool {
    const OPENERS: [&str; 12] = [
        "total", "subtotal", "sum", "summary", "count", "key", "legend", "note", "nb", "source", "grand",
        "end",
    ];
    filled.first().is_some_and(|(_, text)| {
        (filled.len() == 1 || filled.iter().skip(1).all(|(_, t)| t.split_whitespace().take(5).count() <= 4))
            && {
                let all = words(text);
                (all.len() <= 6 || text.ends_with(':'))
                    && all.first().is_some_and(|w| OPENERS.contains(&w.as_str()))
            }
    })
}

/// Whether a text holds a word that is neither a figure nor a colour nor a status.
fn says_something(text: &str) -> bool {
    let worded = text.split(|c: char| !c.is_alphabetic()).any(|w| w.chars().count() >= 3);
    worded && !status::only(text)
}
