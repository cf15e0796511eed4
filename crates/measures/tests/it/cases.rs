//! Each definition over the tables of `cases/`, worked by hand from the guidance.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use measures::{compute, find, library};

use crate::case::{differences, parse};
use crate::table::{engine, fill};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[test]
fn every_definition_gives_what_was_worked_by_hand() {
    let mut tables = engine();
    let mut wrong = Vec::new();
    let mut many = 0;
    for of in entries(&folder()).into_iter().filter(|p| p.is_dir()) {
        let Some(definition) = find(&name(&of)) else {
            wrong.push(format!("{}: cases of a definition that there is not", name(&of)));
            continue;
        };
        for file in entries(&of) {
            let case = parse(&fs::read_to_string(&file).expect("a case"));
            let as_at = case.as_at.unwrap_or_else(|| panic!("{}: no day", file.display()));
            fill(&mut tables, as_at, &case.lists);
            many += 1;
            match compute(definition, &tables) {
                Ok(outcome) => wrong.extend(
                    differences(&case, &outcome)
                        .iter()
                        .map(|d| format!("{}/{}: {d}", name(&of), name(&file))),
                ),
                Err(error) => wrong.push(format!("{}/{}: {error}", name(&of), name(&file))),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(many > 150, "{many} cases");
}

#[test]
fn every_definition_has_cases() {
    let have: BTreeSet<String> = entries(&folder()).iter().map(|p| name(p)).collect();
    let without: Vec<&str> =
        library().iter().map(|d| d.key.as_str()).filter(|key| !have.contains(*key)).collect();
    assert!(without.is_empty(), "no cases: {}", without.join(", "));
}

/// Nothing delivered: every definition says what it needs, none says nought.
#[test]
fn without_its_lists_a_measure_says_what_it_needs() {
    let mut tables = engine();
    fill(
        &mut tables,
        model::day::Day::parse_iso("2025-03-31").expect("a day"),
        &std::collections::BTreeMap::new(),
    );
    for definition in library() {
        match compute(definition, &tables) {
            Ok(measures::Outcome::Needs(needs)) => assert_eq!(needs, definition.lists, "{}", definition.key),
            other => panic!("{}: {other:?}", definition.key),
        }
    }
}
