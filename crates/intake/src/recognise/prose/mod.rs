//! What running text says about a plan: title, inspection, recommendations, judgements, decisions.
//!
//! ```text
//! front_matter (before the tables: title, the document's day)
//! recognise    (after them): units ─▶ recommendations, programmes, lists, outcomes, inspections, figures, overview
//!                                  └▶ what is left is kept under the title it stands below
//! ```
//!
//! What words announce is data (`cues.toml`, `areas.txt`).

mod bodies;
mod cues;
mod figures;
mod front;
mod inspections;
mod keep;
mod lists;
mod names;
mod options;
mod outcomes;
mod overview;
mod place;
mod programmes;
mod recommendations;
mod services;
mod units;

use super::Draft;
use crate::document::Document;

pub(crate) use front::{doubt_day, front_matter};
pub(crate) use place::of as place_of;
pub(crate) use recommendations::adopt;

/// Recognises what the document's prose and its tables that are not plans say, and claims what it uses.
pub fn recognise(document: &Document, draft: &mut Draft) {
    let found = units::units(document, draft);
    recommendations::recognise(&found, draft);
    lists::recognise(&found, draft);
    outcomes::recognise(&found, draft);
    programmes::recognise(&found, draft);
    inspections::recognise(&found, draft);
    figures::recognise(&found, draft);
    options::recognise(&found, draft);
    overview::recognise(document, draft);
    names::gather(document, draft);
    keep::rest(&found, draft);
}
