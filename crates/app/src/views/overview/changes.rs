//! What changed between an earlier day and now.

use std::collections::{BTreeMap, BTreeSet};

use model::day::Day;
use model::level::Delivery;
use serde::Serialize;

use crate::views::row::ActionRow;
use crate::views::scene::Scene;

/// The earlier day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Since {
    /// The day, as `2021-11-29`.
    pub day: String,
    /// What it was, where it has a name: `the version before this one`.
    pub what: Option<String>,
}

/// What changed since.
#[derive(Clone, Debug, Serialize)]
pub struct Changes {
    /// The earlier day.
    pub since: Since,
    /// Became complete.
    pub completed: Vec<Changed>,
    /// Their date moved.
    pub slipped: Vec<Changed>,
    /// Are late and were not.
    pub newly_late: Vec<Changed>,
    /// Their delivery rating moved for the better.
    pub better: Vec<Changed>,
    /// Their delivery rating moved for the worse.
    pub worse: Vec<Changed>,
    /// Came into the plan.
    pub new: Vec<Changed>,
    /// Left the plan: their references.
    pub gone: Vec<String>,
    /// How many were complete then and are now, late then and now.
    pub complete: (usize, usize),
    /// How many were late then and are now.
    pub late: (usize, usize),
    /// What was to be done by now.
    pub promises: Promises,
}

/// An action that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// What its address ends with.
    pub key: String,
    /// How it is called.
    pub reference: String,
    /// Its words.
    pub text: String,
    /// How it stood.
    pub from: String,
    /// How it stands.
    pub to: String,
}

/// Actions that on the earlier day were open and due before this day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Promises {
    /// Complete now.
    pub kept: Vec<Changed>,
    /// Not complete.
    pub broken: Vec<Changed>,
}

/// What identifies an action across two days: its identity, or in drafts its line, reference and position.
fn identities(scene: &Scene) -> Vec<String> {
    let identity = |a: &model::plan::Action| match a.origin.id {
        Some(id) => id.to_string(),
        None => format!("{}|{}|{}", a.line.as_deref().unwrap_or(""), a.reference, a.position),
    };
    scene.plan.actions.iter().map(identity).collect()
}

/// An action's row with its delivery level.
type State<'a> = (&'a ActionRow, Option<Delivery>);

/// Compares two scenes of one plan.
pub(super) fn between(since: &Since, before: &Scene, now: &Scene) -> Changes {
    let (old_ids, new_ids) = (identities(before), identities(now));
    let old: BTreeMap<&str, State<'_>> =
        old_ids.iter().map(String::as_str).zip(before.rows().iter().zip(levels(before))).collect();
    let still: BTreeSet<&String> = new_ids.iter().collect();
    let pairs: Vec<(&ActionRow, Option<Delivery>, Option<&State<'_>>)> = now
        .rows()
        .iter()
        .zip(levels(now))
        .zip(&new_ids)
        .map(|((row, level), id)| (row, level, old.get(id.as_str())))
        .collect();
    let known = || pairs.iter().filter_map(|(row, level, was)| was.map(|(w, l)| (*row, *level, *w, *l)));
    let pick = |test: &dyn Fn(&ActionRow, &ActionRow) -> bool, from: &dyn Fn(&ActionRow) -> String| {
        known()
            .filter(|(r, _, w, _)| test(r, w))
            .map(|(r, _, w, _)| changed(r, from(w), from(r)))
            .collect::<Vec<_>>()
    };
    let date =
        |r: &ActionRow| if r.due.phrase.is_empty() { "no date".to_owned() } else { r.due.phrase.clone() };
    let state = |r: &ActionRow| {
        match (r.complete, r.due.late) {
            (true, _) => "complete",
            (false, 0) => "open",
            (false, _) => "late",
        }
        .to_owned()
    };
    let rank = |l: Option<Delivery>| match l {
        Some(Delivery::Red) => Some(0),
        Some(Delivery::Amber) => Some(1),
        Some(Delivery::Yellow) => Some(2),
        Some(Delivery::Green) => Some(3),
        Some(Delivery::Blue) => Some(4),
        Some(Delivery::Grey) | None => None,
    };
    let word = |l: Option<Delivery>| l.map_or("not rated", Delivery::word).to_owned();
    let moved = |better: bool| {
        known()
            .filter(|(_, level, _, was)| match (rank(*was), rank(*level)) {
                (Some(a), Some(b)) => {
                    if better {
                        b > a
                    } else {
                        b < a
                    }
                }
                // Into red or amber from no colour is for the worse.
                (None, Some(b)) => !better && b < 2,
                _ => false,
            })
            .map(|(r, level, _, was)| changed(r, word(was), word(level)))
            .collect()
    };
    let due_by_now = |w: &ActionRow| {
        let due = w.due.day.as_deref().and_then(Day::parse_iso);
        !w.complete && w.due.late == 0 && due.is_some_and(|d| d < now.day)
    };
    let count = |rows: &[ActionRow], f: &dyn Fn(&ActionRow) -> bool| rows.iter().filter(|r| f(r)).count();
    let both = |f: &dyn Fn(&ActionRow) -> bool| (count(before.rows(), f), count(now.rows(), f));
    Changes {
        since: since.clone(),
        completed: pick(&|r, w| r.complete && !w.complete, &state),
        slipped: pick(&slipped, &date),
        newly_late: pick(&|r, w| r.due.late > 0 && w.due.late == 0, &state),
        better: moved(true),
        worse: moved(false),
        new: pairs
            .iter()
            .filter(|(_, _, was)| was.is_none())
            .map(|(r, _, _)| changed(r, String::new(), state(r)))
            .collect(),
        gone: old_ids
            .iter()
            .zip(before.rows())
            .filter(|(id, _)| !still.contains(id))
            .map(|(_, r)| r.reference.clone())
            .collect(),
        complete: both(&|r| r.complete),
        late: both(&|r| r.due.late > 0),
        promises: Promises {
            kept: pick(&|r, w| due_by_now(w) && r.complete, &date),
            broken: pick(&|r, w| due_by_now(w) && !r.complete, &date),
        },
    }
}

fn levels(scene: &Scene) -> impl Iterator<Item = Option<Delivery>> {
    scene.judgements().iter().map(|j| j.delivery.level)
}

/// Its date moved again, or to a later day.
fn slipped(now: &ActionRow, was: &ActionRow) -> bool {
    let later = match (&now.due.day, &was.due.day) {
        (Some(a), Some(b)) => a > b,
        _ => false,
    };
    now.due.moved > was.due.moved || later
}

fn changed(row: &ActionRow, from: String, to: String) -> Changed {
    Changed { key: row.key.clone(), reference: row.reference.clone(), text: row.text.clone(), from, to }
}
