//! A table's sheet, and how sheets are printed.

use rust_xlsxwriter::{Table as Range, TableColumn, TableStyle, Url, Worksheet, XlsxError};

use super::look::Look;
use super::names::headings;
use super::{CONTENTS, cell};
use crate::document::{Cell, Document, Table, words};
use crate::paper::shares;
use crate::text::line;

/// The row of the headings: caption and the way back stand above it.
const HEAD: u32 = 2;
/// The width that columns share, in letters.
const LETTERS: [usize; 2] = [100, 165];

/// The table: caption, headings, rows.
pub(super) fn table(sheet: &mut Worksheet, table: &Table, wide: bool) -> Result<(), XlsxError> {
    sheet.set_row_height(0, 21.0)?;
    let caption = Look { size: 14, strong: true, ..Look::default() };
    // A caption runs over the columns beside it rather than make the first row high.
    sheet.write_string_with_format(
        0,
        0,
        cell::cut(&line(&table.caption), 250),
        &caption.format().unset_text_wrap(),
    )?;
    back(sheet, 1)?;
    if table.columns.is_empty() || table.rows.is_empty() {
        return cell::text(sheet, (HEAD, 0), "None.", Look::default());
    }
    let letters = LETTERS[usize::from(wide)];
    let widths: Vec<f64> = shares(table, letters)
        .into_iter()
        .map(|share| (f64::from(share) * letters as f64 / 1000.0 + 2.0).clamp(6.0, 90.0))
        .collect();
    for (column, width) in (0_u16..).zip(&widths) {
        sheet.set_column_width(column, *width)?;
    }
    let titles: Vec<String> = table.columns.iter().map(|c| line(&c.title)).collect();
    let titles = headings(titles.iter().map(String::as_str));
    let last =
        (HEAD + u32::try_from(table.rows.len()).unwrap_or(u32::MAX).min(1_000_000), table.columns.len());
    let range = Range::new()
        .set_style(TableStyle::None)
        .set_columns(&titles.iter().map(|t| TableColumn::new().set_header(t)).collect::<Vec<_>>());
    sheet.add_table(HEAD, 0, last.0, u16::try_from(last.1 - 1).unwrap_or(u16::MAX), &range)?;
    for (column, (title, of)) in (0_u16..).zip(titles.iter().zip(&table.columns)) {
        let look = Look { head: true, right: of.figures, ..Look::default() };
        cell::text(sheet, (HEAD, column), title, look)?;
    }
    let high = titles.iter().zip(&widths).map(|(t, w)| cell::height(&[words(t.as_str())], *w - 2.0));
    sheet.set_row_height(HEAD, high.fold(0.0, f64::max) + 3.0)?;
    let empty = Cell::default();
    for (number, row) in (HEAD + 1..).zip(&table.rows) {
        let high = row.iter().zip(&widths).map(|(c, w)| cell::height(&c.said(), *w));
        sheet.set_row_height(number, high.fold(0.0, f64::max))?;
        for (i, of) in table.columns.iter().enumerate() {
            let look =
                Look { lined: true, strong: table.names == Some(i), right: of.figures, ..Look::default() };
            let at = (number, u16::try_from(i).unwrap_or(u16::MAX));
            cell::one(sheet, at, row.get(i).unwrap_or(&empty), look)?;
        }
    }
    sheet.set_freeze_panes(HEAD + 1, u16::from(table.names == Some(0)))?;
    sheet.set_repeat_rows(HEAD, HEAD)?;
    Ok(())
}

/// The way back to the contents.
pub(super) fn back(sheet: &mut Worksheet, row: u32) -> Result<(), XlsxError> {
    let format = Look { link: true, ..Look::default() }.format().unset_text_wrap();
    let url = Url::new(format!("internal:'{CONTENTS}'!A1")).set_text("Contents");
    sheet.write_url_with_format(row, 0, url, &format)?;
    Ok(())
}

/// How the sheet is printed: its width on one page, owner, marking, title and page of pages around it.
pub(super) fn print(sheet: &mut Worksheet, document: &Document, wide: bool) {
    // An ampersand means something here; a head or foot holds 255 letters in all.
    let said = |text: &str, most: usize| cell::cut(&line(text), most).replace('&', "&&");
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_margins(0.5, 0.5, 0.8, 0.7, 0.3, 0.3);
    if wide {
        sheet.set_landscape();
    }
    sheet.set_header(format!("&L{}&R{}", said(&document.owner, 60), said(&document.marking, 40)));
    sheet.set_footer(format!("&L{}&RPage &P of &N", said(&document.title, 80)));
}
