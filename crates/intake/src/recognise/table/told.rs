//! What is told of the columns: each header with what it was read as, so that a person can say otherwise.

use std::collections::BTreeSet;

use super::flow::Flow;
use super::record::Record;
use super::words::squeeze;
use crate::columns::{ColumnRead, Corrections};
use crate::document::{Block, Document};

/// Columns told at most: no plan has more.
const MOST: usize = 120;

/// The headers of the tables that were read as parts of a plan, the fields of tables turned sideways, and the first rows
/// of wide tables that were not.
pub(super) fn columns(
    document: &Document,
    flow: &Flow<'_>,
    records: &[Record<'_>],
    given: &Corrections,
    taken: &[bool],
) -> Vec<ColumnRead> {
    let mut out: Vec<ColumnRead> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut tell = |header: &str, means: &str, at: &model::at::At| {
        let fresh = out.len() < MOST && !squeeze(header).is_empty() && seen.insert(squeeze(header));
        if fresh {
            let corrected = given.get(header).is_some();
            out.push(ColumnRead {
                header: header.to_owned(),
                means: means.to_owned(),
                corrected,
                at: at.clone(),
            });
        }
    };
    for schema in &flow.schemas {
        for column in &schema.columns {
            tell(&column.header, column.means.word(), &schema.at);
        }
    }
    for field in records.iter().filter(|r| r.schema == usize::MAX).flat_map(|r| &r.fields) {
        tell(&field.header, field.means.word(), &field.cell.at);
    }
    for (block, taken) in document.blocks.iter().zip(taken) {
        let Block::Table(table) = block else { continue };
        if *taken {
            continue;
        }
        let first = table.rows.iter().find(|r| r.cells.iter().filter(|c| !c.is_empty()).count() >= 3);
        let Some(row) = first.filter(|_| table.rows.len() >= 3) else { continue };
        let short = |words: &str| words.chars().count() <= 60 && words.contains(char::is_alphabetic);
        if row.cells.iter().filter(|c| !c.is_empty()).all(|c| short(&c.words())) {
            row.cells.iter().for_each(|c| tell(&c.words(), "", &c.at));
        }
    }
    out
}
