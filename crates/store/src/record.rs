//! An event as it is stored: read, written, and turned into what is shown.

use model::day::Day;
use model::id::Id;
use rusqlite::{Connection, Params, Row, params};

use crate::act::{StoreError, Verb};
use crate::history::EventRow;
use crate::payload::Payload;
use crate::place_code;
use crate::schema::Kind;

/// A row of the table of events.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) seq: u64,
    pub(crate) act: u64,
    pub(crate) place: i64,
    /// 0 for none.
    pub(crate) plan: i64,
    pub(crate) kind: String,
    pub(crate) entity: i64,
    pub(crate) verb: Verb,
    pub(crate) what: String,
    pub(crate) actor: String,
    pub(crate) recorded_at: i64,
    pub(crate) effective: i64,
    pub(crate) batch: Option<i64>,
    pub(crate) undoes: Option<u64>,
    pub(crate) payload: String,
    pub(crate) salt: Vec<u8>,
    pub(crate) payload_hash: Vec<u8>,
    pub(crate) previous: Vec<u8>,
    pub(crate) hash: Vec<u8>,
    pub(crate) redacted: Option<u64>,
}

const COLUMNS: &str = "seq, act, place, plan, kind, entity, verb, what, actor, recorded_at, effective, batch, undoes, \
                       payload, salt, payload_hash, previous, hash, redacted";

/// The events that the rest of the query (after `SELECT … FROM event`) chooses.
pub(crate) fn select(db: &Connection, rest: &str, params: impl Params) -> Result<Vec<Record>, StoreError> {
    let mut statement = db.prepare_cached(&format!("SELECT {COLUMNS} FROM event {rest}"))?;
    let mut rows = statement.query(params)?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        out.push(read(row)?);
    }
    Ok(out)
}

/// Calls `each` with every event that the rest of the query chooses, one at a time.
pub(crate) fn walk(
    db: &Connection,
    rest: &str,
    params: impl Params,
    mut each: impl FnMut(Record) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut statement = db.prepare_cached(&format!("SELECT {COLUMNS} FROM event {rest}"))?;
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        each(read(row)?)?;
    }
    Ok(())
}

/// The events of one thing, by number.
pub(crate) fn of_entity(db: &Connection, id: i64) -> Result<Vec<Record>, StoreError> {
    select(db, "WHERE entity = ?1 AND verb <> 'redact' ORDER BY seq", [id])
}

fn read(row: &Row<'_>) -> Result<Record, StoreError> {
    let seq: u64 = row.get(0)?;
    let verb: String = row.get(6)?;
    Ok(Record {
        seq,
        act: row.get(1)?,
        place: row.get(2)?,
        plan: row.get(3)?,
        kind: row.get(4)?,
        entity: row.get(5)?,
        verb: Verb::from_word(&verb)
            .ok_or_else(|| StoreError::Damaged(format!("event {seq} has the unknown verb {verb}")))?,
        what: row.get(7)?,
        actor: row.get(8)?,
        recorded_at: row.get(9)?,
        effective: row.get(10)?,
        batch: row.get(11)?,
        undoes: row.get(12)?,
        payload: row.get(13)?,
        salt: row.get(14)?,
        payload_hash: row.get(15)?,
        previous: row.get(16)?,
        hash: row.get(17)?,
        redacted: row.get(18)?,
    })
}

impl Record {
    /// Writes the event; its number must be the next one.
    pub(crate) fn insert(&self, db: &Connection) -> Result<(), StoreError> {
        let mut statement = db.prepare_cached(&format!(
            "INSERT INTO event ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
        ))?;
        statement.execute(params![
            self.seq,
            self.act,
            self.place,
            self.plan,
            self.kind,
            self.entity,
            self.verb.word(),
            self.what,
            self.actor,
            self.recorded_at,
            self.effective,
            self.batch,
            self.undoes,
            self.payload,
            self.salt,
            self.payload_hash,
            self.previous,
            self.hash,
            self.redacted,
        ])?;
        Ok(())
    }

    /// The kind of the thing changed.
    pub(crate) fn kind(&self) -> Result<Kind, StoreError> {
        Kind::from_name(&self.kind).ok_or_else(|| {
            StoreError::Damaged(format!("event {} has the unknown kind {}", self.seq, self.kind))
        })
    }

    /// The event as it is shown.
    pub(crate) fn shown(self) -> Result<EventRow, StoreError> {
        let payload = Payload::from_json(&self.payload, self.seq)?;
        let kind = self.kind()?;
        Ok(EventRow {
            seq: self.seq,
            act: self.act,
            recorded_at: self.recorded_at,
            effective: day(self.effective)?,
            why: payload.why,
            batch: self.batch.and_then(Id::from_number),
            undoes: self.undoes,
            place: id(self.place)?,
            plan: Id::from_number(self.plan).filter(|p| p.number() != 0),
            kind,
            id: id(self.entity)?,
            verb: self.verb,
            before: payload.before.0,
            after: payload.after.0,
            at: payload.at.as_deref().map(place_code::decode),
            redacted: self.redacted,
            what: self.what,
            actor: self.actor,
        })
    }
}

/// The kind named in a column.
pub(crate) fn kind(row: &Row<'_>, column: usize) -> Result<Kind, StoreError> {
    let name = row.get_ref(column)?.as_str().map_err(|e| StoreError::Damaged(e.to_string()))?;
    Kind::from_name(name).ok_or_else(|| StoreError::Damaged(format!("an event has the unknown kind {name}")))
}

/// A stored number as a day.
pub(crate) fn day(number: i64) -> Result<Day, StoreError> {
    i32::try_from(number)
        .ok()
        .and_then(Day::from_number)
        .ok_or_else(|| StoreError::Damaged(format!("{number} is no day")))
}

/// A stored number as an identity.
pub(crate) fn id(number: i64) -> Result<Id, StoreError> {
    Id::from_number(number).ok_or_else(|| StoreError::Damaged(format!("{number} is no identity")))
}
