//! Each definition over the tables of `cases/`, worked by hand from the guidance.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use measures::{Rows as _, compute, either, find, library};

use crate::case::{differences, parse};
use crate::table::{Table, engine, fill};

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

/// What a definition says of columns is about columns that its queries read, so that nothing stale is kept there.
#[test]
fn columns_that_a_definition_names_are_read_by_its_queries() {
    let mut tables = engine();
    fill(&mut tables, model::day::Day::parse_iso("2025-03-31").expect("a day"), &BTreeMap::new());
    let mut stale = Vec::new();
    for definition in library() {
        let mut read = BTreeSet::new();
        for (_, sql) in definition.queries() {
            let columns = tables.reads(sql).expect("a query that runs");
            read.extend(columns.iter().map(|(list, name)| format!("{list}.{name}")));
        }
        let named = definition.columns.iter().flat_map(|c| either(c));
        let optional = definition.optional.iter().map(String::as_str);
        stale.extend(
            named.chain(optional).filter(|c| !read.contains(*c)).map(|c| (&definition.key, c.to_owned())),
        );
    }
    assert_eq!(stale, []);
}

/// For every definition and every column that it cannot do without: all its lists with all their columns but this one, and
/// a row in each. It says which column is lacking; with the column, and its cell empty, it computes.
#[test]
fn without_a_column_it_reads_a_measure_names_the_column() {
    let mut tables = engine();
    let day = model::day::Day::parse_iso("2025-03-31").expect("a day");
    let mut tried = 0;
    for definition in library() {
        let whole: BTreeMap<String, Table> =
            definition.lists.iter().map(|l| (l.clone(), empty_row(l))).collect();
        fill(&mut tables, day, &whole);
        // Populations and lists that reach back a year need more than an empty row.
        let computes = matches!(compute(definition, &tables), Ok(measures::Outcome::Computed(_)));
        assert!(
            computes || definition.against.is_some() || !definition.reaches.is_empty(),
            "{}",
            definition.key
        );
        let mut read = BTreeSet::new();
        for (_, sql) in definition.queries() {
            read.extend(tables.reads(sql).expect("a query that runs").iter().cloned());
        }
        read.retain(|(_, name)| !["service", "team", "worker"].contains(&name.as_str()));
        read.retain(|(list, name)| {
            let full = format!("{list}.{name}");
            !definition.optional.contains(&full)
                && !definition.columns.iter().any(|c| either(c).any(|e| e == full))
        });
        assert!(!read.is_empty() || !definition.columns.is_empty(), "{} reads nothing", definition.key);
        for (list, name) in read {
            let mut without = whole.clone();
            let table = without.get_mut(&list).expect("one of its lists");
            let place = table.columns.iter().position(|c| *c == name).expect("one of its columns");
            table.columns.remove(place);
            table.rows.iter_mut().for_each(|row| drop(row.remove(place)));
            fill(&mut tables, day, &without);
            let said = compute(definition, &tables).expect("computed or not");
            let expected = [format!("{list}.{name}")];
            assert!(
                matches!(&said, measures::Outcome::Needs(needs) if *needs == expected),
                "{}: {said:?}",
                definition.key
            );
            tried += 1;
        }
    }
    assert!(tried > 300, "{tried} columns");
}

/// A list with all its columns and one row of empty cells.
fn empty_row(name: &str) -> Table {
    let list = extracts::list::list(name).expect("a list");
    let mut columns: Vec<String> =
        std::iter::once("row".to_owned()).chain(list.columns.iter().map(|c| c.name.clone())).collect();
    for part in ["service", "team", "worker"].map(str::to_owned) {
        if !columns.contains(&part) {
            columns.push(part);
        }
    }
    let row = std::iter::once("1".to_owned()).chain(columns.iter().skip(1).map(|_| "-".to_owned()));
    Table { rows: vec![row.collect()], columns }
}
