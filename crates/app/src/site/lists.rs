//! What a site holds for its case lists: the second database, opened when it is first needed, the rows of the snapshot
//! looked at last, unpacked documents of figures, bounded by their bytes, and the published tables last asked for.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use store::Children;

use super::Site;
use crate::error::Result;
use crate::lists::figures::Blocks;
use crate::lists::held::Held;
use crate::published::Tables;

/// How many bytes of figures by service are kept at hand: of a council of three services and 151 measures a week takes some
/// thirty thousand, so that fifteen years of weeks are.
const COURSES: usize = 24 << 20;
/// How many bytes of figures by team: the snapshots looked at lately.
const LATELY: usize = 2 << 20;

/// Shared by every copy of a site.
#[derive(Default)]
pub(crate) struct Lists {
    children: Mutex<Option<Children>>,
    held: Mutex<Option<Held>>,
    unpacked: Mutex<Unpacked>,
    /// By the hashes of the documents they were read from.
    published: Mutex<Option<(Vec<String>, Arc<Tables>)>>,
}

/// Documents of figures that were unpacked, by what was taken of them and their hash.
#[derive(Default)]
struct Unpacked {
    all: HashMap<(&'static str, String), Arc<Blocks>>,
    /// In the order in which they came, for each kind.
    order: HashMap<&'static str, (usize, VecDeque<String>)>,
}

impl Unpacked {
    fn keep(&mut self, kind: &'static str, hash: &str, blocks: &Arc<Blocks>) {
        let most = if kind == "teams" { LATELY } else { COURSES };
        if self.all.insert((kind, hash.to_owned()), Arc::clone(blocks)).is_some() {
            return;
        }
        let (held, order) = self.order.entry(kind).or_default();
        *held += blocks.size();
        order.push_back(hash.to_owned());
        // The last one stays, however large it is.
        while *held > most && order.len() > 1 {
            let Some(gone) = order.pop_front().and_then(|oldest| self.all.remove(&(kind, oldest))) else {
                break;
            };
            *held = held.saturating_sub(gone.size());
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Site {
    /// Works with the database of children, which is made when it is first needed.
    ///
    /// # Errors
    /// The store's, and those of `work`.
    pub(crate) fn children<T>(&self, work: impl FnOnce(&mut Children) -> Result<T>) -> Result<T> {
        let mut children = lock(&self.lists.children);
        if children.is_none() {
            *children = Some(Children::open(self.store.dir())?);
        }
        match children.as_mut() {
            Some(open) => work(open),
            None => Err(store::StoreError::Closed.into()),
        }
    }

    /// The place of the rows at hand.
    pub(crate) fn held(&self) -> MutexGuard<'_, Option<Held>> {
        lock(&self.lists.held)
    }

    /// What was taken of a document of figures lately.
    pub(crate) fn unpacked(&self, kind: &'static str, hash: &str) -> Option<Arc<Blocks>> {
        lock(&self.lists.unpacked).all.get(&(kind, hash.to_owned())).map(Arc::clone)
    }

    /// What was read of these documents, if they were the last.
    pub(crate) fn published_tables(&self, hashes: &[String]) -> Option<Arc<Tables>> {
        let held = lock(&self.lists.published);
        held.as_ref().filter(|(of, _)| of == hashes).map(|(_, tables)| Arc::clone(tables))
    }

    /// Keeps what was read of documents at hand.
    pub(crate) fn keep_published_tables(&self, hashes: &[String], tables: &Arc<Tables>) {
        *lock(&self.lists.published) = Some((hashes.to_vec(), Arc::clone(tables)));
    }

    /// Keeps what was taken of a document at hand.
    pub(crate) fn keep_unpacked(&self, kind: &'static str, hash: &str, blocks: &Arc<Blocks>) {
        lock(&self.lists.unpacked).keep(kind, hash, blocks);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{LATELY, Unpacked};
    use crate::lists::figures::{Blocks, Detail};

    #[test]
    fn what_is_kept_is_bounded_by_its_bytes() {
        let mut unpacked = Unpacked::default();
        let third = format!("d\tkey\t1\t0\n{}", "x".repeat(LATELY / 3));
        let document = Arc::new(Blocks::of(&third, Detail::Teams));
        for hash in ["a", "b", "c", "d", "d"] {
            unpacked.keep("teams", hash, &document);
            unpacked.keep("services", hash, &document);
        }
        let held = |kind| ["a", "b", "c", "d"].map(|h| unpacked.all.contains_key(&(kind, h.to_owned())));
        assert_eq!(held("teams"), [false, false, true, true]);
        assert_eq!(held("services"), [true; 4]);
    }
}
