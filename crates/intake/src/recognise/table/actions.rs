//! One row into its actions.

mod dates;
mod rating;

use std::collections::HashSet;
use std::sync::Arc;

use model::day::Day;
use model::finding::{Finding, Severity};
use model::phrase;
use model::plan::{Action, DateKind, Evidence, Given, KeptText, Part, TargetDate, Update};

use super::group::{Group, Row, leading_number};
use super::layout::Meaning;
use super::letters::Task;
use super::record::Field;
use super::schema::names_a_day;
use super::{owners, reference, status};
use crate::document::{Cell, Content};
use crate::read::mark;
use crate::recognise::{Context, Draft, measures};

/// Makes the row's actions, `position` actions of its line being there already. Gives back how many it made.
pub(crate) fn of(
    row: &Row<'_>,
    group: &Group<'_>,
    position: usize,
    known: &HashSet<String>,
    context: Day,
    draft: &mut Draft,
) -> usize {
    let tasks: Vec<Task> = if row.several { row.tasks.tasks.clone() } else { vec![one_task(row, group)] };
    let mut made: Vec<Action> = Vec::with_capacity(tasks.len());
    let count = tasks.len();
    for (index, task) in tasks.into_iter().enumerate() {
        made.push(skeleton(row, group, task, position + index, count, draft));
    }
    let names: Vec<String> = made.iter().map(|a| a.reference.clone()).collect();
    let name: Arc<str> = match names.as_slice() {
        [one] => format!("action {one}").into(),
        _ => format!("actions of line {}", group.line.clone().unwrap_or_default()).into(),
    };
    give_owners(row, &mut made, known, draft);
    dates::give(row, &mut made, context, draft);
    for field in &row.record.fields {
        cell(field, row, group, &mut made, &name, draft);
    }
    for action in &mut made {
        // `Completed.` at the head of the last account is the action's state.
        let done = action.updates.last().is_some_and(|u| status::opens_complete(&u.text));
        if done && action.status.is_none() {
            dates::complete(action, None, draft);
        }
        trim(action);
    }
    draft.plan.actions.append(&mut made);
    count
}

/// Gives back the room that the lists of an action were given to grow in: a plan has thousands of them.
fn trim(action: &mut Action) {
    action.parts.shrink_to_fit();
    action.recommendations.shrink_to_fit();
    action.owners.shrink_to_fit();
    action.dates.shrink_to_fit();
    action.outcomes.shrink_to_fit();
    action.updates.shrink_to_fit();
    action.evidence.shrink_to_fit();
    action.ratings.shrink_to_fit();
}

fn one_task(row: &Row<'_>, group: &Group<'_>) -> Task {
    let mut task = row.tasks.as_one();
    if task.label.is_some() && !group.shared {
        // A single `1.` before the only action of a flat row is no letter.
        task.label = None;
    }
    task
}

fn skeleton(
    row: &Row<'_>,
    group: &Group<'_>,
    task: Task,
    index: usize,
    count: usize,
    draft: &Draft,
) -> Action {
    let printed = &row.reference.text;
    let record = &row.record;
    let own_letter = reference::split(printed).and_then(|(_, l)| l).map(|l| l.to_string());
    let letter = task.label.clone().or(if group.shared { None } else { own_letter });
    let position = if group.line.is_some() { index + 1 } else { group.position as usize };
    let reference = match (&group.line, &task.label) {
        (Some(line), Some(label)) if group.shared && label.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{line}.{label}")
        }
        (Some(line), Some(label)) if group.shared => format!("{line}{label}"),
        (Some(line), None) if group.shared && count > 1 => format!("{line}.{}", index + 1),
        (Some(line), None) if group.shared => line.clone(),
        _ if !printed.is_empty() => printed.clone(),
        _ if record.columns.contains(&Meaning::Ref) => group.line.clone().unwrap_or_default(),
        _ if record.recommendation_numbers && record.columns.contains(&Meaning::Recommendation) => {
            record.words(Meaning::Recommendation)
        }
        (Some(line), _) => format!("{line}.{}", index + 1),
        _ => position.to_string(),
    };
    let recommendations = if record.recommendation_numbers {
        reference::numbers(&record.words(Meaning::Recommendation))
    } else {
        group
            .line
            .as_ref()
            .and_then(|l| draft.plan.lines.iter().rev().find(|x| x.reference == *l))
            .map(|l| l.recommendations.clone())
            .unwrap_or_default()
    };
    let parts = task
        .parts
        .into_iter()
        .map(|(letter, text)| Part { origin: record.at.clone().into(), letter, text })
        .collect();
    let recommendations = if recommendations.is_empty() {
        let worded = record.words(Meaning::Recommendation);
        let led = (!record.recommendation_numbers).then(|| leading_number(&worded)).flatten();
        let numbers = reference::numbers(&record.words(Meaning::RecommendationNumber));
        if numbers.is_empty() { led.map(|(n, _)| n).into_iter().collect() } else { numbers }
    } else {
        recommendations
    };
    let at = record.field(Meaning::Action).map_or(&record.at, |f| &f.cell.at);
    Action {
        origin: at.clone().into(),
        reference,
        line: group.line.clone(),
        priority: record.node.clone(),
        position: u32::try_from(position).unwrap_or(u32::MAX),
        letter,
        text: task.text,
        parts,
        recommendations,
        ..Action::default()
    }
}

fn give_owners(row: &Row<'_>, made: &mut [Action], known: &HashSet<String>, draft: &mut Draft) {
    let labels: Vec<Option<String>> = made.iter().map(|a| a.letter.clone()).collect();
    for field in row.record.all(Meaning::Owner) {
        let phrases = owners::phrases(&field.cell, made.len(), known);
        let shares = owners::share(&phrases, &labels, &field.cell);
        told(row, phrases.len(), made.len(), "owners", &field.cell, draft);
        for (action, (owners, given)) in made.iter_mut().zip(shares) {
            action.owners.extend(owners);
            if given != Given::None {
                let above = row.record.assumed.contains(&Meaning::Owner);
                action.owners_from = if above { Given::Assumed } else { given };
            }
        }
    }
}

/// Says so where the counts of actions and of owners or dates disagree.
fn told(row: &Row<'_>, given: usize, actions: usize, what: &str, cell: &Cell, draft: &mut Draft) {
    if actions < 2 || given == 0 || given == actions {
        return;
    }
    let reference = row.reference.text.clone();
    let (code, message, hint) = if given == 1 {
        let one = what.trim_end_matches('s');
        (
            format!("{what}-shared"),
            format!("Line {reference} gives one {one} for its {actions} actions."),
            "Give each action its own.",
        )
    } else {
        (
            format!("{what}-count"),
            format!(
                "Line {reference} has {actions} actions and {given} {what}; they were assigned in order."
            ),
            "Say which belongs to which.",
        )
    };
    draft.findings.push(Finding::new(code, Severity::Warning, &cell.at, message).hint(hint).about(reference));
}

/// Whether a field gives each action of the row its own labelled paragraph.
pub(crate) fn by_action(field: &Field<'_>, actions: usize, row: &Row<'_>) -> bool {
    let labels: Vec<Option<&str>> = field
        .cell
        .content
        .iter()
        .map(|c| match c {
            Content::Paragraph { text, .. } | Content::Item { text, .. } => {
                mark::label(text).map(|(l, _)| mark::bare(l))
            }
            Content::Table(_) => None,
        })
        .collect();
    actions > 1
        && !labels.is_empty()
        && labels
            .iter()
            .all(|l| l.is_some_and(|l| row.tasks.tasks.iter().any(|t| t.label.as_deref() == Some(l))))
}

fn cell(
    field: &Field<'_>,
    row: &Row<'_>,
    group: &Group<'_>,
    made: &mut [Action],
    name: &Arc<str>,
    draft: &mut Draft,
) {
    let context = Context {
        document_day: draft.plan.as_at,
        line: group.line.clone().or_else(|| made.first().map(|a| a.reference.clone())),
        header: field.header.clone(),
        title: made.first().map(|a| a.text.clone()).unwrap_or_default(),
    };
    let text = field.words();
    match field.means {
        Meaning::Body => made.iter_mut().for_each(|a| a.lead_body = Some(text.clone())),
        Meaning::Resources => made.iter_mut().for_each(|a| a.resources = Some(text.clone())),
        Meaning::Delivery | Meaning::ImpactRating => {
            rating::rate(field, row, made, draft);
        }
        Meaning::Completed => {
            let on = phrase::as_at_day(&text, draft.plan.as_at);
            for action in made.iter_mut() {
                if on.is_some() || status::read(&text).complete {
                    dates::complete(action, on, draft);
                }
                action.dates.push(TargetDate {
                    origin: field.cell.at.clone().into(),
                    phrase: text.clone(),
                    kind: DateKind::Completed,
                    from: on,
                    to: on,
                    ..TargetDate::default()
                });
            }
        }
        Meaning::Outcome if !group.shared => {
            if let Some(action) = made.first_mut() {
                let read = measures::impact_cell(&field.cell, &context);
                action.outcomes.extend(read.statements);
                if group.line.is_none() {
                    draft.plan.observations.extend(read.observations);
                }
            }
        }
        Meaning::Progress if group.shared && by_action(field, made.len(), row) => {
            for part in &field.cell.content {
                let (Content::Paragraph { text, .. } | Content::Item { text, .. }) = part else { continue };
                let Some((label, rest)) = mark::label(text) else { continue };
                let owner = made.iter_mut().find(|a| a.letter.as_deref() == Some(mark::bare(label)));
                if let Some(action) = owner {
                    let update = Update {
                        origin: field.cell.at.clone().into(),
                        text: rest.to_owned(),
                        ..Update::default()
                    };
                    action.updates.extend(dated(vec![update], &field.header, &context));
                }
            }
        }
        Meaning::Progress if !group.shared => {
            if let Some(action) = made.first_mut() {
                let read = measures::progress_cell(&field.cell, &context, &[]);
                action.updates.extend(dated(read.updates, &field.header, &context));
                draft.plan.observations.extend(read.observations);
            }
        }
        Meaning::Evidence => {
            for action in made.iter_mut() {
                action.evidence.push(Evidence {
                    origin: field.cell.at.clone().into(),
                    text: text.clone(),
                    ..Evidence::default()
                });
            }
        }
        Meaning::Step => {
            if let Some(action) = made.first_mut() {
                action.parts.extend(steps(field));
            }
        }
        Meaning::Action => struck(field, made, draft),
        Meaning::Objective if group.line.is_none() => keep(field, made, draft),
        Meaning::Recommendation if !row.record.recommendation_numbers && group.line.is_none() => {
            keep(field, made, draft);
        }
        Meaning::Other | Meaning::NotAPlan => keep(field, made, draft),
        Meaning::Outcome | Meaning::Progress => return,
        _ => {}
    }
    for at in &field.places {
        draft.ledger.used(at, Arc::clone(name));
    }
}

fn steps(field: &Field<'_>) -> Vec<Part> {
    let dated = names_a_day(&field.header);
    let parts = field.cell.content.iter().filter_map(|c| match c {
        Content::Paragraph { text, .. } | Content::Item { text, .. } => {
            let (letter, text) = match mark::label(text) {
                Some((label, rest)) => (Some(mark::bare(label).to_owned()), rest.to_owned()),
                None => (None, text.clone()),
            };
            // A milestone below its date keeps it.
            let text = if dated { format!("{}: {text}", field.header) } else { text };
            Some(Part { origin: field.cell.at.clone().into(), letter, text })
        }
        Content::Table(_) => None,
    });
    parts.collect()
}

/// Words struck through in an action are no longer part of it; they are kept beside it.
fn struck(field: &Field<'_>, made: &[Action], draft: &mut Draft) {
    let gone = |c: &Content| matches!(c, Content::Paragraph { struck: true, .. });
    if !field.cell.content.iter().any(gone) || field.cell.content.iter().all(gone) {
        return;
    }
    let under = made.first().map_or_else(|| "plan".to_owned(), |a| a.reference.clone());
    for part in field.cell.content.iter().filter(|c| gone(c)) {
        if let Content::Paragraph { text, .. } = part {
            let text = format!("Struck through: {text}");
            draft.plan.text.push(KeptText {
                origin: field.cell.at.clone().into(),
                under: under.clone(),
                text,
            });
        }
    }
}

fn keep(field: &Field<'_>, made: &[Action], draft: &mut Draft) {
    let under = made.first().map_or_else(|| "plan".to_owned(), |a| a.reference.clone());
    let words = field.words();
    let text = if field.header.is_empty() { words } else { format!("{}: {words}", field.header) };
    for at in &field.places {
        draft.ledger.kept(at, under.clone());
    }
    draft.plan.text.push(KeptText { origin: field.cell.at.clone().into(), under, text });
}

/// Updates of a column that says when (`Update Nov 22`) take its day.
pub(crate) fn dated(mut updates: Vec<Update>, header: &str, context: &Context) -> Vec<Update> {
    let day = phrase::as_at_day(header, context.document_day);
    for update in &mut updates {
        update.as_at = update.as_at.or(day);
    }
    updates
}
