//! The account of a document's cells: every one is used, kept as text, repeated or lost.

use model::at::At;

/// What became of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It became part of the plan; says of what: `action 1.1a`, `line 1.4 measure`.
    Used(String),
    /// It is kept as text; says under what.
    KeptAsText(String),
    /// A repeated header, a page's furniture or a second copy of something already used; says of what.
    Repeated(String),
}

/// One cell of the source: a non-empty tab-separated field, a non-blank line without tabs, or a non-empty table cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its place.
    pub at: At,
    /// Its text as it stands in the source, white space folded.
    pub text: String,
    /// What became of it; `None` means lost.
    pub claim: Option<Claim>,
}

/// The account of one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// How many tables the document has.
    pub tables: usize,
    /// Every cell in document order.
    pub entries: Vec<Entry>,
}
