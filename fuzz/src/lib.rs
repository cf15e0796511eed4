//! What the targets share: packages made of fuzzed parts, and what holds of every reading.

use std::io::{Cursor, Write as _};
use std::sync::Once;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What stands between two parts of an input.
const BETWEEN: &[u8] = b"\n~~~~\n";

/// A package of these parts, each filled with the next piece of the input. Stored, not packed: a mutation of packed
/// bytes only ever breaks the packing. OpenDocument files say first what they are.
pub fn package(parts: &[&str], input: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut put = |name: &str, bytes: &[u8]| {
        zip.start_file(name, stored).expect("a part begins");
        zip.write_all(bytes).expect("a part is written");
    };
    if parts == ["content.xml"] {
        put("mimetype", b"application/vnd.oasis.opendocument.spreadsheet");
        put(
            "META-INF/manifest.xml",
            br#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#,
        );
    }
    let mut rest = input;
    for name in parts {
        let end = rest.windows(BETWEEN.len()).position(|w| w == BETWEEN);
        let (piece, after) = match end {
            Some(at) => (&rest[..at], &rest[at + BETWEEN.len()..]),
            None => (rest, &rest[rest.len()..]),
        };
        put(name, piece);
        rest = after;
    }
    zip.finish().expect("the package is whole").into_inner()
}

/// Reads a file and checks what holds of every reading: each cell is counted once, and none is lost.
pub fn read(name: &str, bytes: &[u8]) {
    // The fuzzer ends the process where anything panics. A reader may ask a library and take its panic for the word that
    // the file is damaged: only a panic that nobody takes ends the process here.
    static ONCE: Once = Once::new();
    ONCE.call_once(|| drop(std::panic::take_hook()));
    let read = intake::read::read(name, bytes);
    let places =
        |w: &[intake::ledger::Entry]| (w[0].at.line, w[0].at.column) < (w[1].at.line, w[1].at.column);
    assert!(read.ledger.entries.windows(2).all(places), "a cell is counted twice");
    let reading = intake::read(&[(name, bytes)], &intake::reading::Options::default());
    assert_eq!(reading.reconciliation.lost, 0);
}
