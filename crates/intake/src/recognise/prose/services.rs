//! The services that measures and values are broken down by.

use std::collections::BTreeMap;

use model::at::At;
use model::plan::Plan;

use super::names::add;
use crate::recognise::measures::{grade_word, slug};

/// The services that measures and values are broken down by, under their fullest name.
pub(super) fn gather(plan: &mut Plan) {
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
    use super::same_service;

    #[test]
    fn services_have_initials_and_short_names() {
        assert!(same_service("Safeguarding & Family Support", "S&FS (all teams)"));
        assert!(same_service("Safeguarding & Family Support", "Safeguarding and Family Support"));
        assert!(same_service("CLA & Support Services", "CLA"));
        assert!(!same_service("Duty & Advice", "Support"));
    }
}
