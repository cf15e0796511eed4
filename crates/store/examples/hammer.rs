//! Kills a writing process at random instants and checks that nothing acknowledged is lost, that no act is kept by
//! halves, that the chain holds and that every row is what the events say. Run by `scripts/kill-test.sh`.
//!
//! `hammer drive DIR KILLS SEED` starts `hammer write DIR SEED` again and again, reads its acknowledgements from a
//! pipe and kills it (SIGKILL): some writers while they open the store, most a random moment after a random number of
//! acknowledgements, so that a slow disk makes the test longer and not emptier. The writer changes, imports and takes
//! imports back without pause, on two threads.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use model::day::Day;
use model::id::Id;
use store::{
    Act, Change, EventFilter, Filter, Kind, Meanwhile, OpenOptions, Receipt, Store, Target, Undo, Value,
    View, sha256,
};

type Failure = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["drive", dir, kills, seed] => drive(Path::new(dir), kills.parse()?, seed.parse()?),
        ["write", dir, seed] => write(Path::new(dir), seed.parse()?),
        _ => Err("usage: hammer drive DIR KILLS SEED".into()),
    }
}

/// A small generator of numbers that look random, the same for the same seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides.max(1)
    }

    fn id(&mut self) -> Id {
        let (high, low) = (self.roll(1 << 31), self.roll(1 << 31));
        Id::from_bits((high << 31 | low) + 100)
    }
}

/// How long a writer may take for its acknowledgements.
const LONGEST_MS: u32 = 30_000;

const PLACE: u64 = 1;
const PLAN: u64 = 2;

fn day(offset: u64) -> Result<Day, Failure> {
    let first = Day::new(2021, 1, 1).ok_or("no such day")?;
    Ok(first.plus_days(i32::try_from(offset)?))
}

fn act(what: &'static str, effective: Day, why: String, changes: Vec<Change>) -> Act {
    let (place, actor) = (Id::from_bits(PLACE), "hammer".to_owned());
    Act { what, place, actor, recorded_at: 0, effective, why: Some(why), batch: None, changes }
}

/// Writes until killed. Each act's reason says how many events it has to have.
fn write(dir: &Path, seed: u64) -> Result<(), Failure> {
    let store = Store::open(dir, &OpenOptions::default())?;
    if store.reader()?.last_event() == 0 {
        let begin = vec![
            Change::create(
                Kind::Place,
                Id::from_bits(PLACE),
                None,
                vec![("name", Value::from("Alderbrook"))],
            ),
            Change::create(Kind::Plan, Id::from_bits(PLAN), None, vec![("title", Value::from("Plan"))]),
        ];
        acknowledge('w', store.write(act("begun", day(0)?, "2 events".to_owned(), begin))?)?;
    }
    let second = store.clone();
    std::thread::spawn(move || {
        let mut dice = Dice(seed ^ 0x5555);
        loop {
            if let Err(error) = imports(&second, &mut dice) {
                eprintln!("{error}");
                std::process::exit(3);
            }
        }
    });
    let mut dice = Dice(seed);
    loop {
        edit(&store, &mut dice)?;
    }
}

/// A person's small changes: a new action with its date, or new words for an action.
fn edit(store: &Store, dice: &mut Dice) -> Result<(), Failure> {
    let plan = Id::from_bits(PLAN);
    let effective = day(100 + dice.roll(200))?;
    let id = dice.id();
    let fields = vec![("reference", Value::from("1.1")), ("text", Value::from("begun"))];
    let date =
        vec![("action", Value::from(id)), ("phrase", Value::from("June")), ("kind", Value::from("point"))];
    let changes = vec![
        Change::create(Kind::Action, id, Some(plan), fields),
        Change::create(Kind::TargetDate, dice.id(), Some(plan), date),
    ];
    acknowledge('w', store.write(act("added", effective, "2 events".to_owned(), changes))?)?;
    for revision in 1..4 {
        let set =
            Change::set(Kind::Action, id, revision, vec![("text", Value::from(format!("words {revision}")))]);
        let effective = effective.plus_days(i32::try_from(dice.roll(60))?);
        acknowledge('w', store.write(act("reworded", effective, "1 events".to_owned(), vec![set]))?)?;
    }
    Ok(())
}

/// An import of a document with some hundred actions, sometimes taken back.
fn imports(store: &Store, dice: &mut Dice) -> Result<(), Failure> {
    let (plan, batch) = (Id::from_bits(PLAN), dice.id());
    let bytes = format!("document {batch} ").repeat(2_000).into_bytes();
    let hash = sha256(&bytes);
    store.put_document(&hash, "plan.txt", bytes)?;
    let fields = vec![("name", Value::from("plan.txt")), ("sha256", Value::from(hash))];
    let mut changes = vec![Change::create(Kind::Import, batch, Some(plan), fields)];
    for n in 0..100 + dice.roll(300) {
        let fields = vec![
            ("reference", Value::from(n.to_string())),
            ("text", Value::from("imported words ".repeat(10))),
        ];
        changes.push(Change::create(Kind::Action, dice.id(), Some(plan), fields));
    }
    let why = format!("{} events", changes.len());
    let act = Act { batch: Some(batch), ..act("imported", day(dice.roll(100))?, why.clone(), changes) };
    acknowledge('i', store.write(act)?)?;
    if dice.roll(2) == 0 {
        let undo = Undo {
            target: Target::Batch(batch),
            actor: "hammer".to_owned(),
            recorded_at: 0,
            why: Some(why),
            meanwhile: Meanwhile::Refuse,
        };
        acknowledge('u', store.undo(undo)?)?;
    }
    Ok(())
}

/// Says what is kept: a small write (`w`), an import (`i`) or one taken back (`u`), with its events.
fn acknowledge(what: char, receipt: Receipt) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{what} {} {}", receipt.first_event, receipt.last_event)?;
    out.flush()?;
    Ok(())
}

/// Kills the writer again and again, in ten data directories one after the other.
fn drive(dir: &Path, kills: u32, seed: u64) -> Result<(), Failure> {
    let mut dice = Dice(seed);
    let (mut acts, mut events) = (BTreeMap::from([('w', 0), ('i', 0), ('u', 0)]), 0);
    let mut home = PathBuf::new();
    let mut promised = BTreeMap::new();
    for kill in 0..kills {
        let fresh = kill % kills.div_ceil(10) == 0;
        if fresh {
            home = dir.join(format!("data-{kill}"));
            promised.clear();
        }
        let told = until_killed(&home, &mut dice, fresh)?;
        for (what, first, last) in told {
            *acts.entry(what).or_default() += 1;
            promised.insert(first, last);
        }
        if home.join(store::FILE).exists() {
            events = check(&home, &promised)?;
        }
        println!("kill {:3}: {} acts promised, {events} events kept", kill + 1, promised.len());
    }
    let count = |what: char| acts.get(&what).copied().unwrap_or(0);
    println!(
        "{kills} kills; acknowledged: {} writes, {} imports, {} imports taken back; none lost, none by halves, every \
         chain and row sound",
        count('w'),
        count('i'),
        count('u')
    );
    Ok(())
}

/// What was acknowledged: which kind of act, its first and last event.
type Told = (char, u64, u64);

/// One life of the writer: what it acknowledged before it was killed.
fn until_killed(home: &Path, dice: &mut Dice, fresh: bool) -> Result<Vec<Told>, Failure> {
    let seed = dice.roll(1 << 31).to_string();
    let mut writer = Command::new(std::env::current_exe()?)
        .args(["write".as_ref(), home.as_os_str(), seed.as_ref()])
        .stdout(Stdio::piped())
        .spawn()?;
    let pipe = writer.stdout.take().ok_or("no pipe")?;
    let heard = Arc::new(AtomicU64::new(0));
    let hears = Arc::clone(&heard);
    let reader = std::thread::spawn(move || {
        let mut lines = BufReader::new(pipe);
        let mut told = Vec::new();
        let mut line = String::new();
        while matches!(lines.read_line(&mut line), Ok(n) if n > 0) {
            // The last line may be cut by the kill: only one that ends counts.
            told.extend(line.strip_suffix('\n').and_then(acknowledged));
            hears.fetch_add(1, Ordering::Relaxed);
            line.clear();
        }
        told
    });
    // Some die while they make or open the store, most while they write.
    let opening = fresh || dice.roll(8) == 0;
    let wanted = if opening { 0 } else { 1 + dice.roll(40) };
    let mut waits = 0;
    while heard.load(Ordering::Relaxed) < wanted && waits < LONGEST_MS && writer.try_wait()?.is_none() {
        std::thread::sleep(Duration::from_millis(1));
        waits += 1;
    }
    std::thread::sleep(Duration::from_micros(dice.roll(if opening { 60_000 } else { 20_000 })));
    if let Some(status) = writer.try_wait()? {
        return Err(format!("the writer ended by itself: {status}").into());
    }
    writer.kill()?;
    writer.wait()?;
    reader.join().map_err(|_| "the reading thread failed".into())
}

/// An acknowledgement as it was printed.
fn acknowledged(line: &str) -> Option<Told> {
    let mut parts = line.split(' ');
    let what = parts.next()?.chars().next()?;
    Some((what, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// Opens what was left and checks it against what was promised; the number of events kept.
fn check(home: &Path, promised: &BTreeMap<u64, u64>) -> Result<u64, Failure> {
    let store = Store::open(home, &OpenOptions::default())?;
    let reader = store.reader()?;
    let mut kept: BTreeMap<u64, (u64, Option<String>)> = BTreeMap::new();
    for event in reader.events(&EventFilter::default())? {
        let act = kept.entry(event.act).or_insert((0, event.why));
        act.0 += 1;
    }
    for (first, last) in promised {
        let events = kept.get(first).map_or(0, |(events, _)| *events);
        if events != last + 1 - first {
            return Err(format!(
                "act {first} was acknowledged with events up to {last}, but {events} are kept"
            )
            .into());
        }
    }
    for (act, (events, why)) in &kept {
        if *why != Some(format!("{events} events")) {
            return Err(format!("act {act} is kept by halves: {events} events, {why:?}").into());
        }
    }
    let found = reader.verify()?;
    let compared = reader.rebuild_and_compare()?;
    if let Some(problem) = found.problems.iter().chain(&compared.differences).next() {
        return Err(problem.clone().into());
    }
    let rows = reader.rows(Kind::Action, &Filter::Plan(Id::from_bits(PLAN)), View::of(day(400)?))?;
    if rows.iter().any(|r| r.text("text").is_none()) {
        return Err("an action has no words".into());
    }
    Ok(reader.last_event())
}
