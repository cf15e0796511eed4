//! The people and bodies of a plan: every phrase that names an owner, sponsor, lead or body, and what each answers for.

use std::collections::BTreeMap;

use serde::Serialize;

use super::row::ActionRow;
use super::scene::Scene;
use super::sentence::count;

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
    /// Spellings that look like one and the same: each group could be merged.
    pub alike: Vec<Vec<String>>,
}

/// One name with what it answers for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Holder {
    /// The phrase as printed.
    pub name: String,
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
        let owners = holders(scene.rows(), |row| row.owners.iter().collect());
        let bodies = holders(scene.rows(), |row| row.body.iter().collect());
        let mut names: Vec<String> = owners.iter().chain(&bodies).map(|h| h.name.clone()).collect();
        let offices = offices(scene);
        names.extend(offices.iter().map(|h| h.name.clone()));
        names.sort();
        names.dedup();
        let alike = alike(&names);
        let doubt = match alike.len() {
            0 => String::new(),
            n => format!(" {} may be one and the same under several spellings.", count(n, "group of names")),
        };
        let lede = format!(
            "{} own actions in this plan.{doubt}",
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
    let mut all: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for priority in &scene.plan.priorities {
        let lists = [
            ("Sponsor", &priority.sponsors),
            ("Non-executive", &priority.non_executives),
            ("Lead", &priority.leads),
        ];
        for (office, owners) in lists {
            for owner in owners {
                all.entry(&owner.text).or_default().push(format!("{office} of {}", priority.title));
            }
        }
    }
    let holder = |(name, offices): (&str, Vec<String>)| Holder {
        name: name.to_string(),
        offices,
        ..Holder::default()
    };
    all.into_iter().map(holder).collect()
}

/// Groups of names that differ only in case, marks, white space, or by one letter in a name of eight or more.
pub fn alike(names: &[String]) -> Vec<Vec<String>> {
    let folded: Vec<String> = names
        .iter()
        .map(|n| n.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect())
        .collect();
    let mut group: Vec<usize> = (0..names.len()).collect();
    for i in 0..names.len() {
        for j in 0..i {
            let same = folded.get(i).zip(folded.get(j)).is_some_and(|(a, b)| near(a, b));
            if let (true, Some(to), Some(from)) = (same, group.get(j).copied(), group.get(i).copied()) {
                for g in group.iter_mut().filter(|g| **g == from) {
                    *g = to;
                }
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (g, name) in group.iter().zip(names) {
        groups.entry(*g).or_default().push(name.clone());
    }
    groups.into_values().filter(|g| g.len() > 1).collect()
}

/// Whether two folded names are equal, or one letter apart and long.
fn near(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() < 8 || long.len() - short.len() > 1 {
        return false;
    }
    let start = short.iter().zip(long.iter()).take_while(|(x, y)| x == y).count();
    let end = short.iter().rev().zip(long.iter().rev()).take_while(|(x, y)| x == y).count();
    start + end + 1 >= long.len()
}

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn spellings_of_one_name_are_grouped_and_different_offices_are_not() {
        let names = [
            "Head of Safeguarding",
            "Head of safe-guarding",
            "Head of Safegarding",
            "Head of HR",
            "Head of QA",
        ];
        let groups = alike(&names.map(str::to_string));
        assert_eq!(groups, [["Head of Safeguarding", "Head of safe-guarding", "Head of Safegarding"]]);
    }
}
