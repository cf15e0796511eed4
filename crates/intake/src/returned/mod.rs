//! The workbook that owners fill in: written out with the plan's own columns, filled in, and read back as a version of
//! the plan it was.
//!
//! Beside the sheet of actions stands a hidden one with the complete plan as it was written out, identities and all.
//! What is read back is that plan with the cells that somebody changed: so a workbook that nobody touched is the same
//! plan, a row that somebody deleted is no action that is gone, and what changed in the store since can be told from
//! what changed in the workbook. Which cells may be filled in is said once, in [`Column`].

mod column;
mod fill;
mod read;
mod together;

pub use column::Column;
pub(crate) use read::{Read, read};
pub(crate) use together::together;

use std::sync::Arc;

use model::at::At;
use model::finding::{Finding, Severity};
use model::plan::Plan;

/// The hidden sheet with the plan as it was.
pub const KEPT_SHEET: &str = "_plan";
/// What its first cell says.
pub const KEPT_MARK: &str = "throughline-plan-workbook";
/// The sheet of actions.
pub const ACTIONS_SHEET: &str = "Actions";
/// Letters of the kept plan in one cell: a cell holds 32,767.
const CHUNK: usize = 15_000;

/// The complete plan in pieces that each fit a cell.
///
/// # Errors
/// None in practice: a plan's JSON has string keys only.
pub fn kept(plan: &Plan) -> Result<Vec<String>, serde_json::Error> {
    let text = serde_json::to_string(plan)?;
    let mut pieces = vec![KEPT_MARK.to_owned()];
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let mut end = rest.char_indices().nth(CHUNK).map_or(rest.len(), |(at, _)| at);
        // A cell's edges may be trimmed: no piece begins or ends with a space.
        let space = |s: &str| s.ends_with(' ');
        while end < rest.len() && (space(&rest[..end]) || rest[end..].starts_with(' ')) {
            end += rest[end..].chars().next().map_or(1, char::len_utf8);
        }
        pieces.push(rest[..end].to_owned());
        rest = &rest[end..];
    }
    Ok(pieces)
}

/// What is said of a second workbook of the same plan, written out on another day, among documents read together.
pub(crate) fn again(name: &Arc<str>) -> Finding {
    let at = At { document: Arc::clone(name), ..At::default() };
    let message =
        "It is a filled-in workbook of the same plan as it was at another time: such are taken one at a time.".to_owned();
    Finding::new("document-returned-twice", Severity::Error, &at, message)
        .hint("Import the first, then this one: each is held against what is kept by then.")
}

/// What a row is known by: the action's identity, or its place where it has none.
pub fn key(plan: &Plan, action: usize) -> String {
    match plan.actions.get(action).and_then(|a| a.origin.id) {
        Some(id) => id.to_string(),
        None => format!("n{action}"),
    }
}
