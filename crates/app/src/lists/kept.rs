//! What is known of kept snapshots on a day: the days, their figures, the definitions they were computed by.

use std::collections::BTreeMap;
use std::sync::Arc;

use measures::Definition;
use model::day::Day;
use model::id::Id;
use store::{Filter, Kind, Row, View};

use super::figures;
use crate::error::Result;
use crate::measured::{self, Measured};
use crate::site::{Reader, latest};

/// A kept snapshot.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Its identity.
    pub id: Id,
    /// The revision seen.
    pub revision: u32,
    /// The hash of its files.
    pub hash: String,
    /// The day it speaks of.
    pub as_at: Day,
    /// The last day on which rows about children are kept.
    pub ends: Day,
    /// The lists delivered with their numbers of rows.
    pub lists: Vec<(String, u64)>,
    /// Faults found by each rule of data quality that looked at rows.
    pub quality: BTreeMap<String, u64>,
    /// Teams without a service, with their numbers of rows.
    pub unmapped: Vec<(String, u64)>,
    /// Cells that stayed empty because what was written could not be taken.
    pub rejected: i64,
    /// Children's numbers were replaced by pseudonyms.
    pub pseudonyms: bool,
    /// The hash of the document of figures.
    pub figures: String,
    /// That of those computed when it was kept, where they were restated.
    pub first_figures: Option<String>,
    event: u64,
}

impl Kept {
    fn of(row: &Row) -> Option<Kept> {
        let json = |name: &str| row.text(name).and_then(|t| serde_json::from_str(t).ok());
        let pairs = |value: serde_json::Value| -> Vec<(String, u64)> {
            let all = value.as_object().into_iter().flatten();
            all.filter_map(|(k, v)| Some((k.clone(), v.as_u64()?))).collect()
        };
        Some(Kept {
            id: row.id,
            revision: row.revision,
            hash: row.words("hash"),
            as_at: row.day("as_at")?,
            ends: row.day("ends")?,
            lists: json("lists").map(pairs).unwrap_or_default(),
            quality: json("quality").map(pairs).unwrap_or_default().into_iter().collect(),
            unmapped: json("unmapped").map(pairs).unwrap_or_default(),
            rejected: row.int("rejected").unwrap_or(0),
            pseudonyms: row.flag("pseudonyms"),
            figures: row.words("figures"),
            first_figures: row.maybe("first_figures"),
            event: row.event,
        })
    }

    /// How many rows there were in all.
    pub fn rows(&self) -> u64 {
        self.lists.iter().map(|(_, n)| n).sum()
    }

    /// How many faults the rules of data quality found.
    pub fn faults(&self) -> u64 {
        self.quality.values().sum()
    }
}

/// The definitions of a place: those the program brings, and those people wrote, every version.
#[derive(Clone, Debug)]
pub struct Library {
    /// The latest of each, in the order of their keys.
    pub current: Vec<Arc<Definition>>,
    earlier: Vec<Arc<Definition>>,
}

impl Library {
    /// The definitions that the program brings, with these of a place.
    pub fn with(own: Vec<Definition>) -> Library {
        let mut library = Library { current: measured::library().to_vec(), earlier: Vec::new() };
        for definition in own.into_iter().map(Arc::new) {
            match library.current.iter_mut().find(|d| d.key == definition.key) {
                Some(there) if there.version < definition.version => {
                    library.earlier.push(std::mem::replace(there, definition));
                }
                Some(_) => library.earlier.push(definition),
                None => library.current.push(definition),
            }
        }
        library.current.sort_by(|a, b| a.key.cmp(&b.key));
        library
    }

    /// The latest definition with this key.
    pub fn find(&self, key: &str) -> Option<&Arc<Definition>> {
        self.current.iter().find(|d| d.key == key)
    }

    /// The definition by which a figure was computed; where that version is not known, the latest of its key.
    pub fn version(&self, key: &str, version: u32) -> Option<Arc<Definition>> {
        let exact = self.current.iter().chain(&self.earlier).find(|d| d.key == key && d.version == version);
        exact.or_else(|| self.find(key)).map(Arc::clone)
    }

    /// Every version of a key that is known, the latest first.
    pub fn versions(&self, key: &str) -> Vec<&Arc<Definition>> {
        let mut all: Vec<_> = self.current.iter().chain(&self.earlier).filter(|d| d.key == key).collect();
        all.sort_by_key(|d| std::cmp::Reverse(d.version));
        all
    }
}

impl Reader {
    /// The snapshots of a place that are known on a day, in the order of their days; of several of one day the one kept
    /// last.
    ///
    /// # Errors
    /// The store's (so for all below).
    pub fn snapshots(&self, place: Id, day: Day) -> Result<Vec<Kept>> {
        let rows = self.rows.rows(Kind::Snapshot, &Filter::Place(place), View::of(day))?;
        let mut by_day: BTreeMap<Day, Kept> = BTreeMap::new();
        for kept in rows.iter().filter_map(Kept::of) {
            match by_day.get(&kept.as_at) {
                Some(there) if there.event > kept.event => {}
                _ => drop(by_day.insert(kept.as_at, kept)),
            }
        }
        Ok(by_day.into_values().collect())
    }

    /// The definitions of a place.
    pub fn library(&self, place: Id) -> Result<Library> {
        let rows = self.rows.rows(Kind::Definition, &Filter::Place(place), View::of(latest()))?;
        let own = rows.iter().filter_map(|r| Definition::parse(r.text("content")?).ok());
        Ok(Library::with(own.collect()))
    }

    /// Every figure of a snapshot.
    pub fn figures(&self, kept: &Kept, library: &Library) -> Result<Vec<Measured>> {
        let text = self.figures_text(&kept.figures)?;
        Ok(figures::all(&text, &|key, version| library.version(key, version)))
    }

    /// The figures of one measure in a snapshot; `None` where it was not computed then.
    pub fn figure(&self, kept: &Kept, key: &str, library: &Library) -> Result<Option<Measured>> {
        let text = self.figures_text(&kept.figures)?;
        Ok(figures::one(&text, key, &|key, version| library.version(key, version)))
    }

    /// The same as it was first computed, where it was restated since.
    pub fn first_figure(&self, kept: &Kept, key: &str, library: &Library) -> Result<Option<Measured>> {
        let Some(first) = &kept.first_figures else { return Ok(None) };
        let text = self.figures_text(first)?;
        Ok(figures::one(&text, key, &|key, version| library.version(key, version)))
    }

    fn figures_text(&self, hash: &str) -> Result<Arc<str>> {
        if let Some(text) = self.site().unpacked(hash) {
            return Ok(text);
        }
        let kept = self.rows.document(hash)?;
        let text = kept.and_then(|d| figures::unpack(&d.bytes));
        let damaged = || store::StoreError::Damaged(format!("the document of figures {hash} cannot be read"));
        let text: Arc<str> = text.ok_or_else(damaged)?.into();
        self.site().keep_unpacked(hash, &text);
        Ok(text)
    }
}
