//! What a definition makes of every kept snapshot whose rows are still here, beside what stands; and the definition saved,
//! which makes it so.
//!
//! What was computed before is never written over: a version that is saved names a document of what earlier snapshots give
//! by it, and the figures of a day are those of the latest version in force that has any. Taking the act back takes it all
//! back.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use measures::calendar::Calendar;
use measures::{Definition, Reads, RowsError};
use model::id::Id;
use store::{Change, Kind, SnapshotTables, each_snapshot};

use super::bound::{self, Given};
use super::kept::Kept;
use super::{draft, figures};
use crate::edit::{Note, fold};
use crate::error::{Error, Result};
use crate::measured::{self, Measured};
use crate::site::{Analyst, Desk, Intent, Reader, Right, Site, Written};

/// The work that a query may do over one snapshot, in millions of the engine's steps: twenty times what the dearest of the
/// program's own definitions takes over a large council's lists.
const STEPS: u32 = 100;
/// The steps that it may take over all of them.
const ALL_STEPS: u64 = 6_000_000_000;

/// What a definition makes of one kept snapshot.
#[derive(Clone, Debug)]
pub struct Effect {
    /// The snapshot.
    pub kept: Kept,
    /// What stands: computed by the version in force, or by an earlier one where the rows are gone; `None` where there is
    /// no such measure yet.
    pub now: Option<Measured>,
    /// What it would become; `None` where the rows about children are no longer here.
    pub then: Option<Measured>,
}

/// A definition tried.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The definition, with the version that it would be.
    pub definition: Arc<Definition>,
    /// The one in force.
    pub replaces: Option<Arc<Definition>>,
    /// What it makes of the snapshots, in the order of their days.
    pub effects: Vec<Effect>,
}

impl Trial {
    /// The version that was in force; 0 where there was none.
    pub fn seen(&self) -> u32 {
        self.replaces.as_ref().map_or(0, |d| d.version)
    }
}

impl Analyst<'_> {
    /// Says what a definition would make of every kept snapshot, and keeps nothing.
    ///
    /// # Errors
    /// What is wrong with it, at its fields; for those who may not; the store's.
    pub fn try_definition(&self, place: Id, draft: &Definition) -> Result<Trial> {
        trial(&self.0, place, draft)
    }

    /// Saves a definition as the next version of its key, from today. What it makes of earlier snapshots is shown from today
    /// on, as restated by it; what was computed before stays. `seen` is the version that it is meant to replace.
    ///
    /// # Errors
    /// As [`Analyst::try_definition`]; without a reason; where another version was saved since.
    pub fn save_definition(
        &mut self,
        place: Id,
        draft: &Definition,
        seen: u32,
        note: &Note,
    ) -> Result<Written> {
        let desk = &mut self.0;
        let reason = fold(&note.why);
        if reason.is_empty() {
            return Err(Error::field("why", "Enter why it is defined so"));
        }
        let trial = trial(desk, place, draft)?;
        if trial.seen() != seen {
            let say = match trial.seen() {
                0 => "The version that this one was to replace was taken back meanwhile: try it again"
                    .to_owned(),
                n => format!("Somebody saved version {n} meanwhile: look at it, and try yours again"),
            };
            return Err(Error::Refused(say));
        }
        let reader = desk.reader()?;
        let numbered = |d: &Definition| Definition { version: trial.definition.version, ..d.clone() };
        if trial.replaces.as_ref().is_some_and(|d| numbered(d) == *trial.definition) {
            return Ok(Written { act: reader.last_event(), changes: 0, created: None });
        }
        let today = desk.ctx.today;
        let restated: Vec<(&Kept, &Measured)> =
            trial.effects.iter().filter_map(|e| Some((&e.kept, e.then.as_ref()?))).collect();
        let document = keep_restated(desk, &restated)?;
        let definition = &trial.definition;
        let fields = vec![
            ("key", definition.key.as_str().into()),
            ("version", i64::from(definition.version).into()),
            ("content", definition.to_toml().into()),
            ("by", desk.ctx.who.name.as_str().into()),
            ("since", today.into()),
            ("reason", reason.as_str().into()),
            ("restated", document.into()),
        ];
        let id = desk.id();
        let mut changes = vec![Change::create(Kind::Definition, id, None, fields)];
        let given: Vec<Given<'_>> = restated
            .iter()
            .map(|(kept, measured)| Given {
                all: [(definition.key.as_str(), *measured)].into(),
                snapshot: &kept.hash,
                as_at: kept.as_at,
            })
            .collect();
        changes.extend(bound::observations(desk, &reader, place, &given)?);
        let intent = Intent::new("definition of a measure saved", today).because(&reason);
        let written = desk.write(place, intent, changes)?;
        Ok(Written { created: Some(id), ..written })
    }
}

/// Keeps what earlier snapshots give by a version, as a document; its hash, or `None` where there is nothing.
fn keep_restated(desk: &Desk<'_>, restated: &[(&Kept, &Measured)]) -> Result<Option<String>> {
    if restated.is_empty() {
        return Ok(None);
    }
    let text = figures::restated(restated.iter().map(|(k, m)| (k.as_at, k.hash.as_str(), *m)));
    let packed = figures::pack(&text);
    let hash = store::sha256(&packed);
    desk.site.store().put_document(&hash, "restated figures", packed).map_err(|e| desk.refusal(e))?;
    Ok(Some(hash))
}

fn trial(desk: &Desk<'_>, place: Id, draft: &Definition) -> Result<Trial> {
    desk.ctx.need(Right::Define)?;
    let wrong = draft::check(draft)?;
    if !wrong.is_empty() {
        return Err(Error::Fields(wrong));
    }
    let reader = desk.reader()?;
    let library = reader.library_on(place, desk.ctx.today)?;
    let replaces = library.find(&draft.key).map(Arc::clone);
    let version = replaces.as_ref().map_or(1, |d| d.version + 1);
    let definition = Arc::new(Definition { version, ..draft.clone() });
    let snapshots = reader.snapshots(place, desk.ctx.today)?;
    let then = over(&desk.site, &definition, &snapshots)?;
    if let Some(said) = then.iter().flatten().find_map(strange_band) {
        return Err(Error::Fields(vec![said]));
    }
    let effects = snapshots.into_iter().zip(then).map(|(kept, then)| {
        let now = reader.figure(&kept, &draft.key, &library)?;
        Ok(Effect { kept, now, then })
    });
    Ok(Trial { effects: effects.collect::<Result<_>>()?, definition, replaces })
}

/// A band that rows gave and the definition does not list. What is shown of everybody's figures are bands, not words out of
/// rows about children.
fn strange_band(measured: &Measured) -> Option<crate::error::FieldError> {
    let known = &measured.definition.bands;
    let of = measured.whole.iter().flat_map(|n| &n.bands);
    let strange = of.map(|(name, _, _)| name).find(|name| !known.contains(name))?;
    let say =
        format!("Bands: rows give the band “{}”, which is not listed", crate::words::short(strange, 40));
    Some(crate::error::FieldError::new("bands", say))
}

/// Computes a definition over snapshots, side by side; `None` where the rows are no longer here.
///
/// # Errors
/// What a query does that it may not, with the day of the case lists; the store's.
pub(crate) fn over(
    site: &Site,
    definition: &Arc<Definition>,
    snapshots: &[Kept],
) -> Result<Vec<Option<Measured>>> {
    let spent = AtomicU64::new(0);
    let reads = Reads::of([&**definition]);
    let kept = |place: usize| {
        let none = || Error::NotFound("There is no such snapshot".to_owned());
        snapshots.get(place).ok_or_else(none)
    };
    let source = |place: usize| {
        let kept = kept(place)?;
        site.children(|c| Ok(c.content(&kept.hash, kept.as_at)?))
    };
    let work = |place: usize, tables: &mut SnapshotTables| {
        tables.limit(STEPS);
        let measured = measured::one(definition, tables);
        let steps = spent.fetch_add(tables.spent(), Ordering::Relaxed);
        let measured = if steps > ALL_STEPS { Err(RowsError::TooLong) } else { measured };
        measured.map_err(|why| failed(definition, kept(place).ok(), &why))
    };
    each_snapshot(snapshots.len(), (&Calendar::england(), &reads), &source, &work)
}

fn failed(definition: &Definition, kept: Option<&Kept>, why: &RowsError) -> Error {
    let mut wrong = draft::failed("sql", definition, why);
    if let Some(kept) = kept {
        wrong.message = format!("{} (case lists of {})", wrong.message, kept.as_at.long());
    }
    Error::Fields(vec![wrong])
}

/// Refuses to take a version of a definition back by which case lists that came later were computed.
///
/// # Errors
/// The refusal; the store's.
pub(crate) fn may_take_back(reader: &Reader, act: u64, place: Id) -> Result<()> {
    for kept in reader.snapshots(place, crate::site::latest())? {
        let first = reader.rows.entity_history(kept.id)?.iter().map(|e| e.seq).min();
        if first.is_some_and(|first| first > act) {
            let say = "Case lists were kept since, and computed by this version: save the earlier text as another version";
            return Err(Error::Refused(say.to_owned()));
        }
    }
    Ok(())
}
