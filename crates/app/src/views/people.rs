//! The people and bodies of a plan: every owner, sponsor, lead and body under one name, and what each answers for.

use std::collections::BTreeMap;

use serde::Serialize;

use super::row::ActionRow;
use super::scene::Scene;
use super::sentence::count;
use crate::people::{self, Directory};

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct PeoplePage {
    /// How many there are, and what is doubtful.
    pub lede: String,
    /// Who owns actions, most actions first.
    pub owners: Vec<Holder>,
    /// Who leads or sponsors priorities, or sits there as a non-executive.
    pub offices: Vec<Holder>,
    /// Bodies that lead actions.
    pub bodies: Vec<Holder>,
    /// Names that may mean the same, in pairs: each could be merged.
    pub alike: Vec<Pair>,
}

/// Two names that may mean the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// The two, the one that owns more first.
    pub names: [String; 2],
    /// Why they may be one.
    pub why: &'static str,
}

/// One name with what it answers for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Holder {
    /// The name that its spellings go by.
    pub name: String,
    /// How else it is printed.
    pub spellings: Vec<String>,
    /// How many actions it owns or leads.
    pub actions: usize,
    /// How many of them are open.
    pub open: usize,
    /// How many of them are late.
    pub late: usize,
    /// What it is: `Sponsor of 1 Quality of practice`.
    pub offices: Vec<String>,
}

impl PeoplePage {
    /// The page.
    pub fn of(scene: &Scene) -> PeoplePage {
        let known = people::holders(&scene.plan);
        let mut owners = holders(scene.rows(), |row| row.names.iter().collect());
        let mut offices = offices(scene);
        for holder in owners.iter_mut().chain(&mut offices) {
            let spellings = known.iter().find(|k| k.name == holder.name).map(|k| &k.spellings);
            let others = spellings.into_iter().flatten().filter(|(s, _)| *s != holder.name);
            holder.spellings = others.map(|(s, _)| s.clone()).collect();
        }
        let bodies = holders(scene.rows(), |row| row.body.iter().collect());
        let pair = |s: people::Suggestion| Pair { names: s.names, why: s.why };
        let alike: Vec<Pair> = people::suggestions(&known).into_iter().map(pair).collect();
        let doubt = match alike.len() {
            0 => String::new(),
            1 => " Two of the names may mean the same.".to_owned(),
            n => format!(" {n} pairs of names may mean the same."),
        };
        let own = if owners.len() == 1 { "owns" } else { "own" };
        let lede = format!(
            "{} {own} actions in this plan.{doubt}",
            super::sentence::capital(&count(owners.len(), "name"))
        );
        PeoplePage { lede, owners, offices, bodies, alike }
    }
}

fn holders(rows: &[ActionRow], names: impl Fn(&ActionRow) -> Vec<&String>) -> Vec<Holder> {
    let mut all: BTreeMap<&String, Holder> = BTreeMap::new();
    for row in rows {
        for name in names(row) {
            let holder = all.entry(name).or_default();
            holder.actions += 1;
            holder.open += usize::from(!row.complete);
            holder.late += usize::from(row.due.late > 0);
        }
    }
    let mut all: Vec<Holder> = all.into_iter().map(|(name, h)| Holder { name: name.clone(), ..h }).collect();
    all.sort_by(|a, b| b.actions.cmp(&a.actions).then_with(|| a.name.cmp(&b.name)));
    all
}

fn offices(scene: &Scene) -> Vec<Holder> {
    let directory = Directory::of(&scene.plan);
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for priority in &scene.plan.priorities {
        let lists = [
            ("Sponsor", &priority.sponsors),
            ("Non-executive", &priority.non_executives),
            ("Lead", &priority.leads),
        ];
        for (office, owners) in lists {
            for owner in owners {
                for name in directory.names(&owner.text) {
                    all.entry(name).or_default().push(format!("{office} of {}", priority.title));
                }
            }
        }
    }
    let holder = |(name, offices)| Holder { name, offices, ..Holder::default() };
    all.into_iter().map(holder).collect()
}
