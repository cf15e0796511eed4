//! Outcomes, measures and observations in the cells of a plan's table, and in running text.
//!
//! ```text
//! impact cell   ─ sentences ─▶ targets (a measure) │ outcomes      progress cell ─▶ update (its words, whole)
//!               └ tables ────▶ values ─ matching ─▶ observations ◀─ statements, tables ┘
//! ```
//!
//! What words mean is data (`cues.toml`). Text that is not clearly a value of a measure stays text.

mod bands;
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
mod words;

use model::plan::{Measure, Observation, Statement, Update};

use super::Context;
use crate::document::Cell;

pub(crate) use settle::settle;

/// What an impact cell says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImpactReading {
    /// Sentences that are not measures.
    pub outcomes: Vec<Statement>,
    /// Measures with their targets.
    pub measures: Vec<Measure>,
    /// Baselines and values.
    pub observations: Vec<Observation>,
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
