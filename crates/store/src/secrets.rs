//! Passwords, sessions and one-time tickets: kept apart from the record, changed without trace, never in the chain.
//! Tokens come in as hashes; the store never sees what a browser holds.

use model::id::Id;
use rusqlite::{OptionalExtension, params};

use crate::act::{StoreError, WriteError};
use crate::store::Store;
use crate::write::io;

/// The secrets of a store.
pub struct Secrets<'a> {
    store: &'a Store,
}

/// A session of somebody signed in. Times are milliseconds since 1970, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Who is signed in.
    pub user: Id,
    /// When it began.
    pub made_at: i64,
    /// When it was last used.
    pub seen_at: i64,
    /// When it ends.
    pub expires_at: i64,
}

impl<'a> Secrets<'a> {
    pub(crate) fn new(store: &'a Store) -> Secrets<'a> {
        Secrets { store }
    }

    /// Sets somebody's password (its argon2 hash), at this time; their sessions end.
    ///
    /// # Errors
    /// When the disk fails (so for all below).
    pub fn set_password(&self, user: Id, hash: &str, now: i64) -> Result<(), StoreError> {
        let hash = hash.to_owned();
        self.change(move |db| {
            db.execute(
                "INSERT INTO password (user, hash, changed_at) VALUES (?1, ?2, ?3) \
                 ON CONFLICT (user) DO UPDATE SET hash = ?2, changed_at = ?3",
                params![user.number(), hash, now],
            )?;
            db.execute("DELETE FROM session WHERE user = ?1", [user.number()])?;
            Ok(())
        })
    }

    /// Somebody's password hash, if they have one.
    pub fn password(&self, user: Id) -> Result<Option<String>, StoreError> {
        let reader = self.store.reader()?;
        let mut statement = reader.db().prepare_cached("SELECT hash FROM password WHERE user = ?1")?;
        Ok(statement.query_row([user.number()], |r| r.get(0)).optional()?)
    }

    /// Begins a session under the hash of its token.
    pub fn begin_session(&self, token: [u8; 32], session: Session) -> Result<(), StoreError> {
        self.change(move |db| {
            db.execute(
                "INSERT INTO session (token, user, made_at, seen_at, expires_at) VALUES (?, ?, ?, ?, ?)",
                params![token, session.user.number(), session.made_at, session.seen_at, session.expires_at],
            )?;
            db.execute("DELETE FROM session WHERE expires_at <= ?1", [session.made_at])?;
            Ok(())
        })
    }

    /// The session under this token's hash, unless it has ended by `now`.
    pub fn session(&self, token: &[u8; 32], now: i64) -> Result<Option<Session>, StoreError> {
        self.store.reader()?.session(token, now)
    }

    /// Notes that a session was used.
    pub fn touch_session(&self, token: [u8; 32], now: i64) -> Result<(), StoreError> {
        self.change(move |db| {
            db.execute("UPDATE session SET seen_at = ?2 WHERE token = ?1", params![token, now])?;
            Ok(())
        })
    }

    /// Ends a session.
    pub fn end_session(&self, token: [u8; 32]) -> Result<(), StoreError> {
        self.change(move |db| {
            db.execute("DELETE FROM session WHERE token = ?1", params![token])?;
            Ok(())
        })
    }

    /// Ends every session of somebody.
    pub fn end_sessions_of(&self, user: Id) -> Result<(), StoreError> {
        self.change(move |db| {
            db.execute("DELETE FROM session WHERE user = ?1", [user.number()])?;
            Ok(())
        })
    }

    /// Issues a ticket that works once, for one purpose (`set-up`, `reset`), until it expires; earlier ones for the
    /// same purpose and subject stop working.
    pub fn issue_ticket(
        &self,
        token: [u8; 32],
        purpose: &'static str,
        subject: Option<Id>,
        expires_at: i64,
    ) -> Result<(), StoreError> {
        let subject = subject.map(Id::number);
        self.change(move |db| {
            db.execute("DELETE FROM ticket WHERE purpose = ?1 AND subject IS ?2", params![purpose, subject])?;
            db.execute(
                "INSERT INTO ticket (token, purpose, subject, expires_at) VALUES (?, ?, ?, ?)",
                params![token, purpose, subject, expires_at],
            )?;
            Ok(())
        })
    }

    /// Whether a ticket would work now; `Some` with its subject if so. It is not used up.
    pub fn ticket(
        &self,
        token: &[u8; 32],
        purpose: &str,
        now: i64,
    ) -> Result<Option<Option<Id>>, StoreError> {
        let reader = self.store.reader()?;
        let mut statement = reader.db().prepare_cached(
            "SELECT subject FROM ticket WHERE token = ?1 AND purpose = ?2 AND expires_at > ?3",
        )?;
        let found: Option<Option<i64>> =
            statement.query_row(params![token, purpose, now], |r| r.get(0)).optional()?;
        Ok(found.map(|s| s.and_then(Id::from_number)))
    }

    /// Uses a ticket up: `Some` with its subject the one time it works.
    pub fn take_ticket(
        &self,
        token: [u8; 32],
        purpose: &'static str,
        now: i64,
    ) -> Result<Option<Option<Id>>, StoreError> {
        self.change(move |db| {
            let found: Option<Option<i64>> = db
                .query_row(
                    "DELETE FROM ticket WHERE token = ?1 AND purpose = ?2 AND expires_at > ?3 RETURNING subject",
                    params![token, purpose, now],
                    |r| r.get(0),
                )
                .optional()?;
            Ok(found.map(|s| s.and_then(Id::from_number)))
        })
    }

    fn change<T: Send + 'static>(
        &self,
        job: impl FnOnce(&rusqlite::Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.store.transact(move |db| job(db).map_err(WriteError::Io)).map_err(io)
    }
}
