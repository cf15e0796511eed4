//! What the plan registers: inspections with their judgements, decisions, outcomes with thresholds, what a report asks.

use reports::document::{Block, cell, words};

use super::Page;
use crate::packs::blocks::{day, paragraphs, table, table_or};
use crate::views::sentence::capital;

/// The inspections the plan answers, and their grades; nothing where it names none.
pub(super) fn inspections(page: &Page<'_>) -> Vec<Block> {
    let plan = &page.scene().plan;
    let mut out = Vec::new();
    if plan.inspections.is_empty() && plan.judgements.is_empty() {
        return Vec::new();
    }
    let published =
        |d: Option<model::day::Day>| d.map_or_else(String::new, |d| format!(", published {}", d.long()));
    let one = |i: &model::plan::Inspection| {
        let held = i.held.as_ref().map_or(String::new(), |h| format!(", {h}"));
        words(format!("{}{held}{}", i.title, published(i.published)))
    };
    if !plan.inspections.is_empty() {
        out.push(Block::Bullets(plan.inspections.iter().map(one).collect()));
    }
    let row = |j: &model::plan::Judgement| vec![cell(capital(&j.area)), cell(capital(&j.grade))];
    out.push(table_or(
        "No grade is recorded.",
        table(
            "What was judged, and the grade",
            &[("Area", 8, false), ("Grade", 4, false)],
            0,
            plan.judgements.iter().map(row).collect(),
        ),
    ));
    out
}

/// What was decided by whom.
pub(super) fn decisions(page: &Page<'_>) -> Vec<Block> {
    let row = |d: &model::plan::Decision| {
        vec![
            day(d.day.map(model::day::Day::iso).as_deref()),
            cell(d.body.clone().unwrap_or_else(|| "–".to_owned())),
            cell(page.said(&d.text)),
        ]
    };
    vec![table_or(
        "No decision is recorded.",
        table(
            "Decisions",
            &[("Day", 3, false), ("Body", 4, false), ("What was decided", 10, false)],
            2,
            page.scene().plan.decisions.iter().map(row).collect(),
        ),
    )]
}

/// Outcomes with what counts as unmet, met and exceeded; nothing where the plan has none.
pub(super) fn outcomes(page: &Page<'_>) -> Vec<Block> {
    let all = &page.scene().plan.defined_outcomes;
    if all.is_empty() {
        return Vec::new();
    }
    let row = |o: &model::plan::DefinedOutcome| {
        vec![
            paragraphs([page.said(&o.text)]),
            paragraphs([o.unmet.clone()]),
            paragraphs([o.met.clone()]),
            paragraphs([o.exceeded.clone()]),
            paragraphs([o.significantly_exceeded.clone()]),
            paragraphs([o.due.clone()]),
        ]
    };
    vec![table(
        "Defined outcomes",
        &[
            ("Outcome", 5, false),
            ("Unmet", 3, false),
            ("Met", 3, false),
            ("Exceeded", 3, false),
            ("Significantly exceeded", 3, false),
            ("Date to be delivered", 3, false),
        ],
        0,
        all.iter().map(row).collect(),
    )]
}

/// What earlier reports of this plan asked; nothing where there are none.
pub(super) fn asked(page: &Page<'_>) -> Vec<Block> {
    let all = &page.scene().plan.report_recommendations;
    if all.is_empty() {
        return Vec::new();
    }
    vec![Block::Numbered(all.iter().map(|s| words(page.said(&s.text))).collect())]
}
