//! Exact decimal figures: what a document prints and what we compute must compare without binary rounding.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A decimal figure held exactly in millionths; range about ±9.2 million million.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Decimal(i64);

const ONE: i64 = 1_000_000;

impl Decimal {
    /// Zero.
    pub const ZERO: Decimal = Decimal(0);

    /// A whole number; `None` when it is out of range.
    pub fn whole(n: i64) -> Option<Decimal> {
        n.checked_mul(ONE).map(Decimal)
    }

    /// The figure that many millionths make: how the store keeps it.
    pub fn from_millionths(millionths: i64) -> Decimal {
        Decimal(millionths)
    }

    /// The figure in millionths.
    pub fn millionths(self) -> i64 {
        self.0
    }

    /// The whole part, towards nought.
    pub fn whole_part(self) -> i64 {
        self.0 / ONE
    }

    /// Reads `99.7`, `-3`, `1,422`, `0.125`: at most six decimals, thousands separated by commas or not at all.
    pub fn parse(text: &str) -> Option<Decimal> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() || (digits.contains('.') && fraction.is_empty()) || fraction.len() > 6 {
            return None;
        }
        let grouped = whole.split(',').skip(1).all(|g| g.len() == 3) && !whole.starts_with(',');
        let plain: String = whole.chars().filter(|c| *c != ',').collect();
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if !grouped || plain.is_empty() || !all_digits(&plain) || !all_digits(fraction) {
            return None;
        }
        let whole: i64 = plain.parse().ok()?;
        let padded: i64 = format!("{fraction:0<6}").parse().ok()?;
        let value = whole.checked_mul(ONE)?.checked_add(padded)?;
        Some(Decimal(if negative { -value } else { value }))
    }

    /// `numerator / denominator`, rounded half up (away from zero) to `places` (0 to 6) decimals; `None` when the
    /// denominator is zero or the result is out of range.
    pub fn ratio(numerator: i64, denominator: i64, places: u32) -> Option<Decimal> {
        Decimal::scaled(i128::from(numerator), i128::from(denominator), places)
    }

    /// `numerator` as a percentage of `denominator`, rounded half up to `places` (0 to 6) decimals.
    pub fn percent(numerator: i64, denominator: i64, places: u32) -> Option<Decimal> {
        Decimal::scaled(i128::from(numerator) * 100, i128::from(denominator), places)
    }

    fn scaled(numerator: i128, denominator: i128, places: u32) -> Option<Decimal> {
        if denominator == 0 {
            return None;
        }
        let places = places.min(6);
        let scale = 10_i128.pow(places);
        let (n, d) = (numerator * scale * denominator.signum(), denominator.abs());
        let half_up = (n.abs() * 2 + d) / (d * 2) * n.signum();
        i64::try_from(half_up * 10_i128.pow(6 - places)).ok().map(Decimal)
    }

    /// The figure rounded half up (away from zero) to `places` (0 to 6) decimals.
    pub fn round(self, places: u32) -> Decimal {
        Decimal::scaled(i128::from(self.0), i128::from(ONE), places).unwrap_or(self)
    }

    /// The sum; `None` out of range.
    pub fn plus(self, other: Decimal) -> Option<Decimal> {
        self.0.checked_add(other.0).map(Decimal)
    }

    /// The difference; `None` out of range.
    pub fn minus(self, other: Decimal) -> Option<Decimal> {
        self.0.checked_sub(other.0).map(Decimal)
    }

    /// The distance from zero.
    pub fn abs(self) -> Decimal {
        Decimal(self.0.saturating_abs())
    }

    /// As people read it: thousands parted by commas, `1,422.5`. Files for programs take the plain form.
    ///
    /// ```
    /// use model::decimal::Decimal;
    /// assert_eq!(Decimal::parse("-1234567.5").map(Decimal::grouped).as_deref(), Some("-1,234,567.5"));
    /// assert_eq!(Decimal::whole(999).map(Decimal::grouped).as_deref(), Some("999"));
    /// ```
    pub fn grouped(self) -> String {
        let plain = self.to_string();
        let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
        let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |d| ("-", d));
        let mut out = String::from(sign);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        if let Some(fraction) = fraction {
            out.push('.');
            out.push_str(fraction);
        }
        out
    }

    /// For charts and JSON only: the nearest binary fraction.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / ONE as f64
    }

    /// The nearest figure to a binary fraction, for results of square roots and means; `None` out of range.
    pub fn from_f64(value: f64) -> Option<Decimal> {
        let scaled = (value * ONE as f64).round();
        (scaled.is_finite() && scaled.abs() < 9.0e18).then_some(Decimal(scaled as i64))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction) = (self.0.unsigned_abs() / ONE as u64, self.0.unsigned_abs() % ONE as u64);
        let sign = if self.0 < 0 { "-" } else { "" };
        if fraction == 0 {
            return write!(f, "{sign}{whole}");
        }
        let digits = format!("{fraction:06}");
        write!(f, "{sign}{whole}.{}", digits.trim_end_matches('0'))
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn figures_read_and_print_as_documents_print_them() {
        for (text, printed) in [("99.7", "99.7"), ("1,422", "1422"), ("-0.50", "-0.5"), ("18", "18")] {
            assert_eq!(Decimal::parse(text).unwrap().to_string(), printed);
        }
        for text in ["", "99.7.0", "1,42", ".", "4.", "a", "1.1234567", "99999999999999999999"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn percentages_round_half_up_from_exact_arithmetic() {
        for (n, d, places, expected) in [
            (298, 394, 2, "75.63"),
            (1295, 1514, 1, "85.5"),
            (1, 8, 1, "12.5"),
            (1, 800, 2, "0.13"),
            (6, 15, 0, "40"),
        ] {
            assert_eq!(Decimal::percent(n, d, places).unwrap().to_string(), expected);
        }
        assert_eq!(Decimal::percent(1, 0, 1), None);
        assert_eq!(Decimal::ratio(-1, 8, 2).unwrap().to_string(), "-0.13");
    }

    #[test]
    fn halves_are_rounded_away_from_zero_on_both_sides() {
        for (text, places, expected) in [
            ("0.5", 0, "1"),
            ("-0.5", 0, "-1"),
            ("2.5", 0, "3"),
            ("-2.5", 0, "-3"),
            ("-2.49", 0, "-2"),
            ("84.85", 1, "84.9"),
            ("-84.85", 1, "-84.9"),
            ("-0.04", 1, "0"),
        ] {
            assert_eq!(Decimal::parse(text).unwrap().round(places).to_string(), expected, "{text}");
        }
        assert_eq!(Decimal::percent(1, -8, 0).unwrap().to_string(), "-13", "the sign may stand below");
        assert_eq!(Decimal::percent(-1, -8, 0).unwrap().to_string(), "13");
    }
}
