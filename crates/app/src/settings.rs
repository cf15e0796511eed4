//! What can be set of a plan: with which days and numbers its rules of rating and its checks count (DESIGN 4.2).
//!
//! A setting is a kept thing like any other: it holds from the day it is set, earlier days are judged with what held
//! then, and setting it can be taken back. Nothing kept means the default.

use lint::Options;
use model::day::Day;
use model::id::Id;
use model::rated::Thresholds;
use store::{Change, Filter, Kind, Row, Value, View};

use crate::edit::{Inputs, Note, fold};
use crate::error::{Error, FieldError, Result};
use crate::site::{Administrator, Reader, Written, latest};

/// The settings of a plan on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Of its ratings.
    pub thresholds: Thresholds,
    /// Of its checks.
    pub options: Options,
    /// Of what is published.
    pub publication: Publication,
}

/// How figures are published, beside what a small number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Counts are rounded to the nearest multiple of this; 1 leaves them as they are.
    pub round: i64,
    /// What would let a withheld figure be worked out is withheld too. Off, it counts only where counts are rounded.
    pub secondary: bool,
}

impl Default for Publication {
    fn default() -> Self {
        Publication { round: 1, secondary: true }
    }
}

/// The least rounding that makes withholding a second figure needless: it hides every small number.
const ENOUGH: i64 = 5;

impl Publication {
    /// Whether what would tell a withheld figure is withheld.
    pub fn withholds_more(self) -> bool {
        self.secondary || self.round < ENOUGH
    }
}

/// Something that can be set.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Its key, as kept.
    pub key: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What follows from it.
    pub hint: &'static str,
    /// What it holds.
    pub holds: Holds,
    get: fn(&Settings) -> i64,
    set: fn(&mut Settings, i64),
}

/// What a setting holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A whole number, from and to, counted in this.
    Whole(i64, i64, &'static str),
    /// Yes or no.
    YesNo,
}

/// The number as `i32`; every setting's bounds lie within.
fn small(number: i64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// The number as a count; no setting is negative.
fn tally(number: i64) -> usize {
    usize::try_from(number).unwrap_or(0)
}

/// Everything that can be set, in the order of the page: first the ratings, then the checks.
pub const ALL: [Known; 10] = [
    Known {
        key: "cycle-days",
        label: "One cycle",
        hint: "From one round of updates to the next",
        holds: Holds::Whole(1, 366, "days"),
        get: |s| s.thresholds.cycle_days.into(),
        set: |s, n| s.thresholds.cycle_days = small(n),
    },
    Known {
        key: "recent-cycles",
        label: "A moved date, or a red or amber rating, still counts",
        hint: "For so long an action is red, amber or yellow because of it",
        holds: Holds::Whole(0, 24, "cycles"),
        get: |s| s.thresholds.recent_cycles.into(),
        set: |s, n| s.thresholds.recent_cycles = small(n),
    },
    Known {
        key: "current-days",
        label: "An update is current",
        hint: "For so long it can make an action green; older than that, the action is silent",
        holds: Holds::Whole(1, 366, "days"),
        get: |s| s.thresholds.current_days.into(),
        set: |s, n| s.thresholds.current_days = small(n),
    },
    Known {
        key: "evidence-needed",
        label: "An action is complete only with evidence",
        hint: "Where yes, one that is done without evidence stays yellow",
        holds: Holds::YesNo,
        get: |s| s.thresholds.evidence_needed.into(),
        set: |s, n| s.thresholds.evidence_needed = n != 0,
    },
    Known {
        key: "small-number",
        label: "A small number of people",
        hint: "Counts up to this could tell who is meant; never lower than 5",
        holds: Holds::Whole(5, 100, "people"),
        get: |s| s.options.small_number,
        set: |s, n| s.options.small_number = n,
    },
    Known {
        key: "round-published",
        label: "Counts of people are published to the nearest",
        hint: "1 leaves them as they are; with 5 or 10 nobody can work out a small number from them",
        holds: Holds::Whole(1, 100, "people"),
        get: |s| s.publication.round,
        set: |s, n| s.publication.round = n,
    },
    Known {
        key: "secondary",
        label: "A second figure is withheld where it would tell the first",
        hint: "“No” counts only where counts are published to the nearest 5 or more",
        holds: Holds::YesNo,
        get: |s| s.publication.secondary.into(),
        set: |s, n| s.publication.secondary = n != 0,
    },
    Known {
        key: "immediate-months",
        label: "“Immediately” means within",
        hint: "Counted from the inspection’s report",
        holds: Holds::Whole(0, 12, "months"),
        get: |s| s.options.immediate_months.into(),
        set: |s, n| s.options.immediate_months = small(n),
    },
    Known {
        key: "default-date-actions",
        label: "One date given to many actions is suspected from",
        hint: "So many actions share one date, which looks like a default",
        holds: Holds::Whole(2, 1000, "actions"),
        get: |s| i64::try_from(s.options.default_date_actions).unwrap_or(i64::MAX),
        set: |s, n| s.options.default_date_actions = tally(n),
    },
    Known {
        key: "default-date-percent",
        label: "And only where they are at least",
        hint: "The share of all actions that have a date",
        holds: Holds::Whole(1, 100, "per cent"),
        get: |s| i64::try_from(s.options.default_date_percent).unwrap_or(i64::MAX),
        set: |s, n| s.options.default_date_percent = tally(n),
    },
];

impl Known {
    /// The setting with this key.
    pub fn of(key: &str) -> Option<&'static Known> {
        ALL.iter().find(|k| k.key == key)
    }

    /// What it holds, as a person would type it.
    pub fn value(&self, settings: &Settings) -> String {
        let number = (self.get)(settings);
        match self.holds {
            Holds::Whole(..) => number.to_string(),
            Holds::YesNo => if number == 0 { "no" } else { "yes" }.to_owned(),
        }
    }

    /// Reads what was typed or kept.
    ///
    /// # Errors
    /// A sentence that says what it must be.
    fn read(&self, typed: &str) -> std::result::Result<i64, String> {
        match (self.holds, typed) {
            (Holds::YesNo, "yes") => Ok(1),
            (Holds::YesNo, "no") => Ok(0),
            (Holds::YesNo, _) => Err(format!("Select yes or no for “{}”", self.label)),
            (Holds::Whole(least, most, _), _) => {
                let number = typed.parse::<i64>().ok().filter(|n| (least..=most).contains(n));
                number
                    .ok_or_else(|| format!("“{}” must be a whole number from {least} to {most}", self.label))
            }
        }
    }
}

/// A setting as it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its key.
    pub key: &'static str,
    /// What it holds, as a person would type it.
    pub value: String,
    /// The revision seen; 0 where nothing is kept yet.
    pub revision: u32,
}

impl Reader {
    /// The settings of a plan as they were on a day.
    ///
    /// # Errors
    /// The store's (so for all below).
    pub fn settings(&self, plan: Id, day: Day) -> Result<Settings> {
        self.settings_in(plan, View::of(day))
    }

    /// The same as they were known then.
    pub(crate) fn settings_in(&self, plan: Id, view: View) -> Result<Settings> {
        let mut settings = Settings::default();
        for row in kept(self, plan, view)? {
            // A value of another version that does not hold any more is the default.
            let known = row.text("key").and_then(Known::of);
            let value = known.and_then(|k| Some((k, k.read(row.text("value")?).ok()?)));
            if let Some((known, number)) = value {
                (known.set)(&mut settings, number);
            }
        }
        Ok(settings)
    }

    /// The settings of a plan that was read; a draft has the defaults.
    pub fn settings_of(&self, plan: &model::plan::Plan, day: Day) -> Result<Settings> {
        plan.origin.id.map_or_else(|| Ok(Settings::default()), |id| self.settings(id, day))
    }

    /// The settings of a plan with their revisions, to be changed.
    pub fn settings_held(&self, plan: Id) -> Result<Vec<Held>> {
        let rows = kept(self, plan, View::of(latest()))?;
        let settings = self.settings(plan, latest())?;
        let held = |k: &Known| Held {
            key: k.key,
            value: k.value(&settings),
            revision: rows.iter().find(|r| r.text("key") == Some(k.key)).map_or(0, |r| r.revision),
        };
        Ok(ALL.iter().map(held).collect())
    }
}

fn kept(reader: &Reader, plan: Id, view: View) -> Result<Vec<Row>> {
    Ok(reader.rows.rows(Kind::Setting, &Filter::Plan(plan), view)?)
}

impl Administrator<'_> {
    /// Sets settings of a plan from now on: values by key as typed; `seen` are the revisions they were changed from.
    ///
    /// # Errors
    /// Every value that is not what it must be; [`Error::Conflict`] where somebody set one since.
    pub fn set(&mut self, plan: Id, inputs: &Inputs, seen: &[Held], note: &Note) -> Result<Written> {
        let desk = &mut self.0;
        let reader = desk.reader()?;
        let place = reader.place_of(plan)?;
        let (now, rows) = (reader.settings(plan, latest())?, kept(&reader, plan, View::of(latest()))?);
        let (mut errors, mut changes) = (Vec::new(), Vec::new());
        for known in &ALL {
            let Some(typed) = inputs.get(known.key).map(|t| t.trim()) else { continue };
            if let Err(message) = known.read(typed) {
                errors.push(FieldError::new(known.key, message));
                continue;
            }
            let before = seen.iter().find(|h| h.key == known.key);
            // A value left as it was seen is no change, whatever somebody else set since.
            if before.is_some_and(|h| h.value == typed) || (before.is_none() && known.value(&now) == typed) {
                continue;
            }
            let value = vec![("value", Value::from(typed))];
            match rows.iter().find(|r| r.text("key") == Some(known.key)) {
                Some(row) => {
                    let revision = before.map_or(row.revision, |h| h.revision);
                    changes.push(Change::set(Kind::Setting, row.id, revision, value));
                }
                None => {
                    let fields = [vec![("key", Value::from(known.key))], value].concat();
                    changes.push(Change::create(Kind::Setting, desk.id(), Some(plan), fields));
                }
            }
        }
        if !errors.is_empty() {
            return Err(Error::Fields(errors));
        }
        if changes.is_empty() {
            return Ok(Written { act: reader.last_event(), changes: 0, created: None });
        }
        let intent = desk.intent("settings changed", note)?;
        desk.write(place, intent, changes)
    }

    /// Gives a place, seen at revision `seen`, another name.
    ///
    /// # Errors
    /// Without a name; [`Error::Conflict`] where somebody renamed it since.
    pub fn rename_place(&mut self, place: Id, seen: u32, name: &str, note: &Note) -> Result<Written> {
        let desk = &mut self.0;
        let name = fold(name);
        if name.is_empty() {
            return Err(Error::field("name", "Enter the name of your area"));
        }
        if name.chars().count() > 100 {
            return Err(Error::field("name", "The name of your area must be 100 characters or fewer"));
        }
        let intent = desk.intent("place renamed", note)?;
        desk.write(place, intent, vec![Change::set(Kind::Place, place, seen, vec![("name", name.into())])])
    }
}

#[cfg(test)]
mod tests {
    use super::{ALL, Holds, Known, Settings};

    #[test]
    fn every_default_is_a_value_that_can_be_set() {
        for known in &ALL {
            let mut settings = Settings::default();
            let number = known.read(&known.value(&settings)).unwrap();
            (known.set)(&mut settings, number);
            assert_eq!(settings, Settings::default(), "{}", known.key);
            assert_eq!(Known::of(known.key).map(|k| k.label), Some(known.label));
        }
    }

    #[test]
    fn a_number_out_of_its_bounds_is_refused_in_words() {
        let small = Known::of("small-number").unwrap();
        assert_eq!(small.holds, Holds::Whole(5, 100, "people"));
        let wrong = "“A small number of people” must be a whole number from 5 to 100";
        for typed in ["4", "101", "", "five", "5.5"] {
            assert_eq!(small.read(typed).unwrap_err(), wrong, "{typed}");
        }
        assert_eq!(small.read("6"), Ok(6));
        assert!(Known::of("evidence-needed").unwrap().read("perhaps").is_err());
    }
}
