//! The date grammar against the rows of the catalogue (beside the repository; skipped where it is absent).

use std::path::Path;

use model::day::Day;
use model::names::owners;
use model::phrase::{meaning, share, split_written};
use model::plan::DateKind;

fn catalogue() -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/domain/catalogue.md");
    let text = std::fs::read_to_string(path).ok();
    if text.is_none() {
        println!("skipped: the catalogue is not beside this repository");
    }
    text
}

/// The fields of a table's rows under a heading.
fn rows<'a>(text: &'a str, heading: &str) -> Vec<Vec<&'a str>> {
    let under = text.split(heading).nth(1).unwrap_or("");
    let under = under.split("\n#").next().unwrap_or("");
    let rows = under.lines().filter(|l| l.starts_with("| ") && !l.contains("---"));
    rows.skip(1).map(|l| l.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

#[test]
fn every_target_date_of_the_expected_rows_is_understood() {
    let Some(text) = catalogue() else { return };
    let context = Day::parse_iso("2021-12-01").unwrap();
    let rows = rows(&text, "### A3.");
    assert_eq!(rows.len(), 131);
    let (mut slipped, mut dated) = (0, 0);
    for row in rows {
        let phrase = row[5].split(" (one").next().unwrap_or("").trim_end_matches('?').trim();
        if phrase.is_empty() {
            continue;
        }
        dated += 1;
        let written = split_written(phrase);
        slipped += usize::from(written.len() > 1);
        assert_eq!(written.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" "), phrase);
        for part in &written {
            assert_ne!(meaning(&part.text, context).kind, DateKind::Unknown, "{}", part.text);
        }
        assert_eq!(share(std::slice::from_ref(&written), 1, context)[0].phrases, written);
    }
    assert_eq!((dated, slipped), (128, 16));
}

#[test]
fn the_other_plans_columns_are_understood() {
    let Some(text) = catalogue() else { return };
    let context = Day::parse_iso("2016-12-01").unwrap();
    let completed =
        rows(&text, "### A1.").iter().filter(|r| meaning(r[5], context).kind == DateKind::Completed).count();
    assert_eq!(completed, 22);
    let rows = rows(&text, "### A2.");
    assert_eq!(rows.len(), 59);
    for row in rows {
        assert!(matches!(meaning(row[2], context).kind, DateKind::Point | DateKind::Start), "{}", row[2]);
        assert!(!owners(row[3]).is_empty());
    }
}
