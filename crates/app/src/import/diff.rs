//! The difference between what is kept and a newer version of the document: three ways, so that what a person changed
//! since the last import stays unless the document itself changed there.
//!
//! Silence changes nothing: a field, an owner column or a kind of thing that the new version leaves out altogether is
//! left as it is. Updates and observations are never taken away; a target date is never replaced, only superseded.

use std::collections::{HashMap, HashSet};

use model::id::Id;
use store::{Kind, Value};

use crate::import::pair::{fold, pairs};
use crate::shape::{Node, Target};

/// What becomes of one thing.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "most are of the large variant")]
pub(crate) enum Delta {
    /// It is new, with everything below it.
    New(Node),
    /// It is kept, changed or not.
    Kept(Kept),
    /// The new version no longer has it.
    Gone(Node),
}

/// A kept thing against its new version.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Kept {
    /// As it is kept, without what hangs from it.
    pub old: Node,
    /// As the document has it, without what hangs from it.
    pub new: Node,
    /// The fields that change.
    pub fields: Vec<FieldChange>,
    /// The references that change: field, and what it names from now on.
    pub refs: Vec<(&'static str, Target)>,
    /// What hangs from it.
    pub children: Vec<Delta>,
}

/// A field that changes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FieldChange {
    /// Its name.
    pub field: &'static str,
    /// What it holds.
    pub before: Value,
    /// What the document says.
    pub after: Value,
    /// A person changed it since the last import, and the document changed too.
    pub also_by_hand: bool,
}

impl Kept {
    /// Whether nothing at all changes, here or below.
    pub(crate) fn is_same(&self) -> bool {
        self.fields.is_empty()
            && self.refs.is_empty()
            && self.children.iter().all(|c| matches!(c, Delta::Kept(k) if k.is_same()))
    }

    /// Whether a target date of it is moved.
    pub(crate) fn slips(&self) -> bool {
        self.children.iter().any(|c| match c {
            Delta::Kept(k) => k.fields.iter().any(|f| f.field == "superseded" && f.after == Value::Int(1)),
            _ => false,
        })
    }
}

/// What the document said before, by identity, for the third way.
pub(crate) type Before<'a> = HashMap<Id, &'a Node>;

/// Every node of a kept tree by its identity.
pub(crate) fn by_identity(root: &Node) -> Before<'_> {
    let mut all = HashMap::new();
    let mut todo = vec![root];
    while let Some(node) = todo.pop() {
        all.extend(node.origin.id.map(|id| (id, node)));
        todo.extend(&node.children);
    }
    all
}

/// Compares a kept thing with its new version. `before` is what the last import left; `None` for a first comparison.
pub(crate) fn compare(before: Option<&Before<'_>>, old: &Node, new: &Node) -> Kept {
    let base = before.and_then(|b| old.origin.id.and_then(|id| b.get(&id).copied()));
    let mut kept = Kept {
        old: bare(old),
        new: bare(new),
        fields: fields(before.is_some(), base, old, new),
        refs: references(base, old, new),
        children: Vec::new(),
    };
    let kinds: Vec<Kind> = {
        let mut seen = HashSet::new();
        let all = new.children.iter().chain(&old.children).map(|c| c.kind);
        all.filter(|k| seen.insert(*k)).collect()
    };
    for kind in kinds {
        let of = |node: &'_ Node| -> Vec<usize> {
            node.children.iter().enumerate().filter(|(_, c)| c.kind == kind).map(|(i, _)| i).collect()
        };
        let (old_at, new_at) = (of(old), of(new));
        let pick = |node: &'_ Node, at: &[usize]| -> Vec<Node> {
            at.iter().filter_map(|i| node.children.get(*i).cloned()).collect()
        };
        let (olds, news) = (pick(old, &old_at), pick(new, &new_at));
        if kind == Kind::TargetDate {
            kept.children.extend(dates(base, &olds, news));
        } else {
            kept.children.extend(children(before, kind, &olds, &news));
        }
    }
    kept
}

fn children(before: Option<&Before<'_>>, kind: Kind, olds: &[Node], news: &[Node]) -> Vec<Delta> {
    let (old_refs, new_refs): (Vec<&Node>, Vec<&Node>) = (olds.iter().collect(), news.iter().collect());
    let found = pairs(kind, &old_refs, &new_refs);
    let new_to_old: HashMap<usize, usize> = found.iter().map(|(o, n)| (*n, *o)).collect();
    let matched: HashSet<usize> = found.iter().map(|(o, _)| *o).collect();
    let mut out = Vec::new();
    for (index, new) in news.iter().enumerate() {
        match new_to_old.get(&index).and_then(|i| olds.get(*i)) {
            Some(old) => out.push(Delta::Kept(compare(before, old, new))),
            None => out.push(Delta::New(new.clone())),
        }
    }
    for (index, old) in olds.iter().enumerate() {
        if matched.contains(&index) {
            continue;
        }
        if may_go(kind) && !new_refs.is_empty() && was_in_document(before, old) && mentions(&new_refs, old) {
            out.push(Delta::Gone(old.clone()));
        } else {
            out.push(Delta::Kept(Kept {
                old: bare(old),
                new: bare(old),
                fields: Vec::new(),
                refs: Vec::new(),
                children: Vec::new(),
            }));
        }
    }
    out
}

/// Kinds of which a document's silence about one thing, while it speaks of others, means that it is gone.
fn may_go(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Priority
            | Kind::Line
            | Kind::Action
            | Kind::Recommendation
            | Kind::Part
            | Kind::Holder
            | Kind::Statement
            | Kind::Answer
            | Kind::Measure
            | Kind::ServicePlan
            | Kind::KeptText
    )
}

/// Whether the last import knew it; what a person added since is not the document's to take away. Things without an
/// identity of their own (a link's number) count as the document's.
fn was_in_document(before: Option<&Before<'_>>, old: &Node) -> bool {
    match (before, old.origin.id) {
        (Some(before), Some(id)) => before.contains_key(&id),
        _ => true,
    }
}

/// Whether the new version speaks of things in the same capacity (an empty column of sponsors says nothing of them).
fn mentions(news: &[&Node], old: &Node) -> bool {
    match old.kind {
        Kind::Holder | Kind::Statement => news.iter().any(|n| n.get("role") == old.get("role")),
        _ => true,
    }
}

fn fields(third: bool, base: Option<&Node>, old: &Node, new: &Node) -> Vec<FieldChange> {
    if matches!(old.kind, Kind::Update | Kind::Evidence | Kind::Rating) {
        return Vec::new();
    }
    let mut out = Vec::new();
    let reopened = reopened(base, old, new);
    for (field, after) in &new.fields {
        let before = old.get(field);
        let said = base.map(|b| b.get(field));
        let completion = COMPLETION.contains(field);
        let changed = if completion && reopened {
            before != after
        } else if completion && !old.get("by_import").is_null() {
            false
        } else {
            !after.is_null() && before != after && !same_words(before, after) && said != Some(after)
        };
        if changed {
            let also_by_hand = third && said.is_some_and(|said| said != before);
            out.push(FieldChange { field, before: before.clone(), after: after.clone(), also_by_hand });
        }
    }
    out
}

/// The fields in which the completion of an action is kept.
const COMPLETION: [&str; 6] =
    ["status", "done_on", "declared_by", "confirmed_by", "confirmed_on", "by_import"];

/// Whether the last version printed an action as complete, nobody else said so, and this version does not.
fn reopened(base: Option<&Node>, old: &Node, new: &Node) -> bool {
    old.kind == Kind::Action
        && base.is_some_and(|b| !b.get("status").is_null())
        && old.get("by_import").as_bool() == Some(true)
        && new.get("status").is_null()
}

/// Whether two texts differ only in white space.
fn same_words(a: &Value, b: &Value) -> bool {
    match (a.as_text(), b.as_text()) {
        (Some(a), Some(b)) => a.split_whitespace().eq(b.split_whitespace()),
        _ => false,
    }
}

fn references(base: Option<&Node>, old: &Node, new: &Node) -> Vec<(&'static str, Target)> {
    let changed = |(field, target): &(&'static str, Target)| {
        old.target(field) != Some(target) && base.is_none_or(|b| b.target(field) != Some(target))
    };
    new.refs.iter().filter(|r| changed(r)).cloned().collect()
}

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
    let fills = |f: &FieldChange| f.before.is_null();
    if kept.old.kind == Kind::Plan {
        kept.fields.clear()
    } else {
        kept.fields.retain(fills)
    }
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

/// The chain of target dates goes on: known phrases stay, what the chain does not end with is appended, and all but the
/// last are superseded.
fn dates(base: Option<&Node>, olds: &[Node], mut news: Vec<Node>) -> Vec<Delta> {
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

fn bare(node: &Node) -> Node {
    Node {
        kind: node.kind,
        origin: node.origin.clone(),
        fields: node.fields.clone(),
        refs: node.refs.clone(),
        children: Vec::new(),
    }
}
