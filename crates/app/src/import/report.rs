//! What a report, which is no version of the plan, does to it.

use store::Kind;

use crate::import::diff::{Delta, Kept};
use crate::shape::Node;

/// Leaves of a difference what a report adds to a plan: nothing goes, the plan's own words stay, and another wording
/// of a recommendation is kept beside the first.
pub(crate) fn only_add(kept: &mut Kept) {
    let wording = (kept.old.kind == Kind::Recommendation)
        .then(|| kept.fields.iter().find(|f| f.field == "text"))
        .flatten()
        .map(|change| Node {
            kind: Kind::Statement,
            origin: kept.new.origin.clone(),
            fields: vec![("role", "wording".into()), ("text", change.after.clone())],
            refs: Vec::new(),
            children: Vec::new(),
        });
    let whole = kept.old.kind == Kind::Plan;
    kept.fields.retain(|f| f.before.is_null() && !whole);
    kept.refs.retain(|(field, _)| kept.old.target(field).is_none());
    kept.children.retain(|c| !matches!(c, Delta::Gone(_)));
    for child in &mut kept.children {
        if let Delta::Kept(child) = child {
            only_add(child);
        }
    }
    let known = |w: &Node| {
        kept.children.iter().any(|c| match c {
            Delta::Kept(k) => k.old.get("text") == w.get("text"),
            Delta::New(n) => n.get("text") == w.get("text"),
            Delta::Gone(_) => false,
        })
    };
    if let Some(wording) = wording.filter(|w| !known(w)) {
        kept.children.push(Delta::New(wording));
    }
}
