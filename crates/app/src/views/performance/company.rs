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

/// What stands in a month without a figure.
const NOTHING: &str = "–";
/// What stands in a month whose lists lacked something.
const NOT_COMPUTED: &str = "not computed";

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
    let others = !performance.published.tables.values.is_empty();
    for group in
        SCORECARDS.iter().filter(|s| ["dashboard", "demand"].contains(&s.key.as_str())).flat_map(|s| &s.group)
    {
        let mut rows = Vec::new();
        for key in &group.measures {
            let mut cells = Vec::new();
            let mut name = None;
            let mut last = None;
            for kept in &months {
                let now = performance.reader.figure_of_services(kept, key, &performance.library)?;
                let first = now.as_ref().map(|m| performance.restated(kept, m)).transpose()?.flatten();
                let (cell, changed) = cell(now.as_ref(), first);
                restated += usize::from(changed);
                name = name.or(now.as_ref().map(|m| m.definition.name.clone()));
                cells.push(cell);
                last = now;
            }
            let why = last.and_then(|m| Some((m.definition.name.clone(), m.why_not()?)));
            let there = |c: &Cell| ![NOTHING, NOT_COMPUTED].contains(&c.text.as_str());
            sheet.lacking.extend(why.filter(|w| !sheet.lacking.contains(w)));
            if let Some(name) = name.filter(|_| cells.iter().any(there)) {
                cells.insert(0, Cell::link(name, page_of(key)));
                if others {
                    cells.extend(beside(performance, key));
                }
                rows.push(cells);
            }
        }
        if !rows.is_empty() {
            let mut columns = vec![("Measure".to_owned(), false)];
            columns.extend(months.iter().map(|k| (month(k.as_at), true)));
            columns.extend(OTHERS.iter().filter(|_| others).map(|o| (o.1.to_owned(), true)));
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
        false => {
            let others = performance
                .published
                .said_by()
                .map_or_else(String::new, |by| format!(" Beside them, what {by} published, with its year."));
            format!("Months as their last case lists gave them, up to {to}. {told}{others}")
        }
    };
    Ok(sheet)
}

/// What others have: the short name of a mark, and the heading of its column.
const OTHERS: [(&str, &str); 3] =
    [("England", "England"), ("Region", "Region"), ("Neighbours", "Neighbours’ median")];

/// A measure's cells in the columns of what others have, each with its year.
fn beside(performance: &Performance<'_>, key: &str) -> impl Iterator<Item = Cell> {
    let against = performance.library.find(key).and_then(|d| performance.published.against(d));
    let marks = against.map(|a| a.marks).unwrap_or_default();
    OTHERS.into_iter().map(move |(short, _)| {
        let found = marks.iter().find(|m| m.short == short);
        found.map_or_else(|| Cell::text("–"), |m| Cell::text(format!("{} ({})", m.shown, m.year)))
    })
}

/// A month's figure; whether it is another than the first.
fn cell(now: Option<&Measured>, first: Option<String>) -> (Cell, bool) {
    let Some(measured) = now else { return (Cell::text(NOTHING), false) };
    let Some(whole) = &measured.whole else {
        let said = if measured.needs.is_empty() { NOTHING } else { NOT_COMPUTED };
        return (Cell::text(said), false);
    };
    let changed = first.is_some();
    let note = first.unwrap_or_else(|| made_of(&measured.definition, whole));
    (Cell::text(value(&measured.definition, whole)).note(note).strong(changed), changed)
}
