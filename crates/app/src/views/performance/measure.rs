//! One computed measure: what it is by service, team and worker on a snapshot's day, its course over the snapshots, its
//! target, and where it comes from.

use serde::Serialize;

use model::day::Day;

use super::Performance;
use super::course::{Course, made_of, value};
use super::figures::FigureRow;
use super::reports::encoded;
use super::sheet::{Cell, Section};
use crate::error::{Error, Result};
use crate::lists::held::Workers;
use crate::measured::Number;
use crate::published::against::Against;
use crate::views::measures::Drawn;
use crate::views::sentence::capital;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct ComputedPage {
    /// The definition's key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The definition's key and version.
    pub reference: String,
    /// How it stands.
    pub lede: String,
    /// What it asks.
    pub purpose: String,
    /// The day of the snapshot, ISO.
    pub as_at: String,
    /// The beginning of the snapshot's hash.
    pub hash: String,
    /// Whether the rows about children are still here.
    pub rows_here: bool,
    /// What became of them, where they are not.
    pub rows_gone: String,
    /// The value.
    pub value: String,
    /// What it is made of.
    pub made_of: String,
    /// Rows in neither.
    pub left_out: i64,
    /// The target in words.
    pub target: Option<String>,
    /// The level, where there is a target, and why.
    pub rating: Option<(Option<String>, String)>,
    /// Whether a change can be told from chance.
    pub variation: Option<String>,
    /// The chart.
    pub chart: Option<Drawn>,
    /// What others have, from published tables.
    pub against: Option<Against>,
    /// Its parts: services, teams, workers, bands.
    pub sections: Vec<Section>,
    /// The plan's measures bound to it: key and words.
    pub bound: Vec<(String, String)>,
    /// Its values over the snapshots, the latest first: day, value, cases, and what it was before it was restated.
    pub series: Vec<(String, String, String, Option<String>)>,
    /// How many of them were restated.
    pub restated: usize,
    /// Why it could not be computed, without a stop; empty where it was.
    pub needs: String,
    /// It is typed in: it has no case lists behind it.
    pub typed: bool,
    /// What people stated of it, the latest first.
    pub stated: Vec<FigureRow>,
    /// At which of its figures chance is told from change, where that is not all of them.
    pub judged_at: Option<String>,
    /// Its lists: what is counted, what is not, what is left out; the word of the address, its name, how many.
    pub lists: Vec<(&'static str, &'static str, Option<String>)>,
}

impl ComputedPage {
    /// The page of a measure on a snapshot's day (the latest without one). `workers` are its numbers by worker, for those
    /// who may see them.
    ///
    /// # Errors
    /// Where there is no such definition or snapshot; the store's.
    pub fn of(
        performance: &Performance<'_>,
        key: &str,
        on: Option<Day>,
        workers: Option<Workers>,
    ) -> Result<ComputedPage> {
        let missing = |what: &str| Error::NotFound(format!("There is no such {what}"));
        let typed = performance.is_stated(key);
        let kept = performance.on(on).filter(|_| !typed);
        let mut series = performance.series(key)?;
        let until = kept.map(|k| k.as_at).or(on.filter(|_| typed));
        series.retain(|(day, _)| until.is_none_or(|until| *day <= until));
        let last = series.last().filter(|(day, _)| typed || kept.is_some_and(|k| k.as_at == *day));
        let (as_at, last) = last.cloned().ok_or_else(|| missing("measure in these case lists"))?;
        // The series is without its teams; the page has them.
        let measured = match kept {
            Some(kept) => performance.reader.figure(kept, key, &performance.library)?.unwrap_or(last),
            None => last,
        };
        let definition = &measured.definition;
        let whole = measured.whole.clone().unwrap_or_default();
        let course = Course::of(definition, &series, "", performance.entry(key, ""));
        let rating = course.rating();
        let against = performance.published.against(definition);
        let bound = performance.bound.iter().filter(|(d, _)| d == key);
        let mut plan_measures: Vec<(String, String)> =
            bound.map(|(_, m)| (m.key.clone(), m.text.clone())).collect();
        plan_measures.dedup();
        let shown = value(definition, &whole);
        let lede = match (&measured.needs.is_empty(), &rating) {
            (false, _) => format!("It cannot be computed from the lists of {}.", as_at.long()),
            (true, Some(rating)) => rating.why.clone(),
            (true, None) => format!("{shown} on {}.", as_at.long()),
        };
        let mut sections = Vec::new();
        sections.extend(bands(&whole));
        let parts = |title: &str, all: &[Number], name: &dyn Fn(&Number) -> String| {
            table(performance, key, title, &series, all, name)
        };
        if definition.kind != measures::Kind::Bands {
            sections.extend(parts("By service", &measured.services, &|n| n.service.clone()));
            sections.extend(parts("By team", &measured.teams, &|n| n.team.clone()));
            sections
                .extend(workers.map(|all| by_worker(definition, key, &all)).filter(|s| !s.rows.is_empty()));
        }
        let mut values = Vec::new();
        for (day, m) in series.iter().rev() {
            let Some(whole) = &m.whole else { continue };
            let first = match performance.on(Some(*day)).filter(|_| !typed) {
                Some(kept) => performance.restated(kept, m)?,
                None => None,
            };
            values.push((day.iso(), value(&m.definition, whole), made_of(&m.definition, whole), first));
        }
        let held = |n: Option<model::decimal::Decimal>| n.map(model::decimal::Decimal::grouped);
        let share = definition.kind == measures::Kind::Share && !definition.weighted;
        let rest = whole.denominator.zip(whole.numerator).and_then(|(d, n)| d.minus(n));
        let mut lists = vec![("yes", "counted", held(whole.numerator).filter(|_| share))];
        if share {
            lists.push(("no", "not counted", held(rest)));
        }
        lists.push(("out", "left out", Some(crate::words::grouped(whole.left_out))));
        Ok(ComputedPage {
            key: key.to_owned(),
            name: definition.name.clone(),
            reference: definition.reference(),
            lede,
            purpose: definition.purpose.clone(),
            as_at: as_at.iso(),
            hash: kept.and_then(|k| k.hash.get(..12)).unwrap_or_default().to_owned(),
            rows_here: kept.is_some_and(|k| k.rows_here(performance.day)),
            rows_gone: kept.map(|k| k.rows_gone()).unwrap_or_default(),
            value: shown,
            made_of: made_of(definition, &whole),
            left_out: whole.left_out,
            target: course.target(),
            rating: rating.map(|r| (r.level, r.why)),
            variation: course.variation().map(|v| v.1.to_owned()),
            chart: course.chart("chart-whole", against.as_ref()),
            against,
            sections,
            bound: plan_measures,
            restated: values.iter().filter(|v| v.3.is_some()).count(),
            series: values,
            typed,
            stated: {
                let all = &performance.stated;
                let mut rows: Vec<FigureRow> =
                    all.of_definition(key).map(|f| FigureRow::of(f, Some(definition), all)).collect();
                rows.reverse();
                rows
            },
            judged_at: course.judged_at(),
            needs: measured.why_not().map(|why| capital(&why)).unwrap_or_default(),
            lists,
        })
    }
}

/// The bands of a measure by bands.
fn bands(whole: &Number) -> Option<Section> {
    let rows = whole.bands.iter().map(|(name, count, share)| {
        let share = share.map(|s| format!("{s}%")).unwrap_or_default();
        vec![Cell::text(name.clone()), Cell::text(crate::words::grouped(*count)), Cell::text(share)]
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty())
        .then(|| Section::table("By band", &[("Band", false), ("Count", true), ("Share", true)], rows))
}

/// The numbers of services or teams.
fn table(
    performance: &Performance<'_>,
    key: &str,
    title: &str,
    series: &[(Day, crate::measured::Measured)],
    all: &[Number],
    name: &dyn Fn(&Number) -> String,
) -> Option<Section> {
    let definition = &series.last()?.1.definition;
    let services = title == "By service";
    let rows = all.iter().map(|n| {
        let named = name(n);
        let words = if named.is_empty() { "None given".to_owned() } else { named.clone() };
        let by = if services { "service" } else { "team" };
        let mut cell = if named.is_empty() {
            Cell::text(words)
        } else {
            Cell::link(words, format!("computed/{key}/rows?{by}={}", encoded(&named)))
        };
        if !services {
            cell = cell.note(n.service.clone());
        }
        let mut row =
            vec![cell, Cell::text(value(definition, n)).strong(true), Cell::text(made_of(definition, n))];
        if services {
            let course = Course::of(definition, series, &n.service, performance.entry(key, &n.service));
            row.push(Cell {
                text: course.target().unwrap_or_default(),
                level: course.rating().map(|r| r.level.unwrap_or_else(|| "none".into())),
                ..Cell::default()
            });
            row.push(if n.service.is_empty() { Cell::default() } else { Cell::drawn(course.spark()) });
        }
        row
    });
    let rows: Vec<_> = rows.collect();
    let columns: &[(&str, bool)] = if services {
        &[("Service", false), ("Value", true), ("Cases", true), ("Target", false), ("Course", false)]
    } else {
        &[("Team", false), ("Value", true), ("Cases", true)]
    };
    (!rows.is_empty()).then(|| Section::table(title, columns, rows))
}

fn by_worker(definition: &measures::Definition, key: &str, all: &Workers) -> Section {
    let rows = all.iter().map(|(worker, n)| {
        vec![
            Cell::link(worker.clone(), format!("computed/{key}/rows?worker={}", encoded(worker))),
            Cell::text(n.team.clone()),
            Cell::text(value(definition, n)).strong(true),
            Cell::text(made_of(definition, n)),
        ]
    });
    let columns = [("Worker", false), ("Team", false), ("Value", true), ("Cases", true)];
    Section::table("By worker", &columns, rows.collect())
}
