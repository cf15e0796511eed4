//! Office files: zip packages of XML parts.

mod compound;
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
        older(bytes, builder)
    } else {
        Ok(false)
    };
    let broken = match outcome {
        Ok(read) => return read,
        Err(broken) => broken,
    };
    let (code, message, hint) = refusal(broken);
    let at = At { document: builder.name(), ..At::default() };
    builder.find(Finding::new(code, Severity::Error, &at, message).hint(hint));
    true
}

/// What is said of a file that is not read: a code, a sentence, the remedy.
fn refusal(broken: Broken) -> (&'static str, &'static str, &'static str) {
    match broken {
        Broken::Damaged => (
            "document-damaged",
            "The file is damaged: it cannot be unpacked.",
            "Open it in the program that made it, save it again and read that.",
        ),
        Broken::TooLarge => (
            "document-too-large",
            "The file unpacks to more than any plan.",
            "Save only the pages that hold the plan.",
        ),
        Broken::Protected => (
            "document-protected",
            "The file is protected by a password.",
            "Open it with its password, save it without one and read that.",
        ),
        Broken::OldWord => (
            "document-old-word",
            "The file is a document of the older Word (.doc), which is not read.",
            "Open it in Word or LibreOffice, save it as a Word document (.docx) and read that.",
        ),
        Broken::OtherKind => (
            "document-other-kind",
            "The file is an Office document of a kind that is not read.",
            "Save it as a Word document (.docx), a workbook (.xlsx) or a PDF and read that.",
        ),
    }
}

fn packed(bytes: &[u8], builder: &mut Builder) -> Result<bool, Broken> {
    let mut package = Package::open(bytes)?;
    if package.has("word/document.xml") {
        word::read(&mut package, builder)?;
    } else if package.has("xl/workbook.xml") {
        sheets::read_workbook(bytes, &mut package, builder)?;
    } else if package.has("content.xml") {
        sheets::read_open(&mut package, builder)?;
    } else if package.has("[Content_Types].xml") {
        return Err(Broken::OtherKind);
    } else {
        return Ok(false);
    }
    if !package.names("", "vbaProject.bin").is_empty() || !package.names("Basic/", ".xml").is_empty() {
        macros(builder);
    }
    Ok(true)
}

/// Reads a file of the older Office: workbooks are read, everything else is named.
fn older(bytes: &[u8], builder: &mut Builder) -> Result<bool, Broken> {
    let has = |name| compound::has(bytes, name);
    if has("EncryptedPackage") {
        return Err(Broken::Protected);
    }
    if has("WordDocument") {
        return Err(Broken::OldWord);
    }
    if !has("Workbook") && !has("Book") {
        return Ok(false);
    }
    sheets::read_older(bytes, builder)?;
    if has("_VBA_PROJECT_CUR") {
        macros(builder);
    }
    Ok(true)
}

fn macros(builder: &mut Builder) {
    let at = At { document: builder.name(), ..At::default() };
    let message = "The file holds macros. They are not run, and nothing in them is read.";
    let hint = "What they would have filled in is read as it was last saved.";
    builder.find(Finding::new("macros-not-run", Severity::Info, &at, message).hint(hint));
}
