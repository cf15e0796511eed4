//! A workbook that people fill in: what they may not change is protected, what they choose has a drop-down, and what the
//! program needs to know the rows again stands in hidden columns and on a hidden sheet.

use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::cell::cut;
use super::look::{Look, rgb};
use crate::document::Tone;
use crate::svg::palette;

/// A workbook to be filled in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    /// Its title.
    pub title: String,
    /// Whose it is.
    pub owner: String,
    /// The day it speaks of, as year, month and day: it stands for its making, so that no clock is read.
    pub day: Option<(u16, u8, u8)>,
    /// How to fill it in, a line a paragraph; the first is a heading. They stand on a sheet of their own.
    pub guide: Vec<String>,
    /// The name of the sheet to fill in.
    pub sheet: String,
    /// Its columns.
    pub columns: Vec<Field>,
    /// Its rows: as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
    /// The hidden sheet: its name, and its cells one below the other.
    pub hidden: (String, Vec<String>),
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Field {
    /// Its heading.
    pub title: String,
    /// How wide it is, in letters.
    pub width: f64,
    /// It is not shown.
    pub hidden: bool,
    /// People may write in it.
    pub fills: bool,
    /// What they may choose; empty where anything may be written.
    pub choices: Vec<String>,
    /// What they are told.
    pub hint: String,
}

/// Rows below the last that can be filled in.
const SPARE: u32 = 20;

/// Writes the workbook. The same one gives the same bytes.
///
/// # Errors
/// When the workbook's own limits are met.
pub fn write(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut out = Workbook::new();
    let (year, month, day) = book.day.unwrap_or((2000, 1, 1));
    let made = ExcelDateTime::from_ymd(year, month, day).or_else(|_| ExcelDateTime::from_ymd(2000, 1, 1))?;
    out.set_properties(
        &DocProperties::new()
            .set_title(cut(&book.title, 255))
            .set_author(cut(&book.owner, 255))
            .set_creation_datetime(&made),
    );
    out.push_worksheet(sheet(book)?);
    out.push_worksheet(guide(book)?);
    out.push_worksheet(hidden(book)?);
    out.save_to_buffer()
}

fn sheet(book: &Book) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(&book.sheet)?;
    let last = u32::try_from(book.rows.len()).unwrap_or(u32::MAX - SPARE);
    let mut first_shown = 0;
    for (at, field) in (0_u16..).zip(&book.columns) {
        sheet.set_column_width(at, field.width)?;
        if field.hidden {
            sheet.set_column_hidden(at)?;
        } else if field.width < 10.0 {
            first_shown = at + 1;
        }
        let head = Look { head: true, ..Look::default() }.format();
        sheet.write_string_with_format(0, at, &field.title, &head)?;
        let format = format(field.fills);
        for (row, cells) in (1_u32..).zip(&book.rows) {
            let said = cells.get(usize::from(at)).map_or("", String::as_str);
            if said.is_empty() {
                sheet.write_blank(row, at, &format)?;
            } else {
                sheet.write_string_with_format(row, at, cut(said, 32_000), &format)?;
            }
        }
        for row in last + 1..=last + SPARE {
            sheet.write_blank(row, at, &self::format(!field.hidden))?;
        }
        choices(&mut sheet, at, last + SPARE, field)?;
    }
    for (row, cells) in (1_u32..).zip(&book.rows) {
        sheet.set_row_height(row, height(book, cells))?;
    }
    sheet.set_freeze_panes(1, first_shown)?;
    let columns = u16::try_from(book.columns.len()).unwrap_or(1).max(1);
    sheet.autofilter(0, 0, last.max(1), columns - 1)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    sheet.protect_with_options(&ProtectionOptions {
        sort: true,
        use_autofilter: true,
        format_columns: true,
        format_rows: true,
        format_cells: true,
        ..ProtectionOptions::default()
    });
    Ok(sheet)
}

/// Every cell is text: a date that somebody types stays as it was typed, and nothing computes.
fn format(fills: bool) -> Format {
    let format = Look { lined: true, quoted: true, ..Look::default() }.format();
    if fills {
        format.set_unlocked().set_border(FormatBorder::Thin).set_border_color(rgb("#b1b4b6"))
    } else {
        format.set_background_color(rgb("#f3f5f7"))
    }
}

fn choices(sheet: &mut Worksheet, at: u16, last: u32, field: &Field) -> Result<(), XlsxError> {
    if !field.fills {
        return Ok(());
    }
    let mut rule = DataValidation::new()
        .set_input_title(cut(&field.title, 32))?
        .set_input_message(cut(&field.hint, 255))?;
    if field.choices.is_empty() {
        rule = rule.allow_any_value();
    } else {
        rule = rule
            .allow_list_strings(&field.choices)?
            .set_error_title("Choose from the list")?
            .set_error_message(cut(&format!("One of: {}.", field.choices.join(", ")), 255))?;
    }
    sheet.add_data_validation(1, at, last, at, &rule)?;
    for tone in Tone::ALL.into_iter().filter(|t| field.choices.iter().any(|c| c == t.word())) {
        let tint = palette::tone(tone);
        let shade =
            Format::new().set_background_color(rgb(tint.fill)).set_font_color(rgb(tint.ink)).set_bold();
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(tone.word()))
            .set_format(shade);
        sheet.add_conditional_format(1, at, last, at, &rule)?;
    }
    Ok(())
}

/// How high a row is: that of its highest cell, within reason.
fn height(book: &Book, cells: &[String]) -> f64 {
    let lines = |said: &String, field: &Field| -> f64 {
        said.lines().map(|l| (l.chars().count() as f64 / field.width.max(1.0)).ceil().max(1.0)).sum()
    };
    let shown = cells.iter().zip(&book.columns).filter(|(_, f)| !f.hidden);
    let most = shown.map(|(said, field)| lines(said, field)).fold(2.0, f64::max);
    (most * 13.0 + 4.0).min(260.0)
}

fn guide(book: &Book) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name("How to fill it in")?;
    sheet.set_column_width(0, 100)?;
    for (row, said) in (0_u32..).zip(&book.guide) {
        let look = if row == 0 {
            Look { size: 14, strong: true, ..Look::default() }
        } else {
            Look { size: 11, ..Look::default() }
        };
        sheet.write_string_with_format(row, 0, said, &look.format().set_align(FormatAlign::Top))?;
    }
    sheet.protect();
    Ok(sheet)
}

fn hidden(book: &Book) -> Result<Worksheet, XlsxError> {
    let (name, cells) = &book.hidden;
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?;
    for (row, said) in (0_u32..).zip(cells) {
        sheet.write_string(row, 0, said)?;
    }
    sheet.set_hidden(true);
    sheet.protect();
    Ok(sheet)
}
