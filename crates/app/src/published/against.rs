//! A measure of ours held against the published one: England, the region, the median of the neighbours, each with its year.

use measures::{Definition, Published};
use model::decimal::Decimal;
use model::impact::with_unit;
use serde::Serialize;

use super::known::Known;

/// One that a figure is held against.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mark {
    /// Who: `England`, the region, `Median of 10 statistical neighbours`.
    pub who: String,
    /// A short name for the end of a line: `England`, `Region`, `Neighbours`.
    pub short: String,
    /// The year in the table's count.
    pub year: i16,
    /// The value.
    #[serde(skip)]
    pub value: Decimal,
    /// The value as it is read.
    pub shown: String,
}

/// What a measure is held against.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Against {
    /// The key of the published measure.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What its year is, in words.
    pub year: String,
    /// Why it is only near; empty where it is the same.
    pub near: String,
    /// What was published of us: year and value, or why there is none.
    pub own: Option<(i16, String)>,
    /// Those there are.
    pub marks: Vec<Mark>,
    /// Who published it.
    pub source: String,
}

/// A published value in words.
pub fn said(value: Published, sign: &str) -> String {
    match value {
        Published::Value(number) => with_unit(number, Some(sign).filter(|s| !s.is_empty())),
        Published::Symbol(symbol) => symbol.words().to_owned(),
    }
}

impl Known {
    /// What a definition is held against; `None` where it names no published measure or none was loaded.
    pub fn against(&self, definition: &Definition) -> Option<Against> {
        let key = definition.benchmark.as_deref()?;
        let near = definition.benchmark_near.clone().unwrap_or_default();
        self.held(key, near, definition.unit == "%").filter(|a| !a.marks.is_empty() || a.own.is_some())
    }

    /// A published measure by itself; `None` where no table has it.
    pub fn of(&self, key: &str) -> Option<Against> {
        self.held(key, String::new(), false)
    }

    /// A published measure as ours is held against it.
    fn held(&self, key: &str, near: String, percent: bool) -> Option<Against> {
        let years = self.tables.values.get(key)?;
        let meaning = self.tables.meaning(key);
        let sign = if percent { "%" } else { meaning.sign() };
        let mut marks = Vec::new();
        let mut source = None;
        let own = self.authority.as_ref().and_then(|us| {
            let (year, value) = years.iter().rev().find_map(|(y, v)| Some((*y, *v.get(&us.code)?)))?;
            source = Some(value.table);
            Some((year, said(value.what, sign)))
        });
        let country = self.tables.country();
        let region = self.authority.as_ref().and_then(|us| self.tables.region(us));
        // A country's total says nothing beside ours.
        let areas = [("England", country), ("Region", region)];
        for (short, area) in areas.into_iter().filter(|_| !meaning.is_total()) {
            let found = area.and_then(|a| Some((a, self.tables.latest(key, &a.code)?)));
            if let Some((area, (year, value, number))) = found {
                source = source.or(Some(value.table));
                let shown = said(Published::Value(number), sign);
                marks.push(Mark {
                    who: area.name.clone(),
                    short: short.to_owned(),
                    year,
                    value: number,
                    shown,
                });
            }
        }
        if let Some(us) = &self.authority {
            let of = self.tables.neighbours.get(&us.code).map_or(0, Vec::len);
            let found = years.keys().rev().find_map(|y| Some((*y, self.tables.median(key, *y, &us.code)?)));
            if let Some((year, (median, with))) = found {
                let who = match with == of {
                    true => format!("Median of our {of} statistical neighbours"),
                    false => {
                        format!("Median of the {with} of our {of} statistical neighbours that have a figure")
                    }
                };
                let shown = said(Published::Value(median), sign);
                marks.push(Mark { who, short: "Neighbours".to_owned(), year, value: median, shown });
            }
        }
        let source = source.and_then(|t| self.kept.get(t)).map(|k| k.source.clone()).unwrap_or_default();
        Some(Against {
            key: key.to_owned(),
            name: meaning.name,
            year: meaning.year,
            near,
            own,
            marks,
            source,
        })
    }
}
