//! Rows about children whose last day has passed: destroyed, and known to be.

use std::collections::BTreeSet;

use store::{Change, Filter, Kind, View};

use crate::error::Result;
use crate::site::{Ctx, Desk, Intent, Site, latest};

impl Site {
    /// Destroys the rows about children whose last day has passed, and records it with each place's snapshots. Gives how
    /// many snapshots it was. Nobody needs a right for it: the last day was set when the lists were kept.
    ///
    /// # Errors
    /// The store's. What was destroyed before the record of it failed is recorded the next time.
    pub fn destroy_due(&self, ctx: Ctx<'_>) -> Result<usize> {
        if !self.store().dir().join(store::CHILDREN_FILE).exists() {
            return Ok(0);
        }
        let (today, now) = (ctx.today, ctx.now_ms);
        let (many, destroyed) = self.children(|children| {
            let many = children.destroy_due(today, &ctx.who.name, now)?.len();
            let all = children.snapshots()?.into_iter().filter(|s| s.destroyed);
            Ok((many, all.map(|s| (s.hash, s.as_at)).collect::<BTreeSet<_>>()))
        })?;
        if many > 0 {
            *self.held() = None;
        }
        let desk = Desk::new(self.clone(), ctx);
        let reader = desk.reader()?;
        for place in reader.places()? {
            let rows = reader.rows.rows(Kind::Snapshot, &Filter::Place(place.id), View::of(latest()))?;
            let told = rows.iter().filter(|row| row.day("gone").is_none()).filter(|row| {
                row.day("as_at").is_some_and(|as_at| destroyed.contains(&(row.words("hash"), as_at)))
            });
            let fields = || vec![("gone", today.into())];
            let changes: Vec<Change> =
                told.map(|row| Change::set(Kind::Snapshot, row.id, row.revision, fields())).collect();
            if !changes.is_empty() {
                desk.write(place.id, Intent::new("rows about children destroyed", today), changes)?;
            }
        }
        Ok(many)
    }
}
