//! The neutral document: what a pack says, in order, before anything decides how it looks.
//!
//! A view (`app::packs`) makes one; the writers turn it into HTML, Word, a workbook or PDF with the same content in the
//! same order. Text is plain text: no writer reads mark-up in it. The same document gives the same bytes.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize};

/// A document: a cover's worth of facts, then sections.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Document {
    /// Its title, one sentence or less; the document's name in every format.
    pub title: String,
    /// Lines under the title, as `Improvement Board, 14 January 2022`.
    pub under: Vec<String>,
    /// Who publishes it: printed in the header of each page.
    pub owner: String,
    /// Its protective marking, as `OFFICIAL` or `PART II: EXEMPT`; empty for none.
    pub marking: String,
    /// The day it speaks of, ISO; it stands for "created" in the files, so that no clock is read.
    pub day: String,
    /// Facts of the cover, as `As of` and `14 January 2022`.
    pub facts: Vec<Fact>,
    /// The owner's logo and colours.
    pub brand: Brand,
    /// What it says.
    pub sections: Vec<Section>,
}

/// How an owner's documents look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brand {
    /// Headings and rules, as `1d3557`: six hexadecimal digits.
    pub colour: String,
    /// The logo, where there is one.
    pub logo: Option<Picture>,
    /// A Word document of the owner's own from which styles, page, head and foot are taken ([`crate::docx::template`]).
    /// Other formats have no use for it.
    #[serde(skip)]
    pub template: Option<Vec<u8>>,
}

impl Default for Brand {
    fn default() -> Self {
        Self { colour: "1d3557".to_owned(), logo: None, template: None }
    }
}

/// A picture with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// PNG bytes.
    pub png: Vec<u8>,
    /// What a person who cannot see it is told.
    pub alt: String,
}

/// A fact with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is, as `Sponsor`.
    pub name: String,
    /// What is said of it.
    pub words: Words,
}

/// A section: it stands in the table of contents, and a bookmark leads to it.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Section {
    /// A short name that no other section has, of `a-z`, `0-9` and `-`: links and a person's comments hold on to it.
    pub key: String,
    /// Its heading, level 1.
    pub title: String,
    /// Wide pages, for tables of many columns.
    pub wide: bool,
    /// It goes on below what stands before it, where that page is as wide; otherwise it starts on a page of its own.
    #[serde(default)]
    pub follows: bool,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// One thing in a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A heading below the section's: 2 or 3.
    Heading(u8, String),
    /// A paragraph.
    Text(Words),
    /// A list with bullets.
    Bullets(Vec<Words>),
    /// A numbered list.
    Numbered(Vec<Words>),
    /// Named facts.
    Facts(Vec<Fact>),
    /// What a person wrote about the section: set apart, with who and when.
    Comment {
        /// Who, as printed.
        who: String,
        /// What they wrote, a paragraph each.
        text: Vec<Words>,
    },
    /// A table.
    Table(Table),
    /// A chart.
    Figure(Figure),
}

/// Words in a line, run by run.
pub type Words = Vec<Run>;

/// Words of one look.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Run {
    /// The words.
    pub text: String,
    /// They carry weight.
    pub strong: bool,
    /// They no longer hold: a date that gave way to a later one.
    pub struck: bool,
    /// Where they lead: a web address, or `#` and a section's key.
    pub link: Option<String>,
}

/// A table: every column has a heading; one column names the row.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Table {
    /// What it shows: its caption, and its name for a person who hears it.
    pub caption: String,
    /// Its columns, left to right.
    pub columns: Vec<Column>,
    /// Which column names the row, counted from nought; none where no column does.
    pub names: Option<usize>,
    /// Its rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// How wide it is against the others; 1 and more.
    pub weight: u16,
    /// Figures stand to the right.
    pub figures: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cell {
    /// Its paragraphs.
    pub text: Vec<Words>,
    /// Its colour, always beside its word.
    pub tone: Option<Tone>,
    /// What a workbook computes with.
    pub value: Option<Value>,
}

/// What a cell is worth to a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Value {
    /// A whole or decimal number as written, as `98.7`, with its format: `0.0`, `0%`.
    Number(String, &'static str),
    /// A day, ISO.
    Day(String),
}

/// The formats that workbooks know here; any other becomes the first.
const FORMATS: [&str; 6] = ["General", "0", "0.0", "0.00", "0%", "0.0%"];

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Value, D::Error> {
        #[derive(Deserialize)]
        enum Wire {
            Number(String, String),
            Day(String),
        }
        Ok(match Wire::deserialize(input)? {
            Wire::Number(number, format) => {
                let known = FORMATS.into_iter().find(|f| *f == format);
                Value::Number(number, known.unwrap_or("General"))
            }
            Wire::Day(day) => Value::Day(day),
        })
    }
}

/// A colour that stands for a level; a word always says it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tone {
    /// Red.
    Red,
    /// Amber.
    Amber,
    /// Yellow.
    Yellow,
    /// Green.
    Green,
    /// Blue.
    Blue,
    /// Grey.
    Grey,
}

impl Tone {
    /// Every colour.
    pub const ALL: [Tone; 6] = [Tone::Red, Tone::Amber, Tone::Yellow, Tone::Green, Tone::Blue, Tone::Grey];

    /// Its word: what a cell says that has a colour and no words.
    pub const fn word(self) -> &'static str {
        match self {
            Tone::Red => "Red",
            Tone::Amber => "Amber",
            Tone::Yellow => "Yellow",
            Tone::Green => "Green",
            Tone::Blue => "Blue",
            Tone::Grey => "Grey",
        }
    }
}

impl Cell {
    /// What a reader is told: its paragraphs, or the word of its colour where there are none.
    pub fn said(&self) -> Cow<'_, [Words]> {
        let silent = self.text.iter().flatten().all(|run| run.text.trim().is_empty());
        match self.tone {
            Some(tone) if silent => Cow::Owned(vec![words(tone.word())]),
            _ => Cow::Borrowed(&self.text),
        }
    }
}

/// A chart.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Figure {
    /// The drawing, as [`crate::svg`] makes it.
    pub svg: String,
    /// What it shows, in words, for a person who cannot see it.
    pub alt: String,
    /// The finding it stands for, printed under it.
    pub caption: String,
    /// How wide, in hundredths of the text's width: 1 to 100.
    pub width: u8,
}

/// Words without their looks.
pub fn plain(words: &Words) -> String {
    words.iter().map(|run| run.text.as_str()).collect()
}

/// Plain words.
pub fn words(text: impl Into<String>) -> Words {
    vec![Run { text: text.into(), ..Run::default() }]
}

/// A cell of plain words.
pub fn cell(text: impl Into<String>) -> Cell {
    Cell { text: vec![words(text)], ..Cell::default() }
}

#[cfg(test)]
mod tests {
    use super::{Block, Cell, Document, Section, Table, Value, cell, words};

    #[test]
    fn a_document_crosses_to_another_process_whole() {
        let number = Cell { value: Some(Value::Number("98.7".into(), "0.0")), ..cell("98.7") };
        let day = Cell { value: Some(Value::Day("2021-11-29".into())), ..cell("29 Nov 2021") };
        let table = Table { rows: vec![vec![number, day]], ..Table::default() };
        let blocks = vec![Block::Text(words("A <b> & “c”")), Block::Table(table)];
        let sections = vec![Section { key: "one".into(), blocks, ..Section::default() }];
        let document =
            Document { title: "ਪੰਜਾਬੀ اردو".into(), sections, ..Document::default() };
        let wire = serde_json::to_string(&document).unwrap();
        assert_eq!(serde_json::from_str::<Document>(&wire).unwrap(), document);
    }
}
