//! The rules know no names and no figures: change them consistently in a copy and the same findings follow.

use std::collections::BTreeMap;

use model::finding::Finding;
use model::plan::Plan;

use crate::copy::{YEARS, moved_reference, other_name, persons, renamed, renumbered, tenfold, years_later};
use crate::shared::{demonstration, documents, findings, plans};

/// How often each rule speaks at each line and subject.
fn tally(
    findings: &[Finding],
    subject: fn(&str) -> String,
) -> BTreeMap<(String, Option<u32>, String), usize> {
    let mut tally = BTreeMap::new();
    for finding in findings {
        *tally.entry((finding.code.to_string(), finding.at.line, subject(&finding.subject))).or_default() +=
            1;
    }
    tally
}

fn assert_same(before: &[Finding], after: &[Finding], subject: fn(&str) -> String) {
    let (before, after) = (tally(before, subject), tally(after, str::to_owned));
    let gone: Vec<_> = before.iter().filter(|(key, n)| after.get(*key) != Some(n)).collect();
    let new: Vec<_> = after.iter().filter(|(key, n)| before.get(*key) != Some(n)).collect();
    assert!(gone.is_empty() && new.is_empty(), "gone: {gone:#?}\nnew: {new:#?}");
}

/// A document, the plan read from it, and what the rules say.
struct Read {
    text: String,
    plan: Plan,
    findings: Vec<Finding>,
}

impl Read {
    fn of(text: String) -> Read {
        let mut plans = plans(&[("plan.txt".to_owned(), text.clone())]);
        assert_eq!(plans.len(), 1, "one plan");
        let plan = plans.remove(0);
        Read { text, findings: findings(&plan), plan }
    }
}

/// The 2021 plan, where it stands beside the repository, and the demonstration's plan of the same shape.
fn documents_of_one_shape() -> Vec<Read> {
    let corpus = documents().into_iter().flatten().filter(|(name, _)| name.starts_with("S4"));
    let mut texts: Vec<String> = corpus.map(|(_, text)| text).collect();
    texts.push(demonstration("2025-12-improvement-plan-v0.2.txt"));
    texts.into_iter().map(Read::of).collect()
}

#[test]
fn other_names_yield_the_same_findings() {
    for before in documents_of_one_shape() {
        let names = persons(&before.plan);
        assert!(names.len() > 15, "{names:?}");
        let after = Read::of(renamed(&before.text, &names));
        assert_same(&before.findings, &after.findings, str::to_owned);
        let spelled = |read: &Read| -> Vec<String> {
            let varies = read.findings.iter().filter(|f| f.code == "person-name-varies");
            varies.map(|f| f.message.clone()).collect()
        };
        assert_ne!(spelled(&before), spelled(&after), "the messages speak of the new names");
    }
}

#[test]
fn other_counts_yield_the_same_findings_and_the_figures_meant_follow() {
    for before in documents_of_one_shape() {
        let after = Read::of(tenfold(&before.text));
        assert_same(&before.findings, &after.findings, str::to_owned);
        let meant = |read: &Read, times: i64| -> Vec<Vec<i64>> {
            let hints = read.findings.iter().filter(|f| f.code == "counts-disagree").map(|f| f.hint.as_str());
            let figures = |hint: &str| {
                let numbers = hint.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<i64>().ok());
                numbers.map(|n| n * times).collect()
            };
            hints.map(figures).collect()
        };
        assert!(meant(&before, 10).iter().all(|numbers| numbers.len() == 3), "three figures in every hint");
        assert_eq!(
            meant(&before, 10),
            meant(&after, 1),
            "tenfold counts, tenfold the figures that were meant"
        );
    }
}

#[test]
fn a_copy_with_every_name_year_reference_and_count_changed_yields_the_same_findings() {
    for before in documents_of_one_shape() {
        let names = persons(&before.plan);
        // Years first: ten times 208 cases is no year.
        let copy = renumbered(&tenfold(&years_later(&renamed(&before.text, &names))));
        let after = Read::of(copy);
        assert_same(&before.findings, &after.findings, moved_reference);
        assert_eq!(after.plan.actions.len(), before.plan.actions.len());
        let day = |read: &Read| read.plan.as_at.unwrap().iso();
        let (was, is) = (day(&before), day(&after));
        assert_eq!(was[..4].parse::<u32>().unwrap() + YEARS, is[..4].parse::<u32>().unwrap());
        // No message speaks of what stood in the first document.
        let told: String = after.findings.iter().map(|f| format!("{} {}\n", f.message, f.hint)).collect();
        let words: Vec<&str> = told.split(|c: char| !c.is_alphanumeric()).collect();
        for name in names.iter().filter(|name| other_name(name) != **name) {
            assert!(!words.contains(&name.as_str()), "{name} is a name of the first document");
        }
        assert!(!words.contains(&&was[..4]), "{} is the year of the first document", &was[..4]);
    }
}
