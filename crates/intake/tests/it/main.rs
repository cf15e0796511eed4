//! The reader from outside: documents in, plans out.

mod catalogue;
mod corpus;
mod measures;
mod narrative;
mod plans;
mod tables;
