//! The difference between what is kept and a newer version of the document: three ways, so that what a person changed
//! since the last import stays unless the document itself changed there.
//!
//! Silence changes nothing: a field, an owner column or a kind of thing that the new version leaves out altogether is
//! left as it is. Updates and observations are never taken away; a target date is never replaced, only superseded.

use std::collections::{HashMap, HashSet};

use model::id::Id;
use store::{Kind, Value};

use crate::import::dates::dates;
use crate::import::known::{Recognised, recognise};
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
    /// What a workbook that came back says and somebody changed in the meantime: it stays as it is kept.
    pub clashes: Vec<FieldChange>,
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

    /// Whether anything here or below was changed in the meantime and stays.
    pub(crate) fn clashes(&self) -> bool {
        !self.clashes.is_empty() || self.children.iter().any(|c| matches!(c, Delta::Kept(k) if k.clashes()))
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
        clashes: Vec::new(),
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
            kept.children.extend(children(before, base, kind, &olds, &news));
        }
    }
    kept
}

fn children(
    before: Option<&Before<'_>>,
    base: Option<&Node>,
    kind: Kind,
    olds: &[Node],
    news: &[Node],
) -> Vec<Delta> {
    let Recognised { known, taken_out } = recognise(before, base, kind, olds, news);
    let mut matched = HashSet::new();
    let mut out = Vec::new();
    for (index, new) in news.iter().enumerate() {
        match known.get(&index).and_then(|i| olds.get(*i).map(|old| (i, old))) {
            Some((i, old)) => {
                matched.insert(*i);
                out.push(Delta::Kept(compare(before, old, new)));
            }
            None if taken_out.contains(&index) => {}
            None => out.push(Delta::New(new.clone())),
        }
    }
    let spoken_of: Vec<&Node> = news.iter().collect();
    for (_, old) in olds.iter().enumerate().filter(|(i, _)| !matched.contains(i)) {
        let gone =
            may_go(kind) && !news.is_empty() && was_in_document(before, old) && mentions(&spoken_of, old);
        out.push(if gone { Delta::Gone(old.clone()) } else { unchanged(old) });
    }
    out
}

pub(crate) fn unchanged(old: &Node) -> Delta {
    Delta::Kept(Kept {
        old: bare(old),
        new: bare(old),
        fields: Vec::new(),
        refs: Vec::new(),
        children: Vec::new(),
        clashes: Vec::new(),
    })
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

pub(crate) fn bare(node: &Node) -> Node {
    Node {
        kind: node.kind,
        origin: node.origin.clone(),
        fields: node.fields.clone(),
        refs: node.refs.clone(),
        children: Vec::new(),
    }
}
