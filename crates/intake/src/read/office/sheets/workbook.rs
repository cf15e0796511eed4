//! The cells of a workbook in the Office Open format, in the order they stand, never as a full rectangle: two cells at
//! opposite corners of a sheet cost two cells.

use std::io::Cursor;

use calamine::{Reader as _, SheetType, SheetVisible, Style, Xlsx};

use super::{Given, Grid, foreign, printed};
use crate::read::MAX_CELLS;
use crate::read::office::package::Broken;

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Grid>, Broken> {
    let mut book: Xlsx<_> = foreign(|| Xlsx::new(Cursor::new(bytes)))?.map_err(|_| Broken::Damaged)?;
    let sheets = book.sheets_metadata().to_vec();
    let mut grids = Vec::new();
    let mut count = 0;
    for sheet in sheets.iter().filter(|s| s.typ == SheetType::WorkSheet) {
        let hidden = sheet.visible != SheetVisible::Visible;
        let mut grid = Grid { name: sheet.name.clone(), hidden, ..Grid::default() };
        grid.cells = cells(&mut book, &sheet.name, &mut count)?;
        grids.push(grid);
    }
    Ok(grids)
}

fn cells(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, count: &mut usize) -> Result<Vec<Given>, Broken> {
    let mut cells = Vec::new();
    // A chart sheet or an empty part has no cells to read.
    let Ok(mut reader) = foreign(|| book.worksheet_cells_reader(name))? else { return Ok(cells) };
    let palette: Vec<Style> = reader.styles().to_vec();
    // What stands before a damaged place is read.
    while let Ok(Ok(Some((cell, style)))) = foreign(|| reader.next_cell_with_style_id()) {
        let style = palette.get(style);
        let format = style.and_then(|s| s.number_format.as_ref()).map_or("", |f| f.format_code.as_str());
        let (text, plain_number) = printed::value(cell.get_value(), format);
        let fill = style
            .and_then(|s| s.fill.as_ref())
            .filter(|f| f.is_visible())
            .and_then(calamine::Fill::get_color)
            .map(|c| format!("{:02X}{:02X}{:02X}", c.red, c.green, c.blue));
        if text.trim().is_empty() && fill.is_none() {
            continue;
        }
        *count += 1;
        if *count > MAX_CELLS {
            return Err(Broken::TooLarge);
        }
        let struck = style.and_then(|s| s.font.as_ref()).is_some_and(calamine::Font::has_strikethrough);
        let (row, column) = cell.get_position();
        cells.push(Given { row, column, parts: vec![(text, struck)], plain_number, fill });
    }
    cells.sort_by_key(|c| (c.row, c.column));
    cells.dedup_by_key(|c| (c.row, c.column));
    Ok(cells)
}
