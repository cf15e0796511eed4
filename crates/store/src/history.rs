//! Events as they are shown.

use model::at::At;
use model::day::Day;
use model::id::Id;

use crate::act::Verb;
use crate::schema::Kind;
use crate::value::Value;

/// One recorded change.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRow {
    /// Its number: known from then on.
    pub seq: u64,
    /// The act it is part of: the number of that act's first event.
    pub act: u64,
    /// What was done: `target date revised`.
    pub what: String,
    /// Who did it.
    pub actor: String,
    /// When it was recorded: milliseconds since 1970, UTC.
    pub recorded_at: i64,
    /// The day from which it holds.
    pub effective: Day,
    /// Why.
    pub why: Option<String>,
    /// The import it is part of.
    pub batch: Option<Id>,
    /// The act it undoes.
    pub undoes: Option<u64>,
    /// The place.
    pub place: Id,
    /// The plan, if any.
    pub plan: Option<Id>,
    /// The kind of thing changed.
    pub kind: Kind,
    /// The thing changed (for a redaction: the place).
    pub id: Id,
    /// What happened to it.
    pub verb: Verb,
    /// The touched fields before, in order; empty for a creation.
    pub before: Vec<(String, Value)>,
    /// The touched fields after.
    pub after: Vec<(String, Value)>,
    /// Where in a document it was read.
    pub at: Option<At>,
    /// A passage of it was erased; the number of the last redaction that touched it.
    pub redacted: Option<u64>,
}

/// Which events to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// Of this place.
    pub place: Option<Id>,
    /// Of this plan.
    pub plan: Option<Id>,
    /// Of this thing.
    pub id: Option<Id>,
    /// Of this import.
    pub batch: Option<Id>,
    /// Of this act.
    pub act: Option<u64>,
    /// From this number on.
    pub from: Option<u64>,
    /// Up to and with this number.
    pub to: Option<u64>,
    /// Newest first (otherwise oldest first).
    pub newest_first: bool,
    /// At most so many; 0 means all.
    pub limit: u32,
}
