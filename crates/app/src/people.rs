//! Owners, sponsors and bodies under their names: which spellings mean the same, who answers for how much.

use std::collections::{BTreeMap, HashMap};

use model::day::Day;
use model::id::Id;
use model::names::{self, Alike};
use model::plan::{Named, Plan};
use store::{Change, Filter, Kind, Value, View};

use crate::edit::{Note, fold};
use crate::error::{Error, Result};
use crate::site::{Desk, Editor, Reader, Written, latest};

/// Somebody, or an office, that a plan names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The name by which all spellings go.
    pub name: String,
    /// Spellings met, with how often each.
    pub spellings: Vec<(String, usize)>,
    /// How many actions they own, alone or with others.
    pub actions: usize,
    /// The priorities they sponsor or lead, by key.
    pub priorities: Vec<String>,
}

/// Names that may mean the same; never merged unasked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The two names, the one met more often first.
    pub names: [String; 2],
    /// Why they may be one.
    pub why: &'static str,
}

/// The names of a plan with all their spellings.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    canonical: HashMap<String, String>,
}

impl Directory {
    /// The directory of a plan: the names it lists, with the spellings that people merged.
    pub fn of(plan: &Plan) -> Directory {
        let mut canonical = HashMap::new();
        for named in plan.people.iter().chain(&plan.bodies) {
            for spelling in named.aliases.iter().chain([&named.name]) {
                canonical.insert(key(spelling), named.name.clone());
            }
        }
        Directory { canonical }
    }

    /// The name by which a single spelling goes.
    pub fn name(&self, spelling: &str) -> String {
        self.canonical.get(&key(spelling)).cloned().unwrap_or_else(|| fold(spelling))
    }

    /// Everybody that an owner phrase names: `Practice Lead/Head of HR` names two.
    pub fn names(&self, phrase: &str) -> Vec<String> {
        if let Some(whole) = self.canonical.get(&key(phrase)) {
            return vec![whole.clone()];
        }
        let mut out: Vec<String> = Vec::new();
        for one in names::owners(phrase) {
            let name = self.name(&one);
            if !out.contains(&name) {
                out.push(name);
            }
        }
        out
    }
}

fn key(name: &str) -> String {
    fold(name).to_lowercase()
}

impl Reader {
    /// Everybody a plan names as owner, sponsor or lead, those with most actions first.
    ///
    /// # Errors
    /// Where nothing was known of the plan yet, or the person may not see all of it; the store's.
    pub fn holders(&self, plan: Id, day: Day) -> Result<Vec<Holder>> {
        self.need_all()?;
        Ok(holders(&*self.plan_on(plan, day)?))
    }

    /// Names that may mean the same.
    ///
    /// # Errors
    /// As [`Reader::holders`].
    pub fn suggested_merges(&self, plan: Id, day: Day) -> Result<Vec<Suggestion>> {
        Ok(suggestions(&self.holders(plan, day)?))
    }
}

/// Everybody a plan names, those with most actions first.
pub fn holders(plan: &Plan) -> Vec<Holder> {
    let directory = Directory::of(plan);
    let mut all: BTreeMap<String, Holder> = BTreeMap::new();
    let mut spellings: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut meet = |phrase: &str, times: usize, priority: Option<&str>| {
        let whole = directory.canonical.contains_key(&key(phrase));
        let single = if whole { vec![fold(phrase)] } else { names::owners(phrase) };
        for one in single {
            let name = directory.name(&one);
            *spellings.entry((name.clone(), fold(&one))).or_default() += times;
            let holder = all.entry(name.clone()).or_insert_with(|| Holder {
                name,
                spellings: Vec::new(),
                actions: 0,
                priorities: Vec::new(),
            });
            holder.actions += if priority.is_none() { times } else { 0 };
            holder.priorities.extend(priority.map(str::to_owned));
        }
    };
    // A phrase is taken apart once, however many actions print it.
    let mut phrases: BTreeMap<&str, usize> = BTreeMap::new();
    for owner in plan.actions.iter().flat_map(|a| &a.owners) {
        *phrases.entry(&owner.text).or_default() += 1;
    }
    for (phrase, times) in phrases {
        meet(phrase, times, None);
    }
    for priority in &plan.priorities {
        for owner in priority.sponsors.iter().chain(&priority.non_executives).chain(&priority.leads) {
            meet(&owner.text, 1, Some(&priority.key));
        }
    }
    for ((name, spelling), times) in spellings {
        if let Some(holder) = all.get_mut(&name) {
            holder.spellings.push((spelling, times));
        }
    }
    let mut out: Vec<Holder> = all.into_values().collect();
    for holder in &mut out {
        holder.priorities.dedup();
    }
    out.sort_by(|a, b| b.actions.cmp(&a.actions).then_with(|| a.name.cmp(&b.name)));
    out
}

/// Names among these that may mean the same.
pub fn suggestions(holders: &[Holder]) -> Vec<Suggestion> {
    let mut out = Vec::new();
    for (index, a) in holders.iter().enumerate() {
        for b in holders.iter().skip(index + 1) {
            if let Some(alike) = names::alike(&a.name, &b.name) {
                let why = match alike {
                    Alike::Same => "the same but for abbreviations or case",
                    Alike::Initials => "one is the initials of the other",
                    Alike::Order => "the same words in another order",
                    Alike::Spelling => "a letter or two differ",
                    Alike::Noun => "the same office with another noun",
                };
                out.push(Suggestion { names: [a.name.clone(), b.name.clone()], why });
            }
        }
    }
    out
}

impl Editor<'_> {
    /// Makes several spellings one name from now on; what was printed stays as it was printed.
    ///
    /// # Errors
    /// With fewer than two names, or no name to stay.
    pub fn merge_names(
        &mut self,
        plan: Id,
        spellings: &[String],
        into: &str,
        note: &Note,
    ) -> Result<Written> {
        merge(&mut self.0, plan, spellings, into, note)
    }
}

fn merge(desk: &mut Desk<'_>, plan: Id, spellings: &[String], into: &str, note: &Note) -> Result<Written> {
    let into = fold(into);
    if into.is_empty() {
        return Err(Error::field("into", "Select the name that stays"));
    }
    let others: Vec<String> =
        spellings.iter().map(|s| fold(s)).filter(|s| !s.is_empty() && *s != into).collect();
    if others.is_empty() {
        return Err(Error::field("names", "Select at least two names"));
    }
    let reader = desk.reader()?;
    let named = reader.rows.rows(Kind::Named, &Filter::Plan(plan), View::of(latest()))?;
    let aliases = reader.rows.rows(Kind::Alias, &Filter::Plan(plan), View::of(latest()))?;
    let listed = |name: &str| named.iter().find(|r| r.text("name").is_some_and(|n| key(n) == key(name)));
    let mut changes = Vec::new();
    let stays = match listed(&into) {
        Some(row) => {
            if !row.value("merged_into").is_null() {
                let back = vec![("merged_into", Value::Null)];
                changes.push(Change::set(Kind::Named, row.id, row.revision, back));
            }
            row.id
        }
        None => {
            let id = desk.id();
            let kind = if names::is_person(&into) { "person" } else { "role" };
            let fields =
                vec![("name", into.as_str().into()), ("kind", kind.into()), ("section", "people".into())];
            changes.push(Change::create(Kind::Named, id, Some(plan), fields));
            id
        }
    };
    for other in others {
        let spelt = aliases.iter().find(|a| a.text("text").is_some_and(|t| key(t) == key(&other)));
        if let Some(row) = listed(&other) {
            if row.id != stays {
                changes.push(Change::set(
                    Kind::Named,
                    row.id,
                    row.revision,
                    vec![("merged_into", stays.into())],
                ));
            }
        } else if let Some(row) = spelt {
            changes.push(Change::set(Kind::Alias, row.id, row.revision, vec![("named", stays.into())]));
        } else {
            let fields = vec![("named", stays.into()), ("text", other.as_str().into())];
            let id = desk.id();
            changes.push(Change::create(Kind::Alias, id, Some(plan), fields));
        }
    }
    let intent = desk.intent("names merged", note)?;
    desk.write(reader.place_of(plan)?, intent, changes)
}

/// The entry of a name in the lists of a plan.
pub fn entry<'p>(plan: &'p Plan, name: &str) -> Option<&'p Named> {
    plan.people.iter().chain(&plan.bodies).find(|n| n.name == name)
}
