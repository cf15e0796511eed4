//! A newer version's target dates of an action: the chain grows, nothing in it is replaced.

use store::{Kind, Value};

use crate::import::diff::{Delta, FieldChange, Kept, bare};
use crate::import::pair::fold;
use crate::shape::Node;

/// The chain of target dates goes on: known phrases stay, what the chain does not end with is appended, and all but the
/// last are superseded.
pub(crate) fn dates(base: Option<&Node>, olds: &[Node], mut news: Vec<Node>) -> Vec<Delta> {
    let in_force = |n: &&Node| n.kind == Kind::TargetDate && n.get("superseded").as_bool() != Some(true);
    let last = |nodes: &[Node]| nodes.iter().rfind(in_force).map(|n| fold(n.text("phrase")));
    if last(&news).is_none() || base.is_some_and(|b| last(&b.children) == last(&news)) {
        // The document says what it said before: what people agreed since stands.
        news.clear();
    }
    let same = |old: &Node, new: &Node| fold(old.text("phrase")) == fold(new.text("phrase"));
    let (mut at, mut added, mut stated_last) = (0, Vec::new(), None);
    for new in news {
        let known = olds.iter().enumerate().skip(at).find(|(_, old)| same(old, &new)).map(|(i, _)| i);
        if let Some(index) = known {
            at = index + 1;
            stated_last = Some(new);
        } else {
            added.push(new);
            stated_last = None;
        }
    }
    // The document's last word may be a phrase from the middle of the chain: the date was moved back.
    if let Some(last) = stated_last
        && added.is_empty()
        && at < olds.len()
        && !last.get("superseded").as_bool().unwrap_or(false)
    {
        added.push(last);
    }
    let active_after = added.iter().any(|n| !n.get("superseded").as_bool().unwrap_or(false));
    let mut out: Vec<Delta> = olds
        .iter()
        .map(|old| {
            let mut kept = Kept {
                old: bare(old),
                new: bare(old),
                fields: Vec::new(),
                refs: Vec::new(),
                children: Vec::new(),
                clashes: Vec::new(),
            };
            let before = old.get("superseded").clone();
            if active_after && before.as_bool() != Some(true) {
                let after = Value::from(true);
                kept.fields.push(FieldChange { field: "superseded", before, after, also_by_hand: false });
            }
            Delta::Kept(kept)
        })
        .collect();
    out.extend(added.into_iter().map(Delta::New));
    out
}
