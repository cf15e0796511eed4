//! Word's format.

use std::collections::BTreeSet;

use intake::document::{Block as Read, Table as ReadTable};
use reports::document::{Block, Document, Table, plain};
use reports::docx;
use reports::paper::Pictures;
use testkit::paper;

use crate::xml::{Part, count, parse, sound, text, unzip, values};

/// The charts of a document as small grey pictures.
pub(crate) fn pictures(document: &Document) -> Pictures {
    Pictures::of(document, &|_, width| Some(testkit::png::png(width.min(8), 4, [200, 200, 200])))
}

fn body(document: &Document) -> Vec<Part> {
    parse(&text(&unzip(&docx::write(document, &pictures(document))), "word/document.xml"))
}

pub(crate) fn tables(document: &Document) -> Vec<&Table> {
    let blocks = document.sections.iter().flat_map(|s| &s.blocks);
    blocks.filter_map(|b| if let Block::Table(t) = b { Some(t) } else { None }).collect()
}

#[test]
fn the_package_is_sound_and_the_same_every_time() {
    for document in [paper::rich(), paper::hostile(), Document::default()] {
        let bytes = docx::write(&document, &pictures(&document));
        sound(&unzip(&bytes));
        assert!(bytes == docx::write(&document, &pictures(&document)));
    }
}

#[test]
fn what_is_written_reads_back_cell_by_cell() {
    let document = paper::rich();
    let read = intake::read::read("pack.docx", &docx::write(&document, &pictures(&document))).document;
    let read: Vec<&ReadTable> =
        read.blocks.iter().filter_map(|b| if let Read::Table(t) = b { Some(t) } else { None }).collect();
    let written: Vec<&Table> = tables(&document).into_iter().filter(|t| !t.rows.is_empty()).collect();
    assert_eq!(read.len(), written.len());
    for (read, written) in read.iter().zip(written) {
        let head = written.columns.iter().map(|c| c.title.clone()).collect::<Vec<_>>();
        let rows = written.rows.iter().map(|row| {
            row.iter().map(|c| c.text.iter().map(plain).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
        });
        let expected: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
        // A reader of plans adds a column for shades that stand for ratings; the words are the columns before it.
        let got: Vec<Vec<String>> = read
            .rows
            .iter()
            .map(|row| {
                row.cells
                    .iter()
                    .take(written.columns.len())
                    .map(|c| c.words().split_whitespace().collect::<Vec<_>>().join(" "))
                    .collect()
            })
            .collect();
        assert_eq!(got, expected);
    }
}

#[test]
fn headings_contents_and_links_lead_to_places_that_are_there() {
    for document in [paper::rich(), paper::hostile()] {
        let parts = body(&document);
        let marks = values(&parts, "w:bookmarkStart", "w:name");
        let unique: BTreeSet<&String> = marks.iter().collect();
        assert_eq!(unique.len(), marks.len());
        assert!(marks.iter().all(|m| m.len() <= 40), "{marks:?}");
        for anchor in values(&parts, "w:hyperlink", "w:anchor") {
            assert!(marks.contains(&anchor), "{anchor}");
        }
        assert_eq!(count(&parts, "w:bookmarkStart"), count(&parts, "w:bookmarkEnd"));
    }
    let parts = body(&paper::rich());
    let styles = values(&parts, "w:pStyle", "w:val");
    let of = |style: &str| styles.iter().filter(|s| s.as_str() == style).count();
    assert_eq!((of("Title"), of("Heading1"), of("Heading2"), of("Heading3")), (1, 4, 3, 1));
    assert_eq!((of("TOC1"), of("TOC2")), (4, 3), "the contents are filled in");
    let defined =
        parse(&text(&unzip(&docx::write(&paper::rich(), &pictures(&paper::rich()))), "word/styles.xml"));
    let defined = values(&defined, "w:style", "w:styleId");
    assert!(styles.iter().all(|s| defined.contains(s)), "{styles:?}");
}

#[test]
fn tables_repeat_their_header_and_say_what_they_are() {
    let parts = body(&paper::rich());
    assert_eq!(count(&parts, "w:tbl"), 3);
    assert_eq!(count(&parts, "w:tblHeader"), 3);
    // Three header rows, and 2 + 24 + 2 rows that stay whole.
    assert_eq!(count(&parts, "w:cantSplit"), 3 + 28);
    let captions = values(&parts, "w:tblCaption", "w:val");
    assert_eq!(
        captions,
        ["Ratings that moved since 12 November 2021", "Priority 1: Quality of practice", "Visits in time"]
    );
    let look = values(&parts, "w:tblLook", "w:firstColumn");
    assert_eq!(look, ["1", "1", "1"]);
    let fills = values(&parts, "w:shd", "w:fill");
    assert!(fills.contains(&"f4cdc6".to_owned()), "red has its tint: {fills:?}");
    assert!(count(&parts, "w:strike") >= 9, "one in the list, eight in the plan");
    assert_eq!(values(&parts, "w:pgSz", "w:orient"), ["landscape"]);
}

#[test]
fn pictures_have_words_and_names_their_fonts() {
    let document = paper::rich();
    let bytes = docx::write(&document, &pictures(&document));
    let package = unzip(&bytes);
    let parts = parse(&text(&package, "word/document.xml"));
    let told = values(&parts, "wp:docPr", "descr");
    assert_eq!(told.len(), 2);
    assert!(told.iter().all(|t| !t.is_empty()));
    assert_eq!(count(&parts, "asvg:svgBlip"), 1, "the chart is there as a drawing too");
    assert!(count(&parts, "w:rtl") > 0 && count(&parts, "w:cs") > 0);
    assert!(values(&parts, "w:rFonts", "w:cs").iter().all(|f| f == "Nirmala UI"));
    let core = text(&package, "docProps/core.xml");
    for said in [
        "<dc:title>Improvement Board pack</dc:title>",
        "2022-01-07T00:00:00Z",
        "<dc:language>en-GB</dc:language>",
    ] {
        assert!(core.contains(said), "{core}");
    }
    let footer = text(&package, "word/footer0.xml");
    assert!(footer.contains(" PAGE ") && footer.contains(" NUMPAGES "));
    assert!(text(&package, "word/header1.xml").contains("OFFICIAL"));
    let without = docx::write(&document, &Pictures::default());
    let said = text(&unzip(&without), "word/document.xml");
    assert!(said.contains("Fourteen months, from 81% to 90%"), "a chart that cannot be drawn is told");
}

#[test]
fn no_address_leads_into_a_program() {
    let package = unzip(&docx::write(&paper::hostile(), &pictures(&paper::hostile())));
    let relations = parse(&text(&package, "word/_rels/document.xml.rels"));
    let outside: Vec<String> = values(&relations, "Relationship", "Target");
    assert!(outside.iter().all(|t| !t.contains("script") && !t.contains("cmd")), "{outside:?}");
}
