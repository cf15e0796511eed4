//! Word documents and workbooks: what their formats say beside the words.

use crate::made::{cell, item, number, p, run, struck, styled, tbl, tc, text, tr, word, word_with, workbook};
use intake::reading::{Options, Reading};
use model::level::Delivery;
use model::plan::Plan;

fn read(name: &str, bytes: &[u8]) -> Reading {
    let reading = intake::read(&[(name, bytes)], &Options::default());
    assert_eq!(reading.reconciliation.lost, 0, "{:?}", reading.findings);
    reading
}

fn plan(reading: &Reading) -> &Plan {
    reading.plans.first().expect("a plan")
}

fn codes(reading: &Reading) -> Vec<&str> {
    reading.findings.iter().map(|f| f.code.as_ref()).collect()
}

fn owners(plan: &Plan, action: usize) -> Vec<&str> {
    plan.actions[action].owners.iter().map(|o| o.text.as_str()).collect()
}

fn phrases(plan: &Plan, action: usize) -> Vec<(String, bool)> {
    plan.actions[action].dates.iter().map(|d| (d.phrase.clone(), d.superseded)).collect()
}

const RED: &str = r#"<w:shd w:val="clear" w:color="auto" w:fill="FF0000"/>"#;
const AMBER: &str = r#"<w:shd w:val="clear" w:color="auto" w:fill="FFC000"/>"#;
const GREEN: &str = r#"<w:shd w:val="solid" w:color="00B050" w:fill="FFFFFF"/>"#;
const BAND: &str = r#"<w:shd w:val="clear" w:color="auto" w:fill="9CC2E5"/>"#;

fn header(words: &[&str]) -> String {
    tr(&words.iter().map(|w| cell(BAND, &p(w))).collect::<Vec<_>>())
}

#[test]
fn a_word_plan_is_read_with_its_shades_strikes_merges_and_numbers() {
    let merged = |first: bool| if first { r#"<w:vMerge w:val="restart"/>"# } else { "<w:vMerge/>" };
    let body = [
        styled("Titel", "Wexcombe Council Improvement Plan"),
        p("Position at 31 March 2024"),
        styled("Own", "Priority 1: Front door"),
        tbl(&[
            header(&["Ref", "Action", "Lead", "By when", "RAG", "Update"]),
            tr(&[
                cell("", &item(1, 1, "")),
                tc("Rewrite the threshold guide"),
                cell(merged(true), &p("Head of Front Door")),
                cell("", &format!("<w:p>{}{}</w:p>", struck("January 2024"), run(" April 2024"))),
                cell(AMBER, "<w:p/>"),
                tc("Draft shared with schools."),
            ]),
            tr(&[
                cell("", &item(1, 1, "")),
                tc("Audit forty contacts a month"),
                cell(merged(false), "<w:p/>"),
                tc("May 2024"),
                cell(GREEN, "<w:p/>"),
                cell("", &format!("{}{}", p("February: 41 audited."), p("March: 39 audited."))),
            ]),
            tr(&[
                cell("", &item(1, 1, "")),
                tc("Open a duty desk"),
                tc("Service Manager"),
                tc("June 2024"),
                cell(RED, "<w:p/>"),
                tc("Two vacancies."),
            ]),
        ]),
    ]
    .concat();
    let reading = read("plan.docx", &word(&body));
    let plan = plan(&reading);
    assert_eq!(plan.title, "Wexcombe Council Improvement Plan");
    assert_eq!(plan.priorities.iter().map(|p| p.title.as_str()).collect::<Vec<_>>(), ["Front door"]);
    let refs: Vec<&str> = plan.actions.iter().map(|a| a.reference.as_str()).collect();
    assert_eq!(refs, ["1.1", "1.2", "1.3"], "numbers that Word prints by itself");
    assert_eq!(phrases(plan, 0), [("January 2024".into(), true), ("April 2024".into(), false)]);
    let levels: Vec<_> = plan.actions.iter().map(|a| a.delivery).collect();
    assert_eq!(levels, [Some(Delivery::Amber), Some(Delivery::Green), Some(Delivery::Red)]);
    assert_eq!(owners(plan, 1), ["Head of Front Door"]);
    assert!(codes(&reading).contains(&"colour-read-as-rating"), "{:?}", codes(&reading));
}

#[test]
fn shaded_cells_that_name_their_colour_make_no_further_column() {
    let row = |n: &str, shade: &str, word: &str| {
        tr(&[
            tc(n),
            tc(&format!("Open hub {n} in the north")),
            tc("Head of Hubs"),
            tc("May 2024"),
            cell(shade, &p(word)),
        ])
    };
    let rows = [
        header(&["Ref", "Action", "Owner", "Due", "Delivery"]),
        row("1", RED, "Red"),
        row("2", AMBER, "Amber: moved once"),
        row("3", AMBER, "Amber"),
    ];
    let reading = read("plan.docx", &word(&tbl(&rows)));
    assert!(!codes(&reading).contains(&"colour-read-as-rating"), "{:?}", reading.findings);
    assert!(!reading.columns.iter().any(|c| c.header == "RAG"), "{:?}", reading.columns);
    let levels: Vec<_> = plan(&reading).actions.iter().map(|a| a.delivery.map(|l| l.word())).collect();
    assert_eq!(levels, [Some("red"), Some("amber"), Some("amber")]);
}

#[test]
fn tracked_changes_are_read_as_accepted_and_hidden_words_are_not_read() {
    let body = [
        styled("Titel", "Plan"),
        tbl(&[
            header(&["Ref", "Action", "Owner", "Due"]),
            tr(&[
                tc("1"),
                cell(
                    "",
                    &format!(
                        "<w:p>{}<w:del><w:r><w:delText>two </w:delText></w:r></w:del><w:ins>{}</w:ins>{}\
                         <w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>",
                        run("Recruit "),
                        run("three "),
                        run("workers"),
                    ),
                ),
                tc("Head of Service"),
                tc("May 2024"),
            ]),
            "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Gone</w:t></w:r></w:p></w:tc></w:tr>"
                .to_owned(),
        ]),
    ]
    .concat();
    let comments = format!(
        r#"<w:comments xmlns:w="urn:w"><w:comment w:id="0">{}</w:comment></w:comments>"#,
        p("Is this funded?")
    );
    let reading = read("plan.docx", &word_with(&body, &[("word/comments.xml", &comments)]));
    let plan = plan(&reading);
    assert_eq!(plan.actions.iter().map(|a| a.text.as_str()).collect::<Vec<_>>(), ["Recruit three workers"]);
    assert!(plan.text.iter().any(|t| t.text == "Comment: Is this funded?"), "{:?}", plan.text);
    let codes = codes(&reading);
    assert!(codes.contains(&"tracked-changes") && codes.contains(&"comments-kept"), "{codes:?}");
}

#[test]
fn one_table_for_each_action_and_automatic_letters_are_read() {
    let sheet = |name: &str, owner: &str, due: &str| {
        let row = |key: &str, value: &str| tr(&[tc(key), tc(value)]);
        tbl(&[
            row("Action", name),
            row("Lead officer", owner),
            row("Deadline", due),
            row("Progress", "Begun."),
        ])
    };
    let body = [
        styled("Titel", "Plan"),
        sheet("Open a hub", "Head of Early Help", "May 2024"),
        p(""),
        sheet("Close the annexe", "Head of Estates", "June 2024"),
    ]
    .concat();
    let reading = read("plan.docx", &word(&body));
    let plan = plan(&reading);
    let texts: Vec<&str> = plan.actions.iter().map(|a| a.text.as_str()).collect();
    assert_eq!(texts, ["Open a hub", "Close the annexe"]);
    assert_eq!(phrases(plan, 1), [("June 2024".into(), false)]);

    let body = tbl(&[
        header(&["Ref", "Actions", "Owner", "Target date"]),
        tr(&[
            tc("1.1"),
            cell("", &format!("{}{}", item(2, 0, "Write the guide"), item(2, 0, "Train managers"))),
            cell("", &format!("{}{}", p("Head of Practice"), p("Head of Learning"))),
            cell("", &format!("{}{}", p("May 2024"), p("July 2024"))),
        ]),
    ]);
    let reading = read("plan.docx", &word(&body));
    let plan = self::plan(&reading);
    let actions: Vec<(&str, &str)> =
        plan.actions.iter().map(|a| (a.letter.as_deref().unwrap_or(""), a.text.as_str())).collect();
    assert_eq!(actions, [("a", "Write the guide"), ("b", "Train managers")]);
    assert_eq!(phrases(plan, 1), [("July 2024".into(), false)]);
}

fn row(number: u32, cells: &[String]) -> String {
    format!(r#"<row r="{number}">{}</row>"#, cells.concat())
}

#[test]
fn a_workbook_is_read_as_it_is_shown() {
    // 45382 is 31 March 2024 and 45444 is 1 June 2024 by the count of days that workbooks keep.
    let sheet = format!(
        "<cols><col min=\"7\" max=\"7\" hidden=\"1\"/></cols><sheetData>{}{}{}{}{}{}</sheetData><mergeCells count=\"1\"><mergeCell ref=\"C4:C5\"/></mergeCells>",
        row(1, &[text("A1", "Saltmarsh Improvement Plan")]),
        row(2, &[text("A2", "Position at 1 April 2024")]),
        row(3, &["A", "B", "C", "D", "E", "F", "G"].iter().zip(["Ref", "Action", "Owner", "Due date", "RAG", "% done", "Update"]).map(|(c, w)| text(&format!("{c}3"), w)).collect::<Vec<_>>()),
        row(4, &[number("A4", 0, "1.9"), text("B4", "Open a hub"), text("C4", "Head of Early Help"), number("D4", 1, "45382"), number("E4", 4, ""), number("F4", 3, "0.4"), text("G4", "Lease signed.")]),
        row(5, &[number("A5", 0, "1.1"), text("B5", "Close the annexe"), number("D5", 2, "45444"), number("E5", 5, ""), number("F5", 3, "1"), text("G5", "Empty since May.")]),
        row(6, &[number("A6", 0, "1.11"), text("B6", "Sell the annexe"), text("C6", "Head of Estates"),
            r#"<c r="D6" t="inlineStr"><is><r><rPr><strike/></rPr><t>30/06/2024</t></r><r><t xml:space="preserve"> 30/09/2024</t></r></is></c>"#.to_owned(),
            number("E6", 5, ""), text("G6", "Valued.")]),
    );
    let reading = read("plan.xlsx", &workbook(&[("Plan", "visible", &sheet)], &[]));
    let plan = plan(&reading);
    assert_eq!(plan.title, "Saltmarsh Improvement Plan");
    let refs: Vec<&str> = plan.actions.iter().map(|a| a.reference.as_str()).collect();
    assert_eq!(refs, ["1.9", "1.10", "1.11"]);
    assert_eq!(phrases(plan, 0), [("31/03/2024".into(), false)]);
    assert_eq!(phrases(plan, 1), [("June 2024".into(), false)]);
    assert_eq!(phrases(plan, 2), [("30/06/2024".into(), true), ("30/09/2024".into(), false)]);
    let levels: Vec<_> = plan.actions.iter().map(|a| a.delivery).collect();
    assert_eq!(levels, [Some(Delivery::Red), Some(Delivery::Green), Some(Delivery::Green)]);
    assert_eq!(owners(plan, 1), ["Head of Early Help"]);
    let codes = codes(&reading);
    assert!(codes.contains(&"reference-restored") && codes.contains(&"hidden-cells"), "{codes:?}");
}

#[test]
fn cells_at_the_corners_of_a_sheet_cost_two_cells() {
    let sheet = format!(
        "<sheetData>{}{}</sheetData>",
        row(1, &[text("A1", "One")]),
        row(1_048_576, &[text("XFD1048576", "Two")])
    );
    let reading = read("plan.xlsx", &workbook(&[("Plan", "visible", &sheet)], &[]));
    assert_eq!(reading.reconciliation.cells, 2);
}

#[test]
fn damaged_and_foreign_packages_are_refused_with_a_remedy() {
    let whole = word(&p("Words"));
    for (name, bytes) in [
        ("cut.docx", whole[..whole.len() / 2].to_vec()),
        ("other.docx", crate::made::package(&[("readme.txt", "nothing")])),
        (
            "half.docx",
            crate::made::package(&[(
                "word/document.xml",
                "<w:document><w:body><w:p><w:r><w:t>Some words</w:t>",
            )]),
        ),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more".to_vec()),
    ] {
        let reading = read(name, &bytes);
        let said = reading.findings.iter().find(|f| f.severity == model::finding::Severity::Error);
        let said = said.unwrap_or_else(|| panic!("{name}: {:?}", reading.findings));
        assert!(!said.hint.is_empty() && said.message.ends_with('.'), "{name}: {said:?}");
    }
}
