//! Measures and their observations.

use serde::{Deserialize, Serialize};

use super::Origin;
use crate::day::Day;
use crate::decimal::Decimal;

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Direction {
    /// Higher is better.
    Higher,
    /// Lower is better.
    Lower,
    /// At the target is better than off it.
    Level,
}

impl Direction {
    /// The word of the JSON contract.
    pub fn word(self) -> &'static str {
        match self {
            Direction::Higher => "higher",
            Direction::Lower => "lower",
            Direction::Level => "level",
        }
    }

    /// The direction with this word.
    pub fn from_word(word: &str) -> Option<Direction> {
        [Direction::Higher, Direction::Lower, Direction::Level].into_iter().find(|d| d.word() == word)
    }
}

/// An indicator.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// Origin.
    pub origin: Origin,
    /// What makes two printed measures the same one: a slug of its words, the same wherever it is repeated.
    pub key: String,
    /// Its definition as printed.
    pub text: String,
    /// The service, age band, plan type or grade it is broken down to.
    pub breakdown: Option<String>,
    /// The target.
    pub target: Option<Decimal>,
    /// `%`, `count`, `mean`, `£`, `days` …
    pub unit: Option<String>,
    /// Which way is better.
    pub direction: Option<Direction>,
    /// How far short of the target still counts as within tolerance, in the unit.
    pub tolerance: Option<Decimal>,
    /// The baseline.
    pub baseline: Option<Decimal>,
    /// The day or period the baseline speaks of.
    pub baseline_period: Option<Period>,
    /// The first day of the returns that the limits of its chart rest on; earlier ones are not judged. None: the first.
    pub limits_from: Option<Day>,
    /// The last day of the returns that the limits of its chart rest on; later ones are judged by them. None: the latest.
    pub limits_to: Option<Day>,
    /// The report it comes from, as printed.
    pub source: Option<String>,
}

/// The kinds of period, never mixed on one chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PeriodKind {
    /// A snapshot on a day.
    #[default]
    Day,
    /// A calendar month.
    Month,
    /// From one day to another.
    Range,
    /// From the start of the financial year to a day.
    YearToDate,
}

impl PeriodKind {
    /// The word of the JSON contract.
    pub fn word(self) -> &'static str {
        match self {
            PeriodKind::Day => "day",
            PeriodKind::Month => "month",
            PeriodKind::Range => "range",
            PeriodKind::YearToDate => "year-to-date",
        }
    }

    /// The kind with this word.
    pub fn from_word(word: &str) -> Option<PeriodKind> {
        [PeriodKind::Day, PeriodKind::Month, PeriodKind::Range, PeriodKind::YearToDate]
            .into_iter()
            .find(|k| k.word() == word)
    }
}

/// The day or period a value speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// Its kind.
    pub kind: PeriodKind,
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub to: Day,
}

/// One value of a measure.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// Origin.
    pub origin: Origin,
    /// The key of its measure.
    pub measure: String,
    /// What the document calls it where it stands, which may differ from the measure's words.
    pub text: String,
    /// The reference of the line it was printed under.
    pub line: Option<String>,
    /// The service, age band or grade.
    pub breakdown: Option<String>,
    /// Cases counted.
    pub numerator: Option<i64>,
    /// Cases in all.
    pub denominator: Option<i64>,
    /// Cases printed as overdue.
    pub overdue: Option<i64>,
    /// The value exactly as printed: `98.7%`, `99.7.0%`, `23.5`.
    pub stated: Option<String>,
    /// The stated value as a figure, where it is one.
    pub value: Option<Decimal>,
    /// The value computed from numerator and denominator, to two decimals.
    pub computed: Option<Decimal>,
    /// It is the baseline.
    pub baseline: bool,
    /// The report it comes from, as printed.
    pub source: Option<String>,
    /// The day or period it speaks of.
    pub period: Option<Period>,
    /// What computed it; `None` for what was printed or typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
}

/// What computed a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The definition: `key@version`.
    pub definition: String,
    /// The hash of the lists it was computed from.
    pub snapshot: String,
}
