//! A target date set or moved: the chain grows, nothing in it is replaced.

use model::day::Day;
use model::id::Id;
use model::plan::DateKind;
use store::{Change, Kind, Value};

use super::form::fold;
use super::subject::{self, row};
use super::{Note, effects};
use crate::error::{Error, FieldError, Result};
use crate::shape::node::Fields;
use crate::site::{Contributor, Desk, Written};

impl Contributor<'_> {
    /// Moves an action's target date, or sets its first: the phrase as the person writes it, why (`note.why`, needed
    /// where there is a date already), and who agreed. `seen` is the date in force as it was seen, with its revision.
    ///
    /// # Errors
    /// What is wrong with phrase or reason; when the actor does not answer for the action; [`Error::Conflict`] when
    /// somebody moved the date since.
    pub fn revise_date(
        &mut self,
        action: Id,
        seen: Option<(Id, u32)>,
        phrase: &str,
        agreed_by: &str,
        note: &Note,
    ) -> Result<Written> {
        revise(&mut self.0, action, seen, phrase, agreed_by, note)
    }
}

fn revise(
    desk: &mut Desk<'_>,
    id: Id,
    seen: Option<(Id, u32)>,
    phrase: &str,
    agreed_by: &str,
    note: &Note,
) -> Result<Written> {
    let reader = desk.reader()?;
    let action = row(&reader, Kind::Action, id)?;
    desk.answers_for(&reader, &action)?;
    let day = desk.day(note)?;
    let plan = subject::plan(&action)?;
    let chain = subject::hanging(&reader, Kind::TargetDate, "action", id)?;
    let in_force: Vec<_> = chain.iter().filter(|d| !d.flag("superseded")).collect();
    let mut errors = Vec::new();
    let fields = match date_fields(id, phrase, day, &note.why, agreed_by) {
        Ok(fields) => fields,
        Err(Error::Fields(wrong)) => {
            errors.extend(wrong);
            Fields::new()
        }
        Err(other) => return Err(other),
    };
    if note.why.trim().is_empty() && !in_force.is_empty() {
        errors.push(FieldError::new("why", "Enter why the date is moved"));
    }
    if in_force.iter().any(|d| d.text("phrase").is_some_and(|p| fold(p).eq_ignore_ascii_case(&fold(phrase))))
    {
        errors.push(FieldError::new("phrase", "Enter a date that differs from the one it has"));
    }
    if !errors.is_empty() {
        return Err(Error::Fields(errors));
    }
    if seen.is_none() && !in_force.is_empty() {
        return Err(Error::Refused(
            "A target date was set in the meantime: look at it before you move it".to_owned(),
        ));
    }
    let superseded = || vec![("superseded", true.into())];
    let mut changes: Vec<Change> = in_force
        .iter()
        .filter(|d| seen.is_none_or(|(seen, _)| seen != d.id))
        .map(|d| Change::set(Kind::TargetDate, d.id, d.revision, superseded()))
        .collect();
    changes.extend(seen.map(|(id, revision)| Change::set(Kind::TargetDate, id, revision, superseded())));
    let date = desk.id();
    changes.push(Change::create(Kind::TargetDate, date, Some(plan), fields));
    if action.text("dates_from") != Some("own") {
        changes.push(Change::set(Kind::Action, id, action.revision, vec![("dates_from", "own".into())]));
    }
    let intent =
        desk.intent(if in_force.is_empty() { "target date set" } else { "target date moved" }, note)?;
    let written = desk.write(reader.place_of(plan)?, intent, changes)?;
    Ok(Written { created: Some(date), ..written })
}

/// The fields of a new target date.
///
/// # Errors
/// At `phrase` where it is empty or not understood.
pub(crate) fn date_fields(
    action: Id,
    phrase: &str,
    day: Day,
    reason: &str,
    agreed_by: &str,
) -> Result<Fields> {
    let words = |text: &str| Value::from(Some(fold(text)).filter(|t| !t.is_empty()));
    let mut fields: Fields = vec![("action", action.into())];
    fields.extend(meaning_fields(phrase, day)?);
    fields.extend([
        ("superseded", false.into()),
        ("set_on", day.into()),
        ("reason", words(reason)),
        ("approved_by", words(agreed_by)),
    ]);
    Ok(fields)
}

/// A phrase and what it means.
///
/// # Errors
/// At `phrase` where it is empty or not understood.
pub(crate) fn meaning_fields(phrase: &str, context: Day) -> Result<Fields> {
    let phrase = fold(phrase);
    if phrase.is_empty() {
        return Err(Error::field("phrase", "Enter a target date"));
    }
    let meaning = effects::meaning(&phrase, context);
    let open = ["tbc", "tba", "to be confirmed", "to be agreed", "not known"];
    if meaning.kind == DateKind::Unknown && !open.contains(&phrase.to_lowercase().as_str()) {
        return Err(Error::field(
            "phrase",
            "Enter a target date that can be understood, like 31 March 2022, March 2022, ongoing or tbc",
        ));
    }
    Ok(vec![
        ("phrase", phrase.into()),
        ("kind", meaning.kind.word().into()),
        ("from_day", meaning.from.into()),
        ("to_day", meaning.to.into()),
    ])
}

/// The fields of an action's owner.
pub(crate) fn owner_fields(action: Id, name: &str) -> Fields {
    vec![("parent", action.into()), ("role", "owner".into()), ("text", fold(name).into())]
}
