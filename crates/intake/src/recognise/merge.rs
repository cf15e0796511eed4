//! Drafts of several documents into plans.

use model::finding::Finding;
use model::plan::Plan;

use super::{Draft, measures};

/// Puts the drafts of one plan together. For now every draft is a plan of its own.
pub fn merge(drafts: Vec<Draft>, _findings: &mut Vec<Finding>) -> Vec<Plan> {
    drafts
        .into_iter()
        .map(|mut draft| {
            measures::settle(&mut draft.plan);
            draft.plan
        })
        .collect()
}
