//! One thing that is not as the documents promise.

use std::fmt;

/// A problem with its place; `line` 0 stands for the whole file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The file, relative to the repository's root.
    pub(crate) path: String,
    /// The line, from 1, or 0.
    pub(crate) line: usize,
    /// What is wrong and what to do.
    pub(crate) message: String,
}

impl Problem {
    /// A problem of a whole file.
    pub(crate) fn of_file(path: &str, message: impl Into<String>) -> Problem {
        Problem { path: path.to_owned(), line: 0, message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.message),
            line => write!(f, "{}:{line}: {}", self.path, self.message),
        }
    }
}
