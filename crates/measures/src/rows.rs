//! What computing asks of whoever keeps the lists.

use std::sync::Arc;

use thiserror::Error;

/// One row of a definition's SQL, as an engine hands it over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RawRow<'a> {
    /// The row's number in its list.
    pub row: i64,
    /// The list, where a definition draws on several; otherwise the definition's own.
    pub list: Option<&'a str>,
    /// The service.
    pub service: Option<&'a str>,
    /// The team.
    pub team: Option<&'a str>,
    /// The worker.
    pub worker: Option<&'a str>,
    /// 1 counted, 0 not counted, `None` left out.
    pub counted: Option<i64>,
    /// Why; for a measure by bands, the band.
    pub reason: Option<&'a str>,
    /// Days, weight or another whole number that the row brings.
    pub value: Option<i64>,
}

/// Columns, each with its list, in order.
pub type ReadColumns = Arc<[(String, String)]>;

/// Why no rows came.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RowsError {
    /// The engine does not understand the definition's SQL, or may not do what it asks.
    #[error("the SQL of the definition does not run: {0}")]
    Sql(String),
    /// It took more work than it may.
    #[error("the SQL of the definition asked for more work than a definition may do, and was stopped")]
    TooLong,
    /// A column is missing, or holds what it must not.
    #[error("the SQL of the definition gives no usable rows: {0}")]
    Shape(String),
}

/// The lists of one snapshot, behind any engine that runs the subset of [`crate::sql`].
pub trait Rows {
    /// Whether the snapshot brought this list; an empty one counts as brought.
    fn has(&self, list: &str) -> bool;

    /// Whether the list was brought with this column, by every file that brought rows of it.
    fn has_column(&self, list: &str, column: &str) -> bool;

    /// The columns of lists that a definition's SQL reads, each with its list, in order. What is made of a column, such
    /// as a birth date as yyyymmdd, is that column; what no file can bring is not among them.
    ///
    /// # Errors
    /// The engine's, where it cannot run the SQL at all.
    fn reads(&self, sql: &str) -> Result<ReadColumns, RowsError>;

    /// Runs a definition's SQL and hands over each row.
    ///
    /// # Errors
    /// The engine's; rows may have been handed over before.
    fn run(&self, sql: &str, each: &mut dyn FnMut(RawRow<'_>)) -> Result<(), RowsError>;
}
