//! Lists as files: one CSV a list, or one workbook with a tab for each.

use extracts::list::{Kind, List};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};

use crate::lists::Sheet;

/// The name of a list's sheet or file, without an ending: `List 3 Referrals`.
pub fn name(list: &List) -> String {
    match list.number {
        Some(number) => format!("List {number} {}", list.title),
        None => list.title.clone(),
    }
}

/// A list as CSV with its official headers.
pub fn csv(sheet: &Sheet) -> String {
    let mut text = String::with_capacity(sheet.rows.len() * 120);
    line(sheet.list.columns.iter().map(|c| c.title.as_str()), &mut text);
    for row in &sheet.rows {
        line(row.iter().map(String::as_str), &mut text);
    }
    text
}

fn line<'a>(fields: impl Iterator<Item = &'a str>, text: &mut String) {
    for (place, field) in fields.enumerate() {
        if place > 0 {
            text.push(',');
        }
        if field.contains([',', '"', '\n']) {
            text.push('"');
            text.push_str(&field.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(field);
        }
    }
    text.push('\n');
}

/// The lists as one workbook: days as days, numbers as numbers.
///
/// # Errors
/// When a sheet cannot be written; lists of less than a million rows can.
pub fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The file says when it was made; always the same moment, so that the same lists are the same bytes.
    let made =
        rust_xlsxwriter::DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    book.set_properties(&made);
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for sheet in sheets {
        let tab = book.add_worksheet();
        let called = name(sheet.list);
        tab.set_name(called.get(..called.len().min(31)).unwrap_or("List"))?;
        for (column, of) in (0..).zip(&sheet.list.columns) {
            tab.write_string(0, column, &of.title)?;
        }
        for (at, row) in (1..).zip(&sheet.rows) {
            for (column, (cell, of)) in (0..).zip(row.iter().zip(&sheet.list.columns)) {
                if cell.is_empty() {
                    continue;
                }
                match of.kind {
                    Kind::Day | Kind::Born => match excel_day(cell) {
                        Some(moment) => tab.write_datetime_with_format(at, column, &moment, &day)?,
                        None => tab.write_string(at, column, cell)?,
                    },
                    kind if kind.parts().is_some() => match cell.parse::<f64>() {
                        Ok(number) => tab.write_number(at, column, number)?,
                        Err(_) => tab.write_string(at, column, cell)?,
                    },
                    _ => tab.write_string(at, column, cell)?,
                };
            }
        }
    }
    book.save_to_buffer()
}

/// A day as written in a list, if it is one.
fn excel_day(text: &str) -> Option<ExcelDateTime> {
    let mut parts = text.split('/');
    let (day, month, year) =
        (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let real =
        model::day::Day::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    real.and_then(|_| ExcelDateTime::from_ymd(year, month, day).ok())
}
