//! What a large plan costs: 1,000 actions with 20,000 events, and ten times as much for the growth.
//!
//! `cargo bench -p throughline-app`. Every figure is a reading from the store, nothing held from an earlier one.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be set up has failed")]

use std::hint::black_box;

use app::edit::{Note, Update};
use app::history::Page;
use app::import::{Choices, File};
use app::site::{Ctx, IdSource as _, Role, Sequence, Site, Who};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use intake::reading::{DocumentInfo, Reading};
use model::day::Day;
use model::id::Id;
use model::plan::{Action, DateKind, Line, Owner, Plan, Priority, TargetDate};
use store::{Act, Change, Kind, OpenOptions, Store, Value};

const FIRST: i32 = 20_000;

struct Large {
    store: Store,
    plan: Id,
    action: Id,
    _dir: tempfile::TempDir,
}

fn day(number: i32) -> Day {
    Day::from_number(FIRST + number).unwrap()
}

/// An invented plan with this many actions, ten a line, twenty lines a priority.
fn draft(actions: usize) -> Plan {
    let mut plan = Plan {
        title: "A large plan".to_owned(),
        place: Some("Amberbridge".to_owned()),
        as_at: Some(day(0)),
        ..Plan::default()
    };
    for line in 0..actions.div_ceil(10) {
        let priority = (line / 20 + 1).to_string();
        if line % 20 == 0 {
            plan.priorities.push(Priority {
                key: priority.clone(),
                title: format!("Priority {priority}"),
                ..Priority::default()
            });
        }
        let reference = format!("{priority}.{}", line % 20 + 1);
        plan.lines.push(Line {
            reference: reference.clone(),
            title: format!("What line {reference} is about"),
            priority: Some(priority.clone()),
            ..Line::default()
        });
        for position in 1..=10_u32 {
            let due = day(30 + i32::try_from(line % 300).unwrap());
            plan.actions.push(Action {
                reference: format!("{reference}{position}"),
                line: Some(reference.clone()),
                priority: Some(priority.clone()),
                position,
                text: format!("Agree with partners how step {position} of {reference} is done, and review it with families after a quarter"),
                owners: vec![Owner { text: format!("Head of service {}", line % 17), ..Owner::default() }],
                dates: vec![TargetDate { phrase: due.long(), kind: DateKind::Point, from: Some(due), to: Some(due), ..TargetDate::default() }],
                ..Action::default()
            });
        }
    }
    plan
}

fn who() -> Who {
    Who { role: Role::ProgrammeManager, ..Who::operator("Jane Ward") }
}

/// A store that holds the plan and this many events, spread over a year.
fn large(actions: usize, events: usize) -> Large {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path(), &OpenOptions::default()).unwrap();
    let site = Site::new(store.clone());
    let mut ids = Sequence::new(1);
    let draft = draft(actions);
    let bytes = b"a large plan".to_vec();
    let document = DocumentInfo {
        name: "plan.txt".to_owned(),
        sha256: store::sha256(&bytes),
        as_at: draft.as_at,
        ..DocumentInfo::default()
    };
    let reading = Reading { documents: vec![document], plans: vec![draft], ..Reading::default() };
    let ctx = Ctx { who: who(), now_ms: 0, today: day(0), ids: &mut ids };
    let file = File { name: "plan.txt".to_owned(), bytes };
    let plan = site.editor(ctx).unwrap().accept(&[file], &reading, &Choices::default()).unwrap().plans[0];
    let reader = site.reader(&who()).unwrap();
    let kept = reader.plan_on(plan, day(0)).unwrap();
    let place = reader.place_of(plan).unwrap();
    let of: Vec<Id> = kept.actions.iter().filter_map(|a| a.origin.id).collect();
    let mut left = events.saturating_sub(usize::try_from(reader.last_event()).unwrap());
    drop(reader);
    let mut date = 0;
    while left > 0 {
        let many = left.min(200);
        let changes = (0..many)
            .map(|n| {
                let on = of[(left + n * 7) % of.len()];
                let text = format!("Met the team on day {date}; the next step is agreed and its date stands");
                let fields =
                    vec![("parent", Value::from(on)), ("text", text.into()), ("as_at", day(date).into())];
                Change::create(Kind::Update, ids.next(), Some(plan), fields)
            })
            .collect();
        let act = Act {
            what: "updates",
            place,
            actor: "Jane Ward".to_owned(),
            recorded_at: 0,
            effective: day(date),
            why: None,
            batch: None,
            changes,
        };
        store.write(act).unwrap();
        left -= many;
        date = (date + 3) % 360;
    }
    Large { store, plan, action: of[of.len() / 2], _dir: dir }
}

fn reading(c: &mut Criterion) {
    let mut group = c.benchmark_group("plan");
    group.sample_size(20);
    for (actions, events) in [(1_000, 20_000), (10_000, 200_000)] {
        let large = large(actions, events);
        let fresh = || Site::new(large.store.clone()).reader(&who()).unwrap();
        for (name, on) in [("today", 365), ("half a year ago", 180)] {
            group.bench_function(BenchmarkId::new(name, actions), |b| {
                b.iter(|| black_box(fresh().plan_on(large.plan, day(on)).unwrap()));
            });
        }
        group.bench_function(BenchmarkId::new("compare two days", actions), |b| {
            b.iter(|| black_box(fresh().compare(large.plan, day(330), day(365)).unwrap()));
        });
        group.bench_function(BenchmarkId::new("history page", actions), |b| {
            b.iter(|| black_box(fresh().history_of_plan(large.plan, Page { before: 0, acts: 20 }).unwrap()));
        });
        group.bench_function(BenchmarkId::new("history of an action", actions), |b| {
            b.iter(|| black_box(fresh().history_of(large.action).unwrap()));
        });
        let site = Site::new(large.store.clone());
        let mut ids = Sequence::new(99);
        group.bench_function(BenchmarkId::new("durable update", actions), |b| {
            b.iter(|| {
                let ctx = Ctx { who: who(), now_ms: 0, today: day(365), ids: &mut ids };
                let update = Update { text: "The next step is agreed".to_owned(), ..Update::default() };
                site.contributor(ctx).unwrap().update(large.action, &update, &Note::default()).unwrap()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
