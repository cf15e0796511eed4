//! The workbook.

use reports::document::{Block, Document, Section, plain, words};
use reports::xlsx;
use testkit::paper;

use crate::docx::{pictures, tables};
use crate::xml::{count, parse, sound, text, unzip, values};

fn write(document: &Document) -> Vec<u8> {
    xlsx::write(document, &pictures(document)).unwrap()
}

/// The sheets of a workbook as elements, in order.
fn sheets(bytes: &[u8]) -> Vec<String> {
    let package = unzip(bytes);
    (1..)
        .map(|n| format!("xl/worksheets/sheet{n}.xml"))
        .take_while(|n| package.contains_key(n))
        .map(|n| text(&package, &n))
        .collect()
}

#[test]
fn the_package_is_sound_and_the_same_every_time() {
    for document in [paper::rich(), paper::hostile(), Document::default()] {
        let bytes = write(&document);
        sound(&unzip(&bytes));
        assert!(bytes == write(&document));
    }
}

#[test]
fn sheets_stand_in_the_order_of_the_document() {
    let package = unzip(&write(&paper::rich()));
    let names = values(&parse(&text(&package, "xl/workbook.xml")), "sheet", "name");
    assert_eq!(
        names,
        [
            "Contents",
            "1 What the board is asked",
            "1.1 Ratings that moved since 1…",
            "2.1 Priority 1 Quality of prac…",
            "3 Are children better off",
            "3.1 Visits in time",
            "4.1 Acronyms",
        ]
    );
    let core = text(&package, "docProps/core.xml");
    assert!(core.contains("2022-01-07T00:00:00Z") && core.contains("Improvement Board pack"), "{core}");
}

#[test]
fn what_is_written_reads_back_cell_by_cell() {
    let document = paper::rich();
    let strings = parse(&text(&unzip(&write(&document)), "xl/sharedStrings.xml"));
    let said = crate::xml::said(&strings);
    for table in tables(&document) {
        for cell in table.rows.iter().flatten().filter(|c| c.value.is_none()) {
            for paragraph in &cell.text {
                assert!(said.contains(&plain(paragraph)), "{paragraph:?}");
            }
        }
    }
}

#[test]
fn numbers_are_numbers_and_days_are_days() {
    let sheets = sheets(&write(&paper::rich()));
    // 0.915 and 1640 as written; 1 December 2021 is day 44,531 of a spreadsheet's calendar.
    let measures = &sheets[5];
    for value in ["<v>0.915</v>", "<v>1640</v>", "<v>44531</v>"] {
        assert!(measures.contains(value), "{value} in {measures}");
    }
    // A date that gave way to another is words, so that none is lost: every third of the plan's rows.
    let plan = &sheets[3];
    assert_eq!(plan.matches("<v>44561</v>").count(), 16, "31 December 2021");
}

#[test]
fn headings_stay_in_sight_on_screen_and_paper() {
    let bytes = write(&paper::rich());
    let sheets = sheets(&bytes);
    let plan = parse(&sheets[3]);
    assert_eq!(values(&plan, "pane", "ySplit"), ["3"]);
    assert_eq!(values(&plan, "pane", "xSplit"), ["1"]);
    assert_eq!(values(&plan, "pageSetup", "orientation"), ["landscape"]);
    assert_eq!(values(&plan, "pageSetup", "fitToHeight"), ["0"]);
    assert_eq!(count(&plan, "tablePart"), 1);
    let book = text(&unzip(&bytes), "xl/workbook.xml");
    assert!(book.contains("_xlnm.Print_Titles"), "{book}");
}

#[test]
fn nothing_computes() {
    let bytes = write(&paper::hostile());
    for sheet in sheets(&bytes) {
        assert_eq!(count(&parse(&sheet), "f"), 0);
    }
    let package = unzip(&bytes);
    let styles = text(&package, "xl/styles.xml");
    assert!(styles.contains("quotePrefix=\"1\""));
    let strings = text(&package, "xl/sharedStrings.xml");
    assert!(strings.contains("=cmd|"), "the words are kept");
}

#[test]
fn sections_of_words_alone_share_a_sheet_and_their_links_lead_to_their_rows() {
    let section = |title: &str, blocks: Vec<Block>| Section {
        key: title.to_lowercase().replace(" ", "-"),
        title: title.to_owned(),
        blocks,
        ..Section::default()
    };
    let said = |text: &str| vec![Block::Text(words(text))];
    let table =
        paper::rich().sections.iter().flat_map(|s| s.blocks.clone()).find(|b| matches!(b, Block::Table(_)));
    let document = Document {
        title: "Covering report".to_owned(),
        sections: vec![
            section("Legal implications", said("None.")),
            section("Financial details", said("Met from the budget.")),
            section("Timetable", vec![table.unwrap()]),
            section("Consultation", said("The panel was asked.")),
        ],
        ..Document::default()
    };
    let package = unzip(&write(&document));
    let names = values(&parse(&text(&package, "xl/workbook.xml")), "sheet", "name");
    assert_eq!(names.len(), 4, "{names:?}");
    assert_eq!((names[1].as_str(), names[3].as_str()), ("1 to 2 Legal implications", "4 Consultation"));
    let contents = text(&package, "xl/worksheets/sheet1.xml");
    // Heading, the way back, an empty row, what is said, an empty row: the second section begins in row 6.
    for place in ["'1 to 2 Legal implications'!A1", "'1 to 2 Legal implications'!A6", "'4 Consultation'!A1"] {
        assert!(
            contents.contains(&place.replace('\'', "&apos;")) || contents.contains(place),
            "{place}: {contents}"
        );
    }
}
