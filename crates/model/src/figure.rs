//! Printed figures that should agree: "X out of Y in time, Z overdue" at P%.
//!
//! Nothing is ever replaced. [`check`] says what disagrees, [`likely_intended`] which single slip of the pen (one
//! wrong digit, or two neighbouring digits exchanged) would make everything agree; where more than one would, it
//! says nothing.

use std::fmt;

use crate::decimal::Decimal;

/// A percentage as printed: its value and how many decimals it was printed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The value.
    pub value: Decimal,
    /// Decimals printed, 0 to 6.
    pub places: u32,
}

impl Printed {
    /// Reads `75.6%`, `90 %`, `18`; `None` where it is not one figure (`99.7.0%`).
    pub fn parse(text: &str) -> Option<Printed> {
        let digits = text.trim().trim_end_matches('%').trim_end();
        let value = Decimal::parse(digits)?;
        let places = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        Some(Printed { value, places: u32::try_from(places).ok()? })
    }
}

/// Figures that belong together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Cases counted: X of "X out of Y".
    pub numerator: i64,
    /// Cases in all: Y.
    pub denominator: i64,
    /// Cases not counted, where printed: Z overdue.
    pub overdue: Option<i64>,
    /// The percentage printed beside them.
    pub stated: Option<Printed>,
}

/// How a printed percentage was made from its count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// Rounded half up, as it should be.
    HalfUp,
    /// Cut off after the last printed decimal.
    Truncated,
}

/// What does not agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disagreement {
    /// More counted than there are.
    MoreThanAll,
    /// Counted and overdue together are not all; with what they add up to.
    DoesNotAddUp(i64),
    /// The printed percentage is another than the computed one; with the computed one to two decimals.
    OtherPercentage(Decimal),
}

/// Which of the figures is likely another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// X.
    Numerator,
    /// Y.
    Denominator,
    /// Z.
    Overdue,
    /// P.
    Stated,
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Field::Numerator => "count",
            Field::Denominator => "total",
            Field::Overdue => "number overdue",
            Field::Stated => "percentage",
        })
    }
}

/// The single change that makes all figures agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Intended {
    /// What was likely meant to be another.
    pub field: Field,
    /// All figures with that change.
    pub figures: Figures,
}

/// How the percentage was made, or `None` if it is not that of the count. A total of zero has no percentage.
pub fn rounding(numerator: i64, denominator: i64, stated: Printed) -> Option<Rounding> {
    if Decimal::percent(numerator, denominator, stated.places)? == stated.value {
        return Some(Rounding::HalfUp);
    }
    let fine = Decimal::percent(numerator, denominator, 6)?.millionths();
    let unit = 10_i64.pow(6_u32.saturating_sub(stated.places));
    (fine / unit * unit == stated.value.millionths()).then_some(Rounding::Truncated)
}

/// What disagrees; empty for sound figures.
pub fn check(figures: &Figures) -> Vec<Disagreement> {
    let Figures { numerator, denominator, overdue, stated } = *figures;
    let mut found = Vec::new();
    if numerator > denominator {
        found.push(Disagreement::MoreThanAll);
    }
    if let Some(sum) = overdue.and_then(|o| numerator.checked_add(o)).filter(|sum| *sum != denominator) {
        found.push(Disagreement::DoesNotAddUp(sum));
    }
    if let Some(stated) = stated.filter(|s| rounding(numerator, denominator, *s).is_none())
        && let Some(computed) = Decimal::percent(numerator, denominator, 2)
    {
        // A percentage of "more than all" says nothing of its own.
        if numerator <= denominator || stated.value > Decimal::from_millionths(100_000_000) {
            found.push(Disagreement::OtherPercentage(computed));
        }
    }
    found
}

/// The one change of a digit, or exchange of two neighbouring digits, that makes disagreeing figures agree. `None`
/// for figures that agree, and where no change or more than one explains it.
pub fn likely_intended(figures: &Figures) -> Option<Intended> {
    if check(figures).is_empty() {
        return None;
    }
    let counts = [
        (Field::Numerator, Some(figures.numerator)),
        (Field::Denominator, Some(figures.denominator)),
        (Field::Overdue, figures.overdue),
    ];
    let mut found = Vec::new();
    for (field, value) in counts {
        for other in value.map(slips).unwrap_or_default() {
            let mut changed = *figures;
            match field {
                Field::Numerator => changed.numerator = other,
                Field::Denominator => changed.denominator = other,
                _ => changed.overdue = Some(other),
            }
            found.extend(check(&changed).is_empty().then_some(Intended { field, figures: changed }));
        }
    }
    if let Some(stated) = figures.stated {
        let unit = 10_i64.pow(6_u32.saturating_sub(stated.places));
        for other in slips(stated.value.millionths() / unit) {
            let value = Decimal::from_millionths(other.saturating_mul(unit));
            let changed = Figures { stated: Some(Printed { value, ..stated }), ..*figures };
            // What was meant is a figure as it should be printed.
            let rounded =
                Decimal::percent(figures.numerator, figures.denominator, stated.places) == Some(value);
            found.extend(
                (rounded && check(&changed).is_empty())
                    .then_some(Intended { field: Field::Stated, figures: changed }),
            );
        }
    }
    match found.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// Every number that differs by one digit or by two neighbouring digits exchanged.
fn slips(number: i64) -> Vec<i64> {
    let digits: Vec<u8> = number.unsigned_abs().to_string().into_bytes();
    let mut out = Vec::new();
    for i in 0..digits.len() {
        for digit in b'0'..=b'9' {
            let mut other = digits.clone();
            if let Some(place) = other.get_mut(i).filter(|p| **p != digit) {
                *place = digit;
                out.push(other);
            }
        }
        if digits.get(i + 1).is_some_and(|next| digits.get(i) != Some(next)) {
            let mut other = digits.clone();
            other.swap(i, i + 1);
            out.push(other);
        }
    }
    // A leading zero would be a shorter number, which nobody types by a slip of one digit.
    let plain = |d: &Vec<u8>| d.len() == 1 || d.first() != Some(&b'0');
    out.into_iter().filter(plain).filter_map(|d| String::from_utf8(d).ok()?.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Disagreement, Field, Figures, Printed, Rounding, check, likely_intended, rounding, slips};
    use crate::decimal::Decimal;

    fn figures(numerator: i64, denominator: i64, overdue: i64, stated: &str) -> Figures {
        Figures { numerator, denominator, overdue: Some(overdue), stated: Printed::parse(stated) }
    }

    #[test]
    fn sound_figures_raise_nothing() {
        for (n, d, z, p) in [
            (315, 316, 1, "99.7%"),
            (55, 55, 0, "100%"),
            (54, 68, 14, "79.4%"),
            (352, 391, 39, "90.0%"),
            (43, 65, 22, "66.2%"),
            (24, 36, 12, "66.7%"),
            (249, 271, 22, "91.9%"),
            (37, 55, 18, "67.3%"),
            (21, 36, 15, "58.3%"),
            (295, 299, 4, "98.7%"),
            (16, 25, 9, "64%"),
            (12, 24, 12, "50%"),
            (689, 731, 42, "94.3%"),
            (335, 384, 49, "87.2%"),
            (255, 514, 259, "49.6%"),
            (556, 662, 106, "84.0%"),
            (318, 384, 66, "82.8%"),
            (250, 434, 184, "57.6%"),
            (547, 655, 108, "83.5%"),
            (311, 384, 73, "81%"),
            (324, 371, 47, "87.3%"),
        ] {
            let f = figures(n, d, z, p);
            assert_eq!((check(&f), likely_intended(&f)), (vec![], None), "{n} of {d}");
        }
    }

    #[test]
    fn the_intended_figure_is_named() {
        let intended =
            |f: Figures| likely_intended(&f).map(|i| (i.field, i.figures.numerator, i.figures.denominator));
        assert_eq!(intended(figures(298, 294, 96, "75.6%")), Some((Field::Denominator, 298, 394)));
        assert_eq!(intended(figures(335, 447, 92, "79.4%")), Some((Field::Numerator, 355, 447)));
        assert_eq!(intended(figures(616, 669, 80, "88.5%")), Some((Field::Denominator, 616, 696)));
        assert_eq!(
            check(&figures(298, 294, 96, "75.6%")),
            [Disagreement::MoreThanAll, Disagreement::DoesNotAddUp(394)]
        );
        let overall =
            Figures { numerator: 307, denominator: 362, overdue: None, stated: Printed::parse("84.9%") };
        assert_eq!(check(&overall).len(), 1);
        let intended = likely_intended(&overall).unwrap();
        assert_eq!((intended.field, intended.figures.stated), (Field::Stated, Printed::parse("84.8%")));
    }

    proptest! {
        /// Any sound row raises nothing; with one slip in a count it is raised, and what is offered is sound.
        #[test]
        fn a_slip_in_a_sound_row_is_raised_and_what_is_offered_is_sound(
            whole in 20_i64..2000, share in 1_i64..1000, which in 0_usize..3, pick in 0_usize..1000,
        ) {
            let part = (whole * share / 1000).max(1);
            let stated = Decimal::percent(part, whole, 1).map(|value| format!("{value}%")).unwrap();
            let sound = figures(part, whole, whole - part, &stated);
            prop_assert_eq!((check(&sound), likely_intended(&sound)), (vec![], None));
            let mut wrong = sound;
            let field = match which {
                0 => &mut wrong.numerator,
                1 => &mut wrong.denominator,
                _ => wrong.overdue.as_mut().unwrap(),
            };
            let others = slips(*field);
            *field = others[pick % others.len()];
            prop_assert!(!check(&wrong).is_empty(), "{wrong:?}");
            if let Some(offered) = likely_intended(&wrong) {
                prop_assert!(check(&offered.figures).is_empty(), "{wrong:?} {offered:?}");
            }
        }
    }

    #[test]
    fn roundings_are_told_apart() {
        let made = |n, d, p| rounding(n, d, Printed::parse(p).unwrap());
        assert_eq!(made(5, 9, "55%"), Some(Rounding::Truncated));
        assert_eq!(made(5, 9, "56%"), Some(Rounding::HalfUp));
        assert_eq!(made(5, 9, "57%"), None);
        assert_eq!(made(0, 0, "0%"), None);
        assert_eq!(Printed::parse("99.7.0%"), None);
    }
}
