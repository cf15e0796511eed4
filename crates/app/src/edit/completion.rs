//! An action marked as done by its owner, with day and evidence; confirmed or returned by somebody else.

use model::day::Day;
use model::id::Id;
use store::{Change, Kind, Row, Value};

use super::Note;
use super::form::fold;
use super::subject::{self, row};
use crate::error::{Error, FieldError, Result};
use crate::shape::node::Fields;
use crate::site::{Confirmer, Contributor, Desk, Reader, Written};

/// The fields in which completion is kept.
const FIELDS: [&str; 6] = ["status", "done_on", "declared_by", "confirmed_by", "confirmed_on", "by_import"];

impl Contributor<'_> {
    /// Marks an action as done on a day, with what shows it.
    ///
    /// # Errors
    /// What is wrong with day or evidence; when it is marked as done already; when the actor does not answer for it.
    pub fn declare_done(
        &mut self,
        action: Id,
        seen: u32,
        done_on: Option<Day>,
        evidence: &super::Evidence,
        note: &Note,
    ) -> Result<Written> {
        declare(&mut self.0, (action, seen), done_on, evidence, note)
    }
}

impl Confirmer<'_> {
    /// Confirms that an action is done. Not for those who own it or said so.
    ///
    /// # Errors
    /// When it is not marked as done, is confirmed already, or the actor owns it or marked it.
    pub fn confirm(&mut self, action: Id, seen: u32, note: &Note) -> Result<Written> {
        confirm_many(&mut self.0, &[(action, seen)], note)
    }

    /// Confirms many actions in one act; all or none.
    ///
    /// # Errors
    /// As for one; the sentence names the action.
    pub fn confirm_many(&mut self, actions: &[super::Seen], note: &Note) -> Result<Written> {
        confirm_many(&mut self.0, actions, note)
    }

    /// Sends an action that is marked as done back to its owner, with the reason.
    ///
    /// # Errors
    /// Without a reason; when it is not marked as done, or the actor owns it or marked it.
    pub fn return_action(&mut self, action: Id, seen: u32, note: &Note) -> Result<Written> {
        let desk = &mut self.0;
        let reader = desk.reader()?;
        let old = row(&reader, Kind::Action, action)?;
        if old.value("by_import").is_null() && old.value("status").is_null() {
            return Err(Error::Refused(format!("Action {} is not marked as done", old.words("reference"))));
        }
        another_person(desk, &reader, &old, "send it back")?;
        if note.why.trim().is_empty() {
            return Err(Error::field("why", "Enter why it is not done"));
        }
        let fields: Fields = FIELDS.iter().map(|f| (*f, Value::Null)).collect();
        let intent = desk.intent("sent back", note)?;
        let place = reader.place_of(subject::plan(&old)?)?;
        desk.write(place, intent, vec![Change::set(Kind::Action, action, seen, fields)])
    }
}

fn declare(
    desk: &mut Desk<'_>,
    (id, seen): (Id, u32),
    done_on: Option<Day>,
    evidence: &super::Evidence,
    note: &Note,
) -> Result<Written> {
    let reader = desk.reader()?;
    let old = row(&reader, Kind::Action, id)?;
    desk.answers_for(&reader, &old)?;
    if !old.value("status").is_null() {
        return Err(Error::Refused(format!("Action {} is marked as done already", old.words("reference"))));
    }
    let mut errors = Vec::new();
    match done_on {
        None => errors.push(FieldError::new("done_on", "Enter the day it was done")),
        Some(day) if day > desk.ctx.today => {
            errors.push(FieldError::new("done_on", "The day it was done must be today or in the past"));
        }
        Some(_) => {}
    }
    if fold(&evidence.text).is_empty() {
        errors.push(FieldError::new("text", "Enter what shows that it is done"));
    }
    if !errors.is_empty() {
        return Err(Error::Fields(errors));
    }
    let plan = subject::plan(&old)?;
    let fields: Fields = vec![
        ("status", "complete".into()),
        ("done_on", done_on.into()),
        ("declared_by", desk.ctx.who.name.as_str().into()),
        ("confirmed_by", Value::Null),
        ("confirmed_on", Value::Null),
        ("by_import", false.into()),
    ];
    let proof = desk.id();
    let changes = vec![
        Change::set(Kind::Action, id, seen, fields),
        Change::create(Kind::Evidence, proof, Some(plan), evidence.fields(id)),
    ];
    let intent = desk.intent("marked as done", note)?;
    desk.write(reader.place_of(plan)?, intent, changes)
}

fn confirm_many(desk: &mut Desk<'_>, actions: &[super::Seen], note: &Note) -> Result<Written> {
    let reader = desk.reader()?;
    let (mut changes, mut place) = (Vec::new(), None);
    let by = desk.ctx.who.name.clone();
    for (id, seen) in actions {
        let old = row(&reader, Kind::Action, *id)?;
        let reference = old.words("reference");
        if old.value("status").is_null() {
            return Err(Error::Refused(format!(
                "Action {reference} is not marked as done, so it cannot be confirmed"
            )));
        }
        if !old.value("confirmed_by").is_null() {
            let who = old.words("confirmed_by");
            return Err(Error::Refused(format!("Action {reference} was confirmed already, by {who}")));
        }
        another_person(desk, &reader, &old, "confirm it")?;
        let fields: Fields = vec![
            ("confirmed_by", by.as_str().into()),
            ("confirmed_on", desk.day(note)?.into()),
            ("by_import", false.into()),
        ];
        changes.push(Change::set(Kind::Action, *id, *seen, fields));
        if place.is_none() {
            place = Some(reader.place_of(subject::plan(&old)?)?);
        }
    }
    let place = place.ok_or_else(|| Error::Refused("Select at least one action".to_owned()))?;
    let intent = desk.intent("confirmed", note)?;
    desk.write(place, intent, changes)
}

/// Refuses those who own the action or marked it as done.
fn another_person(desk: &Desk<'_>, reader: &Reader, action: &Row, what: &str) -> Result<()> {
    let reference = action.words("reference");
    if action.text("declared_by") == Some(desk.ctx.who.name.as_str()) {
        return Err(Error::Refused(format!(
            "You marked action {reference} as done, so somebody else has to {what}"
        )));
    }
    if desk.owns(reader, action)? {
        return Err(Error::Refused(format!("You own action {reference}, so somebody else has to {what}")));
    }
    Ok(())
}
