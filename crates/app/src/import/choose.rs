//! Which of a version's differences a person takes, and which they leave out.
//!
//! What is left out stays as it is kept; the same documents given again show it again.

use store::Kind;

use crate::import::diff::{Delta, Kept, unchanged};
use crate::shape::Node;

/// Whether a difference is an item of its own in the review: updates and statements belong to what they hang from.
pub(crate) fn stands_alone(delta: &Delta) -> bool {
    let kind = match delta {
        Delta::New(n) | Delta::Gone(n) => n.kind,
        Delta::Kept(k) => k.old.kind,
    };
    !matches!(kind, Kind::Update | Kind::Statement)
}

/// What a review calls a thing: its identity where it is kept, else what it says and where. It does not depend on what
/// else is in the difference, so that it still means the same after somebody changed the plan.
pub(crate) fn key(node: &Node) -> String {
    if let Some(id) = node.origin.id {
        return id.to_string();
    }
    let said = format!("{} {} {:?} {:?}", node.kind.name(), node.origin.at, node.fields, node.refs);
    format!("new-{}", store::sha256(said.as_bytes()))
}

/// Takes the differences with these keys out of a version's; says how many there were.
pub(crate) fn leave_out(root: &mut Kept, keys: &[String]) -> u64 {
    if keys.is_empty() {
        return 0;
    }
    let mut left = 0;
    let plan_itself = keys.contains(&key(&root.old));
    if plan_itself {
        left += 1;
        root.fields.clear();
        root.refs.clear();
    }
    let children = std::mem::take(&mut root.children);
    for child in children {
        let unwanted = match &child {
            _ if !stands_alone(&child) => plan_itself,
            Delta::New(node) | Delta::Gone(node) => keys.contains(&key(node)),
            Delta::Kept(kept) => !kept.is_same() && keys.contains(&key(&kept.old)),
        };
        if !unwanted {
            root.children.push(child);
            continue;
        }
        left += u64::from(stands_alone(&child));
        match child {
            Delta::New(_) => {}
            Delta::Gone(node) => root.children.push(unchanged(&node)),
            Delta::Kept(kept) => root.children.push(unchanged(&kept.old)),
        }
    }
    left
}
