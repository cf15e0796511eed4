//! A plan's measure bound to a definition: somebody confirms what its words suggest, and from then on every kept snapshot
//! gives it an observation with its provenance, and so does every one kept before.

use std::collections::BTreeMap;

use measures::Kind as Counts;
use model::day::Day;
use model::decimal::Decimal;
use model::id::Id;
use store::{Change, Filter, Kind, Row, Value, View};

use crate::edit::{Note, fold};
use crate::error::{Error, Result};
use crate::measured::{Measured, Number, number_for};
use crate::site::{Analyst, Desk, Intent, Reader, Written, latest};

/// A measure's binding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Its identity.
    pub id: Id,
    /// The revision seen.
    pub revision: u32,
    /// The key of the measure.
    pub measure: String,
    /// The key of the definition.
    pub definition: String,
    /// Who confirmed it.
    pub by: String,
}

impl Binding {
    fn of(row: &Row) -> Binding {
        Binding {
            id: row.id,
            revision: row.revision,
            measure: row.words("measure_key"),
            definition: row.words("definition"),
            by: row.words("by"),
        }
    }
}

impl Reader {
    /// The bindings of a plan's measures on a day.
    ///
    /// # Errors
    /// The store's.
    pub fn bindings(&self, plan: Id, day: Day) -> Result<Vec<Binding>> {
        let rows = self.rows.rows(Kind::Binding, &Filter::Plan(plan), View::of(day))?;
        Ok(rows.iter().map(Binding::of).collect())
    }
}

impl Analyst<'_> {
    /// Binds a measure of a plan to a definition and computes its observations from every kept snapshot; each holds from
    /// the day of its snapshot.
    ///
    /// # Errors
    /// Where there is no such measure or definition; the store's.
    pub fn bind(&mut self, plan: Id, measure: &str, definition: &str, note: &Note) -> Result<Written> {
        let desk = &mut self.0;
        let reader = desk.reader()?;
        let place = reader.place_of(plan)?;
        let library = reader.library(place)?;
        let definition = fold(definition);
        if library.find(&definition).is_none() {
            return Err(Error::field("definition", "Select a definition"));
        }
        let known = reader.rows.rows(Kind::Measure, &Filter::Plan(plan), View::of(latest()))?;
        if !known.iter().any(|r| r.text("key") == Some(measure)) {
            return Err(Error::NotFound("There is no such measure".to_owned()));
        }
        let by = Value::from(desk.ctx.who.name.as_str());
        let there = reader.bindings(plan, latest())?.into_iter().find(|b| b.measure == measure);
        let change = match &there {
            Some(held) => {
                let fields = vec![("definition", definition.as_str().into()), ("by", by)];
                Change::set(Kind::Binding, held.id, held.revision, fields)
            }
            None => {
                let fields = vec![
                    ("measure_key", measure.into()),
                    ("definition", definition.as_str().into()),
                    ("by", by),
                ];
                Change::create(Kind::Binding, desk.id(), Some(plan), fields)
            }
        };
        // Its figures hold from days of their own; with the binding they are one batch, which is taken back as one.
        let batch = desk.id();
        let intent = Intent { batch: Some(batch), ..desk.intent("measure bound to a definition", note)? };
        let written = desk.write(place, intent, vec![change])?;
        // What another definition computed is no figure of this measure any more.
        if there.as_ref().is_some_and(|b| b.definition != definition) {
            withdraw_computed(desk, plan, measure, batch, note)?;
        }
        backfill(desk, place, &definition, batch)?;
        crate::figures::backfill(desk, place, &definition, batch)?;
        Ok(written)
    }

    /// Takes a measure's binding back: its computed observations no longer count.
    ///
    /// # Errors
    /// Where it is not bound; when somebody changed it since.
    pub fn unbind(&mut self, plan: Id, measure: &str, note: &Note) -> Result<Written> {
        let desk = &mut self.0;
        let reader = desk.reader()?;
        let held = reader.bindings(plan, latest())?.into_iter().find(|b| b.measure == measure);
        let held = held.ok_or_else(|| Error::NotFound("This measure is not bound".to_owned()))?;
        let place = reader.place_of(plan)?;
        let batch = desk.id();
        let intent = Intent { batch: Some(batch), ..desk.intent("binding taken back", note)? };
        let written =
            desk.write(place, intent, vec![Change::withdraw(Kind::Binding, held.id, held.revision)])?;
        withdraw_computed(desk, plan, measure, batch, note)?;
        Ok(written)
    }
}

/// The computed observations of a measure are withdrawn.
fn withdraw_computed(desk: &mut Desk<'_>, plan: Id, measure: &str, batch: Id, note: &Note) -> Result<()> {
    let reader = desk.reader()?;
    let rows = reader.rows.rows(Kind::Observation, &Filter::Plan(plan), View::of(latest()))?;
    let computed =
        rows.iter().filter(|r| r.text("measure_key") == Some(measure) && r.text("definition").is_some());
    let changes: Vec<Change> =
        computed.map(|r| Change::withdraw(Kind::Observation, r.id, r.revision)).collect();
    if !changes.is_empty() {
        let intent = Intent { batch: Some(batch), ..desk.intent("computed values withdrawn", note)? };
        desk.write(reader.place_of(plan)?, intent, changes)?;
    }
    Ok(())
}

/// Makes the observations of a definition from every kept snapshot that has none yet.
fn backfill(desk: &mut Desk<'_>, place: Id, definition: &str, batch: Id) -> Result<()> {
    let reader = desk.reader()?;
    let library = reader.library(place)?;
    let plans = Bound::of_place(&reader, place, |bound| bound == definition)?;
    for kept in reader.snapshots(place, latest())? {
        let Some(measured) = reader.figure_of_services(&kept, definition, &library)? else { continue };
        let all = BTreeMap::from([(definition, &measured)]);
        let given = Given { all, snapshot: &kept.hash, as_at: kept.as_at };
        let given = [given];
        let changes: Vec<Change> = plans.iter().flat_map(|plan| plan.changes(desk, &given)).collect();
        if !changes.is_empty() {
            let intent = Intent { batch: Some(batch), ..Intent::new("measures computed", kept.as_at) };
            desk.write(place, intent, changes)?;
        }
    }
    Ok(())
}

/// What a snapshot gives.
pub(super) struct Given<'m> {
    /// Its measures by the keys of their definitions.
    pub(super) all: BTreeMap<&'m str, &'m Measured>,
    /// Its hash.
    pub(super) snapshot: &'m str,
    /// The day it speaks of.
    pub(super) as_at: Day,
}

/// The changes that give bound measures of a place's plans their observations from snapshots: one for each breakdown
/// that the definition has a number for. What an earlier delivery or version gave for that day is restated: the
/// observation's next revision.
pub(super) fn observations(
    desk: &mut Desk<'_>,
    reader: &Reader,
    place: Id,
    given: &[Given<'_>],
) -> Result<Vec<Change>> {
    let all: Vec<&str> = given.iter().flat_map(|g| g.all.keys().copied()).collect();
    let plans = Bound::of_place(reader, place, |definition| all.contains(&definition))?;
    Ok(plans.iter().flat_map(|plan| plan.changes(desk, given)).collect())
}

/// A plan with bound measures as a reader finds it: read once, asked for many snapshots.
struct Bound {
    plan: Id,
    bindings: Vec<Binding>,
    measures: Vec<Row>,
    /// The values that were computed.
    computed: Vec<Row>,
}

impl Bound {
    /// The plans of a place with measures bound to definitions that are `wanted`.
    fn of_place(reader: &Reader, place: Id, wanted: impl Fn(&str) -> bool) -> Result<Vec<Bound>> {
        let mut found = Vec::new();
        for plan in reader.plans()?.into_iter().filter(|p| p.place == place) {
            let mut bindings = reader.bindings(plan.id, latest())?;
            bindings.retain(|b| wanted(&b.definition));
            if bindings.is_empty() {
                continue;
            }
            let measures = reader.rows.rows(Kind::Measure, &Filter::Plan(plan.id), View::of(latest()))?;
            let mut computed =
                reader.rows.rows(Kind::Observation, &Filter::Plan(plan.id), View::of(latest()))?;
            computed.retain(|v| v.text("snapshot").is_some());
            found.push(Bound { plan: plan.id, bindings, measures, computed });
        }
        Ok(found)
    }

    fn changes(&self, desk: &mut Desk<'_>, given: &[Given<'_>]) -> Vec<Change> {
        let mut changes = Vec::new();
        for binding in &self.bindings {
            let of_measure = |row: &&Row, field| row.text(field) == Some(binding.measure.as_str());
            let entries: Vec<&Row> = self.measures.iter().filter(|m| of_measure(m, "key")).collect();
            let computed: Vec<&Row> = self.computed.iter().filter(|v| of_measure(v, "measure_key")).collect();
            for g in given {
                let Some(measured) = g.all.get(binding.definition.as_str()) else { continue };
                let of_day: Vec<&Row> =
                    computed.iter().copied().filter(|v| v.day("period_to") == Some(g.as_at)).collect();
                changes.extend(of_snapshot(desk, self.plan, &entries, &of_day, measured, g));
            }
        }
        changes
    }
}

/// The changes for one measure of a plan from one snapshot. `there` is what was computed for its day before.
fn of_snapshot(
    desk: &mut Desk<'_>,
    plan: Id,
    entries: &[&Row],
    there: &[&Row],
    measured: &Measured,
    given: &Given<'_>,
) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut done: Vec<Option<&str>> = Vec::new();
    for entry in entries {
        let breakdown = entry.text("breakdown");
        if done.contains(&breakdown) {
            continue;
        }
        done.push(breakdown);
        let mut there = there.iter().filter(|v| v.text("breakdown") == breakdown);
        let withdraw = |v: &&Row| Change::withdraw(Kind::Observation, v.id, v.revision);
        let Some(number) = number_for(measured, breakdown).filter(|n| n.value.is_some()) else {
            // There is no number any more.
            changes.extend(there.map(withdraw));
            continue;
        };
        let fields = fields(entry, number, measured, given.snapshot, given.as_at);
        match there.next() {
            Some(value)
                if fields.iter().all(|(name, field)| *name == "measure" || value.value(name) == field) => {}
            Some(value) => {
                changes.push(Change::set(Kind::Observation, value.id, value.revision, fields));
            }
            None => changes.push(Change::create(Kind::Observation, desk.id(), Some(plan), fields)),
        }
        // Two for one day are not told apart on a page.
        changes.extend(there.map(withdraw));
    }
    changes
}

/// A computed observation as it is kept.
fn fields(
    entry: &Row,
    number: &Number,
    measured: &Measured,
    snapshot: &str,
    as_at: Day,
) -> Vec<(&'static str, Value)> {
    let definition = &measured.definition;
    // Only numbers of cases are numerators: what a mean adds up is none.
    let cases = matches!(definition.kind, Counts::Share | Counts::Rate) && !definition.weighted;
    let counts = |d: Option<Decimal>| Value::from(d.map(Decimal::whole_part).filter(|_| cases));
    vec![
        ("measure_key", entry.value("key").clone()),
        ("measure", entry.id.into()),
        ("text", entry.value("text").clone()),
        ("breakdown", entry.value("breakdown").clone()),
        ("numerator", counts(number.numerator)),
        ("denominator", counts(number.denominator)),
        ("computed", number.value.into()),
        ("source", format!("Case lists of {}", as_at.long()).into()),
        ("period_kind", "day".into()),
        ("period_from", as_at.into()),
        ("period_to", as_at.into()),
        ("definition", definition.reference().into()),
        ("snapshot", snapshot.into()),
    ]
}
