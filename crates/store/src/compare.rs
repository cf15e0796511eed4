//! What differs between two views of a plan.

use std::collections::BTreeSet;

use model::id::Id;
use rusqlite::params;

use crate::act::StoreError;
use crate::reader::Reader;
use crate::record;
use crate::row::{Row, View};
use crate::schema::Kind;

/// A thing that differs between two views.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// Its kind.
    pub kind: Kind,
    /// Its identity.
    pub id: Id,
    /// As it stood in the first view; `None` where it did not count.
    pub before: Option<Row>,
    /// As it stands in the second view; `None` where it does not count.
    pub after: Option<Row>,
}

impl Changed {
    /// The fields that differ, by name; empty for what is new or gone.
    pub fn fields(&self) -> Vec<&'static str> {
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => before.differences(after),
            _ => Vec::new(),
        }
    }
}

impl Reader {
    /// The things of a plan that differ between two views, by kind and position. Only things with an event between
    /// the two are looked at, so the cost follows what changed, not what there is.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    pub fn changed_between(&self, plan: Id, from: View, to: View) -> Result<Vec<Changed>, StoreError> {
        let mut out = Vec::new();
        for (kind, id) in self.candidates(plan, from, to)? {
            let (before, after) = (self.row(kind, id, from)?, self.row(kind, id, to)?);
            let changed = Changed { kind, id, before, after };
            let differs = match (&changed.before, &changed.after) {
                (None, None) => false,
                (Some(_), Some(_)) => !changed.fields().is_empty(),
                _ => true,
            };
            if differs {
                out.push(changed);
            }
        }
        let position = |c: &Changed| c.after.as_ref().or(c.before.as_ref()).map(|r| r.position);
        out.sort_by_key(|c| (c.kind, position(c), c.id));
        Ok(out)
    }

    fn candidates(&self, plan: Id, from: View, to: View) -> Result<BTreeSet<(Kind, Id)>, StoreError> {
        let (a, b) = (i64::from(from.day.number()), i64::from(to.day.number()));
        let known = |view: View| view.known.unwrap_or(u64::MAX >> 1).min(self.last_event());
        let (k, l) = (known(from), known(to));
        let mut found = BTreeSet::new();
        for (sql, lower, upper) in [
            (
                "SELECT DISTINCT kind, entity FROM event INDEXED BY event_plan \
                 WHERE plan = ?1 AND effective > ?2 AND effective <= ?3 AND verb <> 'redact'",
                a.min(b),
                a.max(b),
            ),
            (
                "SELECT DISTINCT kind, entity FROM event \
                 WHERE plan = ?1 AND seq > ?2 AND seq <= ?3 AND verb <> 'redact'",
                i64::try_from(k.min(l)).unwrap_or(i64::MAX),
                i64::try_from(k.max(l)).unwrap_or(i64::MAX),
            ),
        ] {
            if lower == upper {
                continue;
            }
            let mut statement = self.db().prepare_cached(sql)?;
            let mut rows = statement.query(params![plan.number(), lower, upper])?;
            while let Some(row) = rows.next()? {
                let name: String = row.get(0)?;
                let kind = Kind::from_name(&name)
                    .ok_or_else(|| StoreError::Damaged(format!("an event has the unknown kind {name}")))?;
                found.insert((kind, record::id(row.get(1)?)?));
            }
        }
        Ok(found)
    }
}
