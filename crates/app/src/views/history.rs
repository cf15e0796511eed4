//! What happened to a plan, told in words; and what differs between two days.

use model::day::Day;
use serde::Serialize;

use crate::error::Result;
use crate::history::{Comparison, Page, Told};
use crate::site::Reader;
use model::id::Id;
use store::Kind;

/// One act as it is shown.
#[derive(Clone, Debug, Serialize)]
pub struct Deed {
    /// The number by which it can be undone.
    pub act: u64,
    /// The whole in one sentence.
    pub sentence: String,
    /// What it was, in general.
    pub what: String,
    /// Who did it.
    pub who: String,
    /// The day it was recorded.
    pub recorded: Option<String>,
    /// The day from which it holds, where that is another.
    pub effective: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// Its changes: the sentence, and the page it is about below the plan's address.
    pub changes: Vec<(String, Option<String>)>,
    /// How many changes there are beside those told.
    pub more: usize,
    /// It was taken back.
    pub undone: bool,
    /// It took another back.
    pub undoes: bool,
    /// The import it is part of: taken back whole.
    pub batch: Option<String>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryPage {
    /// What happened, newest first.
    pub deeds: Vec<Deed>,
    /// Where the next page begins.
    pub older: Option<u64>,
    /// The first day on which anything is known.
    pub first_day: Option<String>,
    /// The day of the import before the last: what is compared with unless asked otherwise.
    pub previous: Option<String>,
    /// The day shown.
    pub day: String,
}

/// How many acts stand on a page.
const ACTS: usize = 40;
/// How many acts stand in a file.
const MOST: usize = 20_000;

impl HistoryPage {
    /// The page of a plan; `before` continues an earlier one.
    ///
    /// # Errors
    /// When the person may not see it; the store's.
    pub fn of(reader: &Reader, plan: Id, day: Day, before: u64) -> Result<HistoryPage> {
        let told = reader.history_of_plan(plan, Page { before, acts: ACTS })?;
        let older = (told.len() == ACTS).then(|| told.last().map(|t| t.act)).flatten();
        let first_day = reader.plans()?.into_iter().find(|p| p.id == plan).and_then(|p| p.first_day);
        let previous = reader.day_of_previous_import(plan)?.filter(|d| *d < day).or(first_day);
        Ok(HistoryPage {
            deeds: told.iter().map(deed).collect(),
            older,
            first_day: first_day.map(Day::iso),
            previous: previous.map(Day::iso),
            day: day.iso(),
        })
    }

    /// Everything that happened to a plan, newest first, as far as a file holds it.
    ///
    /// # Errors
    /// As [`HistoryPage::of`].
    pub fn whole(reader: &Reader, plan: Id) -> Result<Vec<Deed>> {
        Ok(reader.history_of_plan(plan, Page { before: 0, acts: MOST })?.iter().map(deed).collect())
    }
}

/// The audit trail: every act at this site.
#[derive(Clone, Debug, Serialize)]
pub struct TrailPage {
    /// What was done, newest first.
    pub deeds: Vec<Deed>,
    /// Where the next page begins.
    pub older: Option<u64>,
}

impl TrailPage {
    /// The page; `before` continues an earlier one.
    ///
    /// # Errors
    /// When the person may not read it; the store's.
    pub fn of(reader: &Reader, before: u64) -> Result<TrailPage> {
        let told = reader.trail(Page { before, acts: ACTS })?;
        let older = (told.len() == ACTS).then(|| told.last().map(|t| t.act)).flatten();
        Ok(TrailPage { deeds: told.iter().map(deed).collect(), older })
    }
}

/// An act as it is shown.
pub fn deed(told: &Told) -> Deed {
    let recorded = i32::try_from(told.recorded_at.div_euclid(86_400_000)).ok().and_then(Day::from_number);
    Deed {
        act: told.act,
        sentence: told.sentence(),
        what: told.what.clone(),
        who: told.who.clone(),
        recorded: recorded.map(Day::iso),
        effective: (recorded != Some(told.effective)).then(|| told.effective.iso()),
        why: told.why.clone(),
        changes: told.changes.iter().map(|c| (c.sentence.clone(), page(c.about))).collect(),
        more: told.more,
        undone: told.undone,
        undoes: told.undoes.is_some(),
        // Other acts of several days are taken back like any one.
        batch: told.batch.filter(|_| told.what == "imported").map(|b| b.to_string()),
    }
}

/// The page of a thing, below the plan's address: of those whose address is their identity.
fn page((kind, id): (Kind, Id)) -> Option<String> {
    (kind == Kind::Action).then(|| format!("actions/{id}"))
}

/// Two days of a plan.
#[derive(Clone, Debug, Serialize)]
pub struct ComparePage {
    /// The earlier day.
    pub from: String,
    /// The later day.
    pub to: String,
    /// How they differ, in a sentence.
    pub lede: String,
    /// Nothing was known on the earlier day.
    pub unknown: bool,
    /// What differs, by kind: the kind in words, and each thing.
    pub groups: Vec<(String, Vec<Difference>)>,
}

/// What differs about one thing.
#[derive(Clone, Debug, Serialize)]
pub struct Difference {
    /// What it is called.
    pub name: String,
    /// Its page below the plan's address.
    pub href: Option<String>,
    /// `new`, `gone`, `slipped` or `changed`.
    pub mark: &'static str,
    /// What differs, a sentence each: the first few.
    pub sentences: Vec<String>,
    /// The rest of them.
    pub more: Vec<String>,
}

/// So many sentences of one thing stand open.
const SENTENCES: usize = 4;

impl ComparePage {
    /// The page of a comparison.
    pub fn of(comparison: &Comparison) -> ComparePage {
        let mut groups: Vec<(String, Vec<Difference>)> = Vec::new();
        let mut tally = std::collections::BTreeMap::new();
        for d in &comparison.differences {
            let mark = match (d.before, d.after, d.slipped) {
                (false, true, _) => "new",
                (true, false, _) => "gone",
                (_, _, true) => "slipped",
                _ => "changed",
            };
            if d.kind == Kind::Action {
                *tally.entry(mark).or_insert(0_usize) += 1;
            }
            let (few, more) = d.sentences.split_at(d.sentences.len().min(SENTENCES));
            let href = page((d.kind, d.id)).filter(|_| d.after);
            let one = Difference {
                name: super::sentence::capital(&d.name),
                href,
                mark,
                sentences: few.to_vec(),
                more: more.to_vec(),
            };
            let word = nouns(d.kind);
            match groups.last_mut().filter(|(w, _)| *w == word) {
                Some((_, list)) => list.push(one),
                None => groups.push((word, vec![one])),
            }
        }
        let rank = |d: &Difference| ["new", "gone", "slipped"].iter().position(|m| *m == d.mark).unwrap_or(3);
        for (_, list) in &mut groups {
            list.sort_by_key(rank);
        }
        let said: Vec<String> = [
            ("new", "new"),
            ("gone", "gone"),
            ("slipped", "with a date that moved"),
            ("changed", "changed otherwise"),
        ]
        .into_iter()
        .filter_map(|(mark, words)| tally.get(mark).map(|n| format!("{n} {words}")))
        .collect();
        let lede = match (comparison.differences.len(), said.is_empty()) {
            (0, _) => "Nothing differs between these days.".to_string(),
            (_, true) => "No action differs; other things do.".to_string(),
            _ => format!("Of the actions, {}.", super::sentence::list(&said)),
        };
        ComparePage {
            from: comparison.from.day.iso(),
            to: comparison.to.day.iso(),
            lede,
            unknown: !comparison.from.known,
            groups,
        }
    }
}

/// What several things of a kind are called, at the head of a list.
pub fn nouns(kind: Kind) -> String {
    match kind {
        Kind::Answer => "Links to recommendations".into(),
        Kind::Evidence => "Evidence".into(),
        Kind::KeptText => "Kept text".into(),
        Kind::Acknowledgement => "Findings set aside".into(),
        other => {
            let many = crate::words::count(2, crate::words::noun(other));
            super::sentence::capital(many.trim_start_matches("2 "))
        }
    }
}
