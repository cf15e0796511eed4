//! Values of published tables, in which a letter may stand where a number would tell too much or there is none.

use model::decimal::Decimal;

/// Why a published table has no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Symbol {
    /// `c`: withheld to protect people.
    Withheld,
    /// `z`: no such number can exist.
    NotApplicable,
    /// `x`: it was not available.
    NotAvailable,
    /// `u`: too unreliable to publish.
    Unreliable,
    /// `low`: more than nought and less than what would round to one.
    Low,
    /// `-`, `:` or dots: no number was published, and it is not said why.
    NoNumber,
}

/// A cell of a published table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// A number.
    Value(Decimal),
    /// A symbol: never nought.
    Symbol(Symbol),
}

impl Published {
    /// Reads a cell: a number, or one of the symbols of official statistics in either case; `None` for what is
    /// neither, an empty cell among it. A number that a spreadsheet wrote as its nearest binary fraction is the short one
    /// that it was: `38.799999999999997` is 38.8.
    ///
    /// ```
    /// use measures::{Published, Symbol};
    /// assert_eq!(Published::parse("c"), Some(Published::Symbol(Symbol::Withheld)));
    /// assert_eq!(Published::parse("1,204").and_then(Published::value).map(|v| v.to_string()), Some("1204".into()));
    /// assert_eq!(Published::parse("z").and_then(Published::value), None);
    /// assert_eq!(Published::parse("38.799999999999997").and_then(Published::value).map(|v| v.to_string()), Some("38.8".into()));
    /// assert_eq!(Published::parse("-"), Some(Published::Symbol(Symbol::NoNumber)));
    /// assert_eq!(Published::parse(""), None);
    /// ```
    pub fn parse(cell: &str) -> Option<Published> {
        let cell = cell.trim();
        let symbol = match cell.to_ascii_lowercase().as_str() {
            "c" => Symbol::Withheld,
            "z" => Symbol::NotApplicable,
            "x" => Symbol::NotAvailable,
            "u" => Symbol::Unreliable,
            "low" => Symbol::Low,
            "-" | "–" | ":" | "." | ".." | "..." => Symbol::NoNumber,
            _ => return number(cell.trim_end_matches('%').trim_end()).map(Published::Value),
        };
        Some(Published::Symbol(symbol))
    }

    /// The number, where there is one.
    pub fn value(self) -> Option<Decimal> {
        match self {
            Published::Value(value) => Some(value),
            Published::Symbol(_) => None,
        }
    }
}

/// A number with at most six decimals, or one with more, as binary fractions are written out.
fn number(text: &str) -> Option<Decimal> {
    Decimal::parse(text).or_else(|| {
        let fraction = text.split_once('.').is_some_and(|(_, f)| f.len() > 6);
        let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
        text.parse().ok().filter(|_| fraction && plain).and_then(Decimal::from_f64)
    })
}

impl Symbol {
    /// What it means, for people.
    pub fn words(self) -> &'static str {
        match self {
            Symbol::Withheld => "withheld to protect people",
            Symbol::NotApplicable => "not applicable",
            Symbol::NotAvailable => "not available",
            Symbol::Unreliable => "too unreliable to publish",
            Symbol::Low => "more than nought, but rounds to nought",
            Symbol::NoNumber => "no number published",
        }
    }
}
