//! A plan, filled thing by thing.

use model::at::At;
use model::plan::{
    Action, Decision, Inspection, KeptText, Line, Named, Observation, Origin, Plan, Priority, Recommendation,
    Statement,
};

use crate::{day, place};

/// A plan of an invented borough whose document speaks of that day.
pub fn plan(iso: &str) -> Plan {
    Plan {
        title: "Improvement plan".into(),
        place: Some("Amberbridge".into()),
        as_at: Some(day(iso)),
        ..Plan::default()
    }
}

/// The next free line of the invented document, unless the thing already has a place.
fn stand(plan: &Plan, origin: &mut Origin) {
    if origin.at == At::default() {
        let before = plan.lines.len()
            + plan.actions.len()
            + plan.observations.len()
            + plan.recommendations.len()
            + plan.priorities.len()
            + plan.text.len()
            + plan.decisions.len();
        origin.at = place(u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1));
    }
}

/// Words that fill a plan.
pub trait PlanWords: Sized {
    /// Adds a priority.
    #[must_use]
    fn priority(self, priority: Priority) -> Self;
    /// Adds a line.
    #[must_use]
    fn line(self, line: Line) -> Self;
    /// Adds an action; its position follows from those of its line before it. What hangs from it stands where it does.
    #[must_use]
    fn action(self, action: Action) -> Self;
    /// Adds a recommendation.
    #[must_use]
    fn recommendation(self, recommendation: Recommendation) -> Self;
    /// Adds an observation.
    #[must_use]
    fn observation(self, observation: Observation) -> Self;
    /// Adds text that was kept as it stood.
    #[must_use]
    fn text(self, text: &str) -> Self;
    /// Adds something a covering report asks of its committee.
    #[must_use]
    fn asks(self, text: &str) -> Self;
    /// Adds a decision of a body on a day.
    #[must_use]
    fn decision(self, text: &str, body: &str, iso: &str) -> Self;
    /// Adds an inspection whose report was published on that day.
    #[must_use]
    fn inspected(self, published: &str) -> Self;
    /// Adds a body.
    #[must_use]
    fn body(self, name: &str) -> Self;
}

impl PlanWords for Plan {
    fn priority(mut self, mut priority: Priority) -> Plan {
        stand(&self, &mut priority.origin);
        self.priorities.push(priority);
        self
    }

    fn line(mut self, mut line: Line) -> Plan {
        stand(&self, &mut line.origin);
        let at = line.origin.at.clone();
        let parts = (line.outcomes.iter_mut().map(|o| &mut o.origin))
            .chain(line.updates.iter_mut().map(|u| &mut u.origin))
            .chain(line.measures.iter_mut().map(|m| &mut m.origin));
        for origin in parts.filter(|o| o.at == At::default()) {
            origin.at = at.clone();
        }
        self.lines.push(line);
        self
    }

    fn action(mut self, mut action: Action) -> Plan {
        stand(&self, &mut action.origin);
        let at = action.origin.at.clone();
        let parts = (action.owners.iter_mut().map(|o| &mut o.origin))
            .chain(action.dates.iter_mut().map(|d| &mut d.origin))
            .chain(action.updates.iter_mut().map(|u| &mut u.origin))
            .chain(action.outcomes.iter_mut().map(|o| &mut o.origin))
            .chain(action.parts.iter_mut().map(|p| &mut p.origin));
        for origin in parts.filter(|o| o.at == At::default()) {
            origin.at = at.clone();
        }
        let before = self.actions.iter().filter(|a| a.line == action.line).count();
        action.position = u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1);
        self.actions.push(action);
        self
    }

    fn recommendation(mut self, mut recommendation: Recommendation) -> Plan {
        stand(&self, &mut recommendation.origin);
        self.recommendations.push(recommendation);
        self
    }

    fn observation(mut self, mut observation: Observation) -> Plan {
        stand(&self, &mut observation.origin);
        self.observations.push(observation);
        self
    }

    fn text(mut self, text: &str) -> Plan {
        let mut kept = KeptText { under: "plan".into(), text: text.into(), ..KeptText::default() };
        stand(&self, &mut kept.origin);
        self.text.push(kept);
        self
    }

    fn asks(mut self, text: &str) -> Plan {
        self.report_recommendations.push(Statement { text: text.into(), ..Statement::default() });
        self
    }

    fn decision(mut self, text: &str, body: &str, iso: &str) -> Plan {
        let mut decision = Decision {
            text: text.into(),
            body: Some(body.into()),
            day: Some(day(iso)),
            ..Decision::default()
        };
        stand(&self, &mut decision.origin);
        self.decisions.push(decision);
        self
    }

    fn inspected(mut self, published: &str) -> Plan {
        self.inspections.push(Inspection { published: Some(day(published)), ..Inspection::default() });
        self
    }

    fn body(mut self, name: &str) -> Plan {
        self.bodies.push(Named { name: name.into(), kind: "board".into(), ..Named::default() });
        self
    }
}
