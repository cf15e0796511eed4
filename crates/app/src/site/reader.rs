//! Reading what is kept, as one person may see it, at one instant.

use std::sync::Arc;

use model::day::Day;
use model::id::Id;
use model::plan::Plan;
use store::{Filter, Kind, View};

use super::who::{Right, Who};
use super::{Site, own};
use crate::error::{Error, Result};

/// What was kept at the instant this was made, as one person may see it.
pub struct Reader {
    site: Site,
    pub(crate) rows: store::Reader,
    who: Who,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its identity.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The revision seen: renaming it names it.
    pub revision: u32,
}

/// A plan in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanInfo {
    /// Its identity.
    pub id: Id,
    /// Its place.
    pub place: Id,
    /// The place's name.
    pub place_name: String,
    /// Its title.
    pub title: String,
    /// The version label printed.
    pub version: Option<String>,
    /// The day its latest document speaks of.
    pub as_at: Option<Day>,
    /// The first day on which anything is known of it.
    pub first_day: Option<Day>,
}

impl Reader {
    pub(crate) fn new(site: Site, rows: store::Reader, who: Who) -> Reader {
        Reader { site, rows, who }
    }

    /// Who reads.
    pub fn who(&self) -> &Who {
        &self.who
    }

    /// The number of the last event: what is known.
    pub fn last_event(&self) -> u64 {
        self.rows.last_event()
    }

    /// The places, oldest first.
    ///
    /// # Errors
    /// The store's (so for all below).
    pub fn places(&self) -> Result<Vec<Place>> {
        let mut out = Vec::new();
        for id in self.rows.places()? {
            if let Some(row) = self.rows.row(Kind::Place, id, View::of(latest()))? {
                out.push(Place { id, name: row.words("name"), revision: row.revision });
            }
        }
        Ok(out)
    }

    /// The plans of every place, the one with the latest document first; those that begin later than `day` too, since
    /// a page about an earlier day says that nothing was known yet.
    pub fn plans(&self) -> Result<Vec<PlanInfo>> {
        let mut out = Vec::new();
        for place in self.places()? {
            for row in self.rows.rows(Kind::Plan, &Filter::Place(place.id), View::of(latest()))? {
                out.push(PlanInfo {
                    id: row.id,
                    place: place.id,
                    place_name: place.name.clone(),
                    title: row.words("title"),
                    version: row.maybe("version"),
                    as_at: row.day("as_at"),
                    first_day: self.rows.days(row.id)?.map(|(first, _)| first),
                });
            }
        }
        out.sort_by_key(|p| std::cmp::Reverse(p.as_at));
        Ok(out)
    }

    /// The first day on which anything is known of a plan.
    pub fn first_day(&self, plan: Id) -> Result<Option<Day>> {
        // Figures of before it belong to it too: the day of the plan itself counts.
        Ok(self.rows.entity_history(plan)?.iter().map(|e| e.effective).min())
    }

    /// The plan as it stood, as far as this person may see it; `None` where it was not known yet.
    pub fn plan(&self, id: Id, view: View) -> Result<Option<Arc<Plan>>> {
        let plan = self.site.plan(&self.rows, id, view)?;
        if self.who.role.may(Right::ReadAll) {
            return Ok(plan);
        }
        Ok(plan.map(|p| Arc::new(own::only(&self.who, &p))))
    }

    /// The plan as it stood on a day.
    ///
    /// # Errors
    /// [`Error::NotFound`] where it was not known yet; the store's.
    pub fn plan_on(&self, id: Id, day: Day) -> Result<Arc<Plan>> {
        self.plan(id, View::of(day))?.ok_or_else(|| {
            let first = self.first_day(id).ok().flatten();
            Error::NotFound(match first {
                Some(first) if first > day => {
                    format!("Nothing is known of this plan on {day}: its first day is {first}")
                }
                _ => "There is no such plan".to_owned(),
            })
        })
    }

    /// The place a plan belongs to.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such plan.
    pub fn place_of(&self, plan: Id) -> Result<Id> {
        let place = self.site.place_of(&self.rows, plan)?;
        place.ok_or_else(|| Error::NotFound("There is no such plan".to_owned()))
    }

    pub(crate) fn site(&self) -> &Site {
        &self.site
    }

    /// Fails for those who may see only their own actions.
    pub(crate) fn need_all(&self) -> Result<()> {
        if self.who.role.may(Right::ReadAll) {
            return Ok(());
        }
        Err(Error::Forbidden("You can see only the actions you own".to_owned()))
    }
}

/// The day after which nothing takes effect.
#[expect(clippy::expect_used, reason = "a fixed day of the calendar")]
pub(crate) fn latest() -> Day {
    Day::new(9999, 12, 31).expect("the calendar has this day")
}
