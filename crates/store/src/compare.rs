//! What differs between two views of a plan.

use std::collections::{BTreeMap, BTreeSet};

use model::day::Day;
use model::id::Id;
use rusqlite::params;

use crate::act::StoreError;
use crate::reader::Reader;
use crate::row::{Filter, Row, View};
use crate::schema::Kind;
use crate::{record, rows};

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

/// A thing in the first and the second view.
type Pair = (Option<Row>, Option<Row>);

/// Where more than one in so many things of a kind may differ, reading them all is cheaper than each by itself.
const FEW: usize = 8;

impl Reader {
    /// The things of a plan that differ between two views, by kind and position. Only things with an event between
    /// the two are looked at, so the cost follows what changed, not what there is.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    pub fn changed_between(&self, plan: Id, from: View, to: View) -> Result<Vec<Changed>, StoreError> {
        let mut out = Vec::new();
        for (kind, ids) in self.candidates(plan, from, to)? {
            let pairs = if ids.len() * FEW > self.count(kind, plan)? {
                self.pairs_of_all(kind, plan, from, to)?
            } else {
                let pair = |id| Ok((self.row(kind, id, from)?, self.row(kind, id, to)?));
                ids.into_iter().map(|id| pair(id).map(|p| (id, p))).collect::<Result<_, StoreError>>()?
            };
            for (id, (before, after)) in pairs {
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
        }
        let position = |c: &Changed| c.after.as_ref().or(c.before.as_ref()).map(|r| r.position);
        out.sort_by_key(|c| (c.kind, position(c), c.id));
        Ok(out)
    }

    fn count(&self, kind: Kind, plan: Id) -> Result<usize, StoreError> {
        let mut statement =
            self.db().prepare_cached("SELECT count(*) FROM entity WHERE kind = ?1 AND plan = ?2")?;
        Ok(statement.query_row(params![kind.name(), plan.number()], |r| r.get(0))?)
    }

    /// Every thing of the kind in both views; where both know the same, without those whose row covers both days.
    fn pairs_of_all(
        &self,
        kind: Kind,
        plan: Id,
        from: View,
        to: View,
    ) -> Result<BTreeMap<Id, Pair>, StoreError> {
        let mut pairs: BTreeMap<Id, Pair> = BTreeMap::new();
        if from.known.is_none() && to.known.is_none() {
            for row in self.only_then(kind, plan, from.day, to.day)? {
                let id = row.id;
                pairs.entry(id).or_default().0 = Some(row);
            }
            for row in self.only_then(kind, plan, to.day, from.day)? {
                let id = row.id;
                pairs.entry(id).or_default().1 = Some(row);
            }
            return Ok(pairs);
        }
        for row in self.rows(kind, &Filter::Plan(plan), from)? {
            let id = row.id;
            pairs.entry(id).or_default().0 = Some(row);
        }
        for row in self.rows(kind, &Filter::Plan(plan), to)? {
            let id = row.id;
            pairs.entry(id).or_default().1 = Some(row);
        }
        Ok(pairs)
    }

    /// The rows of a kind that hold on one day and not on the other.
    fn only_then(&self, kind: Kind, plan: Id, day: Day, other: Day) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.db().prepare_cached(&format!(
            "SELECT r.id, e.revision, {} FROM \"{table}\" r CROSS JOIN entity e \
             ON e.kind = '{table}' AND e.plan = r.plan AND e.id = r.id \
             WHERE r.plan = ?1 AND r.valid_from <= ?2 AND r.valid_to > ?2 \
             AND NOT (r.valid_from <= ?3 AND r.valid_to > ?3) AND NOT r.withdrawn",
            rows::of(kind).columns,
            table = kind.name(),
        ))?;
        let days = (i64::from(day.number()), i64::from(other.number()));
        let mut found = statement.query(params![plan.number(), days.0, days.1])?;
        let mut out = Vec::new();
        while let Some(row) = found.next()? {
            let (id, revision) = (record::id(row.get(0)?)?, row.get(1)?);
            out.push(Row::new(kind, id, plan.number(), revision, rows::state(kind, row, 2)?));
        }
        Ok(out)
    }

    fn candidates(&self, plan: Id, from: View, to: View) -> Result<BTreeMap<Kind, BTreeSet<Id>>, StoreError> {
        let (a, b) = (i64::from(from.day.number()), i64::from(to.day.number()));
        let known = |view: View| view.known.unwrap_or(u64::MAX >> 1).min(self.last_event());
        let (k, l) = (known(from), known(to));
        let mut found: BTreeMap<Kind, BTreeSet<Id>> = BTreeMap::new();
        for (sql, lower, upper) in [
            (
                "SELECT DISTINCT kind, entity FROM event INDEXED BY event_plan \
                 WHERE plan = ?1 AND effective > ?2 AND effective <= ?3",
                a.min(b),
                a.max(b),
            ),
            (
                "SELECT DISTINCT kind, entity FROM event NOT INDEXED \
                 WHERE plan = ?1 AND seq > ?2 AND seq <= ?3",
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
                let kind = record::kind(row, 0)?;
                found.entry(kind).or_default().insert(record::id(row.get(1)?)?);
            }
        }
        Ok(found)
    }
}
