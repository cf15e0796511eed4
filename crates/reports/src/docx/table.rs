//! Tables: a header row that repeats, rows that stay together, the column that names the row, ratings shaded and said.

use std::fmt::Write as _;

use super::media::Media;
use super::run::{Look, plain, words};
use super::section::Page;
use super::styles::digits;
use crate::document::{Cell, Table};
use crate::paper::{Outline, right_to_left, row_lines, shares};
use crate::svg::palette;
use crate::text::{escape, line};

/// Letters of the table's size side by side in a page's width.
const fn letters(wide: bool) -> usize {
    if wide { 172 } else { 114 }
}

/// A row of more lines than this may be split between pages: kept whole it would leave half a page empty.
const MOST_LINES: usize = 24;

/// The table, without its caption.
pub(super) fn write(table: &Table, page: Page, wide: bool, outline: &Outline, media: &mut Media) -> String {
    let whole = page.text_width(wide);
    let shares = shares(table, letters(wide));
    let widths: Vec<u32> = shares.iter().map(|s| s * whole / 1000).collect();
    let mut out = String::from("<w:tbl>");
    let _ = write!(
        out,
        "<w:tblPr><w:tblStyle w:val=\"Plan\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook \
         w:val=\"{}\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"{}\" w:lastColumn=\"0\" w:noHBand=\"1\" \
         w:noVBand=\"1\"/><w:tblCaption w:val=\"{}\"/><w:tblDescription w:val=\"{}\"/></w:tblPr><w:tblGrid>",
        widths.iter().sum::<u32>(),
        if table.names == Some(0) { "06A0" } else { "0620" },
        u8::from(table.names == Some(0)),
        escape(&line(&table.caption)),
        escape(&described(table)),
    );
    for width in &widths {
        let _ = write!(out, "<w:gridCol w:w=\"{width}\"/>");
    }
    out.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (column, width) in table.columns.iter().zip(&widths) {
        let _ = write!(
            out,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:vAlign w:val=\"bottom\"/></w:tcPr><w:p><w:pPr>\
             <w:pStyle w:val=\"HeadCell\"/>{}</w:pPr>{}</w:p></w:tc>",
            if column.figures { "<w:jc w:val=\"right\"/>" } else { "" },
            plain(&line(&column.title), Look { strong: true, ink: None }),
        );
    }
    out.push_str("</w:tr>");
    let empty = Cell::default();
    for row in &table.rows {
        out.push_str(if row_lines(row, &shares, letters(wide)) > MOST_LINES { "<w:tr>" } else { WHOLE_ROW });
        for (i, (column, width)) in table.columns.iter().zip(&widths).enumerate() {
            let cell = row.get(i).unwrap_or(&empty);
            let place = Place { width: *width, figures: column.figures, names: table.names == Some(i) };
            out.push_str(&one(cell, place, outline, media));
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
    out
}

const WHOLE_ROW: &str = "<w:tr><w:trPr><w:cantSplit/></w:trPr>";

/// What a person who hears the table is told of it.
fn described(table: &Table) -> String {
    let names = table.names.and_then(|i| table.columns.get(i)).map(|c| line(&c.title));
    let columns: Vec<String> = table.columns.iter().map(|c| line(&c.title)).collect();
    let by = names.map(|n| format!(", named by {n}")).unwrap_or_default();
    format!("{} rows{by}. Columns: {}.", table.rows.len(), columns.join(", "))
}

/// Where a cell stands.
#[derive(Clone, Copy)]
struct Place {
    width: u32,
    figures: bool,
    names: bool,
}

fn one(cell: &Cell, place: Place, outline: &Outline, media: &mut Media) -> String {
    let tint = cell.tone.map(palette::tone);
    let mut out = format!("<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/>", place.width);
    if let Some(tint) = tint {
        let _ = write!(out, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/>", digits(tint.fill));
    }
    out.push_str("</w:tcPr>");
    let look = Look { strong: place.names || tint.is_some(), ink: tint.map(|t| digits(t.ink)) };
    let said = cell.said();
    if said.is_empty() {
        out.push_str("<w:p><w:pPr><w:pStyle w:val=\"Cell\"/></w:pPr></w:p>");
    }
    for paragraph in said.iter() {
        // Words from the right begin at the column's edge like the others: "right" is the end of their line.
        let stand = match (right_to_left(paragraph), place.figures) {
            (true, true) => "<w:bidi/>",
            (true, false) => "<w:bidi/><w:jc w:val=\"right\"/>",
            (false, true) => "<w:jc w:val=\"right\"/>",
            (false, false) => "",
        };
        let _ = write!(
            out,
            "<w:p><w:pPr><w:pStyle w:val=\"Cell\"/>{stand}</w:pPr>{}</w:p>",
            words(paragraph, look, outline, media),
        );
    }
    out.push_str("</w:tc>");
    out
}
