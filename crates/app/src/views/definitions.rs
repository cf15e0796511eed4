//! Definitions: what each measure counts, for people; every version of it; one that is tried.

pub mod trial;

use measures::{Definition, Kind};
use model::day::Day;
use serde::Serialize;

use crate::lists::{Library, Version};

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
    /// Key and name of each, and its version where people of the place wrote it.
    pub definitions: Vec<(String, String, Option<u32>)>,
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
    /// Its version.
    pub version: u32,
    /// What there is to know where it is not the version in force.
    pub old: Option<String>,
    /// Every version, the latest first.
    pub versions: Vec<VersionRow>,
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

/// A version in a list.
#[derive(Clone, Debug, Serialize)]
pub struct VersionRow {
    /// Its number.
    pub version: u32,
    /// When it was in force, in words.
    pub held: String,
    /// Who wrote it.
    pub by: String,
    /// Why.
    pub reason: String,
    /// It is the program's own, which a number alone does not tell from the place's.
    pub brought: bool,
    /// It is the one shown.
    pub shown: bool,
}

impl DefinitionsPage {
    /// Every definition of a place.
    pub fn of(library: &Library) -> DefinitionsPage {
        let all = &library.current;
        let own = |d: &Definition| library.is_own(&d.key).then_some(d.version);
        let groups = extracts::list::lists().iter().filter_map(|list| {
            let mine = all.iter().filter(|d| d.rows_of == list.name);
            let definitions: Vec<_> = mine.map(|d| (d.key.clone(), d.name.clone(), own(d))).collect();
            (!definitions.is_empty()).then(|| Group { title: list.title.clone(), definitions })
        });
        DefinitionsPage { many: all.len(), groups: groups.collect() }
    }
}

impl DefinitionPage {
    /// The version of a definition that is asked for, or the one in force; `None` where there is none. `computed` says that
    /// the latest case lists were computed by it.
    pub fn of(library: &Library, key: &str, version: Option<u32>, computed: bool) -> Option<DefinitionPage> {
        let all: Vec<&Version> = library.versions(key).collect();
        let asked = |v: &&&Version| version.is_none_or(|n| v.definition.version == n);
        let shown = *all.iter().find(asked)?;
        let rows = all.iter().enumerate().map(|(place, v)| {
            // The program's own versions below one of the place's were in force until it was saved.
            let until = place.checked_sub(1).and_then(|p| all.get(p)).and_then(|later| later.since());
            VersionRow {
                version: v.definition.version,
                held: held(v.since(), until),
                by: v.saved.as_ref().map_or_else(|| "The program".to_owned(), |s| s.by.clone()),
                reason: v.saved.as_ref().map(|s| s.reason.clone()).unwrap_or_default(),
                brought: v.saved.is_none(),
                shown: std::ptr::eq(*v, shown),
            }
        });
        let versions: Vec<VersionRow> = rows.collect();
        let old = versions.iter().find(|v| v.shown && !versions.first().is_some_and(|first| first.shown));
        let old = old.map(|v| format!("This version was in force {}. Figures computed by it stay.", v.held));
        Some(DefinitionPage { old, versions, ..DefinitionPage::one(&shown.definition, computed) })
    }

    fn one(definition: &Definition, computed: bool) -> DefinitionPage {
        let words = |text: &str| text.to_owned();
        let facts = [
            ("What is counted", definition.numerator.clone()),
            ("Out of", definition.denominator.clone()),
            ("How it becomes a number", words(becomes(definition))),
            ("Unit", definition.unit.clone()),
            ("Better", definition.direction.map_or_else(String::new, |d| words(d.word()))),
            ("Broken down by", definition.breakdowns.join(", ")),
            ("Rows come from", definition.source.clone()),
            ("Also needs", definition.columns.join(", ")),
            ("Can do without", definition.optional.join(", ")),
            ("Looked at", definition.frequency.clone()),
            ("Lists", definition.lists.join(", ")),
        ];
        DefinitionPage {
            key: definition.key.clone(),
            computed,
            reference: definition.reference(),
            version: definition.version,
            old: None,
            versions: Vec::new(),
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

/// When a version was in force, in words.
fn held(since: Option<Day>, until: Option<Day>) -> String {
    match (since, until) {
        (None, None) => "from the beginning".to_owned(),
        (None, Some(until)) => format!("until {}", until.long()),
        (Some(since), None) => format!("since {}", since.long()),
        (Some(since), Some(until)) if since == until => format!("on {}", since.long()),
        (Some(since), Some(until)) => format!("from {} until {}", since.long(), until.long()),
    }
}

/// How rows become the number, in a sentence.
pub fn becomes(definition: &Definition) -> &'static str {
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
    use crate::lists::Library;

    #[test]
    fn every_definition_stands_in_the_list_once_and_has_a_page() {
        let library = Library::brought();
        let page = DefinitionsPage::of(&library);
        let keys: Vec<&String> =
            page.groups.iter().flat_map(|g| &g.definitions).map(|(key, _, _)| key).collect();
        assert_eq!(keys.len(), page.many);
        for definition in &library.current {
            let one = DefinitionPage::of(&library, &definition.key, None, false).expect("a page");
            assert!(!one.sql.is_empty() && one.facts.len() >= 6, "{}", definition.key);
        }
    }
}
