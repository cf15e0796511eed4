//! The options a report weighed: a verdict that stands as a row of its own, under the option it belongs to.

use model::at::At;
use model::finding::{Finding, Severity};

use super::units::Unit;
use crate::document::{Cell, Table};
use crate::recognise::Draft;

/// What a report says of an option, in lower case.
const VERDICTS: [&str; 6] =
    ["recommended", "not recommended", "preferred", "not preferred", "preferred option", "rejected"];

/// One row of the options, or a line between them that text files have in place of a row.
struct Said {
    first: String,
    more: bool,
    at: At,
}

/// Finds verdicts that were printed in the column of the options, so that the comment beside is torn in two.
pub(super) fn recognise(units: &[Unit<'_>], draft: &mut Draft) {
    let mut rows: Vec<Said> = Vec::new();
    let mut inside = false;
    for unit in units {
        match unit.table {
            Some(table) => {
                let mut said = rows_of(table);
                if said.first().is_some_and(heads_options) {
                    inside = true;
                    said.remove(0);
                }
                if inside {
                    rows.extend(said);
                }
            }
            None if inside && is_verdict(&unit.text) => {
                rows.push(Said { first: unit.text.clone(), more: false, at: unit.at() });
            }
            None => inside = false,
        }
    }
    draft.findings.extend(rows.iter().zip(rows.iter().skip(1)).filter_map(|(a, b)| torn(a, b)));
}

fn torn(option: &Said, verdict: &Said) -> Option<Finding> {
    if !is_verdict(&verdict.first) || is_verdict(&option.first) || option.first.is_empty() {
        return None;
    }
    let comment = if verdict.more { ", and its comment is torn over both rows" } else { "" };
    let (said, option) = (&verdict.first, &option.first);
    let message = format!("“{said}” stands in a row of its own under the option “{option}”{comment}.");
    Some(
        Finding::new("option-verdict-apart", Severity::Info, &verdict.at, message)
            .hint("Put the verdict in the option's own row, in a column of its own."),
    )
}

fn heads_options(row: &Said) -> bool {
    row.more && row.first.to_lowercase().starts_with("option")
}

fn is_verdict(text: &str) -> bool {
    VERDICTS.contains(&text.trim().trim_end_matches('.').to_lowercase().as_str())
}

fn rows_of(table: &Table) -> Vec<Said> {
    let filled = table.rows.iter().filter(|r| r.cells.iter().any(|c| !c.is_empty()));
    filled
        .map(|row| Said {
            first: row.cells.first().map(Cell::words).unwrap_or_default(),
            more: row.cells.iter().skip(1).any(|c| !c.is_empty()),
            at: row.at.clone(),
        })
        .collect()
}
