//! What a reader, a check or the linter has to say.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

use crate::at::At;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Worth knowing; nothing to do.
    Info,
    /// Doubtful: a person should look.
    Warning,
    /// Wrong: the plan or the document contradicts itself or lacks what it needs.
    Error,
}

impl Severity {
    /// The word of the JSON contract: `error`, `warning`, `info`.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// One thing to say, with its place and its remedy. Findings are collected, never stop the work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The stable code of the rule: lower-case words joined by hyphens, such as `date-passed`.
    pub code: Cow<'static, str>,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence that names the thing and the value.
    pub message: String,
    /// What to do about it, or the likely intended value; empty if there is nothing to say.
    pub hint: String,
    /// Where it stands.
    pub at: At,
    /// What it is about in the plan's own references: an action's (`1.4b`), a line's, a recommendation's
    /// (`recommendation 12`), a measure's key; empty for the plan as a whole.
    pub subject: String,
}

impl Finding {
    /// A finding without hint or subject.
    pub fn new(
        code: impl Into<Cow<'static, str>>,
        severity: Severity,
        at: &At,
        message: impl Into<String>,
    ) -> Finding {
        Finding {
            code: code.into(),
            severity,
            message: message.into(),
            hint: String::new(),
            at: at.clone(),
            subject: String::new(),
        }
    }

    /// The same finding with a remedy.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Finding {
        self.hint = hint.into();
        self
    }

    /// The same finding, saying what it is about.
    #[must_use]
    pub fn about(mut self, subject: impl Into<String>) -> Finding {
        self.subject = subject.into();
        self
    }
}
