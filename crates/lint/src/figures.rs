//! Values of measures, compared: who belongs together, what is a percentage, which way a series goes.

use std::collections::BTreeMap;

use model::day::Day;
use model::decimal::Decimal;
use model::plan::{Direction, Observation, Period};

use crate::facts::Facts;

/// What a finding about a value is about: its line, or else its measure.
pub(crate) fn subject(observation: &Observation) -> &str {
    observation.line.as_deref().unwrap_or(&observation.measure)
}

/// The value of an observation: as stated, or else as computed.
pub(crate) fn value(observation: &Observation) -> Option<Decimal> {
    observation.value.or(observation.computed)
}

/// How a value is printed: as stated, or else as computed.
pub(crate) fn printed(observation: &Observation) -> String {
    observation
        .stated
        .clone()
        .unwrap_or_else(|| value(observation).map(|v| v.to_string()).unwrap_or_default())
}

/// Whether the value is printed as a percentage.
pub(crate) fn is_percent(observation: &Observation) -> bool {
    observation.stated.as_deref().is_some_and(|stated| stated.trim_end_matches(')').trim_end().ends_with('%'))
}

/// How many decimals a printed figure has.
pub(crate) fn decimals(text: &str) -> u32 {
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    digits.split_once('.').map_or(0, |(_, d)| u32::try_from(d.len()).unwrap_or(0)).min(6)
}

/// The smallest step a figure with so many decimals can show.
pub(crate) fn step(places: u32) -> Decimal {
    Decimal::from_millionths(10_i64.pow(6 - places.min(6)))
}

/// A figure with its decimals cut off after so many places.
pub(crate) fn cut(value: Decimal, places: u32) -> Decimal {
    let unit = step(places).millionths();
    Decimal::from_millionths(value.millionths() / unit * unit)
}

/// The day or period of a value in words.
pub(crate) fn when(period: Option<Period>) -> String {
    match period {
        None => "without a date".into(),
        Some(p) if p.from == p.to => format!("of {}", p.to),
        Some(p) => format!("of {} to {}", p.from, p.to),
    }
}

/// What values of one return share: measure, first and last day, and whether they are the baseline.
type ReturnKey<'p> = (&'p str, Option<(Day, Day)>, bool);

/// Values that are parts of one return: same measure, same period, same kind of place.
pub(crate) fn returns<'p>(facts: &Facts<'p>) -> Vec<Vec<&'p Observation>> {
    let mut groups: BTreeMap<ReturnKey<'_>, Vec<&Observation>> = BTreeMap::new();
    for observation in &facts.plan.observations {
        let period = observation.period.map(|p| (p.from, p.to));
        groups.entry((&observation.measure, period, observation.baseline)).or_default().push(observation);
    }
    groups.into_values().collect()
}

/// Whether a value speaks of all cases: it has no breakdown, or one that says so.
pub(crate) fn is_overall(observation: &Observation) -> bool {
    observation.breakdown.as_deref().is_none_or(|b| {
        matches!(b.to_lowercase().trim(), "" | "overall" | "total" | "all" | "all services" | "whole service")
    })
}

/// Whether the second value is better than the first for a measure of this direction, `None` if equal or unknown.
pub(crate) fn better(direction: Option<Direction>, first: Decimal, second: Decimal) -> Option<bool> {
    match direction? {
        Direction::Higher if first != second => Some(second > first),
        Direction::Lower if first != second => Some(second < first),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use testkit::figure;

    use super::{cut, decimals, step};

    #[test]
    fn printed_figures_know_their_decimals() {
        for (text, places) in [("98.7%", 1), ("(25.75%)", 2), ("100%", 0), ("23.5", 1)] {
            assert_eq!(decimals(text), places, "{text}");
        }
        assert_eq!(step(1), figure("0.1"));
        assert_eq!(cut(figure("55.56"), 0), figure("55"));
        assert_eq!(cut(figure("32.67"), 1), figure("32.6"));
    }
}
