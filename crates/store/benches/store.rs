//! What the store costs: a plan of 1,000 actions after 20,000 events, and one of 10,000, read whole as of today and of
//! earlier days, compared between two days, and changed. Run with `cargo bench -p throughline-store`.

#![expect(clippy::print_stdout, reason = "a program for the terminal")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::error::Error;
use std::time::{Duration, Instant};

use model::day::Day;
use model::id::Id;
use store::{Act, Change, Filter, Kind, OpenOptions, Store, Value, View};

type Failure = Box<dyn Error>;

const PLACE: u64 = 1;
const PLAN: u64 = 2;
/// The kinds a page of the whole plan asks for.
const KINDS: [Kind; 12] = [
    Kind::Priority,
    Kind::Line,
    Kind::Action,
    Kind::Holder,
    Kind::TargetDate,
    Kind::Update,
    Kind::Statement,
    Kind::Answer,
    Kind::Rating,
    Kind::Measure,
    Kind::Observation,
    Kind::Recommendation,
];

fn main() -> Result<(), Failure> {
    if let Some(actions) = std::env::args().skip(1).find_map(|a| a.parse().ok()) {
        bench(actions)?;
        return Ok(());
    }
    let small = bench(1_000)?;
    let large = bench(10_000)?;
    println!(
        "ten times the actions: the whole plan costs {:.1} times, {:.1} per thing",
        large / small,
        large / small / 10.0
    );
    Ok(())
}

fn day(offset: u32) -> Result<Day, Failure> {
    Ok(Day::new(2021, 1, 1).ok_or("no such day")?.plus_days(i32::try_from(offset)?))
}

fn bench(actions: u32) -> Result<f64, Failure> {
    let dir = tempfile::tempdir()?;
    let store = Store::open(dir.path(), &OpenOptions::default())?;
    let started = Instant::now();
    fill(&store, actions)?;
    let events = store.reader()?.last_event();
    println!("\n{actions} actions, {events} events, written in {:.1?}", started.elapsed());

    let (first, middle, today) = (day(5)?, day(180)?, day(365)?);
    let whole = |view: View| -> Result<usize, Failure> {
        let reader = store.reader()?;
        let mut rows = 0;
        for kind in KINDS {
            rows += reader.rows(kind, &Filter::Plan(Id::from_bits(PLAN)), view)?.len();
        }
        Ok(rows)
    };
    for kind in KINDS {
        let of_kind = || -> Result<usize, Failure> {
            Ok(store.reader()?.rows(kind, &Filter::Plan(Id::from_bits(PLAN)), View::of(today))?.len())
        };
        report(&format!("  {} today", kind.name()), of_kind)?;
    }
    let now = report("whole plan today", || whole(View::of(today)))?;
    for (name, on) in [("whole plan mid-year", middle), ("whole plan first week", first)] {
        let then = report(name, || whole(View::of(on)))?;
        println!("    {:.2} times today", then / now);
    }
    let pinned = report("whole plan mid-year, as known half the events ago", || {
        whole(View::known_at(middle, events / 2))
    })?;
    println!("    {:.2} times today", pinned / now);
    let of_actions = |view: View| -> Result<usize, Failure> {
        Ok(store.reader()?.rows(Kind::Action, &Filter::Plan(Id::from_bits(PLAN)), view)?.len())
    };
    let now_actions = report("actions alone today", || of_actions(View::of(today)))?;
    let then_actions = report("actions alone mid-year", || of_actions(View::of(middle)))?;
    println!("    {:.2} times today", then_actions / now_actions);
    let two = report("two days compared (a month)", || {
        Ok(store.reader()?.changed_between(Id::from_bits(PLAN), View::of(day(335)?), View::of(today))?.len())
    })?;
    println!("    {:.2} times today's whole plan", two / now);
    let two = report("two days compared (the year)", || {
        Ok(store.reader()?.changed_between(Id::from_bits(PLAN), View::of(first), View::of(today))?.len())
    })?;
    println!("    {:.2} times today's whole plan", two / now);
    report("one action with all that hangs from it", || {
        let (reader, id, view) = (store.reader()?, thing(0, 7), View::of(today));
        let mut found = reader.rows(Kind::Action, &Filter::Id(id), view)?.len();
        for (kind, field) in [
            (Kind::Holder, "parent"),
            (Kind::TargetDate, "action"),
            (Kind::Update, "parent"),
            (Kind::Statement, "parent"),
            (Kind::Answer, "parent"),
            (Kind::Rating, "parent"),
        ] {
            found += reader.rows(kind, &Filter::By(field, id), view)?.len();
        }
        Ok(found + reader.entity_history(id)?.len())
    })?;
    changes(&store, actions, today)?;
    let reader = store.reader()?;
    let started = Instant::now();
    let found = reader.verify()?;
    println!("{:55} {:9.3?} ({} problems)", "verify", started.elapsed(), found.problems.len());
    let started = Instant::now();
    let compared = reader.rebuild_and_compare()?;
    println!(
        "{:55} {:9.3?} ({} differences)",
        "rebuild and compare",
        started.elapsed(),
        compared.differences.len()
    );
    println!("{:55} {} MB", "file", std::fs::metadata(dir.path().join(store::FILE))?.len() / 1_000_000);
    Ok(now)
}

/// A durable change of one thing: by the wall clock (with the disk), and the processor's part of it.
fn changes(store: &Store, actions: u32, today: Day) -> Result<(), Failure> {
    let (rounds, mut spent) = (200_u32, Duration::ZERO);
    let before = processor()?;
    for n in 0..rounds {
        let id = thing(0, n % actions);
        let revision =
            store.reader()?.row(Kind::Action, id, View::of(today))?.ok_or("no such action")?.revision;
        let set =
            Change::set(Kind::Action, id, revision, vec![("text", Value::from(format!("changed {n}")))]);
        let started = Instant::now();
        store.write(act(today, vec![set]))?;
        spent += started.elapsed();
    }
    let cpu = processor()?.saturating_sub(before) / rounds;
    println!("{:55} {:9.3?} (processor {cpu:.3?})", "a durable update", spent / rounds);
    Ok(())
}

/// Processor time of this process, user and system.
fn processor() -> Result<Duration, Failure> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let after = stat.rsplit_once(')').ok_or("no process statistics")?.1;
    let ticks: u64 =
        after.split_whitespace().skip(11).take(2).map(str::parse::<u64>).sum::<Result<_, _>>()?;
    Ok(Duration::from_millis(ticks * 10))
}

/// Runs a job for a while and prints the mean of the processor time it took (the wall clock of a machine that others
/// use says little); microseconds.
fn report(name: &str, mut job: impl FnMut() -> Result<usize, Failure>) -> Result<f64, Failure> {
    let things = job()?;
    let (mut runs, began, before) = (0_u32, Instant::now(), on_processor()?);
    while runs < 7 || began.elapsed() < Duration::from_millis(700) {
        std::hint::black_box(job()?);
        runs += 1;
    }
    let mean = on_processor()?.saturating_sub(before) / runs;
    println!("{name:55} {mean:9.3?} ({things} things)");
    Ok(mean.as_secs_f64() * 1e6)
}

/// How long this thread has been on a processor.
fn on_processor() -> Result<Duration, Failure> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(Duration::from_nanos(told.split_whitespace().next().ok_or("no scheduler statistics")?.parse()?))
}

fn thing(kind: u64, n: u32) -> Id {
    Id::from_bits((kind * 1_000_000 + u64::from(n)).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 8)
}

fn act(effective: Day, changes: Vec<Change>) -> Act {
    Act {
        what: "benched",
        place: Id::from_bits(PLACE),
        actor: "bench".to_owned(),
        recorded_at: 0,
        effective,
        why: None,
        batch: None,
        changes,
    }
}

/// A year of a plan: lines and actions with owners, dates and updates on the first day, then twenty events an action
/// in all: every month an update, and changes of the action and its dates.
fn fill(store: &Store, actions: u32) -> Result<(), Failure> {
    let plan = Id::from_bits(PLAN);
    let place =
        Change::create(Kind::Place, Id::from_bits(PLACE), None, vec![("name", Value::from("Alderbrook"))]);
    let title = Change::create(Kind::Plan, plan, None, vec![("title", Value::from("Plan"))]);
    store.write(act(day(0)?, vec![place, title]))?;
    let mut begin = Vec::new();
    for n in 0..actions {
        let line = thing(1, n / 5);
        if n % 5 == 0 {
            let fields = vec![
                ("reference", Value::from(format!("{}", n / 5))),
                ("title", Value::from("A line of the plan")),
            ];
            begin.push(Change::create(Kind::Line, line, Some(plan), fields));
        }
        let fields = vec![
            ("reference", Value::from(format!("{}.{}", n / 5, n % 5))),
            ("line", Value::from(line)),
            ("ordinal", Value::Int(i64::from(n % 5))),
            (
                "text",
                Value::from(
                    "Every social worker sees the child alone and writes down what the child wishes. "
                        .repeat(2),
                ),
            ),
            ("resources", Value::from("Within the existing budget")),
            ("owners_from", Value::from("own")),
            ("dates_from", Value::from("own")),
        ];
        begin.push(Change::create(Kind::Action, thing(0, n), Some(plan), fields));
        let fields = vec![
            ("parent", Value::from(thing(0, n))),
            ("role", Value::from("owner")),
            ("text", Value::from("Head of Service")),
        ];
        begin.push(Change::create(Kind::Holder, thing(2, n), Some(plan), fields));
        begin.push(date(n, 0, 90)?);
    }
    store.write(act(day(1)?, begin))?;
    for month in 1..=12 {
        let mut changes = Vec::new();
        for n in 0..actions {
            let update = vec![
                ("parent", Value::from(thing(0, n))),
                (
                    "text",
                    Value::from(
                        "Training has been given to all teams and the audit of files has begun. ".repeat(2),
                    ),
                ),
                ("as_at", Value::from(day(month * 29)?)),
            ];
            if (n + month) % 2 == 0 {
                changes.push(Change::create(
                    Kind::Update,
                    thing(10 + u64::from(month), n),
                    Some(plan),
                    update,
                ));
            } else {
                let text = vec![("resources", Value::from(format!("Within the budget of month {month}")))];
                changes.push(Change::set(Kind::Action, thing(0, n), 1, text));
            }
            if (n + month) % 4 == 0 {
                changes.push(date(n, month, month * 29 + 60)?);
            }
        }
        for change in &mut changes {
            // The revision seen is whatever it is now: this benchmark has no second writer.
            if let (Kind::Action, store::Op::Set { expect, .. }) = (change.kind, &mut change.op) {
                let row = store.reader()?.row(Kind::Action, change.id, View::of(day(365)?))?;
                *expect = row.map_or(1, |r| r.revision);
            }
        }
        store.write(act(day(month * 29)?, changes))?;
    }
    Ok(())
}

fn date(n: u32, version: u32, due: u32) -> Result<Change, Failure> {
    let fields = vec![
        ("action", Value::from(thing(0, n))),
        ("phrase", Value::from("By the end of the month")),
        ("kind", Value::from("point")),
        ("to_day", Value::from(day(due)?)),
    ];
    Ok(Change::create(Kind::TargetDate, thing(40 + u64::from(version), n), Some(Id::from_bits(PLAN)), fields))
}
