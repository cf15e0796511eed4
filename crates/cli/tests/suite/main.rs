//! The binary from outside: one integration test program, a module per subject.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a failed step is a failed test")]

mod beside;
mod demo;
mod export;
mod hostile;
mod imports;
mod measure;
mod packs;
mod run;
