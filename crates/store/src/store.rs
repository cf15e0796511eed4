//! The handle: one writing thread, readers from a pool.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread::JoinHandle;

use rusqlite::{Connection, TransactionBehavior};

use crate::act::{Act, Receipt, StoreError, WriteError};
use crate::open::{self, OpenError, OpenOptions};
use crate::reader::Reader;
use crate::secrets::Secrets;
use crate::{backup, documents, redact, undo, write};

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// A data directory that is open: a handle to copy freely. The directory is free again once the last copy and the
/// last [`Reader`] are gone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

pub(crate) struct Inner {
    dir: PathBuf,
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    pub(crate) idle: Mutex<Vec<Connection>>,
    saved: Option<PathBuf>,
    _lock: File,
}

/// Idle connections kept for the next reader.
pub(crate) const IDLE: usize = 8;

impl Store {
    /// Opens a data directory, making it where allowed, upgrading it where needed (after a backup of it).
    ///
    /// # Errors
    /// When another process has it, it is missing, foreign or written by a newer version, or the disk fails; each in
    /// a sentence fit for the person at the terminal.
    pub fn open(dir: &Path, options: &OpenOptions) -> Result<Store, OpenError> {
        let lock = open::lock(dir, options.create)?;
        let (mut db, saved) = open::writer(dir, options.durable)?;
        let (jobs, queue) = mpsc::channel::<Job>();
        let work = move || {
            for job in queue {
                // A job that panics undoes its transaction on the way out and leaves its caller without an answer;
                // the next one is served all the same.
                let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| job(&mut db)));
            }
        };
        let thread = std::thread::Builder::new().name("store-writer".to_owned()).spawn(work);
        let thread = thread.map_err(|e| StoreError::file(dir, e))?;
        Ok(Store {
            inner: Arc::new(Inner {
                dir: dir.to_owned(),
                jobs: Some(jobs),
                thread: Some(thread),
                idle: Mutex::new(Vec::new()),
                saved,
                _lock: lock,
            }),
        })
    }

    /// The data directory.
    pub fn dir(&self) -> &Path {
        &self.inner.dir
    }

    /// The backup made because opening upgraded the data, if it did.
    pub fn upgraded_from(&self) -> Option<&Path> {
        self.inner.saved.as_deref()
    }

    /// Writes an act: all of it or nothing; on disk when this returns.
    ///
    /// # Errors
    /// [`WriteError::Conflict`] when something was changed since it was seen; see there for the others.
    pub fn write(&self, act: Act) -> Result<Receipt, WriteError> {
        self.transact(move |db| write::act(db, &act))
    }

    /// Takes an act, or a whole import, back: the opposite changes, as a new act.
    ///
    /// # Errors
    /// [`WriteError::Conflict`] when something was changed since and `request` does not say how to go on.
    pub fn undo(&self, request: undo::Undo) -> Result<Receipt, WriteError> {
        self.transact(move |db| undo::undo(db, &request))
    }

    /// Erases a passage everywhere it stands in a place, by a recorded act.
    ///
    /// # Errors
    /// [`WriteError::Invalid`] when the passage is too short to be told from ordinary words.
    pub fn redact(&self, request: redact::Redact) -> Result<redact::Erased, WriteError> {
        let folder = self.inner.dir.join(open::BACKUPS);
        let mut erased = self.transact(move |db| redact::redact(db, &request))?;
        // Erased pages are overwritten in the file; the write-ahead log still holds them until it is emptied.
        let emptied = |db: &mut Connection| {
            let busy: i64 = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |r| r.get(0))?;
            Ok::<_, StoreError>(busy == 0)
        };
        erased.log_emptied = self.run(emptied)?;
        erased.backups = redact::backups(&folder);
        Ok(erased)
    }

    /// Keeps a document's bytes under their hash; the same bytes again change nothing.
    ///
    /// # Errors
    /// When the hash is not that of the bytes, or the disk fails.
    pub fn put_document(&self, sha256: &str, name: &str, bytes: Vec<u8>) -> Result<(), WriteError> {
        let (sha256, name) = (sha256.to_owned(), name.to_owned());
        self.transact(move |db| documents::put(db, &sha256, &name, &bytes))
    }

    /// What is as it stands at this instant, for reading; nothing written later shows in it.
    ///
    /// # Errors
    /// When the database cannot be opened for reading.
    pub fn reader(&self) -> Result<Reader, StoreError> {
        let idle = lock(&self.inner.idle).pop();
        let db = match idle {
            Some(db) => db,
            None => open::reader(&self.inner.dir)?,
        };
        Reader::begin(db, Arc::clone(&self.inner))
    }

    /// Passwords, sessions and one-time tickets, which are no part of the record.
    pub fn secrets(&self) -> Secrets<'_> {
        Secrets::new(self)
    }

    /// Writes everything into one new file, without stopping anybody.
    ///
    /// # Errors
    /// When there is a file of that name, or the disk fails.
    pub fn backup(&self, to: &Path) -> Result<(), OpenError> {
        backup::backup(&self.inner.dir, to)
    }

    /// Runs a job on the writing thread inside a transaction, committed where it succeeds.
    pub(crate) fn transact<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Connection) -> Result<T, WriteError> + Send + 'static,
    ) -> Result<T, WriteError> {
        self.run(move |db| {
            let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = job(&tx)?;
            tx.commit()?;
            Ok(done)
        })
    }

    fn run<T: Send + 'static, E: From<StoreError> + Send + 'static>(
        &self,
        job: impl FnOnce(&mut Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        let (reply, answer) = mpsc::sync_channel(1);
        let boxed: Job = Box::new(move |db| {
            // Nobody may be waiting any more; the work is done all the same.
            let _ = reply.send(job(db));
        });
        let jobs = self.inner.jobs.as_ref().ok_or(StoreError::Closed)?;
        jobs.send(boxed).map_err(|_| StoreError::Closed)?;
        answer.recv().map_err(|_| StoreError::Closed)?
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            // A writer that panicked has already told its caller.
            let _ = thread.join();
        }
    }
}

/// The pool even if a thread panicked while holding it: a list of connections cannot be half changed.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
