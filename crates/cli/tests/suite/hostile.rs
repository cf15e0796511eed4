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

/// What is unreadable has an error in the reading and on the terminal, exit status 1, and is not imported.
fn is_refused(name: &str, bytes: &[u8], says: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let output = throughline(&["read".as_ref(), path.as_os_str()]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{name}: {said}");
    assert!(said.contains(name) && said.contains(says) && said.trim().lines().count() == 1, "{said}");
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["reconciliation"]["lost"], 0);
    assert!(value["findings"].as_array().unwrap().iter().any(|f| f["severity"] == "error"), "{value}");
    let data = folder.path().join("data");
    let output = throughline(&[
        "--data".as_ref(),
        data.as_os_str(),
        "import".as_ref(),
        path.as_os_str(),
        "--accept".as_ref(),
    ]);
    assert_eq!(output.status.code(), Some(2), "{name}");
    assert!(String::from_utf8_lossy(&output.stderr).contains(says));
    assert!(!data.exists(), "a store was made for {name}");
}

#[test]
fn what_cannot_be_read_is_said_and_not_imported() {
    is_refused("empty.txt", b"", "is empty");
    let binary: Vec<u8> = (0..4096_u32).map(|n| u8::try_from(n * 7 % 256).unwrap()).collect();
    is_refused("photo.jpg", &binary, "not text");
    is_refused("plan.docx", b"PK\x03\x04 cut short", "damaged");
    is_refused("plan.pdf", b"%PDF-1.7", "The PDF is damaged");
}

#[test]
fn text_of_another_encoding_is_read() {
    reads("latin.txt", b"Ref\tAction\tOwner\n1\tR\xe9view caf\xe9 visits\tHead of Caf\xe9s\n");
}

#[test]
fn html_that_is_never_closed_a_million_tabs_and_deep_tables_are_read() {
    let open = format!(
        "Ref\tAction\tOwner\tTarget date\n1.1\t<p>{}\tHead of A\tJuly 2021\n",
        "<ul><li>x ".repeat(5_000)
    );
    reads("open.txt", open.as_bytes());
    is_refused("tabs.txt", "\t".repeat(1_000_000).as_bytes(), "is empty");
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
