//! Indicators: what a measure counts, as data, and the counting of it, exactly.
//!
//! ```text
//! Definition (a file) ─ checked ─▶ its SQL ─ an engine's Rows ─▶ cases: counted, not counted, left out, and why
//!                                                     cases ─▶ Figure: whole, by service, by team, by worker
//! ```
//!
//! - A definition gives back rows and never a number; [`Computed`] sums them. The number and the list behind it cannot
//!   disagree, because there is only the list.
//! - Whole numbers until the last step, which rounds half up: no binary fractions.
//! - A list that is not there, or that comes without a column the query reads, makes a measure say what it needs
//!   ([`Outcome::Needs`]), never nought and never a number as if that column's cells were empty.
//! - Nothing here opens a file, knows a plan or reads a clock; rows come through [`Rows`].

pub mod calendar;
mod cases;
mod compute;
mod definition;
mod disclosure;
pub mod due;
mod figure;
mod library;
mod needs;
mod published;
mod reads;
mod rows;
pub mod sql;

pub use cases::{Case, Counted, Name, Names};
pub use compute::{Computed, Level, OUTSIDE_CALENDAR, Outcome, Part, compute};
pub use definition::{BASE_TABLES, Definition, DefinitionError, Kind};
pub use disclosure::publishable;
pub use figure::{Band, Figure, Quartiles};
pub use library::{find, library};
pub use needs::either;
pub use published::{Published, Symbol};
pub use reads::Reads;
pub use rows::{RawRow, ReadColumns, Rows, RowsError};
