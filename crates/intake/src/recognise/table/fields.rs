//! Plans written as lists of fields: `Action: …`, `Owner: …`, `Due: …`, one action a section or an item.

use super::record::Record;
use crate::document::Document;
use crate::recognise::Draft;

/// Adds the records of lists of fields.
pub(crate) fn records(_document: &Document, _draft: &mut Draft, _records: &mut Vec<Record>) {}
