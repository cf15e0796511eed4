//! Walking the chain: whether the record is what was written, apart from what was erased by a recorded act.

use std::collections::{BTreeMap, HashMap};

use model::id::Id;
use rusqlite::Connection;

use crate::act::{StoreError, Verb};
use crate::payload::Payload;
use crate::{chain, record};

/// What a walk over the record found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// How many events.
    pub events: u64,
    /// How many of them had a passage erased.
    pub redacted: u64,
    /// How many documents are kept.
    pub documents: u64,
    /// The head of each place's chain. Written down elsewhere, it shows later that no end was cut off.
    pub heads: Vec<Head>,
    /// A sentence for each thing that is not as it was written; empty when all is well.
    pub problems: Vec<String>,
}

/// The end of a place's chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The place.
    pub place: Id,
    /// The number of its last event.
    pub event: u64,
    /// That event's hash, in hexadecimal.
    pub hash: String,
}

/// Walks everything.
pub(crate) fn verify(db: &Connection) -> Result<Verification, StoreError> {
    let mut out = Verification::default();
    integrity(db, &mut out)?;
    let replaced = replacements(db, &mut out)?;
    let mut heads: BTreeMap<i64, (u64, Vec<u8>)> = BTreeMap::new();
    let mut expected = 1;
    record::walk(db, "ORDER BY seq", [], |event| {
        let seq = event.seq;
        out.events += 1;
        if seq != expected {
            out.problems.push(format!("event {expected} is missing"));
        }
        expected = seq + 1;
        let previous = heads.get(&event.place).map_or(&chain::START[..], |(_, hash)| hash);
        if event.previous != previous {
            out.problems.push(format!("event {seq} does not follow the event before it"));
        }
        if event.hash != chain::event_hash(&event) {
            out.problems.push(format!("event {seq} was altered"));
        }
        let payload = chain::payload_hash(&event.salt, &event.payload);
        match (replaced.get(&seq), event.redacted) {
            (None, None) if payload == event.payload_hash => {}
            (Some((by, hash)), Some(mark)) if *by == mark && *hash == chain::hex(&payload) => {
                out.redacted += 1;
            }
            _ => out.problems.push(format!("what event {seq} says was altered")),
        }
        heads.insert(event.place, (seq, event.hash));
        Ok(())
    })?;
    for (place, (event, hash)) in heads {
        out.heads.push(Head { place: record::id(place)?, event, hash: chain::hex(&hash) });
    }
    documents(db, &mut out)?;
    Ok(out)
}

/// For each event whose payload was replaced: the last redaction that did so, and the new payload's hash. Only
/// redactions that are themselves sound count: the last is checked against its own hash, those before it against
/// what later ones say.
fn replacements(db: &Connection, out: &mut Verification) -> Result<HashMap<u64, (u64, String)>, StoreError> {
    let mut replaced: HashMap<u64, (u64, String)> = HashMap::new();
    record::walk(db, "WHERE verb = 'redact' ORDER BY seq DESC", [], |event| {
        debug_assert_eq!(event.verb, Verb::Redact);
        let hash = chain::payload_hash(&event.salt, &event.payload);
        let sound = match replaced.get(&event.seq) {
            Some((_, later)) => *later == chain::hex(&hash),
            None => hash == event.payload_hash,
        };
        if !sound {
            out.problems.push(format!("what redaction {} says was altered", event.seq));
            return Ok(());
        }
        for (seq, hash) in Payload::from_json(&event.payload, event.seq)?.redacted {
            replaced.entry(seq).or_insert((event.seq, hash));
        }
        Ok(())
    })?;
    Ok(replaced)
}

fn integrity(db: &Connection, out: &mut Verification) -> Result<(), StoreError> {
    let mut statement = db.prepare("PRAGMA integrity_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let line: String = row.get(0)?;
        if line != "ok" {
            out.problems.push(format!("the database file: {line}"));
        }
    }
    Ok(())
}

fn documents(db: &Connection, out: &mut Verification) -> Result<(), StoreError> {
    let mut statement = db.prepare("SELECT sha256, name, bytes, redacted FROM document ORDER BY sha256")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (sha256, name): (String, String) = (row.get(0)?, row.get(1)?);
        let (bytes, redacted): (Vec<u8>, bool) = (row.get(2)?, row.get(3)?);
        out.documents += 1;
        if !redacted && chain::sha256(&bytes) != sha256 {
            out.problems.push(format!("the kept document {name} was altered"));
        }
    }
    Ok(())
}
