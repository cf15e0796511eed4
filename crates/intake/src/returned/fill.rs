//! What somebody filled in, as changes of an action.

use model::at::At;
use model::day::Day;
use model::level::{Delivery, Impact};
use model::phrase::{split_written, target_dates};
use model::plan::{Action, Given, Owner, Plan, Stance, Update};

use super::Column;
use crate::read::fold;

/// What a row says, by its columns: the words and where they stand.
pub(super) type Row = Vec<(Column, String, At)>;

/// A cell that was not taken, and why.
pub(super) struct Refused {
    pub(super) at: At,
    pub(super) code: &'static str,
    pub(super) why: String,
    pub(super) hint: &'static str,
}

/// Takes what a row changes into its action.
pub(super) fn fill(base: &Plan, was: &Action, now: &mut Action, row: &Row, out: &mut Vec<Refused>) {
    for (column, said, at) in row {
        let before = column.cell(base, was);
        if same(said, &before) || matches!(column, Column::Key | Column::Progress) {
            continue;
        }
        let mut refuse = |code, why: String, hint| out.push(Refused { at: at.clone(), code, why, hint });
        let name = column.title();
        if !column.fills() {
            let why = format!(
                "“{name}” of {} was changed; that column is the plan’s own and stays as it is.",
                called(was)
            );
            refuse("workbook-cell-kept", why, "Change it on the action’s page.");
            continue;
        }
        if said.trim().is_empty() && !before.is_empty() {
            let why = format!("“{name}” of {} was emptied; an empty cell changes nothing.", called(was));
            refuse("workbook-cell-kept", why, "Take it away on the action’s page.");
            continue;
        }
        match column {
            Column::Owner => {
                let lines = said.lines().map(fold).filter(|l| !l.is_empty());
                now.owners = lines.map(|text| Owner { origin: at.clone().into(), text }).collect();
                now.owners_from = Given::Own;
            }
            Column::Target => dates(base, now, said, at),
            Column::Delivery => match Delivery::from_word(said) {
                Some(level) => now.delivery = Some(level),
                None => refuse("workbook-cell-kept", unknown(name, said, was), "Choose from the list."),
            },
            Column::Impact => match Impact::from_word(said) {
                Some(level) => now.impact = Some(level),
                None => refuse("workbook-cell-kept", unknown(name, said, was), "Choose from the list."),
            },
            Column::Going if stance(said).is_none() => {
                refuse("workbook-cell-kept", unknown(name, said, was), "Choose from the list.");
            }
            _ => {}
        }
    }
    report(now, row);
}

/// What was said of the course of things, as one account.
fn report(now: &mut Action, row: &Row) {
    let cell = |wanted: Column| row.iter().find(|(c, said, _)| *c == wanted && !said.trim().is_empty());
    let stance = cell(Column::Going).and_then(|(_, said, _)| stance(said));
    let report = cell(Column::Report);
    let (text, at) = match (report, cell(Column::Going)) {
        (Some((_, said, at)), _) => (fold(said), at),
        (None, Some((_, said, at))) if stance.is_some() => (fold(said), at),
        _ => return,
    };
    let author = cell(Column::By).map(|(_, said, _)| fold(said));
    now.updates.push(Update { origin: at.clone().into(), text, as_at: None, author, stance });
}

/// The date that was in force gives way to the one filled in.
fn dates(base: &Plan, now: &mut Action, said: &str, at: &At) {
    // A year is only missing from a phrase where the plan's own day tells which is meant.
    let Some(context) = base.as_at.or(Day::new(2000, 1, 1)) else { return };
    let new = target_dates(&split_written(said), context, at);
    if new.is_empty() {
        return;
    }
    now.dates.iter_mut().for_each(|d| d.superseded = true);
    now.dates.extend(new);
    now.dates_from = Given::Own;
}

/// An action that somebody added: a row with words and without a key.
pub(super) fn added(base: &Plan, row: &Row, after: Option<&Action>, number: u32) -> Option<Action> {
    let cell = |wanted: Column| {
        row.iter()
            .find(|(c, said, _)| *c == wanted && !said.trim().is_empty())
            .map(|(_, said, at)| (fold(said), at))
    };
    let (text, at) = cell(Column::Action)?;
    let mut action = Action {
        origin: at.clone().into(),
        reference: cell(Column::Ref).map(|(said, _)| said).unwrap_or_default(),
        line: after.and_then(|a| a.line.clone()),
        priority: after.and_then(|a| a.priority.clone()),
        position: number,
        text,
        ..Action::default()
    };
    let was = action.clone();
    let fillable: Row = row.iter().filter(|(c, ..)| c.fills()).cloned().collect();
    fill(base, &was, &mut action, &fillable, &mut Vec::new());
    Some(action)
}

fn stance(said: &str) -> Option<Stance> {
    match fold(said).to_lowercase().as_str() {
        "on track" => Some(Stance::OnTrack),
        "off track" => Some(Stance::OffTrack),
        "done" => Some(Stance::Done),
        _ => None,
    }
}

fn unknown(column: &str, said: &str, action: &Action) -> String {
    format!("“{said}” is nothing that “{column}” of {} can be.", called(action))
}

fn called(action: &Action) -> String {
    if action.reference.is_empty() { "an action".to_owned() } else { format!("action {}", action.reference) }
}

/// The same words, white space apart.
pub(super) fn same(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}
