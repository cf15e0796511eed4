//! An invented plan of any size, with every kind of row that pages must show.
#![expect(clippy::unwrap_used, reason = "helpers of tests stop where their data is not as expected")]

use model::day::Day;
use model::level::{Delivery, Impact};
use model::plan::{
    Action, Completion, DateKind, Line, Owner, Plan, Priority, Recommendation, Status, TargetDate, Update,
};

/// The day of the sample.
pub(crate) fn today() -> Day {
    Day::new(2025, 11, 28).unwrap()
}

const OWNERS: [&str; 6] = [
    "Head of Safeguarding",
    "Service Manager, Assessment",
    "Principal Social Worker",
    "Workforce Lead/HR Partner",
    "Head of Corporate Parenting",
    "Participation Officer",
];

const WORDS: [&str; 6] = [
    "Agree and publish a threshold document with partners, and test in audits that it is applied in the same way by every team",
    "Bring the time from referral to decision within one working day",
    "Introduce a practice standard for direct work with children, with a guide for managers on how to coach to it",
    "Recruit to all permanent team manager posts",
    "Hold a quarterly meeting with children in care and act on what they say",
    "Review every plan of more than twelve months in a panel chaired by a head of service",
];

fn owner(text: &str) -> Owner {
    Owner { text: text.into(), ..Owner::default() }
}

fn date(phrase: &str, to: Day, superseded: bool) -> TargetDate {
    TargetDate {
        phrase: phrase.into(),
        kind: DateKind::Point,
        to: Some(to),
        superseded,
        ..TargetDate::default()
    }
}

/// A plan with that many actions.
pub(crate) fn plan(actions: usize) -> Plan {
    let mut plan = Plan {
        title: "Marlbeck improvement plan 2025".into(),
        place: Some("Marlbeck".into()),
        ..Plan::default()
    };
    for number in 1..=9 {
        plan.recommendations.push(Recommendation {
            number: number.to_string(),
            text: format!("Make sure that {}", WORDS[number % WORDS.len()].to_lowercase()),
            ..Recommendation::default()
        });
    }
    for (i, title) in
        ["Quality of practice", "Stability of the workforce", "Participation", "Permanence", "Culture"]
            .iter()
            .enumerate()
    {
        plan.priorities.push(Priority {
            key: (i + 1).to_string(),
            title: (*title).into(),
            sponsors: vec![owner("Director of Children’s Services")],
            leads: vec![owner(OWNERS[i])],
            ..Priority::default()
        });
    }
    for i in 0..actions {
        let (priority, line, position) = (i * 5 / actions.max(1), i / 4, i % 4);
        let reference = format!("{}.{}", priority + 1, line + 1);
        if !plan.lines.iter().any(|l| l.reference == reference) {
            plan.lines.push(Line {
                reference: reference.clone(),
                title: WORDS[line % 6].split(' ').take(5).collect::<Vec<_>>().join(" "),
                priority: Some((priority + 1).to_string()),
                recommendations: vec![(line % 9 + 1).to_string()],
                ..Line::default()
            });
        }
        plan.actions.push(action(i, &reference, (priority + 1).to_string(), position));
    }
    plan
}

fn action(i: usize, line: &str, priority: String, position: usize) -> Action {
    let letter = ["a", "b", "c", "d"][position];
    let due = today().plus_days(i32::try_from(i * 37 % 400).unwrap() - 150).month_end();
    let mut dates = Vec::new();
    for slip in 0..[0, 0, 0, 1, 0, 3][i % 6] {
        let was = due.plus_months(slip - 4).month_end();
        dates.push(date(&month(was), was, true));
    }
    if i % 11 != 7 {
        dates.push(date(&month(due), due, false));
    }
    let complete = i % 7 == 2;
    Action {
        reference: format!("{line}{letter}"),
        line: Some(line.into()),
        priority: Some(priority),
        position: u32::try_from(position + 1).unwrap(),
        letter: Some(letter.into()),
        text: WORDS[i % 6].into(),
        owners: if i % 13 == 5 { vec![] } else { vec![owner(OWNERS[i % 6])] },
        dates,
        status: complete.then_some(Status::Complete),
        completion: complete.then(|| Completion { done_on: Some(due), ..Completion::default() }),
        delivery: Delivery::ALL.get(i % 7).copied(),
        impact: Impact::ALL.get(i % 6).copied(),
        updates: if i.is_multiple_of(3) {
            vec![Update {
                text: "Draft agreed at the practice board; two teams have started to use it.".into(),
                as_at: Some(today().plus_days(-20)),
                ..Update::default()
            }]
        } else {
            vec![]
        },
        ..Action::default()
    }
}

fn month(day: Day) -> String {
    day.long().split_once(' ').map(|(_, m)| m.to_string()).unwrap()
}

fn read(
    files: &[app::import::File],
    columns: &intake::columns::Corrections,
) -> Result<intake::reading::Reading, String> {
    let borrowed: Vec<(&str, &[u8])> = files.iter().map(|f| (f.name.as_str(), f.bytes.as_slice())).collect();
    let options = intake::reading::Options { columns: columns.clone(), ..Default::default() };
    Ok(intake::read(&borrowed, &options))
}

/// Reads case lists without a worker.
fn read_lists(
    files: &[app::import::File],
    asked: &web::gate::ListsAsked,
) -> Result<extracts::read::Read, String> {
    let teams = extracts::team::Teams::read(asked.teams.as_bytes()).map_err(|e| e.to_string())?;
    let options = extracts::read::Options { as_at: asked.as_at, key: None, teams };
    let mut loader = extracts::read::Loader::new(&options);
    for file in files {
        loader.add(&file.name, file.bytes.as_slice()).map_err(|e| e.to_string())?;
    }
    Ok(loader.finish())
}

/// A press that says what it was given.
pub(crate) fn press() -> app::packs::Press {
    use app::packs::{Format, Press};
    Press::new(&[Format::Docx, Format::Html], |format, document| {
        Ok(format!("<p>{}</p> {document:?}", format.word()).into_bytes())
    })
}

/// The demonstration told in a folder: the gate to it, the story's day, the address of the first of its people.
#[cfg(test)]
pub(crate) fn demonstration(folder: &std::path::Path) -> (web::gate::Gate, Day, String) {
    let files = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    let file = |name: &str| std::fs::read(files.join(name)).map_err(|e| format!("{name}: {e}"));
    let story = String::from_utf8(file("story.toml").unwrap()).unwrap();
    let story = app::demo::story::parse(&story).unwrap();
    let (today, email) = (story.today, story.people[0].email.clone());
    let site = app::site::Site::new(store::Store::open(folder, &store::OpenOptions::default()).unwrap());
    let (mut ids, mut progress) = (app::site::Sequence::new(1), |_, _| {});
    let teller = app::demo::replay::Teller {
        file: &file,
        read: &|files: &[app::import::File]| read(files, &intake::columns::Corrections::default()),
        ids: &mut ids,
        press: &press(),
        progress: &mut progress,
    };
    app::demo::replay::replay(&site, story, teller).unwrap();
    (
        web::gate::Gate::new(site, std::sync::Arc::new(read))
            .with_lists(std::sync::Arc::new(read_lists))
            .with_press(press()),
        today,
        email,
    )
}

/// A site in a folder that holds a plan of that many actions, imported as of a week before the sample's day.
pub(crate) fn gate(folder: &std::path::Path, actions: usize) -> web::gate::Gate {
    let store = store::Store::open(folder, &store::OpenOptions::default()).unwrap();
    let site = app::site::Site::new(store);
    let gate = web::gate::Gate::new(site, std::sync::Arc::new(read))
        .with_lists(std::sync::Arc::new(read_lists))
        .with_press(press());
    if actions > 0 {
        let plan = Plan { as_at: Some(today().plus_days(-7)), ..plan(actions) };
        let now = web::Now { day: today(), seconds: 1_764_300_000 };
        let reading = web::gate::reading_of(plan);
        let choices = app::import::Choices::default();
        gate.act(&app::site::Who::operator("Ann Archer"), now, |site, ctx| {
            site.editor(ctx)?.accept(&[], &reading, &choices)
        })
        .unwrap();
    }
    gate
}
