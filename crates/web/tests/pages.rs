//! Every page over a real store: what a browser gets, who may do what, what a form without its token or with gaps does.

#[path = "pages/columns.rs"]
mod columns;
#[path = "pages/data.rs"]
mod data;
#[path = "pages/definitions.rs"]
mod definitions;
#[path = "pages/demonstration.rs"]
mod demonstration;
#[path = "pages/figures.rs"]
mod figures;
#[path = "fixtures/html.rs"]
mod html;
#[path = "pages/kinds.rs"]
mod kinds;
#[path = "pages/links.rs"]
mod links;
#[path = "pages/lists.rs"]
mod lists;
#[path = "pages/many.rs"]
mod many;
#[path = "pages/month.rs"]
mod month;
#[path = "pages/packs.rs"]
mod packs;
#[path = "pages/published.rs"]
mod published;
mod sample;
#[path = "pages/settings.rs"]
mod settings;
mod visitor;

use app::site::Role;
use visitor::Visitor;

#[test]
fn every_template_can_be_read() {
    web::render::check().unwrap();
}

/// What every page keeps: one first heading, no level left out, a label for every field, ids used once.
fn sound(address: &str, page: &str) {
    let tokens = html::tokens(page);
    let levels: Vec<u32> =
        tokens.iter().filter_map(|t| t.strip_prefix("<h")?.get(..1)?.parse().ok()).collect();
    assert_eq!(levels.iter().filter(|l| **l == 1).count(), 1, "{address}: first headings");
    let content: Vec<u32> = levels.iter().skip_while(|l| **l != 1).copied().collect();
    for pair in content.windows(2) {
        assert!(pair[1] <= pair[0] + 1, "{address}: a heading of level {} after one of {}", pair[1], pair[0]);
    }
    let value = |token: &str, name: &str| {
        let from = token.find(&format!(" {name}=\""))? + name.len() + 3;
        token.get(from..)?.split('"').next().map(str::to_string)
    };
    let labels: Vec<String> =
        tokens.iter().filter(|t| t.starts_with("<label ")).filter_map(|t| value(t, "for")).collect();
    let mut ids: Vec<String> = tokens.iter().filter_map(|t| value(t, "id")).collect();
    for token in tokens
        .iter()
        .filter(|t| t.starts_with("<input ") || t.starts_with("<select ") || t.starts_with("<textarea "))
    {
        let hidden =
            token.contains("type=\"hidden\"") || token.contains("aria-label=") || token.contains(" hidden");
        let labelled = value(token, "id").is_some_and(|id| labels.contains(&id));
        assert!(
            hidden || labelled || page.contains("<label class=\"app-stay\">"),
            "{address}: {token} has no label"
        );
    }
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all, "{address}: an id stands twice");
}

#[test]
fn every_page_is_sound_and_says_how_long_it_took() {
    let ann = Visitor::signed_in(40);
    let plan = ann.plan();
    let action = ann.action("1.1a");
    let id = plan.trim_start_matches("/plans/").to_string();
    let key = action.rsplit('/').next().unwrap().to_string();
    let below = [
        "",
        "/plan",
        "/plan?due=late",
        "/lines/1.1",
        "/recommendations",
        "/recommendations/1",
        "/measures",
        "/health",
        "/health/no-owner",
        "/rules",
        "/people",
        "/history",
        "/compare",
        "/new/action",
        "/new/priority",
        "/packs",
        "/packs/new",
        "/data",
    ];
    let mut addresses: Vec<String> = below.iter().map(|b| format!("{plan}{b}")).collect();
    addresses.push(action);
    for act in [
        "update",
        "revise-date",
        "done",
        "confirm",
        "return",
        "rate-delivery",
        "rate-impact",
        "assign",
        "evidence",
    ] {
        addresses.push(format!("{plan}/acts/action/{key}/{act}"));
    }
    addresses.push(format!("{plan}/things/action/{key}"));
    addresses.push(format!("{plan}/things/plan/{id}"));
    addresses.extend(
        ["/plans", "/import", "/users", "/settings", "/account", "/accessibility", "/sign-in"]
            .map(str::to_string),
    );
    for address in addresses {
        let page = ann.get(&address);
        assert_eq!(page.status, 200, "{address}");
        sound(&address, &page.body);
        assert!(page.header("server-timing").contains("total;dur="), "{address}");
        assert!(page.header("content-security-policy").contains("default-src 'none'"), "{address}");
        assert!(!page.body.contains(" style=\""), "{address} has a style that the policy stops");
    }
}

#[test]
fn a_stranger_is_sent_to_sign_in_and_comes_back() {
    let ann = Visitor::signed_in(8);
    let stranger = ann.stranger();
    let page = stranger.get(&format!("{}/plan?due=late", ann.plan()));
    assert_eq!(page.status, 303);
    let to = page.header("location");
    assert!(to.starts_with("/sign-in?back=/plans/") && to.ends_with("plan%3Fdue%3Dlate"), "{to}");
    let back = format!("{}/plan?due=late", ann.plan());
    let wrong = stranger
        .post("/sign-in", &[("email", "ann@marlbeck.example"), ("password", "wrong"), ("back", &back)]);
    assert!(wrong.body.contains("is not right"));
    let right = stranger.post(
        "/sign-in",
        &[("email", "ANN@marlbeck.example"), ("password", visitor::PASSWORD), ("back", &back)],
    );
    assert_eq!((right.status, right.header("location")), (303, back.as_str()));
    assert!(right.header("set-cookie").contains("HttpOnly; SameSite=Lax"));
}

#[test]
fn ten_wrong_passwords_are_enough_for_a_quarter_of_an_hour() {
    let stranger = Visitor::signed_in(0).stranger();
    let attempt =
        || stranger.post("/sign-in", &[("email", "ann@marlbeck.example"), ("password", "wrong")]).status;
    for _ in 0..10 {
        assert_eq!(attempt(), 200);
    }
    assert_eq!(attempt(), 429);
}

#[test]
fn the_set_up_address_works_once() {
    let visitor = Visitor::new(0);
    let path = visitor.set_up_path();
    assert_eq!(visitor.get(&path).status, 200);
    let fields = [
        ("name", "Ann Archer"),
        ("email", "ann@marlbeck.example"),
        ("place", "Marlbeck"),
        ("password", "short"),
    ];
    let page = visitor.post(&path, &fields);
    assert_eq!(page.status, 422);
    assert!(page.body.contains("govuk-error-summary"));
    assert_eq!(visitor.sign_up(&path).status, 303);
    assert_eq!(visitor.get(&path).status, 404);
}

#[test]
fn a_form_without_its_token_or_from_elsewhere_changes_nothing() {
    let ann = Visitor::signed_in(8);
    let act = format!("{}/update", ann.act("1.1a"));
    let page = ann.post_raw(&act, "text=Done", &[]);
    assert_eq!(page.status, 400);
    let text = format!("csrf={}&text=Done", ann.csrf());
    assert_eq!(ann.post_raw(&act, &text, &[("sec-fetch-site", "cross-site")]).status, 400);
    assert_eq!(
        ann.post_raw(&act, &text, &[("origin", "https://elsewhere.example"), ("host", "here.example")])
            .status,
        400
    );
    assert!(!ann.get(&ann.action("1.1a")).body.contains("Done"));
    assert_eq!(ann.post_raw(&act, &text, &[("sec-fetch-site", "same-origin")]).status, 303);
}

#[test]
fn a_date_is_revised_with_a_reason_shown_and_undone() {
    let ann = Visitor::signed_in(8);
    let (action, act) = (ann.action("1.1a"), format!("{}/revise-date", ann.act("1.1a")));
    let form = ann.get(&act);
    let seen = form.field("date-seen");
    let gap = ann.send(&act, &[("phrase", "31 March 2027"), ("date-seen", &seen)]);
    assert_eq!(gap.status, 422);
    assert!(
        gap.body.contains("Enter why the date is moved") && gap.body.contains("31 March 2027"),
        "what was typed stays"
    );
    let done =
        ann.send(&act, &[("phrase", "31 March 2027"), ("why", "Partners train first"), ("date-seen", &seen)]);
    assert_eq!((done.status, done.header("location")), (303, action.as_str()));
    let page = ann.get(&action);
    assert!(page.body.contains("You revised the target date.") && page.body.contains("Partners train first"));
    let undo = page.between("<form action=\"", "\"").into_iter().find(|a| a.contains("/undo/")).unwrap();
    assert_eq!(ann.send(&undo, &[("back", &action)]).status, 303);
    let page = ann.get(&action).body;
    let (now, history) = page.split_once("id=\"history\"").unwrap();
    assert!(!now.contains("Partners train first") && history.contains("app-deed--undone"));
}

#[test]
fn who_comes_second_is_told_what_the_first_did() {
    let ann = Visitor::signed_in(8);
    let act = format!("{}/revise-date", ann.act("1.1a"));
    let seen = ann.get(&act).field("date-seen");
    let first = [("phrase", "May 2027"), ("why", "First"), ("date-seen", seen.as_str())];
    assert_eq!(ann.send(&act, &first).status, 303);
    let second = ann.send(&act, &[("phrase", "June 2027"), ("why", "Second"), ("date-seen", &seen)]);
    assert_eq!(second.status, 409);
    assert!(second.body.contains("Somebody changed this") && second.body.contains("June 2027"));
    // What the first did stands beside what the second typed.
    let told = second.between("app-conflict", "</div>").concat();
    assert!(
        told.contains("changed action 1.1a since you opened it") && told.contains("to 31 May 2027"),
        "{told}"
    );
}

#[test]
fn the_day_of_the_address_is_kept_on_every_link_and_allows_no_change() {
    let ann = Visitor::signed_in(8);
    let page = ann.get(&format!("{}/plan?as_of=2025-11-22", ann.plan()));
    assert!(page.body.contains("As it stood on"));
    let ours: Vec<String> =
        page.between("href=\"/", "\"").into_iter().filter(|l| l.starts_with("plans/")).collect();
    assert!(ours.len() > 8 && ours.iter().all(|l| l.contains("as_of=")), "{ours:?}");
    assert!(!page.body.contains("With the chosen actions"));
    let before = ann.get(&format!("{}/plan?as_of=2020-01-01", ann.plan()));
    assert_eq!(before.status, 404);
    assert!(before.body.contains("its first day is 21 November 2025"), "{}", before.body);
}

#[test]
fn the_overview_names_the_first_of_a_long_list_and_leads_to_the_rest() {
    let ann = Visitor::signed_in(600);
    let page = ann.get(&ann.plan()).body;
    let (_, after) = page.split_once("more would deserve one").unwrap_or_else(|| panic!("{page}"));
    let list = after.split("</details>").next().unwrap_or_default();
    assert_eq!(list.matches("<li>").count(), 21, "{list}");
    assert!(list.contains("/plan?due=late\">and "), "{list}");
}

#[test]
fn filters_narrow_the_plan_by_its_address() {
    let ann = Visitor::signed_in(40);
    let count =
        |query: &str| ann.get(&format!("{}/plan{query}", ann.plan())).between("app-table__ref", ">").len();
    assert_eq!(count(""), 40);
    // Of the sample every thirteenth action, beginning with the sixth, has no owner.
    assert_eq!(count("?owner=none"), 3);
    assert_eq!(count("?priority=1"), 8);
    assert_eq!(count("?text=no+such+words"), 0);
}

#[test]
fn an_import_is_reviewed_before_anything_is_kept() {
    let ann = Visitor::signed_in(0);
    let plan = "Ref\tAction\tOwner\tTarget date\n1.1\tAgree a threshold document\tHead of Front Door\tJune 2026\n\
        1.2\tTeach everybody to use it\t\tJuly 2026\n";
    let sent = ann.upload("/import", "plan.txt", plan.as_bytes());
    assert_eq!(sent.status, 303, "{}", sent.body);
    let review = ann.get(sent.header("location"));
    assert_eq!(review.status, 200);
    sound("review", &review.body);
    // What the checks say of the plan is told before anybody accepts it.
    let checks = review.body.split("What the checks find in it").nth(1).unwrap_or_default();
    assert!(checks.contains("Action 1.2 “Teach everybody to use it” has no owner."), "{}", review.body);
    assert!(ann.get("/plans").body.contains("There is no plan yet"));
    let refused = ann.upload("/import", "plan.docx", b"PK\x03\x04 cut short");
    assert_eq!(refused.status, 422);
    sound("refused", &refused.body);
    assert!(refused.body.contains("plan.docx: The file is damaged"), "{}", refused.body);
}

#[test]
fn a_part_of_the_next_version_is_left_out_by_ticks() {
    let ann = Visitor::signed_in(0);
    let version = |month: &str, rows: &str| {
        format!("# Thorne improvement plan, {month}\n\nRef\tAction\tOwner\tTarget date\n{rows}")
    };
    let first = version(
        "December 2019",
        "1.1\tAgree thresholds\tHead of Care\tJune 2020\n1.2\tTeach them\tHead of HR\tJuly 2020\n",
    );
    let sent = ann.upload("/import", "plan.txt", first.as_bytes());
    ann.send(sent.header("location"), &[("do", "accept"), ("place", "Thorne")]);
    let second = version(
        "January 2020",
        "1.1\tAgree thresholds\tHead of Care\tJune 2020\tAugust 2020\n1.3\tWrite them down\tHead of Law\tMay 2020\n",
    )
    .replace("Target date\n", "Target date\tRevised date\n");
    let sent = ann.upload("/import", "plan.txt", second.as_bytes());
    let address = sent.header("location").to_owned();
    let review = ann.get(&address);
    sound("review", &review.body);
    assert!(review.body.contains("All that is gone: the plan keeps it"), "{}", review.body);
    // Looking again keeps the ticks.
    let again = ann.send(&address, &[("do", "again"), ("leave_all", "gone"), ("leave_all", "new")]);
    assert_eq!(again.body.matches("name=\"leave_all\" value=\"gone\" checked").count(), 1, "{}", again.body);
    let done = ann.send(&address, &[("do", "accept"), ("leave_all", "gone"), ("leave_all", "new")]);
    assert_eq!(done.status, 303, "{}", done.body);
    let page = ann.get(done.header("location"));
    // The action that is gone, the one that is new, and its new owner.
    assert!(page.body.contains("What you left out (3) is as it was"), "{}", page.body);
    let plan = ann.get(&format!("{}/plan", ann.plan())).body;
    assert!(plan.contains("Teach them") && !plan.contains("Write them down"), "{plan}");
    assert!(plan.contains("August 2020"), "{plan}");
}

#[test]
fn the_first_import_may_speak_of_a_day_before_the_site_was_set_up() {
    let ann = Visitor::signed_in(0);
    let plan = "# Thorne improvement plan, December 2019\n\nRef\tAction\tOwner\tTarget date\n\
        1.1\tAgree a threshold document\tHead of Front Door\tJune 2020\n";
    let sent = ann.upload("/import", "plan.txt", plan.as_bytes());
    let review = ann.get(sent.header("location"));
    let fields = [("do", "accept"), ("place", "Thorne"), ("day", "2019-12-01")];
    let done = ann.send(sent.header("location"), &fields);
    assert_eq!(done.status, 303, "{} {}", review.body, done.body);
    let page = ann.get(done.header("location"));
    assert!(
        page.body.contains("app-header__place\">Thorne") && page.body.contains("You imported"),
        "{}",
        page.body
    );
    assert_eq!(ann.get(&format!("{}/plan?as_of=2019-12-02", ann.plan())).status, 200);
}

#[test]
fn a_document_with_nothing_in_it_is_refused_where_it_was_chosen() {
    let ann = Visitor::signed_in(0);
    for (name, bytes) in [("empty.txt", &b""[..]), ("blank.csv", b" \n \n")] {
        let page = ann.upload("/import", name, bytes);
        assert_eq!(page.status, 422, "{name}");
        sound(name, &page.body);
        assert!(page.body.contains("govuk-error-summary"), "{name}");
    }
}

#[test]
fn what_is_too_large_is_refused_on_a_page_that_says_so() {
    let ann = Visitor::signed_in(8);
    let text = "x".repeat(2 << 20);
    let page = ann.send(&format!("{}/update", ann.act("1.1a")), &[("text", &text)]);
    assert_eq!(page.status, 413);
    sound("form", &page.body);
    assert!(page.body.contains("This is too large"));
    let upload = ann.upload("/import", "plan.txt", &vec![b'x'; 65 << 20]);
    assert_eq!(upload.status, 413);
    assert!(upload.body.contains("64 megabytes"));
}

#[test]
fn what_is_not_there_has_a_page_in_the_same_frame() {
    let ann = Visitor::signed_in(8);
    for address in
        ["/nowhere", "/plans/nothing/plan", "/plans/0000000000000", &format!("{}/actions/x", ann.plan())]
    {
        let page = ann.get(address);
        assert_eq!(page.status, 404, "{address}");
        sound(address, &page.body);
        assert!(page.body.contains("Ann Archer"), "{address}");
    }
}

#[test]
fn each_sees_the_acts_they_may_do() {
    let ann = Visitor::signed_in(40);
    let page = |visitor: &Visitor, reference: &str| visitor.get(&ann.action(reference)).body;
    let offers = |page: &str, act: &str| page.contains(&format!("/{act}\""));
    let owner = ann.colleague(Role::Owner, &["Head of Safeguarding"]);
    let own = page(&owner, "1.1a");
    assert!(own.contains("Head of Safeguarding") && offers(&own, "update") && offers(&own, "done"));
    assert!(!own.contains("Correct or withdraw") && !offers(&own, "rate-delivery"));
    let other = page(&owner, "1.1b");
    assert!(!offers(&other, "update") && !offers(&other, "done"));
    let confirmer = page(&ann.colleague(Role::Confirmer, &[]), "1.1c");
    assert!(
        offers(&confirmer, "confirm") && offers(&confirmer, "rate-delivery") && !offers(&confirmer, "done")
    );
    let reader = page(&ann.colleague(Role::Reader, &[]), "1.1a");
    assert!(!offers(&reader, "update") && !offers(&reader, "confirm") && !offers(&reader, "rate-delivery"));
}
