//! Tests of the rules together: on the documents the product was conceived from, on changed copies of them, and in
//! bulk. The documents stand beside the repository; where they are absent these tests say so and pass.

#![expect(clippy::unwrap_used, reason = "a test stops where something it needs is missing")]

mod copy;
mod corpus;
mod metamorphic;
mod ratings;
mod scale;
mod shared;
