//! What is left of the running text, kept under the title it stands below.

use model::plan::KeptText;

use super::units::{Kind, Unit, kept, taken};
use crate::document::Cell;
use crate::recognise::Draft;

/// Keeps every unit nobody used as text under the title before it.
pub(super) fn rest(units: &[Unit<'_>], draft: &mut Draft) {
    let mut under = String::from("plan");
    for (i, unit) in units.iter().enumerate() {
        let next_differs = units.get(i + 1).is_some_and(|n| !n.is_title() || n.kind != unit.kind);
        let listed = unit.kind == Kind::Item
            && (units.get(i + 1).is_some_and(|n| n.kind == Kind::Item)
                || i.checked_sub(1).and_then(|p| units.get(p)).is_some_and(|p| p.kind == Kind::Item));
        let labelled = unit.text.contains(": ") || (unit.kind == Kind::Paragraph && taken(draft, unit));
        if unit.is_title() && (unit.kind == Kind::Heading || (next_differs && !listed && !labelled)) {
            under = unit.text.trim_end_matches(':').to_owned();
        }
        if let Some(table) = unit.table {
            for row in &table.rows {
                let cells: Vec<&Cell> =
                    row.cells.iter().filter(|c| !c.is_empty() && !draft.ledger.is_claimed(&c.at)).collect();
                if cells.is_empty() {
                    continue;
                }
                let text = cells.iter().map(|c| c.words()).collect::<Vec<_>>().join(" | ");
                draft.plan.text.push(KeptText { origin: row.at.clone().into(), under: under.clone(), text });
                for cell in cells {
                    draft.ledger.kept(&cell.at, under.clone());
                }
            }
            continue;
        }
        if unit.ats.iter().any(|at| !draft.ledger.is_claimed(at)) {
            draft.plan.text.push(KeptText {
                origin: unit.at().into(),
                under: under.clone(),
                text: unit.text.clone(),
            });
            kept(draft, unit, &under);
        }
    }
}
