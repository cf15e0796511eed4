//! The tables, generated from the schema.

use std::fmt::Write as _;

use crate::schema::{Kind, Type};

/// The form of the core tables below; raised when they change.
pub(crate) const FORMAT: i64 = 1;

/// Marks a file as ours (`Thro` in ASCII).
pub(crate) const APPLICATION_ID: i64 = 0x5468_726f;

/// The tables that are not rebuilt: events, documents and secrets.
pub(crate) const CORE: &str = "
CREATE TABLE event (
  seq INTEGER PRIMARY KEY, act INTEGER NOT NULL, place INTEGER NOT NULL, plan INTEGER NOT NULL,
  kind TEXT NOT NULL, entity INTEGER NOT NULL, verb TEXT NOT NULL, what TEXT NOT NULL, actor TEXT NOT NULL,
  recorded_at INTEGER NOT NULL, effective INTEGER NOT NULL, batch INTEGER, undoes INTEGER,
  payload TEXT NOT NULL, salt BLOB NOT NULL, payload_hash BLOB NOT NULL,
  previous BLOB NOT NULL, hash BLOB NOT NULL, redacted INTEGER
) STRICT;
CREATE INDEX event_entity ON event (entity, seq);
CREATE INDEX event_place ON event (place, seq);
CREATE INDEX event_plan ON event (plan, effective, kind, entity);
CREATE INDEX event_batch ON event (batch) WHERE batch IS NOT NULL;
CREATE INDEX event_undoes ON event (undoes) WHERE undoes IS NOT NULL;
CREATE TABLE document (
  sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, bytes BLOB NOT NULL, redacted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE known_field (kind TEXT NOT NULL, field TEXT NOT NULL, PRIMARY KEY (kind, field)) STRICT, WITHOUT ROWID;
CREATE TABLE password (user INTEGER PRIMARY KEY, hash TEXT NOT NULL, changed_at INTEGER NOT NULL) STRICT;
CREATE TABLE session (
  token BLOB PRIMARY KEY, user INTEGER NOT NULL, made_at INTEGER NOT NULL, seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_user ON session (user);
CREATE TABLE ticket (
  token BLOB PRIMARY KEY, purpose TEXT NOT NULL, subject INTEGER, expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
";

/// The tables that are made again from the events at every upgrade: who exists, and one table a kind.
///
/// A row of a kind's table holds from `valid_from` up to (not including) `valid_to`; a thing's rows touch and never
/// overlap. Rows are clustered by plan, thing and day, so that a plan as of any day is one walk over its things.
pub(crate) fn rows() -> String {
    let mut sql = String::from(
        "CREATE TABLE entity (
  kind TEXT NOT NULL, plan INTEGER NOT NULL, id INTEGER NOT NULL, place INTEGER NOT NULL,
  revision INTEGER NOT NULL, created INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (kind, plan, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX entity_id ON entity (id);
",
    );
    for kind in Kind::ALL {
        let def = kind.def();
        let _ = write!(
            sql,
            "CREATE TABLE \"{}\" (plan INTEGER NOT NULL, id INTEGER NOT NULL, valid_from INTEGER NOT NULL, \
             valid_to INTEGER NOT NULL, event INTEGER NOT NULL, withdrawn INTEGER NOT NULL, position INTEGER NOT NULL, \
             at TEXT",
            def.name
        );
        for field in def.fields {
            let must = if field.required { " NOT NULL" } else { "" };
            let _ = write!(sql, ", \"{}\" {}{must}", field.name, field.ty.sql());
        }
        sql.push_str(", PRIMARY KEY (plan, id, valid_from)) STRICT, WITHOUT ROWID;\n");
        for field in def.fields.iter().filter(|f| matches!(f.ty, Type::Ref(_))) {
            let _ = writeln!(
                sql,
                "CREATE INDEX \"{0}_{1}\" ON \"{0}\" (\"{1}\") WHERE \"{1}\" IS NOT NULL;",
                def.name, field.name
            );
        }
    }
    sql
}

/// The tables of [`rows`], for dropping before a rebuild.
pub(crate) fn row_tables() -> impl Iterator<Item = &'static str> {
    std::iter::once("entity").chain(Kind::ALL.iter().map(|k| k.name()))
}
