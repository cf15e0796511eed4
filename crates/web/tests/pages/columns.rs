//! A column or row that was misunderstood is put right on the review of an import, and the council's next document is read so.

use crate::sound;
use crate::visitor::Visitor;

const PLAN: &str = "# Thorne improvement plan, December 2019\n\n| Kode | Zut | Wer | Wann |\n|---|---|---|---|\n\
    | K1 | Open a hub | Head of Early Help | May 2020 |\n| K2 | Close the annexe | Head of Estates | June 2020 |\n";

/// The fields of the form of columns, each said to mean this.
fn said<'a>(meanings: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![("do", "columns")];
    for (header, means) in meanings {
        fields.extend([("header", *header), ("was", ""), ("means", *means)]);
    }
    fields
}

#[test]
fn what_a_person_says_of_columns_is_read_again_remembered_and_taken_back_with_the_import() {
    let ann = Visitor::signed_in(0);
    let sent = ann.upload("/import", "plan.md", PLAN.as_bytes());
    let address = sent.header("location").to_owned();
    let review = ann.get(&address).body;
    sound("review", &review);
    assert!(review.contains("Not read as part of the plan"), "{review}");
    let meanings = [("Kode", "ref"), ("Zut", "action"), ("Wer", "owner"), ("Wann", "due")];
    let again = ann.send(&address, &said(&meanings)).body;
    sound("again", &again);
    assert!(again.contains("as you said"), "{again}");
    let done = ann.send(&address, &[("do", "accept"), ("place", "Thorne")]);
    assert_eq!(done.status, 303, "{}", done.body);
    let plan = ann.get(&format!("{}/plan", ann.plan())).body;
    assert!(plan.contains("Open a hub") && plan.contains("Head of Estates"), "{plan}");

    // The next document of the council is read so without a word.
    let next = PLAN.replace("December 2019", "January 2020").replace("June 2020", "August 2020");
    let sent = ann.upload("/import", "plan.md", next.as_bytes());
    let review = ann.get(sent.header("location")).body;
    assert!(review.contains("as you said") && review.contains("August 2020"), "{review}");

    // Taking the import back takes back what was said for it.
    let review = taken_back_and_sent_again(&ann, PLAN);
    assert!(!review.contains("as you said"), "{review}");
}

/// Takes the last import back and sends the document again: the page that reviews it.
fn taken_back_and_sent_again(ann: &Visitor, document: &str) -> String {
    let root = ann.plan();
    let history = ann.get(&format!("{root}/history")).body;
    let undo =
        history.split("undo-import/").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    let undo = undo.unwrap_or_else(|| panic!("no import to take back: {history}"));
    let back = ann.send(&format!("{root}/undo-import/{undo}"), &[("why", "a test")]);
    assert!(back.status < 400, "{}", back.body);
    let sent = ann.upload("/import", "plan.md", document.as_bytes());
    ann.get(sent.header("location")).body
}

#[test]
fn a_row_is_what_a_person_says_and_the_next_document_of_the_council_is_read_so() {
    const ROWS: &str = "# Thorne improvement plan, December 2019\n\n| Ref | Action | Lead | Due |\n|---|---|---|---|\n\
        | | Homes that last for good | Head of Homes | |\n\
        | 1 | Open a hub | Head of Early Help | May 2020 |\n| 2 | Close the annexe | Head of Estates | June 2020 |\n";
    let ann = Visitor::signed_in(0);
    let sent = ann.upload("/import", "plan.md", ROWS.as_bytes());
    let address = sent.header("location").to_owned();
    let review = ann.get(&address).body;
    sound("review", &review);
    assert!(review.contains("What the rows were read as"), "{review}");
    let row = "Homes that last for good | Head of Homes";
    assert!(review.contains(row), "{review}");
    let said = [("do", "columns"), ("row", row), ("was_row", "action"), ("is", "heading")];
    let again = ann.send(&address, &said).body;
    sound("again", &again);
    assert!(again.contains("as you said"), "{again}");
    let done = ann.send(&address, &[("do", "accept"), ("place", "Thorne")]);
    assert_eq!(done.status, 303, "{}", done.body);
    let next = ROWS.replace("December 2019", "January 2020").replace("June 2020", "August 2020");
    let sent = ann.upload("/import", "plan.md", next.as_bytes());
    let review = ann.get(sent.header("location")).body;
    assert!(review.contains("as you said") && review.contains("August 2020"), "{review}");

    // Taking the import back takes back what was said for it.
    let review = taken_back_and_sent_again(&ann, ROWS);
    assert!(review.contains(row) && !review.contains("as you said"), "{review}");
}
