//! How the cells of an older Excel workbook look, from its records: colours, struck words, merged and hidden cells.
//! Their values are another reader's.

use std::collections::{BTreeMap, BTreeSet};

use super::comments::Comments;
use crate::read::office::compound::{half, word};

/// A range of cells: first row and column, last row and column.
type Range = ((u32, u32), (u32, u32));

/// How the cells of one sheet look.
#[derive(Debug, Default)]
pub(super) struct SheetLooks {
    /// The colour behind a cell, `RRGGBB`, and whether its words are struck through, by row and column.
    pub(super) cells: BTreeMap<(u32, u32), (Option<String>, bool)>,
    /// Ranges shown as one cell.
    pub(super) merged: Vec<Range>,
    pub(super) hidden_rows: BTreeSet<u32>,
    /// The first and last of columns that are hidden.
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// Comments: their cell and words.
    pub(super) comments: Vec<(String, String)>,
    /// Comments whose words could not be read.
    pub(super) unread_comments: usize,
}

/// The most cells of which a look is kept.
const MAX_CELLS: usize = crate::read::MAX_CELLS;

/// The looks of all sheets, in their order.
pub(super) fn read(stream: &[u8]) -> Vec<SheetLooks> {
    let mut book = Book::default();
    for (kind, data) in records(stream, 0) {
        match kind {
            BOUND => book.sheets.extend(word(data, 0)),
            FONT => book.struck.push(half(data, 2).is_some_and(|f| f & 8 != 0)),
            PALETTE => book.palette = data.get(2..).unwrap_or(&[]).chunks_exact(4).map(hex).collect(),
            FORMAT => book.formats.push(Format::read(data)),
            END => break,
            _ => {}
        }
    }
    let mut budget = MAX_CELLS;
    book.sheets.iter().map(|at| sheet(stream, *at as usize, &book, &mut budget)).collect()
}

/// How many cells the sheets reach over, all together, by what they say of themselves or by the cells they hold, whichever
/// is more; `None` where one says what no sheet can be. Room for as many is asked for, empty ones too.
pub(super) fn reach(stream: &[u8]) -> Option<u64> {
    let globals = records(stream, 0).take_while(|(kind, _)| *kind != END);
    let sheets = globals.filter(|(kind, _)| *kind == BOUND).filter_map(|(_, data)| word(data, 0));
    let mut sum = 0_u64;
    for at in sheets.take(MAX_SHEETS) {
        let (mut said, mut held) = (0_u64, Held::default());
        for (kind, data) in own(stream, at as usize) {
            match kind {
                DIMENSIONS => said = said.saturating_add(area(data)?),
                MANY_NUMBERS => {
                    held.meet(data, half(data, 2)?);
                    held.meet(data, half(data, data.len().checked_sub(2)?)?);
                }
                kind if CELLS.contains(&kind) => held.meet(data, half(data, 2)?),
                _ => {}
            }
        }
        sum = sum.saturating_add(said.max(held.area()));
    }
    Some(sum)
}

/// The records of the sheet that begins here, without those of charts that stand in it.
fn own(stream: &[u8], from: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut depth = 0_usize;
    records(stream, from)
        .map(move |(kind, data)| {
            let before = depth;
            match kind {
                BEGIN => depth += 1,
                END => depth = depth.saturating_sub(1),
                _ => {}
            }
            (kind, data, before, depth)
        })
        .take_while(|(kind, _, before, _)| *kind != END || *before > 1)
        .filter(|(_, _, before, after)| *before <= 1 && *after <= 1)
        .map(|(kind, data, ..)| (kind, data))
}

/// The rows and columns of the cells met.
#[derive(Default)]
struct Held {
    rows: Option<(u16, u16)>,
    columns: Option<(u16, u16)>,
}

impl Held {
    fn meet(&mut self, data: &[u8], column: u16) {
        let Some(row) = half(data, 0) else { return };
        let wider = |reach: Option<(u16, u16)>, n: u16| reach.map_or((n, n), |(a, b)| (a.min(n), b.max(n)));
        (self.rows, self.columns) = (Some(wider(self.rows, row)), Some(wider(self.columns, column)));
    }

    fn area(&self) -> u64 {
        let long = |reach: Option<(u16, u16)>| reach.map_or(0, |(a, b)| u64::from(b - a) + 1);
        long(self.rows) * long(self.columns)
    }
}

/// The cells between the first row and column and those after the last.
fn area(data: &[u8]) -> Option<u64> {
    let short = |at| half(data, at).map(u32::from);
    let (top, bottom, left, right) = if data.len() == 10 {
        (short(0)?, short(2)?, short(4)?, short(6)?)
    } else {
        (word(data, 0)?, word(data, 4)?, short(8)?, short(10)?)
    };
    let sound = top <= bottom && bottom <= 65_536 && right <= 256;
    // A first column that cannot be is read as none before it.
    let columns = if left <= right { right - left } else { right };
    sound.then(|| u64::from(bottom - top) * u64::from(columns))
}

/// Sheets whose reach is looked at: no workbook of a plan has so many.
const MAX_SHEETS: usize = 2_000;
const DIMENSIONS: u16 = 0x200;
const BEGIN: u16 = 0x809;
const END: u16 = 0x0a;
/// Several numbers side by side.
const MANY_NUMBERS: u16 = 0xbd;
/// Numbers, texts, truths and formulas.
const CELLS: [u16; 6] = [0x203, 0x204, 0x205, 0x27e, 0xfd, 0x06];
const FONT: u16 = 0x31;
const BOUND: u16 = 0x85;
const PALETTE: u16 = 0x92;
const FORMAT: u16 = 0xe0;

/// The records from a place on: their kinds and data.
fn records(stream: &[u8], from: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = from;
    std::iter::from_fn(move || {
        let (kind, length) = (half(stream, at)?, usize::from(half(stream, at + 2)?));
        let data = stream.get(at + 4..(at + 4 + length).min(stream.len()))?;
        at += 4 + length;
        Some((kind, data))
    })
}

#[derive(Default)]
struct Book {
    sheets: Vec<u32>,
    /// Whether each font strikes through.
    struck: Vec<bool>,
    palette: Vec<String>,
    formats: Vec<Format>,
}

/// A cell format: its font, and the number of the colour it fills cells with.
struct Format {
    font: u16,
    colour: Option<u16>,
}

impl Format {
    fn read(data: &[u8]) -> Format {
        let pattern = word(data, 14).unwrap_or(0) >> 26;
        let colours = half(data, 18).unwrap_or(0);
        // A solid pattern shows its first colour; of every other one the ground is seen.
        let colour = match pattern {
            0 => None,
            1 => Some(colours & 0x7f),
            _ => Some(colours >> 7 & 0x7f),
        };
        Format { font: half(data, 0).unwrap_or(0), colour }
    }
}

impl Book {
    fn look(&self, format: u16) -> (Option<String>, bool) {
        let Some(format) = self.formats.get(usize::from(format)) else { return (None, false) };
        // No workbook has a font of number four: those above stand one place lower.
        let font = if format.font > 4 { format.font - 1 } else { format.font };
        let struck = self.struck.get(usize::from(font)).copied().unwrap_or(false);
        (format.colour.and_then(|c| self.colour(c)), struck)
    }

    fn colour(&self, number: u16) -> Option<String> {
        let place = usize::from(number.checked_sub(8)?);
        match self.palette.get(place) {
            Some(own) => Some(own.clone()),
            None => COLOURS.get(place).map(|c| (*c).to_owned()),
        }
    }
}

fn hex(colour: &[u8]) -> String {
    colour.iter().take(3).map(|part| format!("{part:02X}")).collect()
}

fn sheet(stream: &[u8], at: usize, book: &Book, budget: &mut usize) -> SheetLooks {
    let mut out = SheetLooks::default();
    let mut comments = Comments::default();
    for (kind, data) in records(stream, at) {
        comments.take(kind, data);
        match kind {
            END => break,
            // One cell: blank, a text, a number, a formula, a truth.
            0x201 | 0xfd | 0x204 | 0x203 | 0x27e | 0x06 | 0x205 => {
                if let (Some(row), Some(column), Some(format)) = (half(data, 0), half(data, 2), half(data, 4))
                {
                    out.put(row, column, book.look(format), budget);
                }
            }
            // Several cells of a row: blank, or numbers of six bytes each.
            0xbe | 0xbd => {
                let step = if kind == 0xbe { 2 } else { 6 };
                let Some((row, first)) = half(data, 0).zip(half(data, 2)) else { continue };
                let formats = data.get(4..data.len().saturating_sub(2)).unwrap_or(&[]);
                for (column, format) in (first..).zip(formats.chunks_exact(step)) {
                    if let Some(format) = half(format, 0) {
                        out.put(row, column, book.look(format), budget);
                    }
                }
            }
            0xe5 => {
                for range in data.get(2..).unwrap_or(&[]).chunks_exact(8) {
                    let number = |at: usize| half(range, at).map_or(0, u32::from);
                    out.merged.push(((number(0), number(4)), (number(2), number(6))));
                }
            }
            0x208 if half(data, 12).is_some_and(|f| f & 0x20 != 0) => {
                out.hidden_rows.extend(half(data, 0).map(u32::from));
            }
            0x7d if half(data, 8).is_some_and(|f| f & 1 != 0) => {
                out.hidden_columns.extend(half(data, 0).map(u32::from).zip(half(data, 2).map(u32::from)));
            }
            _ => {}
        }
    }
    (out.comments, out.unread_comments) = comments.finish();
    out
}

impl SheetLooks {
    fn put(&mut self, row: u16, column: u16, look: (Option<String>, bool), budget: &mut usize) {
        if (look.0.is_some() || look.1) && *budget > 0 {
            *budget -= 1;
            self.cells.insert((u32::from(row), u32::from(column)), look);
        }
    }
}

/// The colours of a workbook that brings none of its own, from number eight on.
const COLOURS: [&str; 56] = [
    "000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF", "800000", "008000",
    "000080", "808000", "800080", "008080", "C0C0C0", "808080", "9999FF", "993366", "FFFFCC", "CCFFFF",
    "660066", "FF8080", "0066CC", "CCCCFF", "000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000",
    "008080", "0000FF", "00CCFF", "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99",
    "3366FF", "33CCCC", "99CC00", "FFCC00", "FF9900", "FF6600", "666699", "969696", "003366", "339966",
    "003300", "333300", "993300", "993366", "333399", "333333",
];
