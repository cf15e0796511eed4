//! A sheet for each action: labels with their values, one or several pairs beside each other in a row, the name of the
//! action over all of them.

use super::layout::exact;
use super::reference;
use crate::columns::Corrections;
use crate::document::{Cell, Row, Table};

/// The labels of a table turned sideways, each with the cells after it. Where labels and values alternate in a row,
/// each label has the one cell that is its own.
pub(super) fn lines<'t>(table: &'t Table, given: &Corrections) -> Vec<(&'t Cell, &'t [Cell])> {
    let mut out = Vec::with_capacity(table.rows.len());
    for row in table.rows.iter().filter(|r| !r.cells.is_empty()) {
        let labels = labels(row, given);
        if labels.len() < 2 {
            out.extend(row.cells.split_first());
            continue;
        }
        for (index, from) in labels.iter().enumerate() {
            let to = labels.get(index + 1).copied().unwrap_or(row.cells.len());
            let Some((label, values)) = row.cells.get(*from..to).and_then(<[Cell]>::split_first) else {
                continue;
            };
            out.push((label, values));
        }
    }
    out
}

/// The places of a row's labels: the first cell, and others that are the very names of fields with a value after them
/// and one before them.
fn labels(row: &Row, given: &Corrections) -> Vec<usize> {
    let is_label = |cell: &Cell| {
        let words = cell.words();
        let label = words.trim_end_matches(':');
        words.len() <= 60 && (given.get(label).is_some() || exact(label).is_some())
    };
    let mut out: Vec<usize> = Vec::new();
    for (place, cell) in row.cells.iter().enumerate() {
        let valued =
            |from: usize, to: usize| row.cells.get(from..to).is_some_and(|c| c.iter().any(|c| !c.is_empty()));
        let before = out.last().is_none_or(|last| valued(last + 1, place));
        if is_label(cell) && before && valued(place + 1, row.cells.len()) {
            out.push(place);
        }
    }
    if out.first() == Some(&0) { out } else { Vec::new() }
}

/// The name of the action in a row of its own: `Action 3: Open a hub`, `A1 Open a hub`.
pub(super) fn title(row: &Row) -> Option<&Cell> {
    let mut filled = row.cells.iter().filter(|c| !c.is_empty());
    let (Some(cell), None) = (filled.next(), filled.next()) else { return None };
    let words = cell.words();
    let rest = words.strip_prefix("Action ").or_else(|| words.strip_prefix("ACTION ")).unwrap_or(&words);
    let (number, name) = rest.split_once([' ', ':'])?;
    let number = number.trim_end_matches([':', '.', ')']);
    let led = reference::looks_like(number) && number.contains(|c: char| c.is_ascii_digit());
    (led && name.split_whitespace().count() >= 2).then_some(cell)
}
