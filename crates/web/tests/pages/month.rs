//! What people do in a month, each in their role: done and confirmed or returned, a date moved, a rating overridden, a
//! name erased; and what each role is refused (DESIGN 4.7).

use app::site::Role;

use crate::visitor::Visitor;

const DONE: [(&str, &str); 4] = [
    ("evidence", "Minutes of the panel"),
    ("done-on-day", "20"),
    ("done-on-month", "11"),
    ("done-on-year", "2025"),
];

#[test]
fn an_owner_marks_an_action_done_and_another_person_returns_or_confirms_it() {
    let ann = Visitor::signed_in(8);
    let (action, act) = (ann.action("1.1a"), ann.act("1.1a"));
    let owner = ann.colleague(Role::Owner, &["Head of Safeguarding"]);
    let both = ann.colleague(Role::Confirmer, &["Head of Safeguarding"]);
    let manager = ann.colleague(Role::ProgrammeManager, &[]);
    let with = |visitor: &Visitor, what: &str, fields: &[(&str, &str)]| {
        let address = format!("{act}/{what}");
        let seen = ann.get(&address).field("seen");
        visitor.send(&address, &[fields, &[("seen", seen.as_str())]].concat())
    };
    let early = with(&manager, "confirm", &[("why", "Looked")]);
    assert!(early.status == 422 && early.body.contains("is not marked as done"), "{}", early.body);
    let bare =
        with(&owner, "done", &[("done-on-day", "20"), ("done-on-month", "11"), ("done-on-year", "2027")]);
    assert_eq!(bare.status, 422);
    assert!(
        bare.body.contains("Enter what shows that it is done")
            && bare.body.contains("must be today or in the past")
    );
    assert_eq!(with(&owner, "done", &DONE).status, 303);
    assert!(ann.get(&action).body.contains("Minutes of the panel"));
    // Neither the owner nor anybody who owns it confirms it.
    assert_eq!(with(&owner, "confirm", &[]).status, 403);
    let own = with(&both, "confirm", &[]);
    assert!([403, 422].contains(&own.status) && own.body.contains("own"), "{} {}", own.status, own.body);
    let silent = with(&manager, "return", &[]);
    assert!(silent.status == 422 && silent.body.contains("Enter why it is not done"));
    assert_eq!(with(&manager, "return", &[("why", "The minutes are of another panel")]).status, 303);
    assert!(ann.get(&action).body.contains("The minutes are of another panel"));
    assert_eq!(with(&owner, "done", &DONE).status, 303);
    assert_eq!(with(&manager, "confirm", &[("why", "Read the minutes")]).status, 303);
    let page = ann.get(&action).body;
    assert!(page.contains("Colleague programme-manager") && page.contains("Blue"), "{page}");
    let compared = ann.get(&format!("{}/compare", ann.plan())).body;
    let told = "done on 20 November 2025 by Colleague owner, confirmed by Colleague programme-manager on 28 November 2025";
    assert!(compared.contains(told), "{compared}");
    // Who said that it is done does not confirm it, in whatever role.
    let second = ann.act("1.1b");
    let seen = |what: &str| ann.get(&format!("{second}/{what}")).field("seen");
    assert_eq!(
        manager.send(&format!("{second}/done"), &[&DONE[..], &[("seen", &seen("done"))]].concat()).status,
        303
    );
    let self_confirmed = manager.send(&format!("{second}/confirm"), &[("seen", &seen("confirm"))]);
    assert!([403, 422].contains(&self_confirmed.status), "{}", self_confirmed.status);
}

#[test]
fn a_rating_is_confirmed_without_and_overridden_with_a_reason() {
    let ann = Visitor::signed_in(8);
    let (action, rate) = (ann.action("1.1a"), format!("{}/rate-delivery", ann.act("1.1a")));
    let suggested = ann.get(&rate).field("suggested");
    assert_eq!(suggested, "red", "five months late and no plan");
    let bare = ann.send(&rate, &[("level", "green"), ("suggested", &suggested)]);
    assert!(bare.status == 422 && bare.body.contains("Enter a reason for the delivery rating"));
    assert_eq!(ann.send(&rate, &[("suggested", &suggested)]).status, 422, "nothing chosen");
    assert_eq!(ann.send(&rate, &[("level", "red"), ("suggested", &suggested)]).status, 303);
    assert!(ann.get(&action).body.contains("Confirmed as suggested"));
    let over = ann
        .send(&rate, &[("level", "green"), ("why", "Seen at work in two teams"), ("suggested", &suggested)]);
    assert_eq!(over.status, 303);
    let page = ann.get(&action);
    assert!(page.body.contains("Seen at work in two teams") && page.body.contains("Ann Archer"));
    let undo = page.between("<form action=\"", "\"").into_iter().find(|a| a.contains("/undo/")).unwrap();
    assert_eq!(ann.send(&undo, &[]).status, 303);
    assert!(!ann.get(&action).body.contains("Seen at work in two teams"));
}

#[test]
fn each_role_is_refused_what_it_may_not_do_even_by_a_form_of_its_own() {
    let ann = Visitor::signed_in(8);
    let (plan, act) = (ann.plan(), ann.act("1.1b"));
    let seen = ann.get(&format!("{act}/assign")).field("seen");
    let update = [
        ("text", "It goes well"),
        ("stance", "on-track"),
        ("as-at-day", "20"),
        ("as-at-month", "11"),
        ("as-at-year", "2025"),
    ];
    let rate = [("level", "red"), ("suggested", "red"), ("why", "So it is")];
    let assign = [("owner", "Somebody"), ("seen", seen.as_str())];
    let line = [("reference", "9.9"), ("title", "A line")];
    // Role; may add an update to somebody else's action, rate, assign, add a line, see users.
    let table = [
        (Role::Editor, true, false, true, true, false),
        (Role::Confirmer, false, true, false, false, false),
        (Role::Owner, false, false, false, false, false),
        (Role::Analyst, false, false, false, false, false),
        (Role::Auditor, false, false, false, false, false),
        (Role::Reader, false, false, false, false, false),
    ];
    for (role, updates, rates, assigns, edits, users) in table {
        let they = ann.colleague(role, &[]);
        let may = |expected: bool, status: u16, what: &str| {
            assert_eq!(status, if expected { 303 } else { 403 }, "{role:?} {what}");
        };
        may(updates, they.send(&format!("{act}/update"), &update).status, "update");
        may(rates, they.send(&format!("{act}/rate-delivery"), &rate).status, "rate");
        may(edits, they.send(&format!("{plan}/things/line/new"), &line).status, "line");
        if !assigns {
            may(false, they.send(&format!("{act}/assign"), &assign).status, "assign");
        }
        assert_eq!(they.get("/users").status, if users { 200 } else { 403 }, "{role:?} users");
        assert_eq!(they.get("/import").status, if edits { 200 } else { 403 }, "{role:?} import");
    }
    let partner = ann.colleague(Role::Partner, &["Head of Safeguarding"]);
    assert_eq!(partner.get(&ann.action("1.1a")).status, 200, "their own");
    assert_eq!(partner.get(&ann.action("1.1b")).status, 404, "another's");
    assert!(!partner.get(&format!("{plan}/plan")).body.contains("1.1b"));
    assert_eq!(partner.get(&format!("{plan}/history")).status, 403);
}

#[test]
fn a_name_is_erased_everywhere_and_the_chain_still_verifies() {
    let ann = Visitor::signed_in(8);
    let (plan, act) = (ann.plan(), ann.act("1.1a"));
    let said = [
        ("text", "Tilly Marsh moved in May. Tilly  Marsh is well."),
        ("stance", "on-track"),
        ("as-at-day", "20"),
        ("as-at-month", "11"),
        ("as-at-year", "2025"),
    ];
    assert_eq!(ann.send(&format!("{act}/update"), &said).status, 303);
    assert_eq!(ann.fill(&format!("{act}/assign"), &[("owner", "Carer of Tilly Marsh")]).status, 303);
    let everywhere = || {
        let pages = [
            ann.action("1.1a"),
            format!("{plan}/plan"),
            format!("{plan}/history"),
            format!("{plan}/compare"),
            format!("{plan}/people"),
            plan.clone(),
        ];
        pages.into_iter().filter(|p| ann.get(p).body.contains("Tilly")).collect::<Vec<_>>()
    };
    assert!(everywhere().len() >= 4, "{:?}", everywhere());
    let erase = |visitor: &Visitor, passage: &str, why: &str| {
        visitor.send("/settings", &[("do", "erase"), ("passage", passage), ("why", why)])
    };
    let editor = ann.colleague(Role::Editor, &[]);
    assert_eq!(erase(&editor, "Tilly Marsh", "A child’s name").status, 403);
    assert_eq!(erase(&ann, "Tilly Marsh", "").status, 422);
    assert_eq!(erase(&ann, "Tilly Marsh", "It names Tilly Marsh").status, 422);
    let nowhere = erase(&ann, "Bertram Quill", "A child’s name");
    assert!(nowhere.status == 422 && nowhere.body.contains("stands nowhere"), "{}", nowhere.body);
    let done = erase(&ann, "Tilly Marsh", "A child’s name");
    assert_eq!(done.status, 303, "{}", done.body);
    let page = ann.get("/settings");
    assert!(page.body.contains("You erased the passage from") && page.body.contains("stays in the record"));
    assert_eq!(everywhere(), Vec::<String>::new());
    let trail = ann.get("/trail").body;
    assert!(trail.contains("erased a passage") && trail.contains("A child’s name"), "{trail}");
    assert_eq!(editor.get("/trail").status, 403);
    let verified = ann.store().reader().unwrap().verify().unwrap();
    assert!(verified.problems.is_empty() && verified.redacted >= 2, "{verified:?}");
}
