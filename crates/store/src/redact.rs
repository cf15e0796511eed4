//! Erasing a passage everywhere it stands: in what events say, in rows of every day, in kept documents.
//!
//! The chain keeps the hashes of what was said; the redaction is itself an event that says who erased, why, and the
//! hash of everything it put in place, so that a later change still shows.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use model::day::Day;
use model::id::Id;
use rusqlite::{Connection, params};

use crate::act::{StoreError, Verb, WriteError};
use crate::fold::{self, Step};
use crate::passage::Passage;
use crate::payload::{Pairs, Payload};
use crate::pen::{self, Head, Pen};
use crate::record;
use crate::schema::{Kind, Type};
use crate::value::Value;
use crate::write::invalid;
use crate::{chain, entity, rows};

/// What is to be erased, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redact {
    /// The place.
    pub place: Id,
    /// The passage: whole words, in any case, with any white space between them.
    pub passage: String,
    /// Who erases it.
    pub actor: String,
    /// Why; the passage is erased here too.
    pub why: String,
    /// When: milliseconds since 1970, UTC.
    pub recorded_at: i64,
    /// The day.
    pub effective: Day,
    /// Empty the kept documents that cannot be searched (their hash and name stay).
    pub empty_unsearchable: bool,
}

/// What was erased.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// The event that records it; `None` where the passage stood nowhere and nothing was written.
    pub event: Option<u64>,
    /// In how many events it stood.
    pub events: u64,
    /// How many things' rows were made again.
    pub things: u64,
    /// The documents in which it stood.
    pub documents: Vec<String>,
    /// Kept documents that are no text and could not be searched.
    pub unsearchable: Vec<String>,
    /// The write-ahead log was emptied; otherwise somebody was reading, and it holds the passage until it is next
    /// emptied (at the latest when the store is closed).
    pub log_emptied: bool,
    /// Backups in the data directory, which may still hold it.
    pub backups: Vec<PathBuf>,
}

pub(crate) fn redact(db: &Connection, request: &Redact) -> Result<Erased, WriteError> {
    let Some(passage) = Passage::new(&request.passage) else {
        return Err(invalid(
            "a passage needs at least three letters or digits, so that nothing else is erased with it",
        ));
    };
    let place = request.place.number();
    let Some(entity) = entity::find(db, place)?.filter(|e| e.kind == Kind::Place) else {
        return Err(WriteError::NotFound { kind: Kind::Place, id: request.place });
    };
    let head = Head {
        place,
        what: "passage redacted",
        actor: request.actor.clone(),
        recorded_at: request.recorded_at,
        batch: None,
    };
    let mut pen = Pen::new(db, head)?;
    let mut out = Erased::default();
    let (replaced, things) = payloads(db, place, &passage, pen.next())?;
    for id in &things {
        again(db, *id)?;
    }
    documents(db, request, &passage, &mut out)?;
    out.events = u64::try_from(replaced.len()).unwrap_or(u64::MAX);
    out.things = u64::try_from(things.len()).unwrap_or(u64::MAX);
    if replaced.is_empty() && out.documents.is_empty() {
        return Ok(out);
    }
    let why = passage.erase(&request.why).unwrap_or_else(|| request.why.clone());
    let payload = Payload { why: Some(why), redacted: replaced, ..Payload::default() };
    out.event = Some(pen.next());
    pen.write(&entity, (Verb::Redact, None), pen::number(request.effective), &payload)?;
    Ok(out)
}

/// New payloads (number and hash in hexadecimal), and the things whose rows have to be made again.
type Replaced = (Vec<(u64, String)>, BTreeSet<i64>);

/// Replaces the payloads of the place's events in which the passage stands.
fn payloads(db: &Connection, place: i64, passage: &Passage, by: u64) -> Result<Replaced, StoreError> {
    let (mut replaced, mut things) = (Vec::new(), BTreeSet::new());
    let mut found = Vec::new();
    record::walk(db, "WHERE place = ?1 ORDER BY seq", [place], |event| {
        let kind = event.kind()?;
        if let Some(payload) = without(kind, Payload::from_json(&event.payload, event.seq)?, passage) {
            found.push((event.seq, event.entity, event.verb, payload));
        }
        Ok(())
    })?;
    let mut update = db.prepare("UPDATE event SET payload = ?2, salt = ?3, redacted = ?4 WHERE seq = ?1")?;
    for (seq, entity, verb, payload) in found {
        let (salt, json) = (chain::salt()?, payload.to_json()?);
        update.execute(params![seq, json, salt, by])?;
        replaced.push((seq, chain::hex(&chain::payload_hash(&salt, &json))));
        if verb != Verb::Redact {
            things.insert(entity);
        }
    }
    Ok((replaced, things))
}

/// The payload without the passage; `None` where it does not stand in it. Only free text is searched: a word of the
/// schema's own lists names no child.
fn without(kind: Kind, mut payload: Payload, passage: &Passage) -> Option<Payload> {
    let mut changed = false;
    let mut text = |text: &mut String| {
        if let Some(erased) = passage.erase(text) {
            *text = erased;
            changed = true;
        }
    };
    for part in [&mut payload.why, &mut payload.at].into_iter().flatten() {
        text(part);
    }
    let Payload { before: Pairs(before), after: Pairs(after), .. } = &mut payload;
    for (name, value) in before.iter_mut().chain(after.iter_mut()) {
        let free = kind.def().field(name).is_none_or(|f| f.ty == Type::Text);
        if let (true, Value::Text(words)) = (free, value) {
            text(words);
        }
    }
    changed.then_some(payload)
}

/// Makes a thing's rows again.
fn again(db: &Connection, id: i64) -> Result<(), StoreError> {
    let Some(entity) = entity::find(db, id)? else { return Ok(()) };
    let mut steps = record::of_entity(db, id)?.iter().map(Step::of).collect::<Result<Vec<_>, _>>()?;
    fold::order(&mut steps);
    let timeline = fold::timeline(entity.kind, &steps);
    match timeline.first() {
        Some(first) => rows::replace_from(db, entity.kind, (entity.plan, id), first.from, &timeline),
        None => Ok(()),
    }
}

/// Erases the passage in the kept documents of the place (those its imports name, and those no import names).
fn documents(
    db: &Connection,
    request: &Redact,
    passage: &Passage,
    out: &mut Erased,
) -> Result<(), StoreError> {
    let mut statement = db.prepare(
        "SELECT sha256, name FROM document WHERE length(bytes) > 0 AND (sha256 NOT IN (SELECT sha256 FROM import) \
         OR sha256 IN (SELECT i.sha256 FROM import i JOIN entity e ON e.id = i.id WHERE e.place = ?1)) ORDER BY sha256",
    )?;
    let listed: Vec<(String, String)> = statement
        .query_map([request.place.number()], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (sha256, name) in listed {
        let bytes: Vec<u8> =
            db.query_row("SELECT bytes FROM document WHERE sha256 = ?1", [&sha256], |r| r.get(0))?;
        let shown = passage.erase(&name).unwrap_or_else(|| name.clone());
        let (text, searchable) = match String::from_utf8(bytes) {
            Ok(text) => (passage.erase(&text), true),
            Err(_) => (None, false),
        };
        if !searchable {
            out.unsearchable.push(shown.clone());
        }
        let bytes = match text {
            Some(text) => text.into_bytes(),
            None if !searchable && request.empty_unsearchable => Vec::new(),
            None if shown == name => continue,
            None => {
                db.execute("UPDATE document SET name = ?2 WHERE sha256 = ?1", params![sha256, shown])?;
                out.documents.push(shown);
                continue;
            }
        };
        db.execute(
            "UPDATE document SET name = ?2, bytes = ?3, redacted = 1 WHERE sha256 = ?1",
            params![sha256, shown, bytes],
        )?;
        out.documents.push(shown);
    }
    Ok(())
}

/// The backups in the data directory.
pub(crate) fn backups(folder: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path());
    let mut found: Vec<PathBuf> = files.filter(|p| p.extension().is_some_and(|x| x == "db")).collect();
    found.sort();
    found
}
