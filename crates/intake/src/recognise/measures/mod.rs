//! Outcomes, measures and observations in the cells of a plan's table, and in running text.
//!
//! ```text
//! impact cell   ─ sentences ─▶ targets (a measure) │ outcomes      progress cell ─▶ update (its words, whole)
//!               └ tables ────▶ values ─ matching ─▶ observations ◀─ statements, tables ┘
//! ```
//!
//! What words mean is data (`cues.toml`). Text that is not clearly a value of a measure stays text.

mod bands;
mod body;
mod cues;
mod figures;
mod impact;
mod matching;
mod period;
mod progress;
mod sentences;
mod settle;
mod statements;
mod tables;
mod targets;
mod tidy;
mod words;

use std::ops::Range;

use model::day::Day;
use model::decimal::Decimal;
use model::plan::{Measure, Observation, Period, Statement, Update};

use super::Context;
use crate::document::Cell;

pub(crate) use cues::{holds, opens_with};
pub(crate) use period::may_open as period_may_open;
pub(crate) use settle::settle;
pub(crate) use statements::{Scope, paragraph};
pub(crate) use words::slug;

/// What an impact cell says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImpactReading {
    /// Sentences that are not measures.
    pub outcomes: Vec<Statement>,
    /// Measures with their targets.
    pub measures: Vec<Measure>,
    /// Baselines and values.
    pub observations: Vec<Observation>,
    /// Every paragraph of the cell as written, measures included: for an action, which has no measures of its own.
    pub statements: Vec<Statement>,
}

/// What a progress cell says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProgressReading {
    /// One update per dated account (one for the cell where nothing is dated).
    pub updates: Vec<Update>,
    /// Values of measures.
    pub observations: Vec<Observation>,
}

/// Reads an impact cell.
pub fn impact_cell(cell: &Cell, context: &Context) -> ImpactReading {
    impact::read(cell, context)
}

/// Reads a progress cell; `known` are the measures its values may belong to.
pub fn progress_cell(cell: &Cell, context: &Context, known: &[Measure]) -> ProgressReading {
    progress::read(cell, context, known)
}

/// The periods of a text and where they stand.
pub(crate) fn periods_in(text: &str, as_at: Option<Day>) -> Vec<(Range<usize>, Period)> {
    period::find(text, as_at).into_iter().map(|f| (f.span, f.period)).collect()
}

/// The figures of a text: where each starts, as printed, its value, and whether it has a percent sign.
pub(crate) fn figures_in(text: &str) -> Vec<(usize, String, Option<Decimal>, bool)> {
    let found = figures::figures(text, &[]);
    found.into_iter().map(|f| (f.span.start, f.stated, f.value, f.kind == figures::Kind::Percent)).collect()
}

/// The value of a figure printed alone.
pub(crate) fn figure_of(text: &str) -> Option<Decimal> {
    tables::only_figure(text).and_then(|f| f.value)
}

/// The key of the measure that these words name.
pub(crate) fn key_of(words: &str) -> String {
    targets::key(words)
}

/// Whether a text is nothing but a grade.
pub(crate) fn grade_word(text: &str) -> bool {
    tables::is_grade(text)
}
