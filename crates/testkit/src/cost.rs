//! What a job costs: for benchmarks, which print it; no test asserts a time.
//!
//! Costs are processor time of the whole process, user and system, in all threads: on a machine that others use, the
//! wall clock says little. Beside it stands the shortest time by the clock, for what uses several cores.

use std::hint::black_box;
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// The processor time that one run of a job took, over many runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Half the runs took less.
    pub median: Duration,
    /// The cheapest run: what the job costs where nothing disturbs it.
    pub least: Duration,
    /// The shortest run by the clock: less than the cost where the job uses several cores.
    pub clock: Duration,
    /// How often it ran.
    pub runs: usize,
}

impl Cost {
    /// How many times another cost this is, by the cheapest run of each.
    pub fn times(self, other: Cost) -> f64 {
        self.least.as_secs_f64() / other.least.as_secs_f64().max(f64::MIN_POSITIVE)
    }
}

impl std::fmt::Display for Cost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ms = |took: Duration| took.as_secs_f64() * 1000.0;
        let (least, median, clock) = (ms(self.least), ms(self.median), ms(self.clock));
        write!(f, "{least:9.2} ms (median {median:.2}, by the clock {clock:.2}, {} runs)", self.runs)
    }
}

/// Processor time of this process so far.
pub fn processor() -> Duration {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    let (seconds, nanoseconds) = (u64::try_from(now.tv_sec), u32::try_from(now.tv_nsec));
    Duration::new(seconds.unwrap_or_default(), nanoseconds.unwrap_or_default())
}

/// How long a job is tried.
const ENOUGH: Duration = Duration::from_secs(1);

/// Runs a job again and again, until it took a second in all but at least seven times, and says what it cost; a
/// first run to warm up does not count.
pub fn cost<T>(mut job: impl FnMut() -> T) -> Cost {
    cost_after(|| (), |()| job())
}

/// The same for a job that needs something made before each run, which does not count.
#[expect(clippy::disallowed_methods, reason = "benchmarks read the clock")]
pub fn cost_after<P, T>(mut prepare: impl FnMut() -> P, mut job: impl FnMut(P) -> T) -> Cost {
    let mut clock = Duration::MAX;
    let mut once = || {
        let prepared = prepare();
        let (before, started) = (processor(), Instant::now());
        black_box(job(prepared));
        clock = clock.min(started.elapsed());
        processor().saturating_sub(before)
    };
    once();
    let mut taken: Vec<Duration> = Vec::new();
    while taken.len() < 7 || (taken.iter().sum::<Duration>() < ENOUGH && taken.len() < 2000) {
        taken.push(once());
    }
    taken.sort();
    let median = taken.get(taken.len() / 2).copied().unwrap_or_default();
    Cost { median, least: taken.first().copied().unwrap_or_default(), clock, runs: taken.len() }
}

/// Resident memory of this process in bytes; `None` where the system does not say.
pub fn resident() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = told.lines().find_map(|l| l.strip_prefix("VmRSS:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? * 1024)
}
