//! Headers that one row alone does not give: two rows of them, and such as do not say what is to be done.

use super::super::layout::{Meaning, meaning};
use super::super::title;
use super::{Schema, columns_of, from_texts, header, judge, names_a_day};
use crate::columns::Corrections;
use crate::document::{Cell, Row};

/// Whether a row is a second row of headers below this one: its cells are headers and it fills gaps or refines.
pub(crate) fn second(first: &Schema, row: &Row, given: &Corrections) -> Option<Schema> {
    let texts: Vec<String> = row.cells.iter().map(Cell::words).collect();
    let filled: Vec<&String> = texts.iter().filter(|t| !t.is_empty()).collect();
    let fits = |t: &&&String| meaning(t).is_some_and(|(_, s)| s >= 80) || names_a_day(t);
    let action = first.place(Meaning::Action).or(first.place(Meaning::Step))?;
    let over_action = texts.get(action).is_some_and(|t| !t.is_empty());
    // `Strand A: Recognition` stands alone in its row: it heads rows, not columns.
    if filled.iter().any(|t| title::is_top(t) || title::is_labels(t)) {
        return None;
    }
    // Where the cell over the actions is merged down into this row, the row belongs to the header.
    let merged = row.cells.get(action).is_some_and(|c| c.continues);
    let fitting = filled.iter().filter(fits).count();
    if filled.is_empty() || over_action || (!merged && fitting * 3 < filled.len() * 2) {
        return None;
    }
    if merged && filled.iter().any(|t| t.chars().count() > 60) {
        return None;
    }
    let width = first.columns.len().max(texts.len());
    let mut joined = Vec::with_capacity(width);
    let mut over = String::new();
    for i in 0..width {
        let top = first.columns.get(i).map_or("", |c| &*c.header);
        let below = texts.get(i).map_or("", String::as_str);
        if !top.is_empty() {
            top.clone_into(&mut over);
        }
        joined.push(match (top.is_empty(), below.is_empty()) {
            (_, true) => top.to_owned(),
            (true, false) if meaning(below).is_some_and(|(_, s)| s >= 80) => below.to_owned(),
            (true, false) => format!("{over} {below}"),
            (false, false) if meaning(below).is_some_and(|(_, s)| s >= 100) => below.to_owned(),
            (false, false) => format!("{top} {below}"),
        });
    }
    from_texts(&joined, &first.at, given)
}

/// Reads a row as a header of which no column says what is to be done, where the others say who and when or how it
/// stands, and one holds sentences: it is assumed to hold the actions. `below` are the rows below it.
pub(crate) fn assumed<'r>(
    row: &Row,
    below: impl Iterator<Item = &'r Row>,
    given: &Corrections,
) -> Option<Schema> {
    let texts: Vec<String> = row.cells.iter().map(Cell::words).collect();
    let mut columns = columns_of(&texts, given);
    let says = |any: &[Meaning]| columns.iter().any(|c| any.contains(&c.means) && c.score >= 80);
    let who = says(&[Meaning::Owner, Meaning::Body]);
    if !who || !says(&[Meaning::Due, Meaning::Revised, Meaning::Delivery]) {
        return None;
    }
    let rows: Vec<&Row> =
        below.filter(|r| r.cells.iter().filter(|c| !c.is_empty()).count() > 1).take(60).collect();
    let sentences = |place: usize| {
        let words = |r: &&Row| r.cells.get(place).map_or(0, |c| c.text().split_whitespace().count());
        rows.len() >= 2 && rows.iter().filter(|r| words(r) >= 4).count() * 10 >= rows.len() * 7
    };
    let place = (0..columns.len()).find(|i| {
        let unknown = columns
            .get(*i)
            .is_some_and(|c| c.score == 0 && !c.header.trim().is_empty() && !names_a_day(&c.header));
        unknown && sentences(*i)
    })?;
    let column = columns.get_mut(place)?;
    (column.means, column.score) = (Meaning::Action, 60);
    let filled = texts.iter().filter(|t| !t.is_empty() && !names_a_day(t)).count();
    let schema = judge(columns, &texts, filled, &row.at)?;
    Some(Schema { assumed: Some(place), ..schema })
}

/// Reads two rows as one header: a cell over several columns has their own headers below it, or cells reach down over
/// both rows. `None` where either is a header by itself, or both together are none.
pub(crate) fn two_rows(first: &Row, next: &Row, given: &Corrections) -> Option<Schema> {
    let spans = first.cells.iter().any(|c| c.span > 1 && !c.is_empty());
    if !(spans || next.cells.iter().any(|c| c.continues)) || header(next, given).is_some() {
        return None;
    }
    let width = first.cells.len().max(next.cells.len());
    let (mut over, mut reach) = (String::new(), 0);
    let mut joined = Vec::with_capacity(width);
    for column in 0..width {
        if let Some(cell) = first.cells.get(column).filter(|c| !c.is_empty()) {
            (over, reach) = (cell.words(), column + cell.span.max(1) as usize);
        }
        let top = if column < reach { over.as_str() } else { "" };
        let below = next.cells.get(column).map(Cell::words).unwrap_or_default();
        joined.push(match (top.is_empty(), below.is_empty()) {
            (_, true) => top.to_owned(),
            (true, false) => below,
            (false, false) if meaning(&below).is_some_and(|(_, s)| s >= 80) => below,
            (false, false) => format!("{top} {below}"),
        });
    }
    from_texts(&joined, &first.at, given)
}
