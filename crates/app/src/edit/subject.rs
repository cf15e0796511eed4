//! What a command is about, read row by row: no command assembles a whole plan.

use model::day::Day;
use model::id::Id;
use store::{Filter, Kind, Row, View};

use super::Note;
use crate::error::{Error, Result};
use crate::history::Names;
use crate::site::{Desk, Intent, Reader, Right, latest};
use crate::words;

/// The thing as it stands last, if it counts.
///
/// # Errors
/// [`Error::NotFound`] otherwise.
pub(crate) fn row(reader: &Reader, kind: Kind, id: Id) -> Result<Row> {
    let found = reader.rows.row(kind, id, View::of(latest()))?;
    found.ok_or_else(|| {
        Error::NotFound(format!("There is no such {}, or it has been withdrawn", words::noun(kind)))
    })
}

/// What hangs from a thing, by the field that names it.
pub(crate) fn hanging(reader: &Reader, kind: Kind, field: &'static str, id: Id) -> Result<Vec<Row>> {
    Ok(reader.rows.rows(kind, &Filter::By(field, id), View::of(latest()))?)
}

/// The phrases by which an action's owners are called, and the body that leads it.
pub(crate) fn owners(reader: &Reader, action: &Row) -> Result<Vec<String>> {
    let mut owners: Vec<String> =
        hanging(reader, Kind::Holder, "parent", action.id)?.iter().map(|r| r.words("text")).collect();
    owners.extend(action.maybe("lead_body"));
    Ok(owners)
}

/// What a thing is called: `action 1.4b`.
pub(crate) fn name(reader: &Reader, id: Id) -> Result<String> {
    Names::new(reader).name(id)
}

/// The same with a capital letter, to begin a sentence.
pub(crate) fn capital(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The plan a thing belongs to.
pub(crate) fn plan(row: &Row) -> Result<Id> {
    row.plan.ok_or_else(|| Error::Refused("This belongs to no plan".to_owned()))
}

impl Desk<'_> {
    /// Fails unless the actor may answer for this action: all are theirs, or they own it.
    pub(crate) fn answers_for(&self, reader: &Reader, action: &Row) -> Result<()> {
        if self.ctx.who.role.may(Right::AnswerForAll) || self.owns(reader, action)? {
            return Ok(());
        }
        let name = action.words("reference");
        Err(Error::Forbidden(format!("Only the owner of action {name} can do this")))
    }

    /// Whether the actor is one of the action's owners.
    pub(crate) fn owns(&self, reader: &Reader, action: &Row) -> Result<bool> {
        Ok(owners(reader, action)?.iter().any(|phrase| self.ctx.who.is_named_by(phrase)))
    }

    /// The act that a command becomes.
    ///
    /// # Errors
    /// When it is to hold from a day to come.
    pub(crate) fn intent(&self, what: &'static str, note: &Note) -> Result<Intent> {
        Ok(Intent::new(what, self.day(note)?).because(&note.why))
    }

    /// The day from which a command holds.
    pub(crate) fn day(&self, note: &Note) -> Result<Day> {
        match note.effective {
            Some(day) if day > self.ctx.today => {
                Err(Error::field("effective", "The day it holds from must be today or in the past"))
            }
            Some(day) => Ok(day),
            None => Ok(self.ctx.today),
        }
    }
}
