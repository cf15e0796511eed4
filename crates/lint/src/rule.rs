//! What a rule is.

use model::at::At;
use model::finding::{Finding, Severity};

use crate::facts::Facts;

/// One check of a plan.
#[derive(Clone, Copy)]
pub struct Rule {
    /// The stable code: lower-case words joined by hyphens; the rule's file bears the same name with underscores.
    pub code: &'static str,
    /// How much its findings matter.
    pub severity: Severity,
    /// What it looks for, in a few words.
    pub title: &'static str,
    /// Why it matters: a paragraph of plain English.
    pub explanation: &'static str,
    /// What raises it.
    pub bad: &'static str,
    /// The same thing put right.
    pub good: &'static str,
    /// Adds a finding for each place that breaks the rule.
    pub(crate) check: fn(&Facts<'_>, &mut Vec<Finding>),
}

impl Rule {
    /// A finding of this rule at a place.
    pub(crate) fn at(&self, at: &At, message: impl Into<String>) -> Finding {
        Finding::new(self.code, self.severity, at, message)
    }
}
