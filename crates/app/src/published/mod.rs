//! Published tables: what every authority, region and England had, year by year, so that our figures stand beside theirs.
//!
//! ```text
//! a file ─ read ─▶ values, or what measures mean, or who our neighbours are, and rows that cannot be used
//!        ─ keep ─▶ event (kind published_table) with the file whole, by its hash
//! tables kept by a day ─ known ─▶ one set of tables ─ against ─▶ England, region, median of the neighbours, each with its year
//! ```
//!
//! A symbol that stands for a number is read as what it means and never as nought. A measure says in its definition which
//! published one it may be held against, and where it is only near.

pub mod against;
mod keep;
mod known;
mod read;
mod tables;

pub use keep::{Loaded, setting};
pub use known::{Kept, Known};
pub use read::{Rejected, What, read};
pub use tables::{Area, Meaning, Neighbour, Tables, Value};
