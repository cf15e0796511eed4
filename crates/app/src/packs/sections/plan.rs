//! The plan itself, in its own columns.

use std::collections::BTreeMap;

use model::plan::{Action, Line};
use reports::document::Block;

use super::Page;
use super::columns::{self, Own, Pair};
use crate::packs::blocks::{heading, plain, strong, table, text};
use crate::views::plan::{Filter, Group, LineRows, PlanPage};
use crate::views::sentence::list;

pub(super) fn fill(page: &Page<'_>) -> Vec<Block> {
    let programme = page.from.pack.programme.clone().unwrap_or_default();
    let view = PlanPage::of(page.scene(), &Filter { priority: programme, ..Filter::default() });
    let plan = &page.scene().plan;
    let pairs: Vec<Pair<'_>> = plan.actions.iter().zip(page.scene().rows()).collect();
    let own = Own::of(&page.from.printed, &view.columns, &pairs);
    let actions: BTreeMap<&str, &Action> = pairs.iter().map(|(a, r)| (r.key.as_str(), *a)).collect();
    let mut out = vec![text(view.lede.text())];
    for group in &view.groups {
        one(page, group, &own, &actions, &mut out);
    }
    out
}

fn one(page: &Page<'_>, group: &Group, own: &Own, actions: &BTreeMap<&str, &Action>, out: &mut Vec<Block>) {
    let title = if group.label.is_empty() {
        group.title.clone()
    } else {
        format!("{}: {}", group.label, group.title)
    };
    out.push(heading(if group.depth == 0 { 2 } else { 3 }, title.clone()));
    if !group.people.is_empty() {
        out.push(text(page.said(&group.people)));
    }
    for line in &group.lines {
        let caption = caption(line, &title);
        if line.rows.is_empty() {
            out.push(text(format!("{caption}: nothing is planned.")));
        } else {
            let pairs = line.rows.iter().filter_map(|r| Some((*actions.get(r.key.as_str())?, r)));
            let rows = pairs.map(|pair| own.cells(page, pair)).collect();
            out.push(table(caption, &own.titles(), 0, rows));
        }
        let known = page.scene().plan.lines.iter().find(|l| l.reference == line.reference);
        out.extend(known.into_iter().flat_map(|l| of_line(page, l)));
    }
}

/// What the document prints beside a line's actions for all of them: what they are to achieve, and how far they are.
fn of_line(page: &Page<'_>, line: &Line) -> Vec<Block> {
    let printed = &page.from.printed;
    let said = |means: &str, otherwise: &str, when: String, words: Vec<String>| {
        let name = columns::heading(printed, means).unwrap_or(otherwise).to_owned();
        (!words.is_empty())
            .then(|| Block::Text(vec![strong(format!("{name}{when}: ")), plain(words.join(" "))]))
    };
    let outcomes = line.outcomes.iter().map(|o| page.said(&o.text)).collect();
    let last = line.updates.last();
    let when = last.and_then(|u| u.as_at).map_or_else(String::new, |d| format!(", {}", d.short()));
    let update = last.map(|u| page.said(&u.text)).into_iter().collect();
    said("outcome", "Outcome", String::new(), outcomes)
        .into_iter()
        .chain(said("progress", "Last update", when, update))
        .collect()
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
