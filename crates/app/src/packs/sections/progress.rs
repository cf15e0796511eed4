//! A progress report by programme and period: what have we done, what is the impact, going forward.

use model::day::Day;
use model::plan::{Plan, PriorityKind, Update};
use reports::document::{Block, Words};

use super::Page;
use super::exceptions::actions;
use crate::packs::blocks::{heading, long, plain, strong, text};
use crate::packs::public::SMALL;
use crate::views::measures::{MeasureRow, MeasuresPage};
use crate::views::row::ActionRow;
use crate::views::sentence::{capital, count};

/// How far the report looks ahead, in days.
const AHEAD: i32 = 92;

/// A programme of the report: a priority at the top of the tree.
struct Programme<'p> {
    key: &'p str,
    title: &'p str,
}

fn programmes<'p>(page: &'p Page<'_>) -> Vec<Programme<'p>> {
    let about = page.from.pack.programme.as_deref();
    let plan = &page.scene().plan;
    let top = plan.priorities.iter().filter(|p| p.parent.is_none() && p.kind != PriorityKind::Section);
    let wanted = plan.priorities.iter().filter(|p| about == Some(p.key.as_str()));
    let named = |p: &'p model::plan::Priority| Programme { key: &p.key, title: &p.title };
    if about.is_some() { wanted.map(named).collect() } else { top.map(named).collect() }
}

/// The first day of the period; everything since the plan began where there is no earlier day.
fn since(page: &Page<'_>) -> Option<Day> {
    page.from.before.as_ref().map(|(_, before)| before.day)
}

fn period(page: &Page<'_>) -> String {
    let to = page.scene().day.long();
    since(page).map_or_else(|| format!("Up to {to}."), |from| format!("From {} to {to}.", from.long()))
}

/// What have we done: what was completed, and what people said, in the period.
pub(super) fn done(page: &Page<'_>) -> Vec<Block> {
    let view = page.from.overview();
    let completed: Vec<&str> =
        view.changes.iter().flat_map(|c| &c.completed).map(|c| c.key.as_str()).collect();
    let mut out = vec![text(period(page))];
    for programme in programmes(page) {
        out.push(heading(2, programme.title));
        let rows: Vec<&ActionRow> = super::priorities::of(page, programme.key).collect();
        let ready: Vec<&&ActionRow> = rows.iter().filter(|r| completed.contains(&r.key.as_str())).collect();
        let mut said: Vec<Words> = ready
            .iter()
            .map(|r| vec![strong(format!("Action {} is complete. ", r.reference)), plain(page.said(&r.text))])
            .collect();
        said.extend(told(page, programme.key, &rows));
        if said.is_empty() {
            out.push(text("Nothing was completed and nothing was said in this period."));
        } else {
            out.push(Block::Bullets(said));
        }
    }
    out
}

/// What was said in the period of a programme, its lines and its actions.
fn told(page: &Page<'_>, key: &str, rows: &[&ActionRow]) -> Vec<Words> {
    let plan: &Plan = &page.scene().plan;
    let below = page.scene().below(key);
    let (from, to) = (since(page), page.scene().day);
    let within = |u: &&Update| u.as_at.is_some_and(|d| from.is_none_or(|f| d > f) && d <= to);
    let words = |about: String, u: &Update| {
        let day = u.as_at.map_or_else(String::new, |d| format!(", {}", d.short()));
        vec![strong(format!("{about}{day}. ")), plain(page.said(&u.text))]
    };
    let mut out = Vec::new();
    for priority in plan.priorities.iter().filter(|p| below.contains(&p.key)) {
        out.extend(priority.updates.iter().filter(within).map(|u| words(priority.title.clone(), u)));
    }
    for line in plan.lines.iter().filter(|l| l.priority.as_ref().is_some_and(|p| below.contains(p))) {
        out.extend(line.updates.iter().filter(within).map(|u| words(format!("Line {}", line.reference), u)));
    }
    let mine = |key: &str| rows.iter().any(|r| r.key == key);
    for (i, action) in plan.actions.iter().enumerate() {
        if mine(&crate::views::scene::key(&action.origin, i)) {
            let named = format!("Action {}", action.reference);
            out.extend(action.updates.iter().filter(within).map(|u| words(named.clone(), u)));
        }
    }
    out
}

/// What is the impact: the measures of the programme, in words.
pub(super) fn impact(page: &Page<'_>) -> Vec<Block> {
    let all = MeasuresPage::of(page.scene(), "").rows;
    let mut out = Vec::new();
    for programme in programmes(page) {
        out.push(heading(2, programme.title));
        let below = page.scene().below(programme.key);
        let lines: Vec<&str> = page
            .scene()
            .plan
            .lines
            .iter()
            .filter(|l| l.priority.as_ref().is_some_and(|p| below.contains(p)))
            .map(|l| l.reference.as_str())
            .collect();
        let mine = |m: &&MeasureRow| m.lines.iter().any(|l| lines.contains(&l.as_str()));
        let said: Vec<Words> = all.iter().filter(mine).map(|m| difference(page, m)).collect();
        if said.is_empty() {
            out.push(text("No measure says what difference it makes."));
        } else {
            out.push(Block::Bullets(said));
        }
    }
    out
}

fn difference(page: &Page<'_>, m: &MeasureRow) -> Words {
    let name = match &m.breakdown {
        Some(part) => format!("{} ({part}): ", m.text),
        None => format!("{}: ", m.text),
    };
    let latest = match (&m.latest, &m.day) {
        _ if page.from.withheld_latest(m) => SMALL.to_owned(),
        (Some(value), Some(day)) => {
            let before = m.previous.as_ref().map_or(String::new(), |p| format!(", before that {p}"));
            format!("{value} on {}{before}", long(day))
        }
        _ => "no figure yet".to_owned(),
    };
    let target = m.target.as_ref().map_or(String::new(), |t| format!("; the target is {t}"));
    let chance = if m.returns > 1 { format!(" {}", m.variation.sentence) } else { String::new() };
    vec![strong(name), plain(format!("{latest}{target}.{chance}"))]
}

/// Going forward: what is due next, and what is behind.
pub(super) fn forward(page: &Page<'_>) -> Vec<Block> {
    let mut out = Vec::new();
    for programme in programmes(page) {
        out.push(heading(2, programme.title));
        let rows: Vec<&ActionRow> = super::priorities::of(page, programme.key).collect();
        let due: Vec<&ActionRow> =
            rows.iter().copied().filter(|r| r.due_within(AHEAD, page.scene().day)).collect();
        let late: Vec<&ActionRow> = rows.iter().copied().filter(|r| r.due.late > 0).collect();
        out.push(text(format!(
            "{} due within three months, {} late.",
            capital(&count(due.len(), "action")),
            if late.is_empty() { "none".to_owned() } else { late.len().to_string() }
        )));
        if !due.is_empty() {
            out.push(actions(page, &format!("Due within three months: {}", programme.title), &due));
        }
        if !late.is_empty() {
            out.push(actions(page, &format!("Late: {}", programme.title), &late));
        }
    }
    out
}
