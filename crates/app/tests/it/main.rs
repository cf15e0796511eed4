//! The use cases on a real store in a temporary directory.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod definitions;
mod demo;
mod demo_ratings;
mod edit;
mod import;
mod lists;
mod measured;
mod packs;
mod people;
mod published;
mod returned;
mod scene;
mod stated;
mod weeks;
mod worked;
