//! Office files: zip packages of XML parts.

pub(crate) mod package;
pub(crate) mod word;
pub(crate) mod xml;

use model::at::At;
use model::finding::{Finding, Severity};

use super::Builder;
use package::{Broken, Package};

/// Reads an Office file. `false`: it is none, and another reader has to try.
pub(crate) fn read(bytes: &[u8], builder: &mut Builder) -> bool {
    if !bytes.starts_with(b"PK\x03\x04") {
        return false;
    }
    let outcome = Package::open(bytes).and_then(|mut package| {
        if package.has("word/document.xml") {
            word::read(&mut package, builder).map(|()| true)
        } else {
            Ok(false)
        }
    });
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
