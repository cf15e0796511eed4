//! Invented extracts: a place with children, workers and teams that do not exist, whose lists can be drawn up for any
//! day. The same seed gives the same lists, to the byte.
//!
//! ```text
//! Setting ─ World ─ lists on a day ─▶ rows ─ plant ─▶ rows with faults + answer key ─▶ CSV, workbook
//! ```

mod journey;
pub mod lists;
pub mod plant;
mod random;
mod staff;
pub mod tale;
mod world;
pub mod write;

pub use tale::Tale;
pub use world::{Setting, World};
