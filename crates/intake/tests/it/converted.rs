//! The documents beside the repository, converted to Word, workbooks and PDF by `scripts/convert-corpus.py`, read like
//! their texts. Skipped, with a line that says so, where the documents or the tools are not there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use intake::reading::{Options, Reading};

/// What is counted of a plan.
const COUNTED: [&str; 7] =
    ["actions", "owners", "dates", "updates", "lines", "recommendations", "priorities"];

fn counts(reading: &Reading) -> BTreeMap<&'static str, usize> {
    let Some(plan) = reading.plans.first() else { return BTreeMap::new() };
    let actions = &plan.actions;
    let numbers = [
        actions.len(),
        actions.iter().map(|a| a.owners.len()).sum(),
        actions.iter().map(|a| a.dates.len()).sum(),
        actions.iter().map(|a| a.updates.len()).sum(),
        plan.lines.len(),
        plan.recommendations.len(),
        plan.priorities.len(),
    ];
    COUNTED.into_iter().zip(numbers).collect()
}

fn read(path: &Path) -> Option<Reading> {
    let bytes = std::fs::read(path).ok()?;
    let name = path.file_name()?.to_string_lossy().into_owned();
    Some(intake::read(&[(&name, &bytes)], &Options::default()))
}

/// Converts the documents; `None` where that cannot be done here.
fn convert(kind: &str) -> Option<Vec<(PathBuf, PathBuf)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let corpus = root.join("../shared/corpus");
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("converted-{kind}"));
    let mut sources: Vec<PathBuf> = std::fs::read_dir(&corpus).ok()?.flatten().map(|e| e.path()).collect();
    sources.sort();
    let done = Command::new("python3")
        .arg(root.join("scripts/convert-corpus.py"))
        .args([&corpus, &out])
        .arg(kind)
        .output()
        .ok()?;
    if !done.status.success() {
        println!("{}", String::from_utf8_lossy(&done.stderr));
        return None;
    }
    let named = |s: PathBuf| {
        let converted = out.join(s.with_extension(kind).file_name()?);
        Some((s, converted))
    };
    Some(sources.into_iter().filter_map(named).collect())
}

/// Each document with what is counted of its text and of its converted form.
fn compare(kind: &str, check: impl Fn(&str, &Reading, &Reading)) {
    let Some(files) = convert(kind) else {
        println!("skipped: the documents cannot be converted to {kind} here");
        return;
    };
    for (text, converted) in files {
        let (Some(text), Some(reading)) = (read(&text), read(&converted)) else {
            panic!("{} is not there", converted.display());
        };
        assert_eq!(reading.reconciliation.lost, 0, "{}", converted.display());
        check(&converted.to_string_lossy(), &text, &reading);
    }
}

#[test]
fn word_documents_hold_what_their_texts_hold() {
    compare("docx", |name, text, word| assert_eq!(counts(word), counts(text), "{name}"));
}

/// What of these counts differs by more than this many in a hundred; what differs less is printed.
fn off(name: &str, text: &Reading, other: &Reading, what: &[&str], most: usize) -> Vec<String> {
    let (text, other) = (counts(text), counts(other));
    let mut off = Vec::new();
    for (counted, of) in text {
        let is = other.get(counted).copied().unwrap_or(0);
        if of != is {
            println!("{name}: {is} {counted} of {of}");
        }
        if what.contains(&counted) && of.abs_diff(is) * 100 > of * most {
            off.push(format!("{is} {counted} of {of}"));
        }
    }
    off
}

/// A workbook has no tables inside cells: what a plan keeps in them is words there.
#[test]
fn workbooks_hold_nearly_what_their_texts_hold() {
    compare("xlsx", |name, text, book| {
        assert_eq!(off(name, text, book, &COUNTED, 12), Vec::<String>::new(), "{name}");
    });
}

/// Owners are matched to actions by their paragraphs, which a PDF does not mark.
#[test]
fn pdfs_hold_nearly_what_their_texts_hold() {
    compare("pdf", |name, text, pdf| {
        let what = ["actions", "dates", "updates", "recommendations"];
        assert_eq!(off(name, text, pdf, &what, 5), Vec::<String>::new(), "{name}");
    });
}
