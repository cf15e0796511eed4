//! Settings of a place's case lists: which service a team belongs to and from when, and how long rows about children are
//! kept.

use std::collections::BTreeMap;

use extracts::team::Teams;
use model::day::Day;
use model::id::Id;
use store::{Change, Filter, Kind, Value, View};

use crate::edit::Note;
use crate::error::{Error, FieldError, Result};
use crate::site::{Analyst, Reader, Written, latest};

/// The setting that holds the table of teams, as CSV.
const TEAMS: &str = "lists-teams";
/// The setting that holds for how many days rows about children are kept.
const KEEP: &str = "lists-keep-days";
/// Where nothing is set: a year and a month, so that a year can be looked back on.
const KEEP_DAYS: i32 = 400;
/// The longest that may be set: three years.
const LONGEST: i32 = 1096;
/// The first line of the table of teams.
const HEAD: &str = "team,service,from,to";

/// What settings of this module are called; `None` for keys of others.
pub fn setting(key: &str) -> Option<&'static str> {
    match key {
        TEAMS => Some("the services of the teams"),
        KEEP => Some("how long case lists are kept"),
        _ => None,
    }
}

/// The settings as a person changes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListSettings {
    /// The table of teams as CSV, with its first line.
    pub teams: String,
    /// For how many days rows about children are kept.
    pub keep_days: i32,
}

impl Reader {
    /// The settings of a place's case lists on a day.
    ///
    /// # Errors
    /// The store's.
    pub fn list_settings(&self, place: Id, day: Day) -> Result<ListSettings> {
        let rows = self.rows.rows(Kind::Setting, &Filter::Place(place), View::of(day))?;
        let value =
            |key: &str| rows.iter().find(|r| r.text("key") == Some(key)).and_then(|r| r.maybe("value"));
        Ok(ListSettings {
            teams: value(TEAMS).unwrap_or_else(|| format!("{HEAD}\n")),
            keep_days: value(KEEP).and_then(|v| v.parse().ok()).unwrap_or(KEEP_DAYS),
        })
    }
}

/// For how many days rows about children are kept.
pub(super) fn keep_days(reader: &Reader, place: Id) -> Result<i32> {
    Ok(reader.list_settings(place, latest())?.keep_days)
}

impl Analyst<'_> {
    /// Sets the services of teams and how long rows about children are kept; what is kept already keeps its last day.
    ///
    /// # Errors
    /// What is wrong with the table, with its line, or with the number of days.
    pub fn set_lists(&mut self, place: Id, teams: &str, keep: &str, note: &Note) -> Result<Written> {
        let desk = &mut self.0;
        let mut errors = Vec::new();
        let teams = teams.replace("\r\n", "\n");
        let teams = format!("{}\n", teams.trim());
        if let Err(wrong) = Teams::read(teams.as_bytes()) {
            errors.push(FieldError::new("teams", crate::views::sentence::capital(&wrong.to_string())));
        }
        let days = keep.trim().parse::<i32>().ok().filter(|d| (1..=LONGEST).contains(d));
        if days.is_none() {
            let say = format!("Days must be a whole number from 1 to {LONGEST}");
            errors.push(FieldError::new("keep_days", say));
        }
        if !errors.is_empty() {
            return Err(Error::Fields(errors));
        }
        let reader = desk.reader()?;
        let rows = reader.rows.rows(Kind::Setting, &Filter::Place(place), View::of(latest()))?;
        let mut changes = Vec::new();
        for (key, value) in [(TEAMS, teams), (KEEP, days.unwrap_or(KEEP_DAYS).to_string())] {
            let value = Value::from(value);
            match rows.iter().find(|r| r.text("key") == Some(key)) {
                Some(row) if *row.value("value") == value => {}
                Some(row) => {
                    changes.push(Change::set(Kind::Setting, row.id, row.revision, vec![("value", value)]));
                }
                None => {
                    let fields = vec![("key", key.into()), ("value", value)];
                    changes.push(Change::create(Kind::Setting, desk.id(), None, fields));
                }
            }
        }
        if changes.is_empty() {
            return Ok(Written { act: reader.last_event(), changes: 0, created: None });
        }
        let intent = desk.intent("settings of case lists changed", note)?;
        desk.write(place, intent, changes)
    }
}

/// A table of teams with these added, each with the service it is given; those without one are left out.
pub fn with_teams(table: &str, more: &BTreeMap<String, String>) -> String {
    let quoted = |text: &str| match text.contains([',', '"', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    };
    let mut out = format!("{}\n", table.trim());
    for (team, service) in more.iter().filter(|(_, s)| !s.trim().is_empty()) {
        out.push_str(&format!("{},{},,\n", quoted(team), quoted(service.trim())));
    }
    out
}
