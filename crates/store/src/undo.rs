//! Taking back: an act or a whole import no longer counts, by a new act that says so.
//!
//! What was taken back is left out when a thing's states are told (see `fold`), so afterwards every day reads as if
//! the act had not been, while the record shows both. Taking that back lets the act count again.

use std::collections::{BTreeMap, BTreeSet};

use model::id::Id;
use rusqlite::Connection;

use crate::act::{Conflict, Receipt, StoreError, Verb, WriteError};
use crate::entity::{self, Entity};
use crate::fold::{self, FOREVER, State, Step};
use crate::payload::{Pairs, Payload};
use crate::pen::{Head, Pen};
use crate::record::{self, Record};
use crate::rows;
use crate::schema::{Kind, Type};
use crate::value::Value;
use crate::write::invalid;

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
    /// The act with this number ([`Receipt::first_event`]); it may itself have taken something back.
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
    let mut plan = Plan::make(db, request)?;
    if !plan.conflicts.is_empty() && request.meanwhile == Meanwhile::Refuse {
        return Err(WriteError::Conflict(plan.conflicts));
    }
    let head = Head {
        place: plan.place,
        what: "taken back",
        actor: request.actor.clone(),
        recorded_at: request.recorded_at,
        batch: None,
    };
    let mut pen = Pen::new(db, head)?;
    for thing in plan.things.iter_mut().filter(|t| !plan.kept.contains(&t.entity.id)) {
        take_back(db, &mut pen, thing, request.why.as_ref())?;
    }
    Ok(pen.receipt())
}

/// Writes that the target's acts no longer count for a thing, and makes its rows again.
fn take_back(
    db: &Connection,
    pen: &mut Pen<'_>,
    thing: &mut Thing,
    why: Option<&String>,
) -> Result<(), StoreError> {
    let kind = thing.entity.kind;
    let Some(from) = thing.mine().map(|s| s.effective).min() else { return Ok(()) };
    let names: BTreeSet<String> = thing.mine().flat_map(fields).collect();
    for act in thing.acts.clone() {
        let before = thing.told();
        let mut step = Step {
            seq: pen.next(),
            act: pen.act(),
            effective: from,
            verb: Verb::Undo,
            undoes: Some(act),
            payload: Payload::default(),
        };
        thing.steps.push(step.clone());
        let values = |state: Option<State>| match state {
            Some(s) => Pairs(names.iter().map(|n| (n.clone(), fold::value_of(kind, &s, n))).collect()),
            None => Pairs::default(),
        };
        step.payload = Payload {
            why: why.cloned(),
            before: values(before),
            after: values(thing.told()),
            ..Payload::default()
        };
        thing.entity.revision += 1;
        thing.entity.last = step.seq;
        pen.write(&thing.entity, (Verb::Undo, Some(act)), from, &step.payload)?;
    }
    entity::touch(db, &thing.entity)?;
    fold::order(&mut thing.steps);
    rows::replace_from(
        db,
        kind,
        (thing.entity.plan, thing.entity.id),
        from,
        &fold::timeline(kind, &thing.steps),
    )
}

/// A thing the target touches.
struct Thing {
    entity: Entity,
    /// Everything that happened to it, in order of effect.
    steps: Vec<Step>,
    /// The acts of the target that touch it and count, oldest first.
    acts: BTreeSet<u64>,
}

impl Thing {
    fn read(db: &Connection, id: i64, target: &BTreeSet<u64>) -> Result<Option<Thing>, StoreError> {
        let Some(entity) = entity::find(db, id)? else { return Ok(None) };
        let mut steps = record::of_entity(db, id)?.iter().map(Step::of).collect::<Result<Vec<_>, _>>()?;
        fold::order(&mut steps);
        let undone = fold::undone(&steps);
        let counts = |act: &u64| target.contains(act) && !undone.contains(act);
        let acts: BTreeSet<u64> = steps.iter().map(|s| s.act).filter(counts).collect();
        Ok((!acts.is_empty()).then_some(Thing { entity, steps, acts }))
    }

    /// The target's steps.
    fn mine(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|s| self.acts.contains(&s.act))
    }

    /// Its state in the end.
    fn told(&self) -> Option<State> {
        fold::state_at(self.entity.kind, &self.steps, FOREVER, u64::MAX)
    }

    /// Whether it will be gone altogether, as if it had never begun.
    fn vanishes(&self) -> bool {
        let mut without = self.steps.clone();
        let undo = |act: &u64| Step {
            seq: u64::MAX,
            act: u64::MAX,
            effective: 0,
            verb: Verb::Undo,
            undoes: Some(*act),
            payload: Payload::default(),
        };
        without.extend(self.acts.iter().map(undo));
        self.told().is_some() && fold::state_at(self.entity.kind, &without, FOREVER, u64::MAX).is_none()
    }

    /// In what respects a step touches it: the names of fields, and whether it counts; an undo, those of what it undoes.
    fn respects(&self, step: &Step) -> BTreeSet<String> {
        let mut names: BTreeSet<String> = fields(step).into_iter().collect();
        if matches!(step.verb, Verb::Withdraw | Verb::Restore) {
            names.insert(COUNTS.to_owned());
        }
        // An act is older than what takes it back, so this ends.
        let undone = self.steps.iter().filter(|s| step.undoes == Some(s.act) && s.seq < step.seq);
        undone.for_each(|s| names.extend(self.respects(s)));
        names
    }

    /// The steps of later acts that changed it in the same respect (in any, where it will be gone) and still count.
    fn changed_since(&self) -> Vec<u64> {
        let Some(last) = self.mine().map(|s| s.seq).max() else { return Vec::new() };
        let touched: BTreeSet<String> = self.mine().flat_map(|s| self.respects(s)).collect();
        let (vanishes, undone) = (self.vanishes(), fold::undone(&self.steps));
        let later = self.steps.iter().filter(|s| s.seq > last && !undone.contains(&s.act));
        later
            .filter(|s| s.undoes.is_none_or(|act| act < last))
            .filter(|s| vanishes || self.respects(s).iter().any(|r| touched.contains(r)))
            .map(|s| s.seq)
            .collect()
    }
}

/// What an undo will do.
struct Plan {
    place: i64,
    /// The number of the target's first event.
    first: u64,
    things: Vec<Thing>,
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
        let Some((place, first)) = events.first().map(|e| (e.place, e.seq)) else {
            return Err(invalid("nothing is recorded under this number, so nothing can be taken back"));
        };
        if events.iter().any(|e| e.verb == Verb::Redact) {
            return Err(invalid("what was erased cannot be brought back"));
        }
        let acts: BTreeSet<u64> = events.iter().map(|e| e.act).collect();
        let mut plan =
            Plan { place, first, things: Vec::new(), conflicts: Vec::new(), kept: BTreeSet::new() };
        let mut seen = BTreeSet::new();
        for event in events {
            if seen.insert(event.entity) {
                plan.things.extend(Thing::read(db, event.entity, &acts)?);
            }
        }
        if plan.things.is_empty() {
            return Err(invalid("this has been taken back already"));
        }
        plan.find_changed_since(db)?;
        plan.find_attached_since(db)?;
        plan.keep_what_kept_things_need();
        Ok(plan)
    }

    fn find_changed_since(&mut self, db: &Connection) -> Result<(), StoreError> {
        for thing in &self.things {
            let since = thing.changed_since();
            if !since.is_empty() {
                self.kept.insert(thing.entity.id);
                self.conflicts.push(conflict(db, &thing.entity, &since)?);
            }
        }
        Ok(())
    }

    /// Things that later acts attached to something that will be gone.
    fn find_attached_since(&mut self, db: &Connection) -> Result<(), StoreError> {
        let gone: BTreeSet<i64> = self.things.iter().filter(|t| t.vanishes()).map(|t| t.entity.id).collect();
        if gone.is_empty() {
            return Ok(());
        }
        let mine: BTreeSet<i64> = self.things.iter().map(|t| t.entity.id).collect();
        let mut found: BTreeMap<i64, Vec<u64>> = BTreeMap::new();
        let later = "WHERE place = ?1 AND seq > ?2 AND verb <> 'redact' ORDER BY seq";
        record::walk(db, later, (self.place, self.first), |event| {
            if !mine.contains(&event.entity) {
                let payload = Payload::from_json(&event.payload, event.seq)?;
                let to = references(event.kind()?, &payload).into_iter().chain([event.plan]);
                if to.into_iter().any(|id| gone.contains(&id)) {
                    found.entry(event.entity).or_default().push(event.seq);
                }
            }
            Ok(())
        })?;
        for (id, since) in found {
            let Some(thing) = Thing::read(db, id, &since_acts(db, &since)?)? else { continue };
            if thing.told().is_none_or(|state| state.withdrawn) {
                continue;
            }
            self.kept.extend(needs(&thing).filter(|id| gone.contains(id)));
            self.conflicts.push(conflict(db, &thing.entity, &since)?);
        }
        Ok(())
    }

    /// What a thing that stays refers to stays too: its plan, its line, its parent.
    fn keep_what_kept_things_need(&mut self) {
        let mut open: Vec<i64> = self.kept.iter().copied().collect();
        while let Some(id) = open.pop() {
            let Some(thing) = self.things.iter().find(|t| t.entity.id == id) else { continue };
            open.extend(needs(thing).filter(|id| self.kept.insert(*id)).collect::<Vec<_>>());
        }
    }
}

fn since_acts(db: &Connection, events: &[u64]) -> Result<BTreeSet<u64>, StoreError> {
    let mut statement = db.prepare_cached("SELECT act FROM event WHERE seq = ?1")?;
    let acts = events.iter().map(|seq| statement.query_row([*seq], |r| r.get(0)));
    Ok(acts.collect::<Result<_, _>>()?)
}

fn conflict(db: &Connection, entity: &Entity, since: &[u64]) -> Result<Conflict, StoreError> {
    let all = record::of_entity(db, entity.id)?;
    let first = since.first().copied().unwrap_or(u64::MAX);
    let seen = u32::try_from(all.iter().filter(|e| e.seq < first).count()).unwrap_or(u32::MAX);
    let since =
        all.into_iter().filter(|e| since.contains(&e.seq)).map(Record::shown).collect::<Result<_, _>>()?;
    Ok(Conflict { kind: entity.kind, id: record::id(entity.id)?, seen, now: entity.revision, since })
}

/// What a thing refers to or ever referred to, and its plan.
fn needs(thing: &Thing) -> impl Iterator<Item = i64> {
    let plan = thing.entity.plan;
    thing.steps.iter().flat_map(|s| references(thing.entity.kind, &s.payload)).chain([plan])
}

fn references(kind: Kind, payload: &Payload) -> Vec<i64> {
    let refers = |name: &str| kind.def().field(name).is_some_and(|f| matches!(f.ty, Type::Ref(_)));
    payload
        .after
        .0
        .iter()
        .filter(|(name, _)| refers(name))
        .filter_map(|(_, value)| Value::as_int(value))
        .collect()
}

/// The names of the fields a step touches.
fn fields(step: &Step) -> Vec<String> {
    step.payload.before.0.iter().chain(&step.payload.after.0).map(|(name, _)| name.clone()).collect()
}

/// No field has a name with a bracket.
const COUNTS: &str = "(counts)";
