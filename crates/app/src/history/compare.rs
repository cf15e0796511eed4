//! What differs between two days of a plan, in words, gathered by what it is about.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::day::Day;
use model::id::Id;
use store::{Changed, Filter, Kind, Row, Value, View};

use super::names::{Names, field};
use crate::error::Result;
use crate::site::{Reader, latest};
use crate::words;

/// One of the two states compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// The day.
    pub day: Day,
    /// Whether anything was known of the plan on that day.
    pub known: bool,
}

/// Two days of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The earlier state.
    pub from: Side,
    /// The later state.
    pub to: Side,
    /// What differs: actions first, then what they stand under, recommendations, measures, the rest, the plan.
    pub differences: Vec<Difference>,
}

/// What differs about one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Its kind.
    pub kind: Kind,
    /// Its identity.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// Whether it is there in the earlier state.
    pub before: bool,
    /// Whether it is there in the later state.
    pub after: bool,
    /// A target date of it was moved.
    pub slipped: bool,
    /// What differs, one sentence each: `target date moved from 31 July 2021 to 31 December 2021`.
    pub sentences: Vec<String>,
}

impl Reader {
    /// Compares two days of a plan, in whichever order they are given.
    ///
    /// # Errors
    /// When the person may not see all of the plan; the store's.
    pub fn compare(&self, plan: Id, a: Day, b: Day) -> Result<Arc<Comparison>> {
        self.need_all()?;
        let (from, to) = (a.min(b), a.max(b));
        self.site().compared(self.rows.last_event(), (plan, from, to), || self.compare_now(plan, from, to))
    }

    fn compare_now(&self, plan: Id, from: Day, to: Day) -> Result<Comparison> {
        let first = self.rows.days(plan)?.map(|(first, _)| first);
        let side = |day| Side { day, known: first.is_some_and(|first| first <= day) };
        let changed = self.rows.changed_between(plan, View::of(from), View::of(to))?;
        let mut names = Names::new(self);
        let mut groups: BTreeMap<(u8, Kind, Id), Vec<Changed>> = BTreeMap::new();
        for change in changed {
            let Some(row) = change.after.as_ref().or(change.before.as_ref()) else { continue };
            if row.kind.is_of_packs() {
                // A pack speaks of the plan; it is no part of it.
                continue;
            }
            let (kind, id) = names.about_row(row)?;
            groups.entry((order(kind), kind, id)).or_default().push(change);
        }
        let mut differences = Vec::with_capacity(groups.len());
        for ((_, kind, id), changes) in groups {
            differences.push(difference(&mut names, (kind, id), &changes)?);
        }
        differences.sort_by_cached_key(|d| (order(d.kind), natural(&d.name)));
        Ok(Comparison { from: side(from), to: side(to), differences })
    }

    /// The day to compare with when none is asked for: that of the import before the last, or of the only one.
    ///
    /// # Errors
    /// The store's.
    pub fn day_of_previous_import(&self, plan: Id) -> Result<Option<Day>> {
        self.day_of_previous_import_in(plan, View::of(latest()))
    }

    /// The same as it was known then.
    pub(crate) fn day_of_previous_import_in(&self, plan: Id, view: View) -> Result<Option<Day>> {
        let mut days: Vec<Day> = self
            .rows
            .rows(Kind::Import, &Filter::Plan(plan), view)?
            .iter()
            .filter_map(|r| r.day("as_at"))
            .collect();
        days.sort_unstable();
        days.dedup();
        let last = days.pop();
        Ok(days.pop().or(last))
    }
}

fn order(kind: Kind) -> u8 {
    match kind {
        Kind::Action => 0,
        Kind::Line => 1,
        Kind::Priority => 2,
        Kind::Recommendation => 3,
        Kind::Measure => 4,
        Kind::Plan => 6,
        _ => 5,
    }
}

/// Sorts `action 1.10` after `action 1.2`.
fn natural(name: &str) -> Vec<(u64, String)> {
    let mut out: Vec<(u64, String)> = Vec::new();
    let mut digits = String::new();
    let mut letters = String::new();
    for c in name.chars().chain([' ']) {
        if c.is_ascii_digit() {
            digits.push(c);
        } else {
            if !digits.is_empty() {
                out.push((digits.parse().unwrap_or(u64::MAX), std::mem::take(&mut letters)));
                digits.clear();
            }
            letters.push(c);
        }
    }
    out.push((0, letters));
    out.iter()
        .enumerate()
        .map(|(i, (n, _))| (*n, out.get(i).map(|(_, l)| l.clone()).unwrap_or_default()))
        .collect()
}

fn difference(names: &mut Names<'_>, (kind, id): (Kind, Id), changes: &[Changed]) -> Result<Difference> {
    let itself = changes.iter().find(|c| c.id == id);
    let (before, after) = itself.map_or((true, true), |c| (c.before.is_some(), c.after.is_some()));
    let mut sentences = Vec::new();
    let mut slipped = false;
    match (before, after) {
        (false, true) => sentences.push("new".to_owned()),
        (true, false) => sentences.push("withdrawn".to_owned()),
        _ => {
            if let Some(moved) = moved(changes) {
                slipped = true;
                sentences.push(moved);
            }
        }
    }
    for change in changes {
        if change.id == id && before != after {
            continue;
        }
        sentences.extend(sentence(names, change, slipped)?);
    }
    Ok(Difference { kind, id, name: names.name(id)?, before, after, slipped, sentences })
}

fn in_force(row: Option<&Row>) -> bool {
    row.is_some_and(|r| !r.flag("superseded"))
}

/// `target date moved from … to …`, where the date in force is another.
fn moved(changes: &[Changed]) -> Option<String> {
    let dates = || changes.iter().filter(|c| c.kind == Kind::TargetDate);
    let from =
        dates().find(|c| in_force(c.before.as_ref()) && !in_force(c.after.as_ref()))?.before.as_ref()?;
    let to = dates().rfind(|c| in_force(c.after.as_ref()) && !in_force(c.before.as_ref()))?.after.as_ref()?;
    let why = to.text("reason").map(|r| format!(": {r}")).unwrap_or_default();
    Some(format!("target date moved from {} to {}{why}", date(from), date(to)))
}

fn date(row: &Row) -> String {
    match row.day("to_day").filter(|_| row.text("kind") == Some("point")) {
        Some(day) => day.long(),
        None => format!("“{}”", row.words("phrase")),
    }
}

fn sentence(names: &mut Names<'_>, change: &Changed, date_told: bool) -> Result<Option<String>> {
    let kind = change.kind;
    let called = |row: &Row| words::thing(kind, |f| field(row, f));
    Ok(match (&change.before, &change.after) {
        (None, Some(row)) if kind == Kind::TargetDate => {
            (!date_told).then(|| format!("target date set to {}", date(row)))
        }
        (None, Some(row)) if kind == Kind::Update => {
            let author = row.text("author").map(|a| format!(" by {a}")).unwrap_or_default();
            Some(format!("update{author}: “{}”", words::short(&row.words("text"), 200)))
        }
        (None, Some(row)) if kind == Kind::Rating => {
            let level = row.text("level").unwrap_or("not rated");
            Some(format!("{} rated {level} by {}", row.words("axis"), row.words("by")))
        }
        (None, Some(row)) => Some(format!("{} added", called(row))),
        (Some(row), None) => Some(format!("{} withdrawn", called(row))),
        (Some(before), Some(after)) => {
            if kind == Kind::TargetDate && date_told {
                return Ok(None);
            }
            let mut parts = Vec::new();
            let completed = (kind == Kind::Action).then(|| completion(before, after)).flatten();
            for name in before.differences(after) {
                // How it came by owners and dates follows from what else is told.
                let told = completed.is_some() && COMPLETION.contains(&name);
                if told || matches!(name, "position" | "owners_from" | "dates_from") {
                    continue;
                }
                let word = words::field(kind, name);
                let (a, b) = (show(names, before, name)?, show(names, after, name)?);
                parts.push(format!("{word} changed from {a} to {b}"));
            }
            let of = if matches!(kind, Kind::Action | Kind::Line | Kind::Priority | Kind::Plan) {
                String::new()
            } else {
                format!("{}: ", called(after))
            };
            parts.splice(0..0, completed);
            (!parts.is_empty()).then(|| format!("{of}{}", words::list(&parts)))
        }
        (None, None) => None,
    })
}

/// The fields in which completion is kept.
const COMPLETION: [&str; 6] =
    ["status", "done_on", "declared_by", "confirmed_by", "confirmed_on", "by_import"];

/// What became of an action's completion between the two days, if anything did.
fn completion(before: &Row, after: &Row) -> Option<String> {
    let changed = before.differences(after).iter().any(|name| COMPLETION.contains(name));
    if !changed {
        return None;
    }
    if after.value("status").is_null() {
        return Some("open again".to_owned());
    }
    let on = |field| after.day(field).map(|d| format!(" on {}", d.long())).unwrap_or_default();
    let by = |field| after.text(field).map(|who| format!(" by {who}")).unwrap_or_default();
    let mut told = format!("done{}{}", on("done_on"), by("declared_by"));
    if !after.value("confirmed_by").is_null() {
        told += &format!(", confirmed{}{}", by("confirmed_by"), on("confirmed_on"));
    }
    Some(told)
}

fn show(names: &mut Names<'_>, row: &Row, name: &str) -> Result<String> {
    let reference = matches!(row.kind.def().field(name).map(|f| f.ty), Some(store::schema::Type::Ref(_)));
    Ok(match field(row, name) {
        Value::Null => "nothing".to_owned(),
        value if reference => match value.as_id() {
            Some(id) => names.name(id)?,
            None => String::new(),
        },
        Value::Text(text) if text.contains(' ') => format!("“{}”", words::short(text, 160)),
        value => words::value(row.kind, name, value),
    })
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn references_sort_as_people_count() {
        let mut names = ["action 1.10a", "action 1.2b", "action 1.2a", "action 2.1a"];
        names.sort_by_cached_key(|n| natural(n));
        assert_eq!(names, ["action 1.2a", "action 1.2b", "action 1.10a", "action 2.1a"]);
    }
}
