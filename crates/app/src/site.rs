//! A store opened for use, who uses it, and what they may do.
//!
//! Permission is what one is handed: [`Site::reader`] gives only reading, [`Site::editor`] gives editing to those who
//! may edit, and so on. Time, identity and randomness come in with [`Ctx`]; nothing below reads a clock.

mod ctx;
mod desk;
mod lists;
mod own;
mod reader;
mod who;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use model::day::Day;
use model::id::Id;
use model::plan::Plan;
use store::{Store, View};

pub use ctx::{Ctx, IdSource, Sequence, SystemIds};
pub use desk::{Administrator, Analyst, Confirmer, Contributor, Editor, Written};
pub(crate) use desk::{Desk, Intent};
pub use own::concerns;
pub(crate) use reader::latest;
pub use reader::{Place, PlanInfo, Reader};
pub use who::{Right, Role, Who};

use crate::error::Result;
use crate::history::Comparison;

/// A store opened for use. Cheap to copy; share it freely between threads.
#[derive(Clone)]
pub struct Site {
    store: Store,
    plans: Arc<Mutex<Recent>>,
    /// The place of each plan met, which never changes.
    places: Arc<Mutex<HashMap<Id, Id>>>,
    lists: Arc<lists::Lists>,
}

/// Plans assembled lately: a page after a page asks for the same.
#[derive(Default)]
struct Recent {
    /// What was known when they were assembled.
    event: u64,
    /// By plan and view, with a count of when each was last asked for.
    plans: HashMap<(Id, View), (u64, Arc<Plan>)>,
    /// The two days last compared, by plan.
    compared: Option<((Id, Day, Day), Arc<Comparison>)>,
    clock: u64,
}

/// How many assembled plans are kept at hand.
const RECENT: usize = 3;

impl Site {
    /// The store ready for use.
    pub fn new(store: Store) -> Site {
        Site { store, plans: Arc::default(), places: Arc::default(), lists: Arc::default() }
    }

    /// The store itself, for back-up, verification and secrets.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// What is kept at this instant, as far as this person may see it.
    ///
    /// # Errors
    /// The store's.
    pub fn reader(&self, who: &Who) -> Result<Reader> {
        Ok(Reader::new(self.clone(), self.store.reader()?, who.clone()))
    }

    /// Answering for actions: all of them, or those the person owns.
    ///
    /// # Errors
    /// When the role may not (so for all below).
    pub fn contributor<'a>(&self, ctx: Ctx<'a>) -> Result<Contributor<'a>> {
        ctx.need(Right::AnswerForOwn)?;
        Ok(Contributor(Desk::new(self.clone(), ctx)))
    }

    /// Confirming what others declared; ratings; setting findings aside.
    pub fn confirmer<'a>(&self, ctx: Ctx<'a>) -> Result<Confirmer<'a>> {
        ctx.need(Right::Confirm)?;
        Ok(Confirmer(Desk::new(self.clone(), ctx)))
    }

    /// Recording figures.
    pub fn analyst<'a>(&self, ctx: Ctx<'a>) -> Result<Analyst<'a>> {
        ctx.need(Right::Measure)?;
        Ok(Analyst(Desk::new(self.clone(), ctx)))
    }

    /// Importing and editing.
    pub fn editor<'a>(&self, ctx: Ctx<'a>) -> Result<Editor<'a>> {
        ctx.need(Right::Edit)?;
        Ok(Editor(Desk::new(self.clone(), ctx)))
    }

    /// Users, settings, erasing.
    pub fn administrator<'a>(&self, ctx: Ctx<'a>) -> Result<Administrator<'a>> {
        ctx.need(Right::Administer)?;
        Ok(Administrator(Desk::new(self.clone(), ctx)))
    }

    /// The place of a plan, looked up once.
    pub(crate) fn place_of(&self, rows: &store::Reader, plan: Id) -> Result<Option<Id>> {
        if let Some(place) = self.places.lock().unwrap_or_else(PoisonError::into_inner).get(&plan) {
            return Ok(Some(*place));
        }
        let filter = store::EventFilter { id: Some(plan), limit: 1, ..store::EventFilter::default() };
        let place = rows.events(&filter)?.pop().map(|e| e.place);
        if let Some(place) = place {
            self.places.lock().unwrap_or_else(PoisonError::into_inner).insert(plan, place);
        }
        Ok(place)
    }

    /// Two days of a plan compared: what is at hand if they were the last asked for, or else what `make` gives.
    pub(crate) fn compared(
        &self,
        event: u64,
        days: (Id, Day, Day),
        make: impl FnOnce() -> Result<Comparison>,
    ) -> Result<Arc<Comparison>> {
        let lock = || self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((held, compared)) =
            Some(lock()).filter(|r| r.event == event).and_then(|r| r.compared.clone())
            && held == days
        {
            return Ok(compared);
        }
        let compared = Arc::new(make()?);
        let mut recent = lock();
        if recent.event < event {
            *recent = Recent { event, ..Recent::default() };
        }
        if recent.event == event {
            recent.compared = Some((days, Arc::clone(&compared)));
        }
        Ok(compared)
    }

    /// A plan as of a view, from those at hand or assembled now.
    pub(crate) fn plan(&self, rows: &store::Reader, id: Id, view: View) -> Result<Option<Arc<Plan>>> {
        let event = rows.last_event();
        {
            let mut recent = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
            if recent.event == event {
                recent.clock += 1;
                let clock = recent.clock;
                if let Some((used, plan)) = recent.plans.get_mut(&(id, view)) {
                    *used = clock;
                    return Ok(Some(Arc::clone(plan)));
                }
            }
        }
        let Some(plan) = crate::load::plan(rows, id, view)?.map(Arc::new) else { return Ok(None) };
        let mut recent = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        if recent.event < event {
            *recent = Recent { event, ..Recent::default() };
        }
        if recent.event == event {
            if recent.plans.len() >= RECENT {
                let oldest = recent.plans.iter().min_by_key(|(_, (used, _))| *used).map(|(key, _)| *key);
                oldest.map(|key| recent.plans.remove(&key));
            }
            recent.clock += 1;
            let clock = recent.clock;
            recent.plans.insert((id, view), (clock, Arc::clone(&plan)));
        }
        Ok(Some(plan))
    }
}
