//! Documents into the store.

mod apply;
mod diff;
mod pair;
