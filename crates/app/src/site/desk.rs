//! Where acts are made: who acts and when is added here, and the store's refusals become sentences.

use model::day::Day;
use model::id::Id;
use store::{Act, Change, Kind, WriteError};

use super::{Ctx, Site};
use crate::edit::conflict;
use crate::error::{Error, Result};
use crate::site::reader::Reader;
use crate::words;

/// Answering for actions: updates, evidence, declaring done, moving dates.
pub struct Contributor<'a>(pub(crate) Desk<'a>);

/// Confirming: completed actions, ratings, findings.
pub struct Confirmer<'a>(pub(crate) Desk<'a>);

/// Recording figures.
pub struct Analyst<'a>(pub(crate) Desk<'a>);

/// Importing and editing everything in a plan.
pub struct Editor<'a>(pub(crate) Desk<'a>);

/// Users, settings, erasing.
pub struct Administrator<'a>(pub(crate) Desk<'a>);

/// What came of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The number by which the act can be undone.
    pub act: u64,
    /// How many changes were recorded; 0 where everything already was so.
    pub changes: u64,
    /// The thing that was created, where one was.
    pub created: Option<Id>,
}

/// Who acts, on what.
pub(crate) struct Desk<'a> {
    pub(crate) site: Site,
    pub(crate) ctx: Ctx<'a>,
}

/// An act before it is written.
pub(crate) struct Intent {
    pub(crate) what: &'static str,
    pub(crate) effective: Day,
    pub(crate) why: Option<String>,
    pub(crate) batch: Option<Id>,
}

impl Intent {
    /// An act that holds from this day.
    pub(crate) fn new(what: &'static str, effective: Day) -> Intent {
        Intent { what, effective, why: None, batch: None }
    }

    /// The same, with the actor's reason where one is given.
    pub(crate) fn because(mut self, why: &str) -> Intent {
        self.why = Some(why.trim().to_owned()).filter(|w| !w.is_empty());
        self
    }
}

impl<'a> Desk<'a> {
    pub(crate) fn new(site: Site, ctx: Ctx<'a>) -> Desk<'a> {
        Desk { site, ctx }
    }

    /// What is kept now, with the actor's eyes.
    pub(crate) fn reader(&self) -> Result<Reader> {
        self.site.reader(&self.ctx.who)
    }

    /// A new identity.
    pub(crate) fn id(&mut self) -> Id {
        self.ctx.ids.next()
    }

    /// Writes an act of a place.
    pub(crate) fn write(&self, place: Id, intent: Intent, changes: Vec<Change>) -> Result<Written> {
        let act = Act {
            what: intent.what,
            place,
            actor: self.ctx.who.name.clone(),
            recorded_at: self.ctx.now_ms,
            effective: intent.effective,
            why: intent.why,
            batch: intent.batch,
            changes,
        };
        match self.site.store().write(act) {
            Ok(receipt) => Ok(Written { act: receipt.first_event, changes: receipt.events(), created: None }),
            Err(error) => Err(self.refusal(error)),
        }
    }

    /// Takes an act back.
    pub(crate) fn undo(&self, target: store::Target, keep_later: bool, why: &str) -> Result<Written> {
        let undo = store::Undo {
            target,
            actor: self.ctx.who.name.clone(),
            recorded_at: self.ctx.now_ms,
            why: Some(why.trim().to_owned()).filter(|w| !w.is_empty()),
            meanwhile: if keep_later { store::Meanwhile::Keep } else { store::Meanwhile::Refuse },
        };
        match self.site.store().undo(undo) {
            Ok(receipt) => Ok(Written { act: receipt.first_event, changes: receipt.events(), created: None }),
            Err(error) => Err(self.refusal(error)),
        }
    }

    /// The store's refusal as this person should read it.
    pub(crate) fn refusal(&self, error: WriteError) -> Error {
        match error {
            WriteError::Conflict(all) => match self.reader().and_then(|r| conflict::tell(&r, &all)) {
                Ok(changed) => Error::Conflict(changed),
                Err(error) => error,
            },
            WriteError::NotFound { kind, .. } => {
                Error::NotFound(format!("There is no such {}", words::noun(kind)))
            }
            WriteError::Invalid(sentence) => Error::Refused(crate::views::sentence::capital(&sentence)),
            WriteError::Io(error) => Error::Store(error),
        }
    }

    /// The kind and plan of something kept.
    pub(crate) fn find(&self, reader: &Reader, id: Id) -> Result<(Kind, Option<Id>)> {
        reader.rows.find(id)?.ok_or_else(|| Error::NotFound("There is no such thing".to_owned()))
    }
}
