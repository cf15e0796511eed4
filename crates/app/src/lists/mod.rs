//! Lists of case systems kept day by day, and what was computed of them.
//!
//! ```text
//! files ─ read (worker) ─▶ snapshot ─┬─ rows about children ─▶ children's database, until their last day
//!                                    ├─ every measure by service and team ─▶ document of figures ┐
//!                                    └─ faults by rule of data quality, teams without service ───┴▶ event (kind snapshot)
//! measures of a plan that somebody bound to a definition ─▶ observations (events) with their provenance
//! ```
//!
//! | file | what |
//! | --- | --- |
//! | `keep` | a snapshot kept, computed, its observations made |
//! | `kept` | what is known of kept snapshots on a day, and their figures |
//! | `library` | the definitions of a place, every version |
//! | `draft` | a definition that somebody writes: what is wrong with it, with its line and the remedy |
//! | `restate` | what it makes of every kept snapshot; saved, it does |
//! | `figures` | the document of figures |
//! | `bound` | a plan's measure bound to a definition; its observations |
//! | `held` | the rows of a snapshot at hand, for those who may see them |
//! | `ended` | rows about children destroyed when their last day has passed |
//! | `issues` | faults of recording that somebody follows up |
//! | `teams` | which service a team belongs to, from when |

pub mod bound;
pub mod draft;
mod ended;
pub mod figures;
pub mod held;
pub mod issues;
mod keep;
pub mod kept;
mod library;
pub mod restate;
pub mod teams;

pub use keep::{Delivered, KeptLists, Record};
pub use kept::Kept;
pub use library::{Library, Saved, Version};
