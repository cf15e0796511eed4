//! Invented lists read back: without planted faults nothing is wrong with them, with faults the key is right.

#![expect(clippy::expect_used, reason = "a test that cannot go on says where")]

use extracts::check::check;
use extracts::read::{Options, Read, read};
use extracts::team::Teams;
use model::day::Day;
use model::finding::{Finding, Severity};
use synth::lists::Sheet;
use synth::plant::plant;
use synth::write::{csv, name, workbook};
use synth::{Setting, Tale, World};

fn last() -> Day {
    Day::new(2025, 9, 30).expect("a day")
}

fn world(seed: u64) -> World {
    World::new(&Setting { seed, children: 600, last: last(), weeks: 4, tale: Tale::NONE })
}

fn read_back(world: &World, sheets: &[Sheet], as_at: Day) -> Read {
    let files: Vec<(String, String)> =
        sheets.iter().map(|s| (format!("{}.csv", name(s.list)), csv(s))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, t)| (n.as_str(), t.as_bytes())).collect();
    let teams = Teams::read(world.teams_csv().as_bytes()).expect("a table of teams");
    read(&files, &Options { as_at, key: None, teams })
}

fn faults(read: &Read) -> Vec<Finding> {
    check(&read.snapshot).iter().map(|f| read.snapshot.finding_of_fault(f)).collect()
}

#[test]
fn every_row_has_a_cell_for_every_column() {
    for sheet in world(1).lists(last()) {
        assert!(!sheet.rows.is_empty(), "{}", sheet.list.name);
        for row in &sheet.rows {
            assert_eq!(row.len(), sheet.list.columns.len(), "{}: {row:?}", sheet.list.name);
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let bytes = |seed| workbook(&world(seed).lists(last())).expect("a workbook");
    assert!(bytes(1) == bytes(1));
    assert!(bytes(1) != bytes(2));
}

#[test]
fn nothing_is_wrong_with_the_lists_of_any_week() {
    let world = world(3);
    for week in [0, 4] {
        let as_at = last().plus_days(-7 * week);
        let read = read_back(&world, &world.lists(as_at), as_at);
        assert!(
            read.snapshot.remarks().is_empty(),
            "{:?}",
            read.snapshot.finding_of(&read.snapshot.remarks()[0])
        );
        assert_eq!(
            read.findings.iter().filter(|f| f.severity != Severity::Info).count(),
            0,
            "{:?}",
            read.findings
        );
        let wrong: Vec<String> = faults(&read)
            .into_iter()
            .filter(|f| f.severity != Severity::Info)
            .map(|f| format!("{} {}", f.code, f.at))
            .collect();
        assert_eq!(wrong, Vec::<String>::new());
    }
}

#[test]
fn every_planted_fault_is_found_where_the_key_says() {
    let world = world(4);
    let mut sheets = world.lists(last());
    let planted = plant(&mut sheets, 28, 4);
    assert_eq!(planted.len(), 28);
    let read = read_back(&world, &sheets, last());
    let mut found: Vec<Finding> =
        read.snapshot.remarks().iter().map(|r| read.snapshot.finding_of(r)).collect();
    found.extend(faults(&read));
    for p in &planted {
        // The header is line 1 of the file.
        let line = u32::try_from(p.row + 1).ok();
        let there = found.iter().any(|f| f.code == p.code && f.subject == p.list && f.at.line == line);
        assert!(there, "{p:?}");
    }
    let kept = read_back(&world, &world.lists(last()), last());
    assert_ne!(kept.snapshot.hash(), read.snapshot.hash());
}

#[test]
fn a_workbook_says_the_same_as_files() {
    let world = world(5);
    let sheets = world.lists(last());
    let files = read_back(&world, &sheets, last()).snapshot;
    let bytes = workbook(&sheets).expect("a workbook");
    let teams = Teams::read(world.teams_csv().as_bytes()).expect("a table of teams");
    let book =
        read(&[("lists.xlsx", bytes.as_slice())], &Options { as_at: last(), key: None, teams }).snapshot;
    for ((list, one), (_, other)) in files.tables().zip(book.tables()) {
        let columns = extracts::schema::columns(list);
        assert_eq!(one.len(), other.len(), "{}", list.name);
        for row in 0..one.len() {
            assert!(
                files.data(one, row, &columns).eq(book.data(other, row, &columns)),
                "{} {row}",
                list.name
            );
        }
    }
}
