//! What measures cost: every definition over one council's lists of about 20,000 rows; one definition, then all, over five
//! years of weekly snapshots as they are kept; all of them over the lists of 153 councils, three million rows, as CSV. Run
//! with `cargo bench -p throughline-measures`, or one part of it: `-- council`, `-- weeks`, `-- nation`.
//!
//! Processor time of the process, user and system, and the time by the clock where several cores work. The floor stands
//! beside it.

#![expect(clippy::print_stdout, reason = "a program for the terminal")]
#![expect(clippy::disallowed_methods, reason = "benchmarks read the clock")]

use std::error::Error;
use std::fmt::Write as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use extracts::read::{Loader, Options};
use extracts::snapshot::Snapshot;
use measures::calendar::Calendar;
use measures::{Definition, Level, Outcome, Reads, Rows, compute, library};
use model::day::Day;
use store::{Children, Delivery, SnapshotTables, StoreError, each_snapshot};
use testkit::cost::processor;

type Failure = Box<dyn Error + Send + Sync>;

const WEEKS: usize = 260;
const COUNCILS: usize = 153;
/// The aim for restating one definition over five years of weeks.
const ONE_RESTATED: Duration = Duration::from_secs(2);

/// A small generator; the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n.max(1)
    }

    fn back(&mut self, as_at: Day, days: u64) -> String {
        let days = i32::try_from(self.below(days)).unwrap_or(0);
        let day = as_at.plus_days(-days);
        format!("{:02}/{:02}/{}", day.day_of_month(), day.month(), day.year())
    }
}

/// A part of the bench, as of a day.
type Part = fn(Day) -> Result<(), Failure>;

/// A council's lists as files: their names and their text.
type Files = Vec<(String, String)>;

/// The lists of one council as files: headers of Annex A, one line for each row, so many times the rows of one council.
fn files(as_at: Day, seed: u64, times: u64) -> Files {
    let mut dice = Dice(u64::from(as_at.number().unsigned_abs()) + seed * 100_003);
    let rows: [(&str, u64); 9] = [
        ("contacts", 5_000),
        ("early_help", 2_000),
        ("referrals", 2_500),
        ("assessments", 3_000),
        ("section_47", 1_000),
        ("children_in_need", 4_500),
        ("child_protection_plans", 700),
        ("children_in_care", 900),
        ("care_leavers", 400),
    ];
    let mut out = Vec::new();
    for (name, many) in rows.map(|(name, many)| (name, many * times)) {
        let Some(list) = extracts::list::list(name) else { continue };
        let columns: Vec<_> = list.columns.iter().filter(|c| !c.extra).collect();
        let titles: Vec<String> = columns.iter().map(|c| format!("\"{}\"", c.title)).collect();
        let mut text = titles.join(",") + "\n";
        for row in 0..many {
            let cells: Vec<String> = columns
                .iter()
                .map(|column| match column.name.as_str() {
                    "child" => format!("C{}", dice.below(many * 9 / 10)),
                    "team" => format!("Team {}", dice.below(14)),
                    "worker" => format!("Worker {}", dice.below(160)),
                    "authorised_on" | "ended_on" | "closed_on" if row % 3 == 0 => String::new(),
                    "started_on" => dice.back(as_at, 900),
                    "born" => dice.back(as_at, 6_500),
                    _ => match (column.codes, column.kind.parts()) {
                        (Some(set), _) => {
                            let place = usize::try_from(dice.below(set.codes.len() as u64)).unwrap_or(0);
                            set.codes.get(place).map(|c| c.code.clone()).unwrap_or_default()
                        }
                        (None, Some(_)) => dice.below(4).to_string(),
                        _ if column.kind.is_integer() => dice.back(as_at, 180),
                        _ => "x".into(),
                    },
                })
                .collect();
            let _ = writeln!(text, "{}", cells.join(","));
        }
        out.push((format!("{}.csv", list.title), text));
    }
    out
}

fn read(as_at: Day, files: &Files) -> Result<Snapshot, Failure> {
    let options = Options { as_at, key: None, teams: extracts::team::Teams::default() };
    let mut loader = Loader::new(&options);
    for (name, text) in files {
        loader.add(name, text.as_bytes())?;
    }
    Ok(loader.finish().snapshot)
}

fn say(what: &str, took: Duration) {
    println!("{what:<72} {:>9.1} ms", took.as_secs_f64() * 1000.0);
}

/// Does something and says what it took of all processors, and by the clock.
fn timed<T>(what: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<(T, Duration), Failure> {
    let (before, started) = (processor(), Instant::now());
    let made = work()?;
    let (clock, spent) = (started.elapsed(), processor().saturating_sub(before));
    println!(
        "{what:<72} {:>9.1} ms by the clock, {:>9.1} ms of processor time",
        clock.as_secs_f64() * 1000.0,
        spent.as_secs_f64() * 1000.0
    );
    Ok((made, clock))
}

/// Computes definitions with whole, services and teams; how many had what they need, and how many numbers there were.
fn all<'d>(
    tables: &SnapshotTables,
    definitions: impl IntoIterator<Item = &'d Definition>,
) -> Result<(usize, usize), Failure> {
    let (mut done, mut parts) = (0, 0);
    for definition in definitions {
        if let Outcome::Computed(computed) = compute(definition, tables)? {
            done += 1;
            parts += usize::from(computed.whole().value.is_some());
            parts += computed.by(Level::Service).len() + computed.by(Level::Team).len();
        }
    }
    Ok((done, parts))
}

/// Works on so many things, on every core; what came of each, in order.
fn side_by_side<T: Send>(
    many: usize,
    work: impl Fn(usize) -> Result<T, Failure> + Sync,
) -> Result<Vec<T>, Failure> {
    let (next, made) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let run = || -> Result<(), Failure> {
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            if place >= many {
                return Ok(());
            }
            let one = work(place)?;
            made.lock().map_err(|_| "a thread stopped")?.push((place, one));
        }
    };
    thread::scope(|scope| {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
        running.into_iter().try_for_each(|t| t.join().map_err(|_| Failure::from("a thread stopped"))?)
    })?;
    let mut made = made.into_inner().map_err(|_| "a thread stopped")?;
    made.sort_by_key(|(place, _)| *place);
    Ok(made.into_iter().map(|(_, one)| one).collect())
}

fn council(as_at: Day) -> Result<(), Failure> {
    let files = files(as_at, 0, 1);
    let started = processor();
    let snapshot = read(as_at, &files)?;
    let rows: usize = snapshot.tables().map(|(_, t)| t.len()).sum();
    say(&format!("one council: {rows} rows read as CSV"), processor().saturating_sub(started));

    let started = processor();
    let mut tables = SnapshotTables::new(&Calendar::england())?;
    say("tables and calendar made (once a process)", processor().saturating_sub(started));
    let started = processor();
    tables.hold(&snapshot, &Reads::everything())?;
    say("snapshot put into the tables", processor().saturating_sub(started));

    let started = processor();
    let (done, parts) = all(&tables, library())?;
    say(
        &format!("{done} measures, whole and {parts} parts, first time"),
        processor().saturating_sub(started),
    );
    let started = processor();
    all(&tables, library())?;
    say("the same again, queries prepared", processor().saturating_sub(started));
    let started = processor();
    let mut seen = 0_u64;
    for (list, _) in snapshot.tables().filter(|(l, _)| snapshot.delivered(&l.name)) {
        let sql = format!(
            "SELECT row, service, team, worker, 1 AS counted, NULL AS reason, NULL AS value FROM {}",
            list.name
        );
        tables.run(&sql, &mut |_| seen += 1)?;
    }
    say(&format!("the floor: one scan of {seen} rows"), processor().saturating_sub(started));
    let mut slow: Vec<(Duration, u64, &str)> = Vec::new();
    for definition in library() {
        let started = processor();
        if let Outcome::Computed(computed) = compute(definition, &tables)? {
            computed.by(Level::Team);
            slow.push((processor().saturating_sub(started), tables.spent(), &definition.key));
        }
    }
    slow.sort_by(|a, b| b.cmp(a));
    for (took, steps, key) in slow.iter().take(20) {
        say(&format!("  dearest: {key}, {:.1} million steps", *steps as f64 / 1e6), *took);
    }
    Ok(())
}

/// Five years of weekly snapshots in the file in which they are kept, each of lists of its own.
fn weeks(as_at: Day) -> Result<(), Failure> {
    let folder = std::env::temp_dir().join(format!("throughline-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let done = weeks_in(&folder, as_at);
    std::fs::remove_dir_all(&folder)?;
    done
}

fn weeks_in(folder: &std::path::Path, as_at: Day) -> Result<(), Failure> {
    let day = |week: usize| as_at.plus_days(-7 * i32::try_from(week).unwrap_or(0));
    let mut children = Children::open(folder)?;
    let kept = side_by_side(WEEKS, |week| {
        let snapshot = read(day(week), &files(day(week), 0, 1))?;
        Ok((snapshot.hash().to_owned(), snapshot.to_bytes()))
    })?;
    let bytes: usize = kept.iter().map(|(_, content)| content.len()).sum();
    for (week, (hash, content)) in kept.iter().enumerate() {
        let delivery = Delivery { hash, as_at: day(week), content, originals: &[], until: as_at };
        children.keep(&delivery, "the bench", 0)?;
    }
    let names: Vec<String> = kept.into_iter().map(|(hash, _)| hash).collect();
    println!("{WEEKS} weekly snapshots kept: {} MB", bytes >> 20);
    let children = Mutex::new(children);
    let calendar = Calendar::england();
    let content = |week: usize| -> Result<Option<Vec<u8>>, StoreError> {
        let held = children.lock().map_err(|_| StoreError::Closed)?;
        names.get(week).map_or(Ok(None), |hash| held.content(hash, day(week)))
    };
    timed("the floor: their bytes read and their hashes checked, one thread", || {
        (0..WEEKS).try_for_each(|week| content(week).map(drop)).map_err(Failure::from)
    })?;
    let source = |week: usize| content(week).map_err(Failure::from);
    let restated = |definitions: &[Definition]| {
        let reads = Reads::of(definitions);
        let work = |_: usize, tables: &mut SnapshotTables| all(tables, definitions).map(|(done, _)| done);
        each_snapshot(WEEKS, (&calendar, &reads), &source, &work)
    };
    // Every definition by itself: the aim is for each of them.
    let mut slow: Vec<(Duration, &str)> = Vec::new();
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let all_of_them = !library().iter().any(|l| asked.contains(&l.key));
    let named = |d: &&Definition| all_of_them || asked.contains(&d.key);
    for definition in library().iter().filter(named) {
        let started = processor();
        let computed = restated(std::slice::from_ref(definition))?;
        if computed.iter().flatten().any(|done| *done > 0) {
            slow.push((processor().saturating_sub(started), &definition.key));
        }
    }
    slow.sort_by(|a, b| b.cmp(a));
    let over = slow.iter().filter(|(took, _)| *took > ONE_RESTATED).count();
    println!(
        "{WEEKS} weekly snapshots restated for one definition, by the clock: {} computed, {over} over {ONE_RESTATED:?}",
        slow.len()
    );
    let named = ["assess_45wd_pct", "cin_duration_bins", "cla_open"];
    for (place, (took, key)) in slow.iter().enumerate() {
        if place < 12 || named.contains(key) {
            say(&format!("  {key}"), *took);
        }
    }
    if !all_of_them {
        return Ok(());
    }
    timed(&format!("{WEEKS} weekly snapshots restated for all {} definitions", library().len()), || {
        restated(library())
    })?;
    Ok(())
}

/// The lists of 153 councils as CSV, each read and computed like one council's; then one council of ever more rows.
fn nation(as_at: Day) -> Result<(), Failure> {
    let councils = side_by_side(COUNCILS, |seed| Ok(files(as_at, seed as u64, 1)))?;
    let bytes: usize = councils.iter().flatten().map(|(_, text)| text.len()).sum();
    let calendar = Calendar::england();
    let computed = |files: &Files| -> Result<usize, Failure> {
        let snapshot = read(as_at, files)?;
        let rows = snapshot.tables().map(|(_, t)| t.len()).sum();
        let mut tables = SnapshotTables::new(&calendar)?;
        tables.hold(&snapshot, &Reads::of(library()))?;
        all(&tables, library())?;
        Ok(rows)
    };
    timed(&format!("the floor: every byte of {} MB looked at once, one thread", bytes >> 20), || {
        let lines = |text: &String| text.bytes().filter(|b| *b == b'\n').count();
        let all: usize = councils.iter().flatten().map(|(_, text)| lines(text)).sum();
        println!("  {all} lines");
        Ok(())
    })?;
    for share in [4, 2, 1] {
        let many = COUNCILS / share;
        let some = councils.get(..many).unwrap_or_default();
        timed(&format!("{many} councils read as CSV, every measure of each"), || {
            let rows = side_by_side(many, |place| some.get(place).map_or(Ok(0), computed))?;
            println!("  {} rows", rows.iter().sum::<usize>());
            Ok(())
        })?;
    }
    for times in [1, 2, 4, 8] {
        let large = files(as_at, 0, times);
        let (rows, clock) =
            timed(&format!("one council of {times} times the rows, one thread"), || computed(&large))?;
        println!("  {:.1} microseconds a row of {rows}", clock.as_secs_f64() * 1e6 / rows as f64);
    }
    Ok(())
}

fn main() -> Result<(), Failure> {
    let as_at = Day::new(2025, 3, 31).ok_or("a day")?;
    let asked: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let parts: [(&str, Part); 3] = [("council", council), ("weeks", weeks), ("nation", nation)];
    for (name, part) in parts {
        if asked.is_empty() || asked.iter().any(|a| a == name) {
            part(as_at)?;
        }
    }
    Ok(())
}
