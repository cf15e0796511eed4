//! Performance: what case lists say, report by report. Every report is sections of cards and tables in one shape, so that
//! one template draws them all and one writer makes their files; every number leads to the page of its measure.
//!
//! | file | what |
//! | --- | --- |
//! | `sheet` | the shape: sections, cards, tables, cells |
//! | `course` | a computed measure over the snapshots, rated, charted |
//! | `figures` | figures that people state: in force, typed in, the preview of a file |
//! | `home` | the performance page: what stands out, the reports there are |
//! | `reports` | weekly compliance, monthly matrix |
//! | `management` | everything on one page that a manager has to ask about |
//! | `scorecard` | scorecards and dashboards, as lists of measures in `scorecards.toml` |
//! | `company` | months as first reported, and what was restated since |
//! | `measure` | one computed measure: services, teams, workers, trend, provenance |
//! | `children` | the rows behind a number; the team tracker; the seen-alone list |
//! | `lists` | case lists kept and to be kept |
//! | `published` | published tables loaded, and one published measure with every year and our neighbours |
//! | `quality` | data quality over the snapshots, and who follows it up |

pub mod children;
pub mod company;
pub mod course;
pub mod figures;
pub mod home;
pub mod lists;
pub mod management;
pub mod measure;
pub mod published;
pub mod quality;
pub mod reports;
pub mod scorecard;
pub mod sheet;

use model::day::Day;
use model::id::Id;
use model::plan::Measure;
use model::series::is_overall;

use super::scene::Scene;
use crate::error::Result;
use crate::figures::Figures;
use crate::lists::{Kept, Library};
use crate::measured::Measured;
use crate::published::Known;
use crate::site::Reader;

/// What is known of a place's performance on a day.
pub struct Performance<'r> {
    reader: &'r Reader,
    place: Id,
    /// The day it is asked about.
    pub day: Day,
    /// The snapshots known by then, in the order of their days.
    pub snapshots: Vec<Kept>,
    /// The definitions.
    pub library: Library,
    /// The figures that people stated.
    pub stated: Figures,
    /// The published tables, and which authority we are.
    pub published: Known,
    /// The plan's measures that are bound: the definition's key with each entry of the measure.
    pub bound: Vec<(String, Measure)>,
}

impl<'r> Performance<'r> {
    /// What is known of the place of a plan.
    ///
    /// # Errors
    /// For those who may see only their own actions; the store's (so for all below).
    pub fn of(reader: &'r Reader, scene: &Scene, plan: Id) -> Result<Performance<'r>> {
        reader.need_all()?;
        let place = reader.place_of(plan)?;
        let bindings = reader.bindings(plan, scene.day)?;
        let entries: Vec<&Measure> = scene.plan.lines.iter().flat_map(|l| &l.measures).collect();
        let bound = bindings.iter().flat_map(|b| {
            let of = entries.iter().filter(|m| m.key == b.measure);
            of.map(|m| (b.definition.clone(), (*m).clone()))
        });
        Ok(Performance {
            reader,
            place,
            day: scene.day,
            snapshots: reader.snapshots(place, scene.day)?,
            library: reader.library_on(place, scene.day)?,
            stated: reader.stated(place, scene.day)?,
            published: reader.published(place, scene.day)?,
            bound: bound.collect(),
        })
    }

    /// The latest snapshot.
    pub fn latest(&self) -> Option<&Kept> {
        self.snapshots.last()
    }

    /// The snapshot of a day, or the latest.
    pub fn on(&self, day: Option<Day>) -> Option<&Kept> {
        match day {
            Some(day) => self.snapshots.iter().find(|s| s.as_at == day),
            None => self.latest(),
        }
    }

    /// Every figure of a snapshot's day: of typed measures what was stated last by then.
    pub fn figures(&self, kept: &Kept) -> Result<Vec<Measured>> {
        let by = |day: Day| day <= kept.as_at;
        Ok(self.with_stated(self.reader.figures(kept, &self.library)?, by))
    }

    /// Every figure of a snapshot's month: of typed measures those whose period ends in it.
    pub fn figures_of_month(&self, kept: &Kept) -> Result<Vec<Measured>> {
        let within = |day: Day| day.month_start() == kept.as_at.month_start();
        Ok(self.with_stated(self.reader.figures(kept, &self.library)?, within))
    }

    /// The same with the last stated figures of typed measures of the days that are wanted.
    fn with_stated(&self, mut all: Vec<Measured>, wanted: impl Fn(Day) -> bool) -> Vec<Measured> {
        for definition in self.library.current.iter().filter(|d| self.is_stated(&d.key)) {
            all.retain(|m| m.definition.key != definition.key);
            let series = self.stated.series(definition);
            all.extend(series.into_iter().rfind(|(day, _)| wanted(*day)).map(|(_, measured)| measured));
        }
        all.sort_by(|a, b| a.definition.key.cmp(&b.definition.key));
        all
    }

    /// Whether a measure's figures are those that people typed in.
    pub fn is_stated(&self, key: &str) -> bool {
        let typed = self.library.find(key).is_some_and(|d| d.typed);
        typed && self.stated.of_definition(key).next().is_some()
    }

    /// A measure in every snapshot that computed it, oldest first, and before and between them what was stated of single
    /// days. Of a typed measure what people stated, where they did.
    pub fn series(&self, key: &str) -> Result<Vec<(Day, Measured)>> {
        let stated = self.library.find(key).map(|d| self.stated.series(d)).unwrap_or_default();
        if self.is_stated(key) {
            return Ok(stated);
        }
        let mut out = Vec::new();
        for kept in &self.snapshots {
            if let Some(measured) = self.reader.figure_of_services(kept, key, &self.library)? {
                out.push((kept.as_at, measured));
            }
        }
        // What is computed for a day stands; what was stated for it too stands beside it on the measure's page.
        let computed: Vec<Day> = out.iter().map(|(day, _)| *day).collect();
        out.extend(stated.into_iter().filter(|(day, _)| !computed.contains(day)));
        out.sort_by_key(|(day, _)| *day);
        Ok(out)
    }

    /// What there is to say of a figure that is no longer the first of its day: by what it was restated, and what it was.
    /// `None` where it is the first, or reads the same.
    pub fn restated(&self, kept: &Kept, now: &Measured) -> Result<Option<String>> {
        let key = &now.definition.key;
        let Some(then) = self.reader.first_figure(kept, key, &self.library)? else { return Ok(None) };
        let shown = |m: &Measured| m.whole.as_ref().map(|n| course::value(&m.definition, n));
        let Some(first) = shown(&then).filter(|first| Some(first) != shown(now).as_ref()) else {
            return Ok(None);
        };
        let version = self.library.versions(key).find(|v| v.definition == now.definition);
        let by = version.and_then(|v| v.since()).filter(|_| then.definition != now.definition);
        Ok(Some(match by {
            Some(day) => format!(
                "first reported as {first}; restated on {} by version {}",
                day.long(),
                now.definition.version
            ),
            None => format!("first reported as {first}; restated by a later delivery"),
        }))
    }

    /// The plan's entry for a definition and a service (empty for the whole): what gives its target.
    pub fn entry(&self, definition: &str, service: &str) -> Option<&Measure> {
        let mine = self.bound.iter().filter(|(d, _)| d == definition).map(|(_, m)| m);
        let same = |m: &&Measure| {
            let part = Some(service).filter(|s| !s.is_empty());
            match part {
                None => is_overall(m.breakdown.as_deref()),
                Some(_) => model::series::same_breakdown(m.breakdown.as_deref(), part),
            }
        };
        mine.clone().find(same)
    }
}
