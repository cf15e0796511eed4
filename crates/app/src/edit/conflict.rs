//! What somebody else did to a thing while a person had it open.

use std::fmt;

use model::id::Id;
use store::{Conflict, EventFilter, Kind};

use crate::error::Result;
use crate::history::{Names, sentences as told_as};
use crate::site::Reader;

/// A thing that changed since it was seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// Its kind.
    pub kind: Kind,
    /// Its identity.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// The revision it has now: sending it again with this one overrides what is shown.
    pub revision: u32,
    /// Who changed it.
    pub by: Vec<String>,
    /// What they did, one sentence each.
    pub sentences: Vec<String>,
}

impl fmt::Display for Changed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let by = if self.by.is_empty() { "Somebody".to_owned() } else { crate::words::list(&self.by) };
        write!(f, "{by} changed {} since you opened it: {}", self.name, self.sentences.join("; "))
    }
}

/// The store's conflicts in words.
pub(crate) fn tell(reader: &Reader, conflicts: &[Conflict]) -> Result<Vec<Changed>> {
    let mut names = Names::new(reader);
    let mut out = Vec::with_capacity(conflicts.len());
    for conflict in conflicts {
        let (mut by, mut acts): (Vec<String>, Vec<u64>) = Default::default();
        for event in &conflict.since {
            if !by.contains(&event.actor) {
                by.push(event.actor.clone());
            }
            if !acts.contains(&event.act) {
                acts.push(event.act);
            }
        }
        // The whole of each act, as far as it is about this thing: an owner named says more than the mark it left.
        let about = names.about(conflict.id)?;
        let mut sentences = Vec::new();
        for act in acts {
            let filter = EventFilter { act: Some(act), ..EventFilter::default() };
            for told in told_as(&mut names, &reader.rows.events(&filter)?)? {
                if told.about == about {
                    sentences.push(told.sentence);
                }
            }
        }
        out.push(Changed {
            kind: conflict.kind,
            id: conflict.id,
            name: names.name(about.1)?,
            revision: conflict.now,
            by,
            sentences,
        });
    }
    Ok(out)
}
