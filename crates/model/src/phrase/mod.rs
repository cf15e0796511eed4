//! Target dates: what a phrase such as `By Sept 2021` or `October 2021 and ongoing` means, how a cell of run-on
//! phrases is cut, and how its phrases are shared out among the actions of a row.
//!
//! The phrase is always kept exactly as written; only white space is folded. Reading never fails: words without a
//! date mean [`DateKind::Unknown`](crate::plan::DateKind::Unknown) or, where they wait for an event,
//! [`DateKind::Trigger`](crate::plan::DateKind::Trigger). As a due date a period means its last day; as a document's
//! own day ([`as_at_day`]) its first. How quarters, seasons, terms and `early` are read is said in the submodule
//! `calendar`; the words themselves are data in `words`.

mod atom;
mod calendar;
mod find;
mod lex;
mod meaning;
mod prefix;
mod replaced;
mod scan;
mod share;
mod split;
mod words;

#[cfg(test)]
mod tests;

pub use find::{Found, FoundKind, file_stamp, find_dates, may_open};
pub use lex::fold;
pub use meaning::{Meaning, as_at_day, meaning};
pub use replaced::goes_on;
pub use share::{Share, share, target_dates};
pub use split::{Written, split_cell, split_written};
