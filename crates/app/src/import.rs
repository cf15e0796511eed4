//! Documents into the store: a difference that a person reviews, then one act per place; and its undoing.
//!
//! ```text
//! Reading ─ preview ─▶ Preview (per plan: which kept plan it is, what is new, changed, slipped, gone)
//!                      └─ accept ─▶ one act per place, as of the document's own day ─ undo ─▶ as if it had not been
//! ```

mod apply;
mod choose;
mod columns;
mod dates;
mod diff;
mod kept;
mod known;
mod pair;
mod prepare;
mod preview;
pub(crate) mod printed;
mod report;
mod returned;
mod which;

use std::collections::BTreeMap;

use intake::columns::Corrections;
use intake::reading::Reading;
use model::day::Day;
use model::id::Id;
use store::{Change, Kind, Value};

pub use preview::{Counts, Item, PlanPreview, Preview, What};

use crate::error::{Error, Result};
use crate::import::apply::Apply;
use crate::import::diff::Kept;
use crate::shape::Node;
use crate::site::{Desk, Editor, Intent, Reader, Written};

/// A file as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a person decides before an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// The place, where the document names none or another is meant; a new one is made where none is so called.
    pub place: Option<String>,
    /// For a plan of the reading (by its index): the kept plan it is a version of, or `None` for a new plan. Where
    /// nothing is chosen, title and words decide.
    pub plans: BTreeMap<usize, Option<Id>>,
    /// The day the documents speak of, where they do not say.
    pub day: Option<Day>,
    /// Differences left out, by the keys of their [`Item`]s: the plan stays as it is there, and the same documents given
    /// again show them again.
    pub leave: Vec<String>,
    /// What columns mean, where a person has said so: the reading was made with it, and the place keeps it.
    pub columns: Corrections,
    /// Why.
    pub why: Option<String>,
}

/// An import that was accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// The imports by which it can be undone, one a place; empty where nothing had to be done.
    pub batches: Vec<Id>,
    /// The plans, in the reading's order.
    pub plans: Vec<Id>,
    /// How many changes were recorded.
    pub changes: u64,
    /// How many differences were left out.
    pub left: u64,
}

/// What is to be done with one plan of a reading.
pub(crate) enum Doing {
    /// It is new.
    New(Node),
    /// It is a version of this one.
    Version(Box<Kept>),
}

/// One plan of a reading, ready to be shown or kept.
pub(crate) struct Task {
    /// Its index in the reading.
    pub(crate) index: usize,
    /// The kept plan, or the identity the new one will have.
    pub(crate) plan: Option<Id>,
    /// Its place, if it is kept.
    pub(crate) place: Option<Id>,
    /// The name of its place.
    pub(crate) place_name: String,
    /// The day from which it holds.
    pub(crate) day: Day,
    /// What is to be done.
    pub(crate) doing: Doing,
    /// How many differences were taken out of it.
    pub(crate) left: u64,
}

impl Reader {
    /// What accepting a reading would change; changes nothing. `today` is the day in London.
    ///
    /// # Errors
    /// When a document is older than what is kept of its plan; the store's.
    pub fn preview(&self, reading: &Reading, choices: &Choices, today: Day) -> Result<Preview> {
        self.need_all()?;
        let known = kept::known_documents(self, reading)?;
        let tasks = tasks(self, reading, choices, today)?;
        Ok(preview::preview(reading, &tasks, &known, self.last_event()))
    }
}

impl Editor<'_> {
    /// Keeps a reading: one act per place, holding from the document's own day, with the bytes of its documents.
    /// The same bytes again change nothing, unless something was left out.
    ///
    /// # Errors
    /// When a document is older than what is kept of its plan, or somebody changed the plan in the meantime.
    pub fn accept(&mut self, files: &[File], reading: &Reading, choices: &Choices) -> Result<Accepted> {
        accept(&mut self.0, files, reading, choices)
    }

    /// Takes an import back whole. With `keep_later`, what people did since to things of the import stays, with the
    /// things themselves; otherwise it is refused and shown.
    ///
    /// # Errors
    /// [`Error::Conflict`] where something was changed since and `keep_later` is not set.
    pub fn undo_import(&mut self, import: Id, keep_later: bool, why: &str) -> Result<Written> {
        self.0.undo(store::Target::Batch(import), keep_later, why)
    }
}

fn tasks(reader: &Reader, reading: &Reading, choices: &Choices, today: Day) -> Result<Vec<Task>> {
    let kept_plans = reader.plans()?;
    let mut tasks = Vec::with_capacity(reading.plans.len());
    for (index, draft) in reading.plans.iter().enumerate() {
        let base = returned::base(reading, draft);
        // What was filled in speaks of the day it is given back, not of the plan's document.
        let day = match base {
            Some(_) => choices.day.unwrap_or(today),
            None => draft.as_at.or(choices.day).unwrap_or(today),
        };
        let place_name = which::place_name(reader, reading, draft, choices)?;
        let chosen = match choices.plans.get(&index) {
            Some(chosen) => *chosen,
            None if let Some(own) =
                base.and_then(|b| kept_plans.iter().find(|p| Some(p.id) == b.origin.id)) =>
            {
                Some(own.id)
            }
            None => which::plan(reader, &kept_plans, draft, &place_name, today.max(day))?,
        };
        let new = match base {
            Some(_) => returned::tree(draft, day),
            None => prepare::node(draft, day),
        };
        let info = chosen.and_then(|id| kept_plans.iter().find(|p| p.id == id));
        let task = match info {
            None if chosen.is_some() => return Err(Error::NotFound("There is no such plan".to_owned())),
            None => {
                let place = which::place(reader, &place_name)?.map(|p| p.id);
                Task { index, plan: None, place, place_name, day, doing: Doing::New(new), left: 0 }
            }
            Some(info) => {
                let is_report = which::is_report(draft);
                if let Some(kept) = info.as_at.filter(|kept| *kept > day && !is_report) {
                    return Err(Error::Refused(format!(
                        "This document speaks of {day}, and what is kept of “{}” speaks of {kept}. Older versions \
                         have to be imported before newer ones",
                        info.title
                    )));
                }
                let old = kept::tree(reader, info.id, today.max(day))?;
                let before = match base {
                    Some(base) => Some(crate::shape::node::plan(base)),
                    None => kept::last_import(reader, info.id)?,
                };
                let index_of_before = before.as_ref().map(diff::by_identity);
                let mut kept = diff::compare(index_of_before.as_ref(), &old, &new);
                if let Some(index) = index_of_before.as_ref().filter(|_| base.is_some()) {
                    returned::spare(&mut kept, index);
                }
                if is_report {
                    report::only_add(&mut kept);
                }
                Task {
                    index,
                    plan: Some(info.id),
                    place: Some(info.place),
                    place_name: info.place_name.clone(),
                    day,
                    doing: Doing::Version(Box::new(kept)),
                    left: 0,
                }
            }
        };
        tasks.push(task);
    }
    Ok(tasks)
}

fn accept(desk: &mut Desk<'_>, files: &[File], reading: &Reading, choices: &Choices) -> Result<Accepted> {
    let reader = desk.reader()?;
    let known = kept::known_documents(&reader, reading)?;
    if !reading.documents.is_empty() && known.len() == reading.documents.len() {
        let plans = known.iter().filter_map(|k| k.plan).collect();
        return Ok(Accepted { plans, ..Accepted::default() });
    }
    if reading.plans.is_empty() {
        return Err(Error::Refused(
            "No plan was found in these documents, so there is nothing to import".to_owned(),
        ));
    }
    for file in files {
        let hash = store::sha256(&file.bytes);
        desk.site.store().put_document(&hash, &file.name, file.bytes.clone()).map_err(|e| desk.refusal(e))?;
    }
    let mut tasks = tasks(&reader, reading, choices, desk.ctx.today)?;
    let mut accepted = Accepted::default();
    for task in &mut tasks {
        if let Doing::Version(kept) = &mut task.doing {
            task.left = choose::leave_out(kept, &choices.leave);
            accepted.left += task.left;
        }
    }
    let mut places: BTreeMap<String, Vec<Task>> = BTreeMap::new();
    for task in tasks {
        places.entry(task.place_name.clone()).or_default().push(task);
    }
    let mut plans: Vec<(usize, Id)> = Vec::new();
    for (name, tasks) in places {
        let written = accept_place(desk, &reader, reading, choices, &name, tasks, &mut plans)?;
        accepted.batches.extend(written.created);
        accepted.changes += written.changes;
    }
    plans.sort_unstable_by_key(|(index, _)| *index);
    accepted.plans = plans.into_iter().map(|(_, id)| id).collect();
    Ok(accepted)
}

/// A place that had no plan yet takes the name its first document gives it.
fn renamed(reader: &Reader, place: Id, name: &str) -> Result<Option<Change>> {
    if reader.plans()?.iter().any(|p| p.place == place) {
        return Ok(None);
    }
    let row = reader.rows.row(Kind::Place, place, store::View::of(crate::site::latest()))?;
    let other = row.filter(|r| r.text("name") != Some(name));
    Ok(other.map(|r| Change::set(Kind::Place, place, r.revision, vec![("name", name.into())])))
}

fn accept_place(
    desk: &mut Desk<'_>,
    reader: &Reader,
    reading: &Reading,
    choices: &Choices,
    name: &str,
    tasks: Vec<Task>,
    plans: &mut Vec<(usize, Id)>,
) -> Result<Written> {
    let mut changes: Vec<Change> = Vec::new();
    let mut rename = None;
    let place = match tasks.iter().find_map(|t| t.place) {
        Some(place) => {
            rename = renamed(reader, place, name)?;
            place
        }
        None => {
            let id = desk.id();
            changes.push(Change::create(Kind::Place, id, None, vec![("name", name.into())]));
            id
        }
    };
    let day = tasks.iter().map(|t| t.day).max().unwrap_or(desk.ctx.today);
    changes.extend(columns::keep(desk, reader, place, &choices.columns)?);
    let batch = desk.id();
    let left: u64 = tasks.iter().map(|t| t.left).sum();
    let mut first = None;
    for task in tasks {
        let plan = task.plan.unwrap_or_else(|| desk.id());
        plans.push((task.index, plan));
        let words = match task.plan {
            Some(plan) => kept::words(reader, plan)?,
            None => apply::Words::new(),
        };
        let mut apply = Apply::new(plan, &mut *desk.ctx.ids, &words);
        match &task.doing {
            Doing::New(root) => apply.new_plan(root),
            Doing::Version(kept) => apply.kept_plan(kept),
        }
        changes.append(&mut apply.changes);
        if let Some(draft) = reading.plans.get(task.index).filter(|d| !which::is_report(d)) {
            let printed = printed::columns(reading, draft);
            changes.extend(printed::keep(desk, reader, plan, task.plan.is_none(), &printed)?);
        }
        first.get_or_insert(plan);
    }
    let reconciliation = serde_json::to_string(&reading.reconciliation).ok();
    for (number, document) in reading.documents.iter().enumerate() {
        let id = if number == 0 { batch } else { desk.id() };
        let fields = vec![
            ("name", Value::from(&document.name)),
            ("sha256", Value::from(&document.sha256)),
            ("as_at", Value::from(document.as_at.unwrap_or(day))),
            ("title", Value::from(&document.title)),
            ("label", document.version.clone().into()),
            ("reconciliation", reconciliation.clone().into()),
            ("returned", Some(1_i64).filter(|_| !reading.bases.is_empty()).into()),
            ("left_out", i64::try_from(left).ok().filter(|n| *n > 0).into()),
        ];
        changes.push(Change::create(Kind::Import, id, first, fields));
    }
    let intent = Intent { batch: Some(batch), ..Intent::new("imported", day) };
    let intent = intent.because(choices.why.as_deref().unwrap_or_default());
    let written = desk.write(place, intent, changes)?;
    if let Some(rename) = rename {
        // From today on: the place may have been set up after the day that its first document speaks of.
        desk.write(place, Intent::new("place renamed", desk.ctx.today), vec![rename])?;
    }
    Ok(Written { created: Some(batch), ..written })
}
