//! Queries of definitions over the tables: looked at before there are rows, run within a limit.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

use extracts::schema::{From, columns as schema_columns};
use measures::{RawRow, ReadColumns, Rows, RowsError};
use rusqlite::hooks::{AuthAction, AuthContext};
use rusqlite::types::ValueRef;
use rusqlite::{CachedStatement, ErrorCode};

use super::{Columns, ROWS_A_TURN, SnapshotTables};

/// Where the columns that every query gives back stand in one.
struct Places {
    row: usize,
    counted: usize,
    reason: usize,
    value: usize,
    service: usize,
    team: usize,
    worker: usize,
    list: Option<usize>,
}

impl Places {
    fn of(statement: &CachedStatement<'_>) -> Result<Places, RowsError> {
        let place = |name: &str| statement.column_index(name).ok();
        let need = |name: &'static str| {
            place(name).ok_or_else(|| RowsError::Shape(format!("the column `{name}` is missing")))
        };
        Ok(Places {
            row: need("row")?,
            counted: need("counted")?,
            reason: need("reason")?,
            value: need("value")?,
            service: need("service")?,
            team: need("team")?,
            worker: need("worker")?,
            list: place("list"),
        })
    }
}

/// The engine's failure as a person reads it: with the line of the query where it names a place.
pub(super) fn refused(error: rusqlite::Error) -> RowsError {
    if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) {
        return RowsError::TooLong;
    }
    match error {
        rusqlite::Error::SqlInputError { msg, sql, offset, .. } => match usize::try_from(offset) {
            Ok(offset) => RowsError::Sql(format!("{}: {msg}", place(&sql, offset))),
            Err(_) => RowsError::Sql(msg),
        },
        other => RowsError::Sql(other.to_string()),
    }
}

/// The line and the character of a place in a query, from 1.
fn place(sql: &str, offset: usize) -> String {
    let before = String::from_utf8_lossy(sql.as_bytes().get(..offset).unwrap_or_default()).into_owned();
    let line = before.matches('\n').count() + 1;
    let character = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    format!("line {line}, character {character}")
}

/// Notes a column that the engine is asked to read, if somebody listens.
pub(super) fn note(to: &Mutex<Option<Columns>>, asked: &AuthContext<'_>) {
    let AuthAction::Read { table_name, column_name } = asked.action else { return };
    let mut to = to.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(columns) = to.as_mut() {
        columns.insert((table_name.to_owned(), column_name.to_owned()));
    }
}

/// The columns of lists among these, as files deliver them: what is made of a column is that column.
fn delivered_columns(asked: &Columns) -> ReadColumns {
    let delivered = |(table, column): &(String, String)| {
        let list = extracts::list::list(table)?;
        let found = schema_columns(list).into_iter().find(|c| c.name == *column)?;
        let name = match found.from {
            From::Column(place) | From::Ymd(place) => list.columns.get(place)?.name.clone(),
            From::Service => "team".to_owned(),
            From::Nothing => return None,
        };
        Some((table.clone(), name))
    };
    let all: Columns = asked.iter().filter_map(delivered).collect();
    all.into_iter().collect()
}

impl SnapshotTables {
    /// Looks whether a query can be run at all: whether its tables and columns are there, and those that it must give
    /// back. It needs no rows.
    ///
    /// # Errors
    /// What the engine does not understand or may not do, with its place; the column that is missing.
    pub fn look_at(&self, sql: &str) -> Result<(), RowsError> {
        self.prepared(sql).map(drop)
    }

    fn prepared(&self, sql: &str) -> Result<(CachedStatement<'_>, Places), RowsError> {
        if !self.closed.load(Ordering::Relaxed) {
            return Err(RowsError::Shape("the snapshot is not complete yet".into()));
        }
        let known = self.read.borrow().contains_key(sql);
        if !known {
            self.listen(Some(Columns::new()));
        }
        let prepared = self.db.prepare_cached(sql).map_err(refused);
        let asked = if known { None } else { self.listen(None) };
        let statement = prepared?;
        if !statement.readonly() {
            return Err(RowsError::Sql("it writes".into()));
        }
        let places = Places::of(&statement)?;
        if let Some(asked) = asked {
            self.read.borrow_mut().insert(sql.to_owned(), delivered_columns(&asked));
        }
        Ok((statement, places))
    }

    /// Begins or ends to note what the engine is asked to read; what was noted until now.
    fn listen(&self, from: Option<Columns>) -> Option<Columns> {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut asked, from)
    }
}

impl Rows for SnapshotTables {
    fn has(&self, list: &str) -> bool {
        self.delivered.contains_key(list)
    }

    fn has_column(&self, list: &str, column: &str) -> bool {
        self.delivered.get(list).is_some_and(|columns| columns.contains(column))
    }

    fn reads(&self, sql: &str) -> Result<ReadColumns, RowsError> {
        let known = |all: &Self| all.read.borrow().get(sql).map(Arc::clone);
        if let Some(found) = known(self) {
            return Ok(found);
        }
        self.prepared(sql)?;
        Ok(known(self).unwrap_or_default())
    }

    fn run(&self, sql: &str, each: &mut dyn FnMut(RawRow<'_>)) -> Result<(), RowsError> {
        self.turns.store(self.allowed, Ordering::Relaxed);
        let (mut statement, at) = self.prepared(sql)?;
        let mut left = u64::from(self.allowed).saturating_mul(ROWS_A_TURN);
        let mut rows = statement.query([]).map_err(refused)?;
        while let Some(row) = rows.next().map_err(refused)? {
            left = left.checked_sub(1).ok_or(RowsError::TooLong)?;
            let whole = |i: usize, name: &'static str| match row.get_ref(i) {
                Ok(ValueRef::Integer(n)) => Ok(Some(n)),
                Ok(ValueRef::Null) => Ok(None),
                other => Err(RowsError::Shape(format!("`{name}` is no whole number: {other:?}"))),
            };
            let text = |i: usize, name: &'static str| match row.get_ref(i).map(|v| (v, v.as_str())) {
                Ok((ValueRef::Null, _)) => Ok(None),
                Ok((_, Ok(words))) => Ok(Some(words)),
                other => Err(RowsError::Shape(format!("`{name}` is no text: {other:?}"))),
            };
            each(RawRow {
                row: whole(at.row, "row")?.unwrap_or(0),
                list: at.list.map(|i| text(i, "list")).transpose()?.flatten(),
                service: text(at.service, "service")?,
                team: text(at.team, "team")?,
                worker: text(at.worker, "worker")?,
                counted: whole(at.counted, "counted")?,
                reason: text(at.reason, "reason")?,
                value: whole(at.value, "value")?,
            });
        }
        Ok(())
    }
}
