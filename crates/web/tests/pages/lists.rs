//! Case lists on pages: uploaded, reviewed, kept; a tile, its list of children, its definition; a measure bound.
#![expect(clippy::unwrap_used, reason = "helpers of tests stop where the site is not as expected")]

use app::site::Role;

use crate::sample;
use crate::visitor::{Page, Visitor};

const EDGE: &str = "multipart/form-data; boundary=edge";

/// On the sample's day, Friday 28 November 2025, an assessment that began on Monday 6 October is at day 39; one that began
/// on Friday 1 August is long over.
const ASSESSMENTS: &str = "\
Child Unique ID,Continuous Assessment Start Date,Continuous Assessment Date of Authorisation,Allocated Team,Allocated Worker
1001,06/10/2025,,North,Wren
1002,01/08/2025,,North,Wren
1003,sometime,,North,Wren
";

fn upload(visitor: &Visitor, name: &str, content: &str, day: Option<&str>) -> Page {
    let (csrf, plan) = (visitor.csrf(), visitor.plan());
    let today = sample::today().iso();
    let mut parts = day.unwrap_or(&today).split('-').map(str::to_owned);
    let (year, month, day) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    let mut body = String::new();
    for (field, value) in
        [("csrf", &csrf), ("as_at-day", &day), ("as_at-month", &month), ("as_at-year", &year)]
    {
        body += &format!("--edge\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
    }
    body += &format!(
        "--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{content}\r\n--edge--\r\n"
    );
    visitor.post_bytes(&format!("{plan}/lists"), EDGE, body.into_bytes())
}

fn get(visitor: &Visitor, address: &str) -> Page {
    let page = visitor.get(address);
    assert_eq!(page.status, 200, "{address}: {}", page.body);
    crate::sound(address, &page.body);
    page
}

#[test]
fn lists_are_reviewed_and_kept_and_a_number_opens_into_its_children() {
    let ann = Visitor::signed_in(8);
    let plan = ann.plan();
    for page in ["performance", "lists", "lists/teams", "lists/quality", "lists/looks", "performance/weekly"]
    {
        get(&ann, &format!("{plan}/{page}"));
    }
    let read = upload(&ann, "Assessments.csv", ASSESSMENTS, None);
    assert_eq!(read.status, 303, "{}", read.body);
    let review = read.header("location").to_string();
    let shown = get(&ann, &review);
    assert!(shown.body.contains("“sometime”"), "the rejected cell stands with its place: {}", shown.body);
    assert!(shown.body.contains("1 team without a service: North (3 rows)"));
    let kept = ann.send(&review, &[("do", "keep")]);
    assert_eq!(kept.status, 303, "{}", kept.body);
    let home = get(&ann, kept.header("location"));
    assert!(home.body.contains("Open assessments in time"), "{}", home.body);
    // One of two in time: the tile leads to the list of children, and its name to the measure.
    let behind = format!("{plan}/computed/assess_open_in_time_pct/rows?counted=no");
    assert!(home.body.contains(&format!("href=\"{behind}\"")), "{}", home.body);
    let rows = get(&ann, &behind);
    assert!(rows.body.contains("1002") && !rows.body.contains("1001"), "{}", rows.body);
    let measure = get(&ann, &format!("{plan}/computed/assess_open_in_time_pct"));
    assert!(measure.body.contains("50%") && measure.body.contains("1 of 2"));
    assert!(measure.body.contains(&format!("{plan}/definitions/assess_open_in_time_pct")));
    let file = ann.get(&format!("{plan}/computed/assess_open_in_time_pct/rows.csv?counted=no"));
    assert!(
        file.header("content-type").starts_with("text/csv") && file.body.contains("1002"),
        "{}",
        file.body
    );
    let looks = get(&ann, &format!("{plan}/lists/looks"));
    assert_eq!(looks.between("<td data-label=\"What\">", "<").iter().filter(|w| *w == "looked").count(), 2);
    for report in ["weekly", "overview", "matrix", "company", "tracker", "dashboard", "workforce", "demand"] {
        get(&ann, &format!("{plan}/performance/{report}"));
        assert_eq!(ann.get(&format!("{plan}/performance/{report}.csv")).status, 200, "{report}");
    }
    let due = get(&ann, &format!("{plan}/performance/tracker?team=North"));
    // Day 45 of an assessment begun on Friday 1 August is Monday 6 October (25 August is a bank holiday): 53 days ago.
    assert!(due.body.contains("53 days overdue"), "{}", due.body);

    // Whoever may not see rows about children sees the figures only.
    let board = ann.colleague(Role::Reader, &[]);
    assert!(!get(&board, &format!("{plan}/performance")).body.contains("/rows"));
    assert_eq!(board.get(&behind).status, 403);
    assert_eq!(board.get(&format!("{plan}/performance/tracker")).status, 403);
    assert_eq!(board.get(&format!("{plan}/lists")).status, 403);
}

#[test]
fn what_cannot_be_read_whole_is_not_kept() {
    let ann = Visitor::signed_in(8);
    let future = upload(&ann, "Assessments.csv", ASSESSMENTS, Some("2031-01-01"));
    assert_eq!(future.status, 422);
    assert!(future.body.contains("must be today or in the past"), "{}", future.body);
    let empty = upload(&ann, "Assessments.csv", "", None);
    let review = empty.header("location").to_string();
    assert!(get(&ann, &review).body.contains("The file is empty"));
    assert_eq!(ann.send(&review, &[("do", "keep")]).status, 409);
    let away = upload(&ann, "Assessments.csv", ASSESSMENTS, None);
    let review = away.header("location").to_string();
    assert_eq!(ann.send(&review, &[("do", "discard")]).status, 303);
    assert_eq!(ann.get(&review).status, 404);
    let lists = get(&ann, &format!("{}/lists", ann.plan()));
    assert!(lists.body.contains("No case lists are kept yet"), "{}", lists.body);
}

#[test]
fn teams_get_their_services_and_faults_their_owners() {
    let ann = Visitor::signed_in(8);
    let plan = ann.plan();
    let review = upload(&ann, "Assessments.csv", ASSESSMENTS, None).header("location").to_string();
    ann.send(&review, &[("do", "keep")]);
    let teams = format!("{plan}/lists/teams");
    assert!(get(&ann, &teams).body.contains("North (3 rows)"));
    let fields = [
        ("teams", "team,service,from,to"),
        ("team", "North"),
        ("service", "Assessment"),
        ("keep_days", "90"),
    ];
    assert_eq!(ann.send(&teams, &fields).status, 303);
    assert!(get(&ann, &teams).body.contains("North,Assessment,,"));
    let wrong = ann.send(&teams, &[("teams", "team,service\nA,B\nA,C"), ("keep_days", "90")]);
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("two services at once"), "{}", wrong.body);
    let quality = format!("{plan}/lists/quality");
    let page = get(&ann, &quality);
    let rule = page.field("rule");
    assert!(!rule.is_empty(), "{}", page.body);
    let fields =
        [("rule", rule.as_str()), ("owner", "Systems lead"), ("state", "in-hand"), ("due", "2025-12-19")];
    assert_eq!(ann.send(&quality, &fields).status, 303);
    assert!(get(&ann, &quality).body.contains("In hand: Systems lead"));
    let wrong = ann.send(&quality, &[("rule", &rule), ("owner", ""), ("state", "open")]);
    assert_eq!(wrong.status, 422);
}
