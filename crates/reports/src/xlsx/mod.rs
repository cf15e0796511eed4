//! A document as a workbook: contents with links first, then for each section a sheet of its words (one for several that
//! are words alone) and one for each of its tables, with the header row frozen and repeated in print, numbers as numbers, days as days.
//!
//! Nothing in it computes: every text is written as text, and one that a program might take for a formula is marked as
//! text too, so that it stays so when somebody edits the cell. The day of the document stands for its making.

mod cell;
pub mod fill;
mod look;
mod names;
mod sheet;
mod words;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::document::{Block, Document, Section, Table};
use crate::paper::{self, Outline, Pictures, outline};
use crate::text::line;
use names::Names;

/// The sheet that comes first.
const CONTENTS: &str = "Contents";

/// Writes the document. A chart without a picture is replaced by its words.
///
/// # Errors
/// When the workbook's own limits are met: more than a million rows, or more than four gigabytes.
pub fn write(document: &Document, pictures: &Pictures) -> Result<Vec<u8>, XlsxError> {
    let outline = outline(document);
    let mut plan = plan(document, &outline);
    let mut book = Workbook::new();
    book.set_properties(&properties(document)?);
    let mut sheets = Vec::new();
    for shared in plan.chunk_by_mut(|a, b| a.sheet == b.sheet) {
        if let Some(name) = shared.first().filter(|part| part.worded()).map(|part| part.sheet.clone()) {
            let mut own = Worksheet::new();
            own.set_name(&name)?;
            words::sections(&mut own, document, shared, &outline, pictures)?;
            sheet::print(&mut own, document, false);
            sheets.push(own);
        }
        for (part, (name, table)) in shared.iter().flat_map(|p| p.tables.iter().map(move |t| (p, t))) {
            let mut own = Worksheet::new();
            own.set_name(name)?;
            let wide = part.section.wide || table.columns.len() > 5;
            sheet::table(&mut own, table, wide)?;
            sheet::print(&mut own, document, wide);
            sheets.push(own);
        }
    }
    let mut first = Worksheet::new();
    first.set_name(CONTENTS)?;
    words::contents(&mut first, document, &plan)?;
    sheet::print(&mut first, document, false);
    book.push_worksheet(first);
    for sheet in sheets {
        book.push_worksheet(sheet);
    }
    book.save_to_buffer()
}

/// A section with the sheets that hold it.
struct Part<'a> {
    section: &'a Section,
    title: String,
    /// The sheet of its words, which is left out where a section is a table and nothing else. Sections of words alone
    /// that follow each other share one.
    sheet: String,
    /// The row of that sheet where it begins.
    row: u32,
    tables: Vec<(String, &'a Table)>,
}

impl Part<'_> {
    fn worded(&self) -> bool {
        self.tables.len() != 1 || self.section.blocks.len() != 1
    }
}

fn plan<'a>(document: &'a Document, outline: &Outline) -> Vec<Part<'a>> {
    let mut names = Names::new(CONTENTS);
    let mut parts = Vec::with_capacity(document.sections.len());
    let mut number = 0;
    for shared in document.sections.chunk_by(|a, b| only_words(a) && only_words(b)) {
        let title = |number| outline.at(number, None).map(|e| e.title.clone()).unwrap_or_default();
        let (first, last) = (number + 1, number + shared.len());
        let sheet = match shared {
            [_] => format!("{first} {}", title(number)),
            _ => format!("{first} to {last} {}", title(number)),
        };
        let sheet = names.unique(&sheet);
        for section in shared {
            let tables = section.blocks.iter().filter_map(|b| match b {
                Block::Table(table) => Some(table),
                _ => None,
            });
            let named = (1..).zip(tables).map(|(t, table)| {
                (names.unique(&format!("{}.{t} {}", number + 1, line(&table.caption))), table)
            });
            let tables = named.collect();
            parts.push(Part { section, title: title(number), sheet: sheet.clone(), row: 0, tables });
            number += 1;
        }
    }
    parts
}

/// Whether a section has neither tables nor charts.
fn only_words(section: &Section) -> bool {
    !section.blocks.iter().any(|b| matches!(b, Block::Table(_) | Block::Figure(_)))
}

fn properties(document: &Document) -> Result<DocProperties, XlsxError> {
    // Without a day the workbook would take the machine's.
    let (year, month, day) = paper::day(document).unwrap_or((2000, 1, 1));
    let made = ExcelDateTime::from_ymd(year, month, day).or_else(|_| ExcelDateTime::from_ymd(2000, 1, 1))?;
    Ok(DocProperties::new()
        .set_title(cell::cut(&line(&document.title), 255))
        .set_subject(cell::cut(&line(&document.under.join("; ")), 255))
        .set_author(cell::cut(&line(&document.owner), 255))
        .set_category(cell::cut(&line(&document.marking), 255))
        .set_creation_datetime(&made))
}
