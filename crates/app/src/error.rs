//! What a use case answers when it cannot do what was asked.
//!
//! One enum, because the caller decides: a page shows [`Error::Fields`] at the fields, [`Error::Conflict`] beside the
//! form, [`Error::Forbidden`] as a refusal; the command line prints the sentence. Sentences are plain English for the
//! person who asked, and name the thing and the value.

use std::fmt;

use crate::edit::conflict::Changed;

/// The result of a use case.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a use case did nothing.
#[derive(Debug)]
pub enum Error {
    /// Some fields do not hold what they must; each with its sentence.
    Fields(Vec<FieldError>),
    /// Somebody else changed the thing since it was seen.
    Conflict(Vec<Changed>),
    /// The person may not do this.
    Forbidden(String),
    /// There is no such thing.
    NotFound(String),
    /// It makes no sense as things stand.
    Refused(String),
    /// The store failed.
    Store(store::StoreError),
}

/// What is wrong with one field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name.
    pub field: String,
    /// What to do, in the wording of the GOV.UK Design System: `Enter a reason`.
    pub message: String,
}

impl FieldError {
    /// An error at a field.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> FieldError {
        FieldError { field: field.into(), message: message.into() }
    }
}

impl Error {
    /// One field is wrong.
    pub fn field(field: impl Into<String>, message: impl Into<String>) -> Error {
        Error::Fields(vec![FieldError::new(field, message)])
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Fields(fields) => {
                let all: Vec<&str> = fields.iter().map(|e| e.message.as_str()).collect();
                f.write_str(&all.join("; "))
            }
            Error::Conflict(changed) => {
                let all: Vec<String> = changed.iter().map(ToString::to_string).collect();
                f.write_str(&all.join("; "))
            }
            Error::Forbidden(why) | Error::NotFound(why) | Error::Refused(why) => f.write_str(why),
            Error::Store(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<store::StoreError> for Error {
    fn from(error: store::StoreError) -> Error {
        Error::Store(error)
    }
}
