//! The store from outside, over real files.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod acts;
mod erasing;
mod files;
mod help;
mod keeping;
mod random;
mod undoing;
