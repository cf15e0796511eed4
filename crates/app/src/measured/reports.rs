//! The reports that people expect, from computed measures: weekly compliance, the monthly matrix, exceptions.

use std::sync::Arc;

use measures::{Definition, Kind};
use model::day::Day;
use model::decimal::Decimal;
use model::plan::Direction;

use super::{Measured, Number};

/// The measures of the weekly compliance report, in its order. Where none has its lists the report says so.
const COMPLIANCE: [&str; 8] = [
    "assess_open_in_time_pct",
    "assess_45wd_pct",
    "visits_in_time_pct",
    "cpp_visit_4w_pct",
    "cla_visit_6w_pct",
    "cpp_reviewed_pct",
    "cla_reviewed_pct",
    "icpc_15wd_pct",
];
/// The measure of average caseloads.
pub const CASELOAD: &str = "caseload_per_worker";

/// One line of the compliance report: X of Y in time, Z overdue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComplianceLine {
    /// The measure's key.
    pub key: String,
    /// The measure.
    pub measure: String,
    /// The service; empty for the whole.
    pub service: String,
    /// In time.
    pub in_time: i64,
    /// In all.
    pub of: i64,
    /// Not in time.
    pub overdue: i64,
    /// In percent, to one decimal; `None` where there are none at all.
    pub percent: Option<Decimal>,
}

impl ComplianceLine {
    /// As the weekly reports say it.
    pub fn sentence(&self) -> String {
        let percent = self.percent.map_or_else(|| "none due".to_owned(), |p| format!("{p}%"));
        format!("{percent}: {} out of {} in time, {} overdue", self.in_time, self.of, self.overdue)
    }
}

/// The average caseload of a service, and its target where one is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caseload {
    /// The service; empty for the whole.
    pub service: String,
    /// Children for each worker, to one decimal.
    pub average: Option<Decimal>,
    /// The most it should be.
    pub target: Option<Decimal>,
    /// Whether it is above its target.
    pub above: bool,
}

/// The weekly compliance report of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compliance {
    /// The day of the snapshot.
    pub as_at: Day,
    /// The lines: for each measure the whole, then its services.
    pub lines: Vec<ComplianceLine>,
    /// The caseloads: the whole, then services.
    pub caseloads: Vec<Caseload>,
    /// Measures that could not be computed, and why.
    pub lacking: Vec<(String, String)>,
}

/// The weekly compliance report. `targets` gives the most that the average caseload of a service should be.
pub fn compliance(as_at: Day, all: &[Measured], targets: &[(&str, Decimal)]) -> Compliance {
    let of = |key: &str| all.iter().find(|m| m.definition.key == key);
    let mut report = Compliance { as_at, lines: Vec::new(), caseloads: Vec::new(), lacking: Vec::new() };
    for measured in COMPLIANCE.iter().filter_map(|key| of(key)) {
        report.lacking.extend(measured.why_not().map(|why| (measured.definition.name.clone(), why)));
        for number in measured.whole.iter().chain(named(&measured.services)) {
            report.lines.extend(line(measured, number));
        }
    }
    if let Some(measured) = of(CASELOAD) {
        for number in measured.whole.iter().chain(named(&measured.services)) {
            let target = targets.iter().find(|(s, _)| *s == number.service).map(|(_, t)| *t);
            let above = number.value.zip(target).is_some_and(|(v, t)| v > t);
            let service = number.service.clone();
            report.caseloads.push(Caseload { service, average: number.value, target, above });
        }
    }
    report
}

/// The parts that have a name: what rows without a service add up to is in the whole only.
fn named(parts: &[Number]) -> impl Iterator<Item = &Number> {
    parts.iter().filter(|n| !n.service.is_empty())
}

fn line(measured: &Measured, number: &Number) -> Option<ComplianceLine> {
    let (in_time, of) = (number.numerator?.whole_part(), number.denominator?.whole_part());
    Some(ComplianceLine {
        key: measured.definition.key.clone(),
        measure: measured.definition.name.clone(),
        service: number.service.clone(),
        in_time,
        of,
        overdue: of - in_time,
        percent: number.value,
    })
}

/// A row of the matrix: a measure and its value in each period, missing ones as gaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatrixRow {
    /// The measure's key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Its value for each month.
    pub values: Vec<Option<Decimal>>,
}

/// Measures by month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    /// The first day of each month, in order.
    pub months: Vec<Day>,
    /// The measures that have a value in any month.
    pub rows: Vec<MatrixRow>,
}

/// Measure by month, from what was computed over snapshots; of a month's snapshots the last stands for it. Months
/// between without one are there, empty.
pub fn matrix(definitions: &[Arc<Definition>], snapshots: &[(Day, Vec<Measured>)]) -> Matrix {
    let first = snapshots.iter().map(|(day, _)| day.month_start()).min();
    let last = snapshots.iter().map(|(day, _)| day.month_start()).max();
    let mut months = Vec::new();
    let mut at = first;
    while let Some(month) = at.filter(|m| last.is_some_and(|l| *m <= l)) {
        months.push(month);
        at = Some(month.plus_months(1));
    }
    let of = |month: Day| {
        snapshots.iter().filter(|(day, _)| day.month_start() == month).max_by_key(|(day, _)| *day)
    };
    let value = |month: Day, key: &str| {
        let (_, all) = of(month)?;
        all.iter().find(|m| m.definition.key == key)?.whole.as_ref()?.value
    };
    let definitions = definitions.iter().filter(|d| d.kind != Kind::Bands);
    let rows = definitions.map(|d| MatrixRow {
        key: d.key.clone(),
        name: d.name.clone(),
        unit: d.unit.clone(),
        values: months.iter().map(|m| value(*m, &d.key)).collect(),
    });
    let rows = rows.filter(|row| row.values.iter().any(Option::is_some)).collect();
    Matrix { months, rows }
}

/// One exception of the management overview: a service that stands worse than the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The measure's key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// The part that stands out.
    pub service: String,
    /// Its value.
    pub value: Decimal,
    /// The value of the whole.
    pub whole: Decimal,
    /// Children not in time, or counted where fewer is better.
    pub children: i64,
    /// Whether more is better.
    pub higher: bool,
}

/// The exceptions of a snapshot: shares of services that are worse than that of the whole by `points` percentage points
/// or more and concern more than `few` children, the most children first.
pub fn exceptions(all: &[Measured], points: i64, few: i64) -> Vec<Exception> {
    let mut found = Vec::new();
    for measured in all.iter().filter(|m| m.definition.kind == Kind::Share && !m.definition.weighted) {
        let (Some(direction), Some(whole)) =
            (measured.definition.direction, measured.whole.as_ref().and_then(|w| w.value))
        else {
            continue;
        };
        for number in named(&measured.services) {
            let (Some(value), Some(line)) = (number.value, line(measured, number)) else { continue };
            let (worse, children) = match direction {
                Direction::Higher => (whole.minus(value), line.overdue),
                Direction::Lower => (value.minus(whole), line.in_time),
                Direction::Level => continue,
            };
            if worse.is_some_and(|w| w.millionths() >= points.saturating_mul(1_000_000)) && children > few {
                found.push(Exception {
                    key: measured.definition.key.clone(),
                    name: measured.definition.name.clone(),
                    unit: measured.definition.unit.clone(),
                    service: number.service.clone(),
                    value,
                    whole,
                    children,
                    higher: direction == Direction::Higher,
                });
            }
        }
    }
    found.sort_by(|a, b| {
        b.children.cmp(&a.children).then_with(|| (&a.key, &a.service).cmp(&(&b.key, &b.service)))
    });
    found
}
