//! The plan as flat tables, for spreadsheets and other programs: one list of tables, each with its columns, from which the
//! files, the interface for programs and its description are all made.
//!
//! ```text
//! Scene ─ a table's `make` ─▶ Made (columns, rows) ─▶ CSV · JSON records
//!         TABLES ───────────▶ the page Data · the description in OpenAPI
//! ```

mod actions;
mod figures;
mod format;
mod openapi;
pub mod pages;
mod plan;

use model::day::Day;
use model::decimal::Decimal;

pub use format::{csv, json};
pub use openapi::openapi;

use crate::views::scene::Scene;

/// A table that can be fetched.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name in addresses.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What a row of it is.
    pub means: &'static str,
    /// Makes it of a plan on a day.
    pub make: fn(&Scene) -> Made,
}

/// Every table, in the order in which a person meets them.
pub const TABLES: &[Table] = &[
    Table {
        name: "actions",
        title: "Actions",
        means: "An action as it stands on the day",
        make: actions::actions,
    },
    Table {
        name: "dates",
        title: "Target dates",
        means: "A target date of an action, superseded ones included",
        make: actions::dates,
    },
    Table {
        name: "owners",
        title: "Owners",
        means: "Somebody named as an owner of an action",
        make: actions::owners,
    },
    Table {
        name: "updates",
        title: "Updates",
        means: "An account of progress on an action, line, priority or the plan",
        make: actions::updates,
    },
    Table {
        name: "evidence",
        title: "Evidence",
        means: "A piece of evidence of an action",
        make: actions::evidence,
    },
    Table {
        name: "recommendations",
        title: "Recommendations",
        means: "A recommendation and how far it is answered",
        make: plan::recommendations,
    },
    Table {
        name: "priorities",
        title: "Priorities",
        means: "A node of the plan's tree",
        make: plan::priorities,
    },
    Table { name: "lines", title: "Lines", means: "A line of the plan", make: plan::lines },
    Table {
        name: "measures",
        title: "Measures",
        means: "A measure, one row a breakdown",
        make: figures::measures,
    },
    Table {
        name: "observations",
        title: "Observations",
        means: "One value of a measure",
        make: figures::observations,
    },
    Table {
        name: "findings",
        title: "Findings",
        means: "Something the checks have to say of the plan",
        make: plan::findings,
    },
];

/// The table with this name.
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|t| t.name == name)
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words.
    Text,
    /// A whole number.
    Whole,
    /// A decimal number.
    Number,
    /// A day, ISO.
    Day,
    /// Yes or no.
    Yes,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name for programs, of `a-z` and `_`.
    pub name: &'static str,
    /// Its heading for people.
    pub title: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// What it means.
    pub means: &'static str,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing is known.
    None,
    /// Words.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A decimal number.
    Number(Decimal),
    /// A day.
    Day(Day),
    /// Yes or no.
    Yes(bool),
}

/// A table of a plan on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A column with the way to its cell: name, heading, what it holds, what it means, the cell of a row.
type Way<'w, T> = (&'static str, &'static str, Holds, &'static str, &'w dyn Fn(&T) -> Cell);

impl Made {
    fn of<T>(rows: impl IntoIterator<Item = T>, ways: &[Way<'_, T>]) -> Made {
        Made {
            columns: ways
                .iter()
                .map(|(name, title, holds, means, _)| Column { name, title, holds: *holds, means })
                .collect(),
            rows: rows.into_iter().map(|row| ways.iter().map(|(.., cell)| cell(&row)).collect()).collect(),
        }
    }
}

fn text(words: &str) -> Cell {
    if words.is_empty() { Cell::None } else { Cell::Text(words.to_owned()) }
}

fn maybe(words: Option<&String>) -> Cell {
    words.map_or(Cell::None, |w| text(w))
}

fn list<'t>(words: impl IntoIterator<Item = &'t str>) -> Cell {
    text(&words.into_iter().collect::<Vec<_>>().join("; "))
}

fn day(day: Option<Day>) -> Cell {
    day.map_or(Cell::None, Cell::Day)
}

fn number(figure: Option<Decimal>) -> Cell {
    figure.map_or(Cell::None, Cell::Number)
}

fn count(n: usize) -> Cell {
    Cell::Whole(i64::try_from(n).unwrap_or(i64::MAX))
}
