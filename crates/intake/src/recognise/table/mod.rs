//! Plan tables: any columns in any order, recognised by the words of their headers.

use super::Draft;
use crate::document::Document;

/// Recognises the plan tables of the document.
pub fn recognise(_document: &Document, _draft: &mut Draft) {}
