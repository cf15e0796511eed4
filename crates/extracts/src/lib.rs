//! Lists of case systems and HR systems into snapshots.
//!
//! ```text
//! files ─ read ─▶ rows of lists (one table a list) + remarks on cells ─▶ Snapshot ─ check ─▶ findings
//! ```
//!
//! Which lists there are, their columns, the spellings of their headers and codes are data: `data/lists`,
//! `data/codes`. The reader, the checks, the generator and the tables that definitions are written against all
//! follow them.

pub mod cell;
pub mod check;
mod fold;
pub mod list;
pub mod pseudonym;
pub mod read;
pub mod remark;
pub mod schema;
pub mod snapshot;
mod ssd;
pub mod team;
pub mod wire;

mod data {
    include!(concat!(env!("OUT_DIR"), "/data.rs"));
}
