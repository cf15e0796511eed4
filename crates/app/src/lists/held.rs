//! The rows of a snapshot at hand: a number opened into its workers and children, for those who may see them.

use std::sync::Arc;

use extracts::snapshot::Snapshot;
use measures::calendar::Calendar;
use measures::due::{self, AllDue};
use measures::{Case, Computed, Counted, Definition, Level, Outcome, compute};
use model::day::Day;
use store::SnapshotTables;

use super::kept::Kept;
use crate::error::{Error, Result};
use crate::measured::{Measured, Number, number};
use crate::site::{Ctx, Right, Site};

/// A snapshot read back into tables.
pub(crate) struct Held {
    hash: String,
    as_at: Day,
    tables: SnapshotTables,
}

/// Which rows behind a number are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Which {
    /// Only this service.
    pub service: Option<String>,
    /// Only this team.
    pub team: Option<String>,
    /// Only this worker.
    pub worker: Option<String>,
    /// Only these: counted, not counted, left out.
    pub counted: Option<Counted>,
}

/// One row behind a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    /// The number or pseudonym of the child, or of what else the list is about.
    pub about: String,
    /// The row of the list.
    pub row: i64,
    /// The service.
    pub service: String,
    /// The team.
    pub team: String,
    /// The worker.
    pub worker: String,
    /// Whether it counts.
    pub counted: Counted,
    /// Why.
    pub reason: String,
    /// The whole number that it brings: days, weight.
    pub value: Option<i64>,
}

/// A number opened into its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// The rows.
    pub rows: Vec<Child>,
    /// Why there is no number, and so no row; `None` where there is one.
    pub why_not: Option<String>,
}

/// The numbers of workers, with the team of each.
pub type Workers = Vec<(String, Number)>;

impl Site {
    /// The numbers of a measure by worker; `None` where the rows were destroyed, or the snapshot lacks something.
    ///
    /// # Errors
    /// For those who may not; the store's; the engine's.
    pub fn by_worker(
        &self,
        ctx: &Ctx<'_>,
        kept: &Kept,
        definition: &Arc<Definition>,
    ) -> Result<Option<Workers>> {
        ctx.need(Right::Children)?;
        if !definition.breakdowns.iter().any(|b| b == "worker") {
            return Ok(None);
        }
        let made = self.with_tables(kept, |tables| {
            Ok(computed(definition, tables)?.map(|all| {
                let parts = all.by(Level::Worker).into_iter().filter(|p| !p.worker.is_empty());
                parts.map(|p| (p.worker, number(definition, &p.figure, &p.service, &p.team))).collect()
            }))
        })?;
        Ok(made.flatten())
    }

    /// The rows behind a number. The look is recorded before they are given; `None` where they were destroyed.
    ///
    /// # Errors
    /// For those who may not; the store's; the engine's.
    pub fn behind(
        &self,
        ctx: &Ctx<'_>,
        kept: &Kept,
        definition: &Arc<Definition>,
        which: &Which,
    ) -> Result<Option<Opened>> {
        let part =
            [&which.service, &which.team, &which.worker].map(|p| p.clone().unwrap_or_default()).join(" / ");
        if !self.look(ctx, kept, &format!("{} {part}", definition.reference()))? {
            return Ok(None);
        }
        let made = self.with_tables(kept, |tables| {
            match compute(definition, tables).map_err(|e| Error::Refused(e.to_string()))? {
                Outcome::Computed(all) => Ok(Opened { rows: rows(&all, tables, which)?, why_not: None }),
                Outcome::Needs(needs) => {
                    let why_not = Measured { needs, ..Measured::empty(definition) }.why_not();
                    Ok(Opened { rows: Vec::new(), why_not })
                }
            }
        })?;
        Ok(made)
    }

    /// Records that somebody looks at rows about children; whether they are still here.
    ///
    /// # Errors
    /// For those who may not; the store's.
    pub(crate) fn look(&self, ctx: &Ctx<'_>, kept: &Kept, about: &str) -> Result<bool> {
        ctx.need(Right::Children)?;
        let (who, about) = (ctx.who.name.clone(), about.trim_end_matches([' ', '/']).to_owned());
        self.children(|children| Ok(children.look(&kept.hash, kept.as_at, &who, &about, ctx.now_ms)?))
    }

    /// Works with a snapshot's tables, read back if they are not at hand; `None` where the rows were destroyed.
    pub(crate) fn with_tables<T>(
        &self,
        kept: &Kept,
        work: impl FnOnce(&SnapshotTables) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut held = self.held();
        let there = held.as_ref().is_some_and(|h| h.hash == kept.hash && h.as_at == kept.as_at);
        if !there {
            let bytes = self.children(|c| Ok(c.content(&kept.hash, kept.as_at)?))?;
            let Some(bytes) = bytes else { return Ok(None) };
            let snapshot =
                Snapshot::from_bytes(&bytes).map_err(|e| store::StoreError::Damaged(e.to_string()))?;
            let mut tables = SnapshotTables::new(&Calendar::england())?;
            tables.hold(&snapshot, &measures::Reads::everything())?;
            *held = Some(Held { hash: kept.hash.clone(), as_at: kept.as_at, tables });
        }
        held.as_ref().map(|h| work(&h.tables)).transpose()
    }
}

/// The measure computed; `None` where the snapshot lacks something for it.
fn computed(definition: &Definition, tables: &SnapshotTables) -> Result<Option<Computed>> {
    match compute(definition, tables).map_err(|e| Error::Refused(e.to_string()))? {
        Outcome::Computed(all) => Ok(Some(*all)),
        Outcome::Needs(_) => Ok(None),
    }
}

fn rows(all: &Computed, tables: &SnapshotTables, which: &Which) -> Result<Vec<Child>> {
    let is = |wanted: &Option<String>, name| wanted.as_deref().is_none_or(|w| w == all.name(name));
    let wanted = |case: &&Case| {
        is(&which.service, case.service)
            && is(&which.team, case.team)
            && is(&which.worker, case.worker)
            && which.counted.is_none_or(|c| c == case.counted)
    };
    let mut out: Vec<Child> = Vec::new();
    let cases: Vec<&Case> = all.cases().iter().filter(wanted).collect();
    let mut lists: Vec<&str> = cases.iter().map(|c| all.name(c.list)).collect();
    lists.sort_unstable();
    lists.dedup();
    for list in lists {
        let of: Vec<&&Case> = cases.iter().filter(|c| all.name(c.list) == list).collect();
        let numbers: Vec<i64> = of.iter().map(|c| c.row).collect();
        let about = tables.about(list, &numbers).map_err(|e| Error::Refused(e.to_string()))?;
        out.extend(of.iter().zip(about).map(|(case, about)| Child {
            about: about.unwrap_or_default(),
            row: case.row,
            service: all.name(case.service).to_owned(),
            team: all.name(case.team).to_owned(),
            worker: all.name(case.worker).to_owned(),
            counted: case.counted,
            reason: all.name(case.reason).to_owned(),
            value: case.value,
        }));
    }
    out.sort_by(|a, b| {
        // Those that are not in time stand first.
        (a.counted == Counted::Yes, a.counted, &a.service, &a.team, &a.worker, &a.about).cmp(&(
            b.counted == Counted::Yes,
            b.counted,
            &b.service,
            &b.team,
            &b.worker,
            &b.about,
        ))
    });
    Ok(out)
}

impl Site {
    /// Everything due for the children of a snapshot. The look is recorded before it is given; `None` where the rows were
    /// destroyed.
    ///
    /// # Errors
    /// For those who may not; the store's; the engine's.
    pub fn due(&self, ctx: &Ctx<'_>, kept: &Kept, team: Option<&str>) -> Result<Option<AllDue>> {
        if !self.look(ctx, kept, &format!("team tracker {}", team.unwrap_or_default()))? {
            return Ok(None);
        }
        self.with_tables(kept, |tables| {
            let about = |list: &str, rows: &[i64]| tables.about(list, rows);
            due::due(tables, kept.as_at, &about).map_err(|e| Error::Refused(e.to_string()))
        })
    }

    /// Everybody who looked at rows about children, the latest first.
    ///
    /// # Errors
    /// For those who may not; the store's.
    pub fn looks(&self, ctx: &Ctx<'_>) -> Result<Vec<store::ChildEvent>> {
        ctx.need(Right::Audit)?;
        if !self.store().dir().join(store::CHILDREN_FILE).exists() {
            return Ok(Vec::new());
        }
        let mut all = self.children(|c| Ok(c.events()?))?;
        all.reverse();
        Ok(all)
    }
}
