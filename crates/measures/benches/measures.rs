//! What measures cost: every definition over one council's lists of about 20,000 rows, and one definition (then all)
//! over five years of weekly snapshots. Run with `cargo bench -p throughline-measures`.
//!
//! Processor time of the process, user and system. The floor stands beside it: filling the tables, and one scan of every row.

#![expect(clippy::print_stdout, reason = "a program for the terminal")]

use std::error::Error;
use std::fmt::Write as _;
use std::time::Duration;

use extracts::read::{Loader, Options};
use extracts::snapshot::Snapshot;
use measures::calendar::Calendar;
use measures::{Level, Outcome, Reads, Rows, compute, find, library};
use model::day::Day;
use store::SnapshotTables;
use testkit::cost::processor;

type Failure = Box<dyn Error>;

const WEEKS: usize = 260;

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

/// The lists of one council as files: headers of Annex A, one line for each row.
fn files(as_at: Day) -> Vec<(String, String)> {
    let mut dice = Dice(u64::from(as_at.number().unsigned_abs()));
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
    for (name, many) in rows {
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

fn read(as_at: Day) -> Result<Snapshot, Failure> {
    let options = Options { as_at, key: None, teams: extracts::team::Teams::default() };
    let mut loader = Loader::new(&options);
    for (name, text) in files(as_at) {
        loader.add(&name, text.as_bytes())?;
    }
    Ok(loader.finish().snapshot)
}

fn say(what: &str, took: Duration) {
    println!("{what:<66} {:>9.1} ms", took.as_secs_f64() * 1000.0);
}

/// Computes every definition with whole, services and teams; how many had what they need.
fn all(tables: &SnapshotTables, keep: impl Fn(&str) -> bool) -> Result<(usize, usize), Failure> {
    let (mut done, mut parts) = (0, 0);
    for definition in library().iter().filter(|d| keep(&d.key)) {
        if let Outcome::Computed(computed) = compute(definition, tables)? {
            done += 1;
            parts += usize::from(computed.whole().value.is_some());
            parts += computed.by(Level::Service).len() + computed.by(Level::Team).len();
        }
    }
    Ok((done, parts))
}

fn main() -> Result<(), Failure> {
    let as_at = Day::new(2025, 3, 31).ok_or("a day")?;
    let started = processor();
    let snapshot = read(as_at)?;
    let rows: usize = snapshot.tables().map(|(_, t)| t.len()).sum();
    say(&format!("made and read as CSV: {rows} rows"), processor().saturating_sub(started));

    let started = processor();
    let mut tables = SnapshotTables::new(&Calendar::england())?;
    say("tables and calendar made (once a process)", processor().saturating_sub(started));
    let started = processor();
    tables.hold(&snapshot, &Reads::everything())?;
    say("snapshot put into the tables", processor().saturating_sub(started));

    let started = processor();
    let (done, parts) = all(&tables, |_| true)?;
    say(
        &format!("{done} measures, whole and {parts} parts, first time"),
        processor().saturating_sub(started),
    );
    let started = processor();
    all(&tables, |_| true)?;
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
    let mut slow: Vec<(Duration, &str)> = Vec::new();
    for definition in library() {
        let started = processor();
        if let Outcome::Computed(computed) = compute(definition, &tables)? {
            computed.by(Level::Team);
            slow.push((processor().saturating_sub(started), &definition.key));
        }
    }
    slow.sort_by(|a, b| b.cmp(a));
    for (took, key) in slow.iter().take(5) {
        say(&format!("  dearest: {key}"), *took);
    }

    // Each week's lists are another copy of the same rows: what is measured is putting them in and computing.
    for key in ["assess_45wd_pct", "rereferral_pct", "cin_duration_bins"] {
        let definition = find(key).ok_or("a definition")?;
        let started = processor();
        for snapshot in std::iter::repeat_n(&snapshot, WEEKS) {
            tables.hold(snapshot, &Reads::of([definition]))?;
            all(&tables, |k| k == key)?;
        }
        say(&format!("{WEEKS} weekly snapshots restated for {key}"), processor().saturating_sub(started));
    }
    let started = processor();
    for snapshot in std::iter::repeat_n(&snapshot, WEEKS) {
        tables.hold(snapshot, &Reads::of(library()))?;
        all(&tables, |_| true)?;
    }
    say(&format!("{WEEKS} weekly snapshots restated for all"), processor().saturating_sub(started));
    Ok(())
}
