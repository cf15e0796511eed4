//! Taking back: an act or a whole import, by a new act of the opposite changes.
//!
//! Each opposite change takes the day of the event it reverses, so that afterwards every day reads as if the act had
//! not been, while the record shows both.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use model::id::Id;
use rusqlite::Connection;

use crate::act::{Act, Change, Conflict, Op, Receipt, StoreError, Verb, WriteError};
use crate::entity::{self, Entity};
use crate::fold::{self, POSITION, Step};
use crate::payload::Payload;
use crate::record::{self, Record};
use crate::schema::{Kind, Type};
use crate::write::{self, invalid};
use crate::{place_code, value::Value};

/// What is to be taken back, and by whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Undo {
    /// What.
    pub target: Target,
    /// Who takes it back.
    pub actor: String,
    /// When: milliseconds since 1970, UTC.
    pub recorded_at: i64,
    /// Why.
    pub why: Option<String>,
    /// What becomes of things that somebody changed since.
    pub meanwhile: Meanwhile,
}

/// What is to be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The act with this number ([`Receipt::first_event`]).
    Act(u64),
    /// Everything a batch wrote: an import.
    Batch(Id),
}

/// What becomes of things that somebody changed after the act that is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Meanwhile {
    /// Nothing is taken back; the conflicts are shown.
    #[default]
    Refuse,
    /// They stay as they are, with everything they refer to; all else is taken back.
    Keep,
}

pub(crate) fn undo(db: &Connection, request: &Undo) -> Result<Receipt, WriteError> {
    let plan = Plan::make(db, request)?;
    if !plan.conflicts.is_empty() && request.meanwhile == Meanwhile::Refuse {
        return Err(WriteError::Conflict(plan.conflicts));
    }
    let (mut changes, mut days) = (Vec::new(), Vec::new());
    for (id, mine) in plan.by_thing.iter().rev().filter(|(id, _)| !plan.kept.contains(id)) {
        for (day, change) in opposite(db, *id, mine)? {
            days.push(day);
            changes.push(change);
        }
    }
    let act = Act {
        what: "taken back",
        place: record::id(plan.place)?,
        actor: request.actor.clone(),
        recorded_at: request.recorded_at,
        effective: record::day(plan.day)?,
        why: request.why.clone(),
        batch: None,
        changes,
    };
    write::write(db, &act, &days, Some(plan.first))
}

/// What an undo will do.
struct Plan {
    place: i64,
    day: i64,
    first: u64,
    /// The target's events by the thing they touch, things in the order they were first touched.
    by_thing: Vec<(i64, Vec<Record>)>,
    conflicts: Vec<Conflict>,
    /// Things left alone because of a conflict.
    kept: BTreeSet<i64>,
}

impl Plan {
    fn make(db: &Connection, request: &Undo) -> Result<Plan, WriteError> {
        let events = match request.target {
            Target::Act(act) => record::select(db, "WHERE seq >= ?1 AND act = ?1 ORDER BY seq", [act])?,
            Target::Batch(batch) => record::select(db, "WHERE batch = ?1 ORDER BY seq", [batch.number()])?,
        };
        let (Some(first), Some(last)) = (events.first(), events.last()) else {
            return Err(invalid("nothing is recorded under this number, so nothing can be taken back"));
        };
        if events.iter().any(|e| e.verb == Verb::Redact) {
            return Err(invalid("what was erased cannot be brought back"));
        }
        let (place, day, first, last) = (first.place, first.effective, first.act, last.act);
        let spent = Spent::read(db, last)?;
        if spent.undone.contains(&first) {
            return Err(invalid("this has been taken back already"));
        }
        let mut by_thing: Vec<(i64, Vec<Record>)> = Vec::new();
        let mut index: BTreeMap<i64, usize> = BTreeMap::new();
        for event in events {
            let at = *index.entry(event.entity).or_insert(by_thing.len());
            match by_thing.get_mut(at) {
                Some((_, mine)) => mine.push(event),
                None => by_thing.push((event.entity, vec![event])),
            }
        }
        let mut plan = Plan { place, day, first, by_thing, conflicts: Vec::new(), kept: BTreeSet::new() };
        plan.find_changed_since(db, &spent)?;
        plan.find_attached_since(db, &spent)?;
        plan.keep_what_kept_things_need(db)?;
        Ok(plan)
    }

    fn created(&self) -> BTreeSet<i64> {
        let created = |mine: &Vec<Record>| mine.iter().any(|e| e.verb == Verb::Create);
        self.by_thing.iter().filter(|(_, mine)| created(mine)).map(|(id, _)| *id).collect()
    }

    /// Things of the target that later acts changed in the same respect.
    fn find_changed_since(&mut self, db: &Connection, spent: &Spent) -> Result<(), StoreError> {
        let mut found = Vec::new();
        for (id, mine) in &self.by_thing {
            let Some(last) = mine.last().map(|e| e.seq) else { continue };
            let touched = mine.iter().map(respects).collect::<Result<Vec<_>, _>>()?.concat();
            let created = mine.iter().any(|e| e.verb == Verb::Create);
            let mut since = Vec::new();
            for event in record::select(
                db,
                "WHERE entity = ?1 AND seq > ?2 AND verb <> 'redact' ORDER BY seq",
                (id, last),
            )? {
                let same = created || respects(&event)?.iter().any(|r| touched.contains(r));
                if same && !spent.without_effect(&event) && !mine.iter().any(|m| m.seq == event.seq) {
                    since.push(event);
                }
            }
            if !since.is_empty() {
                found.push((*id, last, since));
            }
        }
        for (id, last, since) in found {
            self.kept.insert(id);
            self.add_conflict(db, id, last, since)?;
        }
        Ok(())
    }

    /// Things that later acts attached to something the target created.
    fn find_attached_since(&mut self, db: &Connection, spent: &Spent) -> Result<(), StoreError> {
        let created = self.created();
        if created.is_empty() {
            return Ok(());
        }
        let mine: HashSet<i64> = self.by_thing.iter().map(|(id, _)| *id).collect();
        let mut found: BTreeMap<i64, Vec<Record>> = BTreeMap::new();
        let mut needed = BTreeSet::new();
        record::walk(
            db,
            "WHERE place = ?1 AND seq > ?2 AND verb <> 'redact' ORDER BY seq",
            (self.place, self.first),
            |event| {
                if mine.contains(&event.entity) || spent.without_effect(&event) {
                    return Ok(());
                }
                let payload = Payload::from_json(&event.payload, event.seq)?;
                let mut to = references(event.kind()?, &payload.after.0);
                to.push(event.plan);
                let to: Vec<i64> = to.into_iter().filter(|id| created.contains(id)).collect();
                if !to.is_empty() {
                    needed.extend(to);
                    found.entry(event.entity).or_default().push(event);
                }
                Ok(())
            },
        )?;
        self.kept.extend(needed);
        let before = self.first;
        for (id, since) in found {
            self.add_conflict(db, id, before, since)?;
        }
        Ok(())
    }

    fn add_conflict(
        &mut self,
        db: &Connection,
        id: i64,
        upto: u64,
        since: Vec<Record>,
    ) -> Result<(), StoreError> {
        let Some(entity) = entity::find(db, id)? else { return Ok(()) };
        let seen: u32 = db
            .prepare_cached(
                "SELECT count(*) FROM event WHERE entity = ?1 AND seq <= ?2 AND verb <> 'redact'",
            )?
            .query_row((id, upto), |r| r.get(0))?;
        let since = since.into_iter().map(Record::shown).collect::<Result<_, _>>()?;
        let id = record::id(id)?;
        self.conflicts.push(Conflict { kind: entity.kind, id, seen, now: entity.revision, since });
        Ok(())
    }

    /// What a thing that stays refers to stays too: its plan, its line, its parent.
    fn keep_what_kept_things_need(&mut self, db: &Connection) -> Result<(), StoreError> {
        let created = self.created();
        let mut open: Vec<i64> = self.kept.iter().copied().collect();
        while let Some(id) = open.pop() {
            let Some(entity) = entity::find(db, id)? else { continue };
            let mut to = vec![entity.plan];
            for event in record::of_entity(db, id)? {
                to.extend(references(entity.kind, &Payload::from_json(&event.payload, event.seq)?.after.0));
            }
            open.extend(to.into_iter().filter(|id| created.contains(id) && self.kept.insert(*id)));
        }
        Ok(())
    }
}

/// The opposite of what the events `mine` did to a thing, each with its day.
fn opposite(db: &Connection, id: i64, mine: &[Record]) -> Result<Vec<(i64, Change)>, WriteError> {
    let Some(entity) = entity::find(db, id)? else { return Ok(Vec::new()) };
    let mut all = record::of_entity(db, id)?.iter().map(Step::of).collect::<Result<Vec<_>, _>>()?;
    fold::order(&mut all);
    let others: Vec<Step> = all.iter().filter(|s| !mine.iter().any(|m| m.seq == s.seq)).cloned().collect();
    let mut by_day: BTreeMap<i64, Vec<&Record>> = BTreeMap::new();
    for event in mine {
        by_day.entry(event.effective).or_default().push(event);
    }
    let mut out = Vec::new();
    for (day, events) in by_day {
        let Some(with) = fold::state_at(entity.kind, &all, day, u64::MAX) else { continue };
        let Some(without) = fold::state_at(entity.kind, &others, day, u64::MAX) else {
            // It began with what is taken back.
            if !with.withdrawn {
                out.push((day, change(&entity, Op::Withdraw { expect: entity.revision })?));
            }
            return Ok(out);
        };
        if with.withdrawn && !without.withdrawn {
            out.push((day, change(&entity, Op::Restore { expect: entity.revision })?));
        }
        let mut fields: Vec<(&'static str, Value)> = Vec::new();
        for name in events.iter().map(|e| respects(e)).collect::<Result<Vec<_>, _>>()?.concat() {
            let known = entity.kind.def().field(&name).map(|f| f.name);
            let name = known.or((name == POSITION).then_some(POSITION));
            if let Some(name) = name.filter(|n| !fields.iter().any(|(seen, _)| seen == n)) {
                fields.push((name, fold::value_of(entity.kind, &without, name)));
            }
        }
        if !fields.is_empty() {
            let mut set = change(&entity, Op::Set { expect: entity.revision, fields })?;
            set.at = without.at.filter(|at| with.at.as_ref() != Some(at)).as_deref().map(place_code::decode);
            out.push((day, set));
        }
        if !with.withdrawn && without.withdrawn {
            out.push((day, change(&entity, Op::Withdraw { expect: entity.revision })?));
        }
    }
    Ok(out)
}

fn change(entity: &Entity, op: Op) -> Result<Change, StoreError> {
    Ok(Change { kind: entity.kind, id: record::id(entity.id)?, op, at: None })
}

/// In what respects an event touches its thing: the names of fields, and whether it counts.
fn respects(event: &Record) -> Result<Vec<String>, StoreError> {
    let mut names: Vec<String> =
        Payload::from_json(&event.payload, event.seq)?.after.0.into_iter().map(|(name, _)| name).collect();
    if matches!(event.verb, Verb::Withdraw | Verb::Restore) {
        names.push("(counts)".to_owned());
    }
    Ok(names)
}

fn references(kind: Kind, fields: &[(String, Value)]) -> Vec<i64> {
    let refers = |name: &str| kind.def().field(name).is_some_and(|f| matches!(f.ty, Type::Ref(_)));
    fields.iter().filter(|(name, _)| refers(name)).filter_map(|(_, value)| value.as_int()).collect()
}

/// Acts that cancel each other out: what was taken back, and the acts that took back something later than the target.
struct Spent {
    undone: HashSet<u64>,
    cancelling: HashSet<u64>,
}

impl Spent {
    fn read(db: &Connection, last: u64) -> Result<Spent, StoreError> {
        let mut statement =
            db.prepare("SELECT DISTINCT act, undoes FROM event WHERE undoes IS NOT NULL ORDER BY act DESC")?;
        let pairs: Vec<(u64, u64)> =
            statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
        let mut spent = Spent { undone: HashSet::new(), cancelling: HashSet::new() };
        // Newest first: an undo that was itself taken back no longer takes anything back.
        for (act, undoes) in pairs {
            if !spent.undone.contains(&act) {
                spent.undone.insert(undoes);
                if undoes > last {
                    spent.cancelling.insert(act);
                }
            }
        }
        Ok(spent)
    }

    fn without_effect(&self, event: &Record) -> bool {
        self.undone.contains(&event.act) || self.cancelling.contains(&event.act)
    }
}
