//! Office files: zip packages of XML parts.

pub(crate) mod package;
pub(crate) mod sheets;
pub(crate) mod word;
pub(crate) mod xml;

use model::at::At;
use model::finding::{Finding, Severity};

use super::Builder;
use package::{Broken, Package};

/// Reads an Office file. `false`: it is none, and another reader has to try.
pub(crate) fn read(bytes: &[u8], builder: &mut Builder) -> bool {
    let outcome = if bytes.starts_with(b"PK\x03\x04") {
        packed(bytes, builder)
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        // The older Word's documents and protected files begin alike: what is no workbook is refused elsewhere.
        Ok(sheets::read_other(bytes, builder).is_ok())
    } else {
        Ok(false)
    };
    let (code, message, hint) = match outcome {
        Ok(read) => return read,
        Err(Broken::Damaged) => (
            "document-damaged",
            "The file is damaged: it cannot be unpacked.",
            "Open it in the program that made it, save it again and read that.",
        ),
        Err(Broken::TooLarge) => (
            "document-too-large",
            "The file unpacks to more than any plan.",
            "Save only the pages that hold the plan.",
        ),
    };
    let at = At { document: builder.name(), ..At::default() };
    builder.find(Finding::new(code, Severity::Error, &at, message).hint(hint));
    true
}

fn packed(bytes: &[u8], builder: &mut Builder) -> Result<bool, Broken> {
    let mut package = Package::open(bytes)?;
    if package.has("word/document.xml") {
        word::read(&mut package, builder)?;
    } else if package.has("xl/workbook.xml") {
        sheets::read_workbook(bytes, &mut package, builder)?;
    } else if package.has("content.xml") {
        sheets::read_open(&mut package, builder)?;
    } else {
        return Ok(false);
    }
    Ok(true)
}
