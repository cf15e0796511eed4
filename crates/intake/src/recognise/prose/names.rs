//! Names: persons and offices, each once with the other spellings met; bodies and services are gathered beside them.

use std::collections::{BTreeMap, BTreeSet};

use model::at::At;
use model::finding::{Finding, Severity};
use model::plan::Named;

use super::{bodies, services};
use crate::document::Document;
use crate::recognise::Draft;
use crate::recognise::measures::slug;

/// Gathers the names of a plan and of the document it was read from; offices that may be one are findings.
pub(super) fn gather(document: &Document, draft: &mut Draft) {
    let plan = &mut draft.plan;
    let mut people: Vec<Named> = std::mem::take(&mut plan.people);
    for priority in &plan.priorities {
        for owner in priority.sponsors.iter().chain(&priority.non_executives).chain(&priority.leads) {
            for name in persons(&owner.text) {
                add(&mut people, name, kind_of(name), &owner.origin.at, spelt_alike);
            }
        }
    }
    for service in &plan.service_plans {
        if let Some(owner) = &service.owner {
            add(&mut people, owner, kind_of(owner), &service.origin.at, spelt_alike);
        }
    }
    // Thousands of actions have a few dozen owners.
    let mut met: BTreeSet<&str> = BTreeSet::new();
    for owner in plan.actions.iter().flat_map(|a| &a.owners) {
        let name = owner.text.trim();
        if !name.is_empty() && met.insert(name) && name.split_whitespace().count() <= 14 {
            add(&mut people, name, kind_of(name), &owner.origin.at, same_office);
        }
    }
    plan.people = people;
    bodies::gather(document, plan);
    services::gather(plan);
    doubtful(draft);
}

/// Says which persons are spelt two ways, and which office may be another: `Improvement Managers` once among many
/// `Improvement Mentors`.
fn doubtful(draft: &mut Draft) {
    let plan = &draft.plan;
    let mut found: Vec<Finding> = Vec::new();
    for person in plan.people.iter().filter(|p| p.kind == "person") {
        for alias in &person.aliases {
            let said =
                draft.findings.iter().any(|f| f.message.contains(alias) && f.message.contains(&person.name));
            if !said {
                let message = format!("“{}” is also spelt “{alias}”.", person.name);
                found.push(
                    Finding::new("name-spelt-twice", Severity::Warning, &person.origin.at, message)
                        .hint("If they are one person, merge them under People."),
                );
            }
        }
    }
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for owner in plan.actions.iter().flat_map(|a| &a.owners) {
        *times.entry(owner.text.trim()).or_default() += 1;
    }
    let often: Vec<(&str, usize)> =
        times.iter().map(|(o, n)| (*o, *n)).filter(|o| o.1 >= 4).take(MANY).collect();
    for rare in plan.people.iter().filter(|p| p.kind == "role" && times.get(p.name.as_str()) == Some(&1)) {
        if let Some((near, count)) = often.iter().find(|o| same_but_last(o.0, &rare.name)) {
            let message = format!("“{}” owns one action; “{near}” owns {count}.", rare.name);
            found.push(
                Finding::new("office-named-twice", Severity::Info, &rare.origin.at, message)
                    .hint("If they are one office, merge them under People."),
            );
        }
    }
    draft.findings.extend(found);
}

/// Two offices of three words or more that differ in the last, which begins with the same letter.
fn same_but_last(a: &str, b: &str) -> bool {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split_whitespace().collect(), b.split_whitespace().collect());
    let (Some((last, first)), Some((other, front))) = (a.split_last(), b.split_last()) else { return false };
    a.len() >= 3 && first == front && last != other && last.chars().next() == other.chars().next()
}

/// `A Person with B Person (NED)`, `A Person and B Person`: the names.
fn persons(text: &str) -> impl Iterator<Item = &str> {
    text.split(" with ")
        .flat_map(|p| p.split(" and "))
        .map(|p| p.split(" (").next().unwrap_or(p).trim())
        .filter(|p| !p.is_empty())
}

/// A person's name is two or three capitalised words none of which is a word of an office.
fn kind_of(name: &str) -> &'static str {
    const OFFICE: [&str; 38] = [
        "partner",
        "officers",
        "reviewing",
        "directors",
        "leads",
        "apprentice",
        "councillor",
        "heads",
        "head",
        "lead",
        "manager",
        "mgr",
        "officer",
        "director",
        "mentor",
        "mentors",
        "chief",
        "executive",
        "service",
        "services",
        "team",
        "practice",
        "chair",
        "staff",
        "social",
        "worker",
        "workers",
        "commissioner",
        "analyst",
        "hos",
        "ad",
        "ops",
        "hr",
        "board",
        "coordinator",
        "school",
        "managers",
        "partnership",
    ];
    let words: Vec<&str> = name.split_whitespace().collect();
    let plain = |w: &&str| {
        w.starts_with(char::is_uppercase)
            && w.chars().any(char::is_lowercase)
            && w.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
    };
    let office = words.iter().any(|w| OFFICE.contains(&w.to_lowercase().as_str()));
    if (2..=4).contains(&words.len()) && words.iter().all(plain) && !office { "person" } else { "role" }
}

/// Beyond this many names spellings are no longer compared: a bound for hostile input.
const MANY: usize = 300;

/// Adds a name to a list that may have it already, itself or under another spelling.
pub(super) fn add(list: &mut Vec<Named>, name: &str, kind: &str, at: &At, same: fn(&str, &str) -> bool) {
    if list.iter().any(|n| n.kind == kind && (n.name == name || n.aliases.iter().any(|a| a == name))) {
        return;
    }
    let compare = list.len() < MANY;
    match list.iter_mut().find(|n| compare && n.kind == kind && same(&n.name, name)) {
        Some(known) => known.aliases.push(name.to_owned()),
        None => list.push(Named {
            origin: at.clone().into(),
            name: name.to_owned(),
            kind: kind.to_owned(),
            aliases: Vec::new(),
        }),
    }
}

/// Whether two names of persons are the same but for a letter or two.
pub(crate) fn spelt_alike(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let (first, second): (Vec<&str>, Vec<&str>) =
        (a.split_whitespace().collect(), b.split_whitespace().collect());
    if first.len() != second.len() || first.is_empty() {
        return a == b;
    }
    let differing = first.iter().zip(&second).filter(|(x, y)| x != y).count();
    differing == 0
        || (differing == 1
            && first.len() > 1
            && first.iter().zip(&second).all(|(x, y)| {
                x == y
                    || (x.len() > 3
                        && y.len() > 3
                        && distance(x, y) <= 2
                        && x.chars().next() == y.chars().next())
            }))
}

/// Letters to change, add or drop to make one word the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (y, above) in b.iter().zip(row.iter().skip(1)) {
            let value = (corner + usize::from(x != *y)).min(above + 1).min(left + 1);
            corner = *above;
            left = value;
            next.push(value);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

/// Whether two offices are the same but for abbreviations: `OD Mgr`, `OD Manager`; `Practice Dev Lead`, `Practice
/// Development Lead`.
fn same_office(a: &str, b: &str) -> bool {
    let first = |text: &str| text.chars().next().map(|c| c.to_ascii_lowercase());
    if first(a) != first(b) {
        return false;
    }
    let (a, b) = (slug(a), slug(b));
    let words = |s: &str| {
        s.split('-')
            .filter(|w| !matches!(*w, "and" | "of" | "the" | ""))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (a, b) = (words(&a), words(&b));
    a.len() == b.len()
        && !a.is_empty()
        && a.iter().zip(&b).all(|(x, y)| x == y || short_for(x, y) || short_for(y, x))
}

/// `mgr` for `manager`, `devt` for `development`, a plural for its singular.
fn short_for(short: &str, long: &str) -> bool {
    if short.len() >= long.len() || short.len() < 2 || short.chars().next() != long.chars().next() {
        return false;
    }
    if long.strip_suffix('s') == Some(short) {
        return true;
    }
    let mut letters = long.chars();
    long.len() >= short.len() + 3 && short.len() >= 3 && short.chars().all(|c| letters.any(|l| l == c))
}

#[cfg(test)]
mod tests {
    use super::{kind_of, same_office, spelt_alike};

    #[test]
    fn names_of_persons_differ_by_a_letter() {
        assert!(spelt_alike("Marga Hill", "Margo Hill"));
        assert!(spelt_alike("Ann Davis", "Ann Davies"));
        assert!(!spelt_alike("Ann Hill", "Ann Wood"));
        assert!(!spelt_alike("Ann Hill", "Jan Hill"));
        assert_eq!(
            (kind_of("Ann Hill"), kind_of("Head of HR"), kind_of("Practice Lead")),
            ("person", "role", "role")
        );
    }

    #[test]
    fn offices_are_abbreviated() {
        assert!(same_office("OD Mgr", "OD Manager"));
        assert!(same_office("Practice Devt Lead", "Practice Development Lead"));
        assert!(same_office("Head of HR & OD", "Head of HR and OD"));
        assert!(!same_office("OD Manager", "HR Manager"));
    }
}
