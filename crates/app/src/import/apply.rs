//! A difference as the changes the store is asked to keep.

use std::collections::HashMap;

use model::at::At;
use model::id::Id;
use store::{Change, Kind, Value};

use crate::import::diff::{Delta, Kept};
use crate::shape::node::{Fields, Node, Target, parent_field};
use crate::site::IdSource;

/// The identities and revisions of what the model carries as bare words: links to recommendations and spellings, by
/// what they hang from and their words.
pub(crate) type Words = HashMap<(Id, Kind, String), (Id, u32)>;

/// Gathers the changes of one plan.
pub(crate) struct Apply<'a> {
    ids: &'a mut dyn IdSource,
    plan: Id,
    words: &'a Words,
    /// What priorities, lines and recommendations are called, kept and new.
    names: HashMap<Target, Id>,
    /// The changes so far.
    pub(crate) changes: Vec<Change>,
}

impl<'a> Apply<'a> {
    pub(crate) fn new(plan: Id, ids: &'a mut dyn IdSource, words: &'a Words) -> Apply<'a> {
        Apply { ids, plan, words, names: HashMap::new(), changes: Vec::new() }
    }

    /// A plan that is new, with everything in it.
    pub(crate) fn new_plan(&mut self, root: &Node) {
        let own: Vec<Id> = root.children.iter().map(|c| self.name(c)).collect();
        self.changes.push(
            Change::create(Kind::Plan, self.plan, Some(self.plan), root.fields.clone())
                .at(root.origin.at.clone()),
        );
        for (child, id) in root.children.iter().zip(own) {
            self.create(child, id, self.plan);
        }
    }

    /// A kept plan that takes a newer version's differences.
    pub(crate) fn kept_plan(&mut self, root: &Kept) {
        let own: Vec<Option<Id>> = root
            .children
            .iter()
            .map(|child| match child {
                Delta::New(node) => Some(self.name(node)),
                Delta::Kept(kept) => {
                    if let (Some(id), Some(name)) = (kept.old.origin.id, name_of(&kept.old)) {
                        self.names.insert(name, id);
                    }
                    if let (Some(id), Some(name)) = (kept.old.origin.id, name_of(&kept.new)) {
                        self.names.insert(name, id);
                    }
                    None
                }
                Delta::Gone(_) => None,
            })
            .collect();
        self.set(root);
        for (child, id) in root.children.iter().zip(own) {
            match (child, id) {
                (Delta::New(node), Some(id)) => self.create(node, id, self.plan),
                (other, _) => self.delta(other, self.plan),
            }
        }
    }

    fn delta(&mut self, delta: &Delta, parent: Id) {
        match delta {
            Delta::New(node) => {
                let id = self.ids.next();
                self.create(node, id, parent);
            }
            Delta::Kept(kept) => {
                self.set(kept);
                if let Some(id) = kept.old.origin.id {
                    for child in &kept.children {
                        self.delta(child, id);
                    }
                }
            }
            Delta::Gone(node) => self.withdraw(node, parent),
        }
    }

    /// A new identity for a node, known by its name from now on.
    fn name(&mut self, node: &Node) -> Id {
        let id = self.ids.next();
        if let Some(name) = name_of(node) {
            self.names.entry(name).or_insert(id);
        }
        id
    }

    fn create(&mut self, node: &Node, id: Id, parent: Id) {
        let mut fields: Fields = Vec::with_capacity(node.fields.len() + 2);
        fields.extend(parent_field(node.kind).map(|name| (name, Value::from(parent))));
        fields.extend(node.fields.iter().cloned());
        for (field, target) in &node.refs {
            fields.extend(self.names.get(target).map(|to| (*field, Value::from(*to))));
        }
        let plan = Some(self.plan);
        self.changes.push(Change::create(node.kind, id, plan, fields).at(node.origin.at.clone()));
        for child in &node.children {
            let own = self.ids.next();
            self.create(child, own, id);
        }
    }

    fn set(&mut self, kept: &Kept) {
        let Some(id) = kept.old.origin.id else { return };
        let mut fields: Fields = kept.fields.iter().map(|f| (f.field, f.after.clone())).collect();
        for (field, target) in &kept.refs {
            fields.extend(self.names.get(target).map(|to| (*field, Value::from(*to))));
        }
        if fields.is_empty() {
            return;
        }
        let change = Change::set(kept.old.kind, id, kept.old.origin.revision, fields);
        let at = &kept.new.origin.at;
        self.changes.push(if *at == At::default() { change } else { change.at(at.clone()) });
    }

    fn withdraw(&mut self, node: &Node, parent: Id) {
        let kept = match node.origin.id {
            Some(id) => Some((id, node.origin.revision)),
            None => {
                let words = if node.kind == Kind::Answer { node.text("number") } else { node.text("text") };
                self.words.get(&(parent, node.kind, words.to_owned())).copied()
            }
        };
        if let Some((id, revision)) = kept {
            self.changes.push(Change::withdraw(node.kind, id, revision));
        }
    }
}

/// What others call a node by.
fn name_of(node: &Node) -> Option<Target> {
    let name = |field: &str| Some(node.text(field).to_owned()).filter(|n| !n.is_empty());
    match node.kind {
        Kind::Priority => name("key").map(Target::Priority),
        Kind::Line => name("reference").map(Target::Line),
        Kind::Recommendation => name("number").map(Target::Recommendation),
        _ => None,
    }
}
