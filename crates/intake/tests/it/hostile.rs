//! Files that are no plans, or try to be no file at all: a clear finding or a reading, never a panic.

use intake::reading::{Options, Reading};
use proptest::prelude::*;

fn read(name: &str, bytes: &[u8]) -> Reading {
    let reading = intake::read(&[(name, bytes)], &Options::default());
    let sum = reading.reconciliation;
    assert_eq!(sum.lost, 0, "{name}");
    assert_eq!(sum.used + sum.kept_as_text + sum.repeated, sum.cells, "{name}");
    reading
}

#[test]
fn what_cannot_be_read_is_said_in_one_finding_with_a_remedy() {
    let large = vec![b'a'; usize::try_from(intake::MAX_BYTES).unwrap_or(0) + 1];
    let tabs = vec![b'\t'; 1_000_000];
    let full: Vec<u8> = b"a\t".iter().copied().cycle().take(2_000_000).collect();
    let cases: [(&str, &[u8], &str); 8] = [
        ("empty.txt", b"", "document-empty"),
        ("blank.csv", b" \r\n\t\n", "document-empty"),
        ("plan.docx", b"PK\x03\x04rest", "document-damaged"),
        ("plan.pdf", b"%PDF-1.4", "document-damaged"),
        ("noise.txt", &[0, 1, 2, 3, 250, 251, 0, 0, 7, 6, 5, 4, 0, 9, 8], "document-not-text"),
        ("large.txt", &large, "document-too-large"),
        ("tabs.txt", &tabs, "document-empty"),
        ("full.txt", &full, "document-too-large"),
    ];
    for (name, bytes, code) in cases {
        let reading = read(name, bytes);
        let errors: Vec<&str> = reading.findings.iter().map(|f| f.code.as_ref()).collect();
        assert_eq!(errors, [code], "{name}");
        assert!(reading.findings.iter().all(|f| !f.hint.is_empty() && f.at.document.as_ref() == name));
        assert!(reading.plans.iter().all(|p| p.actions.is_empty()));
    }
}

#[test]
fn odd_files_give_readings() {
    let header = "Ref\tAction\tOwner\tDue\n";
    let cases: [(&str, String); 9] = [
        ("cell.txt", "one cell\t".into()),
        ("open.txt", format!("{header}1\t<table><tr><td><p>Do this <ul><li>a\tA Boe\tMay 2024\n")),
        ("nested.txt", format!("{header}1\t{}x\tA Boe\tMay 2024\n", "<table><tr><td>".repeat(20_000))),
        ("letters.txt", format!("{header}1\t{}\tA Boe\tMay 2024\n", "a) x ".repeat(20_000))),
        ("see.txt", format!("{header}1\t{}\tA Boe\tMay 2024\n", "see ".repeat(20_000))),
        ("wide.txt", format!("{header}1\tDo\tA\tMay 2024{}\n", "\tx".repeat(20_000))),
        ("quote.csv", format!("Ref,Action,Owner,Due\n1,\"{}", "do, ".repeat(20_000))),
        ("marks.md", format!("# {}\n", "*_`~".repeat(20_000))),
        ("colons.txt", "Owner: ".repeat(20_000)),
    ];
    for (name, text) in cases {
        read(name, text.as_bytes());
    }
}

#[test]
fn bytes_of_no_encoding_are_replaced_and_said() {
    let reading =
        read("bad.txt", b"Ref\tAction\tOwner\tDue\n1\tRevoir caf\xc3\xa9 \xff now\tA Boe\tMay 2024\n");
    assert!(reading.findings.iter().any(|f| f.code == "text-invalid-bytes" && f.at.line == Some(2)));
    assert_eq!(reading.plans.first().map(|p| p.actions.len()), Some(1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_reader_panic_or_lose_a_cell(lines in prop::collection::vec(line(), 0..24)) {
        read("any.txt", lines.join("\n").as_bytes());
        read("any.csv", lines.join("\n").as_bytes());
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        read("any.bin", &bytes);
    }
}

/// Lines made of what plans are made of, in any order.
fn line() -> impl Strategy<Value = String> {
    const PIECES: [&str; 34] = [
        "Ref",
        "Action",
        "Owner",
        "By when",
        "RAG",
        "Progress",
        "\t",
        "\t",
        "\t",
        "\t",
        "1.1",
        "a)",
        "(b)",
        "<p>",
        "</p>",
        "<ul>",
        "<table>",
        "<td>",
        "May 2021",
        "Priority 2: Voice",
        "Sponsor: A Boe",
        "|",
        "---",
        "# ",
        "- ",
        "**",
        "See 9b",
        "Review the offer",
        "Green",
        "é",
        "\"",
        ",",
        "OR 6 / 22",
        "COMPLETED",
    ];
    prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..14).prop_map(|p| p.join(" "))
}
