//! What somebody else did to a thing while a person had it open.

use std::fmt;

use model::id::Id;
use store::{Conflict, Kind};

use crate::error::Result;
use crate::history::{Names, sentences};
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
        let mut by: Vec<String> = Vec::new();
        for event in &conflict.since {
            if !by.contains(&event.actor) {
                by.push(event.actor.clone());
            }
        }
        out.push(Changed {
            kind: conflict.kind,
            id: conflict.id,
            name: names.name(conflict.id)?,
            revision: conflict.now,
            by,
            sentences: sentences(&mut names, &conflict.since)?.into_iter().map(|c| c.sentence).collect(),
        });
    }
    Ok(out)
}
