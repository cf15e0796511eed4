//! A workbook that came back: held against the plan as it was when it was written out. What somebody changed since is
//! never overwritten; it is shown.

use intake::reading::Reading;
use model::day::Day;
use model::plan::{Plan, Update};
use store::{Kind, Value};

use crate::import::diff::{Before, Delta, FieldChange, Kept};
use crate::shape::{Node, node};

/// The plan as it was when the workbook behind this draft was written out; none for other documents.
pub(crate) fn base<'r>(reading: &'r Reading, draft: &Plan) -> Option<&'r Plan> {
    reading.bases.iter().find(|b| b.title == draft.title && b.place == draft.place)
}

/// The draft as a tree: what is new in it speaks of the day it is given back; nothing else is made of it.
pub(crate) fn tree(draft: &Plan, day: Day) -> Node {
    let mut plan = draft.clone();
    let undated = |u: &&mut Update| u.as_at.is_none();
    for action in &mut plan.actions {
        action.updates.iter_mut().filter(undated).for_each(|u| u.as_at = Some(day));
    }
    node::plan(&plan)
}

/// Takes out of a difference what somebody changed since the workbook was written out, and remembers it.
pub(crate) fn spare(kept: &mut Kept, before: &Before<'_>) {
    let (clash, stays) = std::mem::take(&mut kept.fields).into_iter().partition(|f| f.also_by_hand);
    (kept.clashes, kept.fields) = (clash, stays);
    let base = kept.old.origin.id.and_then(|id| before.get(&id));
    if let Some(base) = base.filter(|_| kept.old.kind == Kind::Action) {
        dates(kept, base);
    }
    for child in &mut kept.children {
        if let Delta::Kept(child) = child {
            spare(child, before);
        }
    }
}

/// A date that moved in both is left as somebody moved it.
fn dates(kept: &mut Kept, base: &Node) {
    let holds = |n: &Node| n.kind == Kind::TargetDate && n.get("superseded").as_bool() != Some(true);
    let phrase = |n: Option<&Node>| n.map(|n| n.text("phrase").to_owned()).unwrap_or_default();
    let was = phrase(base.children.iter().rfind(|n| holds(n)));
    let mut olds = kept.children.iter().filter_map(|c| match c {
        Delta::Kept(k) if holds(&k.old) => Some(&k.old),
        _ => None,
    });
    let now = phrase(olds.next_back());
    let new = |c: &Delta| match c {
        Delta::New(n) if n.kind == Kind::TargetDate => Some(n.text("phrase").to_owned()),
        _ => None,
    };
    let Some(said) = kept.children.iter().filter_map(new).next_back().filter(|_| was != now) else { return };
    kept.children.retain(|c| new(c).is_none());
    for child in &mut kept.children {
        if let Delta::Kept(date) = child
            && date.old.kind == Kind::TargetDate
        {
            date.fields.clear();
        }
    }
    let (before, after) = (Value::from(now), Value::from(said));
    kept.clashes.push(FieldChange { field: "phrase", before, after, also_by_hand: true });
}
