//! Tables inside the cells of a plan that are plans themselves: the steps of a row, each with who and when, in a table
//! of their own. Such a row becomes as many rows as its inner table has; what stands beside it holds for all of them.

use std::borrow::Cow;

use super::schema;
use crate::columns::Corrections;
use crate::document::{Block, Cell, Document, Row, Table};

/// The document with its inner plans unfolded; as it was where it has none.
pub(crate) fn unfold(document: &Document) -> Cow<'_, Document> {
    let mut out = Cow::Borrowed(document);
    for (index, block) in document.blocks.iter().enumerate() {
        let Block::Table(table) = block else { continue };
        if let Some(unfolded) = unfolded(table)
            && let Some(slot) = out.to_mut().blocks.get_mut(index)
        {
            *slot = Block::Table(unfolded);
        }
    }
    out
}

/// The inner table of a cell that holds nothing else, if its first row is a plan's header.
fn inner(cell: &Cell) -> Option<(&Table, &Row)> {
    let mut tables = cell.tables();
    let (Some(table), None) = (tables.next(), tables.next()) else { return None };
    let header = table.rows.first()?;
    (cell.content.len() == 1
        && table.rows.len() > 1
        && schema::header(header, &Corrections::default()).is_some())
    .then_some((table, header))
}

fn unfolded(table: &Table) -> Option<Table> {
    let found =
        |row: &Row| row.cells.iter().enumerate().find_map(|(c, cell)| Some((c, inner(cell)?.1.clone())));
    let (column, header) = table.rows.iter().find_map(found)?;
    // The header over the column of inner tables gives way to theirs, which is printed with every one of them.
    let place = table.rows.iter().position(schema::heads_something)?;
    let words = |row: &Row| row.cells.iter().map(Cell::words).collect::<Vec<_>>();
    let mut rows = Vec::with_capacity(table.rows.len());
    for (number, row) in table.rows.iter().enumerate() {
        let nested = row.cells.get(column).and_then(inner).filter(|(_, own)| words(own) == words(&header));
        let Some((table, _)) = nested else {
            let mut wide = row.clone();
            if let Some(cell) = wide.cells.get_mut(column) {
                let mut put =
                    vec![Cell { at: cell.at.clone(), span: 1, ..Cell::default() }; header.cells.len()];
                if number == place {
                    for (slot, named) in put.iter_mut().zip(&header.cells) {
                        slot.content.clone_from(&named.content);
                    }
                } else if let Some(first) = put.first_mut() {
                    first.clone_from(cell);
                }
                wide.cells.splice(column..=column, put);
            }
            rows.push(wide);
            continue;
        };
        for (step, inside) in table.rows.iter().skip(1).enumerate() {
            let mut wide = row.clone();
            if step > 0 {
                for cell in &mut wide.cells {
                    cell.content.clear();
                    cell.continues = true;
                }
            }
            let mut own = inside.cells.clone();
            let at = row.cells.get(column).map(|c| c.at.clone()).unwrap_or_default();
            own.resize(header.cells.len(), Cell { at, span: 1, ..Cell::default() });
            wide.cells.splice(column..=column, own);
            rows.push(wide);
        }
    }
    Some(Table { rows, at: table.at.clone() })
}
