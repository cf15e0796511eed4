//! How long the parts of an answer took, as `Server-Timing` says it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A stop-watch; the only clock of this crate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Watch(Instant);

impl Watch {
    /// Starts.
    #[expect(clippy::disallowed_methods, reason = "this is the timing layer; no rule sees the figure")]
    pub(crate) fn start() -> Watch {
        Watch(Instant::now())
    }

    /// The time since the start.
    pub(crate) fn read(self) -> Duration {
        self.0.elapsed()
    }
}

/// The parts measured so far, shared between the layers of one request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timing(Arc<Mutex<Vec<(&'static str, Duration)>>>);

impl Timing {
    /// Runs `work` and notes how long it took under `name`.
    pub(crate) fn time<T>(&self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let watch = Watch::start();
        let result = work();
        self.note(name, watch.read());
        result
    }

    /// Notes a part.
    pub(crate) fn note(&self, name: &'static str, took: Duration) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((name, took));
    }

    /// The header: `load;dur=1.20, view;dur=0.35`, in milliseconds.
    pub(crate) fn header(&self) -> String {
        let parts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let parts: Vec<String> = parts
            .iter()
            .map(|(name, took)| format!("{name};dur={:.2}", took.as_secs_f64() * 1000.0))
            .collect();
        parts.join(", ")
    }
}
