//! The reader from outside: documents in, plans out.

mod catalogue;
mod corpus;
mod hostile;
mod measures;
mod metamorphic;
mod narrative;
mod plans;
mod tables;
