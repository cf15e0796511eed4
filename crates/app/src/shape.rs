//! A plan as the tree of things the store keeps, and back: the only place that knows both shapes.
//!
//! [`node::plan`] turns a [`model::plan::Plan`] (a draft, or a kept one with its identities) into [`Node`]s; `read`
//! turns rows into the plan's parts. Both name the schema's fields in the schema's order, and a test compares the two.

pub mod node;
pub mod read;
mod words;

pub use node::{Node, Target};
pub(crate) use words::{axis as axis_word, is_level, stance as stance_word};
