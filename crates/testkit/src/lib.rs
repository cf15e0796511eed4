//! Short, readable plans for tests: the model's own types with words to fill them.
//!
//! ```
//! use testkit::*;
//! let plan = plan("2021-12-06")
//!     .line(line("1.4", "Quality of assessments").measure(measure("timely", "Assessments in time").target("90")))
//!     .action(action("1.4a", "Review the assessment form").owner("Head of Audit").due("July 2021", "2021-07-31"));
//! assert_eq!(plan.actions[0].line.as_deref(), Some("1.4"));
//! ```
//!
//! Everything added to a plan gets the next line of an invented document as its place, so that findings can be told
//! apart; [`Placed::at`] gives it another. For tests only: a day or figure that cannot be read stops the test.

pub mod cost;
mod large;
mod make;
pub mod paper;
mod plan;
pub mod png;

pub use large::*;
pub use make::*;
pub use plan::*;

use std::sync::Arc;

use model::at::At;
use model::day::Day;
use model::decimal::Decimal;

/// The day written as `2021-12-06`.
#[expect(clippy::expect_used, reason = "a test with an impossible day must stop")]
pub fn day(iso: &str) -> Day {
    Day::parse_iso(iso).expect("a day such as 2021-12-06")
}

/// The figure written as `84.9`.
#[expect(clippy::expect_used, reason = "a test with an impossible figure must stop")]
pub fn figure(text: &str) -> Decimal {
    Decimal::parse(text).expect("a figure such as 84.9")
}

/// A line of the invented document `plan.txt`.
pub fn place(line: u32) -> At {
    At::line(&Arc::from("plan.txt"), line)
}
