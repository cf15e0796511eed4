//! Every number on the Overview is as many rows as its link shows.

use crate::visitor::{Page, Visitor};

/// How many things a page lists.
fn rows(address: &str, page: &Page) -> usize {
    if address.contains("/health") {
        // Findings stand in lists below their rules.
        return page
            .between("<section class=\"app-rule\">", "</section>")
            .iter()
            .map(|s| s.matches("<li>").count())
            .sum();
    }
    if address.contains("/measures") {
        return page.body.matches("<th scope=\"row\"").count();
    }
    page.body.matches("class=\"app-table__ref\"").count()
}

/// The links of a page whose words begin with a number: where they lead, and the number.
fn counted(page: &Page) -> Vec<(String, usize)> {
    let links = page.between("<a class=\"govuk-link\" href=\"", "</a>");
    let mut found = Vec::new();
    for link in links {
        let Some((href, words)) = link.split_once("\">") else { continue };
        let digits: String = words.chars().take_while(char::is_ascii_digit).collect();
        // `1.4b` is an action's reference and no number.
        let number = words.strip_prefix(&digits).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        if let (true, Ok(n)) = (number, digits.parse()) {
            found.push((href.replace("&amp;", "&"), n));
        }
    }
    found
}

#[test]
fn every_number_of_the_overview_is_as_many_rows_as_its_link_shows() {
    let visitors = [Visitor::signed_in(40), Visitor::of_the_demonstration()];
    for (visitor, least) in visitors.iter().zip([5, 12]) {
        let overview = visitor.get(&visitor.plan());
        let links = counted(&overview);
        assert!(links.len() >= least, "{links:?}");
        for (address, n) in links {
            let page = visitor.get(&address);
            assert_eq!(page.status, 200, "{address}");
            assert_eq!(rows(&address, &page), n, "{address}");
        }
    }
}

#[test]
fn what_changed_is_told_since_the_version_before_or_any_day_asked_for() {
    let visitor = Visitor::of_the_demonstration();
    let plan = visitor.plan();
    assert!(visitor.get(&plan).body.contains("Since the version before this one"));
    let asked = visitor.get(&format!("{plan}?since=2026-02-12")).body;
    assert!(asked.contains("Since <time datetime=\"2026-02-12\">"), "{asked}");
    let before_all = visitor.get(&format!("{plan}?since=1990-01-01"));
    assert_eq!(before_all.status, 200);
    assert!(!before_all.body.contains("<time datetime=\"1990"), "an identity may hold these digits");
}
