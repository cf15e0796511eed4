//! The definitions of a place: those the program brings and those people of the place wrote, every version of each.

use std::cmp::Reverse;
use std::sync::Arc;

use measures::Definition;
use model::day::Day;
use model::id::Id;
use store::{Filter, Kind, Row, View};

use crate::error::Result;
use crate::measured;
use crate::site::{Reader, latest};

/// A version that people of the place saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Who saved it.
    pub by: String,
    /// Why.
    pub reason: String,
    /// The day from which it holds.
    pub since: Day,
    /// The hash of the document of what earlier snapshots give by it.
    restated: Option<String>,
}

/// A version of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The definition.
    pub definition: Arc<Definition>,
    /// Who saved it, where it is the place's own; the program's own otherwise.
    pub saved: Option<Saved>,
}

impl Version {
    fn of(row: &Row) -> Option<Version> {
        let definition = Arc::new(Definition::parse(row.text("content")?).ok()?);
        let saved = Saved {
            by: row.words("by"),
            reason: row.words("reason"),
            since: row.day("since")?,
            restated: row.maybe("restated"),
        };
        Some(Version { definition, saved: Some(saved) })
    }

    /// The first day on which it held; `None` for the program's, which hold from the beginning.
    pub fn since(&self) -> Option<Day> {
        self.saved.as_ref().map(|s| s.since)
    }
}

/// The definitions of a place as of a day.
#[derive(Clone, Debug)]
pub struct Library {
    /// Those in force, in the order of their keys.
    pub current: Vec<Arc<Definition>>,
    /// Every version there is, also of later days: by key, the place's own before the program's, the latest first.
    all: Vec<Version>,
    day: Day,
}

impl Library {
    /// The definitions that the program brings, with these, which nobody saved, in their place or beside them on a day.
    pub fn with(own: Vec<Definition>, day: Day) -> Library {
        let saved = Saved { by: String::new(), reason: String::new(), since: day, restated: None };
        let version = |d: Definition| Version { definition: Arc::new(d), saved: Some(saved.clone()) };
        Library::of(own.into_iter().map(version).collect(), day)
    }

    /// The definitions that the program brings.
    pub fn brought() -> Library {
        Library::of(Vec::new(), latest())
    }

    /// The definitions that the program brings and the versions that the place saved, as of a day.
    pub fn of(own: Vec<Version>, day: Day) -> Library {
        let brought = measured::library().iter().map(|d| Version { definition: Arc::clone(d), saved: None });
        let mut all: Vec<Version> = own.into_iter().chain(brought).collect();
        // What people of the place wrote goes before what the program brings, whatever it is numbered: nobody's own
        // definition is replaced by a new version of the program.
        let order =
            |v: &Version| (v.definition.key.clone(), v.saved.is_none(), Reverse(v.definition.version));
        all.sort_by_key(order);
        let mut current: Vec<Arc<Definition>> = Vec::new();
        for version in all.iter().filter(|v| v.since().is_none_or(|since| since <= day)) {
            if current.last().is_none_or(|last| last.key != version.definition.key) {
                current.push(Arc::clone(&version.definition));
            }
        }
        Library { current, all, day }
    }

    /// The definition with this key that is in force.
    pub fn find(&self, key: &str) -> Option<&Arc<Definition>> {
        self.current.iter().find(|d| d.key == key)
    }

    /// The definition by which a figure was computed; where that version is not known, the one in force.
    pub fn version(&self, key: &str, version: u32) -> Option<Arc<Definition>> {
        let exact = self.all.iter().map(|v| &v.definition).find(|d| d.key == key && d.version == version);
        exact.or_else(|| self.find(key)).map(Arc::clone)
    }

    /// Every version of a key that held by the day, the latest first.
    pub fn versions(&self, key: &str) -> impl Iterator<Item = &Version> {
        let held = |v: &&Version| v.since().is_none_or(|since| since <= self.day);
        self.all.iter().filter(move |v| v.definition.key == key).filter(held)
    }

    /// The versions of a key by which earlier snapshots were restated, with their documents, the latest first.
    pub(super) fn restated(&self, key: &str) -> impl Iterator<Item = (&Arc<Definition>, &str)> {
        self.versions(key).filter_map(|v| Some((&v.definition, v.saved.as_ref()?.restated.as_deref()?)))
    }

    /// The keys of which there are such versions.
    pub(super) fn restating(&self) -> impl Iterator<Item = &str> {
        let keys = self.current.iter().map(|d| d.key.as_str());
        keys.filter(|key| self.restated(key).next().is_some())
    }

    /// Whether people of the place wrote the one in force.
    pub fn is_own(&self, key: &str) -> bool {
        self.versions(key).next().is_some_and(|v| v.saved.is_some())
    }
}

impl Reader {
    /// The definitions of a place as they stand last.
    ///
    /// # Errors
    /// The store's.
    pub fn library(&self, place: Id) -> Result<Library> {
        self.library_on(place, latest())
    }

    /// The definitions of a place that were in force on a day.
    ///
    /// # Errors
    /// The store's.
    pub fn library_on(&self, place: Id, day: Day) -> Result<Library> {
        let rows = self.rows.rows(Kind::Definition, &Filter::Place(place), View::of(latest()))?;
        Ok(Library::of(rows.iter().filter_map(Version::of).collect(), day))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use measures::Definition;
    use testkit::day;

    use super::{Library, Saved, Version};
    use crate::measured::library;

    fn own(key: &str, version: u32, since: &str) -> Version {
        let like = library().iter().find(|d| d.key == "cin_open").map(|d| (**d).clone()).expect("there");
        let saved = Saved { by: "A".into(), reason: "B".into(), since: day(since), restated: None };
        Version { definition: Arc::new(Definition { key: key.into(), version, ..like }), saved: Some(saved) }
    }

    #[test]
    fn each_day_has_the_version_in_force_and_every_version_stays() {
        let own = || {
            vec![
                own("cin_open", 2, "2026-01-10"),
                own("cin_open", 3, "2026-02-01"),
                own("ours", 1, "2026-02-01"),
            ]
        };
        let version = |iso: &str, key: &str| Library::of(own(), day(iso)).find(key).map(|d| d.version);
        assert_eq!(version("2026-01-09", "cin_open"), Some(1));
        assert_eq!(version("2026-01-10", "cin_open"), Some(2));
        assert_eq!(version("2026-02-01", "cin_open"), Some(3));
        assert_eq!((version("2026-01-31", "ours"), version("2026-02-01", "ours")), (None, Some(1)));
        let now = Library::of(own(), day("2026-02-02"));
        let numbers: Vec<u32> = now.versions("cin_open").map(|v| v.definition.version).collect();
        assert_eq!(numbers, [3, 2, 1]);
        assert_eq!(now.version("cin_open", 2).map(|d| d.version), Some(2));
        assert!(now.is_own("cin_open") && now.is_own("ours") && !now.is_own("cpp_open"));
        assert_eq!(now.current.len(), library().len() + 1);
    }
}
