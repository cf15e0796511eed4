//! Definitions: what each measure counts, for people.

use std::sync::Arc;

use measures::{Definition, Kind};
use serde::Serialize;

/// The list of definitions.
#[derive(Clone, Debug, Serialize)]
pub struct DefinitionsPage {
    /// How many there are.
    pub many: usize,
    /// By where their rows come from, in the order of the lists.
    pub groups: Vec<Group>,
}

/// Definitions that draw on the same list.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// The list, as people call it.
    pub title: String,
    /// Key and name of each.
    pub definitions: Vec<(String, String)>,
}

/// One definition.
#[derive(Clone, Debug, Serialize)]
pub struct DefinitionPage {
    /// What programs call it.
    pub key: String,
    /// The latest case lists were computed by it: it has a page of figures.
    pub computed: bool,
    /// Its key and version: `key@1`.
    pub reference: String,
    /// What it is called.
    pub name: String,
    /// The question that it answers.
    pub purpose: String,
    /// What is asked and what is said of it, in order; what there is nothing to say of is left out.
    pub facts: Vec<(&'static str, String)>,
    /// What is left out.
    pub exclusions: Vec<String>,
    /// The guidance that it follows.
    pub references: Vec<String>,
    /// Its bands in order.
    pub bands: Vec<String>,
    /// The query.
    pub sql: String,
    /// The query of what a rate is held against.
    pub against: Option<String>,
}

impl DefinitionsPage {
    /// Every definition of a place.
    pub fn of(all: &[Arc<Definition>]) -> DefinitionsPage {
        let groups = extracts::list::lists().iter().filter_map(|list| {
            let mine = all.iter().filter(|d| d.rows_of == list.name);
            let definitions: Vec<_> = mine.map(|d| (d.key.clone(), d.name.clone())).collect();
            (!definitions.is_empty()).then(|| Group { title: list.title.clone(), definitions })
        });
        DefinitionsPage { many: all.len(), groups: groups.collect() }
    }
}

impl DefinitionPage {
    /// A definition; `computed` says that the latest case lists were computed by it.
    pub fn of(definition: &Definition, computed: bool) -> DefinitionPage {
        let words = |text: &str| text.to_owned();
        let facts = [
            ("What is counted", definition.numerator.clone()),
            ("Out of", definition.denominator.clone()),
            ("How it becomes a number", words(becomes(definition))),
            ("Unit", definition.unit.clone()),
            ("Better", definition.direction.map_or_else(String::new, |d| words(d.word()))),
            ("Broken down by", definition.breakdowns.join(", ")),
            ("Rows come from", definition.source.clone()),
            ("Needs the columns", definition.columns.join(", ")),
            ("Looked at", definition.frequency.clone()),
            ("Lists", definition.lists.join(", ")),
        ];
        DefinitionPage {
            key: definition.key.clone(),
            computed,
            reference: definition.reference(),
            name: definition.name.clone(),
            purpose: definition.purpose.clone(),
            facts: facts.into_iter().filter(|(_, said)| !said.is_empty()).collect(),
            exclusions: definition.exclusions.clone(),
            references: definition.references.clone(),
            bands: definition.bands.clone(),
            sql: definition.sql.trim().to_owned(),
            against: definition.against.as_ref().map(|sql| sql.trim().to_owned()),
        }
    }
}

/// How rows become the number, in a sentence.
fn becomes(definition: &Definition) -> &'static str {
    match (definition.kind, definition.weighted) {
        (Kind::Count, _) => "The rows counted are added up.",
        (Kind::Share, false) => {
            "Rows counted as a percentage of rows counted and not counted, to one decimal, a half rounded up."
        }
        (Kind::Share, true) => {
            "What the rows counted bring, as a percentage of what all bring, to one decimal, a half rounded up."
        }
        (Kind::Rate, _) => "Rows counted for every 10,000, to one decimal, a half rounded up.",
        (Kind::Mean, _) => "The mean of what the rows counted bring, to one decimal, a half rounded up.",
        (Kind::Quartiles, _) => {
            "A quarter, a half and three quarters of the rows counted lie at or below; between two values, their mean."
        }
        (Kind::Bands, _) => "Rows counted in each band, with their share in percent.",
        (Kind::Ratio, _) => {
            "What the rows counted bring, divided by what the rows not counted bring, to one decimal, a half rounded up."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DefinitionPage, DefinitionsPage};
    use crate::measured::library;

    #[test]
    fn every_definition_stands_in_the_list_once_and_has_a_page() {
        let page = DefinitionsPage::of(library());
        let keys: Vec<&String> =
            page.groups.iter().flat_map(|g| &g.definitions).map(|(key, _)| key).collect();
        assert_eq!(keys.len(), page.many);
        for definition in library() {
            let one = DefinitionPage::of(definition, false);
            assert!(!one.sql.is_empty() && one.facts.len() >= 6, "{}", definition.key);
        }
    }
}
