//! Office files that are broken, locked, mislabelled or mean harm: one clear finding each, or a reading.

use crate::made::{cell, p, package, tbl, tc, tr, word, word_with};
use intake::reading::{Options, Reading};

fn read(name: &str, bytes: &[u8]) -> Reading {
    let reading = intake::read(&[(name, bytes)], &Options::default());
    assert_eq!(reading.reconciliation.lost, 0, "{name}");
    reading
}

fn codes(reading: &Reading) -> Vec<&str> {
    reading.findings.iter().map(|f| f.code.as_ref()).collect()
}

/// The text of a one-action plan in Word.
fn body() -> String {
    tbl(&[
        tr(&[tc("Ref"), tc("Action"), tc("Owner"), tc("Due")]),
        tr(&[tc("1"), cell("", &p("Open a hub")), tc("Head of Early Help"), tc("May 2024")]),
    ])
}

/// A compound file with these streams or folders and nothing in them: a header, a table of sectors, a directory.
fn compound(names: &[&str]) -> Vec<u8> {
    let mut file = vec![0_u8; 512];
    let mut put = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    put(24, &[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    put(44, &1_u32.to_le_bytes());
    put(48, &1_u32.to_le_bytes());
    put(56, &4096_u32.to_le_bytes());
    put(60, &0xffff_fffe_u32.to_le_bytes());
    put(68, &0xffff_fffe_u32.to_le_bytes());
    for slot in 0..109 {
        put(76 + slot * 4, &if slot == 0 { 0_u32 } else { 0xffff_ffff }.to_le_bytes());
    }
    let mut table = vec![0xff_u8; 512];
    table[0..4].copy_from_slice(&0xffff_fffd_u32.to_le_bytes());
    table[4..8].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    let mut directory = vec![0_u8; 512];
    for (slot, name) in ["Root Entry"].iter().chain(names).take(4).enumerate() {
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        directory[slot * 128..slot * 128 + units.len()].copy_from_slice(&units);
        directory[slot * 128 + 64] = u8::try_from(units.len() + 2).expect("a short name");
        directory[slot * 128 + 66] = if slot == 0 { 5 } else { 2 };
    }
    [file, table, directory].concat()
}

#[test]
fn what_is_locked_old_or_of_another_kind_is_refused_with_the_remedy() {
    let text = package(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", "<office:text/>"),
    ]);
    let slides = package(&[("[Content_Types].xml", "<Types/>"), ("ppt/presentation.xml", "<p/>")]);
    let inner = word(&body());
    let nested = {
        use std::io::{Cursor, Write as _};
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("plan.docx", zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(&inner).expect("its bytes");
        zip.finish().expect("a package").into_inner()
    };
    let short = inner[..inner.len() / 2].to_vec();
    for (name, bytes, code) in [
        ("plan.docx", compound(&["EncryptedPackage", "EncryptionInfo"]), "document-protected"),
        ("plan.doc", compound(&["WordDocument", "1Table"]), "document-old-word"),
        ("plan.odt", text, "document-other-kind"),
        ("plan.pptx", slides, "document-other-kind"),
        ("plans.zip", nested, "document-not-text"),
        ("plan.docx", short, "document-damaged"),
        ("plan.xls", compound(&["Workbook"]), "document-damaged"),
    ] {
        let reading = read(name, &bytes);
        assert_eq!(codes(&reading), [code], "{name}");
        assert!(reading.findings.iter().all(|f| !f.hint.is_empty() && f.message.len() > 20), "{name}");
        assert!(reading.plans.iter().all(|p| p.actions.is_empty()), "{name}");
    }
}

#[test]
fn a_bomb_is_refused_before_it_goes_off() {
    // A hundred megabytes of blanks pack to a tenth of one.
    let blanks = " ".repeat(100_000_000);
    for part in ["word/document.xml", "content.xml", "xl/workbook.xml"] {
        let bytes = crate::made::packed(&[(part, &blanks)]);
        assert!(bytes.len() < 1_000_000);
        let reading = read("plan.docx", &bytes);
        let codes = codes(&reading);
        assert!(codes == ["document-too-large"] || codes == ["document-damaged"], "{part}: {codes:?}");
    }
    // A million rows of a million cells that are said once.
    let row = r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>"#;
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"Plan\">{row}{row}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let reading = read("plan.ods", &package(&[("content.xml", &content)]));
    assert!(reading.reconciliation.cells <= 600_000);
}

#[test]
fn entities_are_never_expanded_and_nothing_outside_is_fetched() {
    let inside = word(&body());
    assert_eq!(read("plan.docx", &inside).plans[0].actions[0].text, "Open a hub");
    let document = format!(
        r#"<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY out SYSTEM "file:///etc/hostname">]>
        <w:document xmlns:w="urn:w"><w:body>{}</w:body></w:document>"#,
        body().replace("Open a hub", "Open &out; &b; hub")
    );
    let reading = read("plan.docx", &package(&[("word/document.xml", &document)]));
    assert_eq!(reading.plans[0].actions[0].text, "Open \u{fffd} \u{fffd} hub");
}

#[test]
fn macros_are_said_and_not_run_and_a_wrong_name_is_no_hindrance() {
    let with = word_with(&body(), &[("word/vbaProject.bin", "Sub AutoOpen()")]);
    let reading = read("plan.docm", &with);
    assert!(codes(&reading).contains(&"macros-not-run"), "{:?}", reading.findings);
    assert_eq!(reading.plans[0].actions.len(), 1);

    let reading = read("plan.pdf", &word(&body()));
    assert!(codes(&reading).contains(&"name-misleads"));
    assert_eq!(reading.plans[0].actions.len(), 1);
    let reading = read("plan.xlsx", b"Ref,Action,Owner,Due\n1,Open a hub,Head of Early Help,May 2024\n2,Close the annexe,Head of Estates,June 2024\n3,Sell the annexe,Head of Estates,July 2024\n");
    assert!(codes(&reading).contains(&"name-misleads"), "{:?}", codes(&reading));
    assert_eq!(reading.plans[0].actions.len(), 3);
}

/// An invented plan as a workbook of the older Excel.
fn old_workbook() -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/suite/import/64-xls-old-excel/plan.xls");
    std::fs::read(path).expect("an invented plan of the suite")
}

#[test]
fn an_old_workbook_that_says_it_reaches_further_than_any_is_refused_before_room_is_made_for_it() {
    for (last_row, last_column, code) in [
        (u32::MAX, 3_u16, "document-damaged"),
        (9, 300, "document-damaged"),
        (65_536, 256, "document-too-large"),
    ] {
        let mut bytes = old_workbook();
        // The record of a sheet's dimensions, fourteen bytes long: first row, row after the last, columns alike.
        let at = bytes.windows(4).position(|w| w == [0, 2, 14, 0]).unwrap() + 4;
        bytes[at + 4..at + 8].copy_from_slice(&last_row.to_le_bytes());
        bytes[at + 10..at + 12].copy_from_slice(&last_column.to_le_bytes());
        assert_eq!(codes(&read("plan.xls", &bytes)), [code], "{last_row} {last_column}");
    }
}

#[test]
fn an_old_workbook_whose_records_are_too_short_is_damaged() {
    let mut bytes = old_workbook();
    // The record of the code page, two bytes long, is said to be empty.
    let at = bytes.windows(4).position(|w| w == [0x42, 0, 2, 0]).unwrap();
    bytes[at + 2] = 0;
    let reading = read("plan.xls", &bytes);
    assert_eq!(codes(&reading), ["document-damaged"]);
}

#[test]
fn a_cell_at_the_end_of_the_world_is_refused_before_room_is_made_for_all_between() {
    let mut bytes = old_workbook();
    // A record of a text, ten bytes long: it begins with the row and the column.
    let at = bytes.windows(4).position(|w| w == [0xfd, 0, 10, 0]).unwrap() + 4;
    bytes[at..at + 4].fill(0xff);
    assert_eq!(codes(&read("plan.xls", &bytes)), ["document-too-large"]);
}
