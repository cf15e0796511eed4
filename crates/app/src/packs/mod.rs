//! Packs: what a board, a commissioner, a scrutiny panel or an inspector is given for one meeting.
//!
//! ```text
//! layout (data) ─┐
//! plan as of a day, as known to the pack ─ gather ─▶ compose ─▶ neutral document ─ press ─▶ PDF, Word, workbook, HTML
//! people's words ┘
//! ```
//!
//! A pack is drafted, commented, approved by name and issued; then its files are kept for ever and it is never changed:
//! another supersedes it. Approving fixes what it knows (the number of the last event), so that what is issued is what
//! was approved, and so that it can be made again byte for byte by the same version of the program. Its sections are
//! filled by the views that the pages show: no number is computed twice.
//!
//! | file | what it holds |
//! | --- | --- |
//! | [`layout`], `layouts/` | what a kind of pack holds, as data |
//! | `sections` | the views written as blocks, one a file |
//! | [`gather`] | everything a pack is made from |
//! | [`compose`] | the neutral document, and what is lacking in it |
//! | [`public`], `withheld` | what may be published, and how the rest is left out |
//! | [`kept`] | a pack as it is kept |
//! | [`life`] | what people do with it |
//! | [`brand`] | colour and logo |
//! | [`glossary`] | acronyms |

mod blocks;
pub mod brand;
pub mod compose;
pub mod gather;
pub mod glossary;
pub mod kept;
pub mod layout;
pub mod life;
mod make;
pub mod public;
mod sections;
mod withheld;

use std::sync::Arc;

use reports::document::Document;

pub use compose::{Composed, Lack, compose};
pub use kept::{Pack, PackFile, PackWords, Release, State};
pub use layout::{Layout, Part};
pub use make::{Made, name_of};

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// PDF.
    Pdf,
    /// Word.
    Docx,
    /// A workbook.
    Xlsx,
    /// A page.
    Html,
}

impl Format {
    /// Every format, in the order in which they are offered.
    pub const ALL: [Format; 4] = [Format::Pdf, Format::Docx, Format::Xlsx, Format::Html];

    /// The word kept, and the ending of its files.
    pub fn word(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Docx => "docx",
            Format::Xlsx => "xlsx",
            Format::Html => "html",
        }
    }

    /// The format with this word.
    pub fn from_word(word: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|f| f.word() == word)
    }

    /// As people say it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Pdf => "PDF",
            Format::Docx => "Word",
            Format::Xlsx => "Excel",
            Format::Html => "Web page",
        }
    }

    /// What browsers are told it is.
    pub fn media(self) -> &'static str {
        match self {
            Format::Pdf => "application/pdf",
            Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Html => "text/html; charset=utf-8",
        }
    }
}

/// Sets a document in a format; a sentence where it cannot.
type Set = dyn Fn(Format, &Document) -> Result<Vec<u8>, String> + Send + Sync;

/// What sets documents: given by the binary, since only it links what makes PDF and runs it inside limits.
#[derive(Clone)]
pub struct Press {
    formats: Vec<Format>,
    set: Arc<Set>,
}

impl Press {
    /// A press for these formats.
    pub fn new(
        formats: &[Format],
        set: impl Fn(Format, &Document) -> Result<Vec<u8>, String> + Send + Sync + 'static,
    ) -> Press {
        Press { formats: formats.to_vec(), set: Arc::new(set) }
    }

    /// The formats it sets.
    pub fn formats(&self) -> &[Format] {
        &self.formats
    }

    /// The document's bytes in a format: the same document gives the same bytes.
    ///
    /// # Errors
    /// A sentence that says what stands in the way.
    pub fn set(&self, format: Format, document: &Document) -> Result<Vec<u8>, String> {
        (self.set)(format, document)
    }
}
