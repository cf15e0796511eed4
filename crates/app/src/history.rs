//! What happened, told in words; and what differs between two days.

mod compare;
mod names;
mod tell;

use model::day::Day;
use model::id::Id;
use store::{EventFilter, EventRow, Kind};

pub use compare::{Comparison, Difference, Side};
pub(crate) use names::{Names, field};
pub(crate) use tell::sentences;

use crate::error::{Error, Result};
use crate::site::{Reader, Right};

/// One act as it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The number by which it can be undone.
    pub act: u64,
    /// What was done, in general: `target date moved`.
    pub what: String,
    /// Who did it.
    pub who: String,
    /// When it was recorded: milliseconds since 1970, UTC.
    pub recorded_at: i64,
    /// The day from which it holds.
    pub effective: Day,
    /// Why.
    pub why: Option<String>,
    /// The import it is part of.
    pub batch: Option<Id>,
    /// The act it took back.
    pub undoes: Option<u64>,
    /// It was itself taken back.
    pub undone: bool,
    /// What happened, one sentence a change, without the actor: `moved the target date of action 1.4b from …`.
    pub changes: Vec<ToldChange>,
    /// How many changes there are beside those told.
    pub more: usize,
}

/// One change as it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct ToldChange {
    /// The sentence, without the actor.
    pub sentence: String,
    /// What it is about: the action, line, priority, recommendation or measure it belongs to, or the plan.
    pub about: (Kind, Id),
}

impl Told {
    /// The whole in one sentence: `Jane Ward moved the target date of action 1.4b from … to …: waiting for the police`.
    pub fn sentence(&self) -> String {
        let done = match self.changes.as_slice() {
            [one] if self.more == 0 => one.sentence.clone(),
            [] => self.what.clone(),
            many => format!("{} ({})", self.what, crate::words::count(many.len() + self.more, "change")),
        };
        match &self.why {
            Some(why) => format!("{} {done}: {why}", self.who),
            None => format!("{} {done}", self.who),
        }
    }
}

/// What part of the history is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Only acts before this one (from the last page); 0 for the newest.
    pub before: u64,
    /// At most so many acts; 0 means 50.
    pub acts: usize,
}

/// At most so many changes of one act are told in a list.
const CHANGES_TOLD: usize = 12;

impl Reader {
    /// What happened to a plan, newest first.
    ///
    /// # Errors
    /// When the person may not see all of the plan; the store's.
    pub fn history_of_plan(&self, plan: Id, page: Page) -> Result<Vec<Told>> {
        self.need_all()?;
        let filter = EventFilter { plan: Some(plan), ..EventFilter::default() };
        self.told(filter, page)
    }

    /// Everything that was done at this site, to plans, accounts and settings, newest first.
    ///
    /// # Errors
    /// When the person may not read the audit trail; the store's.
    pub fn trail(&self, page: Page) -> Result<Vec<Told>> {
        if !self.who().role.may(Right::Audit) {
            return Err(Error::Forbidden("Only administrators and auditors read the audit trail".to_owned()));
        }
        self.told(EventFilter::default(), page)
    }

    /// What happened to one thing and what hangs from it, newest first.
    ///
    /// # Errors
    /// The store's.
    pub fn history_of(&self, id: Id) -> Result<Vec<Told>> {
        let mut events = self.rows.entity_history(id)?;
        for child in names::children(self, id)? {
            events.extend(self.rows.entity_history(child)?);
        }
        events.sort_by_key(|e| std::cmp::Reverse(e.seq));
        let mut told = self.gather_all(events)?;
        // Of an act that changed other things too, only what it did to this one is told.
        for act in &mut told {
            act.more = 0;
        }
        Ok(told)
    }

    /// One act with all its changes told.
    ///
    /// # Errors
    /// The store's.
    pub fn act(&self, act: u64) -> Result<Option<Told>> {
        self.need_all()?;
        let filter = EventFilter { act: Some(act), newest_first: true, ..EventFilter::default() };
        let events = self.rows.events(&filter)?;
        Ok(self.gather_all(events)?.pop())
    }

    fn told(&self, mut filter: EventFilter, page: Page) -> Result<Vec<Told>> {
        let wanted = if page.acts == 0 { 50 } else { page.acts };
        filter.newest_first = true;
        filter.to = (page.before > 0).then(|| page.before.saturating_sub(1));
        // An act may have thousands of changes, most have one: ask for a bounded number of events, and for the rest of
        // the last act only as far as it is told.
        filter.limit = u32::try_from(wanted.saturating_mul(40)).unwrap_or(u32::MAX);
        let events = self.rows.events(&filter)?;
        self.gather(events, wanted)
    }

    fn gather(&self, events: Vec<EventRow>, acts: usize) -> Result<Vec<Told>> {
        self.gather_told(events, acts, CHANGES_TOLD)
    }

    fn gather_all(&self, events: Vec<EventRow>) -> Result<Vec<Told>> {
        self.gather_told(events, usize::MAX, usize::MAX)
    }

    fn gather_told(&self, events: Vec<EventRow>, acts: usize, each: usize) -> Result<Vec<Told>> {
        let mut groups: Vec<Vec<EventRow>> = Vec::new();
        for event in events {
            let same = groups.last().and_then(|g| g.first()).is_some_and(|first| first.act == event.act);
            match groups.last_mut().filter(|_| same) {
                Some(group) => group.push(event),
                None => {
                    if groups.len() >= acts {
                        break;
                    }
                    groups.push(vec![event]);
                }
            }
        }
        let mut names = Names::new(self);
        let mut out = Vec::with_capacity(groups.len());
        for mut group in groups {
            group.reverse();
            let (Some(first), Some(last)) = (group.first().cloned(), group.last().map(|e| e.seq)) else {
                continue;
            };
            // The events of an act follow each other, so their number is known even where not all were read.
            let total = usize::try_from(last - first.act + 1).unwrap_or(group.len());
            group.truncate(each.saturating_mul(2));
            let mut changes = sentences(&mut names, &group)?;
            let dropped = changes.len().saturating_sub(each);
            changes.truncate(each);
            out.push(Told {
                act: first.act,
                undone: undone(&self.rows.entity_history(first.id)?, first.act),
                what: first.what,
                who: first.actor,
                recorded_at: first.recorded_at,
                effective: first.effective,
                why: first.why,
                batch: first.batch,
                undoes: first.undoes,
                changes,
                more: total.saturating_sub(group.len()) + dropped,
            });
        }
        Ok(out)
    }
}

/// Whether what an act did to a thing was taken back, and that was not taken back itself.
fn undone(history: &[EventRow], act: u64) -> bool {
    history.iter().any(|e| e.undoes == Some(act) && e.act > act && !undone(history, e.act))
}
