//! What a site holds for its case lists: the second database, opened when it is first needed, the rows of the snapshot
//! looked at last, and unpacked documents of figures.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use store::Children;

use super::Site;
use crate::error::Result;
use crate::lists::held::Held;

/// How many documents of figures are kept unpacked: somewhat more than a year of weeks.
const UNPACKED: usize = 64;

/// Shared by every copy of a site.
#[derive(Default)]
pub(crate) struct Lists {
    children: Mutex<Option<Children>>,
    held: Mutex<Option<Held>>,
    unpacked: Mutex<Vec<(String, Arc<str>)>>,
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

    /// A document of figures that was unpacked lately.
    pub(crate) fn unpacked(&self, hash: &str) -> Option<Arc<str>> {
        lock(&self.lists.unpacked).iter().find(|(h, _)| h == hash).map(|(_, text)| Arc::clone(text))
    }

    /// Keeps an unpacked document at hand.
    pub(crate) fn keep_unpacked(&self, hash: &str, text: &Arc<str>) {
        let mut all = lock(&self.lists.unpacked);
        if all.len() >= UNPACKED {
            all.remove(0);
        }
        all.push((hash.to_owned(), Arc::clone(text)));
    }
}
