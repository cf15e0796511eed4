//! The plan's tables as files, the interface for programs, calendars, and the keys that open them.
#![expect(clippy::unwrap_used, reason = "helpers of tests stop where the site is not as expected")]

use app::site::Role;
use app::tables::TABLES;
use serde_json::Value;

use crate::sample;
use crate::visitor::{Page, Visitor};

/// Makes a key of this reach that works until the next day; what was said, with the key.
fn make(ann: &Visitor, name: &str, reach: &str, owner: &str) -> String {
    let ends = sample::today().iso();
    let mut parts = ends.split('-');
    let (year, month, day) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    let fields = [
        ("do", "make"),
        ("name", name),
        ("reach", reach),
        ("owner", owner),
        ("ends-day", day),
        ("ends-month", month),
        ("ends-year", year),
    ];
    let done = ann.send(&format!("{}/data", ann.plan()), &fields);
    assert_eq!(done.status, 303, "{}", done.body);
    let page = ann.get(done.header("location"));
    page.between("app-notice__text\">", "<").first().cloned().unwrap_or_default()
}

fn with_key(stranger: &Visitor, address: &str, key: &str) -> Page {
    stranger.get_with(address, &[("authorization", &format!("Bearer {key}"))])
}

fn json(page: &Page) -> Value {
    assert_eq!(page.status, 200, "{}", page.body);
    serde_json::from_str(&page.body).unwrap()
}

#[test]
fn every_table_is_a_file_with_the_rows_that_its_page_shows() {
    let ann = Visitor::signed_in(40);
    let root = format!("{}/data", ann.plan());
    let page = ann.get(&root);
    crate::sound("data", &page.body);
    for table in TABLES {
        let csv = ann.get(&format!("{root}/{}.csv", table.name));
        assert_eq!(csv.status, 200, "{}", table.name);
        assert!(csv.header("content-disposition").contains(&format!("{}-", table.name)));
        let records = json(&ann.get(&format!("{root}/{}.json", table.name)));
        assert!(page.body.contains(&format!("{root}/{}.csv", table.name)), "{}", table.name);
        assert!(records.is_array(), "{}", table.name);
    }
    let actions = json(&ann.get(&format!("{root}/actions.json")));
    assert_eq!(actions.as_array().unwrap().len(), 40);
    // Of the sample every thirteenth action, beginning with the sixth, has no owner.
    let ownerless = actions.as_array().unwrap().iter().filter(|a| a["owners"].is_null()).count();
    assert_eq!(ownerless, 3);
    assert_eq!(ann.get(&format!("{root}/nothing.csv")).status, 404);
    assert_eq!(ann.get(&format!("{root}/actions.exe")).status, 404);
}

#[test]
fn programs_read_with_a_key_until_it_is_withdrawn() {
    let ann = Visitor::signed_in(8);
    let stranger = ann.stranger();
    let plan = ann.plan();
    let address = format!("/api{plan}/actions");
    for key in ["", "wrong"] {
        let refused = with_key(&stranger, &address, key);
        assert_eq!((refused.status, refused.header("www-authenticate")), (401, "Bearer"));
        assert!(refused.body.starts_with("{\"error\":\"This needs an access key"), "{}", refused.body);
    }
    let said = make(&ann, "Power BI", "data", "");
    let key = said.rsplit(' ').next().unwrap().to_owned();
    assert!(said.starts_with("You made the key “Power BI”") && key.len() > 30, "{said}");
    assert!(!ann.get(&format!("{plan}/data")).body.contains(&key), "shown twice");

    let plans = json(&with_key(&stranger, "/api/plans", &key));
    assert_eq!(plans[0]["id"], plan.trim_start_matches("/plans/"));
    let description = json(&stranger.get("/api/openapi.json"));
    for table in TABLES {
        let rows = json(&with_key(&stranger, &format!("/api{plan}/{}", table.name), &key));
        let fields = description["components"]["schemas"][table.name]["properties"].as_object().unwrap();
        assert!(description["paths"][format!("/api/plans/{{plan}}/{}", table.name)].is_object());
        for row in rows.as_array().unwrap() {
            assert!(row.as_object().unwrap().keys().eq(fields.keys()), "{}: {row}", table.name);
        }
    }
    let csv = with_key(&stranger, &format!("{address}?format=csv"), &key);
    assert!(csv.header("content-type").starts_with("text/csv"), "{}", csv.body);
    let past = with_key(&stranger, &format!("{address}?as_of=1990-01-01"), &key);
    assert_eq!(past.status, 404);
    assert!(past.body.starts_with("{\"error\":"), "{}", past.body);
    assert_eq!(with_key(&stranger, &format!("{address}?as_of=soon"), &key).status, 400);
    assert_eq!(with_key(&stranger, &format!("/api{plan}/nothing"), &key).status, 404);
    // A key for programs opens no calendar and no page.
    assert_eq!(stranger.get(&format!("/calendar/{key}.ics")).status, 401);
    assert_eq!(with_key(&stranger, &plan, &key).status, 303);

    let page = ann.get(&format!("{plan}/data"));
    let (id, revision) = (page.field("id"), page.field("revision"));
    let fields = [("do", "withdraw"), ("id", id.as_str()), ("revision", revision.as_str())];
    assert_eq!(ann.send(&format!("{plan}/data"), &fields).status, 303);
    assert_eq!(with_key(&stranger, &address, &key).status, 401);
}

#[test]
fn a_calendar_shows_the_due_days_of_one_owner() {
    let ann = Visitor::signed_in(40);
    let actions = json(&ann.get(&format!("{}/data/actions.json", ann.plan())));
    let open: Vec<&Value> = actions
        .as_array()
        .unwrap()
        .iter()
        .filter(|a| a["complete"] == false && !a["due"].is_null() && !a["owners"].is_null())
        .collect();
    let owner = open[0]["owners"].as_str().unwrap();
    let theirs = open.iter().filter(|a| a["owners"] == owner).count();
    assert!(theirs > 0 && theirs < open.len());
    let calendar = |owner: &str| {
        let said = make(&ann, "Diary", "calendar", owner);
        let address = said.rsplit("localhost").next().unwrap().to_owned();
        let page = ann.stranger().get(&address);
        assert_eq!(page.status, 200, "{address} {}", page.body);
        assert!(page.header("content-type").starts_with("text/calendar"));
        page.body
    };
    let one = calendar(owner);
    assert_eq!(one.matches("BEGIN:VEVENT\r\n").count(), theirs);
    let first = open.iter().find(|a| a["owners"] == owner).unwrap();
    let day = first["due"].as_str().unwrap().replace('-', "");
    assert!(one.contains(&format!("DTSTART;VALUE=DATE:{day}\r\n")), "{one}");
    assert!(one.split("\r\n").all(|line| line.len() <= 75), "{one}");
    let everybody = calendar("");
    assert!(everybody.matches("BEGIN:VEVENT\r\n").count() >= open.len());
}

#[test]
fn only_an_administrator_makes_keys() {
    let ann = Visitor::signed_in(8);
    let reader = ann.colleague(Role::Reader, &[]);
    let address = format!("{}/data", ann.plan());
    let page = reader.get(&address);
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("Make a key"));
    assert_eq!(reader.send(&address, &[("do", "make"), ("name", "x"), ("reach", "data")]).status, 403);
    let gaps = ann.send(&address, &[("do", "make"), ("reach", "data")]);
    assert_eq!(gaps.status, 422);
    assert!(gaps.body.contains("Enter what the key is for") && gaps.body.contains("Enter the last day"));
}
