//! Charts as SVG, after the rules of the Government Analysis Function.
//!
//! - The title states the finding and stands on the page; in the drawing it is its accessible name, with a
//!   description that says what a person should see.
//! - Presentation attributes only: a strict content security policy (no inline styles) blocks nothing.
//! - Horizontal text, light horizontal grid lines, labels on the lines instead of a key, gaps left as gaps.
//! - Colour is never alone: signals are diamonds with their words, limits are dashed, segments carry their letter.
//! - The same data draw the same bytes.

mod bar;
mod canvas;
pub mod palette;
mod scale;
mod spark;
mod xmr;

#[cfg(test)]
mod tests;

pub use bar::{Bar, Segment, bar};
pub use spark::{Spark, spark};
pub use xmr::{Beside, Line, Point, Target, Width, Xmr, xmr};
