//! Ratings confirmed or overridden, and findings set aside: each by name, with a reason.

use model::id::Id;
use model::plan::Axis;
use store::{Change, Filter, Kind, Value, View};

use super::subject::{self, row};
use super::{Note, things};
use crate::error::{Error, FieldError, Result};
use crate::shape::node::Fields;
use crate::site::{Confirmer, Desk, Written, latest};

/// The reason kept where a person only confirms what the rules suggest.
pub(crate) const AS_SUGGESTED: &str = "Confirmed as suggested";

/// A rating of an action as the rules suggest it and a person saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggested {
    /// The action and the revision in which it was seen.
    pub action: super::Seen,
    /// On which axis.
    pub axis: Axis,
    /// The level's word.
    pub level: String,
}

impl Confirmer<'_> {
    /// Rates an action: a level's word, or `None` for not rated. A rating that differs from what the rules suggest
    /// (`suggested`) needs a reason; one that agrees confirms it.
    ///
    /// # Errors
    /// When the axis has no such level, or a reason is lacking.
    pub fn rate(
        &mut self,
        on: Id,
        axis: Axis,
        level: Option<&str>,
        suggested: Option<&str>,
        note: &Note,
    ) -> Result<Written> {
        rate(&mut self.0, on, axis, (level, suggested), note)
    }

    /// Confirms ratings of many actions as the rules suggest them, in one act; all or none.
    ///
    /// # Errors
    /// Without any; [`Error::Conflict`] when somebody changed one of the actions since.
    pub fn confirm_ratings(&mut self, ratings: &[Suggested], note: &Note) -> Result<Written> {
        confirm_ratings(&mut self.0, ratings, note)
    }

    /// Withdraws a rating that a person gave, so that the rules decide again.
    ///
    /// # Errors
    /// As [`crate::site::Editor::withdraw`].
    pub fn withdraw_rating(&mut self, rating: Id, seen: u32, note: &Note) -> Result<Written> {
        things::withdraw(&mut self.0, Kind::Rating, rating, seen, note)
    }

    /// Sets a finding aside: it is shown as looked at, with who and why.
    ///
    /// # Errors
    /// Without a reason, or when it is set aside already.
    pub fn acknowledge(&mut self, plan: Id, code: &str, subject: &str, note: &Note) -> Result<Written> {
        acknowledge(&mut self.0, plan, (code, subject), note)
    }

    /// Raises a finding again that was set aside.
    ///
    /// # Errors
    /// As [`crate::site::Editor::withdraw`].
    pub fn withdraw_acknowledgement(&mut self, id: Id, seen: u32, note: &Note) -> Result<Written> {
        things::withdraw(&mut self.0, Kind::Acknowledgement, id, seen, note)
    }
}

fn rate(
    desk: &mut Desk<'_>,
    on: Id,
    axis: Axis,
    (level, suggested): (Option<&str>, Option<&str>),
    note: &Note,
) -> Result<Written> {
    let reader = desk.reader()?;
    let (kind, _) = desk.find(&reader, on)?;
    let subject = row(&reader, kind, on)?;
    let (word, mut errors) = (crate::shape::axis_word(axis), Vec::new());
    if level.is_some_and(|l| !crate::shape::is_level(axis, l)) {
        errors.push(FieldError::new("level", format!("Select the {word} rating")));
    }
    let reason = note.why.trim();
    let agrees = level.is_some() && level == suggested;
    if reason.is_empty() && !agrees {
        errors.push(FieldError::new("why", format!("Enter a reason for the {word} rating")));
    }
    if !errors.is_empty() {
        return Err(Error::Fields(errors));
    }
    let reason = if reason.is_empty() { AS_SUGGESTED } else { reason };
    let day = desk.day(note)?;
    let fields: Fields = vec![
        ("parent", on.into()),
        ("axis", word.into()),
        ("level", level.into()),
        ("given_on", day.into()),
        ("by", desk.ctx.who.name.as_str().into()),
        ("reason", reason.into()),
    ];
    let (plan, id) = (subject::plan(&subject)?, desk.id());
    let intent = desk.intent(if agrees { "rating confirmed" } else { "rating overridden" }, note)?;
    let change = Change::create(Kind::Rating, id, Some(plan), fields);
    let written = desk.write(reader.place_of(plan)?, intent, vec![change])?;
    Ok(Written { created: Some(id), ..written })
}

fn confirm_ratings(desk: &mut Desk<'_>, ratings: &[Suggested], note: &Note) -> Result<Written> {
    let reader = desk.reader()?;
    let (day, by) = (desk.day(note)?, desk.ctx.who.name.clone());
    let reason = if note.why.trim().is_empty() { AS_SUGGESTED } else { note.why.trim() };
    let (mut changes, mut plan) = (Vec::new(), None);
    for rating in ratings {
        let (id, seen) = rating.action;
        let subject = row(&reader, Kind::Action, id)?;
        if !crate::shape::is_level(rating.axis, &rating.level) {
            return Err(Error::Refused(format!(
                "There is no {} rating {}",
                crate::shape::axis_word(rating.axis),
                rating.level
            )));
        }
        let of = subject::plan(&subject)?;
        plan = Some(of);
        let fields: Fields = vec![
            ("parent", id.into()),
            ("axis", crate::shape::axis_word(rating.axis).into()),
            ("level", rating.level.as_str().into()),
            ("given_on", day.into()),
            ("by", by.as_str().into()),
            ("reason", reason.into()),
        ];
        changes.push(Change::create(Kind::Rating, desk.id(), Some(of), fields));
        // Changes nothing, and is refused where somebody changed the action since.
        if changes.iter().all(|c| c.id != id) {
            changes.push(Change::set(Kind::Action, id, seen, Fields::new()));
        }
    }
    let plan = plan.ok_or_else(|| Error::Refused("Select at least one action that is rated".to_owned()))?;
    let intent = desk.intent("ratings confirmed", note)?;
    desk.write(reader.place_of(plan)?, intent, changes)
}

fn acknowledge(desk: &mut Desk<'_>, plan: Id, (code, subject): (&str, &str), note: &Note) -> Result<Written> {
    if note.why.trim().is_empty() {
        return Err(Error::field("why", "Enter why the finding may stand"));
    }
    if lint::explain(code).is_none() {
        return Err(Error::NotFound(format!("There is no rule {code}")));
    }
    let reader = desk.reader()?;
    let there = reader.rows.rows(Kind::Acknowledgement, &Filter::Plan(plan), View::of(latest()))?;
    if there.iter().any(|r| r.text("code") == Some(code) && r.text("subject") == Some(subject)) {
        return Err(Error::Refused("This finding is set aside already".to_owned()));
    }
    let fields: Fields =
        vec![("code", Value::from(code)), ("subject", subject.into()), ("reason", note.why.trim().into())];
    let id = desk.id();
    let intent = desk.intent("finding set aside", note)?;
    let change = Change::create(Kind::Acknowledgement, id, Some(plan), fields);
    let written = desk.write(reader.place_of(plan)?, intent, vec![change])?;
    Ok(Written { created: Some(id), ..written })
}
