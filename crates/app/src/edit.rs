//! What people change by hand.

pub mod conflict;
