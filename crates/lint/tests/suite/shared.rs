//! The documents and the catalogue that stand beside the repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use lint::Options;
use model::finding::Finding;
use model::plan::Plan;

/// The folder beside the repository, or `None` with a line that says so.
pub(crate) fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    if folder.join("corpus").is_dir() && folder.join("domain/catalogue.md").is_file() {
        return Some(folder);
    }
    eprintln!("skipped: the documents are not beside the repository (../shared)");
    None
}

/// A document's name (`S0.txt` to `S4.txt`) and its text, by the number at the start of its file's name.
pub(crate) fn documents() -> Option<Vec<(String, String)>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder()?.join("corpus"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    let read = |(n, path): (usize, PathBuf)| (format!("S{n}.txt"), fs::read_to_string(path).unwrap());
    Some(files.into_iter().enumerate().map(read).collect())
}

/// A document of the demonstration, which stands in the repository.
pub(crate) fn demonstration(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/documents/");
    fs::read_to_string(format!("{folder}{name}")).unwrap()
}

/// The catalogue's text.
pub(crate) fn catalogue() -> Option<String> {
    fs::read_to_string(folder()?.join("domain/catalogue.md")).ok()
}

/// The plans read from these documents together.
pub(crate) fn plans(documents: &[(String, String)]) -> Vec<Plan> {
    let files: Vec<(&str, &[u8])> =
        documents.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    intake::read(&files, &intake::reading::Options::default()).plans
}

/// What the rules say about a plan on its own day.
pub(crate) fn findings(plan: &Plan) -> Vec<Finding> {
    let day = plan.as_at.unwrap_or_else(|| testkit::day("2016-11-30"));
    lint::check(plan, day, &Options::default())
}

/// What the rules say about one document as it stands beside the repository, read alone and once.
pub(crate) fn findings_once(name: &str) -> Option<&'static [Finding]> {
    static ALL: OnceLock<Option<BTreeMap<String, Vec<Finding>>>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let documents = documents()?;
        Some(documents.iter().map(|(name, _)| (name.clone(), findings_of(&documents, name))).collect())
    });
    all.as_ref()?.iter().find(|(n, _)| n.starts_with(name)).map(|(_, found)| found.as_slice())
}

/// What the rules say about one document, read alone.
pub(crate) fn findings_of(documents: &[(String, String)], name: &str) -> Vec<Finding> {
    let one: Vec<(String, String)> = documents.iter().filter(|(n, _)| n.starts_with(name)).cloned().collect();
    plans(&one).iter().flat_map(findings).collect()
}
