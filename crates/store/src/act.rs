//! What is asked of the one door: an act and its changes, the receipt, and the refusals.

use std::fmt;

use model::at::At;
use model::day::Day;
use model::id::Id;
use thiserror::Error;

use crate::history::EventRow;
use crate::schema::Kind;
use crate::value::Value;

/// One thing somebody did: one or many changes that are kept together or not at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// What was done, in the past: `target date revised`.
    pub what: &'static str,
    /// The place it belongs to; its chain takes the events.
    pub place: Id,
    /// Who did it: a name that may stand in the chain for ever.
    pub actor: String,
    /// When it was recorded: milliseconds since 1970, UTC.
    pub recorded_at: i64,
    /// The day from which it holds.
    pub effective: Day,
    /// Why, in the actor's words.
    pub why: Option<String>,
    /// The import it is part of.
    pub batch: Option<Id>,
    /// What changes. Changes that would change nothing are left out of the record.
    pub changes: Vec<Change>,
}

/// A change of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its kind.
    pub kind: Kind,
    /// Its identity.
    pub id: Id,
    /// What happens to it.
    pub op: Op,
    /// Where in a document this was read; `None` for what a person typed (a thing keeps the place it had).
    pub at: Option<At>,
}

impl Change {
    /// A new thing of a plan (or of the place alone, where `plan` is `None`).
    pub fn create(kind: Kind, id: Id, plan: Option<Id>, fields: Vec<(&'static str, Value)>) -> Change {
        Change { kind, id, op: Op::Create { plan, position: None, fields }, at: None }
    }

    /// New values for some fields of a thing seen at revision `expect`.
    pub fn set(kind: Kind, id: Id, expect: u32, fields: Vec<(&'static str, Value)>) -> Change {
        Change { kind, id, op: Op::Set { expect, fields }, at: None }
    }

    /// A thing seen at revision `expect` is withdrawn.
    pub fn withdraw(kind: Kind, id: Id, expect: u32) -> Change {
        Change { kind, id, op: Op::Withdraw { expect }, at: None }
    }

    /// A withdrawn thing seen at revision `expect` comes back.
    pub fn restore(kind: Kind, id: Id, expect: u32) -> Change {
        Change { kind, id, op: Op::Restore { expect }, at: None }
    }

    /// The same change, read at this place in a document.
    #[must_use]
    pub fn at(mut self, at: At) -> Change {
        self.at = Some(at);
        self
    }

    /// The same creation, at this position among its kind in the plan (elsewhere without effect).
    #[must_use]
    pub fn position(mut self, to: i64) -> Change {
        if let Op::Create { position, .. } = &mut self.op {
            *position = Some(to);
        }
        self
    }
}

/// What happens to a thing.
#[derive(Clone, Debug, PartialEq)]
pub enum Op {
    /// It begins. Fields not named hold nothing.
    Create {
        /// Its plan, for ever; `None` for what belongs to the place alone. A plan belongs to itself.
        plan: Option<Id>,
        /// Its position among its kind in the plan; without one it stands last.
        position: Option<i64>,
        /// Its fields.
        fields: Vec<(&'static str, Value)>,
    },
    /// Fields take new values.
    Set {
        /// The revision seen by whoever changes it.
        expect: u32,
        /// The new values; `("position", Value::Int(n))` moves it.
        fields: Vec<(&'static str, Value)>,
    },
    /// It no longer counts.
    Withdraw {
        /// The revision seen.
        expect: u32,
    },
    /// It counts again.
    Restore {
        /// The revision seen.
        expect: u32,
    },
}

/// What the store promises to keep: given only after the commit is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The number of the first event, which also names the act.
    pub first_event: u64,
    /// The number of the last event; one less than `first_event` where nothing changed.
    pub last_event: u64,
}

impl Receipt {
    /// How many events were written.
    pub fn events(&self) -> u64 {
        (self.last_event + 1).saturating_sub(self.first_event)
    }
}

/// Somebody else changed the thing since it was seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Its kind.
    pub kind: Kind,
    /// Its identity.
    pub id: Id,
    /// The revision seen.
    pub seen: u32,
    /// The revision now.
    pub now: u32,
    /// What happened in between, oldest first.
    pub since: Vec<EventRow>,
}

/// Why nothing was written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// Something was changed by somebody else in the meantime; show it and let the person decide.
    #[error("{}", conflicts(.0))]
    Conflict(Vec<Conflict>),
    /// There is no such thing in this place.
    #[error("there is no {} {id} in this place", kind.name())]
    NotFound {
        /// The kind asked for.
        kind: Kind,
        /// The identity asked for.
        id: Id,
    },
    /// The change makes no sense; the sentence says why.
    #[error("{0}")]
    Invalid(String),
    /// The database or the disk refused.
    #[error("{0}")]
    Io(#[from] StoreError),
}

impl From<rusqlite::Error> for WriteError {
    fn from(error: rusqlite::Error) -> WriteError {
        WriteError::Io(error.into())
    }
}

fn conflicts(all: &[Conflict]) -> String {
    let names: Vec<String> = all.iter().map(|c| format!("{} {}", c.kind.name(), c.id)).collect();
    format!("changed by somebody else in the meantime: {}", names.join(", "))
}

/// The database or the disk failed, or what it holds is damaged.
#[derive(Debug, Error)]
pub enum StoreError {
    /// SQLite's own words.
    #[error("the database refused: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which file.
        path: String,
        /// The system's words.
        source: std::io::Error,
    },
    /// Something stored cannot be understood.
    #[error("the store is damaged: {0}")]
    Damaged(String),
    /// The store was closed, or the work failed, before there was an answer.
    #[error("the store gave no answer: whether this was kept shows when the page is opened again")]
    Closed,
}

impl StoreError {
    /// A failure on a file.
    pub(crate) fn file(path: &std::path::Path, source: std::io::Error) -> StoreError {
        StoreError::File { path: path.display().to_string(), source }
    }
}

/// What kind of change an event records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verb {
    /// A thing began.
    Create,
    /// Fields took new values.
    Set,
    /// It was withdrawn.
    Withdraw,
    /// It came back.
    Restore,
    /// What an earlier act did to it was taken back: that act no longer counts for it, on any day.
    Undo,
    /// A passage was erased from the record.
    Redact,
}

impl Verb {
    /// Every verb.
    pub const ALL: [Verb; 6] =
        [Verb::Create, Verb::Set, Verb::Withdraw, Verb::Restore, Verb::Undo, Verb::Redact];

    /// The word kept.
    pub fn word(self) -> &'static str {
        match self {
            Verb::Create => "create",
            Verb::Set => "set",
            Verb::Withdraw => "withdraw",
            Verb::Restore => "restore",
            Verb::Undo => "undo",
            Verb::Redact => "redact",
        }
    }

    /// The verb with this word.
    pub fn from_word(word: &str) -> Option<Verb> {
        Verb::ALL.into_iter().find(|v| v.word() == word)
    }
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
