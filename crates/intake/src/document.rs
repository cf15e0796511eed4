//! A document as read: blocks in order, each with its place; the one thing readers make and recognisers meet.

use std::borrow::Cow;
use std::sync::Arc;

use model::at::At;
use model::level::Delivery;

/// A document after reading, before anything in it is recognised.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Its name as given (a file name without its folder).
    pub name: Arc<str>,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its blocks in order.
    pub blocks: Vec<Block>,
}

/// A block of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading; level 1 is the highest.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its words, without marks.
        text: String,
        /// Its place.
        at: At,
    },
    /// A paragraph of running text (one line of the file; joining over page breaks is recognition).
    Paragraph {
        /// Its words; inline marks (`**`, `<sup>`) removed.
        text: String,
        /// The whole paragraph was set in bold.
        bold: bool,
        /// Its place.
        at: At,
    },
    /// An item of a list.
    Item {
        /// The printed mark: `-`, `•`, `i.`, `1.`, `a)`; empty if none.
        mark: String,
        /// Depth by indentation, 0 for the outermost.
        depth: u8,
        /// Its words.
        text: String,
        /// Its place.
        at: At,
    },
    /// A table: consecutive rows.
    Table(Table),
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Its rows in order; lengths may differ.
    pub rows: Vec<Row>,
    /// The place of its first row.
    pub at: At,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its cells, empty ones included.
    pub cells: Vec<Cell>,
    /// Its place.
    pub at: At,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// What it holds, in order; empty for an empty cell.
    pub content: Vec<Content>,
    /// How many columns it spans (1 unless the format says more); the columns it covers follow as empty cells.
    pub span: u32,
    /// It is the lower part of a cell merged down the rows: what stands above holds here too.
    pub continues: bool,
    /// The colour behind it where it is one that plans rate by.
    pub shade: Option<Delivery>,
    /// Its place.
    pub at: At,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A paragraph, white space folded.
    Paragraph {
        /// Its words.
        text: String,
        /// It was struck through.
        struck: bool,
    },
    /// An item of a list inside the cell.
    Item {
        /// The printed mark or letter, if any.
        mark: String,
        /// Its words.
        text: String,
    },
    /// A table inside the cell.
    Table(Box<Table>),
}

impl Cell {
    /// The words of the cell with its paragraphs and items joined by single spaces; nested tables left out.
    pub fn words(&self) -> String {
        let mut out = String::new();
        for part in &self.content {
            if let Content::Paragraph { text, .. } | Content::Item { text, .. } = part {
                if !out.is_empty() && !text.is_empty() {
                    out.push(' ');
                }
                out.push_str(text);
            }
        }
        out
    }

    /// The same without a copy where the cell holds one paragraph or item, as nearly all do.
    pub fn text(&self) -> Cow<'_, str> {
        match self.content.as_slice() {
            [] => Cow::Borrowed(""),
            [Content::Paragraph { text, .. } | Content::Item { text, .. }] => Cow::Borrowed(text),
            _ => Cow::Owned(self.words()),
        }
    }

    /// Whether the cell holds nothing.
    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// The tables inside the cell.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.content.iter().filter_map(|c| if let Content::Table(t) = c { Some(&**t) } else { None })
    }
}
