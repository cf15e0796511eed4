//! The PDF: set under the standards, the same every time, whatever stands in the document.

use reports::document::{Block, Document, Picture, Section, words};
use testkit::paper;

/// How often a name stands in the file; its dictionaries of structure are packed, so only outer ones count.
fn holds(bytes: &[u8], name: &str) -> bool {
    bytes.windows(name.len()).any(|w| w == name.as_bytes())
}

#[test]
fn a_document_is_set_under_both_standards_and_the_same_every_time() {
    let set = pdf::set(&paper::short()).unwrap();
    assert!(set.bytes.starts_with(b"%PDF-1.7"));
    assert!(set.replaced.is_empty(), "{:?}", set.replaced);
    assert_eq!(set.pages, 5, "cover, and a page for each section");
    // What says so to a reader: the metadata are not packed.
    for name in ["pdfuaid:part", "pdfaid:part", "en-GB", "Improvement Board pack"] {
        assert!(holds(&set.bytes, name), "{name}");
    }
    assert!(set == pdf::set(&paper::short()).unwrap());
}

#[test]
fn what_no_font_has_is_listed_and_the_pack_is_made_all_the_same() {
    let document = Document {
        title: "漢字 😀".to_owned(),
        sections: vec![Section {
            key: "a".to_owned(),
            title: "e\u{301}\u{302}\u{303} ก".to_owned(),
            blocks: vec![Block::Text(words("ਕ\u{301} ع\u{301} ক\u{a3c} \u{627}\u{9cd}\u{627} \u{301}"))],
            ..Section::default()
        }],
        ..Document::default()
    };
    let set = pdf::set(&document).unwrap();
    for lost in ['漢', '字', '😀', 'ก'] {
        assert!(set.replaced.contains(&lost), "{lost}: {:?}", set.replaced);
    }
}

#[test]
fn hostile_words_stay_words() {
    let mut document = paper::hostile();
    // One row of everything is enough.
    for block in document.sections.iter_mut().flat_map(|s| &mut s.blocks) {
        if let Block::Table(table) = block {
            table.rows.truncate(3);
        }
    }
    let set = pdf::set(&document).unwrap();
    assert!(set.pages >= 3);
}

#[test]
fn a_picture_that_is_none_and_a_document_of_nothing_are_set() {
    let mut document = paper::short();
    document.brand.logo =
        Some(Picture { png: testkit::png::png(8, 8, [1, 2, 3]).split_off(20), alt: String::new() });
    document.sections.truncate(1);
    assert!(pdf::set(&document).is_ok());
    assert!(pdf::set(&Document::default()).is_ok());
}

#[test]
fn a_chart_is_drawn_as_wide_as_asked() {
    let chart = paper::chart("m", "Visits in time");
    let png = pdf::raster(&chart.svg, 400).unwrap();
    let (width, height) = reports::paper::png_size(&png).unwrap();
    let (across, down) = reports::paper::size(&chart).unwrap();
    assert_eq!(width, 400.0);
    assert_eq!(height, (400.0 * down / across).round());
    assert!(png == pdf::raster(&chart.svg, 400).unwrap());
    assert_eq!(pdf::raster("no drawing", 400), None);
}
