//! The company performance report: each month as it was first computed from its last snapshot, and beside it what was
//! restated since by a corrected delivery or another version of the definition.

use model::day::Day;

use super::Performance;
use super::course::{made_of, page_of, value};
use super::reports::month;
use super::scorecard::SCORECARDS;
use super::sheet::{Cell, Section, Sheet};
use crate::error::Result;
use crate::measured::Measured;

/// How many months it shows.
const MONTHS: i32 = 6;

/// The report.
///
/// # Errors
/// The store's.
pub fn page(performance: &Performance<'_>) -> Result<Sheet> {
    let mut sheet = Sheet {
        key: "company".to_owned(),
        title: "Company performance report".to_owned(),
        empty: performance.latest().is_none(),
        ..Sheet::default()
    };
    let Some(latest) = performance.latest() else { return Ok(sheet) };
    // A month is reported once it is over; its last snapshot stands for it.
    let over = latest.as_at.plus_days(1).month_start();
    let first = over.plus_months(-MONTHS);
    let mut months: Vec<&super::Kept> = Vec::new();
    for kept in performance.snapshots.iter().filter(|k| k.as_at >= first && k.as_at < over) {
        match months.last_mut() {
            Some(last) if last.as_at.month_start() == kept.as_at.month_start() => *last = kept,
            _ => months.push(kept),
        }
    }
    sheet.as_at = months.last().map(|k| k.as_at.iso());
    let mut restated = 0_usize;
    for group in
        SCORECARDS.iter().filter(|s| ["dashboard", "demand"].contains(&s.key.as_str())).flat_map(|s| &s.group)
    {
        let mut rows = Vec::new();
        for key in &group.measures {
            let mut cells = Vec::new();
            let mut name = None;
            for kept in &months {
                let now = performance.reader.figure(kept, key, &performance.library)?;
                let then = performance.reader.first_figure(kept, key, &performance.library)?;
                let (cell, changed) = cell(now.as_ref(), then.as_ref());
                restated += usize::from(changed);
                name = name.or(now.map(|m| m.definition.name.clone()));
                cells.push(cell);
            }
            if let Some(name) = name.filter(|_| cells.iter().any(|c| c.text != "–")) {
                cells.insert(0, Cell::link(name, page_of(key)));
                rows.push(cells);
            }
        }
        if !rows.is_empty() {
            let mut columns = vec![("Measure".to_owned(), false)];
            columns.extend(months.iter().map(|k| (month(k.as_at), true)));
            sheet.sections.push(Section { title: group.title.clone(), columns, rows, ..Section::default() });
        }
    }
    let to = months.last().map(|k: &&super::Kept| Day::long(k.as_at)).unwrap_or_default();
    let told = match restated {
        0 => "Nothing was restated since.".to_owned(),
        1 => "One figure was restated since: the first stands beside it.".to_owned(),
        n => format!("{n} figures were restated since: the first stands beside each."),
    };
    sheet.lede = match months.is_empty() {
        true => "No month is over yet of which case lists were kept.".to_owned(),
        false => format!("Months as their last case lists gave them, up to {to}. {told}"),
    };
    Ok(sheet)
}

/// A month's figure; whether it is another than the first.
fn cell(now: Option<&Measured>, then: Option<&Measured>) -> (Cell, bool) {
    let shown = |m: &Measured| m.whole.as_ref().map(|n| value(&m.definition, n));
    let Some((measured, words)) = now.and_then(|m| Some((m, shown(m)?))) else {
        return (Cell::text("–"), false);
    };
    let first = then.and_then(shown).filter(|f| *f != words);
    let note = match &first {
        Some(first) => format!("first reported as {first}"),
        None => measured.whole.as_ref().map(|n| made_of(&measured.definition, n)).unwrap_or_default(),
    };
    (Cell::text(words).note(note).strong(first.is_some()), first.is_some())
}
