//! Appending to the record: numbers, hashes, the chain.

use model::day::Day;
use model::id::Id;
use rusqlite::{Connection, OptionalExtension};

use crate::act::{Receipt, StoreError, Verb};
use crate::chain;
use crate::entity::Entity;
use crate::payload::Payload;
use crate::record::Record;

/// Who does what, for every event of one act.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) place: i64,
    pub(crate) what: &'static str,
    pub(crate) actor: String,
    pub(crate) recorded_at: i64,
    pub(crate) batch: Option<Id>,
}

/// Writes the events of one act, one after the other.
pub(crate) struct Pen<'a> {
    db: &'a Connection,
    head: Head,
    first: u64,
    next: u64,
    previous: Vec<u8>,
}

impl<'a> Pen<'a> {
    /// Begins an act after the last event there is.
    pub(crate) fn new(db: &'a Connection, head: Head) -> Result<Pen<'a>, StoreError> {
        let last: u64 =
            db.prepare_cached("SELECT coalesce(max(seq), 0) FROM event")?.query_row([], |r| r.get(0))?;
        let previous = db
            .prepare_cached("SELECT hash FROM event WHERE place = ?1 ORDER BY seq DESC LIMIT 1")?
            .query_row([head.place], |r| r.get(0))
            .optional()?
            .unwrap_or_else(|| chain::START.to_vec());
        Ok(Pen { db, head, first: last + 1, next: last + 1, previous })
    }

    /// The number of the act: that of its first event.
    pub(crate) fn act(&self) -> u64 {
        self.first
    }

    /// The number the next event will have.
    pub(crate) fn next(&self) -> u64 {
        self.next
    }

    /// What was written.
    pub(crate) fn receipt(&self) -> Receipt {
        Receipt { first_event: self.first, last_event: self.next - 1 }
    }

    /// Writes an event about a thing.
    pub(crate) fn write(
        &mut self,
        entity: &Entity,
        (verb, undoes): (Verb, Option<u64>),
        day: i64,
        payload: &Payload,
    ) -> Result<(), StoreError> {
        let (salt, json) = (chain::salt()?, payload.to_json()?);
        let mut event = Record {
            seq: self.next,
            act: self.first,
            place: self.head.place,
            plan: entity.plan,
            kind: entity.kind.name().to_owned(),
            entity: entity.id,
            verb,
            what: self.head.what.to_owned(),
            actor: self.head.actor.clone(),
            recorded_at: self.head.recorded_at,
            effective: day,
            batch: self.head.batch.map(Id::number),
            undoes,
            payload_hash: chain::payload_hash(&salt, &json),
            payload: json,
            salt,
            previous: std::mem::take(&mut self.previous),
            hash: Vec::new(),
            redacted: None,
        };
        event.hash = chain::event_hash(&event);
        event.insert(self.db)?;
        self.previous = event.hash;
        self.next += 1;
        Ok(())
    }
}

/// A day as stored.
pub(crate) fn number(day: Day) -> i64 {
    i64::from(day.number())
}
