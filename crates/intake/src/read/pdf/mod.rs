//! PDF: ruled tables with merged, shaded and struck cells, rows and tables that run over pages, the words around them.
//!
//! ```text
//! bytes ─ content ─▶ Ink (glyphs, rulings, fills) ─ words, grid ─▶ PageRead (tables, lines) ─ join ─▶ run ─ flow ─▶ blocks
//! ```

mod bombs;
mod colour;
mod content;
mod flow;
mod font;
mod furniture;
mod grid;
mod ink;
mod join;
mod names;
mod page;
mod prose;
mod words;

use hayro_syntax::{LoadPdfError, Pdf};
use model::at::At;
use model::finding::{Finding, Severity};

use super::Builder;
use page::PageRead;

/// More pages than any plan.
const MAX_PAGES: usize = 1_500;

/// Why a PDF is not read: the code of the finding, its message, the remedy.
type Refusal = (&'static str, &'static str, &'static str);

const LARGE: Refusal = (
    "document-too-large",
    "The PDF unpacks to more than any plan.",
    "Save only the pages that hold the plan.",
);
const DAMAGED: Refusal = (
    "document-damaged",
    "The PDF is damaged: its pages cannot be found.",
    "Open it in the program that made it, save it as PDF again and read that.",
);
const LOCKED: Refusal = (
    "document-protected",
    "The PDF is protected by a password or in a way that is not known.",
    "Save it without protection and read that.",
);
const SCAN: Refusal = (
    "document-scanned",
    "The PDF holds pictures of pages and no words.",
    "Ask for the Word document it was printed from, or let a program recognise its text and read the result.",
);
const EMPTY: Refusal = ("document-empty", "The PDF holds no words.", "Check that the right file was chosen.");

/// Reads a PDF. `false`: it is none, and another reader has to try.
pub(crate) fn read(bytes: &[u8], builder: &mut Builder) -> bool {
    // Some programs write a few bytes before the beginning.
    if !bytes.get(..bytes.len().min(1_024)).unwrap_or(bytes).windows(5).any(|w| w == b"%PDF-")
        || !(bytes.starts_with(b"%PDF-") || bytes.iter().take(16).any(|b| *b == b'%'))
    {
        return false;
    }
    if let Err((code, message, hint)) = document(bytes, builder) {
        let at = At { document: builder.name(), ..At::default() };
        builder.find(Finding::new(code, Severity::Error, &at, message).hint(hint));
    }
    true
}

fn document(bytes: &[u8], builder: &mut Builder) -> Result<(), Refusal> {
    if bytes.len() as u64 > crate::MAX_BYTES || bombs::found(bytes) {
        return Err(LARGE);
    }
    let pdf = match Pdf::new(bytes.to_vec()) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(_)) => return Err(LOCKED),
        Err(LoadPdfError::Invalid) => return Err(DAMAGED),
    };
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(DAMAGED);
    }
    if pages.len() > MAX_PAGES {
        return Err(LARGE);
    }
    let mut reader = content::Reader::default();
    let mut read = Vec::new();
    for page in pages.iter() {
        read.push(page::read(reader.page(page).ok_or(LARGE)?));
    }
    if read.iter().all(|p| p.items.is_empty()) {
        return Err(if read.iter().any(|p| p.pictures > 0) { SCAN } else { EMPTY });
    }
    remark(&read, builder);
    let width = read.iter().map(|p| p.size.0).fold(0.0, f64::max);
    flow::write(&join::pages(read), width, builder);
    Ok(())
}

/// What is worth saying of pages.
fn remark(pages: &[PageRead], builder: &mut Builder) {
    for (number, page) in (1_u32..).zip(pages) {
        let at = At { document: builder.name(), page: Some(number), ..At::default() };
        let mut say = |code, message: String, hint: &str| {
            builder.find(Finding::new(code, Severity::Warning, &at, message).hint(hint));
        };
        if page.unread {
            say(
                "table-kept-as-text",
                format!(
                    "Page {number} has columns without lines around them; its words are kept line by line."
                ),
                "Compare the page, or read the Word document or workbook it was printed from.",
            );
        }
        let (known, unknown) = page.characters;
        if unknown * 10 > known + unknown {
            say(
                "text-unreadable",
                format!(
                    "Page {number} has {unknown} characters of which the PDF does not say what they are."
                ),
                "Read the Word document it was printed from, or print it to PDF again.",
            );
        }
        if page.items.is_empty() && page.pictures > 0 {
            say(
                "page-scanned",
                format!("Page {number} is a picture; what it says is not read."),
                "Read the document that the page was scanned from.",
            );
        }
    }
}
