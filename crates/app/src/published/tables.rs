//! What published tables hold, put together from all that were loaded.

use std::collections::{BTreeMap, BTreeSet};

use measures::Published;
use model::decimal::Decimal;
use model::plan::Direction;

/// An authority, a region or the whole country.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Its code in the tables.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The region of an authority; `None` for a region and the country.
    pub region: Option<String>,
}

/// What a published measure means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    /// Its name.
    pub name: String,
    /// Which way is better, where the dictionary says so.
    pub better: Option<Direction>,
    /// Its unit, as the dictionary says it.
    pub unit: String,
    /// What its year is: `Financial Year`.
    pub year: String,
    /// What it counts.
    pub description: String,
    /// How it is made.
    pub method: String,
}

impl Meaning {
    /// The unit as figures carry it: a sign or nothing.
    pub fn sign(&self) -> &'static str {
        let says = |text: &str| text.starts_with('%') || text.to_lowercase().starts_with("percentage");
        if says(&self.unit) || says(&self.name) { "%" } else { "" }
    }

    /// It counts children or cases: a country's total says nothing beside an authority's.
    pub fn is_total(&self) -> bool {
        self.unit.to_lowercase().starts_with("number")
    }
}

/// An authority like another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// Its code.
    pub code: String,
    /// How close, in the table's words.
    pub closeness: String,
}

/// A published value and the table that gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value {
    /// The number, or why there is none.
    pub what: Published,
    /// Which of the tables, in the order they were loaded.
    pub table: usize,
}

/// Everything that the tables hold. What was loaded later counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tables {
    /// Areas by their codes.
    pub areas: BTreeMap<String, Area>,
    /// Values by the measure's key, the year, the code of the area.
    pub values: BTreeMap<String, BTreeMap<i16, BTreeMap<String, Value>>>,
    /// What measures mean, by their keys.
    pub meanings: BTreeMap<String, Meaning>,
    /// The neighbours of an authority, the closest first, by its code.
    pub neighbours: BTreeMap<String, Vec<Neighbour>>,
    /// Names of measures as a table of values gives them, where the dictionary has none.
    pub names: BTreeMap<String, String>,
}

impl Tables {
    /// Adds another table, the one with this number: what it says counts.
    pub fn add(&mut self, other: Tables, table: usize) {
        for (measure, years) in other.values {
            let mine = self.values.entry(measure).or_default();
            for (year, values) in years {
                let values = values.into_iter().map(|(code, v)| (code, Value { table, ..v }));
                mine.entry(year).or_default().extend(values);
            }
        }
        self.areas.extend(other.areas);
        self.meanings.extend(other.meanings);
        self.neighbours.extend(other.neighbours);
        self.names.extend(other.names);
    }

    /// The authorities, by name.
    pub fn authorities(&self) -> Vec<&Area> {
        let mut all: Vec<&Area> = self.areas.values().filter(|a| a.region.is_some()).collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    /// The authority with this name or code.
    pub fn authority(&self, named: &str) -> Option<&Area> {
        let wanted = words(named);
        self.areas
            .values()
            .find(|a| a.region.is_some() && (a.code == named.trim() || words(&a.name) == wanted))
    }

    /// The area that stands for the whole country.
    pub fn country(&self) -> Option<&Area> {
        let england = words("England");
        self.areas.values().find(|a| a.region.is_none() && words(&a.name) == england)
    }

    /// The area that stands for an authority's region. Tables write the same region in several ways: `Inner London`,
    /// `London (Inner)`.
    pub fn region(&self, authority: &Area) -> Option<&Area> {
        let wanted = words(authority.region.as_deref()?);
        self.areas.values().find(|a| a.region.is_none() && words(&a.name) == wanted)
    }

    /// The value of an area in a year.
    pub fn value(&self, measure: &str, year: i16, code: &str) -> Option<Value> {
        self.values.get(measure)?.get(&year)?.get(code).copied()
    }

    /// The latest year in which an area has a number.
    pub fn latest(&self, measure: &str, code: &str) -> Option<(i16, Value, Decimal)> {
        let years = self.values.get(measure)?;
        years.iter().rev().find_map(|(year, values)| {
            let value = values.get(code)?;
            Some((*year, *value, value.what.value()?))
        })
    }

    /// The median of an authority's neighbours in a year, and how many of them have a number; `None` where none has.
    pub fn median(&self, measure: &str, year: i16, authority: &str) -> Option<(Decimal, usize)> {
        let neighbours = self.neighbours.get(authority)?;
        let number = |n: &Neighbour| self.value(measure, year, &n.code)?.what.value();
        let mut numbers: Vec<Decimal> = neighbours.iter().filter_map(number).collect();
        numbers.sort_unstable();
        let upper = *numbers.get(numbers.len() / 2)?;
        let median = match numbers.len() % 2 {
            1 => upper,
            _ => {
                let lower = *numbers.get(numbers.len() / 2 - 1)?;
                Decimal::ratio(lower.plus(upper)?.millionths(), 2_000_000, 1)?
            }
        };
        Some((median, numbers.len()))
    }

    /// What a measure means; where no dictionary says so, its name in the table of values, or its key.
    pub fn meaning(&self, measure: &str) -> Meaning {
        let name = || self.names.get(measure).cloned().unwrap_or_else(|| measure.replace('_', " "));
        self.meanings.get(measure).cloned().unwrap_or_else(|| Meaning { name: name(), ..Meaning::default() })
    }
}

/// The words of a name in any order, without signs.
fn words(name: &str) -> BTreeSet<String> {
    let lower = name.to_lowercase().replace('&', " and ");
    lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}
