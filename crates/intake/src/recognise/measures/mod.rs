//! Outcomes, measures and observations in cells.

use model::plan::{Measure, Observation, Statement, Update};

use super::Context;
use crate::document::{Cell, Content};

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
pub fn impact_cell(cell: &Cell, _context: &Context) -> ImpactReading {
    let outcomes = cell
        .content
        .iter()
        .filter_map(|c| match c {
            Content::Paragraph { text, .. } | Content::Item { text, .. } => {
                Some(Statement { origin: cell.at.clone().into(), text: text.clone() })
            }
            Content::Table(_) => None,
        })
        .collect();
    ImpactReading { outcomes, ..ImpactReading::default() }
}

/// Reads a progress cell.
pub fn progress_cell(cell: &Cell, _context: &Context, _known: &[Measure]) -> ProgressReading {
    let text = cell.words();
    if text.is_empty() {
        return ProgressReading::default();
    }
    let update = Update { origin: cell.at.clone().into(), text, ..Update::default() };
    ProgressReading { updates: vec![update], observations: Vec::new() }
}
