//! Which of the kept things a new version speaks of, heeding what the last import said and what people took out since.

use std::collections::{HashMap, HashSet};

use model::id::Id;
use store::Kind;

use crate::import::diff::Before;
use crate::import::pair::pairs;
use crate::shape::Node;

/// What a new version's things are.
pub(crate) struct Recognised {
    /// By index among the new: the index among the kept.
    pub(crate) known: HashMap<usize, usize>,
    /// Indexes among the new of what the document had before and a person took out since: it stays out.
    pub(crate) taken_out: HashSet<usize>,
}

/// Knows things again first by what the document said of them before, then by what they say now.
pub(crate) fn recognise(
    before: Option<&Before<'_>>,
    base: Option<&Node>,
    kind: Kind,
    olds: &[Node],
    news: &[Node],
) -> Recognised {
    let said = |old: &'_ Node| -> Option<&Node> { before.and_then(|b| b.get(&old.origin.id?).copied()) };
    let here: HashSet<Id> = olds.iter().filter_map(|o| o.origin.id).collect();
    let removed = base
        .iter()
        .flat_map(|b| &b.children)
        .filter(|c| c.kind == kind && c.origin.id.is_some_and(|id| !here.contains(&id)));
    let as_said: Vec<&Node> = olds.iter().map(|o| said(o).unwrap_or(o)).chain(removed).collect();
    let all_new: Vec<&Node> = news.iter().collect();
    let mut recognised = Recognised { known: HashMap::new(), taken_out: HashSet::new() };
    for (old, new) in pairs(kind, &as_said, &all_new) {
        if old < olds.len() {
            recognised.known.insert(new, old);
        } else {
            recognised.taken_out.insert(new);
        }
    }
    let free_old: Vec<usize> =
        (0..olds.len()).filter(|i| !recognised.known.values().any(|known| known == i)).collect();
    let free_new: Vec<usize> = (0..news.len())
        .filter(|i| !recognised.known.contains_key(i) && !recognised.taken_out.contains(i))
        .collect();
    let pick = |nodes: &'_ [Node], at: &[usize]| -> Vec<Node> {
        at.iter().filter_map(|i| nodes.get(*i).cloned()).collect()
    };
    let (old_left, new_left) = (pick(olds, &free_old), pick(news, &free_new));
    let (old_left, new_left): (Vec<&Node>, Vec<&Node>) =
        (old_left.iter().collect(), new_left.iter().collect());
    for (old, new) in pairs(kind, &old_left, &new_left) {
        if let (Some(old), Some(new)) = (free_old.get(old), free_new.get(new)) {
            recognised.known.insert(*new, *old);
        }
    }
    recognised
}
