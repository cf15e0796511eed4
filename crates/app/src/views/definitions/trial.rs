//! A definition that is tried: what it changes in words, and what it makes of every kept snapshot, before anything is saved.

use measures::{Definition, Kind};
use model::decimal::Decimal;
use serde::Serialize;

use crate::lists::draft;
use crate::lists::restate::{Effect, Trial};
use crate::measured::{Measured, Number};
use crate::views::performance::course::{made_of, value};
use crate::views::sentence::capital;
use crate::words::count;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct TrialPage {
    /// The definition's key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The version that it would be.
    pub version: u32,
    /// The version that it replaces; 0 where there is none.
    pub seen: u32,
    /// How it stands, in a sentence or two.
    pub lede: String,
    /// What it says otherwise than the version in force: what, before, after.
    pub changed: Vec<(String, String, String)>,
    /// What it makes of the snapshots, the latest first.
    pub effects: Vec<EffectRow>,
    /// The services on the latest day that has its rows: service, before, after, difference.
    pub services: Vec<(String, String, String, String)>,
    /// That day, in words.
    pub services_on: String,
}

/// A snapshot on the page.
#[derive(Clone, Debug, Serialize)]
pub struct EffectRow {
    /// Its day, ISO.
    pub as_at: String,
    /// What stands, and what that is made of.
    pub now: (String, String),
    /// What it would become, and what that is made of; `None` where the rows are gone.
    pub then: Option<(String, String)>,
    /// The difference, with its sign.
    pub difference: String,
    /// Why it stays as it is, or what is to be known.
    pub note: String,
}

impl TrialPage {
    /// The page of a trial.
    pub fn of(trial: &Trial) -> TrialPage {
        let latest = trial.effects.iter().rev().find(|e| e.then.is_some());
        TrialPage {
            key: trial.definition.key.clone(),
            name: trial.definition.name.clone(),
            version: trial.definition.version,
            seen: trial.seen(),
            lede: lede(trial),
            changed: changed(trial),
            effects: trial.effects.iter().rev().map(row).collect(),
            services: latest.map(services).unwrap_or_default(),
            services_on: latest.map(|e| e.kept.as_at.long()).unwrap_or_default(),
        }
    }
}

fn lede(trial: &Trial) -> String {
    let here: Vec<&Effect> = trial.effects.iter().filter(|e| e.then.is_some()).collect();
    let gone = trial.effects.len() - here.len();
    if trial.effects.is_empty() {
        return "No case lists are kept yet: it is sound, and computed from the first that are.".to_owned();
    }
    let stays = match gone {
        0 => String::new(),
        1 => " 1 set of case lists without rows keeps its figure.".to_owned(),
        n => format!(" {} of case lists without rows keep their figures.", count(n, "set")),
    };
    if here.is_empty() {
        return format!("It is sound, but nothing can be computed again.{stays}");
    }
    let differ = here.iter().filter(|e| shown(e.now.as_ref()) != shown(e.then.as_ref())).count();
    match (&trial.replaces, differ) {
        (None, _) => format!("It gives {}.{stays}", count(here.len(), "figure")),
        (Some(_), 0) => format!("No figure would change.{stays}"),
        (Some(_), n) => format!("{n} of {} would change.{stays}", count(here.len(), "figure")),
    }
}

/// The keys whose text differs, with their labels.
fn changed(trial: &Trial) -> Vec<(String, String, String)> {
    let Some(old) = &trial.replaces else { return Vec::new() };
    let (before, after) = (draft::fields(old), draft::fields(&trial.definition));
    let plain = |text: &str| text.trim().replace('\n', " · ");
    let differs = before.iter().zip(&after).filter(|((_, a), (_, b))| a.trim() != b.trim());
    differs
        .map(|((key, a), (_, b))| match *key {
            "sql" | "against" => (draft::label(key).to_owned(), String::new(), lines_changed(a, b)),
            key => (draft::label(key).to_owned(), plain(a), plain(b)),
        })
        .collect()
}

/// How many lines of a query are others.
fn lines_changed(before: &str, after: &str) -> String {
    let count_of = |of: &str, other: &str| {
        let other: Vec<&str> = other.lines().map(str::trim).collect();
        of.lines().map(str::trim).filter(|l| !l.is_empty() && !other.contains(l)).count()
    };
    let (gone, new) = (count_of(before, after), count_of(after, before));
    format!("{} new, {gone} gone", count(new, "line"))
}

fn row(effect: &Effect) -> EffectRow {
    let now = effect.now.as_ref();
    let then = effect.then.as_ref();
    let note = match (then, now) {
        (None, _) => format!("{}: stays as it is", effect.kept.rows_gone()),
        (Some(then), _) if !then.needs.is_empty() => capital(&then.why_not().unwrap_or_default()),
        (Some(then), _) if then.outside_calendar > 0 => {
            format!("{} outside the known bank holidays left out", count(then.outside_calendar, "row"))
        }
        _ => String::new(),
    };
    EffectRow {
        as_at: effect.kept.as_at.iso(),
        now: shown(now),
        then: then.map(|m| shown(Some(m))),
        difference: then.map(|then| difference(now, then)).unwrap_or_default(),
        note,
    }
}

/// A figure with what it is made of, as words.
fn shown(measured: Option<&Measured>) -> (String, String) {
    let Some((measured, whole)) = measured.and_then(|m| Some((m, m.whole.as_ref()?))) else {
        return ("–".to_owned(), String::new());
    };
    of_number(&measured.definition, whole)
}

fn of_number(definition: &Definition, number: &Number) -> (String, String) {
    if definition.kind == Kind::Bands {
        let bands: Vec<String> = number.bands.iter().map(|(name, n, _)| format!("{name} {n}")).collect();
        return (number.numerator.map(|n| n.to_string()).unwrap_or_default(), bands.join(", "));
    }
    (value(definition, number), made_of(definition, number))
}

/// The difference of two figures with its sign; nothing where they cannot be held against each other.
fn difference(now: Option<&Measured>, then: &Measured) -> String {
    let of = |m: &Measured| m.whole.as_ref().and_then(|n| n.value.or(n.numerator));
    let Some(now) = now.filter(|m| m.definition.unit == then.definition.unit) else { return String::new() };
    signed(of(now), of(then))
}

fn signed(now: Option<Decimal>, then: Option<Decimal>) -> String {
    let Some(difference) = now.zip(then).and_then(|(now, then)| then.minus(now)) else {
        return String::new();
    };
    match difference.millionths() {
        0 => "0".to_owned(),
        n if n > 0 => format!("+{difference}"),
        _ => format!("−{}", difference.abs()),
    }
}

/// The services before and after, in the order of their names.
fn services(effect: &Effect) -> Vec<(String, String, String, String)> {
    let Some(then) = &effect.then else { return Vec::new() };
    let now = effect.now.as_ref();
    let before = |service: &str| now.and_then(|m| m.services.iter().find(|n| n.service == service));
    let named = then.services.iter().filter(|n| !n.service.is_empty() && n.bands.is_empty());
    named
        .map(|n| {
            let was = before(&n.service);
            let old = was.zip(now).map_or_else(|| "–".to_owned(), |(n, m)| value(&m.definition, n));
            let same = now.filter(|m| m.definition.unit == then.definition.unit);
            let difference = same.map_or_else(String::new, |_| signed(was.and_then(|n| n.value), n.value));
            (n.service.clone(), old, value(&then.definition, n), difference)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{lines_changed, signed};
    use model::decimal::Decimal;

    #[test]
    fn a_difference_has_its_sign() {
        let d = Decimal::parse;
        assert_eq!(signed(d("66.7"), d("70")), "+3.3");
        assert_eq!(signed(d("70"), d("66.7")), "−3.3");
        assert_eq!(signed(d("70"), d("70")), "0");
        assert_eq!(signed(None, d("70")), "");
    }

    #[test]
    fn of_a_query_the_lines_that_are_others_are_counted() {
        assert_eq!(lines_changed("SELECT a\nFROM b\n", "SELECT a\nFROM c\n  WHERE d"), "2 lines new, 1 gone");
    }
}
