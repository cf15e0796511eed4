//! The lists of one snapshot as tables in memory, for the queries of definitions.
//!
//! One connection serves one snapshot after another: the calendar and the prepared queries stay. Queries may read
//! these tables and nothing else, and only so much work is done for each.

mod many;
mod query;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use extracts::cell::Datum;
use extracts::list::{Column, List, code_sets};
use extracts::schema::{SqlColumn, columns as schema_columns, ddl};
use extracts::snapshot::{Brought, Snapshot};
use measures::calendar::{Calendar, ymd};
use measures::sql::FUNCTIONS;
use measures::{BASE_TABLES, ReadColumns, Reads, RowsError};
use model::day::Day;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::types::{Null, ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, ToSql, params};

use crate::act::StoreError;
use query::refused;

pub use many::{Source, each_snapshot};

/// The days the calendar has beside those whose bank holidays are known: births and long plans lie before them.
const CALENDAR_FROM: &str = "1995-01-01";
/// The last of them.
const CALENDAR_TO: &str = "2040-12-31";
/// After how many of its steps SQLite asks whether to go on.
const STEPS: i32 = 100_000;
/// How often it is told to, unless told otherwise: about ten seconds' work in all. The limit is counted in steps,
/// which are the same on every machine.
const TURNS: u32 = 10_000;
/// How many rows a query may give back for each time it was told to go on: all the work there is for them alone makes
/// ten million, which is half a gigabyte.
const ROWS_A_TURN: u64 = 1000;
/// Prepared queries kept: more than there are definitions.
const STATEMENTS: usize = 512;

/// A cell on its way into SQLite.
struct Bound<'a>(Datum<'a>);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Datum::Null => Null.into(),
            Datum::Int(n) => n.into(),
            Datum::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        })
    }
}

/// The tables of one snapshot at a time.
#[derive(Debug)]
pub struct SnapshotTables {
    db: Connection,
    delivered: BTreeMap<String, BTreeSet<String>>,
    /// Queries only read while this is set.
    closed: Arc<AtomicBool>,
    /// Turns that the running query has left.
    turns: Arc<AtomicU32>,
    /// Turns that each query begins with.
    allowed: u32,
    /// What the engine was asked to read while it prepared a query; nothing while nobody listens.
    asked: Arc<Mutex<Option<Columns>>>,
    /// The columns that each query reads, once it was prepared.
    read: RefCell<HashMap<String, ReadColumns>>,
}

/// Columns, each with its table.
type Columns = BTreeSet<(String, String)>;

/// Fills one list of the snapshot.
pub struct ListWriter<'t> {
    insert: CachedStatement<'t>,
}

impl ListWriter<'_> {
    /// Adds a row: its number and a cell for each column named when the list was begun.
    ///
    /// # Errors
    /// A number given twice, or another number of cells than columns.
    pub fn push<'a>(
        &mut self,
        row: i64,
        cells: impl IntoIterator<Item = Datum<'a>>,
    ) -> Result<(), StoreError> {
        self.insert.raw_bind_parameter(1, row)?;
        for (i, cell) in cells.into_iter().enumerate() {
            self.insert.raw_bind_parameter(i + 2, Bound(cell))?;
        }
        self.insert.raw_execute()?;
        Ok(())
    }
}

impl SnapshotTables {
    /// Empty tables with this calendar, no snapshot in them yet.
    ///
    /// # Errors
    /// SQLite's.
    pub fn new(calendar: &Calendar) -> Result<SnapshotTables, StoreError> {
        SnapshotTables::made(Some(calendar))
    }

    /// Empty tables for looking at queries ([`SnapshotTables::look_at`]): not even the calendar has rows.
    ///
    /// # Errors
    /// SQLite's.
    pub fn empty() -> Result<SnapshotTables, StoreError> {
        let mut tables = SnapshotTables::made(None)?;
        tables.db.execute_batch("BEGIN")?;
        tables.ready()?;
        Ok(tables)
    }

    fn made(calendar: Option<&Calendar>) -> Result<SnapshotTables, StoreError> {
        let mut db = Connection::open_in_memory()?;
        db.set_prepared_statement_cache_capacity(STATEMENTS);
        db.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;
             CREATE TABLE calendar (day INTEGER PRIMARY KEY, ymd INTEGER, working INTEGER, plus_3_months INTEGER,
                 plus_6_months INTEGER, plus_12_months INTEGER);
             BEGIN;",
        )?;
        db.execute_batch(&ddl())?;
        if let Some(calendar) = calendar {
            fill_calendar(&db, calendar)?;
            fill_codes(&db)?;
        }
        db.execute_batch("COMMIT")?;
        let closed = Arc::new(AtomicBool::new(false));
        let turns = Arc::new(AtomicU32::new(TURNS));
        let asked = Arc::new(Mutex::new(None));
        let (shut, left, noted) = (Arc::clone(&closed), Arc::clone(&turns), Arc::clone(&asked));
        db.authorizer(Some(move |asked: AuthContext<'_>| {
            query::note(&noted, &asked);
            if !shut.load(Ordering::Relaxed) || allowed(&asked) {
                Authorization::Allow
            } else {
                Authorization::Deny
            }
        }))?;
        // SQLite stops where this says yes.
        db.progress_handler(
            STEPS,
            Some(move || {
                left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1)).is_err()
            }),
        )?;
        let read = RefCell::default();
        Ok(SnapshotTables { db, delivered: BTreeMap::new(), closed, turns, allowed: TURNS, asked, read })
    }

    /// Lets each query do this much work: millions of steps, of which there are some sixty a second, and ten thousand rows
    /// for each million.
    pub fn limit(&mut self, million_steps: u32) {
        self.allowed = million_steps.saturating_mul(10);
    }

    /// How many steps the last query took, to the nearest hundred thousand below.
    pub fn spent(&self) -> u64 {
        let left = self.turns.load(Ordering::Relaxed);
        u64::from(self.allowed.saturating_sub(left)) * u64::from(STEPS.unsigned_abs())
    }

    /// Puts what is read of a snapshot in the place of the one before, and closes it.
    ///
    /// # Errors
    /// SQLite's.
    pub fn hold(&mut self, snapshot: &Snapshot, reads: &Reads) -> Result<(), StoreError> {
        self.begin(snapshot.as_at(), snapshot.hash())?;
        for (list, table) in snapshot.tables() {
            if !snapshot.delivered(&list.name) || !reads.list(&list.name) {
                continue;
            }
            let brought = |c: &SqlColumn| match c.from {
                extracts::schema::From::Column(place) => table.has_column(place),
                _ => false,
            };
            let all = schema_columns(list);
            let names: BTreeSet<String> = all.iter().filter(|c| brought(c)).map(|c| c.name.clone()).collect();
            // A column that the files did not have stays empty.
            let empty = |c: &SqlColumn| matches!(c.from, extracts::schema::From::Column(place) if table.brings(place) == Brought::No);
            let wanted = |c: &SqlColumn| !empty(c) && reads.column(&list.name, &c.name);
            let columns: Vec<SqlColumn> = all.into_iter().filter(wanted).collect();
            let filled: Vec<&str> = columns.iter().map(|c| c.name.as_str()).collect();
            let mut writer = self.list(list, &filled)?;
            for (row, number) in (0..table.len()).zip(1_i64..) {
                writer.push(number, snapshot.data(table, row, &columns))?;
            }
            drop(writer);
            self.brought(&list.name, names)?;
        }
        self.ready()
    }

    /// Says which columns a list was really delivered with.
    fn brought(&mut self, list: &str, columns: BTreeSet<String>) -> Result<(), StoreError> {
        self.db.execute("DELETE FROM list_columns WHERE list = ?", [list])?;
        for name in &columns {
            self.db.execute("INSERT INTO list_columns VALUES (?, ?)", [list, name])?;
        }
        self.delivered.insert(list.to_owned(), columns);
        Ok(())
    }

    /// Empties every list and begins another snapshot, of this day and content hash. Lists follow with
    /// [`SnapshotTables::list`], then [`SnapshotTables::ready`].
    ///
    /// # Errors
    /// SQLite's.
    pub fn begin(&mut self, as_at: Day, hash: &str) -> Result<(), StoreError> {
        self.closed.store(false, Ordering::Relaxed);
        self.turns.store(u32::MAX, Ordering::Relaxed);
        if !self.db.is_autocommit() {
            self.db.execute_batch("COMMIT")?;
        }
        self.db.execute_batch("BEGIN; DELETE FROM snapshot; DELETE FROM lists; DELETE FROM list_columns;")?;
        for name in self.delivered.keys() {
            self.db.execute_batch(&format!("DELETE FROM {name}"))?;
        }
        self.delivered.clear();
        self.db.execute(
            "INSERT INTO snapshot VALUES (?, ?, ?, ?, ?)",
            params![
                as_at.number(),
                ymd(as_at),
                as_at.plus_months(-6).number(),
                as_at.plus_months(-12).number(),
                hash
            ],
        )?;
        Ok(())
    }

    /// Begins a delivered list with the columns that the file had, which every row will bring in this order.
    ///
    /// # Errors
    /// A column that the list's table does not have; SQLite's.
    pub fn list(&mut self, list: &List, columns: &[&str]) -> Result<ListWriter<'_>, StoreError> {
        let known: Vec<SqlColumn> = schema_columns(list);
        if let Some(unknown) = columns.iter().find(|name| !known.iter().any(|c| c.name == **name)) {
            return Err(StoreError::Damaged(format!("the list {} has no column {unknown}", list.name)));
        }
        self.db.execute("INSERT INTO lists VALUES (?, 0)", [&list.name])?;
        let mut note = self.db.prepare_cached("INSERT INTO list_columns VALUES (?, ?)")?;
        for name in columns {
            note.execute([list.name.as_str(), name])?;
        }
        drop(note);
        let names: BTreeSet<String> = columns.iter().map(|c| (*c).to_owned()).collect();
        self.delivered.insert(list.name.clone(), names);
        let marks = vec!["?"; columns.len() + 1].join(", ");
        let into = std::iter::once("row").chain(columns.iter().copied()).collect::<Vec<_>>().join(", ");
        let insert =
            self.db.prepare_cached(&format!("INSERT INTO {} ({into}) VALUES ({marks})", list.name))?;
        Ok(ListWriter { insert })
    }

    /// Closes the snapshot: from here on queries may be run, and nothing else.
    ///
    /// # Errors
    /// SQLite's.
    pub fn ready(&mut self) -> Result<(), StoreError> {
        for name in self.delivered.keys() {
            self.db.execute(
                &format!("UPDATE lists SET rows = (SELECT COUNT(*) FROM {name}) WHERE list = ?"),
                [name],
            )?;
        }
        self.db.execute_batch("COMMIT")?;
        self.closed.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Who the rows of a list are about: the first identifier that the list has, in the order of the rows asked for. It is
    /// known where everything was put into the tables.
    ///
    /// # Errors
    /// A list that there is not; SQLite's.
    pub fn about(&self, list: &str, rows: &[i64]) -> Result<Vec<Option<String>>, RowsError> {
        let found = extracts::list::list(list).ok_or_else(|| RowsError::Shape(format!("no list {list}")))?;
        let Some(id) = subject(found) else { return Ok(vec![None; rows.len()]) };
        let sql = format!("SELECT {} FROM {} WHERE row = ?", id.name, found.name);
        let mut one = self.db.prepare_cached(&sql).map_err(refused)?;
        rows.iter()
            .map(|row| {
                let mut at = one.query([row]).map_err(refused)?;
                let cell = at.next().map_err(refused)?.map(|r| r.get(0)).transpose().map_err(refused)?;
                Ok(cell.flatten())
            })
            .collect()
    }
}

/// The columns of a list's table, in order; empty for a list that there is not.
pub fn columns_of(name: &str) -> Vec<String> {
    let Some(list) = extracts::list::list(name) else { return Vec::new() };
    std::iter::once("row".to_owned()).chain(schema_columns(list).into_iter().map(|c| c.name)).collect()
}

/// The column that says who a row of a list is about: its first identifier, or its first column.
fn subject(list: &List) -> Option<&Column> {
    let id = list.columns.iter().find(|c| c.kind == extracts::list::Kind::Id);
    id.or(list.columns.first())
}

fn fill_calendar(db: &Connection, calendar: &Calendar) -> Result<(), StoreError> {
    let mut insert = db.prepare("INSERT INTO calendar VALUES (?, ?, ?, ?, ?, ?)")?;
    let (Some(from), Some(to)) = (Day::parse_iso(CALENDAR_FROM), Day::parse_iso(CALENDAR_TO)) else {
        return Ok(());
    };
    let (from, to) = calendar.coverage().map_or((from, to), |(a, b)| (from.min(a), to.max(b)));
    for day in calendar.rows(from, to) {
        insert.execute(params![
            day.day,
            day.ymd,
            day.working,
            day.plus_3_months,
            day.plus_6_months,
            day.plus_12_months
        ])?;
    }
    Ok(())
}

fn fill_codes(db: &Connection) -> Result<(), StoreError> {
    let mut insert = db.prepare("INSERT INTO codes VALUES (?, ?, ?, ?)")?;
    for set in code_sets() {
        for code in &set.codes {
            insert.execute(params![set.name, code.code, code.text, code.group])?;
        }
    }
    Ok(())
}

/// What a definition's query may do.
fn allowed(asked: &AuthContext<'_>) -> bool {
    match asked.action {
        AuthAction::Select => true,
        AuthAction::Read { table_name, .. } => {
            table_name.is_empty()
                || BASE_TABLES.contains(&table_name)
                || extracts::list::list(table_name).is_some()
        }
        AuthAction::Function { function_name } => {
            FUNCTIONS.iter().any(|f| function_name.eq_ignore_ascii_case(f))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use extracts::list::list;
    use measures::calendar::Calendar;
    use measures::{RawRow, Rows, RowsError};
    use model::day::Day;

    use extracts::cell::Datum;

    use super::SnapshotTables;

    fn tables() -> SnapshotTables {
        let mut tables = SnapshotTables::new(&Calendar::england()).unwrap();
        tables.begin(Day::parse_iso("2025-03-31").unwrap(), "abc").unwrap();
        let mut contacts = tables.list(list("contacts").unwrap(), &["child", "received_on", "team"]).unwrap();
        contacts.push(1, [Datum::Text("A"), Datum::Int(20_000), Datum::Text("North")]).unwrap();
        contacts.push(2, [Datum::Text("B"), Datum::Null, Datum::Null]).unwrap();
        drop(contacts);
        tables.ready().unwrap();
        tables
    }

    const ALL: &str = "SELECT x.row, x.service, x.team, x.worker, 1 AS counted, x.child AS reason, \
                       x.received_on AS value FROM contacts x";

    fn run(tables: &SnapshotTables, sql: &str) -> Result<Vec<(i64, String, Option<i64>)>, RowsError> {
        let mut out = Vec::new();
        tables.run(sql, &mut |r: RawRow<'_>| {
            out.push((r.row, r.team.unwrap_or("-").to_owned(), r.value));
        })?;
        Ok(out)
    }

    #[test]
    fn rows_come_as_they_were_put_in_and_only_delivered_lists_and_columns_are_there() {
        let tables = tables();
        assert_eq!(run(&tables, ALL), Ok(vec![(1, "North".into(), Some(20_000)), (2, "-".into(), None)]));
        assert!(tables.has("contacts") && !tables.has("referrals"));
        assert!(tables.has_column("contacts", "team") && !tables.has_column("contacts", "source"));
        assert_eq!(tables.about("contacts", &[2, 1, 9]), Ok(vec![Some("B".into()), Some("A".into()), None]));
    }

    #[test]
    fn another_snapshot_leaves_nothing_of_the_one_before() {
        let mut tables = tables();
        tables.begin(Day::parse_iso("2025-04-07").unwrap(), "def").unwrap();
        assert!(run(&tables, ALL).is_err(), "not complete yet");
        tables.ready().unwrap();
        assert_eq!(run(&tables, ALL), Ok(vec![]));
        assert!(!tables.has("contacts"));
    }

    #[test]
    fn a_query_cannot_write_look_elsewhere_call_what_it_likes_or_run_for_ever() {
        let mut tables = tables();
        tables.limit(5);
        for sql in [
            "DELETE FROM contacts",
            "SELECT 1 AS row, name AS service, NULL AS team, NULL AS worker, 1 AS counted, NULL AS reason, NULL AS value FROM sqlite_schema",
            "SELECT 1 AS row, NULL AS service, NULL AS team, NULL AS worker, random() AS counted, NULL AS reason, NULL AS value",
            "PRAGMA query_only = 1",
            "ATTACH 'x' AS y",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
        ] {
            assert!(matches!(run(&tables, sql), Err(RowsError::Sql(_))), "{sql}: {:?}", run(&tables, sql));
        }
        let endless = "SELECT a.day AS row, NULL AS service, NULL AS team, NULL AS worker, COUNT(*) AS counted, \
                       NULL AS reason, NULL AS value FROM calendar a JOIN calendar b ON a.ymd <> b.ymd \
                       JOIN calendar c ON c.ymd <> a.ymd GROUP BY a.day";
        assert_eq!(run(&tables, endless), Err(RowsError::TooLong));
        assert!(matches!(run(&tables, "SELECT 1 AS row"), Err(RowsError::Shape(_))));
        // Work that is little for each row is still too much where it gives a row for every two days.
        let many = "SELECT a.day AS row, NULL AS service, NULL AS team, NULL AS worker, 1 AS counted, NULL AS reason, \
                    NULL AS value FROM calendar a CROSS JOIN calendar b";
        assert_eq!(run(&tables, many), Err(RowsError::TooLong));
    }

    #[test]
    fn a_query_is_looked_at_before_there_are_rows_and_what_is_wrong_has_its_place() {
        let tables = tables();
        assert_eq!(tables.look_at(ALL), Ok(()));
        let wrong = |sql: &str| tables.look_at(sql).unwrap_err().to_string();
        let unknown = wrong(
            "SELECT x.row, x.service, x.team, x.worker, 1 AS counted,\n  x.wizard AS reason, 1 AS value FROM contacts x",
        );
        assert!(unknown.contains("line 2, character 3: no such column: x.wizard"), "{unknown}");
        let short = wrong("SELECT x.row, 1 AS counted, NULL AS reason, 1 AS value FROM contacts x");
        assert!(short.contains("the column `service` is missing"), "{short}");
        let columns = super::columns_of("contacts");
        assert!(columns.contains(&"received_on".to_owned()) && columns.contains(&"born_ymd".to_owned()));
        assert!(super::columns_of("no_such").is_empty());
    }
}
