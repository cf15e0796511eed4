//! Stated figures on pages: typed in with its errors, restated, undone; a file previewed, kept, taken back.

use app::site::Role;

use crate::visitor::{Page, Visitor};

const EDGE: &str = "multipart/form-data; boundary=edge";

fn get(visitor: &Visitor, address: &str) -> Page {
    let page = visitor.get(address);
    assert_eq!(page.status, 200, "{address}: {}", page.body);
    crate::sound(address, &page.body);
    page
}

fn upload(visitor: &Visitor, content: &str) -> Page {
    let body = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{}\r\n--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"past.csv\"\r\n\r\n{content}\r\n--edge--\r\n",
        visitor.csrf()
    );
    visitor.post_bytes(&format!("{}/figures/file", visitor.plan()), EDGE, body.into_bytes())
}

const FORM: [(&str, &str); 9] = [
    ("measure", "sickness_pct"),
    ("from-day", "1"),
    ("from-month", "10"),
    ("from-year", "2025"),
    ("to-day", "31"),
    ("to-month", "10"),
    ("to-year", "2025"),
    ("value", "4.5%"),
    ("source", "HR report, November"),
];

#[test]
fn a_figure_is_typed_in_restated_and_undone() {
    let ann = Visitor::signed_in(8);
    let address = format!("{}/figures", ann.plan());
    assert!(get(&ann, &address).body.contains("No figure is stated yet"));
    let wrong = ann.send(&address, &[("measure", ""), ("value", "many"), ("to-day", "1")]);
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("must include a month"), "{}", wrong.body);
    let mut gaps = FORM;
    gaps[7] = ("value", "many");
    gaps[8] = ("source", "");
    let wrong = ann.send(&address, &gaps);
    assert_eq!(wrong.status, 422);
    crate::sound(&address, &wrong.body);
    assert!(
        wrong.body.contains("“many” is no number")
            && wrong.body.contains("Enter where the figure comes from")
    );
    assert_eq!(ann.send(&address, &FORM).status, 303);
    let page = get(&ann, &address);
    assert!(
        page.body.contains("October 2025")
            && page.body.contains("4.5%")
            && page.body.contains("HR report, November")
    );
    let measure = get(&ann, &format!("{}/computed/sickness_pct", ann.plan()));
    assert!(
        measure.body.contains("As people stated it") && measure.body.contains("4.5%"),
        "{}",
        measure.body
    );
    let mut other = FORM;
    other[7] = ("value", "4.9%");
    assert_eq!(ann.send(&address, &other).status, 303);
    let page = get(&ann, &address);
    assert!(
        page.body.contains("You restated the figure") && page.body.contains("first reported as 4.5%"),
        "{}",
        page.body
    );
    let undo =
        page.between(&format!("action=\"{}/undo/", ann.plan()), "\"").first().cloned().unwrap_or_default();
    assert_eq!(ann.send(&format!("{}/undo/{undo}", ann.plan()), &[("why", "A slip")]).status, 303);
    assert!(!get(&ann, &address).body.contains("4.9%"));
    let board = ann.colleague(Role::Reader, &[]);
    assert!(!get(&board, &address).body.contains("<form action=\"/plans"));
    assert_eq!(board.send(&address, &FORM).status, 403);
}

#[test]
fn a_file_of_the_past_is_previewed_kept_and_taken_back() {
    let ann = Visitor::signed_in(8);
    let address = format!("{}/figures", ann.plan());
    let example = ann.get(&format!("{address}/example.csv"));
    assert!(example.header("content-type").starts_with("text/csv"));
    let wrong = upload(&ann, "a,b\n1,2\n");
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("no column “measure”"), "{}", wrong.body);
    let with_fault = format!("{}no_such,,,2024-09-30,,,5,Report,\n", example.body);
    let read = upload(&ann, &with_fault);
    assert_eq!(read.status, 303, "{}", read.body);
    let review = read.header("location").to_string();
    let shown = get(&ann, &review);
    assert!(
        shown.body.contains("4 figures new, 0 restated, 0 known already, 1 line not taken."),
        "{}",
        shown.body
    );
    assert!(shown.body.contains("Line 6") && shown.body.contains("There is no measure “no_such”"));
    assert_eq!(ann.send(&review, &[("do", "keep")]).status, 303);
    let page = get(&ann, &address);
    assert!(page.body.contains("past.csv") && page.body.contains("past.csv line 2"), "{}", page.body);
    let again = upload(&ann, &with_fault).header("location").to_string();
    assert!(get(&ann, &again).body.contains("Nothing would change"));
    assert_eq!(ann.send(&again, &[("do", "discard")]).status, 303);
    assert_eq!(ann.get(&again).status, 404);
    let file = get(&ann, &address).field("file");
    assert_eq!(ann.send(&address, &[("do", "unstate"), ("file", &file)]).status, 303);
    assert!(get(&ann, &address).body.contains("No figure is stated yet"));
}
