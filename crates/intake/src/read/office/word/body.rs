//! The body of a Word document into paragraphs and tables. Holds no recursion: what is open stands on stacks.

use quick_xml::events::BytesStart;

use crate::read::office::xml::{self, Node, attribute, number, on};

/// Words in one manner.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Run {
    /// Its words; a line break is `\n`.
    pub(super) text: String,
    /// Struck through.
    pub(super) struck: bool,
    /// Set in bold.
    pub(super) bold: bool,
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Paragraph {
    /// The identity of its style.
    pub(super) style: Option<String>,
    /// The numbering it takes part in and its level there; numbering `0` switches off that of the style.
    pub(super) list: Option<(u32, usize)>,
    /// The outline level set on the paragraph itself, 0 for the highest.
    pub(super) outline: Option<u8>,
    /// Its words.
    pub(super) runs: Vec<Run>,
    /// How many pages begin in it.
    pub(super) pages: u32,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct WordCell {
    /// What stands in it.
    pub(super) pieces: Vec<Piece>,
    /// The columns it spans.
    pub(super) span: usize,
    /// It continues the cell above it.
    pub(super) continues: bool,
    /// The colour behind it, `RRGGBB`.
    pub(super) fill: Option<String>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct WordRow {
    /// Its cells.
    pub(super) cells: Vec<WordCell>,
    /// The columns left out before the first cell.
    pub(super) skipped: usize,
    /// It was deleted by a tracked change.
    deleted: bool,
}

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Vec<WordRow>),
}

/// The body.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// Its pieces in order.
    pub(super) pieces: Vec<Piece>,
    /// It could be read to its end.
    pub(super) whole: bool,
    /// Tracked insertions.
    pub(super) inserted: usize,
    /// Tracked deletions.
    pub(super) deleted: usize,
}

/// Tables deeper than this are read as paragraphs of the cell around them.
const MAX_DEPTH: usize = 4;

/// Reads the body, or any part that holds paragraphs.
pub(super) fn read(part: &str) -> Body {
    let mut reader = Reader { holders: vec![Vec::new()], ..Reader::default() };
    let whole = xml::walk(part, |node| match node {
        Node::Open(name, element) => reader.open(name, element),
        Node::Close(name) => reader.close(name),
        Node::Text(words) => reader.words(&words),
    });
    reader.finish(whole)
}

/// Where words may stand that are not the document's own.
const HIDDEN: [&str; 8] =
    ["Fallback", "instrText", "delInstrText", "sdtPr", "del", "moveFrom", "delText", "pPrChange"];

#[derive(Default)]
struct Reader {
    /// The pieces of the body, then of each open cell or text box.
    holders: Vec<Vec<Piece>>,
    tables: Vec<Vec<WordRow>>,
    rows: Vec<WordRow>,
    cells: Vec<WordCell>,
    paragraphs: Vec<Paragraph>,
    run: Run,
    vanished: bool,
    /// The hidden element that is open and how often it stands in itself.
    hidden: Option<(&'static str, usize)>,
    in_text: bool,
    in_paragraph_properties: bool,
    in_run_properties: bool,
    in_cell_properties: bool,
    in_row_properties: bool,
    too_deep: usize,
    inserted: usize,
    deleted: usize,
}

impl Reader {
    fn open(&mut self, name: &str, element: &BytesStart<'_>) {
        if let Some((open, depth)) = &mut self.hidden {
            *depth += usize::from(*open == name);
            return;
        }
        if let Some(hidden) = HIDDEN.iter().find(|h| **h == name) {
            // In properties these are marks of the row or paragraph, not words.
            if matches!(*hidden, "del" | "moveFrom") && !self.in_run_properties {
                self.deleted += 1;
                if self.in_row_properties
                    && let Some(row) = self.rows.last_mut()
                {
                    row.deleted = true;
                }
            }
            self.hidden = Some((hidden, 1));
            return;
        }
        match name {
            "p" => self.paragraphs.push(Paragraph::default()),
            "r" => self.end_run(),
            "t" => self.in_text = true,
            "pPr" => self.in_paragraph_properties = true,
            "rPr" => self.in_run_properties = true,
            "tcPr" => self.in_cell_properties = true,
            "trPr" => self.in_row_properties = true,
            "ins" | "moveTo" => self.inserted += usize::from(!self.in_run_properties),
            "tbl" if self.tables.len() >= MAX_DEPTH => self.too_deep += 1,
            "tbl" => self.tables.push(Vec::new()),
            "tr" if self.too_deep == 0 => self.rows.push(WordRow::default()),
            "tc" if self.too_deep == 0 => {
                self.cells.push(WordCell { span: 1, ..WordCell::default() });
                self.holders.push(Vec::new());
            }
            "txbxContent" => {
                self.end_run();
                self.holders.push(Vec::new());
            }
            _ if self.in_cell_properties => self.cell_property(name, element),
            _ if self.in_row_properties => {
                if name == "gridBefore"
                    && let (Some(row), Some(skipped)) =
                        (self.rows.last_mut(), number::<usize>(element, "val"))
                {
                    row.skipped = skipped.min(64);
                }
            }
            _ if self.in_run_properties => self.run_property(name, element),
            _ if self.in_paragraph_properties => self.paragraph_property(name, element),
            _ => self.mark(name, element),
        }
    }

    fn cell_property(&mut self, name: &str, element: &BytesStart<'_>) {
        let Some(cell) = self.cells.last_mut() else { return };
        match name {
            "gridSpan" => cell.span = number(element, "val").unwrap_or(1).clamp(1, 64),
            "vMerge" => cell.continues = attribute(element, "val").as_deref() != Some("restart"),
            "shd" => {
                // A solid pattern shows its own colour, every other one what it is laid on.
                let solid = attribute(element, "val").as_deref() == Some("solid");
                cell.fill = attribute(element, if solid { "color" } else { "fill" }).filter(|f| f != "auto");
            }
            _ => {}
        }
    }

    fn run_property(&mut self, name: &str, element: &BytesStart<'_>) {
        // The properties of a paragraph's end mark say nothing of its words.
        if self.in_paragraph_properties {
            return;
        }
        match name {
            "strike" | "dstrike" => self.run.struck |= on(element),
            "b" => self.run.bold = on(element),
            "vanish" => self.vanished = on(element),
            _ => {}
        }
    }

    fn paragraph_property(&mut self, name: &str, element: &BytesStart<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let list = || paragraph.list.unwrap_or((u32::MAX, 0));
        match name {
            "pStyle" => paragraph.style = attribute(element, "val"),
            "outlineLvl" => paragraph.outline = number(element, "val"),
            "numId" => paragraph.list = Some((number(element, "val").unwrap_or(0), list().1)),
            "ilvl" => paragraph.list = Some((list().0, number(element, "val").unwrap_or(0))),
            "pageBreakBefore" if on(element) => paragraph.pages += 1,
            _ => {}
        }
    }

    /// What stands in a run beside its text.
    fn mark(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "tab" => self.run.text.push('\t'),
            "br" if attribute(element, "type").as_deref() == Some("page") => self.turn_page(),
            "lastRenderedPageBreak" => self.turn_page(),
            "br" | "cr" => self.run.text.push('\n'),
            "noBreakHyphen" => self.run.text.push('-'),
            "sym" => self.run.text.extend(symbol(element)),
            _ => {}
        }
    }

    fn turn_page(&mut self) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.pages += 1;
        }
    }

    fn words(&mut self, words: &str) {
        if self.in_text && self.hidden.is_none() {
            self.run.text.push_str(words);
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((open, depth)) = &mut self.hidden {
            if *open == name {
                *depth -= 1;
                if *depth == 0 {
                    self.hidden = None;
                }
            }
            return;
        }
        match name {
            "t" => self.in_text = false,
            "pPr" => self.in_paragraph_properties = false,
            "rPr" => self.in_run_properties = false,
            "tcPr" => self.in_cell_properties = false,
            "trPr" => self.in_row_properties = false,
            "r" => self.end_run(),
            "p" => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.hold(Piece::Paragraph(paragraph));
                }
            }
            // Text boxes stand where they are anchored, before the paragraph around them ends.
            "txbxContent" if self.holders.len() > 1 => {
                let inside = self.holders.pop().unwrap_or_default();
                inside.into_iter().for_each(|piece| self.hold(piece));
            }
            "tc" if self.too_deep == 0 => {
                if let (Some(mut cell), true) = (self.cells.pop(), self.holders.len() > 1) {
                    cell.pieces = self.holders.pop().unwrap_or_default();
                    if let Some(row) = self.rows.last_mut() {
                        row.cells.push(cell);
                    }
                }
            }
            "tr" if self.too_deep == 0 => {
                if let (Some(row), Some(table)) = (self.rows.pop(), self.tables.last_mut())
                    && !row.deleted
                {
                    table.push(row);
                }
            }
            "tbl" if self.too_deep > 0 => self.too_deep -= 1,
            "tbl" => {
                if let Some(table) = self.tables.pop() {
                    self.hold(Piece::Table(table));
                }
            }
            _ => {}
        }
    }

    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        let vanished = std::mem::take(&mut self.vanished);
        if !run.text.is_empty()
            && !vanished
            && let Some(paragraph) = self.paragraphs.last_mut()
        {
            paragraph.runs.push(run);
        }
    }

    fn hold(&mut self, piece: Piece) {
        if let Some(holder) = self.holders.last_mut() {
            holder.push(piece);
        }
    }

    /// Closes what a damaged part left open, so that nothing read is lost.
    fn finish(mut self, whole: bool) -> Body {
        while let Some(paragraph) = self.paragraphs.pop() {
            self.hold(Piece::Paragraph(paragraph));
        }
        self.hidden = None;
        self.too_deep = 0;
        while !self.tables.is_empty() {
            if self.cells.len() >= self.tables.len() {
                self.close("tc");
            }
            if self.rows.len() >= self.tables.len() {
                self.close("tr");
            }
            self.close("tbl");
        }
        let pieces = self.holders.into_iter().flatten().collect();
        Body { pieces, whole, inserted: self.inserted, deleted: self.deleted }
    }
}

/// The character of a symbol font that stands for a tick, a cross, a box or a bullet.
fn symbol(element: &BytesStart<'_>) -> Option<char> {
    let code = u32::from_str_radix(&attribute(element, "char")?, 16).ok()? & 0xff;
    Some(match code {
        0xfc | 0x50 => '✓',
        0xfb | 0x4f => '✗',
        0xfe | 0x52 => '☑',
        0xa8 | 0x6f => '☐',
        0xb7 | 0xa7 => '•',
        0x6c => '●',
        0xe0 => '→',
        0xe1 => '↑',
        0xe2 => '↓',
        _ => char::REPLACEMENT_CHARACTER,
    })
}
