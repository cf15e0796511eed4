//! The dates of a row shared out among its actions.

use model::day::Day;
use model::phrase::{self, Written};
use model::plan::{Action, Completion, DateKind, Given, Status, TargetDate};

use super::super::group::Row;
use super::super::layout::Meaning;
use crate::document::{Cell, Content};
use crate::read::mark;
use crate::recognise::Draft;

/// The phrases of a cell of dates, paragraph by paragraph.
fn written(cell: &Cell) -> Vec<Vec<Written>> {
    let mut out: Vec<Vec<Written>> = Vec::new();
    let mut struck: Vec<Written> = Vec::new();
    for (text, gone) in lines(cell) {
        let text = mark::label(&text).map_or(text.as_str(), |(_, rest)| rest);
        let mut phrases = phrase::split_written(text);
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

/// The lines of a cell of dates and whether each is struck through. A line that only says what replaced the date
/// above it, or what that date replaced, goes on with the line above: `Revised: May 2024`.
fn lines(cell: &Cell) -> Vec<(String, bool)> {
    let mut out: Vec<(String, bool)> = Vec::new();
    for part in &cell.content {
        let (text, gone) = match part {
            Content::Paragraph { text, struck } => (text, *struck),
            Content::Item { text, .. } => (text, false),
            Content::Table(_) => continue,
        };
        match out.last_mut() {
            Some((last, struck)) if !gone && !*struck && phrase::goes_on(text) => {
                last.push(' ');
                last.push_str(text);
            }
            _ => out.push((text.clone(), gone)),
        }
    }
    out
}

pub(super) fn give(row: &Row<'_>, made: &mut [Action], context: Day, draft: &mut Draft) {
    let count = made.len();
    for field in row.record.all(Meaning::Due) {
        let paragraphs = written(&field.cell);
        let phrases: usize = paragraphs.iter().map(Vec::len).sum();
        let shares = phrase::share(&paragraphs, count, context);
        if paragraphs.len() != count {
            super::told(row, phrases, count, "dates", &field.cell, draft);
        }
        for (action, share) in made.iter_mut().zip(shares) {
            action.dates.extend(phrase::target_dates(&share.phrases, context, &field.cell.at));
            if share.given != Given::None {
                let above = row.record.assumed.contains(&Meaning::Due);
                action.dates_from = if above { Given::Assumed } else { share.given };
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

pub(super) fn complete(action: &mut Action, on: Option<Day>, draft: &Draft) {
    action.status = Some(Status::Complete);
    let completion = action.completion.get_or_insert_with(|| Completion {
        confirmed_by: Some(draft.ledger.document.to_string()),
        by_import: true,
        ..Completion::default()
    });
    completion.done_on = completion.done_on.or(on);
}
