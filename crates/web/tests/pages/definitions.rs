//! Definitions of measures on pages.

use crate::visitor::Visitor;

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
