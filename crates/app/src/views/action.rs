//! An action with its thread: up to what asked for it, through its dates and what was said of it, down to evidence.

use model::level::Impact;
use model::plan::{Action, Axis, Line, Measure};
use serde::Serialize;

use super::line::{Account, accounts};
use super::rating::Rating;
use super::row::ActionRow;
use super::scene::Scene;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct ActionPage {
    /// The action as it stands in tables.
    pub row: ActionRow,
    /// How it stands, in a sentence.
    pub lede: String,
    /// The revision seen: a form names it.
    pub revision: u32,
    /// The date in force and its revision, as a form names them; empty without one.
    pub date_seen: String,
    /// What asked for it, from the top: recommendations, priority, line.
    pub thread: Thread,
    /// Sub-items: letter and words.
    pub parts: Vec<(String, String)>,
    /// How it came by its owners, where that is doubtful.
    pub owners_note: Option<&'static str>,
    /// How it came by its dates, where that is doubtful.
    pub dates_note: Option<&'static str>,
    /// Its dates, the first set first.
    pub dates: Vec<DateStep>,
    /// What was said of it, of its line and of its priority, latest first.
    pub updates: Vec<Account>,
    /// Outcomes and measures given for it.
    pub outcomes: Vec<String>,
    /// What proves it.
    pub evidence: Vec<Proof>,
    /// How it was completed.
    pub completion: Option<Done>,
    /// Ratings that persons gave, latest first.
    pub ratings: Vec<Given>,
    /// Actions it names: reference and key, where there is one.
    pub refers_to: Vec<(String, Option<String>)>,
    /// Where it was read.
    pub source: Option<String>,
    /// The action before it in the plan: key and reference.
    pub before: Option<(String, String)>,
    /// The action after it.
    pub after: Option<(String, String)>,
}

/// What an action hangs from.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Thread {
    /// Recommendations it or its line answers: number and words.
    pub recommendations: Vec<(String, String)>,
    /// Its priority: key and title.
    pub priority: Option<(String, String)>,
    /// Its line: reference and title.
    pub line: Option<(String, String)>,
    /// What would show a difference: the measures of its line, with key, words and rating.
    pub measures: Vec<(String, String, Rating)>,
}

/// One target date in the chain.
#[derive(Clone, Debug, Serialize)]
pub struct DateStep {
    /// The phrase as printed.
    pub phrase: String,
    /// The last day meant.
    pub day: Option<String>,
    /// What kind of date it is, in words.
    pub kind: &'static str,
    /// A later one replaced it.
    pub superseded: bool,
    /// When it was set.
    pub set_on: Option<String>,
    /// Why it replaced the one before.
    pub reason: Option<String>,
    /// Who agreed.
    pub approved_by: Option<String>,
}

/// A piece of evidence.
#[derive(Clone, Debug, Serialize)]
pub struct Proof {
    /// What it is.
    pub text: String,
    /// Its address, where it is one.
    pub link: Option<String>,
    /// A name of a file or place, where it is no address.
    pub name: Option<String>,
    /// The day it speaks of.
    pub day: Option<String>,
}

/// How an action was completed.
#[derive(Clone, Debug, Serialize)]
pub struct Done {
    /// The day.
    pub day: Option<String>,
    /// Who said so.
    pub declared_by: Option<String>,
    /// Who confirmed it.
    pub confirmed_by: Option<String>,
    /// When it was confirmed.
    pub confirmed_on: Option<String>,
    /// It was printed as complete in an imported plan.
    pub by_import: bool,
}

/// A rating that a person gave.
#[derive(Clone, Debug, Serialize)]
pub struct Given {
    /// `Delivery` or `Impact`.
    pub axis: &'static str,
    /// The rating.
    pub rating: Rating,
    /// When.
    pub day: String,
    /// Why.
    pub reason: String,
}

impl ActionPage {
    /// The page of an action, by the key of its address; `None` if the plan has none on that day.
    pub fn of(scene: &Scene, key: &str) -> Option<ActionPage> {
        let plan = &scene.plan;
        let (position, action) = scene.action(key)?;
        let row = ActionRow::of(scene, action, position);
        let neighbour = |i: Option<usize>| {
            let i = i?;
            plan.actions.get(i).map(|a| (super::scene::key(&a.origin, i), a.reference.clone()))
        };
        Some(ActionPage {
            lede: lede(&row, action.completion.as_ref().is_some_and(|c| c.by_import)),
            revision: action.origin.revision,
            date_seen: date_seen(action),
            thread: thread(scene, action),
            parts: action
                .parts
                .iter()
                .map(|p| (p.letter.clone().unwrap_or_default(), p.text.clone()))
                .collect(),
            owners_note: note(action.owners_from, "owner"),
            dates_note: note(action.dates_from, "date"),
            dates: action.dates.iter().map(step).collect(),
            updates: updates(scene, action),
            outcomes: action.outcomes.iter().map(|o| o.text.clone()).collect(),
            evidence: action.evidence.iter().map(proof).collect(),
            completion: action.completion.as_ref().map(done),
            ratings: given(action),
            refers_to: action.refers_to.iter().map(|r| (r.clone(), named(scene, r))).collect(),
            source: source(action),
            before: neighbour(position.checked_sub(1)),
            after: neighbour(Some(position + 1)),
            row,
        })
    }
}

/// How an action stands; `printed` says that only a document's word makes it complete.
fn lede(row: &ActionRow, printed: bool) -> String {
    let who = if row.owners.is_empty() {
        "Nobody owns it".to_string()
    } else {
        format!("Owned by {}", row.owners.join("; "))
    };
    let times = match row.due.moved {
        0 => String::new(),
        1 => ", after the date moved once".into(),
        2 => ", after the date moved twice".into(),
        n => format!(", after the date moved {n} times"),
    };
    let when = match (&row.due, row.complete) {
        (_, true) if printed => "It is complete, as the imported plan prints it".into(),
        (_, true) if row.confirmed => "It is complete, and somebody other than its owner confirmed it".into(),
        (_, true) => "It is said to be complete; nobody has confirmed it yet".into(),
        (due, _) if due.phrase.is_empty() => "It has no target date".into(),
        (due, _) if due.late > 0 => format!(
            "It was due {} and is {} late{times}",
            due.phrase,
            super::sentence::count(due.late.unsigned_abs() as usize, "day")
        ),
        (due, _) => format!("It is due {}{times}", due.phrase),
    };
    format!("{who}. {when}.")
}

fn note(from: model::plan::Given, what: &str) -> Option<&'static str> {
    match (from, what) {
        (model::plan::Given::Assumed, "owner") => Some(
            "The document gives another number of owners than of actions here; this one was assigned in order.",
        ),
        (model::plan::Given::Assumed, _) => Some(
            "The document gives another number of dates than of actions here; this one was assigned in order.",
        ),
        (model::plan::Given::Line, "owner") => {
            Some("The document names this owner once for several actions.")
        }
        (model::plan::Given::Line, _) => Some("The document gives this date once for several actions."),
        _ => None,
    }
}

fn thread(scene: &Scene, action: &Action) -> Thread {
    let plan = &scene.plan;
    let line = action.line.as_deref().and_then(|l| scene.line(l));
    let mut numbers = action.recommendations.clone();
    for number in line.iter().flat_map(|l| &l.recommendations) {
        if !numbers.contains(number) {
            numbers.push(number.clone());
        }
    }
    let words = |number: String| {
        let found = plan.recommendations.iter().find(|r| r.number == number);
        (number, found.map(|r| r.text.clone()).unwrap_or_default())
    };
    let priority = action.priority.clone().or_else(|| line.and_then(|l| l.priority.clone()));
    Thread {
        recommendations: numbers.into_iter().map(words).collect(),
        priority: priority.map(|k| {
            let title = scene.priority_title(&k).unwrap_or_default().to_string();
            (k, title)
        }),
        line: line.map(|l| (l.reference.clone(), l.title.clone())),
        measures: line.map_or_else(Vec::new, |l| measures(scene, l)),
    }
}

/// The measures of a line, each breakdown by itself.
fn measures(scene: &Scene, line: &Line) -> Vec<(String, String, Rating)> {
    let of = |measure: &Measure| {
        let rated =
            model::impact::rate(&model::impact::Facts::of(&scene.plan, measure, scene.day), scene.day);
        let part = measure.breakdown.as_ref().map_or(String::new(), |b| format!(" ({b})"));
        let words = format!("{}{part}", measure.text);
        (measure.key.clone(), words, Rating::suggested(&rated, Impact::word))
    };
    line.measures.iter().map(of).collect()
}

fn step(date: &model::plan::TargetDate) -> DateStep {
    use model::plan::DateKind;
    DateStep {
        phrase: date.phrase.clone(),
        day: date.to.map(model::day::Day::iso),
        kind: match date.kind {
            DateKind::Point | DateKind::Completed => "",
            DateKind::Start => "opens then and has no end",
            DateKind::Range => "from the first to the last of these days",
            DateKind::Recurring => "recurs",
            DateKind::Ongoing => "never closes",
            DateKind::Either => "one or the other",
            DateKind::Milestone => "several milestones; due with the last",
            DateKind::Unknown => "not a day that can be known",
            DateKind::Trigger => "waits for an event outside",
        },
        superseded: date.superseded,
        set_on: date.set_on.map(model::day::Day::iso),
        reason: date.reason.clone(),
        approved_by: date.approved_by.clone(),
    }
}

fn updates(scene: &Scene, action: &Action) -> Vec<Account> {
    let mut all = accounts(&action.updates, None);
    if let Some(line) = action.line.as_deref().and_then(|l| scene.line(l)) {
        all.extend(accounts(&line.updates, Some(&format!("line {}", line.reference))));
    }
    let priority = action.priority.as_deref().and_then(|k| scene.plan.priorities.iter().find(|p| p.key == k));
    if let Some(priority) = priority {
        all.extend(accounts(&priority.updates, Some(&priority.title)));
    }
    all.sort_by(|a, b| b.day.cmp(&a.day));
    all
}

fn proof(evidence: &model::plan::Evidence) -> Proof {
    let link = evidence.link.clone().filter(|l| l.starts_with("https://") || l.starts_with("http://"));
    let name = evidence.link.clone().filter(|_| link.is_none());
    Proof { text: evidence.text.clone(), link, name, day: evidence.as_at.map(model::day::Day::iso) }
}

fn done(completion: &model::plan::Completion) -> Done {
    Done {
        day: completion.done_on.map(model::day::Day::iso),
        declared_by: completion.declared_by.clone(),
        confirmed_by: completion.confirmed_by.clone(),
        confirmed_on: completion.confirmed_on.map(model::day::Day::iso),
        by_import: completion.by_import,
    }
}

fn given(action: &Action) -> Vec<Given> {
    let one = |r: &model::plan::RatingGiven| Given {
        axis: match r.axis {
            Axis::Delivery => "Delivery",
            Axis::Impact => "Impact",
        },
        rating: Rating { level: r.level.clone(), by: Some(r.by.clone()), ..Rating::default() },
        day: r.given_on.iso(),
        reason: r.reason.clone(),
    };
    action.ratings.iter().rev().map(one).collect()
}

fn named(scene: &Scene, reference: &str) -> Option<String> {
    let found = scene.plan.actions.iter().enumerate().find(|(_, a)| a.reference == reference);
    found.map(|(i, a)| super::scene::key(&a.origin, i))
}

fn source(action: &Action) -> Option<String> {
    (!action.origin.at.document.is_empty()).then(|| action.origin.at.to_string())
}

fn date_seen(action: &Action) -> String {
    let in_force = action.dates.iter().rev().find(|d| !d.superseded);
    in_force.and_then(|d| Some(format!("{}:{}", d.origin.id?, d.origin.revision))).unwrap_or_default()
}
