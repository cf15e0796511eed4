//! What is set changes how the plan is judged from that day on, and can be taken back; a place has another name.

use app::site::Role;

use crate::visitor::Visitor;

/// The delivery rating of an action, as its page says it.
fn delivery(ann: &Visitor, reference: &str) -> String {
    let page = ann.get(&format!("{}/plan?text={reference}", ann.plan()));
    page.between("Delivery: </span>", "<").first().cloned().unwrap_or_default()
}

/// Sends the form of the settings with some fields changed.
fn set(ann: &Visitor, changes: &[(&str, &str)]) -> crate::visitor::Page {
    let address = format!("{}/settings", ann.plan());
    let form = ann.get(&address);
    let mut fields: Vec<(String, String)> = Vec::new();
    for known in &app::settings::ALL {
        for prefix in ["seen-", "was-"] {
            let name = format!("{prefix}{}", known.key);
            fields.push((name.clone(), form.field(&name)));
        }
        let now = form.field(&format!("was-{}", known.key));
        let value = changes.iter().find(|(k, _)| *k == known.key).map_or(now, |(_, v)| (*v).to_string());
        fields.push((known.key.to_string(), value));
    }
    fields.push(("why".into(), "The board meets every week".into()));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    ann.send(&address, &fields)
}

#[test]
fn a_threshold_changes_the_ratings_from_that_day_on_and_can_be_taken_back() {
    let ann = Visitor::signed_in(8);
    // This action is due in February; somebody says that it is on track.
    let act = format!("{}/update", ann.act("4.2c"));
    let said = [
        ("text", "Two teams use it"),
        ("stance", "on-track"),
        ("as-at-day", "8"),
        ("as-at-month", "11"),
        ("as-at-year", "2025"),
    ];
    assert_eq!(ann.send(&act, &said).status, 303);
    let before = delivery(&ann, "4.2c");
    let sent = set(&ann, &[("current-days", "7")]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    let page = ann.get(sent.header("location"));
    assert!(page.body.contains("You changed the settings.") && page.body.contains("value=\"7\""));
    let history = ann.get(&format!("{}/history", ann.plan())).body;
    assert!(
        history.contains("set the setting “An update is current” to 7") && history.contains("every week"),
        "{history}"
    );
    let after = delivery(&ann, "4.2c");
    assert_ne!(before, after, "an update of 20 days ago is not current any more");
    let undo = page.between("<form action=\"", "\"").into_iter().find(|a| a.contains("/undo/")).unwrap();
    assert_eq!(ann.send(&undo, &[]).status, 303);
    assert_eq!(delivery(&ann, "4.2c"), before);
}

#[test]
fn a_setting_out_of_bounds_is_refused_at_its_field_and_a_second_change_is_a_conflict() {
    let ann = Visitor::signed_in(8);
    let wrong = set(&ann, &[("small-number", "3"), ("cycle-days", "28")]);
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.body.contains("must be a whole number from 5 to 100") && wrong.body.contains("value=\"28\"")
    );
    assert_eq!(set(&ann, &[("cycle-days", "28")]).status, 303);
    let late = ann.send(
        &format!("{}/settings", ann.plan()),
        &[
            ("cycle-days", "30"),
            ("was-cycle-days", "31"),
            ("seen-cycle-days", "0"),
            ("recent-cycles", "2"),
            ("was-recent-cycles", "2"),
        ],
    );
    assert_eq!(late.status, 422, "only what is sent is read; the rest is out of bounds");
    let address = format!("{}/settings", ann.plan());
    let mut all: Vec<(String, String)> = Vec::new();
    for (key, value) in [
        ("cycle-days", "31"),
        ("recent-cycles", "2"),
        ("current-days", "62"),
        ("evidence-needed", "no"),
        ("small-number", "5"),
        ("immediate-months", "2"),
        ("default-date-actions", "8"),
        ("default-date-percent", "25"),
        ("round-published", "1"),
        ("secondary", "yes"),
    ] {
        all.push((format!("was-{key}"), value.into()));
        all.push((format!("seen-{key}"), "0".into()));
        all.push((key.into(), if key == "cycle-days" { "30".into() } else { value.into() }));
    }
    let all: Vec<(&str, &str)> = all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let second = ann.send(&address, &all);
    assert_eq!(second.status, 409);
    assert!(second.body.contains("Somebody changed this while you were working on it"), "{}", second.body);
}

#[test]
fn a_place_is_renamed_by_an_administrator_only_and_that_can_be_taken_back() {
    let ann = Visitor::signed_in(8);
    let seen = ann.get("/settings").field("seen");
    let editor = ann.colleague(Role::Editor, &[]);
    assert_eq!(editor.get("/settings").status, 200);
    assert!(!editor.get("/settings").body.contains("Rename it"));
    let rename = [("do", "rename"), ("name", "Marlbeck and Thorne"), ("seen", seen.as_str())];
    assert_eq!(editor.send("/settings", &rename).status, 403);
    assert_eq!(ann.send("/settings", &[("do", "rename"), ("name", " "), ("seen", &seen)]).status, 422);
    assert_eq!(ann.send("/settings", &rename).status, 303);
    let page = ann.get("/settings");
    assert!(page.body.contains("app-header__place\">Marlbeck and Thorne"), "{}", page.body);
    let undo = page.between("<form action=\"", "\"").into_iter().find(|a| a.contains("/undo/")).unwrap();
    assert_eq!(
        editor.send(&undo, &[]).status,
        403,
        "what only an administrator may do, only one may take back"
    );
    assert_eq!(ann.send(&undo, &[("back", "/settings")]).status, 303);
    assert!(ann.get("/settings").body.contains("app-header__place\">Marlbeck<"));
}
