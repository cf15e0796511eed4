//! A plan's overview of its own priorities: titles with sponsor and lead outside the plan's tables.

use model::plan::{KeptText, Owner, Priority};

use super::units::{self, Kind, Unit, kept, used};
use crate::document::Document;
use crate::recognise::Draft;
use crate::recognise::measures::slug;

/// Reads the overview. Its priorities are those of the tables: a sponsor or lead named differently stands beside the
/// table's, with its own place; what the tables do not have is kept as text.
pub(super) fn recognise(document: &Document, draft: &mut Draft) {
    let units = &units::all(document);
    let mut under: Option<usize> = None;
    let mut i = 0;
    while let Some(unit) = units.get(i) {
        let (title, next) = heading(units, i);
        let large = unit.table.is_some_and(|t| t.rows.len() > 2);
        if large && units::taken(draft, unit) {
            under = None;
            i += 1;
            continue;
        }
        let followed = units.get(next).is_some_and(|u| role(u).is_some());
        if let Some(at) = priority(draft, unit, &title) {
            under = Some(at);
            if let Some(known) = draft.plan.priorities.get_mut(at) {
                known.print_again(&title, &unit.at());
            }
            for part in units.get(i..next).unwrap_or(&[]) {
                used(draft, part, &format!("priority {}", unit.mark));
            }
            i = next;
            continue;
        }
        if followed
            && unit.number().is_none()
            && !units::taken(draft, unit)
            && role(unit).is_none()
            && unit.is_title()
            && !draft.plan.priorities.is_empty()
        {
            i = strand(units, i, next, &title, draft);
            under = None;
            continue;
        }
        if let Some(at) = under {
            let kept_on = units::taken(draft, unit) || roles(unit, at, draft) || sub_area(unit, at, draft);
            if !kept_on {
                under = None;
            }
        }
        i += 1;
    }
}

/// A title that may run over several short lines until a line of another kind: its words and where it ends.
fn heading(units: &[Unit<'_>], from: usize) -> (String, usize) {
    let mut words = units.get(from).map(|u| u.text.clone()).unwrap_or_default();
    let mut at = from + 1;
    while let Some(next) =
        units.get(at).filter(|u| u.kind == Kind::Paragraph && u.mark.is_empty() && u.is_title())
    {
        if role(next).is_some() || next.text.split_whitespace().count() > 5 || at - from > 3 {
            break;
        }
        words.push(' ');
        words.push_str(&next.text);
        at += 1;
    }
    (words, at)
}

/// The table's priority that an overview's numbered title names: the number and half of its words.
fn priority(draft: &Draft, unit: &Unit<'_>, title: &str) -> Option<usize> {
    let number = unit.number()?.to_string();
    let at = draft.plan.priorities.iter().position(|p| p.key == number)?;
    let known = draft.plan.priorities.get(at)?;
    let (a, b) = (slug(&known.title), slug(title));
    let words: Vec<&str> = a.split('-').filter(|w| w.len() > 3).collect();
    let shared = words.iter().filter(|w| b.split('-').any(|o| o == **w)).count();
    (shared * 2 >= words.len() && shared > 0 && unit.origin_differs(known)).then_some(at)
}

impl Unit<'_> {
    fn origin_differs(&self, priority: &Priority) -> bool {
        self.at() != priority.origin.at
    }
}

/// `Sponsor: …` or `Lead: …` at the start of a line: whether it is the sponsor, and the words.
fn role<'u>(unit: &'u Unit<'_>) -> Option<(bool, &'u str)> {
    let (label, words) = unit.text.split_once(':')?;
    match label.trim().to_lowercase().as_str() {
        "sponsor" | "sponsors" | "executive sponsor" => Some((true, words.trim())),
        "lead" | "leads" | "lead officer" => Some((false, words.trim())),
        _ => None,
    }
}

fn roles(unit: &Unit<'_>, at: usize, draft: &mut Draft) -> bool {
    if let Some(table) = unit.table {
        let cells: Vec<_> = table.rows.iter().flat_map(|r| &r.cells).filter(|c| !c.is_empty()).collect();
        for cell in cells {
            let part = Unit {
                text: cell.words(),
                ats: vec![cell.at.clone()],
                kind: Kind::Paragraph,
                table: None,
                ..unit.clone()
            };
            if !roles(&part, at, draft) {
                sub_area(&Unit { kind: Kind::Item, ..part }, at, draft);
            }
        }
        return true;
    }
    let Some((sponsor, words)) = role(unit) else { return false };
    let words = words.to_owned();
    let key = draft.plan.priorities.get(at).map(|p| p.key.clone()).unwrap_or_default();
    if let Some(priority) = draft.plan.priorities.get_mut(at) {
        let (chief, second) =
            words.split_once(" with ").map_or((words.as_str(), None), |(a, b)| (a, Some(b)));
        let chiefs = if sponsor { &mut priority.sponsors } else { &mut priority.leads };
        add(chiefs, chief, unit);
        if let Some(second) = second {
            add(&mut priority.non_executives, second, unit);
        }
    }
    used(draft, unit, &format!("priority {key} roles"));
    true
}

/// Adds each name that is not there yet, a letter or two apart included: another spelling is no other person.
fn add(known: &mut Vec<Owner>, names: &str, unit: &Unit<'_>) {
    for name in names.split(" and ").flat_map(|n| n.split(',')).map(str::trim).filter(|n| !n.is_empty()) {
        let bare = name.split(" (").next().unwrap_or(name);
        let there = known.iter().any(|k| {
            super::names::spelt_alike(k.text.split(" (").next().unwrap_or(&k.text), bare)
                || k.text.contains(bare)
        });
        if !there {
            known.push(Owner { origin: unit.at().into(), text: name.to_owned() });
        }
    }
}

fn sub_area(unit: &Unit<'_>, at: usize, draft: &mut Draft) -> bool {
    if unit.kind != Kind::Item || unit.number().is_some() {
        return false;
    }
    let key = draft.plan.priorities.get(at).map(|p| p.key.clone()).unwrap_or_default();
    draft.plan.text.push(KeptText { origin: unit.at().into(), under: key.clone(), text: unit.text.clone() });
    kept(draft, unit, &key);
    true
}

/// A part of the overview without a table of its own: kept whole under its title.
fn strand(units: &[Unit<'_>], from: usize, next: usize, title: &str, draft: &mut Draft) -> usize {
    let mut at = from;
    while let Some(unit) = units.get(at).filter(|u| at < next || role(u).is_some()) {
        draft.plan.text.push(KeptText {
            origin: unit.at().into(),
            under: title.to_owned(),
            text: unit.text.clone(),
        });
        kept(draft, unit, title);
        at += 1;
    }
    at
}
