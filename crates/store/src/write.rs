//! The one door: an act is checked and becomes events and rows, inside a transaction of the caller.

use std::collections::HashMap;

use model::id::Id;
use rusqlite::Connection;

use crate::act::{Act, Change, Conflict, Op, Receipt, StoreError, Verb, WriteError};
use crate::entity::{self, Entity};
use crate::fold::{self, POSITION, Step};
use crate::payload::{Pairs, Payload};
use crate::pen::{self, Head, Pen};
use crate::record::Record;
use crate::schema::{Kind, Type};
use crate::value::Value;
use crate::{place_code, record, rows};

/// Writes an act; nothing is kept unless the caller commits.
pub(crate) fn act(db: &Connection, act: &Act) -> Result<Receipt, WriteError> {
    let mut door = Door::open(db, act)?;
    for change in &act.changes {
        door.change(change)?;
    }
    door.close()
}

struct Door<'a> {
    db: &'a Connection,
    act: &'a Act,
    pen: Pen<'a>,
    day: i64,
    /// The revision each thing had when the act began: a second change of it in one act may name either.
    began: HashMap<i64, u32>,
    conflicts: Vec<Conflict>,
    /// References to check once everything is written, since things of one act may refer to each other.
    references: Vec<(Kind, &'static str, &'static [Kind], i64)>,
}

impl<'a> Door<'a> {
    fn open(db: &'a Connection, act: &'a Act) -> Result<Door<'a>, WriteError> {
        let head = Head {
            place: act.place.number(),
            what: act.what,
            actor: act.actor.clone(),
            recorded_at: act.recorded_at,
            batch: act.batch,
        };
        let (began, conflicts, references) = (HashMap::new(), Vec::new(), Vec::new());
        let (pen, day) = (Pen::new(db, head)?, pen::number(act.effective));
        Ok(Door { db, act, pen, day, began, conflicts, references })
    }

    fn change(&mut self, change: &Change) -> Result<(), WriteError> {
        match &change.op {
            Op::Create { plan, position, fields } => self.create(change, (*plan, *position), fields),
            Op::Set { expect, fields } => self.alter(change, Verb::Set, *expect, fields),
            Op::Withdraw { expect } => self.alter(change, Verb::Withdraw, *expect, &[]),
            Op::Restore { expect } => self.alter(change, Verb::Restore, *expect, &[]),
        }
    }

    fn create(
        &mut self,
        change: &Change,
        (plan, position): (Option<Id>, Option<i64>),
        fields: &[(&'static str, Value)],
    ) -> Result<(), WriteError> {
        let (kind, id) = (change.kind, change.id.number());
        let plan = self.plan_of(change, plan)?;
        if id == 0 {
            return Err(invalid("an identity of zero means nothing"));
        }
        if entity::find(self.db, id)?.is_some() {
            return Err(invalid(format!("there already is something with the identity {}", change.id)));
        }
        self.check_fields(kind, fields)?;
        for field in kind.def().fields.iter().filter(|f| f.required) {
            if !fields.iter().any(|(name, value)| *name == field.name && !value.is_null()) {
                return Err(invalid(format!("a {} needs its {}", kind.name(), field.name)));
            }
        }
        let seq = self.pen.next();
        let mut after: Vec<(String, Value)> = fields
            .iter()
            .filter(|(name, value)| !value.is_null() && *name != POSITION)
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        let at_end = i64::try_from(seq).unwrap_or(i64::MAX);
        after.push((POSITION.to_owned(), Value::Int(position.unwrap_or(at_end))));
        let payload = self.payload(change, Pairs::default(), Pairs(after));
        let entity =
            Entity { kind, plan, id, place: self.act.place.number(), revision: 1, created: seq, last: seq };
        self.pen.write(&entity, (Verb::Create, None), self.day, &payload)?;
        entity::insert(self.db, &entity)?;
        let step =
            Step { seq, act: self.pen.act(), effective: self.day, verb: Verb::Create, undoes: None, payload };
        for segment in fold::timeline(kind, &[step]) {
            rows::insert(self.db, kind, (plan, id), &segment)?;
        }
        self.began.insert(id, 1);
        Ok(())
    }

    /// The plan a new thing belongs to, as stored.
    fn plan_of(&self, change: &Change, plan: Option<Id>) -> Result<i64, WriteError> {
        match (change.kind, plan) {
            (Kind::Plan, None) => Ok(change.id.number()),
            (Kind::Plan, Some(plan)) if plan == change.id => Ok(plan.number()),
            (Kind::Plan, Some(_)) => Err(invalid("a plan belongs to itself")),
            (_, None) => {
                if change.kind == Kind::Place && change.id != self.act.place {
                    return Err(invalid("a place is created by an act of its own"));
                }
                Ok(0)
            }
            (_, Some(plan)) => match entity::find(self.db, plan.number())? {
                Some(e) if e.kind == Kind::Plan && e.place == self.act.place.number() => Ok(plan.number()),
                _ => Err(WriteError::NotFound { kind: Kind::Plan, id: plan }),
            },
        }
    }

    fn alter(
        &mut self,
        change: &Change,
        verb: Verb,
        expect: u32,
        fields: &[(&'static str, Value)],
    ) -> Result<(), WriteError> {
        let (kind, id) = (change.kind, change.id.number());
        let missing = || WriteError::NotFound { kind, id: change.id };
        let mut entity = entity::find(self.db, id)?.ok_or_else(missing)?;
        if entity.kind != kind || entity.place != self.act.place.number() {
            return Err(missing());
        }
        self.check_fields(kind, fields)?;
        let records = record::of_entity(self.db, id)?;
        let began = *self.began.entry(id).or_insert(entity.revision);
        if expect != entity.revision && expect != began {
            return self.conflict(&entity, expect, records);
        }
        let mut steps = records.iter().map(Step::of).collect::<Result<Vec<_>, _>>()?;
        fold::order(&mut steps);
        let Some(state) = fold::state_at(kind, &steps, self.day, u64::MAX) else {
            return Err(self.not_there(kind, &steps));
        };
        if (verb == Verb::Restore) != state.withdrawn {
            let is = if state.withdrawn { "has been withdrawn" } else { "has not been withdrawn" };
            return Err(invalid(format!("this {} {is}", kind.name())));
        }
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for (name, value) in fields {
            let old = fold::value_of(kind, &state, name);
            if old != *value {
                before.push(((*name).to_owned(), old));
                after.push(((*name).to_owned(), value.clone()));
            }
        }
        if verb == Verb::Set && after.is_empty() {
            return Ok(());
        }
        let payload = self.payload(change, Pairs(before), Pairs(after));
        entity.revision += 1;
        entity.last = self.pen.next();
        self.pen.write(&entity, (verb, None), self.day, &payload)?;
        entity::touch(self.db, &entity)?;
        let (seq, act, effective) = (entity.last, self.pen.act(), self.day);
        steps.push(Step { seq, act, effective, verb, undoes: None, payload });
        fold::order(&mut steps);
        rows::replace_from(self.db, kind, (entity.plan, id), self.day, &fold::timeline(kind, &steps))?;
        Ok(())
    }

    fn not_there(&self, kind: Kind, steps: &[Step]) -> WriteError {
        match fold::timeline(kind, steps).first() {
            Some(first) => {
                let days = (record::day(self.day), record::day(first.from));
                let (Ok(day), Ok(begins)) = days else { return invalid("this day is no day") };
                invalid(format!(
                    "this {} begins on {begins}: it cannot be changed from {day} on",
                    kind.name()
                ))
            }
            None => invalid(format!("what created this {} has been taken back", kind.name())),
        }
    }

    /// Collects the conflict, so that a person sees all of an act's at once; the act fails when the door closes.
    fn conflict(&mut self, entity: &Entity, seen: u32, records: Vec<Record>) -> Result<(), WriteError> {
        let unseen = usize::try_from(seen).unwrap_or(usize::MAX);
        let since = records.into_iter().skip(unseen).map(Record::shown).collect::<Result<_, _>>()?;
        let id = record::id(entity.id)?;
        self.conflicts.push(Conflict { kind: entity.kind, id, seen, now: entity.revision, since });
        Ok(())
    }

    fn check_fields(&mut self, kind: Kind, fields: &[(&'static str, Value)]) -> Result<(), WriteError> {
        for (name, value) in fields {
            if *name == POSITION {
                if value.as_int().is_none() {
                    return Err(invalid("a position is a whole number"));
                }
                continue;
            }
            let Some(field) = kind.def().field(name) else {
                return Err(invalid(format!("a {} has no {name}", kind.name())));
            };
            if !field.ty.holds(value) || (field.required && value.is_null()) {
                let wanted = field.ty.words();
                return Err(invalid(format!(
                    "the {name} of a {} cannot be {value:?} ({wanted})",
                    kind.name()
                )));
            }
            if let (Type::Ref(kinds), Value::Int(to)) = (field.ty, value) {
                self.references.push((kind, field.name, kinds, *to));
            }
        }
        Ok(())
    }

    fn payload(&self, change: &Change, before: Pairs, after: Pairs) -> Payload {
        let at = change.at.as_ref().and_then(place_code::encode);
        Payload { why: self.act.why.clone(), at, before, after, redacted: Vec::new() }
    }

    fn close(self) -> Result<Receipt, WriteError> {
        if !self.conflicts.is_empty() {
            return Err(WriteError::Conflict(self.conflicts));
        }
        let place = self.act.place.number();
        if self.pen.next() > self.pen.act()
            && entity::find(self.db, place)?.is_none_or(|e| e.kind != Kind::Place)
        {
            return Err(WriteError::NotFound { kind: Kind::Place, id: self.act.place });
        }
        for (kind, field, kinds, to) in self.references {
            let fits = |e: &Entity| e.place == place && (kinds.is_empty() || kinds.contains(&e.kind));
            if !entity::find(self.db, to)?.as_ref().is_some_and(fits) {
                return Err(invalid(format!("the {field} of a {} names nothing that is kept", kind.name())));
            }
        }
        Ok(self.pen.receipt())
    }
}

/// A refusal with its sentence.
pub(crate) fn invalid(sentence: impl Into<String>) -> WriteError {
    WriteError::Invalid(sentence.into())
}

/// Whether this error is only about the database (for callers that write something else than an act).
pub(crate) fn io(error: WriteError) -> StoreError {
    match error {
        WriteError::Io(error) => error,
        other => StoreError::Damaged(other.to_string()),
    }
}
