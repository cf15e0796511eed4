//! The reader from outside: documents in, plans out.

mod corpus;
mod measures;
