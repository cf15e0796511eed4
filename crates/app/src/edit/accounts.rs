//! Accounts of progress and what proves them: always added, never overwritten.

use model::day::Day;
use model::id::Id;
use model::plan::Stance;
use store::{Change, Kind, Row, Value};

use super::Note;
use super::form::{MAX_TEXT, fold};
use super::subject::{self, row};
use crate::error::{Error, Result};
use crate::shape::node::Fields;
use crate::site::{Contributor, Desk, Reader, Right, Written};

/// An account of progress to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Update {
    /// The words.
    pub text: String,
    /// The day it speaks of; today where it does not say.
    pub as_at: Option<Day>,
    /// What its author declares.
    pub stance: Option<Stance>,
}

/// What proves something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// What it is and shows.
    pub text: String,
    /// Its address or file name; empty for none.
    pub link: String,
    /// The day it speaks of.
    pub as_at: Option<Day>,
}

impl Evidence {
    /// Its fields as kept.
    pub(crate) fn fields(&self, action: Id) -> Fields {
        vec![
            ("action", action.into()),
            ("text", self.text.trim().into()),
            ("link", Value::from(Some(fold(&self.link)).filter(|l| !l.is_empty()))),
            ("as_at", self.as_at.into()),
        ]
    }
}

impl Contributor<'_> {
    /// Writes an account of progress on an action, line, priority or the plan.
    ///
    /// # Errors
    /// What is wrong with text or day; when the actor does not answer for it.
    pub fn update(&mut self, on: Id, update: &Update, note: &Note) -> Result<Written> {
        write_update(&mut self.0, on, update, note)
    }

    /// Adds evidence to an action.
    ///
    /// # Errors
    /// Without words; when the actor does not answer for the action.
    pub fn add_evidence(&mut self, action: Id, evidence: &Evidence, note: &Note) -> Result<Written> {
        let desk = &mut self.0;
        let reader = desk.reader()?;
        let old = row(&reader, Kind::Action, action)?;
        desk.answers_for(&reader, &old)?;
        if fold(&evidence.text).is_empty() {
            return Err(Error::field("text", "Enter what the evidence shows"));
        }
        let (plan, id) = (subject::plan(&old)?, desk.id());
        let change = Change::create(Kind::Evidence, id, Some(plan), evidence.fields(action));
        let intent = desk.intent("evidence added", note)?;
        let written = desk.write(reader.place_of(plan)?, intent, vec![change])?;
        Ok(Written { created: Some(id), ..written })
    }
}

fn write_update(desk: &mut Desk<'_>, on: Id, update: &Update, note: &Note) -> Result<Written> {
    let reader = desk.reader()?;
    let (kind, _) = desk.find(&reader, on)?;
    if !matches!(kind, Kind::Action | Kind::Line | Kind::Priority | Kind::Plan) {
        return Err(Error::Refused(
            "Updates are written on an action, a line, a priority or the plan".to_owned(),
        ));
    }
    let subject = row(&reader, kind, on)?;
    match kind {
        Kind::Action => desk.answers_for(&reader, &subject)?,
        _ => answers_for_group(desk, &reader, &subject)?,
    }
    let text = update.text.trim();
    let length = text.chars().count();
    if length == 0 {
        return Err(Error::field("text", "Enter the update"));
    }
    if length > MAX_TEXT {
        let sentence = format!("The update must be {MAX_TEXT} characters or fewer, and has {length}");
        return Err(Error::field("text", sentence));
    }
    if update.as_at.is_some_and(|day| day > desk.ctx.today) {
        return Err(Error::field("as_at", "The day it speaks of must be today or in the past"));
    }
    let day = desk.day(note)?;
    let fields: Fields = vec![
        ("parent", on.into()),
        ("text", text.into()),
        ("as_at", update.as_at.unwrap_or(day).into()),
        ("author", desk.ctx.who.name.as_str().into()),
        ("stance", update.stance.map(crate::shape::stance_word).into()),
    ];
    let (plan, id) = (subject::plan(&subject)?, desk.id());
    let intent = desk.intent("update written", note)?;
    let written = desk.write(
        reader.place_of(plan)?,
        intent,
        vec![Change::create(Kind::Update, id, Some(plan), fields)],
    )?;
    Ok(Written { created: Some(id), ..written })
}

/// Whether the actor may speak for a line (they own one of its actions), a priority (they sponsor or lead it) or the
/// plan.
fn answers_for_group(desk: &Desk<'_>, reader: &Reader, subject: &Row) -> Result<()> {
    if desk.ctx.who.role.may(Right::AnswerForAll) {
        return Ok(());
    }
    let theirs = match subject.kind {
        Kind::Line => {
            let mut theirs = false;
            for action in subject::hanging(reader, Kind::Action, "line", subject.id)? {
                theirs = theirs || desk.owns(reader, &action)?;
            }
            theirs
        }
        Kind::Priority => {
            let holders = subject::hanging(reader, Kind::Holder, "parent", subject.id)?;
            holders.iter().any(|h| desk.ctx.who.is_named_by(&h.words("text")))
        }
        _ => false,
    };
    if theirs {
        return Ok(());
    }
    let name = subject::name(reader, subject.id)?;
    Err(Error::Forbidden(format!("Only people who answer for {name} can write an update on it")))
}
