//! Files nobody should send: each yields a clear error or a reading, never a crash, and nothing is lost.

use std::fs;

use crate::run::{read, throughline};

fn reads(name: &str, bytes: &[u8]) -> serde_json::Value {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let value = read(&[path]);
    assert_eq!(value["reconciliation"]["lost"], 0, "{name}");
    value
}

#[test]
fn an_empty_file_is_read_with_a_finding() {
    let value = reads("empty.txt", b"");
    assert_eq!(value["plan"]["actions"].as_array().map_or(0, Vec::len), 0);
    assert!(!value["findings"].as_array().unwrap().is_empty());
}

#[test]
fn binary_bytes_and_broken_text_are_read_with_a_finding() {
    let binary: Vec<u8> = (0..4096_u32).map(|n| u8::try_from(n * 7 % 256).unwrap()).collect();
    assert!(!reads("photo.jpg", &binary)["findings"].as_array().unwrap().is_empty());
    reads("latin.txt", b"Ref\tAction\tOwner\n1\tR\xe9view caf\xe9 visits\tHead of Caf\xe9s\n");
}

#[test]
fn html_that_is_never_closed_a_million_tabs_and_deep_tables_are_read() {
    let open = format!(
        "Ref\tAction\tOwner\tTarget date\n1.1\t<p>{}\tHead of A\tJuly 2021\n",
        "<ul><li>x ".repeat(5_000)
    );
    reads("open.txt", open.as_bytes());
    reads("tabs.txt", "\t".repeat(1_000_000).as_bytes());
    reads("deep.txt", format!("1\t{}\n", "<table><tr><td>".repeat(100_000)).as_bytes());
    reads("one.csv", b"\"one cell\"");
}

#[test]
fn a_file_too_large_a_missing_file_and_a_folder_are_refused_in_one_sentence_that_names_them() {
    let folder = tempfile::tempdir().unwrap();
    let large = folder.path().join("large.txt");
    fs::File::create(&large).unwrap().set_len(200_000_000).unwrap();
    for (path, word) in
        [(large, "200 MB"), (folder.path().join("gone.txt"), "cannot open"), (folder.path().into(), "folder")]
    {
        let output = throughline(&["read".as_ref(), path.as_os_str()]);
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(word) && said.trim().lines().count() == 1, "{said}");
        assert!(output.stdout.is_empty());
    }
}
