//! Every rule of data quality finds the fault that was planted for it, at its row, and nothing in the clean twin.
//! `faults.txt` holds both, written by hand.

#![expect(clippy::expect_used, reason = "a test that cannot go on says where")]

use std::collections::{BTreeMap, BTreeSet};

use extracts::check::check;
use extracts::check::rule::rules;
use extracts::list::list;
use extracts::read::{Options, read};
use extracts::team::Teams;
use model::day::Day;
use model::finding::Finding;

type Row = BTreeMap<String, String>;

struct Cases {
    base: BTreeMap<String, Row>,
    clean: String,
    /// Code, rows with the fault, rows of the twin.
    cases: Vec<(String, String, String)>,
}

fn cells(text: &str) -> Row {
    let pair = |cell: &str| cell.split_once('=').map(|(c, v)| (c.trim().to_owned(), v.trim().to_owned()));
    text.split(", ").filter_map(pair).collect()
}

fn cases() -> Cases {
    let mut cases = Cases { base: BTreeMap::new(), clean: String::new(), cases: Vec::new() };
    let lines = include_str!("faults.txt").lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty());
    for line in lines {
        match &line.split(" | ").collect::<Vec<_>>()[..] {
            [code, fault, twin] => cases.cases.push((code.to_string(), fault.to_string(), twin.to_string())),
            _ => match line.split_once(": ").expect("a base row") {
                ("clean", rows) => rows.clone_into(&mut cases.clean),
                (list, row) => drop(cases.base.insert(list.to_owned(), cells(row))),
            },
        }
    }
    cases
}

/// The findings of these rows.
fn findings(cases: &Cases, rows: &str) -> Vec<Finding> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for row in rows.split("; ") {
        let (name, changes) = row.trim().split_once(' ').unwrap_or((row.trim(), ""));
        let of = list(name).expect("a list");
        let mut values = cases.base.get(name).expect("a base row").clone();
        values.extend(cells(changes));
        assert!(values.keys().all(|k| of.column(k).is_some()), "{name}: {values:?}");
        let quoted = |text: &str| format!("\"{text}\"");
        let file = files.entry(name.to_owned()).or_insert_with(|| {
            of.columns.iter().map(|c| quoted(&c.title)).collect::<Vec<_>>().join(",") + "\n"
        });
        let line = of.columns.iter().map(|c| quoted(values.get(&c.name).map_or("", String::as_str)));
        file.push_str(&(line.collect::<Vec<_>>().join(",") + "\n"));
    }
    let files: Vec<(String, String)> =
        files.into_iter().map(|(n, t)| (format!("{}.csv", list(&n).expect("a list").title), t)).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, t)| (n.as_str(), t.as_bytes())).collect();
    let options =
        Options { as_at: Day::new(2025, 9, 30).expect("a day"), key: None, teams: Teams::default() };
    let read = read(&files, &options);
    assert!(
        read.findings.iter().all(|f| f.code != "header-ambiguous" && f.code != "sheet-no-list"),
        "{:?}",
        read.findings
    );
    check(&read.snapshot).iter().map(|f| read.snapshot.finding_of_fault(f)).collect()
}

#[test]
fn every_rule_finds_its_planted_fault_and_nothing_in_the_twin() {
    let cases = cases();
    let mut wrong = Vec::new();
    for (code, fault, twin) in &cases.cases {
        let found: Vec<Finding> = findings(&cases, fault).into_iter().filter(|f| f.code == *code).collect();
        // The fault is in the last row; the header is line 1.
        let last = fault.rsplit("; ").next().map_or("", |r| r.split(' ').next().unwrap_or(""));
        let lines = 1 + fault.split("; ").filter(|r| r.split(' ').next() == Some(last)).count();
        let right = found.iter().any(|f| f.subject == last && f.at.line.map(|l| l as usize) == Some(lines));
        if !right {
            wrong.push(format!("{code}: not found in: {fault} ({found:?})"));
        }
        if findings(&cases, twin).iter().any(|f| f.code == *code) {
            wrong.push(format!("{code}: found in the twin: {twin}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let proved: BTreeSet<&str> = cases.cases.iter().map(|(c, ..)| c.as_str()).collect();
    let all: BTreeSet<&str> = rules().iter().map(|r| r.code.as_str()).collect();
    assert_eq!(proved, all, "every rule has a case");
    assert!(all.len() >= 60);
}

#[test]
fn nothing_is_found_in_lists_that_are_right() {
    let cases = cases();
    let found: Vec<String> =
        findings(&cases, &cases.clean).iter().map(|f| format!("{} {}", f.code, f.at)).collect();
    assert_eq!(found, Vec::<String>::new());
}
