//! The cells of the older Excel's workbooks and of OpenDocument's.

use std::io::Cursor;

use calamine::{Reader as _, SheetVisible, open_workbook_auto_from_rs};

use super::{Given, Grid, printed};
use crate::read::MAX_CELLS;
use crate::read::office::package::Broken;

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Grid>, Broken> {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| Broken::Damaged)?;
    let sheets = book.sheets_metadata().to_vec();
    let mut grids = Vec::new();
    let mut count = 0;
    for sheet in sheets {
        let hidden = sheet.visible != SheetVisible::Visible;
        let mut grid = Grid { name: sheet.name.clone(), hidden, ..Grid::default() };
        let Ok(range) = book.worksheet_range(&sheet.name) else {
            grids.push(grid);
            continue;
        };
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
        grids.push(grid);
    }
    Ok(grids)
}
