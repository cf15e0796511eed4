//! Many actions changed in one act: all or none.

use model::id::Id;
use store::{Change, Kind, Value};

use super::form::fold;
use super::subject::{self, hanging, row};
use super::{Note, dates};
use crate::error::{Error, Result};
use crate::shape::node::Fields;
use crate::site::{Desk, Editor, Written};

/// A thing and the revision in which it was seen.
pub type Seen = (Id, u32);

impl Editor<'_> {
    /// Gives an owner to many actions; with `replace`, instead of those they have.
    ///
    /// # Errors
    /// Without an owner or an action; when somebody changed one of them since.
    pub fn assign(&mut self, actions: &[Seen], owner: &str, replace: bool, note: &Note) -> Result<Written> {
        assign(&mut self.0, actions, owner, replace, note)
    }

    /// Withdraws many actions.
    ///
    /// # Errors
    /// Without a reason or an action; when somebody changed one of them since.
    pub fn withdraw_many(&mut self, actions: &[Seen], note: &Note) -> Result<Written> {
        let desk = &mut self.0;
        if note.why.trim().is_empty() {
            return Err(Error::field("why", "Enter a reason"));
        }
        let reader = desk.reader()?;
        let first = row(&reader, Kind::Action, one(actions)?.0)?;
        let changes = actions.iter().map(|(id, seen)| Change::withdraw(Kind::Action, *id, *seen)).collect();
        let intent = desk.intent("withdrawn", note)?;
        desk.write(reader.place_of(subject::plan(&first)?)?, intent, changes)
    }

    /// Merges actions that say the same into one: it takes their owners, links, updates and evidence, and they are
    /// withdrawn.
    ///
    /// # Errors
    /// Without a reason, or fewer than two actions.
    pub fn merge_actions(&mut self, stays: Seen, others: &[Seen], note: &Note) -> Result<Written> {
        merge(&mut self.0, stays, others, note)
    }
}

fn one(actions: &[Seen]) -> Result<&Seen> {
    actions.first().ok_or_else(|| Error::field("actions", "Select at least one action"))
}

fn assign(desk: &mut Desk<'_>, actions: &[Seen], owner: &str, replace: bool, note: &Note) -> Result<Written> {
    let owner = fold(owner);
    if owner.is_empty() {
        return Err(Error::field("owner", "Enter an owner"));
    }
    let reader = desk.reader()?;
    let first = row(&reader, Kind::Action, one(actions)?.0)?;
    let plan = subject::plan(&first)?;
    let mut changes = Vec::new();
    for (id, seen) in actions {
        row(&reader, Kind::Action, *id)?;
        let there = hanging(&reader, Kind::Holder, "parent", *id)?;
        let has = there.iter().any(|h| h.text("text") == Some(owner.as_str()));
        if replace {
            let gone = there.iter().filter(|h| h.text("text") != Some(owner.as_str()));
            changes.extend(gone.map(|h| Change::withdraw(Kind::Holder, h.id, h.revision)));
        }
        if !has {
            let holder = desk.id();
            changes.push(Change::create(Kind::Holder, holder, Some(plan), dates::owner_fields(*id, &owner)));
        }
        changes.push(Change::set(Kind::Action, *id, *seen, vec![("owners_from", "own".into())]));
    }
    let intent = desk.intent("owner assigned", note)?;
    desk.write(reader.place_of(plan)?, intent, changes)
}

fn merge(desk: &mut Desk<'_>, stays: Seen, others: &[Seen], note: &Note) -> Result<Written> {
    if note.why.trim().is_empty() {
        return Err(Error::field("why", "Enter a reason"));
    }
    let others: Vec<&Seen> = others.iter().filter(|(id, _)| *id != stays.0).collect();
    if others.is_empty() {
        return Err(Error::field("actions", "Select at least two actions"));
    }
    let reader = desk.reader()?;
    let keep = row(&reader, Kind::Action, stays.0)?;
    let plan = subject::plan(&keep)?;
    let mut changes = vec![Change::set(Kind::Action, stays.0, stays.1, Fields::new())];
    for (kind, field, words) in [
        (Kind::Holder, "parent", Some("text")),
        (Kind::Answer, "parent", Some("number")),
        (Kind::Part, "action", Some("text")),
        (Kind::Statement, "parent", Some("text")),
        (Kind::Update, "parent", None),
        (Kind::Evidence, "action", None),
    ] {
        let mut there: Vec<Value> = match words {
            Some(words) => {
                hanging(&reader, kind, field, stays.0)?.iter().map(|r| r.value(words).clone()).collect()
            }
            None => Vec::new(),
        };
        for (other, _) in &others {
            for child in hanging(&reader, kind, field, *other)? {
                if let Some(words) = words {
                    let value = child.value(words).clone();
                    if there.contains(&value) {
                        continue;
                    }
                    there.push(value);
                }
                changes.push(Change::set(kind, child.id, child.revision, vec![(field, stays.0.into())]));
            }
        }
    }
    for (id, seen) in others {
        row(&reader, Kind::Action, *id)?;
        changes.push(Change::withdraw(Kind::Action, *id, *seen));
    }
    let intent = desk.intent("actions merged", note)?;
    desk.write(reader.place_of(plan)?, intent, changes)
}
