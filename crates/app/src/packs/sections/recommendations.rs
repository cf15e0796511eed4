//! How far each recommendation is answered, and where the thread breaks.

use reports::document::{Block, cell};

use super::Page;
use crate::packs::blocks::{full_columns, level, number, table, text};
use crate::views::recommendations::{Coverage, Recommendations};

pub(super) fn fill(page: &Page<'_>) -> Vec<Block> {
    let view = Recommendations::of(page.scene());
    let mut out = vec![text(view.lede.text())];
    if view.rows.is_empty() {
        return out;
    }
    let row = |c: &Coverage| {
        vec![
            cell(c.number.clone()),
            // An inspector's words are published already.
            cell(c.text.clone()),
            cell(c.band.clone().unwrap_or_else(|| "–".to_owned())),
            number(c.actions),
            number(c.complete),
            number(c.late),
            level(c.worst.as_deref()),
            number(c.evidenced),
            number(c.measures),
            cell(c.gap.unwrap_or("The thread holds")),
        ]
    };
    out.push(full_columns(table(
        "Coverage of the recommendations",
        &[
            ("No.", 1, false),
            ("What was asked", 10, false),
            ("By when", 3, false),
            ("Actions", 2, true),
            ("Complete", 2, true),
            ("Late", 2, true),
            ("Worst", 2, false),
            ("With evidence", 2, true),
            ("Measures", 2, true),
            ("Where the thread breaks", 4, false),
        ],
        1,
        view.rows.iter().map(row).collect(),
    )));
    if !view.unknown.is_empty() {
        out.push(text(format!(
            "Actions or lines name recommendations that no inspection gave: {}.",
            view.unknown.join(", ")
        )));
    }
    out
}
