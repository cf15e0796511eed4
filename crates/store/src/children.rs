//! Lists of children: a second database file with its own retention. What is in it is destroyed after a set day; that
//! it was there, its hash and who destroyed it stay. Every look is an event, written before anything is shown.

use std::path::Path;

use model::day::Day;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use crate::act::StoreError;
use crate::chain;

/// The file's name in the data directory.
pub const CHILDREN_FILE: &str = "children.db";
/// What says that a file is ours: four letters of SQLite's header.
const APPLICATION: i32 = 0x5468_4368;
/// The version of its tables.
const VERSION: i32 = 1;

/// The second database.
#[derive(Debug)]
pub struct Children {
    db: Connection,
}

/// A snapshot to be kept.
#[derive(Clone, Copy, Debug)]
pub struct Delivery<'a> {
    /// Its hash.
    pub hash: &'a str,
    /// The day it speaks of.
    pub as_at: Day,
    /// The snapshot as bytes.
    pub content: &'a [u8],
    /// The files as they were delivered: name and bytes. None where children's numbers were replaced by pseudonyms.
    pub originals: &'a [(&'a str, &'a [u8])],
    /// The last day on which it may be here.
    pub until: Day,
}

/// Whether anything was new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It was not there before.
    New,
    /// The same was there already; nothing changed.
    Same,
    /// The same was there and was destroyed when its time had come; it stays destroyed.
    Destroyed,
}

/// What is said of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSnapshot {
    /// Its hash.
    pub hash: String,
    /// The day it speaks of.
    pub as_at: Day,
    /// The last day on which it may be here.
    pub until: Day,
    /// Whether its rows were destroyed.
    pub destroyed: bool,
}

/// Something that happened to a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChildEvent {
    /// Its number.
    pub number: u64,
    /// Milliseconds since 1970, UTC.
    pub at_ms: i64,
    /// Who.
    pub who: String,
    /// `loaded`, `looked` or `destroyed`.
    pub what: String,
    /// The snapshot and its day.
    pub hash: String,
    /// What was looked at; empty otherwise.
    pub about: String,
}

const TABLES: &str = "
CREATE TABLE snapshot (
  hash TEXT NOT NULL, as_at INTEGER NOT NULL, until INTEGER NOT NULL, content BLOB, content_sha256 TEXT NOT NULL,
  PRIMARY KEY (hash, as_at)
) STRICT;
CREATE TABLE original (
  hash TEXT NOT NULL, as_at INTEGER NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, bytes BLOB,
  FOREIGN KEY (hash, as_at) REFERENCES snapshot (hash, as_at)
) STRICT;
CREATE TABLE event (
  number INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, hash TEXT NOT NULL,
  as_at INTEGER NOT NULL, about TEXT NOT NULL
) STRICT;
CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END;
CREATE TRIGGER event_is_fixed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END;
CREATE TRIGGER snapshot_is_fixed BEFORE UPDATE ON snapshot WHEN NEW.content IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'a snapshot is never changed'); END;
";

impl Children {
    /// Opens the file in a data directory, made if it is not there. What is deleted is overwritten.
    ///
    /// # Errors
    /// When the file is something else or of a later program, or the disk refuses.
    pub fn open(dir: &Path) -> Result<Children, StoreError> {
        Children::over(Connection::open(dir.join(CHILDREN_FILE))?)
    }

    /// A second database that is gone with its process.
    ///
    /// # Errors
    /// SQLite's.
    pub fn in_memory() -> Result<Children, StoreError> {
        Children::over(Connection::open_in_memory()?)
    }

    fn over(mut db: Connection) -> Result<Children, StoreError> {
        db.execute_batch(
            "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;
             PRAGMA trusted_schema = OFF;",
        )?;
        let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let application: i32 = change.pragma_query_value(None, "application_id", |r| r.get(0))?;
        let version: i32 = change.pragma_query_value(None, "user_version", |r| r.get(0))?;
        match (application, version) {
            (0, 0) => {
                change.execute_batch(TABLES)?;
                change.pragma_update(None, "application_id", APPLICATION)?;
                change.pragma_update(None, "user_version", VERSION)?;
            }
            (APPLICATION, VERSION) => {}
            _ => {
                return Err(StoreError::Damaged(format!(
                    "{CHILDREN_FILE} is of another program or a later version"
                )));
            }
        }
        change.commit()?;
        Ok(Children { db })
    }

    /// Keeps a snapshot whole, or nothing of it. The same snapshot of the same day again changes nothing.
    ///
    /// # Errors
    /// When the disk refuses; then nothing was kept.
    pub fn keep(&mut self, delivery: &Delivery<'_>, who: &str, now_ms: i64) -> Result<Kept, StoreError> {
        let (hash, as_at) = (delivery.hash, delivery.as_at.number());
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let there: Option<bool> = change
            .query_row(
                "SELECT content IS NULL FROM snapshot WHERE hash = ? AND as_at = ?",
                params![hash, as_at],
                |r| r.get(0),
            )
            .optional()?;
        match there {
            Some(true) => return Ok(Kept::Destroyed),
            Some(false) => return Ok(Kept::Same),
            None => {}
        }
        change.execute(
            "INSERT INTO snapshot (hash, as_at, until, content, content_sha256) VALUES (?, ?, ?, ?, ?)",
            params![hash, as_at, delivery.until.number(), delivery.content, chain::sha256(delivery.content)],
        )?;
        for (name, bytes) in delivery.originals {
            change.execute(
                "INSERT INTO original (hash, as_at, name, sha256, bytes) VALUES (?, ?, ?, ?, ?)",
                params![hash, as_at, name, chain::sha256(bytes), bytes],
            )?;
        }
        record(&change, now_ms, who, "loaded", (hash, as_at), "")?;
        change.commit()?;
        Ok(Kept::New)
    }

    /// Every snapshot that is or was here, by its day.
    ///
    /// # Errors
    /// SQLite's.
    pub fn snapshots(&self) -> Result<Vec<KeptSnapshot>, StoreError> {
        let mut all = self
            .db
            .prepare("SELECT hash, as_at, until, content IS NULL FROM snapshot ORDER BY as_at, hash")?;
        let rows =
            all.query_map([], |r| Ok((r.get(0)?, r.get::<_, i32>(1)?, r.get::<_, i32>(2)?, r.get(3)?)))?;
        let mut kept = Vec::new();
        for row in rows {
            let (hash, as_at, until, destroyed) = row?;
            kept.push(KeptSnapshot { hash, as_at: day(as_at)?, until: day(until)?, destroyed });
        }
        Ok(kept)
    }

    /// A snapshot's bytes for computing: nobody sees its rows. `None` where it is not here or was destroyed.
    ///
    /// # Errors
    /// When the bytes are not those that were kept, or SQLite's.
    pub fn content(&self, hash: &str, as_at: Day) -> Result<Option<Vec<u8>>, StoreError> {
        content(&self.db, hash, as_at.number())
    }

    /// Records that somebody looks at rows, before they are given; whether they are here.
    ///
    /// # Errors
    /// When the look cannot be recorded.
    pub fn look(
        &mut self,
        hash: &str,
        as_at: Day,
        who: &str,
        about: &str,
        now_ms: i64,
    ) -> Result<bool, StoreError> {
        let here: Option<bool> = self
            .db
            .query_row(
                "SELECT content IS NOT NULL FROM snapshot WHERE hash = ? AND as_at = ?",
                params![hash, as_at.number()],
                |r| r.get(0),
            )
            .optional()?;
        if here == Some(true) {
            record(&self.db, now_ms, who, "looked", (hash, as_at.number()), about)?;
        }
        Ok(here == Some(true))
    }

    /// The files of a snapshot as they were delivered; none where they are pseudonymised or destroyed. A look, too.
    ///
    /// # Errors
    /// SQLite's, and when the look cannot be recorded.
    pub fn originals(
        &mut self,
        hash: &str,
        as_at: Day,
        who: &str,
        now_ms: i64,
    ) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let files = {
            let mut all = change.prepare(
                "SELECT name, bytes FROM original WHERE hash = ? AND as_at = ? AND bytes IS NOT NULL ORDER BY rowid",
            )?;
            let rows = all.query_map(params![hash, as_at.number()], |r| Ok((r.get(0)?, r.get(1)?)))?;
            rows.collect::<Result<Vec<(String, Vec<u8>)>, _>>()?
        };
        if !files.is_empty() {
            record(&change, now_ms, who, "looked", (hash, as_at.number()), "original files")?;
        }
        change.commit()?;
        Ok(files)
    }

    /// Destroys every snapshot whose time is over: rows and files are overwritten, the hash and the events stay. Gives
    /// those destroyed now.
    ///
    /// # Errors
    /// When the disk refuses; then nothing was destroyed.
    pub fn destroy_due(
        &mut self,
        today: Day,
        who: &str,
        now_ms: i64,
    ) -> Result<Vec<KeptSnapshot>, StoreError> {
        let due: Vec<KeptSnapshot> =
            self.snapshots()?.into_iter().filter(|s| !s.destroyed && s.until < today).collect();
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for snapshot in &due {
            let key = params![snapshot.hash, snapshot.as_at.number()];
            change.execute("UPDATE snapshot SET content = NULL WHERE hash = ? AND as_at = ?", key)?;
            change.execute("UPDATE original SET bytes = NULL WHERE hash = ? AND as_at = ?", key)?;
            record(&change, now_ms, who, "destroyed", (&snapshot.hash, snapshot.as_at.number()), "")?;
        }
        change.commit()?;
        if !due.is_empty() {
            self.db.execute_batch("VACUUM")?;
        }
        Ok(due.into_iter().map(|s| KeptSnapshot { destroyed: true, ..s }).collect())
    }

    /// What happened, the oldest first.
    ///
    /// # Errors
    /// SQLite's.
    pub fn events(&self) -> Result<Vec<ChildEvent>, StoreError> {
        let mut all =
            self.db.prepare("SELECT number, at_ms, who, what, hash, about FROM event ORDER BY number")?;
        let rows = all.query_map([], |r| {
            Ok(ChildEvent {
                number: r.get(0)?,
                at_ms: r.get(1)?,
                who: r.get(2)?,
                what: r.get(3)?,
                hash: r.get(4)?,
                about: r.get(5)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn content(db: &Connection, hash: &str, as_at: i32) -> Result<Option<Vec<u8>>, StoreError> {
    let found: Option<(Option<Vec<u8>>, String)> = db
        .query_row(
            "SELECT content, content_sha256 FROM snapshot WHERE hash = ? AND as_at = ?",
            params![hash, as_at],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .optional()?;
    match found {
        Some((Some(bytes), sha256)) if chain::sha256(&bytes) == sha256 => Ok(Some(bytes)),
        Some((Some(_), _)) => Err(StoreError::Damaged(format!("the snapshot {hash} is not as it was kept"))),
        _ => Ok(None),
    }
}

fn record(
    db: &Connection,
    now_ms: i64,
    who: &str,
    what: &str,
    of: (&str, i32),
    about: &str,
) -> Result<(), StoreError> {
    db.execute(
        "INSERT INTO event (at_ms, who, what, hash, as_at, about) VALUES (?, ?, ?, ?, ?, ?)",
        params![now_ms, who, what, of.0, of.1, about],
    )?;
    Ok(())
}

fn day(number: i32) -> Result<Day, StoreError> {
    Day::from_number(number).ok_or_else(|| StoreError::Damaged(format!("{number} is no day")))
}

#[cfg(test)]
mod tests {
    use super::{CHILDREN_FILE, Children, Delivery, Kept};
    use model::day::Day;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).expect("a day")
    }

    fn delivery<'a>(hash: &'a str, content: &'a [u8], originals: &'a [(&'a str, &'a [u8])]) -> Delivery<'a> {
        Delivery { hash, as_at: day("2025-09-30"), content, originals, until: day("2026-09-30") }
    }

    fn said(children: &Children) -> Vec<String> {
        let events = children.events().expect("events");
        events.into_iter().map(|e| format!("{} {} {} {}", e.at_ms, e.who, e.what, e.about)).collect()
    }

    #[test]
    fn a_snapshot_is_kept_once_and_a_look_is_an_event() {
        let mut children = Children::in_memory().expect("a database");
        let files: [(&str, &[u8]); 1] = [("list 1.csv", b"child 1001")];
        let given = delivery("aa", b"rows of 1001", &files);
        assert_eq!(children.keep(&given, "an analyst", 1).expect("kept"), Kept::New);
        assert_eq!(children.keep(&given, "an analyst", 2).expect("kept"), Kept::Same);
        let again = Delivery { as_at: day("2025-10-07"), ..given };
        assert_eq!(children.keep(&again, "an analyst", 3).expect("kept"), Kept::New);
        assert_eq!(
            children.content("aa", day("2025-09-30")).expect("read").as_deref(),
            Some(&b"rows of 1001"[..])
        );
        let looked = children.look("aa", day("2025-09-30"), "a head", "visits overdue", 4).expect("read");
        assert!(looked);
        assert!(!children.look("bb", day("2025-09-30"), "a head", "", 5).expect("read"));
        let files = children.originals("aa", day("2025-09-30"), "a head", 6).expect("read");
        assert_eq!(files, [("list 1.csv".to_owned(), b"child 1001".to_vec())]);
        assert_eq!(
            said(&children),
            [
                "1 an analyst loaded ",
                "3 an analyst loaded ",
                "4 a head looked visits overdue",
                "6 a head looked original files"
            ]
        );
    }

    #[test]
    fn what_is_due_is_destroyed_to_the_byte_and_stays_known() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut children = Children::open(dir.path()).expect("a database");
        let secret = b"the number of one child is 71003451";
        let files: [(&str, &[u8]); 1] = [("list 1.csv", secret)];
        children.keep(&delivery("aa", secret, &files), "an analyst", 1).expect("kept");
        let holds = || {
            let bytes = std::fs::read(dir.path().join(CHILDREN_FILE)).expect("a file");
            bytes.windows(8).any(|w| w == b"71003451")
        };
        assert!(holds());
        assert!(
            children.destroy_due(day("2026-09-30"), "the clock", 2).expect("done").is_empty(),
            "the last day counts"
        );
        let gone = children.destroy_due(day("2026-10-01"), "the clock", 3).expect("done");
        assert_eq!(gone.iter().map(|s| s.hash.as_str()).collect::<Vec<_>>(), ["aa"]);
        assert!(!holds(), "the bytes are overwritten");
        assert_eq!(children.content("aa", day("2025-09-30")).expect("read"), None);
        assert!(children.originals("aa", day("2025-09-30"), "a head", 4).expect("read").is_empty());
        assert!(children.snapshots().expect("read").iter().all(|s| s.destroyed && s.hash == "aa"));
        assert_eq!(
            children.keep(&delivery("aa", secret, &files), "an analyst", 5).expect("asked"),
            Kept::Destroyed
        );
        drop(children);
        let children = Children::open(dir.path()).expect("a database");
        assert_eq!(said(&children), ["1 an analyst loaded ", "3 the clock destroyed "]);
    }

    #[test]
    fn a_load_that_breaks_off_leaves_nothing() {
        let mut children = Children::in_memory().expect("a database");
        let pages: i64 = children.db.pragma_query_value(None, "page_count", |r| r.get(0)).expect("a number");
        // The disk is full after a few pages more: the second file does not fit.
        children.db.pragma_update(None, "max_page_count", pages + 4).expect("set");
        let large = vec![7_u8; 100_000];
        let files: [(&str, &[u8]); 2] = [("list 1.csv", b"small"), ("list 2.csv", &large)];
        assert!(children.keep(&delivery("aa", b"rows", &files), "an analyst", 1).is_err());
        assert!(children.snapshots().expect("read").is_empty());
        assert!(children.events().expect("read").is_empty());
        children.db.pragma_update(None, "max_page_count", 1_000_000).expect("set");
        assert_eq!(
            children.keep(&delivery("aa", b"rows", &files), "an analyst", 2).expect("kept"),
            Kept::New
        );
    }

    #[test]
    fn events_and_snapshots_cannot_be_changed() {
        let mut children = Children::in_memory().expect("a database");
        children.keep(&delivery("aa", b"rows", &[]), "an analyst", 1).expect("kept");
        for sql in
            ["DELETE FROM event", "UPDATE event SET who = 'nobody'", "UPDATE snapshot SET content = x'00'"]
        {
            assert!(children.db.execute_batch(sql).is_err(), "{sql}");
        }
    }

    #[test]
    fn another_programs_file_is_refused() {
        let dir = tempfile::tempdir().expect("a folder");
        let other = rusqlite::Connection::open(dir.path().join(CHILDREN_FILE)).expect("a database");
        other.execute_batch("PRAGMA user_version = 9; CREATE TABLE t (a)").expect("made");
        drop(other);
        assert!(Children::open(dir.path()).is_err());
    }
}
