//! Names: persons and offices, bodies, services, each once with the other spellings met.

use std::collections::BTreeMap;

use model::at::At;
use model::finding::{Finding, Severity};
use model::plan::{Named, Plan};

use super::cues::cues;
use crate::document::{Block, Cell, Document};
use crate::recognise::Draft;
use crate::recognise::measures::{grade_word, slug};

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
    for owner in plan.actions.iter().flat_map(|a| &a.owners) {
        let name = owner.text.trim();
        if !name.is_empty() && name.split_whitespace().count() <= 14 {
            add(&mut people, name, kind_of(name), &owner.origin.at, same_office);
        }
    }
    plan.people = people;
    bodies(document, plan);
    services(plan);
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
    let owners: Vec<&str> = plan.actions.iter().flat_map(|a| &a.owners).map(|o| o.text.trim()).collect();
    let times = |name: &str| owners.iter().filter(|o| **o == name).count();
    for rare in plan.people.iter().filter(|p| p.kind == "role" && times(&p.name) == 1) {
        let near = plan
            .people
            .iter()
            .filter(|p| p.kind == "role" && times(&p.name) >= 4)
            .find(|p| same_but_last(&p.name, &rare.name));
        if let Some(near) = near {
            let message =
                format!("“{}” owns one action; “{}” owns {}.", rare.name, near.name, times(&near.name));
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

fn add(list: &mut Vec<Named>, name: &str, kind: &str, at: &At, same: fn(&str, &str) -> bool) {
    if let Some(known) = list
        .iter_mut()
        .find(|n| n.kind == kind && (same(&n.name, name) || n.aliases.iter().any(|a| a == name)))
    {
        if known.name != name && !known.aliases.iter().any(|a| a == name) {
            known.aliases.push(name.to_owned());
        }
        return;
    }
    list.push(Named {
        origin: at.clone().into(),
        name: name.to_owned(),
        kind: kind.to_owned(),
        aliases: Vec::new(),
    });
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

/// Boards, panels, groups and other bodies named in the document.
fn bodies(document: &Document, plan: &mut Plan) {
    let mut bodies = std::mem::take(&mut plan.bodies);
    for (text, at) in texts(document) {
        for (name, short) in bodies_in(&text) {
            let kind = name.rsplit(' ').next().map(str::to_lowercase).unwrap_or_default();
            let kind = cues().body_kinds.get(&kind).map_or("body", String::as_str);
            add(&mut bodies, &name, kind, &at, |a, b| slug(a) == slug(b));
            if let Some(short) = short
                && let Some(known) = bodies.iter_mut().find(|b| slug(&b.name) == slug(&name))
                && !known.aliases.contains(&short)
            {
                known.aliases.push(short);
            }
        }
    }
    for action in &plan.actions {
        if let Some(lead) = &action.lead_body {
            for name in lead.split('/').map(str::trim).filter(|n| !n.is_empty()) {
                let known = bodies.iter().any(|b| b.name == name || b.aliases.iter().any(|a| a == name));
                if !known {
                    bodies.push(Named {
                        origin: action.origin.clone(),
                        name: name.to_owned(),
                        kind: "organisation".into(),
                        aliases: Vec::new(),
                    });
                }
            }
        }
    }
    plan.bodies = bodies;
}

fn texts(document: &Document) -> impl Iterator<Item = (String, At)> + '_ {
    document.blocks.iter().flat_map(|block| match block {
        Block::Heading { text, at, .. }
        | Block::Paragraph { text, at, .. }
        | Block::Item { text, at, .. } => {
            vec![(text.clone(), at.clone())]
        }
        Block::Table(table) => table
            .rows
            .iter()
            .flat_map(|r| &r.cells)
            .filter(|c| !c.is_empty())
            .map(|c: &Cell| (c.words(), c.at.clone()))
            .collect(),
    })
}

/// Capitalised words that end in a body's word, and the initials in brackets behind them.
fn bodies_in(text: &str) -> Vec<(String, Option<String>)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut out = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let bare = word.trim_end_matches(|c: char| !c.is_alphabetic());
        let lower = bare.to_lowercase();
        let ends = cues().bodies.contains(&lower)
            && !matches!(lower.as_str(), "team" | "service")
            && bare.starts_with(char::is_uppercase)
            && bare.chars().any(char::is_lowercase);
        // The name goes on: `Board Manager`, `Partnership Plan` is none.
        let goes_on =
            bare.len() == word.len() && words.get(i + 1).is_some_and(|n| n.starts_with(char::is_uppercase));
        if !ends || goes_on {
            continue;
        }
        let mut start = i;
        while let Some(before) = start.checked_sub(1).and_then(|j| words.get(j)) {
            let joins = matches!(*before, "and" | "of" | "&" | "for")
                || (*before == "in"
                    && i - start <= 2
                    && start.checked_sub(2).and_then(|j| words.get(j)).is_some_and(|w| *w == "Children"));
            let stops = before.ends_with(['.', ',', ':', ';', ')', '?']);
            if stops || (!joins && !before.starts_with(|c: char| c.is_uppercase())) || i - start > 7 {
                break;
            }
            start -= 1;
        }
        let name: Vec<&str> = words.get(start..i).unwrap_or(&[]).iter().copied().chain([bare]).collect();
        let skip = name
            .iter()
            .take_while(|w| {
                matches!(
                    **w,
                    "The"
                        | "A"
                        | "An"
                        | "This"
                        | "That"
                        | "and"
                        | "of"
                        | "&"
                        | "for"
                        | "In"
                        | "To"
                        | "All"
                        | "Both"
                        | "At"
                        | "Full"
                        | "Each"
                        | "Our"
                )
            })
            .count();
        let name = name.get(skip..).unwrap_or(&[]);
        // `SMT and Trust Board`, `Council and Trust`: two bodies; the second is meant.
        let name = match name.iter().rposition(|w| *w == "and") {
            Some(at) if two_bodies(name.get(..at).unwrap_or(&[])) => name.get(at + 1..).unwrap_or(&[]),
            _ => name,
        };
        if name.len() < 2 && !matches!(lower.as_str(), "cabinet") {
            continue;
        }
        let short =
            words.get(i + 1).and_then(|n| n.strip_prefix('(')).map(|n| n.trim_end_matches([')', '.', ',']));
        let short =
            short.filter(|s| s.len() >= 2 && s.chars().all(|c| c.is_ascii_uppercase())).map(str::to_owned);
        out.push((name.join(" "), short));
    }
    out
}

/// Whether the words before `and` are a body of their own: initials, a body's word at the end, a list.
fn two_bodies(before: &[&str]) -> bool {
    let acronym =
        before.len() == 1 && before.iter().all(|w| w.len() > 1 && w.chars().all(|c| c.is_ascii_uppercase()));
    let ends = before
        .last()
        .is_some_and(|w| cues().bodies.contains(&w.to_lowercase()) && !w.eq_ignore_ascii_case("partnership"));
    acronym || ends || before.contains(&"and")
}

/// The services that measures and values are broken down by, under their fullest name.
fn services(plan: &mut Plan) {
    let mut met: BTreeMap<String, At> = BTreeMap::new();
    let named = plan.lines.iter().flat_map(|l| &l.measures).map(|m| (&m.breakdown, &m.origin.at));
    for (name, at) in named.chain(plan.observations.iter().map(|o| (&o.breakdown, &o.origin.at))) {
        if let Some(name) = name.as_ref().filter(|n| is_service(n)) {
            met.entry(name.clone()).or_insert_with(|| at.clone());
        }
    }
    let mut names: Vec<(String, At)> = met.into_iter().collect();
    names.sort_by_key(|(name, _)| (std::cmp::Reverse(name.len()), name.clone()));
    let mut services = std::mem::take(&mut plan.services);
    for (name, at) in names {
        add(&mut services, &name, "service", &at, same_service);
    }
    for service in &plan.service_plans {
        if let Some(known) = services.iter_mut().find(|s| same_service(&service.title, &s.name))
            && known.name != service.title
            && !known.aliases.contains(&service.title)
        {
            known.aliases.push(service.title.clone());
        }
    }
    plan.services = services;
}

fn is_service(name: &str) -> bool {
    name.chars().any(char::is_alphabetic) && !grade_word(name) && name.starts_with(char::is_uppercase)
}

/// Whether the shorter name is the longer's words, its initials or its beginning.
fn same_service(full: &str, short: &str) -> bool {
    let (a, b) = (slug(full), slug(short.split(" (").next().unwrap_or(short)));
    let short = short.split(" (").next().unwrap_or(short);
    let letters = |text: &str| {
        let joined = text.replace(" and ", " & ");
        joined
            .split_whitespace()
            .filter_map(|w| w.chars().next())
            .map(|c| c.to_ascii_lowercase())
            .filter(|c| c.is_alphanumeric() || *c == '&')
            .collect::<String>()
    };
    let initials = short.to_lowercase().replace(' ', "") == letters(full)
        || short.to_lowercase() == letters(full).replace('&', "");
    let expanded = short.split_once(' ').is_some_and(|(first, rest)| {
        let count = first.len();
        let words: Vec<&str> = full.split_whitespace().take(count).collect();
        let acronym: String = words.iter().filter_map(|w| w.chars().next()).collect();
        count > 1 && acronym == first && slug(&format!("{} {rest}", words.join(" "))) == a
    });
    a == b || initials || expanded || a.strip_prefix(b.as_str()).is_some_and(|rest| rest.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::{bodies_in, kind_of, same_office, same_service, spelt_alike};

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

    #[test]
    fn services_have_initials_and_short_names() {
        assert!(same_service("Safeguarding & Family Support", "S&FS (all teams)"));
        assert!(same_service("Safeguarding & Family Support", "Safeguarding and Family Support"));
        assert!(same_service("CLA & Support Services", "CLA"));
        assert!(!same_service("Duty & Advice", "Support"));
    }

    #[test]
    fn bodies_end_in_their_word() {
        let names = |t| bodies_in(t).into_iter().map(|b| b.0).collect::<Vec<_>>();
        assert_eq!(
            names("overseen by the Transition Steering Group (TSG) and the full Council."),
            ["Transition Steering Group"]
        );
        assert_eq!(
            names("The Health and Wellbeing Board met. The Board Manager left a group."),
            ["Health and Wellbeing Board"]
        );
    }
}
