//! Workbooks of the older Excel (.xls): values, and from the records beside them how they look.

mod comments;
mod looks;

use std::io::Cursor;

use calamine::{Reader as _, SheetVisible, Xls, XlsError};

use super::{Given, Grid, foreign, printed};
use crate::read::MAX_CELLS;
use crate::read::office::compound;
use crate::read::office::package::Broken;
use looks::SheetLooks;

/// The most cells that sheets may reach over, empty ones too.
const MOST_REACHED: u64 = 4_000_000;

/// Reads the sheets.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Grid>, Broken> {
    let stream = compound::stream(bytes, &["Workbook", "Book"]).unwrap_or_default();
    if looks::reach(&stream).ok_or(Broken::Damaged)? > MOST_REACHED {
        return Err(Broken::TooLarge);
    }
    let mut book: Xls<_> = foreign(|| Xls::new(Cursor::new(bytes)))?.map_err(|error| match error {
        XlsError::Password => Broken::Protected,
        _ => Broken::Damaged,
    })?;
    let sheets = book.sheets_metadata().to_vec();
    if sheets.is_empty() {
        return Err(Broken::Damaged);
    }
    let mut looks = looks::read(&stream).into_iter();
    let mut grids = Vec::new();
    let mut count = 0;
    for sheet in sheets {
        let hidden = sheet.visible != SheetVisible::Visible;
        let mut grid = Grid { name: sheet.name.clone(), hidden, ..Grid::default() };
        let looks = looks.next().unwrap_or_default();
        if let Ok(range) = foreign(|| book.worksheet_range(&sheet.name))? {
            let (top, left) = range.start().unwrap_or((0, 0));
            for (row, column, data) in range.used_cells() {
                let (text, plain_number) = printed::plain(data);
                if text.trim().is_empty() {
                    continue;
                }
                count += 1;
                if count > MAX_CELLS {
                    return Err(Broken::TooLarge);
                }
                let row = top.saturating_add(u32::try_from(row).unwrap_or(u32::MAX));
                let column = left.saturating_add(u32::try_from(column).unwrap_or(u32::MAX));
                grid.cells.push(Given { row, column, parts: vec![(text, false)], plain_number, fill: None });
            }
        }
        dress(&mut grid, looks);
        grids.push(grid);
    }
    Ok(grids)
}

/// Gives the cells of a sheet their looks; a colour may stand behind a cell without words.
fn dress(grid: &mut Grid, mut looks: SheetLooks) {
    let hidden_row = |row: u32| looks.hidden_rows.contains(&row);
    let hidden_column = |c: u32| looks.hidden_columns.iter().any(|(from, to)| (*from..=*to).contains(&c));
    let mut rows: Vec<u32> = grid.cells.iter().map(|c| c.row).filter(|r| hidden_row(*r)).collect();
    rows.dedup();
    let mut columns: Vec<u32> = grid.cells.iter().map(|c| c.column).filter(|c| hidden_column(*c)).collect();
    columns.sort_unstable();
    columns.dedup();
    (grid.hidden_rows, grid.hidden_columns) = (rows.len(), columns.len());
    for cell in &mut grid.cells {
        let Some((fill, struck)) = looks.cells.remove(&(cell.row, cell.column)) else { continue };
        cell.fill = fill;
        cell.parts.iter_mut().for_each(|(_, s)| *s = struck);
    }
    for ((row, column), (fill, _)) in looks.cells {
        if fill.is_some() {
            grid.cells.push(Given { row, column, fill, ..Given::default() });
        }
    }
    grid.cells.sort_by_key(|c| (c.row, c.column));
    grid.merged = looks.merged;
    (grid.comments, grid.unread_comments) = (looks.comments, looks.unread_comments);
}
