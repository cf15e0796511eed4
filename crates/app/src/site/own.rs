//! What a partner sees: the actions it answers for, and what they stand under; nothing else of the plan.

use std::collections::HashSet;

use model::plan::{Action, Plan};

use super::who::Who;

/// Whether an action is this person's: they own it, or their body leads it.
pub fn concerns(who: &Who, action: &Action) -> bool {
    action.owners.iter().any(|o| who.is_named_by(&o.text))
        || action.lead_body.as_deref().is_some_and(|body| who.is_named_by(body))
}

/// The plan reduced to the actions this person answers for.
pub(crate) fn only(who: &Who, plan: &Plan) -> Plan {
    let actions: Vec<Action> = plan.actions.iter().filter(|a| concerns(who, a)).cloned().collect();
    let lines: HashSet<&str> = actions.iter().filter_map(|a| a.line.as_deref()).collect();
    let answered: HashSet<&str> =
        actions.iter().flat_map(|a| a.recommendations.iter().map(String::as_str)).collect();
    let mut keys: HashSet<&str> = actions.iter().filter_map(|a| a.priority.as_deref()).collect();
    keys.extend(
        plan.lines
            .iter()
            .filter(|l| lines.contains(l.reference.as_str()))
            .filter_map(|l| l.priority.as_deref()),
    );
    let mut missing: Vec<&str> = keys.iter().copied().collect();
    while let Some(key) = missing.pop() {
        let above = plan.priorities.iter().find(|p| p.key == key).and_then(|p| p.parent.as_deref());
        missing.extend(above.filter(|a| keys.insert(a)));
    }
    let line = |l: &model::plan::Line| model::plan::Line {
        origin: l.origin.clone(),
        reference: l.reference.clone(),
        title: l.title.clone(),
        priority: l.priority.clone(),
        ..Default::default()
    };
    let priority = |p: &model::plan::Priority| model::plan::Priority {
        origin: p.origin.clone(),
        key: p.key.clone(),
        kind: p.kind,
        title: p.title.clone(),
        parent: p.parent.clone(),
        ..Default::default()
    };
    let recommendation = |r: &model::plan::Recommendation| model::plan::Recommendation {
        commentary: Vec::new(),
        wordings: Vec::new(),
        ..r.clone()
    };
    Plan {
        origin: plan.origin.clone(),
        title: plan.title.clone(),
        place: plan.place.clone(),
        version: plan.version.clone(),
        as_at: plan.as_at,
        lines: plan.lines.iter().filter(|l| lines.contains(l.reference.as_str())).map(line).collect(),
        priorities: plan.priorities.iter().filter(|p| keys.contains(p.key.as_str())).map(priority).collect(),
        recommendations: plan
            .recommendations
            .iter()
            .filter(|r| answered.contains(r.number.as_str()))
            .map(recommendation)
            .collect(),
        actions,
        ..Plan::default()
    }
}

#[cfg(test)]
mod tests {
    use testkit::{ActionWords as _, PlanWords as _, action, line, plan, priority};

    use super::only;
    use crate::site::{Role, Who};

    #[test]
    fn a_partner_sees_its_own_actions_and_what_they_stand_under() {
        let mut whole = plan("2021-12-06")
            .priority(priority("1", "Practice"))
            .priority(priority("2", "Workforce"))
            .line(line("1.1", "Visits"))
            .line(line("2.1", "Recruitment"))
            .action(action("1.1a", "Agree visits").owner("Marl Valley NHS Trust"))
            .action(action("2.1a", "Recruit").owner("Head of HR"));
        whole.lines[0].priority = Some("1".to_owned());
        let who = Who { role: Role::Partner, ..Who::operator("Marl Valley NHS Trust") };
        let seen = only(&who, &whole);
        assert_eq!(seen.actions.len(), 1);
        assert_eq!((seen.lines.len(), seen.priorities.len()), (1, 1));
        assert_eq!(seen.priorities[0].key, "1");
    }
}
