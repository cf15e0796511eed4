//! The JSON that other programs rely on (the command line's contract, DESIGN section 7).
//!
//! Written by hand, key by key, so that renaming a field of the model cannot change the contract silently. Every key
//! is always present, `null` or empty where unknown; keys are only ever added.

mod measured;
mod plan;
mod reading;

pub use measured::{compliance, exceptions, measured};
pub(crate) use plan::is_account;
pub use plan::plan;
pub use reading::{finding, findings, reading, trace};

use model::at::At;
use model::day::Day;
use model::decimal::Decimal;
use serde_json::{Value, json};

/// A place in a document.
fn at(at: &At) -> Value {
    json!({
        "document": at.document.as_ref(),
        "page": at.page,
        "table": at.table,
        "row": at.row,
        "column": at.column,
        "line": at.line,
    })
}

/// A day as `2021-11-29`, or null.
fn day(day: Option<Day>) -> Value {
    day.map_or(Value::Null, |d| Value::String(d.iso()))
}

/// A figure as a JSON number (a whole one without a fraction), or null.
fn figure(figure: Option<Decimal>) -> Value {
    let Some(figure) = figure else { return Value::Null };
    let millionths = figure.millionths();
    if millionths % 1_000_000 == 0 { json!(millionths / 1_000_000) } else { json!(figure.to_f64()) }
}
