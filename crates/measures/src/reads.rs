//! What definitions read of a snapshot, so that nothing else need be put into tables.

use std::collections::{BTreeMap, BTreeSet};

use crate::definition::Definition;

/// Lists with the columns that are read of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// `None` where everything is read.
    lists: Option<BTreeMap<String, BTreeSet<String>>>,
}

/// Columns that every query gives back.
const ALWAYS: [&str; 3] = ["service", "team", "worker"];

impl Reads {
    /// Everything: for queries that are not known yet.
    pub fn everything() -> Reads {
        Reads { lists: None }
    }

    /// What these definitions read. A column counts as read where its name stands in a query of the list, which may be a
    /// column too many and is never one too few.
    pub fn of<'d>(definitions: impl IntoIterator<Item = &'d Definition>) -> Reads {
        let mut lists: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for definition in definitions {
            let sql = [Some(&definition.sql), definition.against.as_ref()].into_iter().flatten();
            let mut names: BTreeSet<String> = ALWAYS.iter().map(|n| (*n).to_owned()).collect();
            for text in sql.chain(&definition.reaches) {
                let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
                names.extend(words.filter(|w| !w.is_empty()).map(str::to_ascii_lowercase));
            }
            for list in &definition.lists {
                lists.entry(list.clone()).or_default().extend(names.iter().cloned());
            }
        }
        Reads { lists: Some(lists) }
    }

    /// Whether a list is read at all.
    pub fn list(&self, name: &str) -> bool {
        self.lists.as_ref().is_none_or(|l| l.contains_key(name))
    }

    /// Whether a column of a list is read.
    pub fn column(&self, list: &str, name: &str) -> bool {
        self.lists.as_ref().is_none_or(|l| l.get(list).is_some_and(|c| c.contains(name)))
    }
}

#[cfg(test)]
mod tests {
    use super::Reads;
    use crate::library::find;

    #[test]
    fn only_lists_and_columns_of_the_queries_are_read() {
        let reads = Reads::of([find("assess_open_in_time_pct").expect("there")]);
        assert!(reads.list("assessments") && !reads.list("contacts"));
        assert!(reads.column("assessments", "started_on") && reads.column("assessments", "worker"));
        assert!(!reads.column("assessments", "ethnicity") && !reads.column("contacts", "started_on"));
        assert!(Reads::everything().list("contacts") && Reads::everything().column("contacts", "ethnicity"));
    }
}
