//! What a snapshot lacks for a definition: whole lists, and columns that its queries read.
//!
//! A column that no file has is not the same as one whose cells are empty: plans without a day of review are plans not
//! reviewed, plans without the column are plans of which nobody knows. So every column that a query reads is needed, unless
//! the definition says otherwise.

use std::collections::BTreeSet;

use crate::definition::Definition;
use crate::rows::{Rows, RowsError};

/// What stands between columns of which one is enough.
const OR: &str = " or ";

/// Columns that only break a number down, unless a definition names them: without them its parts have no name.
const PARTS: [&str; 3] = ["service", "team", "worker"];

/// The columns of an entry of which one is enough.
pub fn either(entry: &str) -> impl Iterator<Item = &str> {
    entry.split(OR).map(str::trim)
}

/// The lists that the snapshot lacks, in the order the definition names them, then the columns: those it names, and those
/// its queries read.
///
/// # Errors
/// The engine's.
pub(crate) fn lacking(definition: &Definition, rows: &dyn Rows) -> Result<Vec<String>, RowsError> {
    let mut lacking: Vec<String> = definition.lists.iter().filter(|l| !rows.has(l)).cloned().collect();
    lacking.extend(definition.columns.iter().filter(|e| either(e).all(|c| gone(rows, c))).cloned());
    let mut settled: BTreeSet<&str> = definition.columns.iter().flat_map(|entry| either(entry)).collect();
    settled.extend(definition.optional.iter().map(String::as_str));
    let queries: Vec<&str> = definition.queries().map(|(_, sql)| sql).collect();
    lacking.extend(columns(rows, &queries, &settled)?);
    Ok(lacking)
}

/// The columns that queries read and the snapshot lacks, beside those that are settled.
///
/// # Errors
/// The engine's.
pub(crate) fn columns(
    rows: &dyn Rows,
    queries: &[&str],
    settled: &BTreeSet<&str>,
) -> Result<BTreeSet<String>, RowsError> {
    let mut lacking = BTreeSet::new();
    for sql in queries {
        let read = rows.reads(sql)?;
        let counting = read.iter().filter(|(_, name)| !PARTS.contains(&name.as_str()));
        lacking.extend(counting.map(|(list, name)| format!("{list}.{name}")));
    }
    lacking.retain(|column| !settled.contains(column.as_str()) && gone(rows, column));
    Ok(lacking)
}

/// Whether a list is there and comes without this column. Of a list that is not there no column is told.
fn gone(rows: &dyn Rows, column: &str) -> bool {
    column.split_once('.').is_some_and(|(list, name)| rows.has(list) && !rows.has_column(list, name))
}
