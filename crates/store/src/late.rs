//! Views that fix the event number: what was not yet known is forgotten.
//!
//! Rows hold what is known now. A view that knows less differs only in the things that an unknown event touches on or
//! before its day, so just those are told again from their events.

use std::collections::BTreeSet;

use model::id::Id;
use rusqlite::Connection;

use crate::act::StoreError;
use crate::fold::{self, Step};
use crate::row::{Filter, Row};
use crate::schema::{Kind, Type};
use crate::{entity, record};

/// Puts the things of a kind that later events touched back to what was known at event `known`.
pub(crate) fn forget(
    db: &Connection,
    kind: Kind,
    filter: &Filter,
    (day, known): (i64, u64),
    rows: &mut Vec<Row>,
) -> Result<(), StoreError> {
    let only = if let Filter::Id(id) = filter { Some(id.number()) } else { None };
    let touched = touched(db, kind, only, (day, known))?;
    rows.retain(|r| !touched.contains(&r.id.number()));
    for id in touched {
        let Some(entity) = entity::find(db, id)?.filter(|e| e.created <= known) else { continue };
        if let Some(row) = told(db, &entity, (day, known))?.filter(|r| chosen(filter, r, entity.place)) {
            rows.push(row);
        }
    }
    Ok(())
}

/// The things of a kind (or only the one named) that an event after `known` touches on or before the day.
fn touched(
    db: &Connection,
    kind: Kind,
    only: Option<i64>,
    (day, known): (i64, u64),
) -> Result<BTreeSet<i64>, StoreError> {
    let condition = if only.is_some() { "entity = ?4" } else { "kind = ?3" };
    let mut statement = db.prepare_cached(&format!(
        "SELECT DISTINCT entity FROM event WHERE seq > ?1 AND effective <= ?2 AND kind = ?3 AND verb <> 'redact' \
         AND {condition}"
    ))?;
    let read = |r: &rusqlite::Row<'_>| r.get(0);
    let found = match only {
        Some(id) => statement.query_map((known, day, kind.name(), id), read)?.collect::<Result<_, _>>()?,
        None => statement.query_map((known, day, kind.name()), read)?.collect::<Result<_, _>>()?,
    };
    Ok(found)
}

/// One thing as its events up to `known` tell it.
pub(crate) fn told(
    db: &Connection,
    entity: &entity::Entity,
    (day, known): (i64, u64),
) -> Result<Option<Row>, StoreError> {
    let records = record::of_entity(db, entity.id)?;
    let mut steps = records.iter().map(Step::of).collect::<Result<Vec<_>, _>>()?;
    fold::order(&mut steps);
    let Some(state) = fold::state_at(entity.kind, &steps, day, known) else { return Ok(None) };
    Ok(Some(Row::new(entity.kind, record::id(entity.id)?, entity.plan, entity.revision, state)))
}

fn chosen(filter: &Filter, row: &Row, place: i64) -> bool {
    match filter {
        Filter::Id(id) => row.id == *id,
        Filter::Plan(plan) => row.plan == Some(*plan),
        Filter::Place(of) => Id::from_number(place) == Some(*of),
        Filter::By(name, id) => {
            let refers = row.kind.def().field(name).is_some_and(|f| matches!(f.ty, Type::Ref(_)));
            refers && row.reference(name) == Some(*id)
        }
    }
}
