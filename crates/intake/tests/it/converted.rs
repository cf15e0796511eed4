//! The documents beside the repository, converted to Word, workbooks and PDF by `scripts/convert-corpus.py`, read like
//! their texts. Skipped, with a line that says so, where the documents or the tools are not there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use intake::reading::{Options, Reading};

/// What is counted of a plan.
const COUNTED: [&str; 10] = [
    "actions",
    "owners",
    "dates",
    "updates",
    "lines",
    "recommendations",
    "priorities",
    "outcomes",
    "measures",
    "observations",
];

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
        plan.outcomes.len()
            + plan.lines.iter().map(|l| l.outcomes.len()).sum::<usize>()
            + actions.iter().map(|a| a.outcomes.len()).sum::<usize>(),
        plan.lines.iter().map(|l| l.measures.len()).sum(),
        plan.observations.len(),
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

#[test]
fn workbooks_hold_what_their_texts_hold() {
    compare("xlsx", |name, text, book| assert_eq!(counts(book), counts(text), "{name}"));
}

/// A PDF does not say which words of a cell belong together, nor which rows a page cut. Where a count differs, a
/// finding names the page, and no action is lost.
#[test]
fn pdfs_hold_what_their_texts_hold_or_say_where_they_may_not() {
    const SAYS_WHERE: [&str; 5] =
        ["row-over-pages", "table-not-joined", "owners-count", "dates-count", "header-missing"];
    compare("pdf", |name, text, pdf| {
        let (was, is) = (counts(text), counts(pdf));
        let said = pdf.findings.iter().any(|f| f.at.page.is_some() && SAYS_WHERE.contains(&f.code.as_ref()));
        for (counted, of) in was {
            let found = is.get(counted).copied().unwrap_or(0);
            if found != of {
                println!("{name}: {found} {counted} of {of}");
                assert!(said, "{name}: {found} {counted} of {of}, and nothing says where");
                // A small table inside a cell may be cut by a page, and its figures then lack their heading.
                let may_lack = if counted == "observations" { 25 } else { 12 };
                assert!(
                    found.abs_diff(of) * 100 <= of * may_lack || found > of,
                    "{name}: {found} {counted} of {of}"
                );
            }
            if counted == "actions" || counted == "recommendations" {
                assert_eq!(found, of, "{name}: {counted}");
            }
        }
    });
}
