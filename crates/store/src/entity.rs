//! The register of everything kept: which kind, plan and place a thing has, and how often it was changed.

use rusqlite::{Connection, OptionalExtension, params};

use crate::act::StoreError;
use crate::schema::Kind;

/// What the register says of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entity {
    pub(crate) kind: Kind,
    /// 0 for none.
    pub(crate) plan: i64,
    pub(crate) id: i64,
    pub(crate) place: i64,
    pub(crate) revision: u32,
    /// The event that began it.
    pub(crate) created: u64,
    /// Its latest event.
    pub(crate) last: u64,
}

/// The thing with this identity.
pub(crate) fn find(db: &Connection, id: i64) -> Result<Option<Entity>, StoreError> {
    let mut statement =
        db.prepare_cached("SELECT kind, plan, id, place, revision, created, last FROM entity WHERE id = ?1")?;
    statement.query_row([id], read).optional()?.transpose()
}

/// Everything kept, by kind, plan and identity.
pub(crate) fn all(db: &Connection) -> Result<Vec<Entity>, StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT kind, plan, id, place, revision, created, last FROM entity ORDER BY kind, plan, id",
    )?;
    let rows = statement.query_map([], read)?;
    rows.map(|r| r.map_err(StoreError::from).flatten()).collect()
}

/// Enters a new thing.
pub(crate) fn insert(db: &Connection, entity: &Entity) -> Result<(), StoreError> {
    db.prepare_cached(
        "INSERT INTO entity (kind, plan, id, place, revision, created, last) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        entity.kind.name(),
        entity.plan,
        entity.id,
        entity.place,
        entity.revision,
        entity.created,
        entity.last
    ])?;
    Ok(())
}

/// Notes a thing's new revision and latest event.
pub(crate) fn touch(db: &Connection, entity: &Entity) -> Result<(), StoreError> {
    db.prepare_cached(
        "UPDATE entity SET revision = ?4, last = ?5 WHERE kind = ?1 AND plan = ?2 AND id = ?3",
    )?
    .execute(params![entity.kind.name(), entity.plan, entity.id, entity.revision, entity.last])?;
    Ok(())
}

/// The inner error is ours, the outer the database's.
fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Result<Entity, StoreError>> {
    let name: String = row.get(0)?;
    let Some(kind) = Kind::from_name(&name) else {
        return Ok(Err(StoreError::Damaged(format!("the register names the unknown kind {name}"))));
    };
    Ok(Ok(Entity {
        kind,
        plan: row.get(1)?,
        id: row.get(2)?,
        place: row.get(3)?,
        revision: row.get(4)?,
        created: row.get(5)?,
        last: row.get(6)?,
    }))
}
