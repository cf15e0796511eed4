//! The columns of a plan table: read from its header, put right by what its cells hold.

mod heads;

use std::sync::Arc;

use model::at::At;
use model::finding::{Finding, Severity};
use model::phrase;
use model::plan::DateKind;

use super::layout::{Meaning, hinted, meaning};
use super::said::{SAID, said};
use super::who::{is_body, is_person};
use super::words::words;
use super::{reference, status, title};
use crate::columns::Corrections;
use crate::document::{Cell, Row};

pub(crate) use heads::{assumed, second, two_rows};

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Column {
    /// Its header as printed.
    pub(crate) header: Arc<str>,
    /// What it holds.
    pub(crate) means: Meaning,
    /// How well the header fitted: 0 where the cells decided.
    pub(crate) score: u32,
}

/// The columns of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Schema {
    /// In order.
    pub(crate) columns: Vec<Column>,
    /// The place of the header.
    pub(crate) at: At,
    /// Recommendations are given by number.
    pub(crate) recommendation_numbers: bool,
    /// The column that is taken for the actions though its header does not say so.
    assumed: Option<usize>,
}

impl Schema {
    /// Whether some column holds this.
    pub(crate) fn has(&self, means: Meaning) -> bool {
        self.columns.iter().any(|c| c.means == means)
    }

    /// The first column that holds this.
    pub(crate) fn place(&self, means: Meaning) -> Option<usize> {
        self.columns.iter().position(|c| c.means == means)
    }

    /// The words of the header: two headers with the same words are the same.
    pub(crate) fn key(&self) -> Vec<Vec<String>> {
        self.columns.iter().map(|c| words(&c.header)).collect()
    }
}

/// Reads a row as the header of a plan table; `None` where it is none. What a person said of a header holds.
pub(crate) fn header(row: &Row, given: &Corrections) -> Option<Schema> {
    let texts: Vec<String> = row.cells.iter().map(Cell::words).collect();
    from_texts(&texts, &row.at, given)
}

/// Reads these texts as headers.
pub(crate) fn from_texts(texts: &[String], at: &At, given: &Corrections) -> Option<Schema> {
    let filled = texts.iter().filter(|t| !t.is_empty() && !names_a_day(t)).count();
    // `Area 1 – First response` and `Sponsor: A Lee` name a part of the plan, not its columns.
    let titled = |t: &String| title::is_top(t) || title::is_labels(t);
    if filled < 2 || texts.iter().any(|t| t.chars().count() > 130 || titled(t)) {
        return None;
    }
    judge(columns_of(texts, given), texts, filled, at)
}

fn columns_of(texts: &[String], given: &Corrections) -> Vec<Column> {
    texts
        .iter()
        .map(|text| match said(text, given).map(|m| (m, SAID)).or_else(|| meaning(text)) {
            Some((means, score)) => Column { header: text.as_str().into(), means, score },
            None => Column { header: text.as_str().into(), means: Meaning::Other, score: 0 },
        })
        .collect()
}

/// Whether these columns are a plan's: they say what is to be done and who, when or how it stands.
fn judge(columns: Vec<Column>, texts: &[String], filled: usize, at: &At) -> Option<Schema> {
    let matched = columns.iter().filter(|c| c.score >= 60).count();
    let sure = columns.iter().filter(|c| c.score >= 80).count();
    let mut kinds: Vec<Meaning> = columns.iter().filter(|c| c.score >= 60).map(|c| c.means).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let what = [Meaning::Action, Meaning::Step, Meaning::Objective, Meaning::Recommendation];
    let has_what = columns.iter().any(|c| what.contains(&c.means) && c.score >= 60);
    let who_or_when =
        [Meaning::Owner, Meaning::Body, Meaning::Due, Meaning::Delivery, Meaning::Revised, Meaning::Progress];
    let has_who = columns.iter().any(|c| who_or_when.contains(&c.means) && c.score >= 60);
    let foreign = columns.iter().any(|c| c.means == Meaning::NotAPlan && c.score >= 88);
    let wordy = texts
        .iter()
        .filter(|t| {
            super::words::ends_sentence(t) && !t.ends_with(['?', ':']) && t.split_whitespace().count() > 3
        })
        .count();
    let plan = has_what
        && has_who
        && kinds.len() >= 2
        && matched * 10 >= filled * 6
        && sure * 2 >= matched
        && wordy * 3 <= filled;
    (plan && !foreign).then(|| Schema { columns, at: at.clone(), ..Schema::default() })
}

/// Whether one of these headers is the very name of a column of actions.
pub(crate) fn names_actions(headers: &[String]) -> bool {
    headers.iter().any(|h| meaning(h).is_some_and(|(m, s)| s >= 100 && m == Meaning::Action))
}

/// Puts the columns right by what their cells hold: fills headers that are empty or unknown, tells bodies from
/// persons, colours from commentary, numbers from words; makes sure one column holds the actions.
pub(crate) fn refine(schema: &mut Schema, rows: &[Vec<String>], findings: &mut Vec<Finding>) {
    let samples: Vec<Vec<&str>> = (0..schema.columns.len())
        .map(|i| {
            rows.iter()
                .filter_map(|r| r.get(i))
                .map(String::as_str)
                .filter(|t| !t.trim().is_empty())
                .take(200)
                .collect()
        })
        .collect();
    if let Some(column) = schema.assumed.and_then(|place| schema.columns.get(place)) {
        let at = At { column: schema.assumed.map(|c| c as u32 + 1), ..schema.at.clone() };
        let message =
            format!("No column says what is to be done; “{}” was read as the actions.", column.header);
        findings.push(
            Finding::new("column-assumed", Severity::Warning, &at, message)
                .hint("Check the column; if it is another, say so on the import page."),
        );
    }
    for (column, cells) in schema.columns.iter_mut().zip(&samples) {
        by_content(column, cells);
    }
    shares_done(schema, &samples);
    dates_done(schema);
    unknown(schema, &samples, findings);
    numbers_and_words(schema, &samples);
    milestones(schema, rows);
    actions(schema);
    twice(schema, &samples);
    own_outcomes(schema, &samples, rows.len());
    // `Evidence of progress` is the account where no other column holds one.
    if !schema.has(Meaning::Progress)
        && let Some(column) = schema
            .columns
            .iter_mut()
            .find(|c| c.means == Meaning::Evidence && words(&c.header).iter().any(|w| w == "progress"))
    {
        column.means = Meaning::Progress;
    }
    if let Some(place) = schema.place(Meaning::Recommendation) {
        let cells = samples.get(place).map_or(&[][..], Vec::as_slice);
        schema.recommendation_numbers = share(cells, |t| !reference::numbers(t).is_empty()) >= 60;
    }
    if schema.place(Meaning::Action).is_none()
        && let Some(place) = schema.place(Meaning::Recommendation).filter(|_| !schema.recommendation_numbers)
        && let Some(column) = schema.columns.get_mut(place)
    {
        column.means = Meaning::Action;
    }
}

fn by_content(column: &mut Column, cells: &[&str]) {
    if cells.is_empty() {
        return;
    }
    let long = cells.iter().map(|t| t.len()).sum::<usize>() / cells.len() > 40;
    let colours = || share(cells, status::colour);
    let dates = || share(cells, is_date);
    column.means = match column.means {
        Meaning::Delivery | Meaning::ImpactRating if long && share(cells, status::only) < 40 => {
            Meaning::Progress
        }
        Meaning::Progress | Meaning::Other
            if colours() >= 80 && !names_a_day(&column.header) && !earlier(&column.header) =>
        {
            Meaning::Delivery
        }
        Meaning::Delivery if earlier(&column.header) => Meaning::Other,
        Meaning::Outcome if colours() >= 80 => {
            if words(&column.header).contains(&"impact".to_owned()) {
                Meaning::ImpactRating
            } else {
                Meaning::Delivery
            }
        }
        Meaning::Node if share(cells, status::importance) >= 60 => Meaning::Other,
        // `By end March 2025` over words: what is to be reached by then.
        Meaning::Due if names_a_day(&column.header) && dates() < 30 => Meaning::Step,
        Meaning::Due if words(&column.header) == ["target"] && dates() < 30 => Meaning::Outcome,
        Meaning::Due if cells.len() >= 3 && long && dates() < 10 => Meaning::Progress,
        Meaning::Owner if lead_word(&column.header) && share(cells, is_body) >= 60 => Meaning::Body,
        Meaning::Body
            if !words(&column.header).contains(&"body".to_owned()) && share(cells, is_person) >= 60 =>
        {
            Meaning::Owner
        }
        Meaning::Ref if long && share(cells, reference::looks_like) < 30 => Meaning::Objective,
        same => same,
    };
}

/// Whether a header speaks of an earlier state: `Previous RAG`, `RAG last month`.
fn earlier(header: &str) -> bool {
    words(header).iter().any(|w| matches!(w.as_str(), "previous" | "last" | "prior" | "former" | "earlier"))
}

/// `Lead` may head persons or bodies; `Lead officer` and `Action owner` never head bodies.
fn lead_word(header: &str) -> bool {
    matches!(words(header).as_slice(), [one] if one == "lead" || one == "responsible" || one == "who")
}

fn unknown(schema: &mut Schema, samples: &[Vec<&str>], findings: &mut Vec<Finding>) {
    let mut held: Vec<Meaning> = schema.columns.iter().filter(|c| c.score > 0).map(|c| c.means).collect();
    let coloured = |(column, cells): (&Column, &Vec<&str>)| {
        column.score == 0 && names_a_day(&column.header) && share(cells, status::colour) >= 60
    };
    let last_colours = schema.columns.iter().zip(samples).rposition(coloured);
    for (index, (column, cells)) in schema.columns.iter_mut().zip(samples).enumerate() {
        if column.score > 0 || cells.is_empty() {
            continue;
        }
        let empty = column.header.trim().is_empty();
        let month = !empty && names_a_day(&column.header) && share(cells, is_date) < 50;
        let guess = if month && share(cells, status::colour) >= 60 {
            // A column of colours a month: the last is the one that holds, unless another says how things stand.
            (last_colours == Some(index) && !held.contains(&Meaning::Delivery)).then_some(Meaning::Delivery)
        } else if month {
            // A column a month: `Jan-24`.
            Some(Meaning::Progress)
        } else if index < 2 && !held.contains(&Meaning::Ref) && share(cells, reference::looks_like) >= 60 {
            Some(Meaning::Ref)
        } else if !held.contains(&Meaning::Due) && share(cells, is_date) >= 60 {
            Some(Meaning::Due)
        } else if !held.contains(&Meaning::Delivery) && share(cells, status::only) >= 70 {
            Some(Meaning::Delivery)
        } else if empty
            && !held.contains(&Meaning::Owner)
            && !held.contains(&Meaning::Body)
            && share(cells, is_person) >= 60
        {
            Some(Meaning::Owner)
        } else {
            let wordy = cells.iter().map(|t| t.len()).sum::<usize>() / cells.len() > 15;
            hinted(&column.header).filter(|_| wordy)
        };
        let Some(means) = guess else { continue };
        held.push(means);
        column.means = means;
        if empty && means != Meaning::Ref {
            let what = match means {
                Meaning::Due => "target dates",
                Meaning::Delivery => "ratings",
                _ => "owners",
            };
            let at = At { column: Some(index as u32 + 1), ..schema.at.clone() };
            let message = format!("Column {} has no header; its cells were read as {what}.", index + 1);
            findings.push(
                Finding::new("header-missing", Severity::Warning, &at, message)
                    .hint("Check the column, then name it in the document."),
            );
        }
    }
}

/// A column of percentages says how things stand only where no other does.
fn shares_done(schema: &mut Schema, samples: &[Vec<&str>]) {
    let percents: Vec<usize> = (0..schema.columns.len())
        .filter(|i| samples.get(*i).is_some_and(|cells| share(cells, status::share_done) >= 60))
        .filter(|i| {
            let means = schema.columns.get(*i).map(|c| c.means);
            matches!(means, Some(Meaning::Delivery | Meaning::Progress | Meaning::Other | Meaning::Completed))
        })
        .collect();
    let other = schema
        .columns
        .iter()
        .enumerate()
        .any(|(i, c)| c.means == Meaning::Delivery && !percents.contains(&i));
    for (k, place) in percents.iter().enumerate() {
        if let Some(column) = schema.columns.get_mut(*place) {
            column.means = if other || k > 0 || names_a_day(&column.header) {
                Meaning::Other
            } else {
                Meaning::Delivery
            };
        }
    }
}

/// `Completion date` beside `Target date` says when it was done.
fn dates_done(schema: &mut Schema) {
    let done = |c: &Column| {
        c.means == Meaning::Due
            && words(&c.header).iter().any(|w| w.starts_with("complet"))
            && !words(&c.header)
                .iter()
                .any(|w| matches!(w.as_str(), "target" | "due" | "by" | "planned" | "expected" | "original"))
    };
    if schema.columns.iter().any(|c| c.means == Meaning::Due && c.score >= 100 && !done(c)) {
        schema.columns.iter_mut().filter(|c| done(c)).for_each(|c| c.means = Meaning::Completed);
    }
}

/// Where one column numbers the recommendations and another words them, the numbers are the row's references if it
/// has no others.
fn numbers_and_words(schema: &mut Schema, samples: &[Vec<&str>]) {
    let places: Vec<usize> = (0..schema.columns.len())
        .filter(|i| schema.columns.get(*i).is_some_and(|c| c.means == Meaning::Recommendation))
        .collect();
    let numeric = |i: &usize| {
        samples.get(*i).is_some_and(|cells| share(cells, |t| !reference::numbers(t).is_empty()) >= 60)
    };
    let (numbers, words): (Vec<usize>, Vec<usize>) = places.into_iter().partition(numeric);
    if words.is_empty() {
        return;
    }
    let means = if schema.has(Meaning::Ref) { Meaning::RecommendationNumber } else { Meaning::Ref };
    if let Some(column) = numbers.first().and_then(|i| schema.columns.get_mut(*i)) {
        column.means = means;
    }
}

/// Whether a row is the header of some table, be it no plan's: two of its cells are the very names of columns.
pub(crate) fn heads_something(row: &Row) -> bool {
    let exact = |c: &&Cell| meaning(&c.words()).is_some_and(|(_, s)| s >= 100);
    row.cells.iter().filter(|c| !c.is_empty()).filter(exact).count() >= 2
}

/// Where an action is printed once for several milestones, each with a date of its own, the milestones are what is to be
/// done and the action is what they are for.
fn milestones(schema: &mut Schema, rows: &[Vec<String>]) {
    let (Some(action), Some(step), Some(due)) =
        (schema.place(Meaning::Action), schema.place(Meaning::Step), schema.place(Meaning::Due))
    else {
        return;
    };
    let filled = |row: &&Vec<String>, place: usize| row.get(place).is_some_and(|t| !t.trim().is_empty());
    let below = rows.iter().filter(|r| !filled(r, action) && filled(r, step) && filled(r, due)).count();
    let all = rows.iter().filter(|r| filled(r, step) && filled(r, due)).count();
    if below * 4 < rows.len() || all * 10 < rows.len() * 8 || schema.has(Meaning::Objective) {
        return;
    }
    for (place, means) in [(action, Meaning::Objective), (step, Meaning::Action)] {
        if let Some(column) = schema.columns.get_mut(place) {
            column.means = means;
        }
    }
}

/// Exactly one column holds actions: the best of those called so, else steps, else objectives.
fn actions(schema: &mut Schema) {
    for means in [Meaning::Action, Meaning::Step, Meaning::Objective] {
        let best = schema
            .columns
            .iter()
            .enumerate()
            .filter(|(_, c)| c.means == means)
            .max_by_key(|(i, c)| (c.score, usize::MAX - i))
            .map(|(i, _)| i);
        let Some(best) = best else { continue };
        for (index, column) in schema.columns.iter_mut().enumerate() {
            if index == best {
                column.means = Meaning::Action;
            } else if column.means == Meaning::Action {
                column.means = Meaning::Step;
            }
        }
        return;
    }
}

/// `Desired outcome` heads the aim of several actions where it is printed once for them; where every row has its own
/// and no other column holds outcomes, it is the outcome of that row's action.
fn own_outcomes(schema: &mut Schema, samples: &[Vec<&str>], rows: usize) {
    if schema.place(Meaning::Outcome).is_some() || schema.place(Meaning::Action).is_none() {
        return;
    }
    for (column, cells) in schema.columns.iter_mut().zip(samples) {
        let mut distinct = cells.clone();
        distinct.sort_unstable();
        distinct.dedup();
        if column.means == Meaning::Objective
            && hinted(&column.header) == Some(Meaning::Outcome)
            && distinct.len() * 10 > rows * 8
        {
            column.means = Meaning::Outcome;
        }
    }
}

/// Of two columns with a meaning that only one can have, the better keeps it.
fn twice(schema: &mut Schema, samples: &[Vec<&str>]) {
    for (means, other) in [
        (Meaning::Ref, Meaning::Other),
        (Meaning::Node, Meaning::Objective),
        (Meaning::Objective, Meaning::Other),
        (Meaning::Recommendation, Meaning::Other),
        (Meaning::ImpactRating, Meaning::Other),
        (Meaning::Delivery, Meaning::Other),
    ] {
        let rank = |i: usize, c: &Column| {
            let cells = samples.get(i).map_or(&[][..], Vec::as_slice);
            let mut distinct: Vec<&str> = cells.to_vec();
            distinct.sort_unstable();
            distinct.dedup();
            let fit = if means == Meaning::Ref {
                share(cells, reference::looks_like) * (distinct.len() as u32 + 1)
            } else {
                c.score
            };
            (fit, usize::MAX - i)
        };
        let places: Vec<usize> =
            schema.columns.iter().enumerate().filter(|(_, c)| c.means == means).map(|(i, _)| i).collect();
        if places.len() < 2 {
            continue;
        }
        let coloured = |i: &usize| samples.get(*i).is_some_and(|cells| share(cells, status::colour) >= 50);
        let best_of = |places: Vec<usize>| {
            places.into_iter().max_by_key(|i| schema.columns.get(*i).map(|c| rank(*i, c)))
        };
        // A column of colours may stand beside one of words: `RAG` and `Status`.
        let best: Vec<usize> = if means == Meaning::Delivery {
            let (colours, worded) = places.iter().partition(|i| coloured(i));
            [best_of(colours), best_of(worded)].into_iter().flatten().collect()
        } else {
            best_of(places.clone()).into_iter().collect()
        };
        for place in places.into_iter().filter(|p| !best.contains(p)) {
            if let Some(column) = schema.columns.get_mut(place) {
                column.means = other;
            }
        }
    }
}

/// How many of a hundred cells are so.
fn share(cells: &[&str], is: impl Fn(&str) -> bool) -> u32 {
    if cells.is_empty() { 0 } else { (cells.iter().filter(|t| is(t)).count() * 100 / cells.len()) as u32 }
}

/// Whether a header names a day, a month or a quarter: `Jan-24`.
pub(super) fn names_a_day(header: &str) -> bool {
    header.len() < 40 && phrase::as_at_day(header, model::day::Day::new(2020, 6, 15)).is_some()
}

/// Whether a cell holds a date, or a word that stands for one.
pub(crate) fn is_date(text: &str) -> bool {
    let Some(context) = model::day::Day::new(2020, 6, 15) else { return false };
    if text.len() > 240 {
        return false;
    }
    let short = text.split_whitespace().count() <= 6 || phrase::split_cell(text).len() > 1;
    if !short {
        return false;
    }
    let head: String = text.chars().take(48).collect();
    let tbc = matches!(
        head.trim().to_lowercase().as_str(),
        "tbc" | "tbd" | "tba" | "asap" | "immediate" | "immediately"
    );
    let read = phrase::meaning(&head, context);
    tbc || !matches!(read.kind, DateKind::Unknown | DateKind::Trigger) || read.from.is_some()
}
