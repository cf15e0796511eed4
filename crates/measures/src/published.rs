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
    /// neither, an empty cell among it.
    ///
    /// ```
    /// use measures::{Published, Symbol};
    /// assert_eq!(Published::parse("c"), Some(Published::Symbol(Symbol::Withheld)));
    /// assert_eq!(Published::parse("1,204").and_then(Published::value).map(|v| v.to_string()), Some("1204".into()));
    /// assert_eq!(Published::parse("z").and_then(Published::value), None);
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
            _ => return Decimal::parse(cell.trim_end_matches('%').trim_end()).map(Published::Value),
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

impl Symbol {
    /// What it means, for people.
    pub fn words(self) -> &'static str {
        match self {
            Symbol::Withheld => "withheld to protect people",
            Symbol::NotApplicable => "not applicable",
            Symbol::NotAvailable => "not available",
            Symbol::Unreliable => "too unreliable to publish",
            Symbol::Low => "more than nought, but rounds to nought",
        }
    }
}
