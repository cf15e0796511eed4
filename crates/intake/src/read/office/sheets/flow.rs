//! The cells of a sheet into the blocks every recogniser meets.

use super::{Given, Grid, pasted};
use crate::document::{Block, Cell, Content};
use crate::read::{Builder, mark, plain, shade};

/// Columns further to the right than this join the last: no plan is so wide.
const MAX_WIDTH: u32 = 400;

/// Writes a sheet. Where there are several, its name stands above it, on the first below the titles of the document.
pub(super) fn write(grid: &Grid, several: bool, builder: &mut Builder) {
    builder.end_table();
    if grid.cells.is_empty() {
        return;
    }
    let mut first_line = builder.next_line();
    let mut name = Some(grid.name.as_str()).filter(|name| several && !says_nothing(name));
    let mut head = |line: u32, builder: &mut Builder| {
        name.take().map_or(0, |name| {
            builder.line(line, name, |at| Block::Heading { level: 1, text: name.to_owned(), at });
            1
        })
    };
    if builder.page().is_some() {
        first_line += head(first_line, builder);
    }
    let rows: Vec<&[Given]> = grid.cells.chunk_by(|a, b| a.row == b.row).collect();
    // An empty row ends a table, unless a merged cell reaches over it.
    let together = |a: &&[Given], b: &&[Given]| {
        let (a, b) = (number_of(a), number_of(b));
        b <= a + 1 || grid.bridges(a, b)
    };
    for (place, block) in rows.chunk_by(together).enumerate() {
        let titles = block.iter().take_while(|row| alone(row).is_some()).count();
        // Rows of one cell are running text where nothing else stands between empty rows, or above all of a sheet.
        let (text, table) = block.split_at(if titles == block.len() || place == 0 { titles } else { 0 });
        for row in text {
            paragraph(&alone(row).unwrap_or_default(), first_line + number_of(row), builder);
        }
        first_line += head(first_line + block.first().map_or(0, |r| number_of(r)) + titles as u32, builder);
        for row in table {
            let cells = cells(grid, number_of(row), row);
            if !cells.iter().all(|c| c.is_empty() && c.shade.is_none()) {
                builder.cells(first_line + number_of(row), cells);
            }
        }
        builder.end_table();
    }
    for (place, words) in &grid.comments {
        let text = format!("Comment at {place}: {words}");
        let line = builder.next_line();
        builder.line(line, &text, |at| Block::Paragraph { text: text.clone(), bold: false, at });
    }
}

/// The number of a row, from 0.
fn number_of(row: &[Given]) -> u32 {
    row.first().map_or(0, |c| c.row)
}

/// The words of a row that has only one cell, in one line.
fn alone(row: &[Given]) -> Option<String> {
    let mut worded = row.iter().filter(|c| c.parts.iter().any(|(t, _)| !t.trim().is_empty()));
    let (cell, None) = (worded.next()?, worded.next()) else { return None };
    let [(text, false)] = cell.parts.as_slice() else { return None };
    let shaded = row.iter().any(|c| c.fill.as_deref().and_then(shade::level).is_some());
    (!shaded && !text.trim().contains('\n')).then(|| plain(text))
}

/// Words between empty rows are running text.
fn paragraph(text: &str, line: u32, builder: &mut Builder) {
    builder.line(line, text, |at| match mark::split(text).filter(|(_, rest)| !rest.is_empty()) {
        Some((mark, rest)) => Block::Item { mark: mark.to_owned(), depth: 0, text: rest.to_owned(), at },
        None => Block::Paragraph { text: text.to_owned(), bold: false, at },
    });
}

/// The cells of a row up to the last with something in it.
fn cells(grid: &Grid, number: u32, row: &[Given]) -> Vec<Cell> {
    let width = row.last().map_or(0, |last| last.column.min(MAX_WIDTH) + 1);
    let mut cells: Vec<Cell> = Vec::with_capacity(width as usize);
    for given in row {
        let column = given.column.min(MAX_WIDTH);
        while (cells.len() as u32) < column {
            let next = cells.len() as u32;
            cells.push(Cell { span: 1, continues: grid.continues(number, next), ..Cell::default() });
        }
        let content = content(given);
        if let Some(cell) = cells.get_mut(column as usize) {
            cell.content.extend(content);
            continue;
        }
        let shade = given.fill.as_deref().and_then(shade::level);
        cells.push(Cell {
            content,
            span: 1,
            continues: grid.continues(number, column),
            shade,
            ..Cell::default()
        });
    }
    cells
}

fn content(given: &Given) -> Vec<Content> {
    if let [(text, false)] = given.parts.as_slice() {
        return pasted::content(text);
    }
    let mut out = Vec::new();
    for (text, struck) in &given.parts {
        for mut part in pasted::content(text) {
            if *struck {
                part = match part {
                    Content::Paragraph { text, .. } | Content::Item { text, .. } => {
                        Content::Paragraph { text, struck: true }
                    }
                    Content::Table(table) => Content::Table(table),
                };
            }
            out.push(part);
        }
    }
    out
}

impl Grid {
    /// Whether this place is the lower part of a merged cell that begins above it.
    fn continues(&self, row: u32, column: u32) -> bool {
        self.merged.iter().any(|(start, end)| start.0 < row && row <= end.0 && start.1 == column)
    }

    /// Whether a merged cell reaches from one row to another.
    fn bridges(&self, from: u32, to: u32) -> bool {
        self.merged.iter().any(|(start, end)| start.0 <= from && to <= end.0)
    }
}

/// `Sheet1` and its like name nothing that a plan has parts by.
fn says_nothing(name: &str) -> bool {
    const PLAIN: [&str; 12] = [
        "sheet",
        "table",
        "cover",
        "front",
        "title",
        "plan",
        "action plan",
        "actions",
        "tracker",
        "action tracker",
        "action log",
        "data",
    ];
    let name = name.trim().to_lowercase();
    PLAIN.contains(&name.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' '))
}
