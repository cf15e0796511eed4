//! The same lists as .xlsx, .xls, .ods and as files of their own, written by real programs (`scripts/lists/make.py`): each reads
//! exactly as the others. Files that are cut, among others that are whole.
#![expect(clippy::expect_used, reason = "a test that cannot go on says where")]

use std::fs;
use std::io::{self, BufReader, Read as _};
use std::path::{Path, PathBuf};

use extracts::read::{Loader, Options, Read};
use extracts::schema::columns;
use extracts::snapshot::{Brought, Snapshot};
use extracts::team::Teams;
use model::day::Day;
use model::finding::Severity;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/office")
}

fn options() -> Options {
    Options { as_at: Day::new(2025, 3, 31).expect("a day"), key: None, teams: Teams::default() }
}

fn read(files: &[(String, Vec<u8>)]) -> Read {
    let options = options();
    let mut loader = Loader::new(&options);
    for (name, bytes) in files {
        loader.add(name, bytes.as_slice()).expect("what is in memory does not break off");
    }
    loader.finish()
}

fn file(name: &str) -> (String, Vec<u8>) {
    (name.to_owned(), fs::read(folder().join(name)).expect("a file of the folder"))
}

fn csv_files() -> Vec<(String, Vec<u8>)> {
    let mut names: Vec<String> = fs::read_dir(folder())
        .expect("the folder")
        .filter_map(|e| e.ok()?.file_name().into_string().ok())
        .filter(|n| n.ends_with(".csv"))
        .collect();
    names.sort();
    names.iter().map(|n| file(n)).collect()
}

/// Every cell of every list that was delivered, and which columns were, as lines.
fn told(snapshot: &Snapshot) -> Vec<String> {
    let mut out = Vec::new();
    for (list, table) in snapshot.tables().filter(|(l, _)| snapshot.delivered(&l.name)) {
        let brought: Vec<&str> = list
            .columns
            .iter()
            .enumerate()
            .filter(|(place, _)| table.brings(*place) != Brought::No)
            .map(|(_, c)| c.name.as_str())
            .collect();
        out.push(format!("{}: {}", list.name, brought.join(" ")));
        let all = columns(list);
        out.extend((0..table.len()).map(|row| {
            let cells: Vec<String> = snapshot.data(table, row, &all).map(|d| format!("{d:?}")).collect();
            format!("{} {row}: {}", list.name, cells.join(" | "))
        }));
    }
    out
}

#[test]
fn the_same_lists_read_the_same_whatever_program_saved_them() {
    let files = told(&read(&csv_files()).snapshot);
    assert!(files.len() > 150, "{} lines", files.len());
    for name in ["lists.xlsx", "lists.xls", "lists.ods"] {
        let book = read(&[file(name)]);
        let severe: Vec<String> = book
            .findings
            .iter()
            .filter(|f| f.severity == Severity::Error)
            .map(|f| f.message.clone())
            .collect();
        assert!(severe.is_empty(), "{name}: {severe:?}");
        let rejected = book.snapshot.remarks().iter().filter(|r| r.deed.is_rejection()).count();
        assert_eq!(rejected, 0, "{name}");
        let lines = told(&book.snapshot);
        for (ours, theirs) in files.iter().zip(&lines) {
            assert_eq!(ours, theirs, "{name}");
        }
        assert_eq!(files.len(), lines.len(), "{name}");
    }
}

/// A workbook that is cut off is told by its name; the file beside it is read whole.
#[test]
fn of_several_files_the_damaged_one_is_named_and_the_others_are_read() {
    let whole = file("List 1 Contacts.csv");
    let alone = told(&read(std::slice::from_ref(&whole)).snapshot);
    for name in ["lists.xlsx", "lists.xls", "lists.ods"] {
        let (name, mut bytes) = file(name);
        bytes.truncate(bytes.len() * 2 / 3);
        let both = read(&[(name.clone(), bytes), whole.clone()]);
        let said: Vec<String> = both
            .findings
            .iter()
            .filter(|f| f.severity == Severity::Error)
            .map(|f| format!("{}: {}", f.at.document, f.code))
            .collect();
        assert!(!said.is_empty() && said.iter().all(|s| s.starts_with(&name)), "{said:?}");
        let lines = told(&both.snapshot);
        assert!(alone.iter().all(|line| lines.contains(line)), "{name}: the contacts are not all there");
    }
}

/// Input that breaks off gives an error and no snapshot: nobody can take a part for the whole.
#[test]
fn input_that_breaks_off_is_an_error_at_every_place() {
    struct Broken;
    impl io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the line was cut"))
        }
    }
    let options = options();
    for name in ["List 1 Contacts.csv", "lists.xlsx", "lists.xls", "lists.ods"] {
        let (name, bytes) = file(name);
        for cut in [0, 1, bytes.len() / 2, bytes.len()] {
            let input = bytes.get(..cut).expect("a part").chain(Broken);
            let done = Loader::new(&options).add(&name, BufReader::with_capacity(64, input));
            assert!(done.is_err(), "{name} at {cut}");
        }
    }
}
