//! What is written out reads back the same: every invented plan, and the real documents where they are at hand.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::run::{read, root, throughline};

/// Keeps the document in a new data directory and writes the plan out in this form.
fn exported(document: &Path, form: &str, into: &Path) -> PathBuf {
    let data = into.join(format!("data-{form}"));
    let out = into.join(format!("plan.{form}"));
    let run = |args: &[&std::ffi::OsStr]| {
        let output = throughline(args);
        assert!(
            output.status.success(),
            "{}: {}",
            document.display(),
            String::from_utf8_lossy(&output.stderr)
        );
    };
    let (import, accept) = ("import".as_ref(), "--accept".as_ref());
    run(&[
        "--data".as_ref(),
        data.as_os_str(),
        import,
        document.as_os_str(),
        accept,
        "--place".as_ref(),
        "Anyborough".as_ref(),
    ]);
    // A day after every document: all that was imported is known by then.
    let day = "2099-01-01".as_ref();
    run(&[
        "--data".as_ref(),
        data.as_os_str(),
        "--as-of".as_ref(),
        day,
        "export".as_ref(),
        "--out".as_ref(),
        out.as_os_str(),
    ]);
    out
}

/// A plan without places, which speak of another file now, and without the day that the import gave an undated update.
fn bare(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| !matches!(name.as_str(), "at" | "place"))
            .map(|(name, value)| {
                let day = name == "as_at" && fields.contains_key("author");
                (name.clone(), if day { Value::Null } else { bare(value) })
            })
            .collect(),
        Value::Array(items) => items.iter().map(bare).collect(),
        other => other.clone(),
    }
}

fn documents() -> Vec<PathBuf> {
    let mut all = Vec::new();
    for folder in ["tests/suite/import", "demo/documents", "../shared/corpus"].map(|f| root().join(f)) {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            println!("skipped: {} is not there", folder.display());
            continue;
        };
        for path in entries.flatten().map(|e| e.path()) {
            let plan = if path.is_dir() {
                std::fs::read_dir(&path)
                    .into_iter()
                    .flatten()
                    .flatten()
                    .map(|e| e.path())
                    .find(|p| p.file_stem().is_some_and(|n| n == "plan"))
            } else {
                path.extension().is_some_and(|e| e == "txt").then_some(path)
            };
            all.extend(plan);
        }
    }
    all.sort();
    all
}

#[test]
fn a_plan_written_as_json_or_as_a_workbook_reads_back_the_same() {
    let documents = documents();
    assert!(documents.len() >= 8, "{documents:?}");
    for document in documents {
        let folder = tempfile::tempdir().expect("a folder");
        let whole = read(std::slice::from_ref(&document));
        let plans = whole["plans"].as_array().map_or(0, Vec::len);
        for form in ["json", "xlsx"] {
            if form == "xlsx" && plans != 1 {
                println!("skipped as a workbook, which holds one plan: {}", document.display());
                continue;
            }
            let after = read(&[exported(&document, form, folder.path())]);
            assert_eq!(after["reconciliation"]["lost"], 0, "{} as {form}", document.display());
            let (before, mut after) = (bare(&whole["plan"]), bare(&after["plan"]));
            if before["as_at"].is_null() {
                // A document without a day takes that of its import.
                after["as_at"] = Value::Null;
            }
            assert_eq!(before, after, "{} as {form}", document.display());
        }
    }
}

#[test]
fn the_actions_written_as_csv_and_markdown_read_back_the_same() {
    for document in documents() {
        let folder = tempfile::tempdir().expect("a folder");
        let before = read(std::slice::from_ref(&document));
        for form in ["csv", "md"] {
            let after = read(&[exported(&document, form, folder.path())]);
            assert_eq!(counts(&before), counts(&after), "{} as {form}", document.display());
        }
    }
}

/// How many actions, owners, dates, superseded dates and outcomes of actions there are, and their words of progress.
fn counts(reading: &Value) -> ([usize; 5], String) {
    let actions: Vec<&Value> = reading["plan"]["actions"].as_array().into_iter().flatten().collect();
    let all = |key: &str| actions.iter().flat_map(|a| a[key].as_array().into_iter().flatten()).count();
    let superseded = actions
        .iter()
        .flat_map(|a| a["dates"].as_array().into_iter().flatten())
        .filter(|d| d["superseded"] == true)
        .count();
    let updates = actions.iter().flat_map(|a| a["updates"].as_array().into_iter().flatten());
    let mut words: Vec<&str> =
        updates.flat_map(|u| u["text"].as_str().unwrap_or_default().split_whitespace()).collect();
    // Actions under no priority come first when written, wherever they stood.
    words.sort_unstable();
    ([actions.len(), all("owners"), all("dates"), superseded, all("outcomes")], words.join(" "))
}

#[test]
fn nothing_is_overwritten_and_an_unknown_ending_is_explained() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = root().join("tests/suite/import/01-csv-rag/plan.csv");
    let out = exported(&document, "json", folder.path());
    for (to, says) in
        [(out, "does not exist yet"), (folder.path().join("plan.odt"), ".json, .xlsx, .csv or .md")]
    {
        let data = folder.path().join("data-json");
        let output = throughline(&[
            "--data".as_ref(),
            data.as_os_str(),
            "export".as_ref(),
            "--out".as_ref(),
            to.as_os_str(),
        ]);
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(says), "{said}");
    }
}
