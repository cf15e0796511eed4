//! Opening a data directory: the lock, the file, its version, the upgrade.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use thiserror::Error;

use crate::act::StoreError;
use crate::schema::Kind;
use crate::{backup, ddl, rebuild};

/// The database's file name in the data directory.
pub const FILE: &str = "throughline.db";
/// The lock's file name in the data directory.
const LOCK: &str = "lock";
/// The folder of automatic backups in the data directory.
pub const BACKUPS: &str = "backups";

/// How to open a data directory.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    /// Make the directory and an empty store where there is none (otherwise that is an error).
    pub create: bool,
    /// What is acknowledged is on the disk. Without it nothing waits for the disk, for a store that is thrown away
    /// when its process ends: should the machine stop, it may be left unusable.
    pub durable: bool,
}

impl Default for OpenOptions {
    fn default() -> OpenOptions {
        OpenOptions { create: true, durable: true }
    }
}

/// Why a data directory could not be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// Another process has it.
    #[error(
        "the data directory {0} is in use by another Throughline: stop that one, or name another directory with --data"
    )]
    InUse(String),
    /// There is nothing there and nothing may be made.
    #[error("there is no Throughline data in {0}: check the directory given with --data")]
    Missing(String),
    /// A later version of the program wrote it.
    #[error(
        "the data in {path} was written by a newer Throughline ({what} is unknown to this one): install that version, or restore an older backup"
    )]
    Newer {
        /// The data directory.
        path: String,
        /// What this program does not know.
        what: String,
    },
    /// The file is something else.
    #[error("{0} is not a Throughline database")]
    Foreign(String),
    /// The database or the disk refused.
    #[error("{0}")]
    Io(#[from] StoreError),
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> OpenError {
        OpenError::Io(error.into())
    }
}

/// Takes the data directory for this process: the lock lasts as long as the returned file.
pub(crate) fn lock(dir: &Path, create: bool) -> Result<File, OpenError> {
    if create {
        fs::create_dir_all(dir).map_err(|e| StoreError::file(dir, e))?;
    } else if !dir.join(FILE).exists() {
        return Err(OpenError::Missing(dir.display().to_string()));
    }
    let path = dir.join(LOCK);
    let file = File::options().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(|e| StoreError::file(&path, e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse(dir.display().to_string())),
        Err(TryLockError::Error(e)) => Err(StoreError::file(&path, e).into()),
    }
}

/// Opens (or makes) the database for writing and brings it to this program's version; the path is that of the backup
/// made before an upgrade.
pub(crate) fn writer(dir: &Path, durable: bool) -> Result<(Connection, Option<PathBuf>), OpenError> {
    let path = dir.join(FILE);
    let mut db = Connection::open(&path)?;
    // Nothing is written, not even how the file is kept, before it is known to be ours.
    let foreign = |_| OpenError::Foreign(path.display().to_string());
    let application: i64 = db.query_row("PRAGMA application_id", [], |r| r.get(0)).map_err(foreign)?;
    let tables: i64 =
        db.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0)).map_err(foreign)?;
    if application == ddl::APPLICATION_ID || (application == 0 && tables == 0) {
        configure(&db, durable)?;
    }
    match application {
        0 if tables == 0 => {
            make(&mut db)?;
            Ok((db, None))
        }
        ddl::APPLICATION_ID => {
            let saved = upgrade(&mut db, dir)?;
            Ok((db, saved))
        }
        _ => Err(OpenError::Foreign(path.display().to_string())),
    }
}

/// A connection that only reads.
pub(crate) fn reader(dir: &Path) -> Result<Connection, StoreError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let db = Connection::open_with_flags(dir.join(FILE), flags)?;
    // Not mapped into memory: the file would count as the server's own memory, and its pages are in the system's cache.
    db.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -2000;")?;
    steady(&db)?;
    Ok(db)
}

fn configure(db: &Connection, durable: bool) -> Result<(), StoreError> {
    db.execute_batch(
        "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; \
         PRAGMA cache_size = -8000; PRAGMA foreign_keys = OFF; PRAGMA journal_size_limit = 16777216;",
    )?;
    if !durable {
        db.execute_batch("PRAGMA synchronous = OFF;")?;
    }
    steady(db)?;
    Ok(())
}

/// Statements are prepared once and keep their plan: SQLite would otherwise prepare many of ours again for each new
/// value, which costs more than running them.
fn steady(db: &Connection) -> Result<(), StoreError> {
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.set_prepared_statement_cache_capacity(512);
    db.busy_timeout(std::time::Duration::from_secs(5))?;
    Ok(())
}

fn make(db: &mut Connection) -> Result<(), StoreError> {
    let tx = db.transaction()?;
    tx.execute_batch(ddl::CORE)?;
    tx.execute_batch(&ddl::rows())?;
    note_fields(&tx)?;
    tx.pragma_update(None, "application_id", ddl::APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", ddl::FORMAT)?;
    tx.commit()?;
    Ok(())
}

/// Notes every field this program knows, so that an older program sees that it would lose some.
fn note_fields(db: &Connection) -> Result<(), StoreError> {
    let mut insert = db.prepare("INSERT OR IGNORE INTO known_field (kind, field) VALUES (?, ?)")?;
    for kind in Kind::ALL {
        insert.execute([kind.name(), ""])?;
        for field in kind.def().fields {
            insert.execute([kind.name(), field.name])?;
        }
    }
    Ok(())
}

fn upgrade(db: &mut Connection, dir: &Path) -> Result<Option<PathBuf>, OpenError> {
    if let Some(what) = unknown(db)? {
        return Err(OpenError::Newer { path: dir.display().to_string(), what });
    }
    let format: i64 = db.query_row("PRAGMA user_version", [], |r| r.get(0))?;
    let known: usize = db.query_row("SELECT count(*) FROM known_field", [], |r| r.get(0))?;
    let ours: usize = Kind::ALL.iter().map(|k| k.def().fields.len() + 1).sum();
    if known == ours && format == ddl::FORMAT && same_tables(db)? {
        return Ok(None);
    }
    let last: i64 = db.query_row("SELECT coalesce(max(seq), 0) FROM event", [], |r| r.get(0))?;
    let folder = dir.join(BACKUPS);
    fs::create_dir_all(&folder).map_err(|e| StoreError::file(&folder, e))?;
    let saved = backup::free_name(&folder, &format!("before-upgrade-at-event-{last}"));
    backup::copy(db, &saved)?;
    let tx = db.transaction()?;
    rebuild::rows(&tx)?;
    note_fields(&tx)?;
    tx.pragma_update(None, "user_version", ddl::FORMAT)?;
    tx.commit()?;
    Ok(Some(saved))
}

/// What a newer program wrote that this one does not know: a format, a kind or a field.
pub(crate) fn unknown(db: &Connection) -> Result<Option<String>, StoreError> {
    let format: i64 = db.query_row("PRAGMA user_version", [], |r| r.get(0))?;
    if format > ddl::FORMAT {
        return Ok(Some(format!("format {format}")));
    }
    let mut statement = db.prepare("SELECT kind, field FROM known_field ORDER BY kind, field")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (kind, field): (String, String) = (row.get(0)?, row.get(1)?);
        if Kind::from_name(&kind).is_none_or(|k| !field.is_empty() && k.def().field(&field).is_none()) {
            return Ok(Some(if field.is_empty() { kind } else { format!("{kind}.{field}") }));
        }
    }
    Ok(None)
}

/// Whether the row tables in the file are made as this program makes them (an index may have been added since).
fn same_tables(db: &Connection) -> Result<bool, StoreError> {
    let listed = |db: &Connection| -> Result<Vec<String>, StoreError> {
        let core: Vec<&str> = vec!["event", "document", "known_field", "password", "session", "ticket"];
        let mut statement =
            db.prepare("SELECT tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")?;
        let rows = statement.query_map([], |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?)))?;
        let mut out = Vec::new();
        for row in rows {
            let (table, sql) = row?;
            if !core.contains(&table.as_str()) && !table.starts_with("sqlite_") {
                out.push(sql);
            }
        }
        Ok(out)
    };
    let fresh = Connection::open_in_memory()?;
    fresh.execute_batch(&ddl::rows())?;
    Ok(listed(db)? == listed(&fresh)?)
}
