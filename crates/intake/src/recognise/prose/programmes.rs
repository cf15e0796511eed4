//! Progress reports: numbered programmes, each with what was done, what it changed, what comes next.

use model::plan::{KeptText, Priority, PriorityKind, Statement, Update};

use super::cues::{cues, opens};
use super::units::{Kind, Unit, kept, taken, used};
use crate::recognise::Draft;

/// What a section of a programme holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Done,
    Impact,
    Next,
}

/// Finds programmes and their sections. Nothing in them is an action: what is to come is an intention told in prose.
pub(super) fn recognise(units: &[Unit<'_>], draft: &mut Draft) {
    let mut programme: Option<usize> = None;
    let mut section: Option<(usize, Section, bool)> = None;
    for (i, unit) in units.iter().enumerate() {
        if let Some(number) = starts_programme(units, i) {
            programme = Some(add(draft, unit, number.to_string(), PriorityKind::Programme, None));
            section = None;
            used(draft, unit, &format!("programme {number}"));
            continue;
        }
        let Some(parent) = programme else { continue };
        if let Some(kind) = section_of(unit) {
            let parent = draft.plan.priorities.get(parent).map(|p| p.key.clone()).unwrap_or_default();
            let key = format!("{parent}/{}", unit.text);
            let at = add(draft, unit, key.clone(), PriorityKind::Section, Some(parent));
            section = Some((at, kind, has_items(units, i + 1)));
            used(draft, unit, &format!("section {key}"));
            continue;
        }
        if let Some((at, kind, listed)) = section {
            fill(draft, unit, at, kind, listed);
        }
    }
}

/// A short numbered title whose next line asks what was done.
fn starts_programme(units: &[Unit<'_>], at: usize) -> Option<u32> {
    let unit = units.get(at)?;
    let next = units.get(at + 1)?;
    let number = unit.number().filter(|_| unit.is_title())?;
    section_of(next).map(|_| number)
}

fn section_of(unit: &Unit<'_>) -> Option<Section> {
    let lettered = unit.mark.len() == 1 && unit.mark.chars().all(|c| c.is_ascii_uppercase());
    if !unit.is_title() || (!lettered && unit.kind != Kind::Heading) {
        return None;
    }
    let sections = &cues().sections;
    if opens(&unit.text, &sections.done) {
        Some(Section::Done)
    } else if opens(&unit.text, &sections.impact) {
        Some(Section::Impact)
    } else {
        opens(&unit.text, &sections.next).then_some(Section::Next)
    }
}

fn add(draft: &mut Draft, unit: &Unit<'_>, key: String, kind: PriorityKind, parent: Option<String>) -> usize {
    draft.plan.priorities.push(Priority {
        origin: unit.at().into(),
        key,
        kind,
        title: unit.text.clone(),
        parent,
        ..Priority::default()
    });
    draft.plan.priorities.len() - 1
}

/// Whether the section that begins here has items.
fn has_items(units: &[Unit<'_>], from: usize) -> bool {
    let section = units.get(from..).unwrap_or(&[]).iter().take_while(|u| section_of(u).is_none());
    section.into_iter().any(|u| u.kind == Kind::Item && !u.is_title())
}

/// Items are updates or outcomes of their section; prose beside items is kept under it, prose alone is its account.
fn fill(draft: &mut Draft, unit: &Unit<'_>, at: usize, kind: Section, listed: bool) {
    if unit.kind == Kind::Table || unit.kind == Kind::Heading {
        return;
    }
    let taken = taken(draft, unit);
    let Some(section) = draft.plan.priorities.get_mut(at) else { return };
    let (origin, text, key) = (unit.at().into(), unit.text.clone(), section.key.clone());
    if taken {
        return;
    }
    if unit.kind != Kind::Item && (listed || kind == Section::Impact) {
        draft.plan.text.push(KeptText { origin, under: key.clone(), text });
        kept(draft, unit, &key);
        return;
    }
    match kind {
        Section::Done | Section::Next => section.updates.push(Update { origin, text, ..Update::default() }),
        Section::Impact => section.outcomes.push(Statement { origin, text }),
    }
    used(draft, unit, &format!("section {key}"));
}
