//! Many actions in one act, with the revisions that were seen.
#![expect(clippy::unwrap_used, reason = "helpers of tests stop where the site is not as expected")]

use app::site::Role;

use crate::visitor::{Page, Visitor};

/// The ticked row of an action as the plan's page carries it: its key and the revision seen.
fn tick(visitor: &Visitor, plan: &str, reference: &str) -> String {
    let page = visitor.get(&format!("{plan}/plan"));
    let rows = page.between("name=\"row\" value=\"", "\" aria-label");
    let names = page.between("aria-label=\"Choose ", "\"");
    rows.into_iter().zip(names).find(|(_, name)| name == reference).unwrap().0
}

/// Sends the form that asks once more, with some fields filled in.
fn sure(visitor: &Visitor, asked: &Page, fields: &[(&str, &str)]) -> Page {
    let fields = asked.filled(fields);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    visitor.send(&format!("{}/many", visitor.plan()), &fields)
}

#[test]
fn many_actions_are_assigned_in_one_act_which_is_taken_back_whole() {
    let ann = Visitor::signed_in(8);
    let plan = ann.plan();
    let (a, b) = (tick(&ann, &plan, "1.1a"), tick(&ann, &plan, "1.1b"));
    let many = format!("{plan}/many");
    let asked = ann.send(&many, &[("row", &a), ("row", &b), ("do", "assign")]);
    assert_eq!(asked.status, 200);
    crate::sound("assign", &asked.body);
    let done = sure(&ann, &asked, &[("owner", "Head of Front Door")]);
    assert_eq!(done.status, 303, "{}", done.body);
    let has = |r: &str| ann.get(&ann.action(r)).body.contains("Head of Front Door");
    assert!(has("1.1a") && has("1.1b"));
    ann.undo_last();
    assert!(!ann.get(&format!("{plan}/plan?owner=Head+of+Front+Door")).body.contains("Choose 1.1a"));
    assert_eq!(ann.send(&many, &[("do", "assign"), ("owner", "Nobody")]).status, 422);
}

#[test]
fn what_somebody_changed_meanwhile_is_shown_and_overridden_only_knowingly() {
    let ann = Visitor::signed_in(8);
    let plan = ann.plan();
    let (a, b) = (tick(&ann, &plan, "1.1a"), tick(&ann, &plan, "1.1b"));
    let asked = ann.send(&format!("{plan}/many"), &[("row", &a), ("row", &b), ("do", "assign")]);
    assert_eq!(ann.fill(&format!("{}/assign", ann.act("1.1b")), &[("owner", "Head of Estates")]).status, 303);
    let told = sure(&ann, &asked, &[("owner", "Head of Front Door")]);
    assert_eq!(told.status, 409);
    assert!(
        told.body.contains("Somebody changed this") && told.body.contains("Head of Estates"),
        "{}",
        told.body
    );
    assert!(!ann.get(&ann.action("1.1a")).body.contains("Head of Front Door"), "all or none");
    // Looked at and sent again, it counts.
    let again = sure(&ann, &told, &[]);
    let again = if again.status == 409 { sure(&ann, &again, &[]) } else { again };
    assert_eq!(again.status, 303, "{}", again.body);
    assert!(ann.get(&ann.action("1.1b")).body.contains("Head of Front Door"));
}

#[test]
fn ratings_and_completions_are_confirmed_in_one_act_by_a_confirmer() {
    let ann = Visitor::signed_in(40);
    let plan = ann.plan();
    let confirmer = ann.colleague(Role::Confirmer, &[]);
    let many = format!("{plan}/many");
    assert!(confirmer.get(&format!("{plan}/plan")).body.contains("Confirm ratings"));
    // All that a filter shows, without ticking one.
    let back = format!("{plan}/plan?due=late");
    let asked = confirmer.send(&many, &[("all", "yes"), ("do", "rate"), ("back", &back)]);
    assert_eq!(asked.status, 200);
    crate::sound("rate", &asked.body);
    let rows = asked.between("name=\"row\" value=\"", "\"");
    let late = ann.get(&back).between("app-table__ref", ">").len();
    assert_eq!(rows.len(), late);
    let done = sure(&confirmer, &asked, &[("why", "Seen at the March board")]);
    assert_eq!((done.status, done.header("location")), (303, back.as_str()), "{}", done.body);
    let page = confirmer.get(&back);
    assert!(page.body.contains("You confirmed the ratings of"), "{}", page.body);
    let key = rows[0].split('.').next().unwrap();
    assert!(ann.get(&format!("{plan}/actions/{key}")).body.contains("Seen at the March board"));
    // Who may not confirm may not do it in bulk either; nor assign.
    let owner = ann.colleague(Role::Owner, &[]);
    assert_eq!(sure(&owner, &asked, &[]).status, 403);
    let one = [("row", rows[0].as_str()), ("do", "assign"), ("sure", "yes"), ("owner", "X")];
    assert_eq!(confirmer.send(&many, &one).status, 403);
    // What the rules suggest may have moved on since the page was drawn.
    let shown = format!("shown-{key}");
    let moved =
        sure(&confirmer, &confirmer.send(&many, &[("row", key), ("do", "rate")]), &[(&shown, "green/green")]);
    assert_eq!(moved.status, 409);
    assert!(moved.body.contains("is now suggested red for delivery"), "{}", moved.body);
}

#[test]
fn completions_are_confirmed_together_or_not_at_all() {
    let ann = Visitor::signed_in(8);
    let plan = ann.plan();
    let owner = ann.colleague(Role::Owner, &["Head of Safeguarding", "Service Manager, Assessment"]);
    for reference in ["1.1a", "1.1b"] {
        let act = format!("{}/done", ann.act(reference));
        let seen = owner.get(&act).field("seen");
        let fields = [
            ("evidence", "Minutes of the panel"),
            ("done-on-day", "20"),
            ("done-on-month", "11"),
            ("done-on-year", "2025"),
            ("seen", &seen),
        ];
        let sent = owner.send(&act, &fields);
        assert_eq!(sent.status, 303, "{reference}: {}", sent.body);
    }
    let confirmer = ann.colleague(Role::Confirmer, &[]);
    let many = format!("{plan}/many");
    let (a, b, open) =
        (tick(&confirmer, &plan, "1.1a"), tick(&confirmer, &plan, "1.1b"), tick(&confirmer, &plan, "4.2c"));
    let with_open = [("row", a.as_str()), ("row", &open), ("do", "confirm"), ("sure", "yes")];
    let refused = confirmer.send(&many, &with_open);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Action 4.2c is not marked as done"), "{}", refused.body);
    let done = confirmer.send(
        &many,
        &[("row", a.as_str()), ("row", &b), ("do", "confirm"), ("sure", "yes"), ("why", "Read the minutes")],
    );
    assert_eq!(done.status, 303, "{}", done.body);
    assert!(ann.get(&ann.action("1.1a")).body.contains("Colleague confirmer"));
    confirmer.undo_last();
    assert!(ann.get(&format!("{plan}/plan?due=unconfirmed")).body.contains("Choose 1.1b"));
}

#[test]
fn actions_are_merged_into_the_one_that_stays() {
    let ann = Visitor::signed_in(8);
    let plan = ann.plan();
    let (a, b) = (tick(&ann, &plan, "1.1a"), tick(&ann, &plan, "1.1b"));
    let many = format!("{plan}/many");
    assert_eq!(ann.send(&many, &[("row", a.as_str()), ("do", "merge")]).status, 422, "one is no merge");
    let asked = ann.send(&many, &[("row", a.as_str()), ("row", &b), ("do", "merge")]);
    crate::sound("merge", &asked.body);
    let stays = b.split('.').next().unwrap();
    let fields = [
        ("row", a.as_str()),
        ("row", &b),
        ("do", "merge"),
        ("sure", "yes"),
        ("stays", stays),
        ("why", "They say the same"),
    ];
    let done = ann.send(&many, &fields);
    assert_eq!(done.status, 303, "{}", done.body);
    let page = ann.get(&format!("{plan}/plan")).body;
    assert!(!page.contains("Choose 1.1a\"") && page.contains("Choose 1.1b\""));
    ann.undo_last();
    assert!(ann.get(&format!("{plan}/plan")).body.contains("Choose 1.1a\""));
}
