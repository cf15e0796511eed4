//! A large invented plan and the year that was told of it.

use std::path::Path;

use app::import::{Choices, File};
use app::site::{Ctx, IdSource as _, Role, Sequence, Site, Who};
use app::users::NewAccount;
use intake::reading::{DocumentInfo, Reading};
use model::day::Day;
use model::plan::{
    Action, DateKind, Direction, Line, Measure, Observation, Owner, Period, PeriodKind, Plan, Priority,
    Recommendation, TargetDate,
};
use model::{decimal::Decimal, id::Id};
use store::{Act, Change, Kind, OpenOptions, Store, Value};

/// Who signs in.
pub(crate) const EMAIL: &str = "jane@amberbridge.example";

/// How many events tell the year of each action.
const EVENTS: usize = 20;

/// A day of the year, 0 to 364.
pub(crate) fn day(number: i32) -> Day {
    Day::from_number(20_000 + number).unwrap()
}

/// Writes the plan and its year into a folder.
pub(crate) fn fill(folder: &Path, actions: usize) {
    let store = Store::open(folder, &OpenOptions::default()).unwrap();
    let site = Site::new(store.clone());
    let mut ids = Sequence::new(1);
    let who = || Who { role: Role::Administrator, ..Who::operator("Jane Ward") };
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
    let account = NewAccount {
        name: "Jane Ward".to_owned(),
        email: EMAIL.to_owned(),
        role: Role::Administrator,
        answers_to: Vec::new(),
    };
    let ctx = Ctx { who: who(), now_ms: 0, today: day(0), ids: &mut ids };
    site.administrator(ctx).unwrap().add_user(&account, "").unwrap();
    let reader = site.reader(&who()).unwrap();
    let place = reader.place_of(plan).unwrap();
    let of: Vec<Id> =
        reader.plan_on(plan, day(0)).unwrap().actions.iter().filter_map(|a| a.origin.id).collect();
    let told = usize::try_from(reader.last_event()).unwrap();
    drop(reader);
    tell(&store, (plan, place), &of, (actions * EVENTS).saturating_sub(told), &mut ids);
}

/// Tells so many events over the year, two hundred at a time: updates, and every tenth a date that moves.
fn tell(store: &Store, (plan, place): (Id, Id), of: &[Id], events: usize, ids: &mut Sequence) {
    let rounds = events.div_ceil(200);
    for round in 0..rounds {
        let today = day(i32::try_from(1 + round * 363 / rounds.max(1)).unwrap());
        let first = round * 200;
        let changes = (first..events.min(first + 200)).map(|n| {
            let on = of[n * 7 % of.len()];
            let fields = if n % 10 == 9 {
                let due = today.plus_days(120);
                let point =
                    [("phrase", due.long().into()), ("kind", "point".into()), ("from_day", due.into())];
                [("action", Value::from(on))]
                    .into_iter()
                    .chain(point)
                    .chain([("to_day", due.into())])
                    .collect()
            } else {
                let text = format!(
                    "Met the team on {}: step {n} is agreed, two teams use it and its date stands",
                    today.long()
                );
                vec![("parent", Value::from(on)), ("text", text.into()), ("as_at", today.into())]
            };
            let kind = if n % 10 == 9 { Kind::TargetDate } else { Kind::Update };
            Change::create(kind, ids.next(), Some(plan), fields)
        });
        let changes = changes.collect();
        let act = Act {
            what: "updates",
            place,
            actor: "Jane Ward".to_owned(),
            recorded_at: 0,
            effective: today,
            why: None,
            batch: None,
            changes,
        };
        store.write(act).unwrap();
    }
}

/// An invented plan with this many actions: ten a line, each line with a measure of four returns, twenty lines a
/// priority, a recommendation for every five lines.
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
            let title = format!("Practice in area {priority} is good everywhere");
            plan.priorities.push(Priority { key: priority.clone(), title, ..Priority::default() });
        }
        let number = (line / 5 + 1).to_string();
        if line % 5 == 0 {
            let text =
                format!("Make sure that children in area {number} are seen, heard and kept safe in time");
            plan.recommendations.push(Recommendation {
                number: number.clone(),
                text,
                ..Recommendation::default()
            });
        }
        let reference = format!("{priority}.{}", line % 20 + 1);
        plan.observations.extend((0..4).map(|quarter| value(line, quarter)));
        plan.lines.push(Line {
            reference: reference.clone(),
            title: format!("What line {reference} is about"),
            priority: Some(priority.clone()),
            recommendations: vec![number],
            measures: vec![measure(line)],
            ..Line::default()
        });
        plan.actions.extend((1..=10).map(|position| action(&reference, &priority, line, position)));
    }
    plan
}

fn measure(line: usize) -> Measure {
    Measure {
        key: format!("visits-{line}"),
        text: format!("Visits of kind {line} in time"),
        unit: Some("%".to_owned()),
        direction: Some(Direction::Higher),
        target: Decimal::whole(90),
        ..Measure::default()
    }
}

fn value(line: usize, quarter: i32) -> Observation {
    let on = day(quarter * 90);
    let value = Decimal::whole(i64::try_from(70 + line % 25).unwrap() + i64::from(quarter));
    Observation {
        measure: format!("visits-{line}"),
        value,
        period: Some(Period { kind: PeriodKind::Day, from: on, to: on }),
        ..Observation::default()
    }
}

fn action(reference: &str, priority: &str, line: usize, position: u32) -> Action {
    let due = day(30 + i32::try_from(line % 300).unwrap());
    let date = TargetDate {
        phrase: due.long(),
        kind: DateKind::Point,
        from: Some(due),
        to: Some(due),
        ..TargetDate::default()
    };
    Action {
        reference: format!("{reference}{position}"),
        line: Some(reference.to_owned()),
        priority: Some(priority.to_owned()),
        position,
        text: format!(
            "Agree with partners how step {position} of {reference} is done, and review it with families after a quarter"
        ),
        owners: vec![Owner { text: format!("Head of service {}", line % 17), ..Owner::default() }],
        dates: vec![date],
        ..Action::default()
    }
}
