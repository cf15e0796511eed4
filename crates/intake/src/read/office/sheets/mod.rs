//! Workbooks (.xlsx, .xls, .ods): every sheet as tables, its cells as they are shown: dates and percentages by their
//! formats, formulas by their values, merged, shaded and struck cells, hidden rows and columns kept.

mod beside;
mod flow;
mod ods;
mod older;
mod pasted;
mod printed;
mod references;
mod workbook;

use std::panic::{AssertUnwindSafe, catch_unwind};

use model::at::At;
use model::finding::{Finding, Severity};

use super::package::{Broken, Package};
use crate::read::Builder;

/// A cell with something in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Given {
    /// Its row, from 0.
    pub(crate) row: u32,
    /// Its column, from 0.
    pub(crate) column: u32,
    /// Its words as shown, with what is struck through apart.
    pub(crate) parts: Vec<(String, bool)>,
    /// It is a number without a format of its own.
    plain_number: bool,
    /// The colour behind it, `RRGGBB`.
    fill: Option<String>,
}

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Grid {
    /// The name on its tab.
    pub(crate) name: String,
    /// The whole sheet is hidden.
    hidden: bool,
    /// Its cells by rows and columns.
    pub(crate) cells: Vec<Given>,
    /// Ranges shown as one cell: first row and column, last row and column.
    merged: Vec<((u32, u32), (u32, u32))>,
    /// How many rows and columns with something in them are hidden.
    hidden_rows: usize,
    /// The same of columns.
    hidden_columns: usize,
    /// Comments: their cell and words.
    comments: Vec<(String, String)>,
    /// Comments whose words are not read.
    unread_comments: usize,
}

/// The sheets of a workbook in the Office Open format, as they stand.
pub(crate) fn workbook_grids(bytes: &[u8]) -> Result<Vec<Grid>, Broken> {
    workbook::read(bytes)
}

/// Reads a workbook in the Office Open format.
pub(crate) fn read_workbook(
    bytes: &[u8],
    package: &mut Package<'_>,
    builder: &mut Builder,
) -> Result<(), Broken> {
    let (grids, beside) = rayon::join(|| workbook::read(bytes), || beside::read(package));
    let mut grids = grids?;
    beside::add(beside?, &mut grids);
    write(grids, builder);
    Ok(())
}

/// Asks the library that unpacks cells: it trusts the lengths that a file states, and where it stops short the file is
/// damaged.
fn foreign<T>(ask: impl FnOnce() -> T) -> Result<T, Broken> {
    catch_unwind(AssertUnwindSafe(ask)).map_err(|_| Broken::Damaged)
}

/// Reads a workbook in the OpenDocument format.
pub(crate) fn read_open(package: &mut Package<'_>, builder: &mut Builder) -> Result<(), Broken> {
    write(ods::read(package)?, builder);
    Ok(())
}

/// Reads a workbook of the older Excel.
pub(crate) fn read_older(bytes: &[u8], builder: &mut Builder) -> Result<(), Broken> {
    write(older::read(bytes)?, builder);
    Ok(())
}

/// `F12`: a cell by the letters of its column and the number of its row.
fn cell_name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = column.saturating_add(1);
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or(0)));
        left /= 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", row.saturating_add(1))
}

fn write(grids: Vec<Grid>, builder: &mut Builder) {
    let several = grids.iter().filter(|g| !g.cells.is_empty()).count() > 1;
    for (number, mut grid) in grids.into_iter().enumerate() {
        if number > 0 {
            builder.turn_page();
        }
        let restored = references::restore(&mut grid);
        flow::write(&grid, several, builder);
        remark(&grid, &restored, builder);
    }
}

/// What is worth saying of a sheet.
fn remark(grid: &Grid, restored: &[(String, String)], builder: &mut Builder) {
    let at = At { document: builder.name(), page: builder.page(), ..At::default() };
    let mut say = |code, severity, message: String, hint: &str| {
        builder.find(Finding::new(code, severity, &at, message).hint(hint));
    };
    if !restored.is_empty() {
        let first: Vec<String> = restored.iter().take(3).map(|(was, is)| format!("{was} as {is}")).collect();
        let message = format!(
            "References on the sheet “{}” are stored as numbers and have lost their last nought; they are read by \
             their order: {}.",
            grid.name,
            first.join(", ")
        );
        let hint = "Format the column of references as text.";
        say("reference-restored", Severity::Warning, message, hint);
    }
    if grid.hidden && !grid.cells.is_empty() {
        let message =
            format!("The sheet “{}” is hidden in the workbook; it is read like the others.", grid.name);
        say("hidden-cells", Severity::Info, message, "Delete it if it is not part of the plan.");
    } else if grid.hidden_rows + grid.hidden_columns > 0 {
        let message = format!(
            "The sheet “{}” has {} hidden rows and {} hidden columns with something in them; they are read like the \
             others.",
            grid.name, grid.hidden_rows, grid.hidden_columns
        );
        say("hidden-cells", Severity::Info, message, "Delete them if they are not part of the plan.");
    }
    if grid.unread_comments > 0 {
        let message = format!(
            "The sheet “{}” has {} comments whose words could not be read.",
            grid.name, grid.unread_comments
        );
        say("comments-not-read", Severity::Warning, message, "Save it as .xlsx and read that.");
    }
    if !grid.comments.is_empty() {
        let message = format!(
            "The sheet “{}” has {} comments; they are kept as text after its cells.",
            grid.name,
            grid.comments.len()
        );
        say(
            "comments-kept",
            Severity::Info,
            message,
            "Answer or remove comments before a plan is published.",
        );
    }
}
