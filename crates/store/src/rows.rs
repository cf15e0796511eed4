//! The temporal rows in SQL: statements generated from the schema, written and read.

use std::sync::LazyLock;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, params, params_from_iter};

use crate::act::StoreError;
use crate::fold::{Segment, State};
use crate::schema::Kind;
use crate::value::Value;

/// The statements of one kind.
pub(crate) struct Statements {
    insert: String,
    until: String,
    drop_from: String,
    all_of: String,
    /// `event, withdrawn, position, at` and the fields, each with the alias `r`.
    pub(crate) columns: String,
}

static STATEMENTS: LazyLock<Vec<Statements>> =
    LazyLock::new(|| Kind::ALL.iter().map(|k| statements(*k)).collect());

/// The statements of this kind.
pub(crate) fn of(kind: Kind) -> &'static Statements {
    // `Kind::ALL` lists the variants in the order of their discriminants, so the index exists.
    &STATEMENTS[kind as usize]
}

fn statements(kind: Kind) -> Statements {
    let (name, fields) = (kind.name(), kind.def().fields);
    let listed: String = fields.iter().map(|f| format!(", \"{}\"", f.name)).collect();
    let aliased: String = fields.iter().map(|f| format!(", r.\"{}\"", f.name)).collect();
    let marks = ", ?".repeat(fields.len());
    Statements {
        insert: format!(
            "INSERT INTO \"{name}\" (plan, id, valid_from, valid_to, event, withdrawn, position, at{listed}) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?{marks})"
        ),
        until: format!("UPDATE \"{name}\" SET valid_to = ?4 WHERE plan = ?1 AND id = ?2 AND valid_from = ?3"),
        drop_from: format!("DELETE FROM \"{name}\" WHERE plan = ?1 AND id = ?2 AND valid_from >= ?3"),
        all_of: format!(
            "SELECT valid_from, valid_to, event, withdrawn, position, at{listed} FROM \"{name}\" \
             WHERE plan = ?1 AND id = ?2 ORDER BY valid_from"
        ),
        columns: format!("r.event, r.withdrawn, r.position, r.at{aliased}"),
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

/// Writes the part of a thing's timeline that begins on `from` or later, in place of what stood there; what begins
/// before is as it was but for the day it ends.
pub(crate) fn replace_from(
    db: &Connection,
    kind: Kind,
    (plan, id): (i64, i64),
    from: i64,
    timeline: &[Segment],
) -> Result<(), StoreError> {
    let sql = of(kind);
    db.prepare_cached(&sql.drop_from)?.execute(params![plan, id, from])?;
    if let Some(before) = timeline.iter().rev().find(|s| s.from < from) {
        db.prepare_cached(&sql.until)?.execute(params![plan, id, before.from, before.to])?;
    }
    timeline.iter().filter(|s| s.from >= from).try_for_each(|s| insert(db, kind, (plan, id), s))
}

/// Writes one segment of a thing.
pub(crate) fn insert(
    db: &Connection,
    kind: Kind,
    (plan, id): (i64, i64),
    segment: &Segment,
) -> Result<(), StoreError> {
    let state = &segment.state;
    let head: [&dyn ToSql; 8] =
        [&plan, &id, &segment.from, &segment.to, &state.event, &state.withdrawn, &state.position, &state.at];
    let fields = state.values.iter().map(|v| v as &dyn ToSql);
    db.prepare_cached(&of(kind).insert)?.execute(params_from_iter(head.into_iter().chain(fields)))?;
    Ok(())
}

/// Every stored segment of a thing, by day.
pub(crate) fn all_of(
    db: &Connection,
    kind: Kind,
    (plan, id): (i64, i64),
) -> Result<Vec<Segment>, StoreError> {
    let mut statement = db.prepare_cached(&of(kind).all_of)?;
    let mut rows = statement.query([plan, id])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        out.push(Segment { from: row.get(0)?, to: row.get(1)?, state: state(kind, row, 2)? });
    }
    Ok(out)
}

/// Reads a state whose columns ([`Statements::columns`]) begin at `first`.
pub(crate) fn state(kind: Kind, row: &rusqlite::Row<'_>, first: usize) -> Result<State, StoreError> {
    let fields = kind.def().fields;
    let mut values = Vec::with_capacity(fields.len());
    for index in 0..fields.len() {
        values.push(value(row.get_ref(first + 4 + index)?)?);
    }
    Ok(State {
        event: row.get(first)?,
        withdrawn: row.get(first + 1)?,
        position: row.get(first + 2)?,
        at: row.get(first + 3)?,
        values,
    })
}

/// A column's value.
pub(crate) fn value(stored: ValueRef<'_>) -> Result<Value, StoreError> {
    match stored {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(number) => Ok(Value::Int(number)),
        ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Value::Text(text.to_owned())),
            Err(_) => Err(StoreError::Damaged("a text is not UTF-8".to_owned())),
        },
        other => Err(StoreError::Damaged(format!("a column holds {:?}", other.data_type()))),
    }
}
