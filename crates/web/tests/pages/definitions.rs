//! Definitions of measures on pages: read, adapted, tried, saved.

use app::site::Role;

use crate::visitor::{Page, Visitor};

#[test]
fn a_definition_is_one_click_from_the_measures_and_from_a_measure_that_it_may_be() {
    let visitor = Visitor::of_the_demonstration();
    let plan = visitor.plan();
    let measures = visitor.get(&format!("{plan}/measures"));
    assert!(measures.body.contains(&format!("{plan}/definitions\"")));
    let all = visitor.get(&format!("{plan}/definitions"));
    assert_eq!(all.status, 200);
    let links = all.between(&format!("href=\"{plan}/definitions/"), "\"");
    assert_eq!(links.len(), measures::library().len());
    let one = visitor.get(&format!("{plan}/definitions/assess_45wd_pct"));
    assert_eq!(one.status, 200);
    assert!(one.body.contains("45 working days or fewer"), "{}", one.body);
    assert!(one.body.contains("A day outside the known bank holidays"));
    assert_eq!(visitor.get(&format!("{plan}/definitions/no_such")).status, 404);

    let keys = measures.between(&format!("href=\"{plan}/measures/"), "\"");
    let offered = keys.iter().filter(|key| {
        visitor.get(&format!("{plan}/measures/{key}")).body.contains(&format!("{plan}/definitions/"))
    });
    assert!(offered.count() > 3, "the demonstration's measures are those that councils have");
}

const EDGE: &str = "multipart/form-data; boundary=edge";

/// Sends the form of a definition, with a file where one is given.
fn attempt(visitor: &Visitor, fields: &[(String, String)], file: Option<&str>) -> Page {
    let part = |name: &str, value: &str| {
        format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let mut body = part("csrf", &visitor.csrf());
    for (name, value) in fields {
        body += &part(name, value);
    }
    if let Some(text) = file {
        body += &format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"own.toml\"\r\n\r\n{text}\r\n"
        );
    }
    body += "--edge--\r\n";
    visitor.post_bytes(&format!("{}/write-definition", visitor.plan()), EDGE, body.into_bytes())
}

fn get(visitor: &Visitor, address: &str) -> Page {
    let page = visitor.get(address);
    assert_eq!(page.status, 200, "{address}: {}", page.body);
    crate::sound(address, &page.body);
    page
}

#[test]
fn a_definition_is_adapted_in_a_form_tried_saved_and_taken_back() {
    let dora = Visitor::of_the_demonstration();
    let plan = dora.plan();
    let address = format!("{plan}/definitions/assess_45wd_pct");
    let shown = get(&dora, &address);
    assert!(shown.body.contains(&format!("{plan}/write-definition?of=assess_45wd_pct")));
    let form = get(&dora, &format!("{plan}/write-definition?of=assess_45wd_pct"));
    let query = measures::find("assess_45wd_pct").unwrap().sql.clone();

    // What is wrong stands at its field, with its line, and what was typed stays.
    let wrong = query.replace("FROM assessments x", "FROM assessments x LIMIT 3");
    let refused = attempt(&dora, &form.filled(&[("sql", &wrong), ("name", "")]), None);
    assert_eq!(refused.status, 422);
    crate::sound("the form refused", &refused.body);
    assert!(refused.body.contains("`limit` is not allowed: every row counts"), "{}", refused.body);
    assert!(refused.body.contains("href=\"#sql\"") && refused.body.contains("href=\"#name\""));
    assert!(refused.body.contains("assessments x LIMIT 3"));

    let longer = query.replace("45", "50");
    let tried = attempt(&dora, &form.filled(&[("sql", &longer), ("purpose", "Fifty instead")]), None);
    assert_eq!(tried.status, 303, "{}", tried.body);
    let trial = tried.header("location").to_string();
    let page = get(&dora, &trial);
    assert!(
        page.body.contains("version 2, not saved") && page.body.contains("Fifty instead"),
        "{}",
        page.body
    );
    assert!(page.body.contains("Only figures were kept of these case lists: stays as it is"));
    assert!(!get(&dora, &address).body.contains("Fifty instead"), "nothing is saved yet");

    let without = dora.send(&trial, &[("do", "save"), ("why", "")]);
    assert_eq!(without.status, 422);
    assert!(without.body.contains("Enter why it is defined so"), "{}", without.body);
    let saved = dora.send(&trial, &[("do", "save"), ("why", "Agreed by the board")]);
    assert_eq!((saved.status, saved.header("location")), (303, address.as_str()));
    let now = get(&dora, &address);
    assert!(
        now.body.contains("assess_45wd_pct@2") && now.body.contains("Agreed by the board"),
        "{}",
        now.body
    );
    assert!(now.body.contains("You saved version 2"));
    let first = get(&dora, &format!("{address}?version=1"));
    assert!(first.body.contains("This version was in force until"), "{}", first.body);
    let figures = get(&dora, &format!("{plan}/computed/assess_45wd_pct"));
    assert!(figures.body.contains("Definition assess_45wd_pct@2"), "{}", figures.body);
    assert!(
        figures.body.contains("restated on") && figures.body.contains("by version 2"),
        "{}",
        figures.body
    );
    let file = dora.get(&format!("{address}.toml"));
    assert!(file.header("content-type").starts_with("application/toml"));
    assert_eq!(measures::Definition::parse(&file.body).unwrap().version, 2);
    let before = dora.get(&format!("{address}.toml?version=1"));
    assert_eq!(
        &measures::Definition::parse(&before.body).unwrap(),
        measures::find("assess_45wd_pct").unwrap()
    );

    let undo = now.between(&format!("action=\"{plan}/undo/"), "\"");
    let undone = dora.send(&format!("{plan}/undo/{}", undo.first().unwrap()), &[]);
    assert_eq!(undone.status, 303, "{}", undone.body);
    assert!(get(&dora, &address).body.contains("assess_45wd_pct@1"));
}

#[test]
fn a_file_takes_the_place_of_the_form_and_those_who_may_not_save_read() {
    let ann = Visitor::signed_in(8);
    let plan = ann.plan();
    get(&ann, &format!("{plan}/write-definition"));
    let definition = measures::find("cin_open").unwrap();
    let own = measures::Definition { key: "ours".into(), name: "Ours".into(), ..definition.clone() };
    let broken = attempt(&ann, &[], Some("key = \"ours\"\nkey = \"ours\""));
    assert_eq!(broken.status, 422);
    assert!(broken.body.contains("The file, line 2"), "{}", broken.body);
    let tried = attempt(&ann, &[], Some(&own.to_toml()));
    assert_eq!(tried.status, 303, "{}", tried.body);
    let trial = tried.header("location").to_string();
    let page = get(&ann, &trial);
    assert!(page.body.contains("No case lists are kept yet"), "{}", page.body);
    let token = trial.rsplit('/').next().unwrap();
    let again = get(&ann, &format!("{plan}/write-definition?trial={token}"));
    assert!(again.body.contains("value=\"Ours\""));

    let board = ann.colleague(Role::Reader, &[]);
    let editor = ann.colleague(Role::Editor, &[]);
    for visitor in [&board, &editor] {
        assert_eq!(visitor.get(&trial).status, 403);
        assert_eq!(visitor.get(&format!("{plan}/write-definition")).status, 403);
        assert_eq!(visitor.send(&trial, &[("do", "save"), ("why", "x")]).status, 403);
        assert!(!get(visitor, &format!("{plan}/definitions/cin_open")).body.contains("write-definition"));
    }
    assert_eq!(ann.send(&trial, &[("do", "save"), ("why", "Asked for")]).status, 303);
    let list = get(&board, &format!("{plan}/definitions"));
    assert!(list.body.contains(">Ours</a>") && list.body.contains("your own, version 1"));
    assert_eq!(ann.get(&trial).status, 404);
}
