//! The front of a document: title, owner, version, its own day, review, place.

use model::day::Day;
use model::finding::{Finding, Severity};
use model::phrase::{FoundKind, as_at_day, file_stamp, find_dates};

use super::cues::{cues, says};
use super::units::{Kind, Unit, units, used};
use crate::document::{Cell, Document, Row, Table};
use crate::recognise::{Draft, day};

/// How many units from the start count as the front.
const FRONT: usize = 24;

/// Reads the front of a document and its own day; runs before everything else, which resolves dates by that day.
pub(crate) fn front_matter(document: &Document, draft: &mut Draft) {
    let units = units(document, draft);
    let lines = opening_rows(&units);
    let front: Vec<&Unit<'_>> = lines.iter().chain(front_of(&units)).collect();
    let mut date: Option<String> = None;
    for unit in &front {
        match unit.table {
            Some(table) => labelled_rows(table, draft, &mut date),
            None => labelled_words(unit, draft, &mut date),
        }
    }
    if draft.plan.title.is_empty() {
        title(&front, draft);
    }
    draft.plan.as_at = draft
        .plan
        .as_at
        .or_else(|| date.and_then(|d| as_at_day(&d, None)))
        .or_else(|| front.iter().find_map(|u| announced(&u.text)))
        .or_else(|| day_of(&draft.plan.title))
        .or_else(|| front.iter().find_map(|u| passing(&u.text)))
        .or_else(|| units.iter().filter(|u| u.text.len() < 80).find_map(|u| file_stamp(&u.text)));
}

/// Says that a document's own day is not printed in it, and which day is taken instead.
pub(crate) fn doubt_day(document: &Document, draft: &mut Draft) {
    if draft.plan.as_at.is_some() || document.blocks.is_empty() {
        return;
    }
    let guess = day::of(document);
    draft.plan.as_at = guess;
    let at = units(document, draft).first().map(Unit::at).unwrap_or_default();
    let message = match guess {
        Some(day) => {
            format!("The document does not say which day it speaks of; {day}, its latest date, is taken.")
        }
        None => "The document does not say which day it speaks of.".to_owned(),
    };
    draft.findings.push(
        Finding::new("document-undated", Severity::Warning, &at, message)
            .hint("Give the day with --as-at, so that dates can be judged against it."),
    );
}

/// The units before the first heading that is not the document's own title: what follows belongs to the plan.
fn front_of<'a, 'u>(units: &'u [Unit<'a>]) -> impl Iterator<Item = &'u Unit<'a>> {
    let body = |i: usize, u: &Unit<'_>| u.kind == Kind::Heading && i > 0;
    let end = units.iter().enumerate().position(|(i, u)| body(i, u)).unwrap_or(units.len());
    units.iter().take(end.min(FRONT))
}

/// A workbook or a list begins with its table: rows of one or two cells before its header are lines of the front,
/// unless they are all labels with their values.
fn opening_rows<'a>(units: &[Unit<'a>]) -> Vec<Unit<'a>> {
    let Some(table) = units.first().and_then(|u| u.table) else { return Vec::new() };
    let cells = |row: &'a Row| row.cells.iter().filter(|c| !c.is_empty()).collect::<Vec<&Cell>>();
    let labels = table.rows.first().is_some_and(|r| cells(r).len() == 2)
        && table.rows.iter().all(|r| cells(r).len() <= 2);
    if labels {
        return Vec::new();
    }
    let line = |text: String, cells: &[&Cell]| Unit {
        kind: Kind::Paragraph,
        mark: String::new(),
        text,
        depth: 0,
        ats: cells.iter().map(|c| c.at.clone()).collect(),
        blocks: Vec::new(),
        table: None,
    };
    let mut out = Vec::new();
    for row in table.rows.iter().take(FRONT) {
        let cells = cells(row);
        match cells.as_slice() {
            [] => {}
            [one] => out.push(line(one.words(), &[one])),
            [label, value] if is_known_label(&label.words()) => {
                let text = format!("{}: {}", label.words().trim_end_matches([':', ' ']), value.words());
                out.push(line(text, &[label, value]));
            }
            // `Prepared for the Board | 30 November 2023`; two headers of a narrow table are no lines.
            [one, other] if day_of(&other.words()).is_some() => {
                out.push(line(one.words(), &[one]));
                out.push(line(other.words(), &[other]));
            }
            _ => break,
        }
    }
    out
}

fn is_known_label(text: &str) -> bool {
    let label = text.trim().trim_end_matches(':').to_lowercase();
    let labels = &cues().labels;
    [&labels.title, &labels.owner, &labels.version, &labels.date, &labels.review]
        .into_iter()
        .flatten()
        .any(|l| *l == label)
        || text.trim().ends_with(':')
}

/// `As at 14 November 2022`, `A Council – position at 31 March 2024`, `Version 3.2, July 2023`.
fn announced(text: &str) -> Option<Day> {
    let lower = text.to_ascii_lowercase();
    let opens = [
        "as at",
        "position at",
        "position as at",
        "updated",
        "last updated",
        "last refreshed",
        "status as at",
        "data as at",
        "correct as at",
        "correct at",
        "version",
        "draft",
        "dated",
        "update for",
        "report for",
    ];
    opens.iter().find_map(|word| {
        let at = lower.find(word)?;
        let head = lower.get(..at)?.trim_end();
        let free = head.is_empty() || head.ends_with(['–', '-', '|', ',', '(', ':', ';', '.']);
        free.then(|| day_of(text.get(at..)?)).flatten()
    })
}

/// A short line with a date in it that neither lies ahead nor tells of an inspection, or such an end of a longer line:
/// `Anyborough Council and its partners – September 2024`.
fn passing(text: &str) -> Option<Day> {
    let end = text.rsplit(['–', '—', '|']).next().unwrap_or(text).trim();
    let text = if end.split(' ').count() <= 4 { end } else { text };
    let lower = text.to_ascii_lowercase();
    let told = ["inspect", "visit", "judge", "ofsted", "by ", "until ", "due", "from ", "since "];
    let short = text.split(' ').count() <= 8;
    (short && !told.iter().any(|w| lower.contains(w))).then(|| day_of(text)).flatten()
}

/// `Owner: | A Person`, with values that go on in the next row.
fn labelled_rows(table: &Table, draft: &mut Draft, date: &mut Option<String>) {
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
    if draft.plan.version.is_none() {
        draft.plan.version = version(&unit.text);
    }
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

/// `Version 3.2, July 2023`, `v0.4`: a label of digits at the start of a line.
fn version(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let rest = lower
        .strip_prefix("version ")
        .or_else(|| lower.strip_prefix("draft v"))
        .or_else(|| lower.strip_prefix('v'))?;
    let label: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let label = label.trim_end_matches('.');
    (label.contains('.') || lower.starts_with("version ")).then(|| label.to_owned()).filter(|l| !l.is_empty())
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
fn title(front: &[&Unit<'_>], draft: &mut Draft) {
    let lines: Vec<&Unit<'_>> = front
        .iter()
        .copied()
        .take_while(|u| !u.is_section())
        .filter(|u| {
            matches!(u.kind, Kind::Heading | Kind::Paragraph)
                && !u.text.contains(": ") | (u.text.len() < 90 && !is_label(&u.text))
        })
        .filter(|u| u.text.split_whitespace().count() <= 16)
        .collect();
    let words = &cues().title.words;
    let plan = lines.iter().find(|u| says(&u.text, words.get(..1).unwrap_or(words)));
    // A heading at the very top is the title, whatever it says, unless a line below is called a plan.
    let heading = lines.first().filter(|u| u.kind == Kind::Heading);
    let named = || lines.iter().find(|u| says(&u.text, words));
    // A line that is no heading gives way to a heading with a name of its own.
    let plan = plan.filter(|p| p.kind == Kind::Heading || !heading.is_some_and(|h| names_itself(&h.text)));
    let Some(unit) = plan.or(heading).or_else(named).or(lines.first()) else {
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

/// Whether a heading is more than the name of a body or the mark of an appendix.
fn names_itself(text: &str) -> bool {
    let lower = text.to_lowercase();
    let appendix = lower.starts_with("appendix") || lower.starts_with("annex") || lower.starts_with("item ");
    let last = lower.rsplit(' ').next().unwrap_or_default();
    let body =
        cues().bodies.iter().any(|b| b == last) || matches!(last, "borough" | "authority" | "department");
    !appendix && !body && lower.split_whitespace().count() >= 3
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

fn day_of(title: &str) -> Option<Day> {
    let found = find_dates(title, None);
    let mut dates = found.iter().filter(|f| matches!(f.kind, FoundKind::Day | FoundKind::Month));
    let first = dates.next()?;
    // `For the February board, 2 February 2024`: the day says which February.
    let day = dates.find(|d| d.kind == FoundKind::Day && first.from <= d.from && d.from <= first.to);
    Some(day.unwrap_or(first).from)
}
