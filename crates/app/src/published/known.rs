//! What is known of published tables on a day, and which authority the place is.

use std::sync::Arc;

use model::day::Day;
use model::id::Id;
use store::{Filter, Kind, Row, View};

use super::keep::AUTHORITY;
use super::read::{What, read};
use super::tables::{Area, Tables};
use crate::error::Result;
use crate::lists::figures::unpack_bytes;
use crate::site::Reader;

/// A table that was loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its identity: also that of the batch by which loading it is taken back.
    pub id: Id,
    /// The file's name.
    pub name: String,
    /// Which table it is.
    pub what: Option<What>,
    /// The hash of the file.
    pub sha256: String,
    /// Who published it, in words.
    pub source: String,
    /// The day it was published or fetched.
    pub published: Option<Day>,
    /// How many rows are used.
    pub rows: i64,
    /// How many are not.
    pub rejected: i64,
    /// Who loaded it.
    pub by: String,
    /// The hash of the packed file.
    pub document: String,
    event: u64,
}

impl Kept {
    fn of(row: &Row) -> Kept {
        Kept {
            id: row.id,
            name: row.words("name"),
            what: What::from_word(&row.words("what")),
            sha256: row.words("sha256"),
            source: row.words("source"),
            published: row.day("published"),
            rows: row.int("rows").unwrap_or(0),
            rejected: row.int("rejected").unwrap_or(0),
            by: row.words("by"),
            document: row.words("document"),
            event: row.event,
        }
    }
}

/// What is known of published tables on a day.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The tables loaded, in the order of loading.
    pub kept: Vec<Kept>,
    /// What they hold together.
    pub tables: Arc<Tables>,
    /// Which authority the place is.
    pub authority: Option<Area>,
}

impl Known {
    /// Who published the values that count, in words.
    pub fn said_by(&self) -> Option<&str> {
        let values = self.kept.iter().rfind(|k| k.what == Some(What::Values));
        values.map(|k| k.source.as_str())
    }
}

impl Reader {
    /// The published tables of a place known on a day.
    ///
    /// # Errors
    /// The store's.
    pub fn published(&self, place: Id, day: Day) -> Result<Known> {
        let rows = self.rows.rows(Kind::PublishedTable, &Filter::Place(place), View::of(day))?;
        let mut kept: Vec<Kept> = rows.iter().map(Kept::of).collect();
        kept.sort_by_key(|k| k.event);
        if kept.is_empty() {
            return Ok(Known::default());
        }
        let hashes: Vec<String> = kept.iter().map(|k| k.document.clone()).collect();
        let tables = match self.site().published_tables(&hashes) {
            Some(tables) => tables,
            None => {
                let mut all = Tables::default();
                for (number, hash) in hashes.iter().enumerate() {
                    let bytes = self.rows.document(hash)?.and_then(|d| unpack_bytes(&d.bytes));
                    let damaged =
                        || store::StoreError::Damaged(format!("the published table {hash} cannot be read"));
                    let table = bytes.and_then(|b| read(&b).ok()).ok_or_else(damaged)?;
                    all.add(table.tables, number);
                }
                let all = Arc::new(all);
                self.site().keep_published_tables(&hashes, &all);
                all
            }
        };
        let settings = self.rows.rows(Kind::Setting, &Filter::Place(place), View::of(day))?;
        let code = settings.iter().find(|r| r.text("key") == Some(AUTHORITY)).and_then(|r| r.maybe("value"));
        let authority = code.and_then(|c| tables.authority(&c).cloned());
        Ok(Known { kept, tables, authority })
    }
}
