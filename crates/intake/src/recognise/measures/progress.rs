//! Progress cells: the account, whole, and the values in it.

use model::plan::{Measure, Update};

use super::matching::{self, Subject};
use super::statements::{Scope, paragraph};
use super::{ProgressReading, period, tables};
use crate::document::{Cell, Content, Table};
use crate::recognise::Context;

/// Reads a progress cell.
pub(crate) fn read(cell: &Cell, context: &Context, known: &[Measure]) -> ProgressReading {
    let mut out = ProgressReading { updates: updates(cell, context), observations: Vec::new() };
    let mut scope = Scope::default();
    for content in &cell.content {
        match content {
            Content::Paragraph { text, .. } | Content::Item { text, .. } => {
                out.observations.extend(paragraph(text, &mut scope, context, known, &cell.at));
            }
            Content::Table(table) => {
                let Some((shape, values)) = tables::read(table, context.document_day, scope.period()) else {
                    continue;
                };
                for value in values.into_iter().filter(|v| !v.target) {
                    let subject = Subject::of(shape, &value, known, context);
                    if subject.key.is_empty() {
                        continue;
                    }
                    let origin = cell.at.clone().into();
                    out.observations.push(matching::observation(&origin, context, &subject, value, None));
                }
                scope = Scope::default();
            }
        }
    }
    out
}

/// One update for the cell, its paragraphs on lines of their own; where the first paragraph and later ones open with
/// `12 May 2021:`, one for each such account.
fn updates(cell: &Cell, context: &Context) -> Vec<Update> {
    let mut out: Vec<Update> = Vec::new();
    let header = period::first(&context.header, context.document_day).map(|f| f.period.from);
    for content in &cell.content {
        let text = match content {
            Content::Paragraph { text, .. } | Content::Item { text, .. } => text,
            Content::Table(table) => {
                out.extend(diary(table, cell, context));
                continue;
            }
        };
        if text.trim().is_empty() {
            continue;
        }
        let dated = account_date(text, context);
        match out.last_mut() {
            Some(last) if dated.is_none() || last.as_at.is_none() => {
                last.text.push('\n');
                last.text.push_str(text.trim());
            }
            _ => out.push(Update {
                origin: cell.at.clone().into(),
                text: text.trim().to_owned(),
                as_at: dated.or(header),
                ..Update::default()
            }),
        }
    }
    out
}

/// A diary kept as a table of days and notes: an update for each row.
fn diary(table: &Table, cell: &Cell, context: &Context) -> Vec<Update> {
    let mut out = Vec::new();
    for row in &table.rows {
        let mut filled = row.cells.iter().filter(|c| !c.is_empty());
        let (Some(day), Some(note), None) = (filled.next(), filled.next(), filled.next()) else {
            return Vec::new();
        };
        let words = day.words();
        let found = period::first(&words, context.document_day).filter(|f| f.span.start == 0);
        match found {
            Some(found) if found.span.end == words.len() => out.push(Update {
                origin: cell.at.clone().into(),
                text: note.words(),
                as_at: Some(found.period.from),
                ..Update::default()
            }),
            // Its header.
            _ if out.is_empty() && words.split_whitespace().count() <= 3 => {}
            _ => return Vec::new(),
        }
    }
    out
}

/// The day that a paragraph opens with, followed by a colon or a dash.
fn account_date(text: &str, context: &Context) -> Option<model::day::Day> {
    if !period::may_open(text) {
        return None;
    }
    let found = period::first(text, context.document_day).filter(|f| f.span.start == 0)?;
    let rest = text.get(found.span.end..)?.trim_start();
    let one = found.period.kind == model::plan::PeriodKind::Day;
    (one && rest.starts_with([':', '-', '–', '—'])).then_some(found.period.from)
}
