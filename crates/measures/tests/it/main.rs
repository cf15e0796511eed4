//! Definitions over small tables worked by hand, and over generated ones computed a second time.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a failed step is a failed test")]

mod case;
mod cases;
mod recompute;
mod table;
mod windows;
