//! What people said of a council's columns: kept as a setting of its place with the import it was said for, used for its
//! next documents, and taken back with that import.

use intake::columns::Corrections;
use intake::reading::Reading;
use model::id::Id;
use store::{Change, Filter, Kind, Row, Value, View};

use super::{Choices, which};
use crate::error::Result;
use crate::site::{Desk, Reader, latest};

/// The key of the setting.
const KEY: &str = "columns";

impl Reader {
    /// What was said of the columns of the places that this reading's plans belong to.
    ///
    /// # Errors
    /// The store's.
    pub fn columns_known(&self, reading: &Reading, choices: &Choices) -> Result<Corrections> {
        let mut known = Corrections::default();
        let none = model::plan::Plan::default();
        let drafts = reading.plans.iter().chain(reading.plans.is_empty().then_some(&none));
        for draft in drafts {
            let name = which::place_name(self, reading, draft, choices)?;
            if let Some(place) = which::place(self, &name)? {
                known.add(&held(self, place.id)?.map(|(_, held)| held).unwrap_or_default());
            }
        }
        Ok(known)
    }
}

/// What is kept of a place, with its row.
fn held(reader: &Reader, place: Id) -> Result<Option<(Row, Corrections)>> {
    let rows = reader.rows.rows(Kind::Setting, &Filter::Place(place), View::of(latest()))?;
    Ok(rows.into_iter().find(|r| r.text("key") == Some(KEY)).map(|row| {
        // What another version wrote and this one cannot read is as if nothing had been said.
        let said = row.text("value").and_then(|v| serde_json::from_str(v).ok()).unwrap_or_default();
        (row, said)
    }))
}

/// The change that keeps what was said for this import, if it is more than what is kept.
pub(super) fn keep(
    desk: &mut Desk<'_>,
    reader: &Reader,
    place: Id,
    said: &Corrections,
) -> Result<Option<Change>> {
    if said.is_empty() {
        return Ok(None);
    }
    let kept = held(reader, place)?;
    let mut all = kept.as_ref().map(|(_, held)| held.clone()).unwrap_or_default();
    all.add(said);
    if kept.as_ref().is_some_and(|(_, held)| *held == all) {
        return Ok(None);
    }
    let value = ("value", Value::from(serde_json::to_string(&all).unwrap_or_default()));
    Ok(Some(match kept {
        Some((row, _)) => Change::set(Kind::Setting, row.id, row.revision, vec![value]),
        None => Change::create(Kind::Setting, desk.id(), None, vec![("key", Value::from(KEY)), value]),
    }))
}
