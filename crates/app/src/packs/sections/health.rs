//! What the checks find in the plan.

use reports::document::{Block, cell};

use super::Page;
use crate::packs::blocks::{heading, number, paragraphs, table, text};
use crate::views::health::{HealthPage, RuleFindings};
use crate::views::sentence::{capital, count};

pub(super) fn fill(page: &Page<'_>) -> Vec<Block> {
    let view = HealthPage::of(page.scene(), &page.from.aside, "");
    let mut out = vec![text(view.lede.clone())];
    if view.aside > 0 {
        out.push(text(format!(
            "{} set aside by a person, with the reason.",
            capital(&count(view.aside, "finding"))
        )));
    }
    if view.rules.is_empty() {
        return out;
    }
    let row =
        |r: &RuleFindings| vec![cell(r.title.clone()), cell(capital(r.severity)), number(r.findings.len())];
    out.push(table(
        "What the checks find, by kind",
        &[("What is wrong", 10, false), ("Weight", 3, false), ("How many", 2, true)],
        0,
        view.rules.iter().map(row).collect(),
    ));
    let errors: Vec<_> =
        view.rules.iter().filter(|r| r.severity == "error").flat_map(|r| &r.findings).collect();
    if !errors.is_empty() && page.may_say() {
        out.push(heading(2, "Errors to put right"));
        let row = |f: &&crate::views::health::Found| {
            vec![cell(capital(&f.subject)), paragraphs([f.message.clone()]), paragraphs([f.hint.clone()])]
        };
        out.push(table(
            "Errors and what would put them right",
            &[("About", 3, false), ("What is wrong", 8, false), ("What to do", 6, false)],
            1,
            errors.iter().map(row).collect(),
        ));
    }
    out
}
