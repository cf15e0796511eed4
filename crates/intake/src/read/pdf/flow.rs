//! The run of a PDF into the blocks every recogniser meets.

use super::join::{Piece, Row};
use super::page::{PageCell, PageTable};
use super::prose::{self, Paragraph, Vocabulary};
use super::words::Line;
use crate::document::{Block, Cell, Content, Row as TableRow, Table};
use crate::read::{Builder, fold, mark, shade};
use model::at::At;
use model::finding::{Finding, Severity};

/// Type this much larger than that of most words heads what follows.
const LARGER: f64 = 1.14;
/// A longer paragraph heads nothing.
const MAX_HEADING: usize = 220;

/// Writes the run. Where a text file has lines, a PDF has paragraphs and rows, counted from its beginning.
pub(super) fn write(run: &[Piece], width: f64, builder: &mut Builder) {
    let sizes = Sizes::of(run);
    let known = vocabulary(run);
    let mut line = 0;
    let mut late = Vec::new();
    for piece in run {
        match piece {
            Piece::Lines(lines, page) => {
                builder.end_table();
                builder.set_page(*page);
                let right = lines.iter().map(|l| l.x1).fold(width * 0.55, f64::max);
                for paragraph in prose::paragraphs(lines, right + 1.0, &known) {
                    line += 1;
                    block(&paragraph, &sizes, line, builder);
                }
            }
            Piece::Table(xs, rows) => {
                builder.end_table();
                for row in rows {
                    builder.set_page(row.page);
                    table_row(xs, row, &known, &mut line, builder);
                }
                builder.end_table();
                remark(rows, builder);
            }
            Piece::Furniture(text, page, first) => {
                let text = fold(text);
                // What all pages share is kept once, at the end.
                if *first && text.chars().filter(|c| c.is_alphabetic()).count() > 6 {
                    late.push((text, *page));
                } else {
                    line += 1;
                    builder.set_page(*page);
                    builder.repeated(line, None, &text, "page");
                }
            }
        }
    }
    for (text, page) in late {
        line += 1;
        builder.set_page(page);
        builder.line(line, &text, |at| Block::Paragraph { text: text.clone(), bold: false, at });
    }
}

/// Where a page cut a table there is something to compare.
fn remark(rows: &[Row], builder: &mut Builder) {
    let mut say = |code, severity, page, message: String, hint: &str| {
        let at = At { document: builder.name(), page: Some(page), ..At::default() };
        builder.find(Finding::new(code, severity, &at, message).hint(hint));
    };
    if let Some(row) = rows.first().filter(|r| r.torn) {
        let message = format!(
            "The table at the top of page {} is as wide as the one that ends the page before and has other columns; it \
             was read on its own.",
            row.page
        );
        let hint = "If a row was cut there, compare its words, or read the document it was printed from.";
        say("table-not-joined", Severity::Warning, row.page, message, hint);
    }
    let over: Vec<&Row> = rows.iter().filter(|r| r.to > r.page).collect();
    let Some(first) = over.first() else { return };
    let pages: Vec<String> = over.iter().map(|r| format!("{} to {}", r.page, r.to)).collect();
    let message =
        format!("Rows run over the end of a page (from {}); their parts were joined.", pages.join(", "));
    let hint = "Compare these rows: a PDF does not say which words of a cell belong together.";
    say("row-over-pages", Severity::Info, first.page, message, hint);
}

fn vocabulary(run: &[Piece]) -> Vocabulary {
    let mut known = Vocabulary::default();
    for piece in run {
        match piece {
            Piece::Lines(lines, _) => known.add(lines),
            Piece::Table(_, rows) => {
                rows.iter().flat_map(|r| &r.row.cells).for_each(|c| known.add(&c.lines));
            }
            Piece::Furniture(..) => {}
        }
    }
    known
}

fn table_row(xs: &[f64], row: &Row, known: &Vocabulary, line: &mut u32, builder: &mut Builder) {
    if row.row.is_empty() && row.row.cells.iter().all(|c| c.fill.is_none()) {
        return;
    }
    *line += 1;
    if row.repeated {
        for (column, words) in (1..).zip(row.row.words()) {
            let words = fold(&words);
            if !words.is_empty() {
                builder.repeated(*line, Some(column), &words, "header");
            }
        }
        return;
    }
    builder.cells(*line, cells(xs, &row.row.cells, known));
}

/// The cells of a row; columns left free are empty cells.
fn cells(xs: &[f64], given: &[PageCell], known: &Vocabulary) -> Vec<Cell> {
    let place = |x: f64| {
        let near = xs.iter().enumerate().min_by(|a, b| (a.1 - x).abs().total_cmp(&(b.1 - x).abs()));
        near.map_or(0, |(index, _)| index)
    };
    let mut out = Vec::new();
    let mut next = 0;
    for cell in given {
        let (from, to) = (place(cell.x.0), place(cell.x.1));
        while next < from {
            out.push(Cell { span: 1, ..Cell::default() });
            next += 1;
        }
        let span = to.saturating_sub(from.max(next)).max(1);
        next += span;
        out.push(Cell {
            content: content(cell, known),
            span: u32::try_from(span).unwrap_or(1),
            continues: cell.continues,
            shade: cell.fill.as_deref().and_then(shade::level),
            ..Cell::default()
        });
    }
    out
}

fn content(cell: &PageCell, known: &Vocabulary) -> Vec<Content> {
    let mut out = Vec::new();
    for paragraph in prose::paragraphs(&cell.lines, prose::right(&cell.lines, cell.x), known) {
        for (text, struck) in &paragraph.parts {
            let text = fold(text);
            if text.is_empty() {
                continue;
            }
            out.push(match bullet(&text) {
                _ if *struck => Content::Paragraph { text, struck: true },
                Some((mark, rest)) => Content::Item { mark, text: rest },
                None => Content::Paragraph { text, struck: false },
            });
        }
    }
    for PageTable { xs, rows, .. } in &cell.tables {
        let rows = rows
            .iter()
            .map(|r| TableRow { cells: cells(xs, &r.cells, known), ..TableRow::default() })
            .collect();
        out.push(Content::Table(Box::new(Table { rows, ..Table::default() })));
    }
    out
}

/// The bullet that begins a paragraph and the words after it.
fn bullet(text: &str) -> Option<(String, String)> {
    // A small o is the second bullet of many word processors.
    if let Some(rest) = text.strip_prefix("o ")
        && rest.chars().next().is_some_and(char::is_uppercase)
    {
        return Some(("o".into(), rest.into()));
    }
    let (mark, rest) = mark::split(text)?;
    (mark::bare(mark).is_empty() && !rest.is_empty()).then(|| (mark.to_owned(), rest.to_owned()))
}

fn block(paragraph: &Paragraph, sizes: &Sizes, line: u32, builder: &mut Builder) {
    let text = paragraph.text();
    let level = sizes.level(paragraph.size).filter(|_| text.len() <= MAX_HEADING);
    let item = bullet(&text).or_else(|| {
        let (mark, rest) = mark::split(&text)?;
        (!rest.is_empty()).then(|| (mark.to_owned(), rest.to_owned()))
    });
    builder.line(line, &text, |at| match (level, item) {
        (Some(level), _) => Block::Heading { level, text: text.clone(), at },
        (None, Some((mark, text))) => Block::Item { mark, depth: 0, text, at },
        (None, None) => Block::Paragraph { text: text.clone(), bold: paragraph.bold, at },
    });
}

/// The sizes of type of a document.
struct Sizes {
    /// That of most words outside tables.
    body: f64,
    /// Larger ones, the largest first.
    larger: Vec<f64>,
}

impl Sizes {
    fn of(run: &[Piece]) -> Sizes {
        let mut weights: std::collections::BTreeMap<u32, usize> = Default::default();
        let mut larger = Vec::new();
        let mut add = |line: &Line, weight: usize| {
            *weights.entry(half(line.size)).or_default() += line.text().len() * weight;
        };
        for piece in run {
            match piece {
                Piece::Lines(lines, _) => lines.iter().for_each(|l| add(l, 1)),
                Piece::Table(_, rows) => {
                    rows.iter().flat_map(|r| &r.row.cells).flat_map(|c| &c.lines).for_each(|l| add(l, 1));
                }
                Piece::Furniture(..) => {}
            }
        }
        let most = weights.iter().max_by_key(|(_, w)| **w).map_or(20, |(size, _)| *size);
        // Tables are often set smaller than the words around them.
        let outside = |size: u32| {
            run.iter().any(|p| matches!(p, Piece::Lines(l, _) if l.iter().any(|l| half(l.size) == size && l.text().len() > 90)))
        };
        let body = weights.keys().rev().find(|s| **s >= most && outside(**s)).copied().unwrap_or(most);
        let body = f64::from(body) / 2.0;
        for piece in run {
            if let Piece::Lines(lines, _) = piece {
                larger.extend(
                    lines.iter().map(|l| f64::from(half(l.size)) / 2.0).filter(|s| *s > body * LARGER),
                );
            }
        }
        larger.sort_by(|a, b| b.total_cmp(a));
        larger.dedup();
        Sizes { body, larger }
    }

    /// The level of a heading of this size, 1 for the largest; `None` for running text.
    fn level(&self, size: f64) -> Option<u8> {
        let size = f64::from(half(size)) / 2.0;
        let place = self.larger.iter().position(|s| (s - size).abs() < 0.1)?;
        (size > self.body * LARGER).then(|| u8::try_from(place + 1).unwrap_or(6).min(6))
    }
}

/// A size in half points.
fn half(size: f64) -> u32 {
    (size.clamp(0.0, 400.0) * 2.0).round() as u32
}
