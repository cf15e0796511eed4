//! A year of weekly case lists beside the story: what was computed of each was worked out beforehand, so that the
//! demonstration starts at once; the rows of the last weeks are there to be opened.
//!
//! ```toml
//! [[lists]]                        # in the story's file
//! weeks = "lists/weeks.z"          # records of every week, packed
//! rows  = ["lists/rows-1.z"]       # the rows of the last of them, in order
//! teams = "lists/teams.csv"        # which service each team belongs to
//! who   = "Jane Ward"              # a person of the story
//! from  = "2025-06-09"             # kept on this day at the earliest
//! lag   = 1                        # days from the lists' day to their keeping
//! ```
//!
//! The files are made by `cargo run -p throughline-app --example demo_lists`; a test compares the last with what is
//! computed now.

use model::day::Day;
use serde::Deserialize;

use super::story::{Dated, StoryAct, day};
use crate::lists::{Record, figures};

/// Case lists and who keeps them.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lists {
    /// The records of every week.
    pub weeks: String,
    /// The rows of the last weeks, the oldest first.
    pub rows: Vec<String>,
    /// The services of the teams.
    pub teams: String,
    /// The name of a person of the story.
    pub who: String,
    /// The first day on which any of them is kept.
    #[serde(deserialize_with = "day")]
    pub from: Day,
    /// Days from the day the lists speak of to their keeping.
    #[serde(default)]
    pub lag: i32,
}

/// A week's case lists, to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Week {
    /// What was computed of them.
    pub record: Record,
    /// Their rows, where they are there to be opened.
    pub rows: Option<Vec<u8>>,
    /// The table of teams, where it is to be set first.
    pub teams: Option<String>,
}

impl Lists {
    /// The acts that keep them.
    pub(super) fn acts(&self, read: impl Fn(&str) -> Result<Vec<u8>, String>) -> Result<Vec<Dated>, String> {
        let broken = |name: &str| format!("{name}: is not what the example demo_lists writes");
        let text = figures::unpack(&read(&self.weeks)?).ok_or_else(|| broken(&self.weeks))?;
        let records = Record::from_text(&text).ok_or_else(|| broken(&self.weeks))?;
        let teams = String::from_utf8(read(&self.teams)?).map_err(|e| format!("{}: {e}", self.teams))?;
        let mut acts = Vec::new();
        let first = records.len().saturating_sub(self.rows.len());
        for (number, record) in records.into_iter().enumerate() {
            let name = number.checked_sub(first).and_then(|at| self.rows.get(at));
            let unpacked = |name: &String| figures::unpack_bytes(&read(name)?).ok_or_else(|| broken(name));
            let rows = name.map(unpacked).transpose()?;
            let on = record.as_at.plus_days(self.lag).max(self.from);
            let teams = acts.is_empty().then(|| teams.clone());
            let act = StoryAct::Keep { week: Box::new(Week { record, rows, teams }) };
            acts.push(Dated { on, who: self.who.clone(), effective: None, why: None, plan: None, act });
        }
        Ok(acts)
    }
}
