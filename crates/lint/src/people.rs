//! Names of people, roles and bodies as a plan prints them, and which of them may be one.

use std::collections::{BTreeMap, BTreeSet};

use model::at::At;
use model::names::{Alike, Spelt, is_person, owners};
use model::plan::Plan;

/// A name as it is printed somewhere.
pub(crate) struct Printed<'p> {
    /// The name.
    pub name: String,
    /// Where it stands.
    pub at: &'p At,
    /// What it stands beside, in the plan's own references.
    pub subject: &'p str,
}

/// A name and every place where it is printed that way.
pub(crate) struct Spelling<'p> {
    /// The name.
    pub name: String,
    /// Where it stands.
    pub places: Vec<(&'p At, &'p str)>,
}

/// Everybody named as owner, sponsor, lead or author, each phrase split into its owners.
pub(crate) fn everybody(plan: &Plan) -> Vec<Printed<'_>> {
    let mut out = Vec::new();
    let mut add = |phrase: &str, at, subject| {
        out.extend(owners(phrase).into_iter().map(|name| Printed {
            name: without_office(&name),
            at,
            subject,
        }));
    };
    if let Some(owner) = &plan.owner {
        add(owner, &plan.origin.at, "");
    }
    for service in &plan.service_plans {
        if let Some(owner) = &service.owner {
            add(owner, &service.origin.at, "");
        }
    }
    for priority in &plan.priorities {
        for owner in priority.sponsors.iter().chain(&priority.non_executives).chain(&priority.leads) {
            add(&owner.text, &owner.origin.at, &priority.key);
        }
    }
    for action in &plan.actions {
        for owner in &action.owners {
            add(&owner.text, &owner.origin.at, &action.reference);
        }
    }
    // The list of people repeats names that stand elsewhere; only what stands nowhere else counts.
    let known: BTreeSet<String> = out.iter().map(|p| p.name.clone()).collect();
    for person in &plan.people {
        let phrases = std::iter::once(&person.name).chain(&person.aliases);
        let names = phrases.flat_map(|phrase| owners(phrase)).map(|name| without_office(&name));
        for name in names.filter(|name| !known.contains(name)) {
            out.push(Printed { name, at: &person.origin.at, subject: "" });
        }
    }
    out
}

/// A name without what its bracket or comma adds: `(Chair)`, `, Director of Operations`.
fn without_office(name: &str) -> String {
    let bare = name.split('(').next().unwrap_or(name);
    let bare = match bare.split_once(',') {
        Some((person, _)) if is_person(person.trim()) => person,
        _ => bare,
    };
    let bare = bare.trim();
    if is_person(bare) { bare.to_owned() } else { name.trim().to_owned() }
}

/// The names that pass a test, each spelling once, in order of first place.
pub(crate) fn spellings<'p>(printed: Vec<Printed<'p>>, keep: impl Fn(&str) -> bool) -> Vec<Spelling<'p>> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut out: Vec<Spelling<'p>> = Vec::new();
    for Printed { name, at, subject } in printed {
        if !keep(&name) {
            continue;
        }
        let n = *known.entry(name.clone()).or_insert(out.len());
        match out.get_mut(n) {
            Some(spelling) => spelling.places.push((at, subject)),
            None => out.push(Spelling { name, places: vec![(at, subject)] }),
        }
    }
    out
}

/// Spellings that may be one name, the most printed first, with the weightiest reason why. Only names that share a
/// word or an initial are compared, so that the cost stays near the number of names.
pub(crate) fn clusters<'s, 'p>(spellings: &'s [Spelling<'p>]) -> Vec<(Alike, Vec<&'s Spelling<'p>>)> {
    let mut holders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut group: Vec<usize> = (0..spellings.len()).collect();
    let mut reasons: BTreeMap<usize, Alike> = BTreeMap::new();
    let spelt: Vec<Spelt<'_>> = spellings.iter().map(|s| Spelt::new(&s.name)).collect();
    for (n, (spelling, own)) in spellings.iter().zip(&spelt).enumerate() {
        let words: Vec<&str> = own.normal().split(' ').collect();
        let initials: String = words.iter().filter_map(|w| w.chars().next()).collect();
        let mut keys: Vec<String> = vec![initials];
        keys.extend([words.first(), words.last()].into_iter().flatten().map(|w| (*w).to_owned()));
        keys.push(spelling.name.to_lowercase().trim_end_matches('s').to_owned());
        keys.dedup();
        for key in keys {
            let held = holders.entry(key).or_default();
            for other in held.iter().rev().take(40) {
                let Some(reason) = spelt.get(*other).and_then(|o| o.alike(own)) else {
                    continue;
                };
                let (a, b) = (root(&group, *other), root(&group, n));
                if let Some(parent) = group.get_mut(a.max(b)) {
                    *parent = a.min(b);
                }
                let was = [a, b].into_iter().filter_map(|g| reasons.get(&g).copied()).chain([reason]).max();
                reasons.insert(a.min(b), was.unwrap_or(reason));
            }
            held.push(n);
        }
    }
    let mut found: BTreeMap<usize, Vec<&Spelling<'_>>> = BTreeMap::new();
    for (n, spelling) in spellings.iter().enumerate() {
        found.entry(root(&group, n)).or_default().push(spelling);
    }
    let several = found.into_iter().filter(|(_, members)| members.len() > 1);
    let mut out: Vec<_> =
        several.map(|(g, members)| (reasons.get(&g).copied().unwrap_or(Alike::Same), members)).collect();
    for (_, members) in &mut out {
        members.sort_by_key(|m| std::cmp::Reverse(m.places.len()));
    }
    out
}

fn root(group: &[usize], mut n: usize) -> usize {
    while let Some(parent) = group.get(n).filter(|parent| **parent != n) {
        n = *parent;
    }
    n
}

/// `“A” (3 times)` and so on, for a message.
pub(crate) fn counted(members: &[&Spelling<'_>]) -> String {
    let list: Vec<String> = members
        .iter()
        .map(|m| match m.places.len() {
            1 => format!("“{}” (once)", m.name),
            n => format!("“{}” ({n} times)", m.name),
        })
        .collect();
    list.join(", ")
}
