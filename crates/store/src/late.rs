//! Views that fix the event number: what was not yet known is forgotten.
//!
//! Rows hold what is known now. A view that knows less differs only in the things that an unknown event touches on or
//! before its day, so just those are told again from their events.

use std::collections::{BTreeMap, BTreeSet};

use model::id::Id;
use rusqlite::Connection;

use crate::act::StoreError;
use crate::fold::{self, Step};
use crate::row::{Filter, Row};
use crate::schema::{Kind, Type};
use crate::{entity, record};

/// The things that events after `known` touch on or before a day.
pub(crate) type Touched = BTreeMap<Kind, BTreeSet<i64>>;

/// Finds them all.
pub(crate) fn touched(db: &Connection, (day, known): (i64, u64)) -> Result<Touched, StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT DISTINCT kind, entity FROM event NOT INDEXED WHERE seq > ?1 AND effective <= ?2 AND verb <> 'redact'",
    )?;
    let mut rows = statement.query((known, day))?;
    let mut out = Touched::new();
    while let Some(row) = rows.next()? {
        out.entry(record::kind(row, 0)?).or_default().insert(row.get(1)?);
    }
    Ok(out)
}

/// Puts the things of a kind that later events touched back to what was known at event `known`.
pub(crate) fn forget(
    db: &Connection,
    (kind, filter): (Kind, &Filter),
    (day, known): (i64, u64),
    touched: &Touched,
    rows: &mut Vec<Row>,
) -> Result<(), StoreError> {
    let Some(touched) = touched.get(&kind) else { return Ok(()) };
    rows.retain(|r| !touched.contains(&r.id.number()));
    let one = if let Filter::Id(id) = filter { touched.get(&id.number()) } else { None };
    let all = touched.iter().filter(|_| !matches!(filter, Filter::Id(_)));
    for id in one.into_iter().chain(all) {
        let Some(entity) = entity::find(db, *id)?.filter(|e| e.created <= known) else { continue };
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
