//! What is kept already: the plan as a tree, what the last import left, documents met before.

use intake::reading::Reading;
use model::day::Day;
use model::id::Id;
use store::{EventFilter, Filter, Kind, View};

use crate::error::{Error, Result};
use crate::import::apply::Words;
use crate::shape::{Node, node};
use crate::site::{Reader, latest};

/// A document that was imported before and not taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KnownDocument {
    /// Its hash.
    pub(crate) sha256: String,
    /// The name it had.
    pub(crate) name: String,
    /// The plan it went into.
    pub(crate) plan: Option<Id>,
}

/// The documents of a reading whose very bytes were imported before, and nothing of them left out.
pub(crate) fn known_documents(reader: &Reader, reading: &Reading) -> Result<Vec<KnownDocument>> {
    let mut known: Vec<KnownDocument> = Vec::new();
    for place in reader.rows.places()? {
        for row in reader.rows.rows(Kind::Import, &Filter::Place(place), View::of(latest()))? {
            let sha256 = row.words("sha256");
            if row.int("left_out").unwrap_or(0) == 0
                && reading.documents.iter().any(|d| d.sha256 == sha256)
                && !known.iter().any(|k| k.sha256 == sha256)
            {
                known.push(KnownDocument { sha256, name: row.words("name"), plan: row.plan });
            }
        }
    }
    Ok(known)
}

/// The plan as it stands on the day, as a tree with its identities.
pub(crate) fn tree(reader: &Reader, plan: Id, day: Day) -> Result<Node> {
    let found = reader.site().plan(&reader.rows, plan, View::of(day))?;
    let plan = found.ok_or_else(|| Error::NotFound("There is no such plan".to_owned()))?;
    Ok(node::plan(&plan))
}

/// What the last import of a version of the plan left, before anybody touched it; `None` if there was none. Reports on
/// the plan, which do not touch the plan itself, and workbooks that came back filled in do not count.
pub(crate) fn last_import(reader: &Reader, plan: Id) -> Result<Option<Node>> {
    let mut last: Option<(u64, Day)> = None;
    let rows = reader.rows.rows(Kind::Import, &Filter::Plan(plan), View::of(latest()))?;
    for row in rows.iter().filter(|r| r.int("returned").is_none()) {
        let filter =
            EventFilter { batch: Some(row.id), newest_first: true, limit: 1, ..EventFilter::default() };
        if let Some(event) = reader.rows.events(&filter)?.pop()
            && last.is_none_or(|(seq, _)| event.seq > seq)
        {
            last = Some((event.seq, event.effective));
        }
    }
    let Some((seq, day)) = last else { return Ok(None) };
    Ok(crate::load::plan(&reader.rows, plan, View::known_at(day, seq))?.map(|p| node::plan(&p)))
}

/// The identities of links and spellings, which the model carries as words.
pub(crate) fn words(reader: &Reader, plan: Id) -> Result<Words> {
    let mut words = Words::new();
    for (kind, parent, text) in [(Kind::Answer, "parent", "number"), (Kind::Alias, "named", "text")] {
        for row in reader.rows.rows(kind, &Filter::Plan(plan), View::of(latest()))? {
            if let Some(parent) = row.reference(parent) {
                words.insert((parent, kind, row.words(text)), (row.id, row.revision));
            }
        }
    }
    Ok(words)
}
