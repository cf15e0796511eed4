//! Published tables on pages: loaded, our authority named, one measure with its neighbours, taken back; the lines beside a
//! computed measure.

use app::site::Role;

use crate::visitor::{Page, Visitor};

const EDGE: &str = "multipart/form-data; boundary=edge";
const VALUES: &str = "measure,name,period,area,la_code,region,value\n\
    Plans,Children on plans,2025,Northmarsh,901,Outer Fens,40.5\n\
    Plans,,2025,Easthithe,902,Outer Fens,c\n\
    Plans,,2025,England,970,NA,41.2\n";

fn get(visitor: &Visitor, address: &str) -> Page {
    let page = visitor.get(address);
    assert_eq!(page.status, 200, "{address}: {}", page.body);
    crate::sound(address, &page.body);
    page
}

fn load(visitor: &Visitor, source: &str, content: &str) -> Page {
    let mut body = String::new();
    for (field, value) in [("csrf", visitor.csrf().as_str()), ("source", source)] {
        body += &format!("--edge\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
    }
    body += &format!(
        "--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"values.csv\"\r\n\r\n{content}\r\n--edge--\r\n"
    );
    visitor.post_bytes(&format!("{}/published", visitor.plan()), EDGE, body.into_bytes())
}

#[test]
fn tables_are_loaded_named_and_taken_back() {
    let ann = Visitor::signed_in(8);
    let address = format!("{}/published", ann.plan());
    assert!(get(&ann, &address).body.contains("No published values are loaded yet"));
    let wrong = load(&ann, "", "Ref,Action\n1,Do it\n");
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("Enter who published the tables"), "{}", wrong.body);
    assert!(wrong.body.contains("This is no published table"), "{}", wrong.body);
    assert_eq!(load(&ann, "The department", VALUES).status, 303);
    let shown = get(&ann, &address);
    assert!(shown.body.contains("Say below which authority you are"), "{}", shown.body);
    let wrong = ann.send(&format!("{address}/settings"), &[("authority", "Atlantis")]);
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("no authority “Atlantis”"), "{}", wrong.body);
    assert_eq!(ann.send(&format!("{address}/settings"), &[("authority", "northmarsh")]).status, 303);
    assert!(get(&ann, &address).body.contains("we are Northmarsh"));
    let one = get(&ann, &format!("{address}/Plans"));
    assert!(one.body.contains("40.5") && one.body.contains("41.2"), "{}", one.body);
    let file = ann.get(&format!("{address}/Plans.csv"));
    assert!(
        file.header("content-type").starts_with("text/csv") && file.body.contains("2025,40.5,41.2"),
        "{}",
        file.body
    );
    assert_eq!(ann.get(&format!("{address}/Nothing")).status, 404);
    let board = ann.colleague(Role::Reader, &[]);
    assert!(!get(&board, &address).body.contains("type=\"file\""));
    assert_eq!(board.send(&format!("{address}/settings"), &[("authority", "Easthithe")]).status, 403);
    let table = shown.field("table");
    assert_eq!(ann.send(&format!("{address}/settings"), &[("do", "unload"), ("table", &table)]).status, 303);
    assert!(get(&ann, &address).body.contains("No published values are loaded yet"));
}

#[test]
fn what_others_have_stands_beside_a_computed_measure_and_in_the_company_report() {
    let visitor = Visitor::of_the_demonstration();
    let plan = visitor.plan();
    let measure = get(&visitor, &format!("{plan}/computed/assess_45wd_pct"));
    assert!(measure.body.contains("Against what others have") && measure.body.contains("Only near: "));
    assert!(measure.body.contains("Median of our 10 statistical neighbours"), "{}", measure.body);
    assert!(
        measure.body.contains(">Neighbours ") && measure.body.contains(">England "),
        "the lines have their words"
    );
    let company = get(&visitor, &format!("{plan}/performance/company"));
    assert!(company.body.contains("Neighbours’ median"), "{}", company.body);
    let bound = get(&visitor, &format!("{plan}/measures"));
    let keys = bound.between(&format!("href=\"{plan}/measures/"), "\"");
    let agency = keys.iter().find(|k| k.contains("agency-social-workers")).cloned().unwrap_or_default();
    let page = get(&visitor, &format!("{plan}/measures/{agency}"));
    assert!(page.body.contains("Against what others have"), "{agency}: {}", page.body);
    get(&visitor, &format!("{plan}/published/LAC"));
}
