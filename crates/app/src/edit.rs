//! What people change by hand: every command checks what it is given field by field, names the revision it saw, and
//! becomes one act that can be undone.
//!
//! | file | commands |
//! | --- | --- |
//! | [`form`] | which fields of which kinds people fill in, and how what they typed is read |
//! | `things` | anything created, corrected, withdrawn, brought back; undo |
//! | `dates` | a target date moved, with its reason |
//! | `completion` | declared done, confirmed, returned |
//! | `accounts` | updates and evidence |
//! | `ratings` | ratings and findings set aside |
//! | `figures` | observations and the terms of measures |
//! | `bulk` | many at once |

mod accounts;
mod bulk;
mod completion;
pub mod conflict;
mod dates;
mod effects;
mod figures;
pub mod form;
mod ratings;
mod subject;
mod things;

use model::day::Day;

pub use accounts::{Evidence, Update};
pub use bulk::Seen;
pub use figures::NewObservation;
pub(crate) use form::fold;
pub use form::{FormField, Input, Inputs, form};
pub use ratings::Suggested;
pub(crate) use things::place_of;

/// What goes with every command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// Why, in the actor's words; some commands need it.
    pub why: String,
    /// The day from which it holds, where that is not today.
    pub effective: Option<Day>,
}

impl Note {
    /// Because of this, from today.
    pub fn because(why: impl Into<String>) -> Note {
        Note { why: why.into(), effective: None }
    }
}
