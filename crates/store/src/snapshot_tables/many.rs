//! Many snapshots, some of them side by side: what restating a definition over years of weeks is made of.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use extracts::snapshot::Snapshot;
use measures::Reads;
use measures::calendar::Calendar;

use super::SnapshotTables;
use crate::act::StoreError;

/// As many snapshots are worked on at once as there are processors, and no more than this: each takes memory.
const SIDE_BY_SIDE: usize = 4;

/// Where the kept bytes of snapshots come from, by their place; `None` where they are no longer here.
pub type Source<'s, E> = &'s (dyn Fn(usize) -> Result<Option<Vec<u8>>, E> + Sync);

/// Puts each of so many kept snapshots into tables, with what is read of it, and works with them; in the order of their
/// places what came of each, `None` where its bytes are no longer here.
///
/// # Errors
/// The first failure met; nobody begins another snapshot after one.
pub fn each_snapshot<T: Send, E: Send + From<StoreError>>(
    many: usize,
    (calendar, reads): (&Calendar, &Reads),
    source: Source<'_, E>,
    work: &(dyn Fn(usize, &mut SnapshotTables) -> Result<T, E> + Sync),
) -> Result<Vec<Option<T>>, E> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut made: Vec<(usize, T)> = Vec::new();
        let mut tables = SnapshotTables::new(calendar)?;
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            if place >= many {
                return Ok(made);
            }
            match one(place, &mut tables, reads, source, work) {
                Ok(Some(done)) => made.push((place, done)),
                Ok(None) => {}
                Err(error) => {
                    next.store(many, Ordering::Relaxed);
                    return Err(error);
                }
            }
        }
    };
    let side_by_side = thread::available_parallelism().map_or(1, usize::from).min(SIDE_BY_SIDE).min(many);
    let mut all: Vec<Option<T>> = (0..many).map(|_| None).collect();
    let results: Vec<_> = thread::scope(|scope| {
        let running: Vec<_> = (0..side_by_side).map(|_| scope.spawn(worker)).collect();
        running.into_iter().map(thread::ScopedJoinHandle::join).collect()
    });
    for result in results {
        let stopped = |_| StoreError::Damaged("work on a snapshot was stopped".to_owned());
        let made: Result<Vec<(usize, T)>, E> = result.map_err(stopped)?;
        for (place, done) in made? {
            if let Some(to) = all.get_mut(place) {
                *to = Some(done);
            }
        }
    }
    Ok(all)
}

fn one<T, E: From<StoreError>>(
    place: usize,
    tables: &mut SnapshotTables,
    reads: &Reads,
    source: Source<'_, E>,
    work: &dyn Fn(usize, &mut SnapshotTables) -> Result<T, E>,
) -> Result<Option<T>, E> {
    let Some(bytes) = source(place)? else { return Ok(None) };
    let snapshot = Snapshot::lists_from_bytes(&bytes, |list| reads.list(list))
        .map_err(|e| StoreError::Damaged(e.to_string()))?;
    tables.hold(&snapshot, reads)?;
    work(place, tables).map(Some)
}
