//! The reader from outside: documents in, plans out.

mod catalogue;
mod corpus;
mod hostile;
mod made;
mod measures;
mod metamorphic;
mod narrative;
mod office;
mod plans;
mod tables;
