//! Values of measures, compared: who belongs together, what is a percentage, which way a series goes.

use std::collections::BTreeMap;

use model::day::Day;
use model::decimal::Decimal;
use model::figure::{self, Figures, Printed};
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

/// The figures of a value that has counts.
pub(crate) fn counts(observation: &Observation) -> Option<Figures> {
    Some(Figures {
        numerator: observation.numerator?,
        denominator: observation.denominator?,
        overdue: observation.overdue,
        stated: observation.stated.as_deref().filter(|_| is_percent(observation)).and_then(Printed::parse),
    })
}

/// Numerator and denominator as they were most likely meant: as printed where the counts agree with each other,
/// `None` where they do not and no single slip explains it.
pub(crate) fn corrected(observation: &Observation) -> Option<(i64, i64)> {
    let printed = counts(observation)?;
    let alone = Figures { stated: None, ..printed };
    let sound = figure::check(&alone).is_empty();
    let meant = if sound { alone } else { figure::likely_intended(&printed)?.figures };
    Some((meant.numerator, meant.denominator))
}

/// A percentage printed beside the counts it is made of.
pub(crate) struct Share<'p> {
    /// The value.
    pub observation: &'p Observation,
    /// The percentage as printed.
    pub text: &'p str,
    /// The percentage printed.
    pub stated: Decimal,
    /// The numerator as most likely meant.
    pub part: i64,
    /// The denominator as most likely meant, more than zero.
    pub whole: i64,
    /// What the counts give.
    pub exact: Decimal,
    /// How many decimals are printed.
    pub places: u32,
}

impl Share<'_> {
    /// Whether the percentage printed is the one of the counts, rounded as figures are.
    pub(crate) fn is_rounded(&self) -> bool {
        self.exact.round(self.places) == self.stated
    }

    /// Whether the percentage printed is the one of the counts with its further decimals cut off.
    pub(crate) fn is_cut(&self) -> bool {
        cut(self.exact, self.places) == self.stated
    }
}

/// Every percentage of the plan that is printed beside its counts.
pub(crate) fn shares<'p>(facts: &Facts<'p>) -> impl Iterator<Item = Share<'p>> {
    facts.plan.observations.iter().filter(|o| is_percent(o)).filter_map(|observation| {
        let (stated, text) = (observation.value?, observation.stated.as_deref()?);
        let (part, whole) = corrected(observation).filter(|(_, whole)| *whole > 0)?;
        let exact = Decimal::percent(part, whole, 6)?;
        Some(Share { observation, text, stated, part, whole, exact, places: decimals(text) })
    })
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
    model::series::is_overall(observation.breakdown.as_deref())
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
