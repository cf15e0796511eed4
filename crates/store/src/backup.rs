//! Backups: one compact file, checked before it is trusted.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::act::StoreError;
use crate::open::{self, FILE, OpenError};
use crate::{ddl, verify};

/// Writes everything into one new file, as it stands at this instant; on disk when this returns.
pub(crate) fn copy(db: &Connection, to: &Path) -> Result<(), StoreError> {
    if to.exists() {
        let taken =
            std::io::Error::new(std::io::ErrorKind::AlreadyExists, "there is already a file of this name");
        return Err(StoreError::file(to, taken));
    }
    let mut name = to.as_os_str().to_owned();
    name.push(".part");
    let part = PathBuf::from(name);
    let clear = |e: StoreError| {
        let _ = fs::remove_file(&part);
        e
    };
    let _ = fs::remove_file(&part);
    db.execute("VACUUM INTO ?1", [part.to_string_lossy()]).map_err(|e| clear(e.into()))?;
    File::options()
        .write(true)
        .open(&part)
        .and_then(|f| f.sync_all())
        .and_then(|()| fs::rename(&part, to))
        .and_then(|()| sync_folder(to))
        .map_err(|e| clear(StoreError::file(to, e)))
}

/// Writes everything in a data directory into one new file, whether or not another process has the directory.
///
/// # Errors
/// When there is no data in the directory, there is a file of that name, or the disk fails.
pub fn backup(dir: &Path, to: &Path) -> Result<(), OpenError> {
    if !dir.join(FILE).exists() {
        return Err(OpenError::Missing(dir.display().to_string()));
    }
    let db = open::reader(dir)?;
    // Writing a copy elsewhere counts as writing; the data itself is opened read-only.
    db.execute_batch("PRAGMA query_only = OFF").map_err(StoreError::from)?;
    Ok(copy(&db, to)?)
}

/// A name for a new backup in this folder: `stem.db`, or `stem-2.db` where that is taken.
pub(crate) fn free_name(folder: &Path, stem: &str) -> PathBuf {
    let first = folder.join(format!("{stem}.db"));
    let others = (2..).map(|n| folder.join(format!("{stem}-{n}.db")));
    std::iter::once(first).chain(others).find(|p| !p.exists()).unwrap_or_else(|| folder.join(stem))
}

/// Puts a backup into a data directory that holds no data yet, after checking it.
///
/// # Errors
/// When the backup is no sound Throughline database, or the directory already holds data.
pub fn restore(from: &Path, dir: &Path) -> Result<verify::Verification, OpenError> {
    let sound = check(from)?;
    fs::create_dir_all(dir).map_err(|e| StoreError::file(dir, e))?;
    let to = dir.join(FILE);
    if to.exists() {
        let taken = std::io::Error::new(
            std::io::ErrorKind::AlreadyExists,
            "there is data here already: move it away, or restore into another directory",
        );
        return Err(StoreError::file(&to, taken).into());
    }
    let part = dir.join(format!("{FILE}.part"));
    fs::copy(from, &part)
        .and_then(|_| File::options().write(true).open(&part)?.sync_all())
        .and_then(|()| fs::rename(&part, &to))
        .and_then(|()| sync_folder(&to))
        .map_err(|e| StoreError::file(&to, e))?;
    Ok(sound)
}

/// Checks a backup without changing it.
///
/// # Errors
/// When it cannot be opened, is something else or newer than this program, or its chain does not hold.
pub fn check(file: &Path) -> Result<verify::Verification, OpenError> {
    if !file.is_file() {
        return Err(OpenError::Missing(file.display().to_string()));
    }
    let foreign = || OpenError::Foreign(file.display().to_string());
    let db = Connection::open_with_flags(file, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let application: i64 = db.query_row("PRAGMA application_id", [], |r| r.get(0)).map_err(|_| foreign())?;
    if application != ddl::APPLICATION_ID {
        return Err(foreign());
    }
    if let Some(what) = open::unknown(&db)? {
        return Err(OpenError::Newer { path: file.display().to_string(), what });
    }
    let found = verify::verify(&db)?;
    match found.problems.first() {
        None => Ok(found),
        Some(first) => Err(StoreError::Damaged(format!("{}: {first}", file.display())).into()),
    }
}

/// Makes a rename last: the folder's own entry is written to disk.
fn sync_folder(file: &Path) -> std::io::Result<()> {
    match file.parent().filter(|p| !p.as_os_str().is_empty()) {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}
