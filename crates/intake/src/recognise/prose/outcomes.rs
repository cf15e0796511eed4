//! Outcomes with thresholds: a table headed unmet, met, exceeded.

use model::plan::DefinedOutcome;

use super::units::{Unit, used};
use crate::document::{Cell, Row};
use crate::recognise::Draft;

/// Finds tables of defined outcomes.
pub(super) fn recognise(units: &[Unit<'_>], draft: &mut Draft) {
    for unit in units {
        let Some((header, rows)) = unit.table.and_then(|t| t.rows.split_first()) else { continue };
        let heads: Vec<String> = header.cells.iter().map(|c| c.words().trim().to_lowercase()).collect();
        let column = |names: &[&str]| heads.iter().position(|h| names.contains(&h.as_str()));
        let (Some(unmet), Some(met)) = (column(&["unmet", "not met"]), column(&["met"])) else { continue };
        let exceeded = column(&["exceeded"]);
        let further = column(&["significantly exceeded"]);
        let due = heads.iter().position(|h| h.contains("date") || h.contains("by when"));
        for row in rows.iter().filter(|r| r.cells.iter().filter(|c| !c.is_empty()).count() > 1) {
            let cell = |i: Option<usize>| words(row, i);
            draft.plan.defined_outcomes.push(DefinedOutcome {
                origin: row.at.clone().into(),
                text: cell(Some(0)),
                unmet: cell(Some(unmet)),
                met: cell(Some(met)),
                exceeded: cell(exceeded),
                significantly_exceeded: cell(further),
                due: cell(due),
            });
        }
        for cell in header.cells.iter().chain(rows.iter().flat_map(|r| &r.cells)) {
            draft.ledger.used(&cell.at, "defined outcome");
        }
        used(draft, unit, "defined outcome");
    }
}

fn words(row: &Row, column: Option<usize>) -> String {
    column.and_then(|c| row.cells.get(c)).map(Cell::words).unwrap_or_default()
}
