//! The reports over one snapshot, or one a month: weekly compliance, monthly matrix.

use model::day::Day;
use model::decimal::Decimal;

use super::Performance;
use super::course::page_of;
use super::sheet::{Cell, Section, Sheet};
use crate::error::Result;
use crate::measured::{self, Measured};
use crate::words::{count, grouped};

/// How many months the matrix shows.
const MONTHS: i32 = 13;

/// The weekly compliance report.
///
/// # Errors
/// The store's (so for all below).
pub fn weekly(performance: &Performance<'_>) -> Result<Sheet> {
    let title = "Weekly compliance report";
    let Some(kept) = performance.latest() else { return Ok(empty("weekly", title)) };
    let all = performance.figures(kept)?;
    let caseloads: Vec<(&str, Decimal)> = performance
        .bound
        .iter()
        .filter(|(d, _)| d == measured::CASELOAD)
        .filter_map(|(_, m)| Some((m.breakdown.as_deref().unwrap_or(""), m.target?)))
        .collect();
    let report = measured::compliance(kept.as_at, &all, &caseloads);
    let mut sections: Vec<Section> = Vec::new();
    for line in &report.lines {
        if sections.last().is_none_or(|s| s.title != line.measure) {
            let columns =
                [("Service", false), ("In time", true), ("Of", true), ("Overdue", true), ("Per cent", true)];
            sections.push(Section::table(line.measure.clone(), &columns, Vec::new()));
        }
        let whole = line.service.is_empty();
        let service = if whole { "All" } else { &line.service };
        let percent = line.percent.map_or_else(|| "none due".to_owned(), |p| format!("{p}%"));
        let rows = format!("{}/rows?counted=no{}", page_of(&line.key), part(&line.service));
        let row = vec![
            Cell::link(service, page_of(&line.key)),
            Cell::text(grouped(line.in_time)),
            Cell::text(grouped(line.of)),
            if line.overdue > 0 { Cell::link(grouped(line.overdue), rows) } else { Cell::text("0") },
            Cell::text(percent).strong(whole),
        ];
        sections.last_mut().map(|s| s.rows.push(row)).unwrap_or_default();
    }
    if !report.caseloads.is_empty() {
        let columns = [("Service", false), ("Average", true), ("Target", true)];
        let rows = report.caseloads.iter().map(|c| {
            let service = if c.service.is_empty() { "All" } else { &c.service };
            let words = |d: Option<Decimal>| d.map_or_else(|| "none".to_owned(), |d| d.to_string());
            // Colour never alone: the level has its word, and the words say what it means.
            let (level, above) = match (c.target, c.above) {
                (None, _) => (None, ""),
                (Some(_), true) => (Some("red".to_owned()), "above its target"),
                (Some(_), false) => (Some("green".to_owned()), "within its target"),
            };
            vec![
                Cell::link(service, page_of(measured::CASELOAD)),
                Cell::text(words(c.average)).strong(c.above).note(above),
                Cell {
                    level,
                    ..Cell::text(c.target.map_or_else(|| "none set".to_owned(), |t| format!("at most {t}")))
                },
            ]
        });
        sections.push(Section::table("Average caseload", &columns, rows.collect()));
    }
    let overdue: i64 = report.lines.iter().filter(|l| l.service.is_empty()).map(|l| l.overdue).sum();
    Ok(Sheet {
        key: "weekly".to_owned(),
        title: title.to_owned(),
        lede: format!("On {}, {} cases in all were overdue.", kept.as_at.long(), grouped(overdue)),
        as_at: Some(kept.as_at.iso()),
        sections,
        lacking: report.lacking,
        ..Sheet::default()
    })
}

/// `&service=…` for an address; nothing for the whole.
pub(super) fn part(service: &str) -> String {
    if service.is_empty() { String::new() } else { format!("&service={}", encoded(service)) }
}

/// Words as they stand in the query of an address.
pub fn encoded(words: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    words.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// A report without anything to tell yet.
pub(super) fn empty(key: &str, title: &str) -> Sheet {
    Sheet { key: key.to_owned(), title: title.to_owned(), empty: true, ..Sheet::default() }
}

/// The monthly matrix: every measure by month, the last snapshot of a month standing for it.
pub fn matrix(performance: &Performance<'_>) -> Result<Sheet> {
    let title = "Monthly matrix";
    let Some(kept) = performance.latest() else { return Ok(empty("matrix", title)) };
    let first = kept.as_at.month_start().plus_months(1 - MONTHS);
    let mut months: Vec<(Day, Vec<Measured>)> = Vec::new();
    let all = &performance.snapshots;
    for (place, snapshot) in all.iter().enumerate() {
        let next = all.get(place + 1).map(|s| s.as_at.month_start());
        if snapshot.as_at >= first && next != Some(snapshot.as_at.month_start()) {
            months.push((snapshot.as_at, performance.figures_of_month(snapshot)?));
        }
    }
    let last = months.last().map_or(&[][..], |(_, all)| all);
    let lacking = last.iter().filter_map(|m| Some((m.definition.name.clone(), m.why_not()?))).collect();
    let matrix = measured::matrix(&performance.library.current, &months);
    let mut columns = vec![("Measure".to_owned(), false)];
    columns.extend(matrix.months.iter().map(|m| (month(*m), true)));
    let rows = matrix.rows.iter().map(|row| {
        let sign = if row.unit == "%" { "%" } else { "" };
        let target = performance.entry(&row.key, "");
        let mut cells = vec![Cell::link(row.name.clone(), page_of(&row.key))];
        cells.extend(row.values.iter().map(|value| match value {
            None => Cell::text("–"),
            Some(value) => {
                let met = target.and_then(|t| met(t, *value));
                let level = met.map(|m| if m { "green" } else { "red" }.to_owned());
                Cell {
                    text: format!("{}{sign}", value.grouped()),
                    strong: level.as_deref() == Some("red"),
                    ..Cell::default()
                }
            }
        }));
        cells
    });
    let rows = rows.collect();
    let section = Section {
        columns,
        rows,
        note: "Of each month the last snapshot. Bold: the plan’s target is not met. A dash: nothing was computed.".to_owned(),
        ..Section::default()
    };
    Ok(Sheet {
        lede: format!(
            "{} over {}.",
            count(section.rows.len(), "measure"),
            count(matrix.months.len(), "month")
        ),
        as_at: Some(kept.as_at.iso()),
        sections: vec![section],
        lacking,
        empty: false,
        ..empty("matrix", title)
    })
}

/// `Mar 2026`.
pub(super) fn month(day: Day) -> String {
    day.short().split_once(' ').map_or(String::new(), |(_, m)| m.to_owned())
}

/// Whether a value meets the target of the plan's entry.
fn met(entry: &model::plan::Measure, value: Decimal) -> Option<bool> {
    use model::plan::Direction;
    let target = entry.target?;
    Some(match entry.direction? {
        Direction::Higher => value >= target,
        Direction::Lower => value <= target,
        Direction::Level => value == target,
    })
}
