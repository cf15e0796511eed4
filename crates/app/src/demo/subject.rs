//! What a story's words such as `action 1.4#3` name in a kept plan.

use std::sync::Arc;

use model::id::Id;
use model::plan::{Action, Measure, Plan};
use store::Kind;

/// Finds things of a plan by the story's words.
pub(crate) struct Subjects {
    /// The plan.
    pub(crate) id: Id,
    plan: Arc<Plan>,
}

impl Subjects {
    pub(crate) fn new(id: Id, plan: Arc<Plan>) -> Subjects {
        Subjects { id, plan }
    }

    /// Kind and identity of what the words name.
    ///
    /// # Errors
    /// A sentence that names the words.
    pub(crate) fn find(&self, words: &str) -> Result<(Kind, Id), String> {
        let (noun, name) = words.trim().split_once(' ').unwrap_or((words.trim(), ""));
        let name = name.trim();
        let found = match noun {
            "plan" => Some((Kind::Plan, Some(self.id))),
            "action" => self.action(name).map(|a| (Kind::Action, a.origin.id)),
            "line" => self.plan.lines.iter().find(|l| l.reference == name).map(|l| (Kind::Line, l.origin.id)),
            "priority" => {
                self.plan.priorities.iter().find(|p| p.key == name).map(|p| (Kind::Priority, p.origin.id))
            }
            "recommendation" => {
                let mut all = self.plan.recommendations.iter();
                all.find(|r| r.number == name).map(|r| (Kind::Recommendation, r.origin.id))
            }
            "measure" => self.measure(name).map(|m| (Kind::Measure, m.origin.id)),
            _ => None,
        };
        match found {
            Some((kind, Some(id))) => Ok((kind, id)),
            _ => Err(format!("there is no {words:?} in “{}”", self.plan.title)),
        }
    }

    /// The action so called, or at this position of its line.
    fn action(&self, name: &str) -> Option<&Action> {
        match name.split_once('#') {
            Some((line, position)) => {
                let position: u32 = position.trim().parse().ok()?;
                let meant = |a: &&Action| a.line.as_deref() == Some(line.trim()) && a.position == position;
                self.plan.actions.iter().find(meant)
            }
            None => self.plan.actions.iter().find(|a| a.reference == name),
        }
    }

    /// The measure whose key or words contain this, in any case; `… / CLA` narrows to a breakdown. Without one, the
    /// measure as a whole comes before its breakdowns.
    fn measure(&self, name: &str) -> Option<&Measure> {
        let all = || self.plan.lines.iter().flat_map(|l| &l.measures);
        let named = |words: &str| {
            let words = words.trim().to_lowercase();
            move |m: &&Measure| m.key == words || m.text.to_lowercase().contains(&words)
        };
        if let Some(whole) =
            all().find(|m| named(name)(m) && m.breakdown.is_none()).or_else(|| all().find(named(name)))
        {
            return Some(whole);
        }
        let (words, breakdown) = name.rsplit_once(" / ")?;
        let breakdown = breakdown.trim().to_lowercase();
        let narrowed =
            |m: &&Measure| m.breakdown.as_deref().is_some_and(|b| b.to_lowercase().contains(&breakdown));
        all().find(|m| named(words)(m) && narrowed(m))
    }
}
