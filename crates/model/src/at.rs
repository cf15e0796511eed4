//! Where in a document something stands.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// A place in a source document: every claim, finding and imported fact carries one. All numbers are 1-based;
/// what the format does not have is `None` (a text file has lines, a workbook has tables, rows and columns).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct At {
    /// The document's name as it was given; empty for what a person typed in.
    pub document: Arc<str>,
    /// The printed page, or the sheet of a workbook.
    pub page: Option<u32>,
    /// The line of a text file; in a Word document the paragraph or row, counted from its beginning.
    pub line: Option<u32>,
    /// The table, counted through the document.
    pub table: Option<u32>,
    /// The row in the table.
    pub row: Option<u32>,
    /// The column in the table.
    pub column: Option<u32>,
}

impl At {
    /// A line of a text document.
    pub fn line(document: &Arc<str>, line: u32) -> At {
        At { document: Arc::clone(document), line: Some(line), ..At::default() }
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.document)?;
        for (word, number) in [
            ("page", self.page),
            ("line", self.line),
            ("table", self.table),
            ("row", self.row),
            ("column", self.column),
        ] {
            if let Some(number) = number {
                write!(f, ", {word} {number}")?;
            }
        }
        Ok(())
    }
}
