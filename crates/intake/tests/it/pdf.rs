//! PDFs made for tests: tables by their lines, fills, struck words, pages that go on, and files that mean harm.

use intake::document::{Block, Content, Table};
use intake::read::Read;
use model::level::Delivery;

/// A PDF of these objects, numbered from 1; the first is the catalogue.
fn file(objects: &[String]) -> Vec<u8> {
    let mut out = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(out.len());
        out += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let begin = out.len();
    out += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        out += &format!("{place:010} 00000 n \n");
    }
    out += &format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{begin}\n%%EOF\n", objects.len() + 1);
    out.into_bytes()
}

/// A PDF of pages with this content, 400 by 300 points, in a font all of whose characters are half as wide as high.
fn pages(contents: &[String]) -> Vec<u8> {
    let widths = "500 ".repeat(224);
    let kids: String = (0..contents.len()).map(|n| format!("{} 0 R ", 4 + 2 * n)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Count {}/Kids[{kids}]>>", contents.len()),
        format!(
            "<</Type/Font/Subtype/TrueType/BaseFont/Some/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 255/Widths[{widths}]>>"
        ),
    ];
    for (number, content) in contents.iter().enumerate() {
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents {} 0 R/Resources<</Font<</F 3 0 R>>>>>>",
            5 + 2 * number
        ));
        objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
    }
    file(&objects)
}

/// Words at a place, from the lower left corner.
fn words(x: u32, y: u32, text: &str) -> String {
    format!("BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n")
}

fn read(bytes: &[u8]) -> Read {
    let read = intake::read::read("plan.pdf", bytes);
    let places: Vec<_> = read.ledger.entries.iter().map(|e| (e.at.line, e.at.column)).collect();
    assert!(places.windows(2).all(|w| w[0] < w[1]), "{places:?}");
    assert!(read.document.blocks.is_empty() || read.ledger.entries.iter().all(|e| e.at.page.is_some()));
    read
}

fn tables(read: &Read) -> Vec<&Table> {
    read.document.blocks.iter().filter_map(|b| if let Block::Table(t) = b { Some(t) } else { None }).collect()
}

fn rows(table: &Table) -> Vec<Vec<String>> {
    table.rows.iter().map(|r| r.cells.iter().map(intake::document::Cell::words).collect()).collect()
}

/// Lines of a table of three columns, 20, 60, 200 and 380 from the left, with its rows at these heights.
fn ruled(heights: &[u32]) -> String {
    let (top, bottom) = (heights[0], heights[heights.len() - 1]);
    let across: String = heights.iter().map(|y| format!("20 {y} m 380 {y} l S\n")).collect();
    let down: String = [20, 60, 200, 380].iter().map(|x| format!("{x} {bottom} m {x} {top} l S\n")).collect();
    across + &down
}

#[test]
fn a_ruled_table_is_read_with_its_fills_and_struck_words() {
    let page = [
        words(20, 280, "The plan of Anyborough"),
        "1 0 0 rg 200 200 180 30 re f 0 g\n".into(),
        ruled(&[260, 230, 200]),
        words(24, 245, "Ref"),
        words(64, 245, "Action"),
        words(204, 245, "RAG"),
        words(24, 215, "1.1"),
        words(64, 217, "Write the new practice"),
        words(64, 205, "standards"),
        words(150, 205, "May"),
        // From 150 to 165, through the middle of the word.
        "150 208 m 165 208 l S\n".into(),
    ];
    let read = read(&pages(&[page.concat()]));
    let tables = tables(&read);
    assert_eq!(tables.len(), 1);
    let cells = &tables[0].rows[1].cells;
    assert_eq!(cells[0].words(), "1.1");
    let struck: Vec<_> = cells[1]
        .content
        .iter()
        .filter_map(|c| {
            if let Content::Paragraph { text, struck } = c { Some((text.as_str(), *struck)) } else { None }
        })
        .collect();
    assert_eq!(struck, [("Write the new practice standards", false), ("May", true)]);
    assert_eq!(cells[2].shade, Some(Delivery::Red));
    assert_eq!(tables[0].at.page, Some(1));
}

#[test]
fn a_table_goes_on_over_pages_and_a_row_that_a_page_cut_is_one() {
    let header = |y| [words(24, y, "Ref"), words(64, y, "Action"), words(204, y, "Owner")].concat();
    let first = [
        words(20, 290, "Improvement plan"),
        ruled(&[260, 230, 200, 60]),
        header(245),
        words(24, 215, "1"),
        words(64, 215, "Open a family hub"),
        words(204, 215, "Head of Early Help"),
        words(24, 185, "2"),
        words(64, 185, "Ask all families what"),
        words(204, 185, "Head of Quality"),
        words(20, 10, "Page 1 of 2"),
    ];
    let second = [
        words(20, 290, "Improvement plan"),
        ruled(&[260, 230, 200, 170]),
        header(245),
        words(64, 215, "they think of us"),
        words(24, 185, "3"),
        words(64, 185, "Publish it"),
        words(204, 185, "Head of Quality"),
        words(20, 10, "Page 2 of 2"),
    ];
    let read = read(&pages(&[first.concat(), second.concat()]));
    let tables = tables(&read);
    assert_eq!(tables.len(), 1, "{tables:?}");
    assert_eq!(
        rows(tables[0]),
        [
            ["Ref", "Action", "Owner"],
            ["1", "Open a family hub", "Head of Early Help"],
            ["2", "Ask all families what they think of us", "Head of Quality"],
            ["3", "Publish it", "Head of Quality"],
        ]
    );
    let repeated = read.ledger.entries.iter().filter(|e| e.claim.is_some()).count();
    // Three cells of the header, two numbers of pages and the second head of a page.
    assert_eq!(repeated, 6);
}

#[test]
fn what_cannot_be_read_is_refused_with_advice_and_costs_little() {
    let catalogue = "<</Type/Catalog/Pages 2 0 R>>".to_owned();
    let deep = "[".repeat(100_000);
    let cases: [(&str, Vec<u8>, &str); 6] = [
        ("cut", b"%PDF-1.7\n1 0 obj\n<</Type/Cat".to_vec(), "document-damaged"),
        ("circle", file(&[catalogue.clone(), "<</Type/Pages/Kids[2 0 R]>>".into()]), "document-damaged"),
        ("deep", file(&[catalogue.clone(), format!("<</Type/Pages/Kids{deep}>>")]), "document-damaged"),
        ("empty", pages(&["0 0 m".into()]), "document-empty"),
        ("picture", pages(&["BI /W 1 /H 1 /BPC 8 /CS /G ID x EI".into()]), "document-scanned"),
        (
            "twice",
            file(&[catalogue, "<</Length 1/Filter[/FlateDecode/FlateDecode]>>stream\nx\nendstream".into()]),
            "document-too-large",
        ),
    ];
    for (name, bytes, code) in cases {
        let read = read(&bytes);
        let found: Vec<_> = read.findings.iter().map(|f| f.code.as_ref()).collect();
        assert_eq!(found, [code], "{name}");
        assert!(read.findings.iter().all(|f| !f.hint.is_empty()), "{name}");
    }
}
