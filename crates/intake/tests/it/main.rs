//! The reader from outside: documents in, plans out.

#![expect(clippy::expect_used, reason = "a failed step is a failed test")]

mod catalogue;
mod columns;
mod converted;
mod corpus;
mod harm;
mod hostile;
mod made;
mod measures;
mod metamorphic;
mod narrative;
mod office;
mod pdf;
mod plans;
mod rows;
mod tables;
