//! The neutral document set by Typst as PDF/UA-1 and PDF/A-2a, charts drawn as pictures for formats that need them, and
//! logos made pictures.
//!
//! A leaf: only the binary uses it, because Typst is slow to build. The document crosses into Typst as data, never as
//! source, and Typst sees two or three files that are in memory, no disk, no network, no clock.

mod data;
mod fonts;
mod glyphs;
mod picture;
mod raster;
mod world;

pub use picture::picture;
pub use raster::raster;

use reports::document::{Block, Document, Words, words};
use typst::diag::SourceDiagnostic;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use glyphs::Replaced;
use world::Files;

/// A document as set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Characters that no font here has, each once; a box stands in their place.
    pub replaced: Vec<char>,
}

/// Why a document could not be set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the PDF could not be made: {0}")]
pub struct Problem(String);

/// Sets the document. A logo or a chart that is no picture is replaced by its words.
///
/// # Errors
/// When the setter refuses the document: the message is its own.
pub fn set(document: &Document) -> Result<Set, Problem> {
    if let Ok(set) = attempt(document) {
        return Ok(set);
    }
    // The one thing in a document that may be broken by itself is a picture.
    attempt(&told(document))
}

fn attempt(document: &Document) -> Result<Set, Problem> {
    let mut replaced = Replaced::default();
    let data = data::of(document, &mut replaced);
    let logo = document.brand.logo.as_ref().map(|logo| logo.png.clone());
    let world = Files::new(data.to_string().into_bytes(), logo);
    let set = typst::compile::<PagedDocument>(&world).output.map_err(|e| problem(&e))?;
    // An archive wants to know when a document was made; where nobody says, accessibility is what is left.
    let dated = reports::paper::day(document).is_some();
    let standards: &[PdfStandard] =
        if dated { &[PdfStandard::Ua_1, PdfStandard::A_2a] } else { &[PdfStandard::Ua_1] };
    let standards = PdfStandards::new(standards).map_err(|e| Problem(e.message().to_string()))?;
    let options = PdfOptions {
        standards,
        creator: typst::foundations::Smart::Custom(Some("Throughline".to_owned())),
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&set, &options).map_err(|e| problem(&e))?;
    let pages = set.pages().len();
    // What the setter remembers of this document is of no use to the next.
    comemo::evict(0);
    Ok(Set { bytes, pages, replaced: replaced.into_list() })
}

fn problem(diagnostics: &[SourceDiagnostic]) -> Problem {
    let said: Vec<String> = diagnostics
        .iter()
        .take(3)
        .map(|d| {
            let hints: Vec<String> = d.hints.iter().map(|h| format!("{h:?}")).collect();
            format!("{} {}", d.message, hints.join(" "))
        })
        .collect();
    Problem(said.join("; "))
}

/// The document with words in the place of its pictures.
fn told(document: &Document) -> Document {
    let mut document = document.clone();
    document.brand.logo = None;
    for block in document.sections.iter_mut().flat_map(|s| &mut s.blocks) {
        if let Block::Figure(figure) = block {
            let said: Words = words(format!("{} {}", figure.caption, figure.alt));
            *block = Block::Text(said);
        }
    }
    document
}
