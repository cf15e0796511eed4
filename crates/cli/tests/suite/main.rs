//! The binary from outside: one integration test program, a module per subject.

mod imports;
mod run;
