//! Documents into draft plans.
//!
//! ```text
//! bytes ─ read ─▶ Document (blocks, tables, cells with places) ─ recognise ─▶ Reading (plans + findings)
//! ```
//!
//! Reading never fails on content: what cannot be understood is kept as text under the nearest thing, with a
//! finding, and the [`ledger`] accounts for every cell of the source.

pub mod document;
pub mod ledger;
