//! One row into its actions.

use std::collections::HashSet;

use model::day::Day;
use model::finding::{Finding, Severity};
use model::level::Impact;
use model::phrase::{self, Written};
use model::plan::{
    Action, Completion, DateKind, Evidence, Given, KeptText, Part, Stance, Status, TargetDate, Update,
};

use super::group::{Group, Row, leading_number};
use super::layout::Meaning;
use super::letters::Task;
use super::record::Field;
use super::{owners, reference, status};
use crate::document::{Cell, Content};
use crate::read::mark;
use crate::recognise::{Context, Draft, measures};

/// Makes the row's actions, `position` actions of its line being there already. Gives back how many it made.
pub(crate) fn of(
    row: &Row,
    group: &Group,
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
    let name = match names.as_slice() {
        [one] => format!("action {one}"),
        _ => format!("actions of line {}", group.line.clone().unwrap_or_default()),
    };
    give_owners(row, &mut made, known, draft);
    give_dates(row, &mut made, context, draft);
    for field in &row.record.fields {
        cell(field, row, group, &mut made, &name, draft);
    }
    draft.plan.actions.append(&mut made);
    count
}

fn one_task(row: &Row, group: &Group) -> Task {
    let mut task = row.tasks.as_one();
    if task.label.is_some() && !group.shared {
        // A single `1.` before the only action of a flat row is no letter.
        task.label = None;
    }
    task
}

fn skeleton(row: &Row, group: &Group, task: Task, index: usize, count: usize, draft: &Draft) -> Action {
    let printed = &row.reference.text;
    let record = &row.record;
    let own_letter = reference::split(printed).and_then(|(_, l)| l).map(|l| l.to_string());
    let letter = task.label.clone().or(if group.shared { None } else { own_letter });
    let position = if group.line.is_some() {
        index + 1
    } else {
        draft.plan.actions.iter().rev().find(|a| a.line.is_none()).map_or(0, |a| a.position as usize) + 1
    };
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

fn give_owners(row: &Row, made: &mut [Action], known: &HashSet<String>, draft: &mut Draft) {
    let labels: Vec<Option<String>> = made.iter().map(|a| a.letter.clone()).collect();
    for field in row.record.all(Meaning::Owner) {
        let phrases = owners::phrases(&field.cell, made.len(), known);
        let shares = owners::share(&phrases, &labels, &field.cell);
        told(row, phrases.len(), made.len(), "owners", &field.cell, draft);
        for (action, (owners, given)) in made.iter_mut().zip(shares) {
            action.owners.extend(owners);
            if given != Given::None {
                action.owners_from = given;
            }
        }
    }
}

/// Says so where the counts of actions and of owners or dates disagree.
fn told(row: &Row, given: usize, actions: usize, what: &str, cell: &Cell, draft: &mut Draft) {
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

/// The phrases of a cell of dates, paragraph by paragraph.
fn written(cell: &Cell) -> Vec<Vec<Written>> {
    let mut out: Vec<Vec<Written>> = Vec::new();
    let mut struck: Vec<Written> = Vec::new();
    for part in &cell.content {
        let (text, gone) = match part {
            Content::Paragraph { text, struck } => (text, *struck),
            Content::Item { text, .. } => (text, false),
            Content::Table(_) => continue,
        };
        let text = mark::label(text).map_or(text.as_str(), |(_, rest)| rest);
        let mut phrases = replaced(text).unwrap_or_else(|| phrase::split_written(text));
        if gone {
            phrases.iter_mut().for_each(|p| p.struck = true);
            struck.append(&mut phrases);
        } else {
            let mut paragraph = std::mem::take(&mut struck);
            paragraph.append(&mut phrases);
            out.push(paragraph);
        }
    }
    match out.last_mut() {
        _ if struck.is_empty() => {}
        Some(last) => last.append(&mut struck),
        None => out.push(struck),
    }
    out
}

/// `April 2023 (was February 2023)`: the date in brackets is the one that was replaced. In `February 2023 (revised to
/// April 2023)` it is the one that replaces.
fn replaced(text: &str) -> Option<Vec<Written>> {
    let (now, rest) = text.split_once('(')?;
    let (before, after) = rest.split_once(')')?;
    let words = [
        "was ",
        "were ",
        "previously ",
        "originally ",
        "original ",
        "formerly ",
        "moved from ",
        "revised from ",
        "extended from ",
    ];
    let lower = before.to_lowercase();
    let later = ["revised to ", "now ", "moved to ", "extended to ", "slipped to ", "changed to "];
    if let Some(word) = later.iter().find(|w| lower.starts_with(*w)) {
        let mut phrases = phrase::split_written(now.trim());
        phrases.iter_mut().for_each(|p| p.struck = true);
        phrases.extend(phrase::split_written(before.get(word.len()..)?.trim()));
        return Some(phrases);
    }
    let word = words.iter().find(|w| lower.starts_with(*w))?;
    let was = before.get(word.len()..)?.trim_start_matches([':', ' ']);
    let now = format!("{} {}", now.trim(), after.trim());
    let mut phrases: Vec<Written> = phrase::split_written(was);
    phrases.iter_mut().for_each(|p| p.struck = true);
    phrases.extend(phrase::split_written(now.trim()));
    Some(phrases)
}

fn give_dates(row: &Row, made: &mut [Action], context: Day, draft: &mut Draft) {
    let count = made.len();
    for field in row.record.all(Meaning::Due) {
        let paragraphs = written(&field.cell);
        let phrases: usize = paragraphs.iter().map(Vec::len).sum();
        let shares = phrase::share(&paragraphs, count, context);
        if paragraphs.len() != count {
            told(row, phrases, count, "dates", &field.cell, draft);
        }
        for (action, share) in made.iter_mut().zip(shares) {
            action.dates.extend(phrase::target_dates(&share.phrases, context, &field.cell.at));
            if share.given != Given::None {
                action.dates_from = share.given;
            }
        }
    }
    for field in row.record.all(Meaning::Revised) {
        let shares = phrase::share(&written(&field.cell), count, context);
        for (action, share) in made.iter_mut().zip(shares) {
            let revised = phrase::target_dates(&share.phrases, context, &field.cell.at);
            if revised.iter().any(|d| d.kind != DateKind::Unknown) {
                action.dates.iter_mut().for_each(|d| d.superseded = true);
            }
            if share.given != Given::None {
                action.dates_from = share.given;
            }
            action.dates.extend(revised);
        }
    }
    for field in row.record.all(Meaning::Start) {
        let shares = phrase::share(&written(&field.cell), count, context);
        for (action, share) in made.iter_mut().zip(shares) {
            let starts = phrase::target_dates(&share.phrases, context, &field.cell.at).into_iter().map(|d| {
                TargetDate { kind: if d.from.is_some() { DateKind::Start } else { d.kind }, to: None, ..d }
            });
            action.dates.splice(0..0, starts);
            if action.dates_from == Given::None {
                action.dates_from = share.given;
            }
        }
    }
    for action in made.iter_mut() {
        if action.dates.iter().any(|d| d.kind == DateKind::Completed) {
            complete(action, None, draft);
        }
    }
}

fn complete(action: &mut Action, on: Option<Day>, draft: &Draft) {
    action.status = Some(Status::Complete);
    let completion = action.completion.get_or_insert_with(|| Completion {
        confirmed_by: Some(draft.ledger.document.to_string()),
        by_import: true,
        ..Completion::default()
    });
    completion.done_on = completion.done_on.or(on);
}

/// Whether a field gives each action of the row its own labelled paragraph.
pub(crate) fn by_action(field: &Field, actions: usize, row: &Row) -> bool {
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

fn cell(field: &Field, row: &Row, group: &Group, made: &mut [Action], name: &str, draft: &mut Draft) {
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
            for (index, action) in made.iter_mut().enumerate() {
                rate(field, index, row, action, draft);
            }
        }
        Meaning::Completed => {
            let on = phrase::as_at_day(&text, draft.plan.as_at);
            for action in made.iter_mut() {
                if on.is_some() || status::read(&text).complete {
                    complete(action, on, draft);
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
        draft.ledger.used(at, name.to_owned());
    }
}

fn steps(field: &Field) -> Vec<Part> {
    let parts = field.cell.content.iter().filter_map(|c| match c {
        Content::Paragraph { text, .. } | Content::Item { text, .. } => {
            let (letter, text) = match mark::label(text) {
                Some((label, rest)) => (Some(mark::bare(label).to_owned()), rest.to_owned()),
                None => (None, text.clone()),
            };
            Some(Part { origin: field.cell.at.clone().into(), letter, text })
        }
        Content::Table(_) => None,
    });
    parts.collect()
}

/// Words struck through in an action are no longer part of it; they are kept beside it.
fn struck(field: &Field, made: &[Action], draft: &mut Draft) {
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

fn keep(field: &Field, made: &[Action], draft: &mut Draft) {
    let under = made.first().map_or_else(|| "plan".to_owned(), |a| a.reference.clone());
    let words = field.words();
    let text = if field.header.is_empty() { words } else { format!("{}: {words}", field.header) };
    for at in &field.places {
        draft.ledger.kept(at, under.clone());
    }
    draft.plan.text.push(KeptText { origin: field.cell.at.clone().into(), under, text });
}

fn rate(field: &Field, index: usize, row: &Row, action: &mut Action, draft: &mut Draft) {
    let paragraphs: Vec<&str> = field
        .cell
        .content
        .iter()
        .filter_map(|c| match c {
            Content::Paragraph { text, .. } | Content::Item { text, .. } => Some(text.as_str()),
            Content::Table(_) => None,
        })
        .collect();
    let each = row.several && paragraphs.len() == row.tasks.tasks.len();
    let whole = field.words();
    let text = if each { paragraphs.get(index).copied().unwrap_or("") } else { whole.as_str() };
    let text = mark::label(text).map_or(text, |(_, rest)| rest);
    let standing = status::read(text);
    if field.means == Meaning::ImpactRating {
        action.impact = standing.level.and_then(|l| Impact::from_word(l.word()));
    } else if let Some(level) = standing.level {
        action.delivery = Some(level);
    }
    if standing.complete {
        complete(action, None, draft);
    }
    let said = standing.stance.filter(|s| *s != Stance::Done);
    let wordy = standing.more && text.split_whitespace().count() > 4;
    if said.is_some() || wordy {
        let update = Update {
            origin: field.cell.at.clone().into(),
            text: text.to_owned(),
            stance: standing.stance,
            ..Update::default()
        };
        if field.means == Meaning::Delivery && (wordy || !row.record.has(Meaning::Progress)) {
            action.updates.push(update);
        }
    }
    if !standing.known && !text.is_empty() {
        let under = action.reference.clone();
        draft.plan.text.push(KeptText {
            origin: field.cell.at.clone().into(),
            under,
            text: format!("{}: {text}", field.header),
        });
    }
}

/// Updates of a column that says when (`Update Nov 22`) take its day.
pub(crate) fn dated(mut updates: Vec<Update>, header: &str, context: &Context) -> Vec<Update> {
    let day = phrase::as_at_day(header, context.document_day);
    for update in &mut updates {
        update.as_at = update.as_at.or(day);
    }
    updates
}
