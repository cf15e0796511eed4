//! The store from outside, over real files.

mod acts;
mod help;
