//! The use cases on a real store in a temporary directory.

mod import;
mod scene;
