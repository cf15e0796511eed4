//! Measures as a table for files.

use model::decimal::Decimal;

use super::{Measured, Number};
use crate::tables::{Cell, Column, Holds, Made};

const COLUMNS: [(&str, &str, Holds, &str); 12] = [
    ("measure", "Key", Holds::Text, "The definition's key"),
    ("version", "Version", Holds::Whole, "The definition's version"),
    ("name", "Measure", Holds::Text, "What it is called"),
    ("service", "Service", Holds::Text, "The service the number is of; empty for the whole"),
    ("team", "Team", Holds::Text, "The team the number is of"),
    ("band", "Band", Holds::Text, "The band the number is of, for a measure by bands"),
    ("numerator", "Counted", Holds::Number, "Cases counted, or the sum of what they bring"),
    ("denominator", "Out of", Holds::Number, "Cases in all, or what the numerator is held against"),
    ("value", "Value", Holds::Number, "The number to one decimal"),
    ("unit", "Unit", Holds::Text, "The unit of the value"),
    ("left_out", "Left out", Holds::Whole, "Rows in neither"),
    ("needs", "Needs", Holds::Text, "What the snapshot lacks for it"),
];

/// Every number of every measure: the whole, then services, then teams; a row for each band; a row that says what is
/// needed where there is no number.
pub fn table(all: &[Measured]) -> Made {
    let columns =
        COLUMNS.iter().map(|(name, title, holds, means)| Column { name, title, holds: *holds, means });
    let mut rows = Vec::new();
    for measured in all {
        if !measured.needs.is_empty() {
            let end = [Cell::None, Cell::None, Cell::None, text(&measured.definition.unit), Cell::None];
            rows.push(row(measured, &Number::default(), Cell::None, end, text(&measured.needs.join("; "))));
        }
        for number in measured.whole.iter().chain(&measured.services).chain(&measured.teams) {
            rows.extend(lines(measured, number));
        }
    }
    Made { columns: columns.collect(), rows }
}

fn row(measured: &Measured, number: &Number, band: Cell, figures: [Cell; 5], needs: Cell) -> Vec<Cell> {
    let definition = &measured.definition;
    let mut row = vec![text(&definition.key), Cell::Whole(definition.version.into()), text(&definition.name)];
    row.extend([text(&number.service), text(&number.team), band]);
    row.extend(figures);
    row.push(needs);
    row
}

fn lines(measured: &Measured, number: &Number) -> Vec<Vec<Cell>> {
    let left_out = || Cell::Whole(number.left_out);
    let figure = |value: Option<Decimal>| value.map_or(Cell::None, Cell::Number);
    if number.bands.is_empty() {
        let unit = text(&measured.definition.unit);
        let figures =
            [figure(number.numerator), figure(number.denominator), figure(number.value), unit, left_out()];
        return vec![row(measured, number, Cell::None, figures, Cell::None)];
    }
    let band = |(name, count, share): &(String, i64, Option<Decimal>)| {
        let figures = [
            figure(Decimal::whole(*count)),
            figure(number.denominator),
            figure(*share),
            text("%"),
            left_out(),
        ];
        row(measured, number, text(name), figures, Cell::None)
    };
    number.bands.iter().map(band).collect()
}

fn text(words: &str) -> Cell {
    if words.is_empty() { Cell::None } else { Cell::Text(words.to_owned()) }
}
