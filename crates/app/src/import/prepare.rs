//! A draft made ready to be kept: what a document leaves to its own day is written down.

use model::day::Day;
use model::plan::{Completion, Plan, Status, Update};

use crate::shape::{Node, node};

/// The draft as a tree. Updates without a day speak of the document's; a complete action counts as confirmed by the
/// document.
pub(crate) fn node(draft: &Plan, day: Day) -> Node {
    let mut plan = draft.clone();
    plan.as_at = Some(day);
    let date = |updates: &mut Vec<Update>| {
        for update in updates {
            update.as_at.get_or_insert(day);
        }
    };
    date(&mut plan.updates);
    plan.priorities.iter_mut().for_each(|p| date(&mut p.updates));
    plan.lines.iter_mut().for_each(|l| date(&mut l.updates));
    for action in &mut plan.actions {
        date(&mut action.updates);
        let done = action.status == Some(Status::Complete);
        if done && action.completion.as_ref().is_none_or(|c| c.confirmed_by.is_none()) {
            let document = action.origin.at.document.to_string();
            let completion = action.completion.get_or_insert_with(Completion::default);
            completion.confirmed_by = Some(document).filter(|d| !d.is_empty());
            completion.confirmed_on = Some(day);
            completion.by_import = true;
        }
    }
    node::plan(&plan)
}
