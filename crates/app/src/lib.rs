//! Use cases, permissions and as-of views: the facade in the reader's terms between the rules and the pages.

pub mod contract;
pub mod demo;

pub mod views;
