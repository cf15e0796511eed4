//! What a plan registers beside its tree: outcomes with thresholds, diagnostics, decisions, names, text that was kept.

use serde::{Deserialize, Serialize};

use super::Origin;
use crate::day::Day;

/// An outcome with thresholds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DefinedOutcome {
    /// Origin.
    pub origin: Origin,
    /// The outcome.
    pub text: String,
    /// What counts as unmet.
    pub unmet: String,
    /// What counts as met.
    pub met: String,
    /// What counts as exceeded.
    pub exceeded: String,
    /// What counts as significantly exceeded.
    pub significantly_exceeded: String,
    /// By when, as printed.
    pub due: String,
}

/// One point of an external diagnostic.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Origin.
    pub origin: Origin,
    /// The words.
    pub text: String,
    /// Who said it, as printed.
    pub source: Option<String>,
}

/// What was approved.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// Origin.
    pub origin: Origin,
    /// What was decided.
    pub text: String,
    /// The body that decided.
    pub body: Option<String>,
    /// The day, where one is given.
    pub day: Option<Day>,
    /// What the decision answers, as printed: `Ofsted recommendation`, `Ofsted comment for improvement`.
    pub source: Option<String>,
}

/// A service-level plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ServicePlan {
    /// Origin.
    pub origin: Origin,
    /// Its title.
    pub title: String,
    /// Who owns it.
    pub owner: Option<String>,
}

/// A person, office, body or service under its canonical name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Named {
    /// Origin.
    pub origin: Origin,
    /// The canonical name.
    pub name: String,
    /// What it is: `person`, `role`, `board`, `organisation`, `service` …
    pub kind: String,
    /// Other spellings met.
    pub aliases: Vec<String>,
}

/// Text kept under the nearest thing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct KeptText {
    /// Origin.
    pub origin: Origin,
    /// What it belongs to: `plan`, a priority's key, a line's or action's reference, a heading.
    pub under: String,
    /// The words.
    pub text: String,
}
