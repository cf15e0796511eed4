//! Published tables: those loaded and what may be compared; one published measure with every year, us among our neighbours.

use std::cmp::Reverse;

use measures::Published;
use model::day::Day;
use model::decimal::Decimal;
use model::plan::{Direction, Measure, Observation, Period, PeriodKind};
use model::series::Return;
use serde::Serialize;

use super::Performance;
use super::course::{page_of, value};
use super::sheet::{Cell, Section, Sheet};
use crate::error::{Error, Result};
use crate::published::against::{Mark, said};
use crate::published::{Area, Known};
use crate::views::measures::drawn;
use crate::words::count;

/// A loaded table as a row.
#[derive(Clone, Debug, Serialize)]
pub struct TableRow {
    /// Its identity, by which it is taken back.
    pub id: String,
    /// The file's name.
    pub name: String,
    /// What it is.
    pub what: &'static str,
    /// Who published it.
    pub source: String,
    /// When, ISO.
    pub published: Option<String>,
    /// Rows used.
    pub rows: i64,
    /// Rows not used.
    pub rejected: i64,
    /// The beginning of the file's hash.
    pub hash: String,
    /// Who loaded it.
    pub by: String,
}

/// The page of the tables.
#[derive(Clone, Debug, Serialize)]
pub struct PublishedPage {
    /// How it stands.
    pub lede: String,
    /// The tables, the latest first.
    pub tables: Vec<TableRow>,
    /// The authority that we are.
    pub authority: Option<String>,
    /// What to do next, where the tables cannot be used yet.
    pub missing: Vec<String>,
    /// The published measures with our latest figure, theirs and ours as computed.
    pub section: Section,
    /// Rates that we compute and that no published one can be held against, and why.
    pub apart: Section,
}

impl PublishedPage {
    /// The page.
    ///
    /// # Errors
    /// The store's.
    pub fn of(performance: &Performance<'_>) -> Result<PublishedPage> {
        let known = &performance.published;
        let row = |k: &crate::published::Kept| TableRow {
            id: k.id.to_string(),
            name: k.name.clone(),
            what: k.what.map_or("", |w| w.name()),
            source: k.source.clone(),
            published: k.published.map(Day::iso),
            rows: k.rows,
            rejected: k.rejected,
            hash: k.sha256.get(..12).unwrap_or_default().to_owned(),
            by: k.by.clone(),
        };
        let mut missing = Vec::new();
        let values = !known.tables.values.is_empty();
        if values && known.authority.is_none() {
            missing.push("Say below which authority you are: then your own values, your region and your neighbours are found.".to_owned());
        }
        if values && known.tables.neighbours.is_empty() {
            missing.push("Load the table of statistical neighbours to see their median.".to_owned());
        }
        if values && known.tables.meanings.is_empty() {
            missing.push(
                "Load the dictionary to see what each measure means and which way is better.".to_owned(),
            );
        }
        let lede = match (values, &known.authority) {
            (false, _) => "No published values are loaded yet. Load the tables of a department, and its figures stand beside yours.".to_owned(),
            (true, us) => format!(
                "{} for {}{}.",
                count(known.tables.values.len(), "published measure"),
                count(known.tables.authorities().len(), "authority"),
                us.as_ref().map_or_else(String::new, |a| format!("; we are {}", a.name)),
            ),
        };
        Ok(PublishedPage {
            lede,
            tables: known.kept.iter().rev().map(row).collect(),
            authority: known.authority.as_ref().map(|a| a.name.clone()),
            missing,
            section: overview(performance)?,
            apart: apart(performance)?,
        })
    }
}

/// Every published measure in a row.
fn overview(performance: &Performance<'_>) -> Result<Section> {
    let known = &performance.published;
    let latest = match performance.latest() {
        Some(kept) => performance.figures(kept)?,
        None => Vec::new(),
    };
    let mut rows = Vec::new();
    for key in known.tables.values.keys() {
        let meaning = known.tables.meaning(key);
        let Some(against) = known.of(key) else { continue };
        let mark = |short: &str| {
            let found = against.marks.iter().find(|m| m.short == short);
            found.map_or_else(|| Cell::text("–"), |m| Cell::text(m.shown.clone()).note(m.year.to_string()))
        };
        let own = match &against.own {
            Some((year, words)) => Cell::text(words.clone()).note(year.to_string()),
            None => Cell::text("–"),
        };
        let computed = latest.iter().find(|m| m.definition.benchmark.as_deref() == Some(key));
        let computed = computed.and_then(|m| Some((m, m.whole.as_ref()?)));
        let computed = computed.map_or_else(
            || Cell::text("–"),
            |(m, whole)| {
                let near = m.definition.benchmark_near.clone().unwrap_or_default();
                let near = if near.is_empty() { near } else { format!("only near: {near}") };
                Cell::link(value(&m.definition, whole), page_of(&m.definition.key)).note(near)
            },
        );
        rows.push(vec![
            Cell::link(meaning.name, format!("published/{key}")),
            own,
            mark("England"),
            mark("Region"),
            mark("Neighbours"),
            computed,
        ]);
    }
    let columns = [
        ("Published measure", false),
        ("We", true),
        ("England", true),
        ("Region", true),
        ("Neighbours’ median", true),
        ("Computed now", true),
    ];
    Ok(Section::table("Published measures", &columns, rows))
}

/// Rates over half a year: what is published counts whole years, and half of a year is no half of a rate's meaning.
fn apart(performance: &Performance<'_>) -> Result<Section> {
    let Some(kept) = performance.latest() else { return Ok(Section::default()) };
    let all = performance.figures(kept)?;
    let rates = all.iter().filter(|m| m.definition.per.is_some() && m.definition.benchmark.is_none());
    let rows = rates.filter_map(|m| {
        let months = m.definition.window_months.filter(|months| *months < 12)?;
        let why = format!(
            "It counts {months} months, as the lists reach back; published rates count a whole year."
        );
        let name = Cell::link(m.definition.name.clone(), page_of(&m.definition.key));
        Some(vec![name, Cell::text(value(&m.definition, m.whole.as_ref()?)), Cell::text(why)])
    });
    let columns = [("Measure", false), ("Computed now", true), ("Why not", false)];
    Ok(Section::table("Not to be held against published rates", &columns, rows.collect()))
}

/// One published measure: all years, our neighbours ranked, what it means.
///
/// # Errors
/// Where no table has such a measure; the store's.
pub fn measure(performance: &Performance<'_>, key: &str) -> Result<Sheet> {
    let known = &performance.published;
    let missing = || Error::NotFound("There is no such published measure".to_owned());
    let years = known.tables.values.get(key).ok_or_else(missing)?;
    let meaning = known.tables.meaning(key);
    let against = known.of(key).ok_or_else(missing)?;
    let us = known.authority.as_ref();
    let mut sections = Vec::new();
    let mut lede = match (&against.own, us) {
        (Some((year, words)), Some(us)) => format!("{}: {words} in {year}.", us.name),
        (None, Some(us)) => format!("Nothing was published of {}.", us.name),
        _ => "Say on the page of published tables which authority you are, and your own values stand here."
            .to_owned(),
    };
    if let Some((year, place, of)) = us.and_then(|us| rank(known, key, us, meaning.better)) {
        lede += &format!(" Place {place} of {of} authorities with a figure in {year}, the best first.");
    }
    sections.extend(ours(performance, key));
    let course = us.and_then(|us| chart(known, key, us, &against.marks));
    sections.push(Section { chart: course, ..all_years(known, key) });
    sections.extend(us.and_then(|us| neighbours(known, key, us, meaning.better)));
    let mut means = vec![
        ("What it counts", meaning.description.clone()),
        ("How it is made", meaning.method.clone()),
        ("Unit", meaning.unit.clone()),
        ("Year", meaning.year.clone()),
    ];
    let better =
        meaning.better.map(|d| if d == Direction::Higher { "More is better" } else { "Less is better" });
    means.push(("Better", better.unwrap_or_default().to_owned()));
    means.push(("Published by", against.source));
    let rows = means.into_iter().filter(|(_, words)| !words.is_empty());
    let rows = rows.map(|(what, words)| vec![Cell::text(what), Cell::text(words)]).collect();
    sections.push(Section::table(
        "What it means",
        &[("About", false), ("In the words of the dictionary", false)],
        rows,
    ));
    let last = years.keys().next_back().copied().unwrap_or_default();
    sections.retain(|s| !s.rows.is_empty() || s.chart.is_some());
    Ok(Sheet {
        key: format!("published-{key}-{last}"),
        title: meaning.name,
        lede,
        sections,
        ..Sheet::default()
    })
}

/// What we compute for it now.
fn ours(performance: &Performance<'_>, key: &str) -> Option<Section> {
    let kept = performance.latest()?;
    let mine = performance.library.current.iter().filter(|d| d.benchmark.as_deref() == Some(key));
    let rows = mine.filter_map(|definition| {
        let measured = performance.reader.figure(kept, &definition.key, &performance.library).ok()??;
        let shown = value(definition, measured.whole.as_ref()?);
        let near = definition.benchmark_near.clone().unwrap_or_else(|| "Counts the same".to_owned());
        Some(vec![
            Cell::link(definition.name.clone(), page_of(&definition.key)),
            Cell::text(shown).strong(true),
            Cell::text(near),
        ])
    });
    let rows: Vec<_> = rows.collect();
    let title = format!("What we compute on {}", kept.as_at.long());
    (!rows.is_empty()).then(|| {
        Section::table(title, &[("Measure", false), ("Value", true), ("How it compares", false)], rows)
    })
}

/// Every year: we, England, the region, the median of the neighbours.
fn all_years(known: &Known, key: &str) -> Section {
    let tables = &known.tables;
    let sign = tables.meaning(key).sign();
    let us = known.authority.as_ref();
    let region = us.and_then(|us| tables.region(us));
    let cell = |year: i16, area: Option<&Area>| {
        let value = area.and_then(|a| tables.value(key, year, &a.code));
        Cell::text(value.map_or_else(|| "–".to_owned(), |v| said(v.what, sign)))
    };
    let years = tables.values.get(key).into_iter().flat_map(|years| years.keys().rev());
    let rows = years.map(|year| {
        let median = us.and_then(|us| tables.median(key, *year, &us.code));
        let of = us.and_then(|us| tables.neighbours.get(&us.code)).map_or(0, Vec::len);
        let median = match median {
            Some((m, with)) => Cell::text(said(Published::Value(m), sign)).note(format!("{with} of {of}")),
            None => Cell::text("–"),
        };
        vec![
            Cell::text(year.to_string()),
            cell(*year, us).strong(true),
            cell(*year, tables.country()),
            cell(*year, region),
            median,
        ]
    });
    let name =
        |area: Option<&Area>, otherwise: &str| area.map_or_else(|| otherwise.to_owned(), |a| a.name.clone());
    let (own, near) = (name(us, "We"), name(region, "Region"));
    let columns = [
        ("Year", false),
        (own.as_str(), true),
        ("England", true),
        (near.as_str(), true),
        ("Neighbours’ median", true),
    ];
    let rows = rows.collect();
    Section::table("Every year", &columns, rows)
}

/// Our published values over the years, with lines for what others have.
fn chart(known: &Known, key: &str, us: &Area, marks: &[Mark]) -> Option<crate::views::measures::Drawn> {
    let meaning = known.tables.meaning(key);
    let measure = Measure {
        key: key.to_owned(),
        text: meaning.name.clone(),
        unit: Some(if meaning.sign() == "%" { "%" } else { "count" }.to_owned()),
        direction: meaning.better,
        ..Measure::default()
    };
    let of_year = |(year, values): (&i16, &std::collections::BTreeMap<String, crate::published::Value>)| {
        let value = values.get(&us.code)?.what.value()?;
        // A table's year is a number; on the axis it stands at its end.
        let day = Day::new(*year, 12, 31)?;
        let period = Period { kind: PeriodKind::Range, from: Day::new(*year, 1, 1)?, to: day };
        Some((period, Observation { computed: Some(value), period: Some(period), ..Observation::default() }))
    };
    let all: Vec<(Period, Observation)> = known.tables.values.get(key)?.iter().filter_map(of_year).collect();
    let returns: Vec<Return<'_>> =
        all.iter().map(|(period, observation)| Return { period: *period, observation }).collect();
    drawn("chart-published", &measure, &returns, marks)
}

/// How a value sorts: the best first; without a direction the highest.
fn order(better: Option<Direction>, value: Decimal) -> i64 {
    if better == Some(Direction::Lower) { value.millionths() } else { -value.millionths() }
}

/// Our place among all authorities in the latest year in which we have a figure; none where no way is better.
fn rank(known: &Known, key: &str, us: &Area, better: Option<Direction>) -> Option<(i16, usize, usize)> {
    better?;
    let (year, _, mine) = known.tables.latest(key, &us.code)?;
    let numbers: Vec<Decimal> = known
        .tables
        .authorities()
        .iter()
        .filter_map(|a| known.tables.value(key, year, &a.code)?.what.value())
        .collect();
    let ahead = numbers.iter().filter(|n| order(better, **n) < order(better, mine)).count();
    Some((year, ahead + 1, numbers.len()))
}

/// Us among our neighbours in the latest year in which any of them has a figure.
fn neighbours(known: &Known, key: &str, us: &Area, better: Option<Direction>) -> Option<Section> {
    let tables = &known.tables;
    let all = tables.neighbours.get(&us.code)?;
    let (year, _) = tables
        .values
        .get(key)?
        .keys()
        .rev()
        .find_map(|year| Some((*year, tables.median(key, *year, &us.code)?)))?;
    let sign = tables.meaning(key).sign();
    let name = |code: &str| tables.areas.get(code).map_or_else(|| code.to_owned(), |a| a.name.clone());
    let mut list: Vec<(String, String, Option<Published>, bool)> = all
        .iter()
        .map(|n| {
            (name(&n.code), n.closeness.clone(), tables.value(key, year, &n.code).map(|v| v.what), false)
        })
        .collect();
    list.push((us.name.clone(), String::new(), tables.value(key, year, &us.code).map(|v| v.what), true));
    list.sort_by_key(|(name, _, value, _)| {
        let number = value.and_then(Published::value);
        (Reverse(number.is_some()), number.map(|n| order(better, n)), name.clone())
    });
    let rows = list.into_iter().map(|(name, closeness, value, own)| {
        vec![
            Cell::text(name).strong(own),
            Cell::text(value.map_or_else(|| "–".to_owned(), |v| said(v, sign))).strong(own),
            Cell::text(if own { "We".to_owned() } else { closeness }),
        ]
    });
    let title = match better {
        Some(_) => format!("We and our neighbours in {year}, the best first"),
        None => format!("We and our neighbours in {year}, the highest first"),
    };
    Some(Section::table(
        title,
        &[("Authority", false), ("Value", true), ("How close", false)],
        rows.collect(),
    ))
}
