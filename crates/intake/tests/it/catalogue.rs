//! The rows that the catalogue beside the repository expects of its documents.

use std::path::Path;

/// The cells of each row of the table under the heading that begins with these words (such as `### A1.`); empty
/// where there is no catalogue.
pub(crate) fn rows(heading: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/domain/catalogue.md");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: no catalogue at {}", path.display());
        return Vec::new();
    };
    text.lines()
        .skip_while(|l| !l.starts_with(heading))
        .skip(1)
        .take_while(|l| !l.starts_with('#'))
        .filter(|l| l.starts_with('|') && !l.starts_with("|-"))
        .skip(1)
        .map(|l| l.trim_matches('|').split(" | ").map(|c| c.trim_matches(['|', ' ']).to_owned()).collect())
        .collect()
}

/// The text without its printed mark of doubt and remark: `March 2022 (one date for all 6)`, `OD ?`.
pub(crate) fn plain(cell: &str) -> &str {
    let cell = cell.split(" (one ").next().unwrap_or(cell);
    let cell = cell.split(" (2 owners").next().unwrap_or(cell);
    cell.trim_end_matches(['?', ' '])
}
