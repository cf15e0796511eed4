//! The demonstration beside one's own data: apart from it, marked on every page, left again.

use crate::visitor::Visitor;

#[test]
fn an_empty_site_offers_an_import_or_the_demonstration_which_stays_apart() {
    let ann = Visitor::signed_in(0);
    let start = ann.get("/plans");
    assert!(start.body.contains("Import a plan") && start.body.contains("Look at the demonstration"));
    let begun = ann.send("/demonstration", &[]);
    assert_eq!((begun.status, begun.header("location")), (303, "/"));
    let mine = ann.cookie();
    ann.add_cookie(begun.header("set-cookie"));
    let plan = ann.plan();
    let page = ann.get(&plan);
    assert_eq!(page.status, 200, "{plan} {}", page.body);
    assert!(page.body.contains("Dora Guide") && page.body.contains("Leave the demonstration"));
    assert!(page.header("set-cookie").is_empty());
    assert!(!ann.get("/plans").body.contains("Look at the demonstration"), "there is none inside it");
    // What is done there stays there.
    let act = format!("{}/update", ann.act("4.2c"));
    let said = [
        ("text", "Only in the demonstration"),
        ("stance", "on-track"),
        ("as-at-day", "8"),
        ("as-at-month", "11"),
        ("as-at-year", "2025"),
    ];
    assert_eq!(ann.send(&act, &said).status, 303);
    let left = ann.get("/demonstration/leave");
    assert_eq!(left.status, 303);
    assert!(left.header("set-cookie").contains("Max-Age=0"));
    ann.set_cookie(&mine);
    let back = ann.get("/plans");
    assert!(back.body.contains("There is no plan yet") && back.body.contains("Ann Archer"));
    assert_eq!(ann.get(&plan).status, 404);
}

#[test]
fn a_stranger_cannot_begin_the_demonstration() {
    let stranger = Visitor::signed_in(0).stranger();
    assert_eq!(stranger.post("/demonstration", &[]).status, 303, "to the page where one signs in");
}
