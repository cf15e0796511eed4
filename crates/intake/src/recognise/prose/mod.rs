//! What running text says about a plan: title, inspection, recommendations, judgements, decisions.

use super::Draft;
use crate::document::Document;

/// Recognises what the document's prose and its tables that are not plans say, and claims what it uses.
pub fn recognise(_document: &Document, _draft: &mut Draft) {}
