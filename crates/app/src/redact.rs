//! A passage erased everywhere it stands: a child's name typed where it should not be. Who, when and why remain.

use model::id::Id;

use crate::edit::{Note, fold};
use crate::error::{Error, Result};
use crate::site::Administrator;

/// What was erased.
pub use store::Erased;

impl Administrator<'_> {
    /// Erases a passage from every event, row and document of a place. It cannot be taken back. Documents that cannot
    /// be searched (a compressed format) are emptied where `empty_unsearchable` says so.
    ///
    /// # Errors
    /// Without a reason; when the passage is too short to be told from ordinary words, or stands nowhere.
    pub fn redact(
        &mut self,
        place: Id,
        passage: &str,
        empty_unsearchable: bool,
        note: &Note,
    ) -> Result<Erased> {
        let desk = &mut self.0;
        if fold(passage).is_empty() {
            return Err(Error::field("passage", "Enter the passage to be erased"));
        }
        if note.why.trim().is_empty() {
            return Err(Error::field("why", "Enter why it has to be erased"));
        }
        let reason = fold(&note.why);
        if reason.to_lowercase().contains(&fold(passage).to_lowercase()) {
            return Err(Error::field("why", "Enter a reason that does not repeat the passage"));
        }
        let request = store::Redact {
            place,
            passage: passage.trim().to_owned(),
            actor: desk.ctx.who.name.clone(),
            recorded_at: desk.ctx.now_ms,
            effective: desk.ctx.today,
            why: reason,
            empty_unsearchable,
        };
        let erased = desk.site.store().redact(request).map_err(|e| desk.refusal(e))?;
        if erased.event.is_none() {
            let nowhere = match erased.unsearchable.len() {
                0 => "The passage stands nowhere: check how it is spelt".to_owned(),
                n => format!(
                    "The passage stands nowhere that can be searched: check how it is spelt. {} cannot be searched",
                    crate::words::count(n, "stored document")
                ),
            };
            return Err(Error::field("passage", nowhere));
        }
        Ok(erased)
    }
}
