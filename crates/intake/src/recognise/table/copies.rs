//! Second copies: tables inside a cell that the extraction flattened again into the cells after it, or printed once
//! more as loose lines after the row.

use std::collections::HashSet;

use super::words::squeeze;
use crate::document::{Cell, Row, Table};

/// The cells of a row, each with its column (0-based) once copies are left out, and the copies.
pub(crate) fn split(row: &Row) -> (Vec<(usize, &Cell)>, Vec<&Cell>) {
    let mut own = Vec::with_capacity(row.cells.len());
    let mut copies = Vec::new();
    let mut rest = row.cells.as_slice();
    let mut column = 0;
    while let Some((cell, after)) = rest.split_first() {
        own.push((column, cell));
        column += 1;
        rest = after;
        let mut expected = Vec::new();
        for table in cell.tables() {
            flatten(table, &mut expected);
        }
        if !expected.is_empty() && follows(&expected, rest) {
            let (copy, after) = rest.split_at(expected.len().min(rest.len()));
            copies.extend(copy.iter().filter(|c| !c.is_empty()));
            rest = after;
        }
    }
    (own, copies)
}

/// The cells of a table in reading order, a cell over several columns followed by empty ones.
fn flatten(table: &Table, out: &mut Vec<String>) {
    for cell in table.rows.iter().flat_map(|r| &r.cells) {
        out.push(squeeze(&cell.text()));
        out.extend((1..cell.span).map(|_| String::new()));
    }
}

fn follows(expected: &[String], cells: &[Cell]) -> bool {
    let mut equal = 0_usize;
    let mut other = 0_usize;
    for (index, text) in expected.iter().enumerate() {
        let found = cells.get(index).map(|c| squeeze(&c.text())).unwrap_or_default();
        if *text != found {
            other += 1;
        } else if !text.is_empty() {
            equal += 1;
        }
    }
    equal > 0 && other * 5 <= equal
}

/// The rows of the tables inside a row's cells, made comparable.
pub(crate) fn rows_inside(row: &Row) -> HashSet<String> {
    row.cells
        .iter()
        .flat_map(Cell::tables)
        .flat_map(|t| &t.rows)
        .map(|r| r.cells.iter().map(|c| squeeze(&c.text())).collect::<String>())
        .filter(|text| !text.is_empty())
        .collect()
}

/// The text of a loose row or line, made comparable.
pub(crate) fn loose(row: &Row) -> String {
    row.cells.iter().map(|c| squeeze(&c.text())).collect()
}
