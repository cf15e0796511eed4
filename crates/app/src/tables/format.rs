//! A table as a file: CSV for spreadsheets, records in JSON for programs.

use serde_json::{Map, Value};

use super::{Cell, Made};
use crate::export;

/// The table as CSV with its headings for people; what a spreadsheet would take for a formula is marked as text.
pub fn csv(made: &Made) -> String {
    let mut out = export::Csv::new();
    out.record(made.columns.iter().map(|c| c.title.to_owned()));
    for row in &made.rows {
        out.record(row.iter().map(words));
    }
    out.finish()
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::None => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Whole(n) => n.to_string(),
        Cell::Number(n) => n.to_string(),
        Cell::Day(day) => day.iso(),
        Cell::Yes(yes) => if *yes { "yes" } else { "no" }.to_owned(),
    }
}

/// The table as a list of records by the columns' names; nothing known is null.
pub fn json(made: &Made) -> Value {
    let record = |row: &Vec<Cell>| -> Value {
        let fields = made.columns.iter().zip(row).map(|(c, cell)| (c.name.to_owned(), value(cell)));
        Value::Object(fields.collect::<Map<_, _>>())
    };
    Value::Array(made.rows.iter().map(record).collect())
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::None => Value::Null,
        Cell::Text(text) => text.as_str().into(),
        Cell::Whole(n) => (*n).into(),
        // A decimal of ours has no more digits than a number of JSON keeps exactly.
        Cell::Number(n) => n.to_string().parse().map_or(Value::Null, Value::Number),
        Cell::Day(day) => day.iso().into(),
        Cell::Yes(yes) => (*yes).into(),
    }
}
