//! The front of a document: title, owner, version, its own day, review, place.

use model::finding::{Finding, Severity};
use model::phrase::{FoundKind, as_at_day, file_stamp, find_dates};

use super::cues::{cues, says};
use super::place;
use super::units::{Kind, Unit, units, used};
use crate::document::{Cell, Document, Table};
use crate::recognise::Draft;

/// How many units from the start count as the front.
const FRONT: usize = 24;

/// Reads the front of a document and its own day; runs before everything else, which resolves dates by that day.
pub(crate) fn front_matter(document: &Document, draft: &mut Draft) {
    let units = units(document, draft);
    let front = units.get(..units.len().min(FRONT)).unwrap_or(&[]);
    let mut date: Option<String> = None;
    for unit in front {
        match unit.table {
            Some(table) => labelled_rows(table, unit, draft, &mut date),
            None => labelled_words(unit, draft, &mut date),
        }
    }
    if draft.plan.title.is_empty() {
        title(front, draft);
    }
    draft.plan.place = place::of(document, &draft.plan.title);
    if draft.plan.as_at.is_none() {
        draft.plan.as_at = date
            .and_then(|d| as_at_day(&d, None))
            .or_else(|| day_of(&draft.plan.title))
            .or_else(|| units.iter().filter(|u| u.text.len() < 80).find_map(|u| file_stamp(&u.text)));
    }
    if draft.plan.as_at.is_none() && !document.blocks.is_empty() {
        let at = units.first().map(Unit::at).unwrap_or_default();
        draft.findings.push(
            Finding::new(
                "document-undated",
                Severity::Warning,
                &at,
                "The document does not say which day it speaks of.",
            )
            .hint("Give the day with --as-at, so that dates can be judged against it."),
        );
    }
}

/// `Owner: | A Person`, with values that go on in the next row.
fn labelled_rows(table: &Table, unit: &Unit<'_>, draft: &mut Draft, date: &mut Option<String>) {
    let mut rows: Vec<(String, String, Vec<&Cell>)> = Vec::new();
    for row in &table.rows {
        let filled: Vec<&Cell> = row.cells.iter().filter(|c| !c.is_empty()).collect();
        if filled.len() > 2 {
            return;
        }
        let first = row.cells.first().map(Cell::words).unwrap_or_default();
        let second: Vec<String> =
            row.cells.iter().skip(1).map(Cell::words).filter(|w| !w.is_empty()).collect();
        match rows.last_mut() {
            Some(last) if first.is_empty() => {
                last.1.push(' ');
                last.1.push_str(&second.join(" "));
                last.2.extend(filled);
            }
            _ => rows.push((first, second.join(" "), filled)),
        }
    }
    let _ = unit;
    for (label, value, cells) in rows {
        let label = label.trim().trim_end_matches(':').to_lowercase();
        if value.trim().is_empty() || !set(draft, &label, value.trim(), date) {
            continue;
        }
        if draft.plan.title == value.trim() {
            draft.plan.origin.at = cells.last().map(|c| c.at.clone()).unwrap_or_default();
        }
        for cell in cells {
            draft.ledger.used(&cell.at, format!("plan {label}"));
        }
    }
}

/// `REPORT TO: A Panel DATE: 19 July 2016` in a line.
fn labelled_words(unit: &Unit<'_>, draft: &mut Draft, date: &mut Option<String>) {
    if unit.text.len() > 200 || !unit.text.contains(':') {
        return;
    }
    let labels = &cues().labels;
    let all = [&labels.title, &labels.owner, &labels.version, &labels.date, &labels.review];
    let lower = unit.text.to_ascii_lowercase();
    let mut found: Vec<(usize, &str)> = Vec::new();
    for label in all.into_iter().flatten() {
        let sought = format!("{label}:");
        if let Some(at) = lower.find(&sought) {
            let free = at == 0 || lower.get(..at).is_some_and(|b| b.ends_with([' ', '|']));
            // A date within a sentence is not the document's: a label opens the line or is printed in capitals.
            let printed =
                unit.text.get(at..at + label.len()).is_some_and(|l| l.chars().all(|c| !c.is_lowercase()));
            if free && (at == 0 || printed) && !found.iter().any(|f| f.0 == at && f.1.len() >= label.len()) {
                found.push((at, label));
            }
        }
    }
    found.sort_unstable();
    for (i, (at, label)) in found.iter().enumerate() {
        let end = found.get(i + 1).map_or(unit.text.len(), |n| n.0);
        let value = unit.text.get(at + label.len() + 1..end).unwrap_or("").trim();
        if !value.is_empty() && set(draft, label, value, date) {
            used(draft, unit, &format!("plan {label}"));
        }
    }
}

fn set(draft: &mut Draft, label: &str, value: &str, date: &mut Option<String>) -> bool {
    let labels = &cues().labels;
    let is = |list: &[String]| list.iter().any(|l| l == label);
    let plan = &mut draft.plan;
    if is(&labels.title) && plan.title.is_empty() {
        value.clone_into(&mut plan.title);
    } else if is(&labels.owner) && plan.owner.is_none() {
        plan.owner = Some(value.to_owned());
    } else if is(&labels.version) && plan.version.is_none() {
        plan.version = Some(value.to_owned());
    } else if is(&labels.date) && date.is_none() {
        *date = Some(value.to_owned());
    } else if is(&labels.review) && plan.review.is_none() {
        plan.review = Some(value.to_owned());
    } else {
        return false;
    }
    true
}

/// The first line that is called a plan or a report; else the first line.
fn title(front: &[Unit<'_>], draft: &mut Draft) {
    let lines: Vec<&Unit<'_>> = front
        .iter()
        .take_while(|u| !u.is_section())
        .filter(|u| {
            matches!(u.kind, Kind::Heading | Kind::Paragraph)
                && !u.text.contains(": ") | (u.text.len() < 90 && !is_label(&u.text))
        })
        .filter(|u| u.text.split_whitespace().count() <= 16)
        .collect();
    let words = &cues().title.words;
    let plan = lines.iter().find(|u| says(&u.text, words.get(..1).unwrap_or(words)));
    let Some(unit) = plan.or_else(|| lines.iter().find(|u| says(&u.text, words))).or(lines.first()) else {
        return;
    };
    let mut title = unit.text.trim_end_matches('.').to_owned();
    draft.plan.origin.at = unit.at();
    // `Improvement Plan` over `2021/22`.
    let next = front.iter().skip_while(|u| u.ats != unit.ats).nth(1);
    if let Some(year) = next.filter(|n| is_year(&n.text)) {
        title = format!("{title} {}", year.text);
        used(draft, year, "plan title");
    }
    draft.plan.title = title;
    used(draft, unit, "plan title");
}

impl Unit<'_> {
    /// `1 Purpose of Report`: where the front ends.
    fn is_section(&self) -> bool {
        self.mark == "1" && self.is_title()
    }
}

fn is_label(text: &str) -> bool {
    text.split_once(':').is_some_and(|(label, _)| {
        label.split_whitespace().count() <= 3 && label.chars().all(|c| !c.is_lowercase())
    })
}

fn is_year(text: &str) -> bool {
    text.len() <= 12
        && find_dates(text, None).first().is_some_and(|f| {
            matches!(f.kind, FoundKind::FinancialYear | FoundKind::Year | FoundKind::Range)
                && f.end - f.start + 2 >= text.len()
        })
}

fn day_of(title: &str) -> Option<model::day::Day> {
    find_dates(title, None)
        .iter()
        .find(|f| matches!(f.kind, FoundKind::Day | FoundKind::Month))
        .map(|f| f.from)
}
