//! Figures that people state: typed in because their system of record is elsewhere, or values of the past from a file.
//!
//! ```text
//! a form, or each line of a CSV ─ line ─▶ a stated figure, or what is wrong with it and what to do
//! stated figures ─ keep ─▶ events (kind figure), and an observation for each plan's measure bound to the definition
//! events known on a day ─ known ─▶ the figures in force: of those for one measure, service and period the newest
//! ```
//!
//! A figure that another replaces stays: the newer one is in force, the older says what was reported first.

pub mod file;
mod keep;
pub mod known;
pub mod line;

pub use file::FigureFile;
pub(crate) use keep::backfill;
pub use keep::{Came, KeptFigures, KeptFile};
pub use known::{Figure, Figures};
pub use line::{Stated, Typed};
