//! The use cases on a real store in a temporary directory.

mod edit;
mod import;
mod scene;
