//! What is known of kept snapshots on a day: the days and their figures.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::day::Day;
use model::id::Id;
use store::{Filter, Kind, Row, View};

use super::figures::{self, Blocks, Detail};
use super::library::Library;
use crate::error::Result;
use crate::measured::Measured;
use crate::site::Reader;

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
    /// That of the first delivery of its day, where this is a later one.
    first_figures: Option<String>,
    /// The day on which its rows about children were destroyed, or on which it was kept without them.
    gone: Option<Day>,
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
            first_figures: None,
            gone: row.day("gone"),
        })
    }

    /// Whether its rows about children are still here on a day.
    pub fn rows_here(&self, on: Day) -> bool {
        self.gone.is_none() && on <= self.ends
    }

    /// What became of its rows about children, in a sentence.
    pub fn rows_gone(&self) -> String {
        match self.gone {
            Some(day) if day <= self.ends => "Only figures were kept of these case lists".to_owned(),
            _ => format!("The rows about children were destroyed after {}", self.ends.long()),
        }
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

impl Reader {
    /// The snapshots of a place that are known on a day, in the order of their days; of several of one day the one kept
    /// last.
    ///
    /// # Errors
    /// The store's (so for all below).
    pub fn snapshots(&self, place: Id, day: Day) -> Result<Vec<Kept>> {
        let rows = self.rows.rows(Kind::Snapshot, &Filter::Place(place), View::of(day))?;
        let mut all: Vec<Kept> = rows.iter().filter_map(Kept::of).collect();
        // Rows stand in the order in which they were made; the sort keeps it.
        all.sort_by_key(|k| k.as_at);
        let mut by_day: BTreeMap<Day, Kept> = BTreeMap::new();
        for mut kept in all {
            if let Some(before) = by_day.remove(&kept.as_at) {
                kept.first_figures = before.first_figures.or(Some(before.figures));
            }
            by_day.insert(kept.as_at, kept);
        }
        Ok(by_day.into_values().collect())
    }

    /// Every figure of a snapshot, as it stands by the definitions of a library.
    pub fn figures(&self, kept: &Kept, library: &Library) -> Result<Vec<Measured>> {
        let find = |key: &str, version: u32| library.version(key, version);
        let mut all = self.blocks(&kept.figures, Detail::Teams)?.all(&find);
        for key in library.restating() {
            let Some(restated) = self.restated(kept, key, library)? else { continue };
            match all.iter_mut().find(|m| m.definition.key == key) {
                Some(there) => *there = restated,
                None => all.push(restated),
            }
        }
        Ok(all)
    }

    /// The figures of one measure in a snapshot, as they stand by the definitions of a library; `None` where it was not
    /// computed.
    pub fn figure(&self, kept: &Kept, key: &str, library: &Library) -> Result<Option<Measured>> {
        self.figure_in(kept, key, library, Detail::Teams)
    }

    /// The same without the numbers of teams: for a course over years, which is kept at hand.
    pub fn figure_of_services(&self, kept: &Kept, key: &str, library: &Library) -> Result<Option<Measured>> {
        self.figure_in(kept, key, library, Detail::Services)
    }

    fn figure_in(
        &self,
        kept: &Kept,
        key: &str,
        library: &Library,
        detail: Detail,
    ) -> Result<Option<Measured>> {
        if let Some(restated) = self.restated(kept, key, library)? {
            return Ok(Some(restated));
        }
        let blocks = self.blocks(&kept.figures, detail)?;
        Ok(blocks.one(key, &|key, version| library.version(key, version)))
    }

    /// What a version that was saved since makes of a measure in a snapshot.
    fn restated(&self, kept: &Kept, key: &str, library: &Library) -> Result<Option<Measured>> {
        let name = figures::restated_name(kept.as_at, &kept.hash);
        for (definition, hash) in library.restated(key) {
            let blocks = self.unpacked(hash, "restated", Blocks::of_restated)?;
            if let Some(measured) = blocks.one(&name, &|_, _| Some(Arc::clone(definition))) {
                return Ok(Some(measured));
            }
        }
        Ok(None)
    }

    /// A measure as it was first computed for the day of a snapshot, where something restated it since: a later version of
    /// its definition, or a later delivery.
    pub fn first_figure(&self, kept: &Kept, key: &str, library: &Library) -> Result<Option<Measured>> {
        let restated = self.restated(kept, key, library)?.is_some();
        let Some(first) = kept.first_figures.as_ref().or(Some(&kept.figures).filter(|_| restated)) else {
            return Ok(None);
        };
        let blocks = self.blocks(first, Detail::Services)?;
        Ok(blocks.one(key, &|key, version| library.version(key, version)))
    }

    fn blocks(&self, hash: &str, detail: Detail) -> Result<Arc<Blocks>> {
        let kind = if detail == Detail::Teams { "teams" } else { "services" };
        self.unpacked(hash, kind, |text| Blocks::of(text, detail))
    }

    /// A document of figures as it was unpacked lately, or is now.
    fn unpacked(
        &self,
        hash: &str,
        kind: &'static str,
        make: impl FnOnce(&str) -> Blocks,
    ) -> Result<Arc<Blocks>> {
        if let Some(blocks) = self.site().unpacked(kind, hash) {
            return Ok(blocks);
        }
        let kept = self.rows.document(hash)?;
        let text = kept.and_then(|d| figures::unpack(&d.bytes));
        let damaged = || store::StoreError::Damaged(format!("the document of figures {hash} cannot be read"));
        let blocks = Arc::new(make(&text.ok_or_else(damaged)?));
        self.site().keep_unpacked(kind, hash, &blocks);
        Ok(blocks)
    }
}
