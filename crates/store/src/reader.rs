//! Reading: a consistent snapshot, rows as of a day, events, documents.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use model::day::Day;
use model::id::Id;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use crate::act::StoreError;
use crate::documents::{self, Document};
use crate::entity;
use crate::history::{EventFilter, EventRow};
use crate::late::Touched;
use crate::rebuild::{self, Comparison};
use crate::record::{self, Record};
use crate::row::{Filter, Row, View};
use crate::schema::Kind;
use crate::secrets::Session;
use crate::store::{self, Inner};
use crate::verify::{self, Verification};
use crate::{late, rows};

/// What was kept at the instant this was made. Holding it long keeps the write-ahead log from being emptied.
pub struct Reader {
    /// Always there; taken only when the reader is dropped.
    db: Option<Connection>,
    pool: Arc<Inner>,
    last: u64,
    /// What was found for views that fix the event number (day and number).
    late: RefCell<BTreeMap<(i64, u64), Arc<Touched>>>,
}

impl Reader {
    pub(crate) fn begin(db: Connection, pool: Arc<Inner>) -> Result<Reader, StoreError> {
        db.prepare_cached("BEGIN")?.execute([])?;
        let last =
            db.prepare_cached("SELECT coalesce(max(seq), 0) FROM event")?.query_row([], |r| r.get(0))?;
        Ok(Reader { db: Some(db), pool, last, late: RefCell::default() })
    }

    #[expect(clippy::expect_used, reason = "taken only in drop")]
    pub(crate) fn db(&self) -> &Connection {
        self.db.as_ref().expect("a reader has its connection until it is dropped")
    }

    /// The number of the last event; 0 where there is none.
    pub fn last_event(&self) -> u64 {
        self.last
    }

    /// The things of a kind that count on the view's day, by position.
    ///
    /// # Errors
    /// When the database fails or is damaged (so for all below).
    pub fn rows(&self, kind: Kind, filter: &Filter, view: View) -> Result<Vec<Row>, StoreError> {
        let mut all = self.rows_and_withdrawn(kind, filter, view)?;
        all.retain(|r| !r.withdrawn);
        Ok(all)
    }

    /// The things of a kind on the view's day, by position, those withdrawn among them.
    pub fn rows_and_withdrawn(
        &self,
        kind: Kind,
        filter: &Filter,
        view: View,
    ) -> Result<Vec<Row>, StoreError> {
        let day = i64::from(view.day.number());
        let mut out = match filter {
            Filter::Id(id) => self.row_of(kind, id.number(), day)?.into_iter().collect(),
            Filter::Plan(plan) => self.of_plan(kind, plan.number(), day)?,
            Filter::Place(place) => self.things(kind, "e.place", place.number(), day)?,
            Filter::By(field, id) => self.referring(kind, field, id.number(), day)?,
        };
        if let Some(known) = view.known.filter(|known| *known < self.last) {
            let touched = self.touched((day, known))?;
            late::forget(self.db(), (kind, filter), (day, known), &touched, &mut out)?;
        }
        out.sort_unstable_by_key(|r| (r.position, r.id));
        Ok(out)
    }

    fn touched(&self, view: (i64, u64)) -> Result<Arc<Touched>, StoreError> {
        if let Some(touched) = self.late.borrow().get(&view) {
            return Ok(Arc::clone(touched));
        }
        let found = Arc::new(late::touched(self.db(), view)?);
        self.late.borrow_mut().insert(view, Arc::clone(&found));
        Ok(found)
    }

    /// One thing, if it counts on the view's day.
    pub fn row(&self, kind: Kind, id: Id, view: View) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(kind, &Filter::Id(id), view)?.pop())
    }

    /// What kind of thing this is and which plan it belongs to, whether or not it still counts.
    pub fn find(&self, id: Id) -> Result<Option<(Kind, Option<Id>)>, StoreError> {
        let found = entity::find(self.db(), id.number())?;
        Ok(found.map(|e| (e.kind, Id::from_number(e.plan).filter(|p| p.number() != 0))))
    }

    /// The places, by when they were created.
    pub fn places(&self) -> Result<Vec<Id>, StoreError> {
        let mut statement =
            self.db().prepare_cached("SELECT id FROM entity WHERE kind = 'place' ORDER BY created")?;
        let ids: Vec<i64> = statement.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
        ids.into_iter().map(record::id).collect()
    }

    /// The first and the last day on which something of a plan takes effect; `None` where it has no events.
    pub fn days(&self, plan: Id) -> Result<Option<(Day, Day)>, StoreError> {
        let mut statement = self.db().prepare_cached(
            "SELECT (SELECT min(effective) FROM event WHERE plan = ?1), (SELECT max(effective) FROM event WHERE plan = ?1)",
        )?;
        let found: (Option<i64>, Option<i64>) =
            statement.query_row([plan.number()], |r| Ok((r.get(0)?, r.get(1)?)))?;
        match found {
            (Some(first), Some(last)) => Ok(Some((record::day(first)?, record::day(last)?))),
            _ => Ok(None),
        }
    }

    /// Everything recorded about one thing, oldest first.
    pub fn entity_history(&self, id: Id) -> Result<Vec<EventRow>, StoreError> {
        self.events(&EventFilter { id: Some(id), ..EventFilter::default() })
    }

    /// The events a filter chooses.
    pub fn events(&self, filter: &EventFilter) -> Result<Vec<EventRow>, StoreError> {
        let mut rest = String::from("WHERE 1");
        let mut values: Vec<i64> = Vec::new();
        let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        for (condition, value) in [
            ("entity = ?", filter.id.map(Id::number)),
            ("batch = ?", filter.batch.map(Id::number)),
            ("plan = ?", filter.plan.map(Id::number)),
            ("place = ?", filter.place.map(Id::number)),
            ("seq >= ?", filter.from.map(number)),
            ("seq <= ?", filter.to.map(number)),
        ] {
            if let Some(value) = value {
                rest.push_str(" AND ");
                rest.push_str(condition);
                values.push(value);
            }
        }
        if let Some(act) = filter.act {
            // The act's number is that of its first event, so there is no need to look before it.
            rest.push_str(" AND seq >= ? AND act = ?");
            values.extend([number(act), number(act)]);
        }
        rest.push_str(if filter.newest_first { " ORDER BY seq DESC" } else { " ORDER BY seq" });
        if filter.limit > 0 {
            rest.push_str(" LIMIT ?");
            values.push(i64::from(filter.limit));
        }
        let records = record::select(self.db(), &rest, params_from_iter(values))?;
        records.into_iter().map(Record::shown).collect()
    }

    /// The document with this hash.
    pub fn document(&self, sha256: &str) -> Result<Option<Document>, StoreError> {
        documents::get(self.db(), sha256)
    }

    /// The session under this token's hash, unless it has ended by `now` (milliseconds since 1970).
    pub fn session(&self, token: &[u8; 32], now: i64) -> Result<Option<Session>, StoreError> {
        let mut statement = self.db().prepare_cached(
            "SELECT user, made_at, seen_at, expires_at FROM session WHERE token = ?1 AND expires_at > ?2",
        )?;
        let found = statement
            .query_row(params![token, now], |r| Ok((r.get::<_, i64>(0)?, r.get(1)?, r.get(2)?, r.get(3)?)));
        found
            .optional()?
            .map(|(user, made_at, seen_at, expires_at)| {
                Ok(Session { user: record::id(user)?, made_at, seen_at, expires_at })
            })
            .transpose()
    }

    /// Walks the whole record: the database file, every chain, every document.
    pub fn verify(&self) -> Result<Verification, StoreError> {
        verify::verify(self.db())
    }

    /// Compares every stored row with what the events say.
    pub fn rebuild_and_compare(&self) -> Result<Comparison, StoreError> {
        rebuild::compare(self.db())
    }

    /// One thing on a day, whether or not it counts, with everything known.
    pub(crate) fn row_of(&self, kind: Kind, id: i64, day: i64) -> Result<Option<Row>, StoreError> {
        let Some(entity) = entity::find(self.db(), id)?.filter(|e| e.kind == kind) else { return Ok(None) };
        let mut statement = self.db().prepare_cached(&format!(
            "SELECT {} FROM \"{}\" r WHERE r.plan = ?1 AND r.id = ?2 AND r.valid_from <= ?3 \
             ORDER BY r.valid_from DESC LIMIT 1",
            rows::of(kind).columns,
            kind.name()
        ))?;
        let mut found = statement.query([entity.plan, id, day])?;
        let Some(row) = found.next()? else { return Ok(None) };
        let state = rows::state(kind, row, 0)?;
        Ok(Some(Row::new(kind, record::id(id)?, entity.plan, entity.revision, state)))
    }

    /// The things of a kind in a plan, whichever day is asked about at the same cost. Most kinds are rarely changed:
    /// then one walk over all their rows is cheapest. Otherwise each thing's row is looked up.
    fn of_plan(&self, kind: Kind, plan: i64, day: i64) -> Result<Vec<Row>, StoreError> {
        let mut statement = self
            .db()
            .prepare_cached("SELECT id, revision FROM entity WHERE kind = ?1 AND plan = ?2 ORDER BY id")?;
        let listed: Vec<(i64, u32)> = statement
            .query_map(params![kind.name(), plan], |r| Ok((r.get(0)?, r.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let changes: usize = listed.iter().map(|(_, revision)| usize::try_from(*revision).unwrap_or(0)).sum();
        if changes > listed.len() * WALK {
            return self.things(kind, "e.plan", plan, day);
        }
        let mut statement = self.db().prepare_cached(&format!(
            "SELECT r.id, {} FROM \"{}\" r WHERE r.plan = ?1 AND r.valid_from <= ?2 AND r.valid_to > ?2 ORDER BY r.id",
            rows::of(kind).columns,
            kind.name()
        ))?;
        let mut found = statement.query([plan, day])?;
        let mut out = Vec::with_capacity(listed.len());
        let mut listed = listed.into_iter();
        while let Some(row) = found.next()? {
            let id: i64 = row.get(0)?;
            let Some((_, revision)) = listed.by_ref().find(|(entered, _)| *entered == id) else {
                return Err(StoreError::Damaged(format!("a {} is missing from the register", kind.name())));
            };
            out.push(Row::new(kind, record::id(id)?, plan, revision, rows::state(kind, row, 1)?));
        }
        Ok(out)
    }

    /// The things of a kind whose register entry has this value: one seek for each, whichever day is asked about.
    fn things(&self, kind: Kind, column: &str, value: i64, day: i64) -> Result<Vec<Row>, StoreError> {
        let table = kind.name();
        self.query(
            kind,
            &format!(
                "FROM entity e CROSS JOIN \"{table}\" r ON r.plan = e.plan AND r.id = e.id AND r.valid_from = \
                 (SELECT max(valid_from) FROM \"{table}\" WHERE plan = e.plan AND id = e.id AND valid_from <= ?2) \
                 WHERE e.kind = '{table}' AND {column} = ?1"
            ),
            [value, day],
        )
    }

    fn referring(&self, kind: Kind, field: &str, id: i64, day: i64) -> Result<Vec<Row>, StoreError> {
        let (Some(field), table) = (kind.def().field(field), kind.name()) else { return Ok(Vec::new()) };
        self.query(
            kind,
            &format!(
                "FROM \"{table}\" r CROSS JOIN entity e ON e.kind = '{table}' AND e.plan = r.plan AND e.id = r.id \
                 WHERE r.\"{}\" = ?1 AND r.valid_from <= ?2 AND r.valid_to > ?2",
                field.name
            ),
            [id, day],
        )
    }

    fn query(&self, kind: Kind, from: &str, values: [i64; 2]) -> Result<Vec<Row>, StoreError> {
        let columns = &rows::of(kind).columns;
        let mut statement =
            self.db().prepare_cached(&format!("SELECT e.id, e.plan, e.revision, {columns} {from}"))?;
        let mut found = statement.query(values)?;
        let mut out = Vec::new();
        while let Some(row) = found.next()? {
            let state = rows::state(kind, row, 3)?;
            out.push(Row::new(kind, record::id(row.get(0)?)?, row.get(1)?, row.get(2)?, state));
        }
        Ok(out)
    }
}

/// How many rows a thing may have on average for a walk over all rows to be cheaper than looking each up.
const WALK: usize = 4;

impl Drop for Reader {
    fn drop(&mut self) {
        let Some(db) = self.db.take() else { return };
        // A connection that cannot end its reading is thrown away rather than used again.
        if db.prepare_cached("COMMIT").and_then(|mut end| end.execute([])).is_ok() {
            let mut idle = store::lock(&self.pool.idle);
            if idle.len() < store::IDLE {
                idle.push(db);
            }
        }
    }
}
