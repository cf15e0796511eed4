//! How often one may try: so many failures in a stretch of time for one key (an account's name, an address).

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Counts failures by key over a sliding stretch.
#[derive(Debug)]
pub struct Limit {
    most: usize,
    stretch: i64,
    failures: Mutex<BTreeMap<String, Vec<i64>>>,
}

impl Limit {
    /// At most so many failures in so many seconds.
    pub fn new(most: usize, stretch: i64) -> Limit {
        Limit { most, stretch, failures: Mutex::default() }
    }

    /// Whether the key may try now.
    pub fn allows(&self, key: &str, now: i64) -> bool {
        let mut all = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(times) = all.get_mut(key) else { return true };
        times.retain(|t| now - t < self.stretch);
        times.len() < self.most
    }

    /// Records a failure.
    pub fn failed(&self, key: &str, now: i64) {
        let mut all = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, times| times.last().is_some_and(|t| now - t < self.stretch));
        all.entry(key.to_string()).or_default().push(now);
    }

    /// Forgets the failures of a key: it got in.
    pub fn succeeded(&self, key: &str) {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::Limit;

    #[test]
    fn failures_count_for_their_key_and_fade() {
        let limit = Limit::new(2, 60);
        limit.failed("ann", 0);
        assert!(limit.allows("ann", 1));
        limit.failed("ann", 1);
        assert!(!limit.allows("ann", 2) && limit.allows("bob", 2));
        assert!(limit.allows("ann", 60), "the first has faded");
        limit.failed("ann", 60);
        limit.succeeded("ann");
        assert!(limit.allows("ann", 61));
    }
}
