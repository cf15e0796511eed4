//! Lists that say what they are in the line before them: an outside view's findings, service-level plans.

use model::plan::{Diagnostic, ServicePlan};

use super::cues::{cues, says};
use super::units::{Kind, Unit, used};
use crate::recognise::Draft;

/// No list of this kind is longer.
const MANY: usize = 100;

/// Finds diagnostics and service-level plans.
pub(super) fn recognise(units: &[Unit<'_>], draft: &mut Draft) {
    for (at, lead) in units.iter().enumerate().filter(|(_, u)| u.kind != Kind::Table && u.text.ends_with(':'))
    {
        let depth = units.get(at + 1).map_or(0, |u| u.depth);
        let items: Vec<&Unit<'_>> = units
            .get(at + 1..)
            .unwrap_or(&[])
            .iter()
            .take(MANY)
            .take_while(|u| u.kind == Kind::Item && u.depth >= depth)
            .collect();
        if items.len() < 2 {
            continue;
        }
        if says(&lead.text, &cues().diagnostic) && says(&lead.text, &cues().diagnostic_lead) {
            diagnostics(units.get(..at).unwrap_or(&[]), lead, &items, draft);
        } else if says(&lead.text, &cues().service_plans) {
            service_plans(lead, &items, draft);
        }
    }
}

fn diagnostics(before: &[Unit<'_>], lead: &Unit<'_>, items: &[&Unit<'_>], draft: &mut Draft) {
    let told = before.iter().rev().take(3).find(|u| says(&u.text, &cues().diagnostic));
    let source = told.and_then(|u| organisation(&u.text)).or_else(|| organisation(&lead.text));
    for item in items {
        draft.plan.diagnostics.push(Diagnostic {
            origin: item.at().into(),
            text: item.text.clone(),
            source: source.clone(),
        });
        used(draft, item, "diagnostic");
    }
    used(draft, lead, "diagnostics");
}

/// The first name with its initials in brackets: `Local Government Association (LGA)`.
fn organisation(text: &str) -> Option<String> {
    let open = text.find(" (")?;
    let short = text.get(open + 2..)?.split(')').next()?;
    let acronym = short.len() >= 2 && short.chars().all(|c| c.is_ascii_uppercase());
    let words: Vec<&str> = text.get(..open)?.split(' ').collect();
    let mut name: Vec<&str> = Vec::new();
    for word in words.iter().rev() {
        if !word.starts_with(char::is_uppercase) && !matches!(*word, "and" | "of" | "for") {
            break;
        }
        name.insert(0, word);
    }
    while name.len() > short.len() || name.first().is_some_and(|w| w.starts_with(char::is_lowercase)) {
        name.remove(0);
    }
    (acronym && !name.is_empty()).then(|| format!("{} ({short})", name.join(" ")))
}

/// `Care Leavers A Person`, `Care Leavers - A Person`: the title and who owns it.
fn service_plans(lead: &Unit<'_>, items: &[&Unit<'_>], draft: &mut Draft) {
    for item in items {
        let (title, owner) = title_and_owner(&item.text);
        draft.plan.service_plans.push(ServicePlan {
            origin: item.at().into(),
            title: title.to_owned(),
            owner: owner.map(str::to_owned),
        });
        used(draft, item, "service plan");
    }
    used(draft, lead, "service plans");
}

/// A separator parts them; without one the last two words are a name where both are capitalised and a title is left.
fn title_and_owner(text: &str) -> (&str, Option<&str>) {
    for mark in [" – ", " - ", ": ", " — "] {
        if let Some((title, owner)) = text.split_once(mark) {
            return (title.trim(), Some(owner.trim()));
        }
    }
    let mut spaces = text.rmatch_indices(' ').map(|m| m.0);
    let Some(at) = spaces.nth(1) else { return (text, None) };
    let (title, owner) = (text.get(..at).unwrap_or(text), text.get(at + 1..).unwrap_or(""));
    let name = owner.split(' ').all(|w| {
        w.len() > 1 && w.starts_with(char::is_uppercase) && w.chars().skip(1).any(char::is_lowercase)
    });
    if name && !title.is_empty() { (title, Some(owner)) } else { (text, None) }
}

#[cfg(test)]
mod tests {
    use super::{organisation, title_and_owner};

    #[test]
    fn owners_stand_behind_titles() {
        assert_eq!(title_and_owner("Duty and Advice Ann Smith"), ("Duty and Advice", Some("Ann Smith")));
        assert_eq!(title_and_owner("HR and OD – Ann Smith"), ("HR and OD", Some("Ann Smith")));
        assert_eq!(title_and_owner("Care leavers"), ("Care leavers", None));
    }

    #[test]
    fn an_organisation_has_its_initials() {
        assert_eq!(
            organisation("In March, the Local Government Association (LGA) with a team").as_deref(),
            Some("Local Government Association (LGA)")
        );
    }
}
