//! Documents kept as bytes, named by their hash.

use rusqlite::{Connection, OptionalExtension, params};

use crate::act::{StoreError, WriteError};
use crate::chain;
use crate::write::invalid;

/// A document as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The hash of the bytes as they came.
    pub sha256: String,
    /// The name it was given first.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// A passage was erased: the bytes are no longer those of the hash.
    pub redacted: bool,
}

/// Keeps the bytes; the same again change nothing.
pub(crate) fn put(db: &Connection, sha256: &str, name: &str, bytes: &[u8]) -> Result<(), WriteError> {
    if chain::sha256(bytes) != sha256 {
        return Err(invalid(format!("the bytes of {name} do not have the hash {sha256}")));
    }
    db.prepare_cached("INSERT OR IGNORE INTO document (sha256, name, bytes) VALUES (?, ?, ?)")?
        .execute(params![sha256, name, bytes])?;
    Ok(())
}

/// The document with this hash.
pub(crate) fn get(db: &Connection, sha256: &str) -> Result<Option<Document>, StoreError> {
    let mut statement =
        db.prepare_cached("SELECT sha256, name, bytes, redacted FROM document WHERE sha256 = ?1")?;
    let found = statement.query_row([sha256], |row| {
        Ok(Document { sha256: row.get(0)?, name: row.get(1)?, bytes: row.get(2)?, redacted: row.get(3)? })
    });
    Ok(found.optional()?)
}
