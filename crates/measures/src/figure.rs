//! A number and what it is made of.

use model::decimal::Decimal;

use crate::cases::{Case, Counted, Name, Names};
use crate::definition::{Definition, Kind};

/// One part of a measure by bands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Its name.
    pub name: String,
    /// How many are in it.
    pub count: i64,
    /// What share of all that is, in percent to one decimal; `None` where there are none at all.
    pub share: Option<Decimal>,
}

/// The quartiles of values in order: where a quarter, a half, three quarters lie at or below. Between two values that
/// share the place, their mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quartiles {
    /// The lower quartile.
    pub lower: Decimal,
    /// The median.
    pub median: Decimal,
    /// The upper quartile.
    pub upper: Decimal,
}

/// The number of a measure for the whole or a part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// Cases counted, or the sum of what they bring; in units of one divided by the definition's scale.
    pub numerator: i64,
    /// Cases in all, or what the numerator is held against; `None` for a count.
    pub denominator: Option<i64>,
    /// Cases left out.
    pub left_out: i64,
    /// The number, to one decimal, rounded half up; `None` where there is nothing to divide by.
    pub value: Option<Decimal>,
    /// For a measure by bands, every band in order, also the empty ones.
    pub bands: Vec<Band>,
    /// For a measure of spread.
    pub quartiles: Option<Quartiles>,
}

impl Figure {
    /// Sums cases as the definition says. `against` is the figure from elsewhere that a rate is held against.
    pub(crate) fn of<'a>(
        definition: &Definition,
        names: &Names,
        cases: impl Iterator<Item = &'a Case> + Clone,
        against: Option<i64>,
    ) -> Figure {
        let many = |is: Counted| count(cases.clone().filter(|c| c.counted == is));
        let weight = |is: Counted| -> i64 {
            cases.clone().filter(|c| c.counted == is).filter_map(|c| c.value).fold(0, i64::saturating_add)
        };
        let left_out = many(Counted::Out);
        let scale = definition.scale;
        let mut figure = Figure { left_out, ..Figure::default() };
        match definition.kind {
            Kind::Count => {
                figure.numerator = many(Counted::Yes);
                figure.value = Decimal::whole(figure.numerator);
            }
            Kind::Share => {
                let sum: &dyn Fn(Counted) -> i64 = if definition.weighted { &weight } else { &many };
                let (yes, no) = (sum(Counted::Yes), sum(Counted::No));
                figure.numerator = yes;
                figure.denominator = Some(yes.saturating_add(no));
                figure.value = Decimal::percent(yes, yes.saturating_add(no), 1);
            }
            Kind::Rate => {
                figure.numerator = many(Counted::Yes);
                figure.denominator = against;
                let cases = definition.per.and_then(|per| figure.numerator.checked_mul(per));
                figure.value = cases.zip(against).and_then(|(n, d)| Decimal::ratio(n, d, 1));
            }
            Kind::Mean => {
                let valued = count(cases.clone().filter(|c| c.counted == Counted::Yes && c.value.is_some()));
                figure.numerator = weight(Counted::Yes);
                figure.denominator = Some(valued);
                figure.value = Decimal::ratio(figure.numerator, valued.saturating_mul(scale), 1);
            }
            Kind::Ratio => {
                let (yes, no) = (weight(Counted::Yes), weight(Counted::No));
                figure.numerator = yes;
                figure.denominator = Some(no);
                figure.value = if definition.unit == "%" {
                    Decimal::percent(yes, no, 1)
                } else {
                    Decimal::ratio(yes, no, 1)
                };
            }
            Kind::Quartiles => {
                let mut values: Vec<i64> =
                    cases.clone().filter(|c| c.counted == Counted::Yes).filter_map(|c| c.value).collect();
                values.sort_unstable();
                figure.numerator = i64::try_from(values.len()).unwrap_or(i64::MAX);
                figure.quartiles = quartiles(&values, scale);
                figure.value = figure.quartiles.map(|q| q.median);
            }
            Kind::Bands => {
                let all = many(Counted::Yes);
                figure.numerator = all;
                figure.denominator = Some(all);
                figure.bands = bands(definition, names, cases, all);
            }
        }
        figure
    }
}

fn count<'a>(cases: impl Iterator<Item = &'a Case>) -> i64 {
    i64::try_from(cases.count()).unwrap_or(i64::MAX)
}

/// Every band of the definition in its order, then any other reason that rows gave, in the order of its words.
fn bands<'a>(
    definition: &Definition,
    names: &Names,
    cases: impl Iterator<Item = &'a Case>,
    all: i64,
) -> Vec<Band> {
    let mut counts: std::collections::BTreeMap<Name, i64> = std::collections::BTreeMap::new();
    for case in cases.filter(|c| c.counted == Counted::Yes) {
        *counts.entry(case.reason).or_default() += 1;
    }
    let mut by_word: std::collections::BTreeMap<&str, i64> =
        counts.into_iter().map(|(name, n)| (names.get(name), n)).collect();
    let band = |name: &str, count: i64| Band {
        name: name.to_owned(),
        count,
        share: Decimal::percent(count, all, 1),
    };
    let known =
        definition.bands.iter().map(|name| (name.as_str(), by_word.remove(name.as_str()).unwrap_or(0)));
    let mut out: Vec<Band> = known.map(|(name, n)| band(name, n)).collect();
    out.extend(by_word.into_iter().map(|(name, n)| band(name, n)));
    out
}

fn quartiles(sorted: &[i64], scale: i64) -> Option<Quartiles> {
    let at = |quarters: usize| -> Option<Decimal> {
        let place = sorted.len().checked_mul(quarters)?;
        let (whole, rest) = (place / 4, place % 4);
        let upper = *sorted.get(whole)?;
        let lower = if rest == 0 { *sorted.get(whole.checked_sub(1)?)? } else { upper };
        Decimal::ratio(lower.checked_add(upper)?, scale.checked_mul(2)?, 1)
    };
    Some(Quartiles { lower: at(1)?, median: at(2)?, upper: at(3)? })
}

#[cfg(test)]
mod tests {
    use super::quartiles;

    #[test]
    fn quartiles_take_the_mean_of_two_that_share_the_place() {
        let of = |values: &[i64]| {
            quartiles(values, 1).map(|q| [q.lower, q.median, q.upper].map(|d| d.to_string()))
        };
        assert_eq!(of(&[10, 20, 30, 40]), Some(["15", "25", "35"].map(String::from)));
        assert_eq!(of(&[10, 20, 30, 40, 50]), Some(["20", "30", "40"].map(String::from)));
        assert_eq!(of(&[7]), Some(["7", "7", "7"].map(String::from)));
        assert_eq!(of(&[1, 2]), Some(["1", "1.5", "2"].map(String::from)));
        assert_eq!(of(&[]), None);
    }
}
