//! Stated figures kept, in one act: a figure for each, and an observation for each plan's measure bound to its definition.

use model::day::Day;
use model::id::Id;
use model::series::{is_overall, same_breakdown};
use store::{Change, Filter, Kind, Row, Value, View};

use super::known::{Figure, Figures};
use super::line::Stated;
use super::{FigureFile, Typed};
use crate::edit::Note;
use crate::error::{Error, Result};
use crate::site::{Analyst, Desk, Intent, Reader, latest};
use model::at::At;

/// What becomes of a stated figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// It is new.
    New,
    /// There was another: it is restated.
    Restated,
    /// It is known as it is.
    Known,
}

/// What came of keeping figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeptFigures {
    /// How many were not there.
    pub new: usize,
    /// How many took another's place.
    pub restated: usize,
    /// How many were known.
    pub known: usize,
    /// How many observations of plans' measures were made.
    pub observations: usize,
    /// The act, where there was one.
    pub act: Option<u64>,
}

impl Figures {
    /// What would become of a stated figure.
    pub fn came(&self, stated: &Stated) -> Came {
        let same = |f: &&Figure| {
            f.definition == stated.definition.key
                && f.service.to_lowercase() == stated.service.to_lowercase()
                && (f.period.from, f.period.to) == (stated.period.from, stated.period.to)
        };
        match self.current.iter().find(same) {
            None => Came::New,
            Some(there) => {
                let known = there.value == stated.value
                    && there.numerator == stated.numerator
                    && there.denominator == stated.denominator
                    && there.source == stated.source;
                if known { Came::Known } else { Came::Restated }
            }
        }
    }
}

impl Analyst<'_> {
    /// Keeps one figure that somebody typed in.
    ///
    /// # Errors
    /// What is wrong with it, by field; the store's.
    pub fn state(&mut self, place: Id, typed: &Typed, note: &Note) -> Result<KeptFigures> {
        let desk = &mut self.0;
        let reader = desk.reader()?;
        let stated = typed.check(&reader.library(place)?, desk.ctx.today).map_err(Error::Fields)?;
        keep(desk, &reader, place, &[(0, stated)], None, note)
    }

    /// Keeps the figures of a file, all in one act, and the file itself. Lines that were rejected are not kept; the same
    /// file again changes nothing.
    ///
    /// # Errors
    /// Where there is nothing to keep; the store's.
    pub fn state_file(
        &mut self,
        place: Id,
        file: &FigureFile,
        bytes: &[u8],
        note: &Note,
    ) -> Result<KeptFigures> {
        let desk = &mut self.0;
        if file.rows.is_empty() {
            return Err(Error::field(
                "files",
                "No line of the file can be kept: correct them and upload it again",
            ));
        }
        let reader = desk.reader()?;
        keep(desk, &reader, place, &file.rows, Some((file, bytes)), note)
    }

    /// Takes the figures of a file back, with what they made.
    ///
    /// # Errors
    /// Where there is no such file; the store's.
    pub fn unstate_file(&mut self, place: Id, import: Id, why: &str) -> Result<()> {
        let desk = &mut self.0;
        if !desk.reader()?.figure_files(place, latest())?.iter().any(|f| f.id == import) {
            return Err(Error::NotFound("There is no such file".to_owned()));
        }
        desk.undo(store::Target::Batch(import), false, why).map(drop)
    }
}

/// A file of figures that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    /// Its identity, by which it is taken back.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The hash of its bytes.
    pub sha256: String,
}

/// The label of an import that is a file of figures.
const LABEL: &str = "figures";

impl Reader {
    /// The files of figures kept for a place.
    ///
    /// # Errors
    /// The store's.
    pub fn figure_files(&self, place: Id, day: Day) -> Result<Vec<KeptFile>> {
        let rows = self.rows.rows(Kind::Import, &Filter::Place(place), View::of(day))?;
        let mine = rows.iter().filter(|r| r.plan.is_none() && r.text("label") == Some(LABEL));
        Ok(mine.map(|r| KeptFile { id: r.id, name: r.words("name"), sha256: r.words("sha256") }).collect())
    }
}

fn keep(
    desk: &mut Desk<'_>,
    reader: &Reader,
    place: Id,
    rows: &[(u32, Stated)],
    file: Option<(&FigureFile, &[u8])>,
    note: &Note,
) -> Result<KeptFigures> {
    let there = reader.stated(place, latest())?;
    let mut kept = KeptFigures::default();
    let mut wanted: Vec<(u32, &Stated)> = Vec::new();
    for (line, stated) in rows {
        match there.came(stated) {
            Came::New => kept.new += 1,
            Came::Restated => kept.restated += 1,
            Came::Known => {
                kept.known += 1;
                continue;
            }
        }
        wanted.push((*line, stated));
    }
    // The fact holds from the day it was so; each figure says its own, and the earliest is the act's.
    let Some(effective) = wanted.iter().map(|(_, s)| s.as_at).min() else { return Ok(kept) };
    let mut changes = Vec::new();
    let mut batch = None;
    if let Some((file, bytes)) = file {
        let put = desk.site.store().put_document(&file.sha256, &file.name, bytes.to_vec());
        put.map_err(|e| desk.refusal(e))?;
        let id = desk.id();
        batch = Some(id);
        let fields = vec![
            ("name", file.name.as_str().into()),
            ("sha256", file.sha256.as_str().into()),
            ("label", LABEL.into()),
        ];
        changes.push(Change::create(Kind::Import, id, None, fields));
    }
    let by = desk.ctx.who.name.clone();
    for (line, stated) in &wanted {
        let words = |text: &str| Value::from(Some(text.to_owned()).filter(|t| !t.is_empty()));
        let fields = vec![
            ("definition", stated.definition.key.as_str().into()),
            ("service", words(&stated.service)),
            ("numerator", stated.numerator.into()),
            ("denominator", stated.denominator.into()),
            ("value", stated.value.into()),
            ("stated", stated.stated.clone().into()),
            ("period_kind", stated.period.kind.word().into()),
            ("period_from", stated.period.from.into()),
            ("period_to", stated.period.to.into()),
            ("as_at", stated.as_at.into()),
            ("source", stated.source.as_str().into()),
            ("by", by.as_str().into()),
        ];
        let change = Change::create(Kind::Figure, desk.id(), None, fields);
        changes.push(match file {
            Some((file, _)) => {
                change.at(At { document: file.name.as_str().into(), line: Some(*line), ..At::default() })
            }
            None => change,
        });
    }
    let stated: Vec<&Stated> = wanted.iter().map(|(_, s)| *s).collect();
    let made = observations(desk, reader, place, &stated)?;
    kept.observations = made.iter().filter(|c| matches!(c.op, store::Op::Create { .. })).count();
    changes.extend(made);
    let what = if file.is_some() { "figures imported" } else { "figure typed in" };
    let intent = Intent { batch, ..Intent::new(what, effective).because(&note.why) };
    kept.act = Some(desk.write(place, intent, changes)?.act);
    Ok(kept)
}

/// The observations that stated figures are for plans' measures bound to their definitions. What an earlier figure gave for
/// the same period is withdrawn.
fn observations(desk: &mut Desk<'_>, reader: &Reader, place: Id, stated: &[&Stated]) -> Result<Vec<Change>> {
    let mut changes = Vec::new();
    for plan in reader.plans()?.into_iter().filter(|p| p.place == place) {
        let bindings = reader.bindings(plan.id, latest())?;
        let mine = |key: &str| stated.iter().any(|s| s.definition.key == key);
        if !bindings.iter().any(|b| mine(&b.definition)) {
            continue;
        }
        let measures = reader.rows.rows(Kind::Measure, &Filter::Plan(plan.id), View::of(latest()))?;
        let values = reader.rows.rows(Kind::Observation, &Filter::Plan(plan.id), View::of(latest()))?;
        for binding in &bindings {
            for figure in stated.iter().filter(|s| s.definition.key == binding.definition) {
                let entry = measures
                    .iter()
                    .find(|m| m.text("key") == Some(&binding.measure) && same_part(m, &figure.service));
                let Some(entry) = entry else { continue };
                let earlier = values.iter().filter(|v| {
                    v.text("definition").is_some()
                        && v.text("snapshot").is_none()
                        && v.text("measure_key") == Some(&binding.measure)
                        && v.text("breakdown") == entry.text("breakdown")
                        && v.day("period_from") == Some(figure.period.from)
                        && v.day("period_to") == Some(figure.period.to)
                });
                changes.extend(earlier.map(|v| Change::withdraw(Kind::Observation, v.id, v.revision)));
                changes.push(Change::create(
                    Kind::Observation,
                    desk.id(),
                    Some(plan.id),
                    observation(entry, figure),
                ));
            }
        }
    }
    Ok(changes)
}

/// Whether an entry of a plan's measure is of the service a figure is of.
fn same_part(entry: &Row, service: &str) -> bool {
    match service.is_empty() {
        true => is_overall(entry.text("breakdown")),
        false => same_breakdown(entry.text("breakdown"), Some(service)),
    }
}

fn observation(entry: &Row, figure: &Stated) -> Vec<(&'static str, Value)> {
    // Only whole numbers of cases are cases.
    let cases = |n: Option<model::decimal::Decimal>| {
        Value::from(n.filter(|n| n.millionths() % 1_000_000 == 0).map(model::decimal::Decimal::whole_part))
    };
    vec![
        ("measure_key", entry.value("key").clone()),
        ("measure", entry.id.into()),
        ("text", entry.value("text").clone()),
        ("breakdown", entry.value("breakdown").clone()),
        ("numerator", cases(figure.numerator)),
        ("denominator", cases(figure.denominator)),
        ("stated", figure.stated.clone().into()),
        ("value", figure.value.into()),
        ("source", figure.source.as_str().into()),
        ("period_kind", figure.period.kind.word().into()),
        ("period_from", figure.period.from.into()),
        ("period_to", figure.period.to.into()),
        ("definition", figure.definition.reference().into()),
    ]
}

/// The stated figures of a definition as observations of the plans of a place, for a measure newly bound to it.
pub(crate) fn backfill(desk: &mut Desk<'_>, place: Id, key: &str, batch: Id) -> Result<()> {
    let reader = desk.reader()?;
    let library = reader.library(place)?;
    let Some(definition) = library.find(key) else { return Ok(()) };
    let figures = reader.stated(place, latest())?;
    let stated: Vec<Stated> = figures
        .of_definition(key)
        .map(|f| Stated {
            definition: std::sync::Arc::clone(definition),
            service: f.service.clone(),
            period: f.period,
            numerator: f.numerator,
            denominator: f.denominator,
            value: f.value,
            stated: f.stated.clone(),
            source: f.source.clone(),
            as_at: f.as_at,
            remark: None,
        })
        .collect();
    let Some(effective) = stated.iter().map(|s| s.as_at).min() else { return Ok(()) };
    let all: Vec<&Stated> = stated.iter().collect();
    let changes = observations(desk, &reader, place, &all)?;
    if !changes.is_empty() {
        let intent = Intent { batch: Some(batch), ..Intent::new("stated figures taken", effective) };
        desk.write(place, intent, changes)?;
    }
    Ok(())
}
