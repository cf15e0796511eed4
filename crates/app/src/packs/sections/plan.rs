//! The plan itself, in its own columns.

use reports::document::{Block, Cell, cell};

use super::Page;
use crate::packs::blocks::{due, heading, paragraphs, rating, table, text};
use crate::views::plan::{Columns, Filter, Group, LineRows, PlanPage};
use crate::views::row::ActionRow;
use crate::views::sentence::list;

pub(super) fn fill(page: &Page<'_>) -> Vec<Block> {
    let programme = page.from.pack.programme.clone().unwrap_or_default();
    let view = PlanPage::of(page.scene(), &Filter { priority: programme, ..Filter::default() });
    let mut out = vec![text(view.lede.text())];
    for group in &view.groups {
        one(page, group, &view.columns, &mut out);
    }
    out
}

fn one(page: &Page<'_>, group: &Group, columns: &Columns, out: &mut Vec<Block>) {
    let title = if group.label.is_empty() {
        group.title.clone()
    } else {
        format!("{}: {}", group.label, group.title)
    };
    out.push(heading(if group.depth == 0 { 2 } else { 3 }, title.clone()));
    if !group.people.is_empty() {
        out.push(text(page.said(&group.people)));
    }
    let mut titles: Vec<(&str, u16, bool)> =
        vec![("Action", 2, false), ("What is to be done", 10, false), ("Owner", 4, false)];
    let has = columns;
    titles.extend(has.body.then_some(("Lead body", 3, false)));
    titles.extend(has.resources.then_some(("Resources", 3, false)));
    titles.extend(has.recommendations.then_some(("Recommendations", 2, false)));
    titles.extend([("Due", 4, false), ("Delivery", 3, false)]);
    titles.extend(has.impact.then_some(("Impact", 3, false)));
    titles.extend(has.update.then_some(("Last update", 8, false)));
    for line in &group.lines {
        let caption = caption(line, &title);
        if line.rows.is_empty() {
            out.push(text(format!("{caption}: nothing is planned.")));
            continue;
        }
        out.push(table(caption, &titles, 0, line.rows.iter().map(|r| row(page, r, has)).collect()));
    }
}

fn caption(line: &LineRows, group: &str) -> String {
    let mut said = match (line.reference.as_str(), line.title.as_str()) {
        ("", "") => group.to_owned(),
        ("", title) => title.to_owned(),
        (reference, title) => format!("{reference} {title}").trim().to_owned(),
    };
    if !line.recommendations.is_empty() {
        said += &format!(" (answers {})", numbered(&line.recommendations));
    }
    said
}

fn numbered(numbers: &[String]) -> String {
    let word = if numbers.len() == 1 { "recommendation" } else { "recommendations" };
    format!("{word} {}", list(numbers))
}

fn row(page: &Page<'_>, r: &ActionRow, has: &Columns) -> Vec<Cell> {
    let optional = |said: &Option<String>| cell(page.said(said.as_deref().unwrap_or_default()));
    let mut cells = vec![
        cell(r.reference.clone()),
        cell(page.said(&r.text)),
        paragraphs(r.owners.iter().map(|o| page.said(o))),
    ];
    cells.extend(has.body.then(|| optional(&r.body)));
    cells.extend(has.resources.then(|| optional(&r.resources)));
    cells.extend(has.recommendations.then(|| cell(r.recommendations.join(", "))));
    cells.extend([due(&r.due), rating(&r.delivery)]);
    cells.extend(has.impact.then(|| rating(&r.impact)));
    if has.update {
        let said = r.update.as_ref();
        let when = said.and_then(|u| u.day.as_deref()).and_then(model::day::Day::parse_iso);
        cells.push(paragraphs([
            when.map_or_else(String::new, |d| d.short()),
            page.said(said.map_or("", |u| u.text.as_str())),
        ]));
    }
    cells
}
