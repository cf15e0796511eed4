//! The measures: where each stands, whether a change can be told from chance, whether the target can be relied on; the
//! chart of each, with the figures behind it and where they come from.

use reports::document::{Block, Cell, Figure, Value, cell};

use super::Page;
use crate::packs::blocks::{day, full_columns, heading, number, paragraphs, rating, table, text};
use crate::packs::public::SMALL;
use crate::views::measures::{self, Breakdown, MeasurePage, MeasureRow, MeasuresPage};

/// Figures of a measure that are printed; the rest are on its page.
const FIGURES: usize = 13;

/// Figures from which a line says more than the table under it.
const DRAWN: usize = 5;

pub(super) fn fill(page: &Page<'_>) -> Vec<Block> {
    let rows = MeasuresPage::of(page.scene(), "").rows;
    if rows.is_empty() {
        return vec![text("This plan has no measures.")];
    }
    let mut out = vec![text(measures::lede(&rows)), standing(page, &rows)];
    let mut seen: Vec<&str> = Vec::new();
    for row in &rows {
        if !seen.contains(&row.key.as_str()) {
            seen.push(&row.key);
            one(page, &row.key, seen.len(), &mut out);
        }
    }
    out
}

/// The table of where every measure stands.
fn standing(page: &Page<'_>, rows: &[MeasureRow]) -> Block {
    let row = |m: &MeasureRow| {
        let latest = if page.from.withheld_latest(m) {
            SMALL.to_owned()
        } else {
            m.latest.clone().unwrap_or_else(|| "None".to_owned())
        };
        let age = m.age_days.map_or_else(|| cell("–"), |n| number(usize::try_from(n).unwrap_or(0)));
        vec![
            paragraphs([m.text.clone(), m.breakdown.clone().unwrap_or_default()]),
            cell(latest),
            cell(m.target.clone().unwrap_or_else(|| "None".to_owned())),
            day(m.day.as_deref()),
            age,
            rating(&m.impact),
            cell(if m.returns > 1 { m.variation.word } else { "–" }),
            cell(m.assurance.as_ref().map_or("–", |a| a.word)),
        ]
    };
    table(
        "Every measure: latest figure, target, age, impact, variation and assurance",
        &[
            ("Measure", 8, false),
            ("Latest", 3, true),
            ("Target", 3, false),
            ("Of", 3, false),
            ("Days old", 2, true),
            ("Impact", 2, false),
            ("Variation", 3, false),
            ("Assurance", 3, false),
        ],
        0,
        rows.iter().map(row).collect(),
    )
}

fn one(page: &Page<'_>, key: &str, number_of: usize, out: &mut Vec<Block>) {
    let Some(measure) = MeasurePage::of(page.scene(), key, None) else { return };
    if measure.breakdowns.iter().all(|b| b.figures.is_empty()) {
        return;
    }
    out.push(heading(2, measure.text.clone()));
    for (i, part) in measure.breakdowns.iter().enumerate() {
        if part.figures.is_empty() {
            continue;
        }
        if measure.breakdowns.len() > 1 {
            out.push(heading(3, if part.name.is_empty() { "All" } else { &part.name }));
        }
        let row = &part.row;
        let mut said = vec![row.impact.why.clone()];
        if row.returns > 1 {
            said.push(row.variation.sentence.to_owned());
        }
        said.extend(row.assurance.as_ref().map(|a| a.sentence.to_owned()));
        out.push(text(said.join(" ")));
        if let Some(chart) = part.chart.as_ref().filter(|_| part.figures.len() >= DRAWN) {
            // The page numbers its charts from 1; in a document with many, each needs a name of its own.
            let svg =
                chart.wide.replace(&format!("chart-{}", i + 1), &format!("measure-{number_of}-{}", i + 1));
            out.push(Block::Figure(Figure {
                svg,
                alt: chart.description.clone(),
                caption: chart.finding.clone(),
                width: 100,
            }));
        }
        out.push(figures(page, &measure.text, part));
    }
}

fn figures(page: &Page<'_>, name: &str, part: &Breakdown) -> Block {
    let whole = |n: Option<i64>| match n {
        Some(n) => Cell { value: Some(Value::Number(n.to_string(), "0")), ..cell(n.to_string()) },
        None => cell("–"),
    };
    let row = |f: &measures::Figure| {
        let period = if f.baseline { format!("{} (baseline)", f.period) } else { f.period.clone() };
        vec![
            cell(period),
            cell(f.stated.clone().unwrap_or_else(|| "–".to_owned())),
            whole(f.numerator),
            whole(f.denominator),
            whole(f.overdue),
            cell(f.computed.clone().unwrap_or_else(|| "–".to_owned())),
            // What was likely meant could be a small number, and a source is free text.
            if !page.public() {
                paragraphs([
                    f.source.clone().or_else(|| f.place.clone()).unwrap_or_default(),
                    f.note.clone().unwrap_or_default(),
                ])
            } else {
                paragraphs([page.said(f.source.as_deref().unwrap_or_default())])
            },
        ]
    };
    let of = if part.name.is_empty() { name.to_owned() } else { format!("{name}, {}", part.name) };
    let caption = match part.figures.len() {
        n if n > FIGURES => format!("{of}: the latest {FIGURES} of {n} figures"),
        _ => format!("{of}: figures"),
    };
    full_columns(table(
        caption,
        &[
            ("Period", 4, false),
            ("As printed", 2, true),
            ("Cases", 2, true),
            ("Of", 2, true),
            ("Overdue", 2, true),
            ("Computed", 2, true),
            ("Where from", 8, false),
        ],
        0,
        part.figures.iter().take(FIGURES).map(row).collect(),
    ))
}
