//! Workbooks (.xlsx, .xls, .ods), row by row with the kinds of their values.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    Data, DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx, open_workbook_auto_from_rs,
};
use model::day::Day;

use super::convert::Raw;

/// The most bytes that all parts of a workbook may unpack to.
const MOST_UNPACKED: u64 = 1_500_000_000;

/// Why a workbook cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Broken {
    /// It is damaged or protected by a password.
    Damaged,
    /// It unpacks to more than any list.
    TooLarge,
}

/// What takes the rows of a workbook.
pub(crate) trait Rows {
    /// A sheet begins: its name, its number from 1.
    fn sheet(&mut self, name: &str, number: u32, hidden: bool);
    /// A row of it that is not wholly empty: its number from 1 and its cells from the first column on.
    fn row(&mut self, number: u32, cells: &[Raw<'_>]);
    /// The sheet breaks off here: the file is damaged.
    fn broken(&mut self, row: u32);
}

/// Reads a workbook.
pub(crate) fn read(bytes: &[u8], rows: &mut impl Rows) -> Result<(), Broken> {
    if bytes.starts_with(b"PK") {
        look_at_sizes(bytes)?;
        if let Ok(book) = foreign(|| Xlsx::new(Cursor::new(bytes)))? {
            return office(book, rows);
        }
    }
    older(bytes, rows)
}

/// Asks the library that unpacks cells: it trusts the lengths that a file states, and where it stops short the file is
/// damaged.
fn foreign<T>(ask: impl FnOnce() -> T) -> Result<T, Broken> {
    catch_unwind(AssertUnwindSafe(ask)).map_err(|_| Broken::Damaged)
}

/// Refuses a package whose parts together are far larger than any list, before anything is unpacked.
fn look_at_sizes(bytes: &[u8]) -> Result<(), Broken> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Broken::Damaged)?;
    let mut sum = 0_u64;
    for place in 0..zip.len() {
        let part = zip.by_index_raw(place).map_err(|_| Broken::Damaged)?;
        sum = sum.saturating_add(part.size());
    }
    if sum > MOST_UNPACKED { Err(Broken::TooLarge) } else { Ok(()) }
}

fn office(mut book: Xlsx<Cursor<&[u8]>>, rows: &mut impl Rows) -> Result<(), Broken> {
    let sheets = book.sheets_metadata().to_vec();
    for (number, sheet) in (1..).zip(sheets.iter().filter(|s| s.typ == SheetType::WorkSheet)) {
        rows.sheet(&sheet.name, number, sheet.visible != SheetVisible::Visible);
        let Ok(mut reader) = foreign(|| book.worksheet_cells_reader(&sheet.name))? else { continue };
        let mut row: Vec<Raw<'_>> = Vec::new();
        let mut at = 0;
        loop {
            let cell = match foreign(|| reader.next_cell_with_formula_metadata())? {
                Ok(Some(cell)) => cell,
                Ok(None) => break,
                Err(_) => {
                    rows.broken(at + 1);
                    break;
                }
            };
            let (r, c) = cell.pos;
            if r != at {
                give(rows, at, &row);
                row.clear();
                at = r;
            }
            let column = usize::try_from(c).unwrap_or(usize::MAX);
            if column > MOST_COLUMNS {
                continue;
            }
            if row.len() <= column {
                row.resize(column + 1, Raw::Empty);
            }
            if let Some(place) = row.get_mut(column) {
                *place = match (&cell.value, &cell.formula) {
                    (DataRef::Empty, Some(_)) => Raw::Uncomputed,
                    (value, _) => raw(value),
                };
            }
        }
        give(rows, at, &row);
    }
    Ok(())
}

/// Lists have a few dozen columns; what stands far out is no part of one.
const MOST_COLUMNS: usize = 200;

fn give(rows: &mut impl Rows, at: u32, row: &[Raw<'_>]) {
    if row.iter().any(|c| !matches!(c, Raw::Empty) && !matches!(c, Raw::Text(t) if t.trim().is_empty())) {
        rows.row(at + 1, row);
    }
}

fn older(bytes: &[u8], rows: &mut impl Rows) -> Result<(), Broken> {
    let opened = foreign(|| open_workbook_auto_from_rs(Cursor::new(bytes)))?;
    let mut book = opened.map_err(|_| Broken::Damaged)?;
    let sheets = book.sheets_metadata().to_vec();
    for (number, sheet) in (1..).zip(&sheets) {
        rows.sheet(&sheet.name, number, sheet.visible != SheetVisible::Visible);
        let Ok(range) = foreign(|| book.worksheet_range(&sheet.name))? else { continue };
        let (top, left) = range.start().unwrap_or((0, 0));
        let left = usize::try_from(left).unwrap_or(0).min(MOST_COLUMNS);
        for (place, cells) in (0_u32..).zip(range.rows()) {
            let lead = std::iter::repeat_n(Raw::Empty, left);
            let row: Vec<Raw<'_>> = lead.chain(cells.iter().take(MOST_COLUMNS).map(plain)).collect();
            give(rows, top.saturating_add(place), &row);
        }
    }
    Ok(())
}

fn raw<'a>(value: &DataRef<'a>) -> Raw<'a> {
    match value {
        DataRef::Empty => Raw::Empty,
        DataRef::SharedString(text) => Raw::Text((*text).into()),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Raw::Text(text.clone().into())
        }
        DataRef::Int(number) => Raw::Number(int(*number)),
        DataRef::Float(number) => Raw::Number(*number),
        DataRef::Bool(truth) => Raw::Truth(*truth),
        DataRef::DateTime(moment) => moment_of(moment),
        DataRef::Error(error) => Raw::Error(error.to_string()),
    }
}

fn plain(value: &Data) -> Raw<'_> {
    match value {
        Data::Empty => Raw::Empty,
        Data::String(text) | Data::DurationIso(text) | Data::DateTimeIso(text) => {
            Raw::Text(text.as_str().into())
        }
        Data::Int(number) => Raw::Number(int(*number)),
        Data::Float(number) => Raw::Number(*number),
        Data::Bool(truth) => Raw::Truth(*truth),
        Data::DateTime(moment) => moment_of(moment),
        Data::Error(error) => Raw::Error(error.to_string()),
    }
}

#[expect(clippy::cast_precision_loss, reason = "numbers of a list are far below 2^53")]
fn int(number: i64) -> f64 {
    number as f64
}

fn moment_of<'a>(moment: &ExcelDateTime) -> Raw<'a> {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let read = i16::try_from(year)
        .ok()
        .and_then(|y| Day::new(y, i8::try_from(month).ok()?, i8::try_from(day).ok()?));
    match read {
        Some(day) if !moment.is_duration() && moment.as_f64() >= 1.0 => Raw::Day(day),
        _ => Raw::Number(moment.as_f64()),
    }
}
