//! Rows made again from the events, and compared with what is stored.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::act::StoreError;
use crate::entity::{self, Entity};
use crate::fold::{self, Segment, Step};
use crate::schema::Kind;
use crate::{ddl, record, rows};

/// Drops the row tables and makes them again from the events.
pub(crate) fn rows(db: &Connection) -> Result<(), StoreError> {
    let mut statement = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")?;
    let present: Vec<String> = statement.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    drop(statement);
    for table in ddl::row_tables().filter(|t| present.iter().any(|p| p == t)) {
        db.execute_batch(&format!("DROP TABLE \"{table}\""))?;
    }
    db.execute_batch(&ddl::rows())?;
    each(db, |entity, timeline| {
        entity::insert(db, entity)?;
        timeline.iter().try_for_each(|s| rows::insert(db, entity.kind, (entity.plan, entity.id), s))
    })
}

/// What a comparison found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// How many things were compared.
    pub things: u64,
    /// How many rows.
    pub rows: u64,
    /// A sentence for each thing whose rows differ from its events.
    pub differences: Vec<String>,
}

/// Compares every stored row with what the events say.
pub(crate) fn compare(db: &Connection) -> Result<Comparison, StoreError> {
    let mut out = Comparison::default();
    let mut register: BTreeMap<i64, Entity> = entity::all(db)?.into_iter().map(|e| (e.id, e)).collect();
    each(db, |entity, timeline| {
        out.things += 1;
        let name = format!("{} {}", entity.kind.name(), record::id(entity.id)?);
        match register.remove(&entity.id) {
            None => out.differences.push(format!("{name} is missing from the register")),
            Some(entered) if entered != *entity => {
                out.differences.push(format!("{name} stands otherwise in the register than in its events"));
            }
            Some(_) => {}
        }
        let stored = rows::all_of(db, entity.kind, (entity.plan, entity.id))?;
        out.rows += u64::try_from(stored.len()).unwrap_or(u64::MAX);
        if stored != timeline {
            out.differences.push(format!("the rows of {name} differ from its events"));
        }
        Ok(())
    })?;
    for entity in register.values() {
        out.differences.push(format!("{} {} has no events", entity.kind.name(), record::id(entity.id)?));
    }
    for kind in Kind::ALL {
        let stray: i64 = db.query_row(
            &format!(
                "SELECT count(*) FROM \"{0}\" WHERE id NOT IN (SELECT id FROM entity WHERE kind = '{0}')",
                kind.name()
            ),
            [],
            |r| r.get(0),
        )?;
        if stray > 0 {
            out.differences.push(format!("{stray} rows of {} belong to nothing", kind.name()));
        }
    }
    Ok(out)
}

/// Calls `each` with every thing and its states, as the events tell them.
fn each(
    db: &Connection,
    mut each: impl FnMut(&Entity, &[Segment]) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut current: Option<(Entity, Vec<Step>)> = None;
    let mut finish = |done: Option<(Entity, Vec<Step>)>| -> Result<(), StoreError> {
        let Some((entity, mut steps)) = done else { return Ok(()) };
        fold::order(&mut steps);
        each(&entity, &fold::timeline(entity.kind, &steps))
    };
    record::walk(db, "WHERE verb <> 'redact' ORDER BY entity, seq", [], |event| {
        let step = Step::of(&event)?;
        match &mut current {
            Some((entity, steps)) if entity.id == event.entity => {
                entity.revision += 1;
                entity.last = event.seq;
                steps.push(step);
            }
            _ => {
                let (kind, seq) = (event.kind()?, event.seq);
                let entity = Entity {
                    kind,
                    plan: event.plan,
                    id: event.entity,
                    place: event.place,
                    revision: 1,
                    created: seq,
                    last: seq,
                };
                finish(current.replace((entity, vec![step])))?;
            }
        }
        Ok(())
    })?;
    finish(current)
}
