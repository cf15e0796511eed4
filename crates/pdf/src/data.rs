//! The document as the data that the template reads. Only values cross: no text of the document becomes source.

use reports::document::{Block, Cell, Document, Fact, Figure, Run, Table, Words};
use reports::paper::{self, Outline, Target};
use reports::svg::palette;
use reports::text::{line, lines};
use serde_json::{Value, json};

use crate::glyphs::Replaced;
use crate::raster::in_our_font;

/// Letters of a table's size side by side on an upright and on a wide page.
const LETTERS: [usize; 2] = [112, 168];
/// A row of more lines may be split between pages.
const MOST_LINES: usize = 24;
/// The width and height of the text on upright and wide pages, in centimetres.
const ROOM: [(f64, f64); 2] = [(17.4, 25.3), (26.1, 16.6)];
/// The most of a page's height that a chart may take.
const HIGHEST: f64 = 0.62;

/// The whole document.
pub(crate) fn of(document: &Document, replaced: &mut Replaced) -> Value {
    let outline = paper::outline(document);
    let contents = outline.contents();
    let follows = paper::follows(document);
    let mut write = Write { outline: &outline, replaced };
    json!({
        "title": write.line(&document.title),
        "under": document.under.iter().map(|u| write.line(u)).collect::<Vec<_>>(),
        "owner": write.line(&document.owner),
        "marking": write.line(&document.marking),
        "day": paper::day(document).map(|(y, m, d)| json!([y, m, d])),
        "facts": write.facts(&document.facts),
        "colour": paper::colour(document),
        "logo": document.brand.logo.as_ref().map(|logo| write.line(&logo.alt)),
        "contents": if contents.len() < 2 { 0 } else { contents.iter().map(|e| e.level).max().unwrap_or(0) },
        "sections": document
            .sections
            .iter()
            .enumerate()
            .map(|(number, section)| {
                let entry = outline.at(number, None);
                json!({
                    "title": entry.map(|e| write.line(&e.title)),
                    "anchor": entry.map(|e| &e.anchor),
                    "wide": section.wide,
                    "follows": follows.get(number),
                    "blocks": section
                        .blocks
                        .iter()
                        .enumerate()
                        .map(|(place, block)| write.block(number, place, block, section.wide))
                        .collect::<Vec<_>>(),
                })
            })
            .collect::<Vec<_>>(),
    })
}

struct Write<'a> {
    outline: &'a Outline,
    replaced: &'a mut Replaced,
}

/// Where a cell stands.
#[derive(Clone, Copy)]
struct Place {
    /// There is a cell to its left.
    inner: bool,
    /// It holds figures.
    right: bool,
    /// It names the row.
    names: bool,
    /// Its row may be split between pages.
    breaks: bool,
}

impl Write<'_> {
    /// A text in one line.
    fn line(&mut self, text: &str) -> String {
        self.replaced.line(&line(text))
    }

    fn block(&mut self, number: usize, place: usize, block: &Block, wide: bool) -> Value {
        match block {
            Block::Heading(..) => {
                let entry = self.outline.at(number, Some(place));
                json!({
                    "kind": "heading",
                    "level": entry.map(|e| e.level),
                    "title": entry.map(|e| self.replaced.line(&e.title)),
                    "anchor": entry.map(|e| &e.anchor),
                })
            }
            Block::Text(words) => json!({ "kind": "text", "words": self.words(words) }),
            Block::Bullets(items) => json!({ "kind": "bullets", "items": self.many(items) }),
            Block::Numbered(items) => json!({ "kind": "numbered", "items": self.many(items) }),
            Block::Facts(facts) => json!({ "kind": "facts", "facts": self.facts(facts) }),
            Block::Comment { who, text } => {
                json!({ "kind": "comment", "who": self.line(who), "text": self.many(text) })
            }
            Block::Table(table) => self.table(table, wide),
            Block::Figure(figure) => self.figure(figure, wide),
        }
    }

    fn facts(&mut self, facts: &[Fact]) -> Vec<Value> {
        let facts = facts.iter();
        facts.map(|f| json!({ "name": self.line(&f.name), "words": self.words(&f.words) })).collect()
    }

    fn many(&mut self, paragraphs: &[Words]) -> Vec<Value> {
        paragraphs.iter().map(|p| self.words(p)).collect()
    }

    fn words(&mut self, words: &Words) -> Value {
        let runs: Vec<Value> = words.iter().map(|run| self.run(run)).collect();
        json!({ "right": paper::right_to_left(words), "runs": runs })
    }

    fn run(&mut self, run: &Run) -> Value {
        let lines: Vec<String> = lines(&run.text).map(|l| self.replaced.line(l)).collect();
        let (inside, outside) = match run.link.as_deref().and_then(|l| self.outline.target(l)) {
            // A link without words would be a link that nobody can find.
            _ if run.text.trim().is_empty() => (None, None),
            Some(Target::Section(anchor)) => (Some(anchor), None),
            Some(Target::Web(address)) => (None, Some(address)),
            None => (None, None),
        };
        json!({ "lines": lines, "strong": run.strong, "struck": run.struck, "inside": inside, "outside": outside })
    }

    fn table(&mut self, table: &Table, wide: bool) -> Value {
        let letters = LETTERS[usize::from(wide)];
        let shares = paper::shares(table, letters);
        let heads: Vec<String> = table
            .columns
            .iter()
            .map(|c| {
                let title = self.line(&c.title);
                if title.is_empty() { "\u{2013}".to_owned() } else { title }
            })
            .collect();
        let names = table.names.filter(|n| *n < table.columns.len());
        let empty = Cell::default();
        let mut cells: Vec<Value> = Vec::with_capacity(table.rows.len() * table.columns.len());
        for row in &table.rows {
            let breaks = paper::row_lines(row, &shares, letters) > MOST_LINES;
            for (i, column) in table.columns.iter().enumerate() {
                let place = Place { inner: i > 0, right: column.figures, names: names == Some(i), breaks };
                cells.push(self.cell(row.get(i).unwrap_or(&empty), place));
            }
        }
        json!({
            "kind": "table",
            "caption": self.line(&table.caption),
            "summary": format!("{} rows. Columns: {}.", table.rows.len(), heads.join(", ")),
            "shares": shares,
            "figures": table.columns.iter().map(|c| c.figures).collect::<Vec<_>>(),
            "heads": heads,
            "cells": cells,
        })
    }

    fn cell(&mut self, cell: &Cell, place: Place) -> Value {
        let tint = cell.tone.map(palette::tone);
        json!({
            "text": self.many(&cell.said()),
            "fill": tint.map(|t| t.fill),
            "ink": tint.map(|t| t.ink),
            "strong": place.names || tint.is_some(),
            "inner": u8::from(place.inner),
            "right": place.right,
            "names": place.names,
            "breaks": place.breaks,
        })
    }

    fn figure(&mut self, figure: &Figure, wide: bool) -> Value {
        let alt = self.line(&figure.alt);
        let alt = if alt.is_empty() { self.line(&figure.caption) } else { alt };
        let (room, height) = ROOM[usize::from(wide)];
        let width = paper::size(figure).map(|(w, h)| {
            let asked = room * f64::from(figure.width.clamp(1, 100)) / 100.0;
            asked.min(height * HIGHEST * w / h)
        });
        let svg = width.map(|_| self.replaced.drawing(&in_our_font(&figure.svg)));
        json!({
            "kind": "figure",
            "svg": svg,
            "width": width,
            "alt": if alt.is_empty() { "Chart".to_owned() } else { alt },
            "caption": self.line(&figure.caption),
        })
    }
}
