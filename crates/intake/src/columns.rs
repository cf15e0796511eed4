//! What the words over a column mean, and what a row is, where a person knows better than the words: corrections that a
//! council's later documents are read with too.

use std::collections::BTreeMap;

use model::at::At;
use serde::{Deserialize, Serialize};

/// What a column, or a row of a table turned sideways, can hold: the word by which it is kept and what a person reads.
pub const MEANINGS: [(&str, &str); 19] = [
    ("ref", "Reference"),
    ("action", "What is to be done"),
    ("step", "Steps or milestones"),
    ("objective", "What several actions are for"),
    ("recommendation", "Recommendation"),
    ("node", "Priority or theme"),
    ("owner", "Owner"),
    ("body", "Lead body"),
    ("start", "Start date"),
    ("due", "Target date"),
    ("revised", "Revised target date"),
    ("completed", "Date completed"),
    ("delivery", "Rating of delivery, or status"),
    ("impact rating", "Rating of impact"),
    ("progress", "Progress"),
    ("outcome", "Outcome or measure"),
    ("resources", "Resources"),
    ("evidence", "Evidence"),
    ("other", "Something else: kept as text"),
];

/// What a row of a plan's table can be: the word by which it is kept and what a person reads.
pub const ROWS: [(&str, &str); 4] = [
    ("action", "An action of its own"),
    ("heading", "A heading: it names the part of the plan below it"),
    ("more", "More of the row above it"),
    ("note", "No part of the plan: kept as text"),
];

/// What marks a row among the corrections: no header has a sign in it.
const ROW: char = '/';

/// Corrections: by the words of a header, what it means (a word of [`MEANINGS`]); by the words of a row,
/// what it is (a word of [`ROWS`]). Case and signs do not count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrections(BTreeMap<String, String>);

impl Corrections {
    /// A header means this; a meaning that is none takes the correction away.
    pub fn set(&mut self, header: &str, means: &str) {
        let words = same(header);
        if !words.is_empty() && MEANINGS.iter().any(|(known, _)| *known == means) {
            self.0.insert(words, means.to_owned());
        } else {
            self.0.remove(&words);
        }
    }

    /// What a header means.
    pub fn get(&self, header: &str) -> Option<&str> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&same(header)).map(String::as_str)
    }

    /// A row with these words is this; a word that is none of [`ROWS`] takes the correction away.
    pub fn set_row(&mut self, words: &str, is: &str) {
        let key = row_key(words);
        if key.len() > 1 && ROWS.iter().any(|(known, _)| *known == is) {
            self.0.insert(key, is.to_owned());
        } else {
            self.0.remove(&key);
        }
    }

    /// What a row with these words is.
    pub fn row(&self, words: &str) -> Option<&str> {
        self.0.get(&row_key(words)).map(String::as_str)
    }

    /// Whether some row is corrected: cheap to ask before its words are put together.
    pub fn speaks_of_rows(&self) -> bool {
        self.0.range(ROW.to_string()..).next().is_some_and(|(key, _)| key.starts_with(ROW))
    }

    /// Whether nothing is corrected.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds those of others; where both speak of a header, theirs hold.
    pub fn add(&mut self, others: &Corrections) {
        self.0.extend(others.0.clone());
    }
}

/// The letters and digits of a header in lower case.
fn same(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(200).collect()
}

fn row_key(words: &str) -> String {
    format!("{ROW}{}", same(words))
}

/// A row of a plan's table and what it was read as.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowRead {
    /// Its words, cell after cell.
    pub words: String,
    /// What it was read as, a word of [`ROWS`].
    pub is: String,
    /// A person said so.
    pub corrected: bool,
    /// Its place.
    pub at: At,
}

/// A column of a document, or a field of a table turned sideways, and what it was read as.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnRead {
    /// Its header as printed.
    pub header: String,
    /// What it was read as, a word of [`MEANINGS`]; empty where its table was not read as part of a plan.
    pub means: String,
    /// A person said so.
    pub corrected: bool,
    /// The place of its header.
    pub at: At,
}

#[cfg(test)]
mod tests {
    use super::Corrections;

    #[test]
    fn a_header_is_found_by_its_words_and_a_correction_can_be_taken_away() {
        let mut given = Corrections::default();
        given.set("Who leads?", "owner");
        given.set("Colour", "nonsense");
        assert_eq!(given.get("WHO LEADS"), Some("owner"));
        assert_eq!(given.get("Colour"), None);
        given.set("who leads", "");
        assert!(given.is_empty() && !given.speaks_of_rows());
        given.set_row("Theme: Homes", "heading");
        given.set_row("Total 4", "nonsense");
        assert!(given.speaks_of_rows() && given.get("Theme: Homes").is_none());
        assert_eq!((given.row("THEME homes"), given.row("Total 4")), (Some("heading"), None));
        given.set_row("theme homes", "");
        assert!(given.is_empty());
    }
}
