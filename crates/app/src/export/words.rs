//! The words of an action's cells, the same in every form.

use model::plan::{Action, DateKind, Line, Owner, Plan, Priority, Statement, TargetDate, Update};

use crate::contract::is_account;

/// Owners, one a paragraph.
pub(super) fn owners(owners: &[Owner]) -> String {
    joined(owners.iter().map(|o| o.text.clone()))
}

/// Target dates, those that gave way struck through; a beginning is left out where an end is given too.
pub(super) fn dates(dates: &[TargetDate]) -> String {
    phrases(dates.iter().filter(|d| !begins(dates, d)))
}

/// The days an action begins on, where its ends are given too.
pub(super) fn starts(dates: &[TargetDate]) -> String {
    phrases(dates.iter().filter(|d| begins(dates, d)))
}

fn begins(dates: &[TargetDate], date: &TargetDate) -> bool {
    date.kind == DateKind::Start && dates.iter().any(|d| d.kind != DateKind::Start)
}

fn phrases<'a>(dates: impl Iterator<Item = &'a TargetDate>) -> String {
    joined(dates.map(|d| if d.superseded { format!("~~{}~~", d.phrase) } else { d.phrase.clone() }))
}

/// Updates, dated and signed where they are.
pub(super) fn updates(updates: &[Update]) -> String {
    joined(updates.iter().filter(|u| is_account(u)).map(|u| u.text.clone()))
}

/// Statements, one a paragraph.
pub(super) fn statements(statements: &[Statement]) -> String {
    joined(statements.iter().map(|s| s.text.clone()))
}

/// The text of an action with its parts. A list of as many items as the action has owners would read back as so many
/// actions, one for each: such parts follow the text in one paragraph.
pub(super) fn action(action: &Action) -> String {
    let owners: usize = action.owners.iter().map(|o| model::names::owners(&o.text).len()).sum();
    if owners > 1 && owners == action.parts.len() && action.parts.iter().all(|p| p.letter.is_none()) {
        let parts = action.parts.iter().map(|p| p.text.as_str());
        return std::iter::once(action.text.as_str()).chain(parts).collect::<Vec<_>>().join("; ");
    }
    let parts = action.parts.iter().map(|p| match &p.letter {
        Some(letter) => format!("{letter}) {}", p.text),
        None => format!("- {}", p.text),
    });
    joined(std::iter::once(action.text.clone()).chain(parts))
}

/// The status and the printed rating.
pub(super) fn status(action: &Action) -> String {
    match (action.delivery, action.status) {
        (Some(level), _) => capital(level.word()),
        (None, Some(_)) => "Complete".to_owned(),
        // A status in words stands where it stood: in the column of ratings.
        (None, None) => {
            let said = action.updates.iter().rfind(|u| !is_account(u));
            said.map(|u| u.text.clone()).unwrap_or_default()
        }
    }
}

/// The node under which an action stands: that of its line, or its own.
pub(super) fn node<'a>(plan: &'a Plan, action: &Action) -> Option<&'a Priority> {
    let key = line(plan, action).and_then(|l| l.priority.as_ref()).or(action.priority.as_ref())?;
    plan.priorities.iter().find(|p| p.key == *key)
}

/// The line an action belongs to.
pub(super) fn line<'a>(plan: &'a Plan, action: &Action) -> Option<&'a Line> {
    let reference = action.line.as_ref()?;
    plan.lines.iter().find(|l| l.reference == *reference)
}

/// A rating's word at the beginning of a cell.
pub(super) fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Whether any action carries a printed rating or status.
pub(super) fn rated(plan: &Plan) -> bool {
    plan.actions.iter().any(|a| !status(a).is_empty())
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("\n")
}
