//! Anything created, corrected, withdrawn, brought back; and undo.

use model::id::Id;
use store::{Change, Filter, Kind, Row, Value, View};

use super::form::{self, Inputs};
use super::subject::{self, row};
use super::{Note, effects};
use crate::error::{Error, Result};
use crate::shape::node::{Fields, parent_field};
use crate::site::{Analyst, Contributor, Desk, Editor, Reader, Right, Written, latest};
use crate::words;

impl Editor<'_> {
    /// Creates a thing of a plan from what was typed. What hangs from something names it as `parent`; an action also
    /// takes `owner` and `phrase` (its target date).
    ///
    /// # Errors
    /// Every field that does not hold what it must; the reason why it makes no sense.
    pub fn create(
        &mut self,
        kind: Kind,
        plan: Id,
        parent: Option<Id>,
        inputs: &Inputs,
        note: &Note,
    ) -> Result<Written> {
        create(&mut self.0, kind, plan, parent, inputs, note)
    }

    /// Gives fields of a thing, seen at revision `seen`, new values.
    ///
    /// # Errors
    /// Every field that does not hold what it must; [`Error::Conflict`] if somebody changed it since.
    pub fn correct(
        &mut self,
        kind: Kind,
        id: Id,
        seen: u32,
        inputs: &Inputs,
        note: &Note,
    ) -> Result<Written> {
        correct(&mut self.0, kind, id, seen, inputs, note)
    }

    /// Takes a thing, seen at revision `seen`, out of the plan from now on; it stays in the record.
    ///
    /// # Errors
    /// Without a reason, while something still stands under it, or when somebody changed it since.
    pub fn withdraw(&mut self, kind: Kind, id: Id, seen: u32, note: &Note) -> Result<Written> {
        withdraw(&mut self.0, kind, id, seen, note)
    }

    /// Brings a withdrawn thing back.
    ///
    /// # Errors
    /// When it is not withdrawn.
    pub fn restore(&mut self, kind: Kind, id: Id, seen: u32, note: &Note) -> Result<Written> {
        let reader = self.0.reader()?;
        let place = place_of(&reader, kind, id)?;
        let intent = self.0.intent("brought back", note)?;
        self.0.write(place, intent, vec![Change::restore(kind, id, seen)])
    }

    /// Takes an act back, whoever did it. With `keep_later`, what was changed since stays.
    ///
    /// # Errors
    /// [`Error::Conflict`] where something was changed since and `keep_later` is not set.
    pub fn undo(&mut self, act: u64, keep_later: bool, why: &str) -> Result<Written> {
        let events = acts(&self.0, act)?;
        what_stays(&self.0, &events)?;
        if events.iter().any(|e| matches!(e.kind, Kind::User | Kind::Place | Kind::Setting | Kind::AccessKey))
        {
            self.0.ctx.need(Right::Administer)?;
        }
        self.0.undo(target(act, &events), keep_later, why)
    }
}

impl Contributor<'_> {
    /// Takes back an act of one's own.
    ///
    /// # Errors
    /// When somebody else did it; [`Error::Conflict`] where something was changed since.
    pub fn undo_own(&mut self, act: u64, why: &str) -> Result<Written> {
        let own = |e: &store::EventRow| e.actor == self.0.ctx.who.name;
        let events = acts(&self.0, act)?;
        what_stays(&self.0, &events)?;
        if !events.iter().all(own) {
            return Err(Error::Forbidden(
                "Only those who edit the plan can take back what others did".to_owned(),
            ));
        }
        self.0.undo(target(act, &events), false, why)
    }
}

/// What is taken back with an act: a binding with the figures it brought or withdrew, which are acts of other days.
fn target(act: u64, events: &[store::EventRow]) -> store::Target {
    let figures = events.iter().all(|e| matches!(e.kind, Kind::Binding | Kind::Observation));
    let batch = events.first().and_then(|e| e.batch).filter(|_| figures);
    batch.map_or(store::Target::Act(act), store::Target::Batch)
}

/// Refuses to take back what was done to a pack that is issued by now, and a version of a definition that is in use.
fn what_stays(desk: &Desk<'_>, events: &[store::EventRow]) -> Result<()> {
    let reader = desk.reader()?;
    for event in events.iter().filter(|e| e.kind == Kind::Definition) {
        desk.ctx.need(Right::Define)?;
        crate::lists::restate::may_take_back(&reader, event.act, event.place)?;
    }
    for event in events.iter().filter(|e| e.kind == Kind::Pack) {
        let row = reader.rows.row(Kind::Pack, event.id, View::of(latest()))?;
        if row.is_some_and(|r| r.text("issued_by").is_some()) {
            let stays = "An issued pack is never taken back: issue another that supersedes it";
            return Err(Error::Refused(stays.to_owned()));
        }
    }
    Ok(())
}

/// The events of an act.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
fn acts(desk: &Desk<'_>, act: u64) -> Result<Vec<store::EventRow>> {
    let filter = store::EventFilter { act: Some(act), ..store::EventFilter::default() };
    let events = desk.reader()?.rows.events(&filter)?;
    if events.is_empty() {
        return Err(Error::NotFound("There is no such act".to_owned()));
    }
    Ok(events)
}

impl Analyst<'_> {
    /// Creates a measure from what was typed.
    ///
    /// # Errors
    /// As [`Editor::create`].
    pub fn create_measure(
        &mut self,
        plan: Id,
        line: Option<Id>,
        inputs: &Inputs,
        note: &Note,
    ) -> Result<Written> {
        create(&mut self.0, Kind::Measure, plan, line, inputs, note)
    }

    /// Corrects a measure or an observation.
    ///
    /// # Errors
    /// As [`Editor::correct`].
    pub fn correct(
        &mut self,
        kind: Kind,
        id: Id,
        seen: u32,
        inputs: &Inputs,
        note: &Note,
    ) -> Result<Written> {
        only_figures(kind)?;
        correct(&mut self.0, kind, id, seen, inputs, note)
    }

    /// Withdraws a measure or an observation.
    ///
    /// # Errors
    /// As [`Editor::withdraw`].
    pub fn withdraw(&mut self, kind: Kind, id: Id, seen: u32, note: &Note) -> Result<Written> {
        only_figures(kind)?;
        withdraw(&mut self.0, kind, id, seen, note)
    }
}

fn only_figures(kind: Kind) -> Result<()> {
    if matches!(kind, Kind::Measure | Kind::Observation) {
        return Ok(());
    }
    Err(Error::Forbidden("Only people who edit the plan can do this".to_owned()))
}

pub(crate) fn create(
    desk: &mut Desk<'_>,
    kind: Kind,
    plan: Id,
    parent: Option<Id>,
    inputs: &Inputs,
    note: &Note,
) -> Result<Written> {
    if kind.is_of_packs() {
        return Err(Error::Refused("A pack is drafted on the page of packs".to_owned()));
    }
    let reader = desk.reader()?;
    let (inputs, extras) = effects::take_extras(kind, inputs);
    let mut fields = form::read(kind, &inputs, true).map_err(Error::Fields)?;
    let parent = attach(&reader, kind, plan, parent, &mut fields)?;
    let id = desk.id();
    let mut changes = Vec::new();
    effects::before_create(&reader, kind, plan, parent, &mut fields)?;
    changes.push(Change::create(kind, id, Some(plan), fields));
    effects::with_create(desk, &reader, kind, plan, id, &extras, &mut changes)?;
    let intent = desk.intent("created", note)?;
    let written = desk.write(reader.place_of(plan)?, intent, changes)?;
    Ok(Written { created: Some(id), ..written })
}

/// Sets what the thing hangs from, after making sure that it is there and in the same plan.
fn attach(
    reader: &Reader,
    kind: Kind,
    plan: Id,
    parent: Option<Id>,
    fields: &mut Fields,
) -> Result<Option<Id>> {
    let Some(field) = parent_field(kind) else { return Ok(parent) };
    if kind == Kind::Measure && parent.is_none() {
        return Ok(None);
    }
    let lacking = || Error::Refused(format!("A new {} needs something to belong to", words::noun(kind)));
    let parent = parent.ok_or_else(lacking)?;
    let (found, of) = reader.rows.find(parent)?.ok_or_else(lacking)?;
    if found != Kind::Plan && of != Some(plan) {
        return Err(lacking());
    }
    row(reader, found, parent)?;
    fields.retain(|(name, _)| *name != field);
    fields.insert(0, (field, Value::from(parent)));
    Ok(Some(parent))
}

pub(crate) fn correct(
    desk: &mut Desk<'_>,
    kind: Kind,
    id: Id,
    seen: u32,
    inputs: &Inputs,
    note: &Note,
) -> Result<Written> {
    let reader = desk.reader()?;
    let old = row(&reader, kind, id)?;
    let mut fields = form::read(kind, inputs, false).map_err(Error::Fields)?;
    if kind == Kind::Measure {
        effects::limits_moved(&old, &fields, note)?;
    }
    let mut changes = effects::before_correct(&reader, desk.ctx.today, &old, &mut fields)?;
    changes.insert(0, Change::set(kind, id, seen, fields));
    let place = place_of(&reader, kind, id)?;
    let intent = desk.intent("corrected", note)?;
    desk.write(place, intent, changes)
}

pub(crate) fn withdraw(desk: &mut Desk<'_>, kind: Kind, id: Id, seen: u32, note: &Note) -> Result<Written> {
    if kind.is_of_packs() {
        return Err(Error::Refused("A pack is changed on its own page".to_owned()));
    }
    let reader = desk.reader()?;
    let old = row(&reader, kind, id)?;
    if note.why.trim().is_empty() && needs_reason(kind) {
        return Err(Error::field("why", "Enter a reason"));
    }
    still_needed(&reader, &old)?;
    let mut changes = effects::with_withdraw(&reader, &old)?;
    changes.insert(0, Change::withdraw(kind, id, seen));
    let place = place_of(&reader, kind, id)?;
    let intent = desk.intent("withdrawn", note)?;
    desk.write(place, intent, changes)
}

/// What the plan promises cannot go without a reason; a spelling or a link can.
fn needs_reason(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Plan
            | Kind::Priority
            | Kind::Line
            | Kind::Action
            | Kind::Recommendation
            | Kind::Measure
            | Kind::TargetDate
    )
}

/// Refuses while something that counts stands under a thing.
fn still_needed(reader: &Reader, old: &Row) -> Result<()> {
    let under: &[(Kind, &'static str)] = match old.kind {
        Kind::Line => &[(Kind::Action, "line")],
        Kind::Priority => &[(Kind::Priority, "parent"), (Kind::Line, "priority"), (Kind::Action, "priority")],
        Kind::Inspection => &[(Kind::Recommendation, "inspection")],
        _ => &[],
    };
    for (kind, field) in under {
        let count = subject::hanging(reader, *kind, field, old.id)?.len();
        if count > 0 {
            let name = subject::capital(&subject::name(reader, old.id)?);
            let what = words::count(count, words::noun(*kind));
            return Err(Error::Refused(format!("{name} still has {what}: move or withdraw them first")));
        }
    }
    Ok(())
}

/// The place a thing belongs to.
pub(crate) fn place_of(reader: &Reader, kind: Kind, id: Id) -> Result<Id> {
    let rows = reader.rows.rows_and_withdrawn(kind, &Filter::Id(id), View::of(latest()))?;
    match rows.first().and_then(|r| r.plan) {
        Some(plan) => reader.place_of(plan),
        None => {
            let first = reader.rows.entity_history(id)?.into_iter().next();
            first
                .map(|e| e.place)
                .ok_or_else(|| Error::NotFound(format!("There is no such {}", words::noun(kind))))
        }
    }
}
