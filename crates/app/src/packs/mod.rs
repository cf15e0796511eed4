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
//! | [`own`] | layouts of a council's own |
//! | [`brand`] | colour, logo, Word template |
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
pub mod own;
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

/// A file's bytes, or a sentence that says what stands in the way.
pub type SetFile = Result<Vec<u8>, String>;

/// Sets a document in several formats; one answer for each, in their order.
type SetAll = dyn Fn(&[Format], &Document) -> Vec<SetFile> + Send + Sync;

/// Makes a picture of a logo: PNG, or a sentence that says why it is none.
type Draw = dyn Fn(&[u8]) -> SetFile + Send + Sync;

/// What sets documents: given by the binary, since only it links what makes PDF and runs it inside limits.
#[derive(Clone)]
pub struct Press {
    formats: Vec<Format>,
    set: Arc<SetAll>,
    draw: Arc<Draw>,
}

impl Press {
    /// A press for these formats, each set by itself.
    pub fn new(
        formats: &[Format],
        set: impl Fn(Format, &Document) -> SetFile + Send + Sync + 'static,
    ) -> Press {
        Press::together(formats, move |formats, document| formats.iter().map(|f| set(*f, document)).collect())
    }

    /// A press for these formats that sets several at once, and so does once what they have in common.
    pub fn together(
        formats: &[Format],
        set: impl Fn(&[Format], &Document) -> Vec<SetFile> + Send + Sync + 'static,
    ) -> Press {
        // What reads pictures is given by the binary too; without it a logo is PNG already.
        Press { formats: formats.to_vec(), set: Arc::new(set), draw: Arc::new(|bytes| Ok(bytes.to_vec())) }
    }

    /// The same press with what makes PNG of other pictures.
    #[must_use]
    pub fn drawing(self, draw: impl Fn(&[u8]) -> SetFile + Send + Sync + 'static) -> Press {
        Press { draw: Arc::new(draw), ..self }
    }

    /// A logo as PNG.
    ///
    /// # Errors
    /// A sentence that says why it is no picture that is taken.
    pub fn picture(&self, bytes: &[u8]) -> SetFile {
        (self.draw)(bytes)
    }

    /// The formats it sets.
    pub fn formats(&self) -> &[Format] {
        &self.formats
    }

    /// The document's bytes in each of these formats: the same document gives the same bytes.
    ///
    /// # Errors
    /// The first format that could not be set, with a sentence that says what stood in the way.
    pub fn set(&self, formats: &[Format], document: &Document) -> Result<Vec<Vec<u8>>, (Format, String)> {
        let set = (self.set)(formats, document);
        formats.iter().zip(set).map(|(format, bytes)| bytes.map_err(|why| (*format, why))).collect()
    }
}
