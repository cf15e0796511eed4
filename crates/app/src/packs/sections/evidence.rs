//! What proves that something was done: every piece of evidence with the day it speaks of.

use model::plan::Action;
use reports::document::{Block, cell};

use super::Page;
use crate::packs::blocks::{day, full_columns, paragraphs, table, text};
use crate::views::row::ActionRow;
use crate::views::sentence::{capital, count};

pub(super) fn fill(page: &Page<'_>) -> Vec<Block> {
    let plan = &page.scene().plan;
    let pairs: Vec<(&Action, &ActionRow)> = plan.actions.iter().zip(page.scene().rows()).collect();
    let mut rows = Vec::new();
    for (action, row) in &pairs {
        for evidence in &action.evidence {
            rows.push(vec![
                cell(row.reference.clone()),
                cell(page.said(&row.text)),
                paragraphs([
                    page.said(&evidence.text),
                    page.said(evidence.link.as_deref().unwrap_or_default()),
                ]),
                day(evidence.as_at.map(model::day::Day::iso).as_deref()),
            ]);
        }
    }
    let bare: Vec<String> = pairs
        .iter()
        .filter(|(action, row)| row.complete && action.evidence.is_empty())
        .map(|(_, row)| row.reference.clone())
        .collect();
    let mut out = vec![text(format!(
        "{} of evidence on {}.",
        capital(&crate::views::sentence::plural(rows.len(), "piece", "pieces")),
        page.scene().day.long()
    ))];
    if !rows.is_empty() {
        out.push(full_columns(table(
            "Evidence of each action",
            &[
                ("Action", 2, false),
                ("What was to be done", 6, false),
                ("What proves it", 8, false),
                ("Speaks of", 3, false),
            ],
            0,
            rows,
        )));
    }
    if !bare.is_empty() {
        out.push(text(format!(
            "{} complete without evidence: {}.",
            capital(&count(bare.len(), "action")),
            bare.join(", ")
        )));
    }
    out
}
