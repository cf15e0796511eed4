//! Views that fix the event number: what was not yet known is forgotten.
//!
//! Rows hold what is known now. A view that knows less differs only in the things that an unknown event touches on or
//! before its day, so just those are told again from their events.

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
    let mut statement = db.prepare_cached(
        "SELECT DISTINCT entity FROM event WHERE seq > ?1 AND effective <= ?2 AND kind = ?3 AND verb <> 'redact'",
    )?;
    let late: Vec<i64> =
        statement.query_map((known, day, kind.name()), |r| r.get(0))?.collect::<Result<_, _>>()?;
    let touched: std::collections::BTreeSet<i64> = late.iter().copied().collect();
    rows.retain(|r| !touched.contains(&r.id.number()));
    for id in touched {
        let Some(entity) = entity::find(db, id)?.filter(|e| e.created <= known) else { continue };
        if let Some(row) = told(db, &entity, (day, known))?.filter(|r| chosen(filter, r, entity.place)) {
            rows.push(row);
        }
    }
    Ok(())
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
