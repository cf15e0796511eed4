//! A kept plan as it stood on a day: one query a kind, joined by identity.

use std::collections::HashMap;

use model::id::Id;
use model::plan::{Action, Line, Measure, Named, Owner, Plan, Priority, Statement, Update};
use store::{Filter, Kind, Reader, View};

use crate::error::Result;
use crate::shape::read::{self, Cells};

/// The plan as it stood; `None` if it did not yet exist or has been withdrawn.
///
/// # Errors
/// The store's.
pub(crate) fn plan(reader: &Reader, id: Id, view: View) -> Result<Option<Plan>> {
    let Some(root) = reader.row(Kind::Plan, id, view)? else { return Ok(None) };
    let mut builder = Builder::new(read::plan(root.origin(), &mut Cells::new(root.values)), id);
    for (kind, add) in STEPS {
        for row in reader.rows(*kind, &Filter::Plan(id), view)? {
            let (origin, mut cells) = (row.origin(), Cells::new(row.values));
            add(&mut builder, origin, &mut cells);
        }
    }
    Ok(Some(builder.finish()))
}

type Add = fn(&mut Builder, model::plan::Origin, &mut Cells);

/// What hangs from something comes after what it hangs from.
const STEPS: &[(Kind, Add)] = &[
    (Kind::Inspection, |b, o, c| b.plan.inspections.push(read::inspection(o, c))),
    (Kind::Judgement, |b, o, c| b.plan.judgements.push(read::judgement(o, c))),
    (Kind::Recommendation, |b, o, c| {
        b.home(&o, Home::Recommendation(b.plan.recommendations.len()));
        b.plan.recommendations.push(read::recommendation(o, c));
    }),
    (Kind::Priority, |b, o, c| {
        b.home(&o, Home::Priority(b.plan.priorities.len()));
        let (priority, parent) = read::priority(o, c);
        b.plan.priorities.push(priority);
        b.above.push(parent);
    }),
    (Kind::Line, |b, o, c| {
        b.home(&o, Home::Line(b.plan.lines.len()));
        let (mut line, priority) = read::line(o, c);
        line.priority = b.priority_key(priority);
        b.plan.lines.push(line);
    }),
    (Kind::Action, |b, o, c| {
        b.home(&o, Home::Action(b.plan.actions.len()));
        let (mut action, line, priority) = read::action(o, c);
        action.line = b.line_reference(line);
        action.priority = b.priority_key(priority);
        b.plan.actions.push(action);
    }),
    (Kind::Measure, |b, o, c| {
        let line = c.id();
        c.skip(1);
        let measure = read::measure(o, c);
        b.add_measure(line, measure);
    }),
    (Kind::Observation, |b, o, c| {
        let (mut observation, line) = read::observation(o, c);
        observation.line = b.line_reference(line);
        b.plan.observations.push(observation);
    }),
    (Kind::Statement, |b, o, c| {
        let parent = c.id();
        let (role, statement) = read::statement(o, c);
        b.add_statement(parent, &role, statement);
    }),
    (Kind::Holder, |b, o, c| {
        let parent = c.id();
        let (role, holder) = read::holder(o, c);
        b.add_holder(parent, &role, holder);
    }),
    (Kind::Answer, |b, _, c| {
        let parent = c.id();
        let number = c.text();
        b.add_answer(parent, number);
    }),
    (Kind::Update, |b, o, c| {
        let parent = c.id();
        let update = read::update(o, c);
        b.add_update(parent, update);
    }),
    (Kind::Part, |b, o, c| {
        let parent = c.id();
        let part = read::part(o, c);
        b.with_action(parent, |a| a.parts.push(part));
    }),
    (Kind::TargetDate, |b, o, c| {
        let parent = c.id();
        let date = read::target_date(o, c);
        b.with_action(parent, |a| a.dates.push(date));
    }),
    (Kind::Evidence, |b, o, c| {
        let parent = c.id();
        let evidence = read::evidence(o, c);
        b.with_action(parent, |a| a.evidence.push(evidence));
    }),
    (Kind::Rating, |b, o, c| {
        let parent = c.id();
        if let Some(rating) = read::rating(o, c) {
            b.with_action(parent, |a| a.ratings.push(rating));
        }
    }),
    (Kind::DefinedOutcome, |b, o, c| b.plan.defined_outcomes.push(read::defined_outcome(o, c))),
    (Kind::Diagnostic, |b, o, c| b.plan.diagnostics.push(read::diagnostic(o, c))),
    (Kind::Decision, |b, o, c| b.plan.decisions.push(read::decision(o, c))),
    (Kind::ServicePlan, |b, o, c| b.plan.service_plans.push(read::service_plan(o, c))),
    (Kind::Named, |b, o, c| {
        b.home(&o, Home::Named(b.named.len()));
        let (named, section, merged) = read::named(o, c);
        b.named.push(Entry { named, section, merged });
    }),
    (Kind::Alias, |b, _, c| {
        let parent = c.id();
        let text = c.text();
        if let Some(Home::Named(index)) = b.home_of(parent)
            && let Some(entry) = b.named.get_mut(index)
        {
            entry.named.aliases.push(text);
        }
    }),
    (Kind::KeptText, |b, o, c| b.plan.text.push(read::kept_text(o, c))),
];

/// Where the things that hang from an identity go.
#[derive(Clone, Copy)]
enum Home {
    Plan,
    Recommendation(usize),
    Priority(usize),
    Line(usize),
    Action(usize),
    Named(usize),
}

struct Entry {
    named: Named,
    section: String,
    merged: Option<Id>,
}

struct Builder {
    plan: Plan,
    homes: HashMap<Id, Home>,
    /// The node above each priority.
    above: Vec<Option<Id>>,
    named: Vec<Entry>,
}

impl Builder {
    fn new(plan: Plan, id: Id) -> Builder {
        Builder { plan, homes: HashMap::from([(id, Home::Plan)]), above: Vec::new(), named: Vec::new() }
    }

    fn home(&mut self, origin: &model::plan::Origin, home: Home) {
        if let Some(id) = origin.id {
            self.homes.insert(id, home);
        }
    }

    fn home_of(&self, id: Option<Id>) -> Option<Home> {
        id.and_then(|id| self.homes.get(&id).copied())
    }

    fn priority_key(&self, id: Option<Id>) -> Option<String> {
        let Some(Home::Priority(index)) = self.home_of(id) else { return None };
        self.plan.priorities.get(index).map(|p: &Priority| p.key.clone())
    }

    fn line_reference(&self, id: Option<Id>) -> Option<String> {
        let Some(Home::Line(index)) = self.home_of(id) else { return None };
        self.plan.lines.get(index).map(|l: &Line| l.reference.clone())
    }

    fn with_action(&mut self, id: Option<Id>, add: impl FnOnce(&mut Action)) {
        if let Some(Home::Action(index)) = self.home_of(id)
            && let Some(action) = self.plan.actions.get_mut(index)
        {
            add(action);
        }
    }

    fn add_measure(&mut self, line: Option<Id>, measure: Measure) {
        if let Some(Home::Line(index)) = self.home_of(line)
            && let Some(line) = self.plan.lines.get_mut(index)
        {
            line.measures.push(measure);
        }
    }

    fn add_statement(&mut self, parent: Option<Id>, role: &str, statement: Statement) {
        let list = match (self.home_of(parent), role) {
            (Some(Home::Plan), "report-recommendation") => Some(&mut self.plan.report_recommendations),
            (Some(Home::Plan), _) => Some(&mut self.plan.outcomes),
            (Some(Home::Priority(i)), "wording") => {
                self.plan.priorities.get_mut(i).map(|p| &mut p.also_printed)
            }
            (Some(Home::Priority(i)), _) => self.plan.priorities.get_mut(i).map(|p| &mut p.outcomes),
            (Some(Home::Line(i)), _) => self.plan.lines.get_mut(i).map(|l| &mut l.outcomes),
            (Some(Home::Action(i)), _) => self.plan.actions.get_mut(i).map(|a| &mut a.outcomes),
            (Some(Home::Recommendation(i)), "wording") => {
                self.plan.recommendations.get_mut(i).map(|r| &mut r.wordings)
            }
            (Some(Home::Recommendation(i)), _) => {
                self.plan.recommendations.get_mut(i).map(|r| &mut r.commentary)
            }
            _ => None,
        };
        if let Some(list) = list {
            list.push(statement);
        }
    }

    fn add_holder(&mut self, parent: Option<Id>, role: &str, holder: Owner) {
        match self.home_of(parent) {
            Some(Home::Action(i)) => {
                if let Some(action) = self.plan.actions.get_mut(i) {
                    action.owners.push(holder);
                }
            }
            Some(Home::Priority(i)) => {
                if let Some(priority) = self.plan.priorities.get_mut(i) {
                    match role {
                        "sponsor" => priority.sponsors.push(holder),
                        "non-executive" => priority.non_executives.push(holder),
                        _ => priority.leads.push(holder),
                    }
                }
            }
            _ => {}
        }
    }

    fn add_answer(&mut self, parent: Option<Id>, number: String) {
        match self.home_of(parent) {
            Some(Home::Line(i)) => {
                if let Some(line) = self.plan.lines.get_mut(i) {
                    line.recommendations.push(number);
                }
            }
            Some(Home::Action(i)) => {
                if let Some(action) = self.plan.actions.get_mut(i) {
                    action.recommendations.push(number);
                }
            }
            _ => {}
        }
    }

    fn add_update(&mut self, parent: Option<Id>, update: Update) {
        let list = match self.home_of(parent) {
            Some(Home::Plan) => Some(&mut self.plan.updates),
            Some(Home::Priority(i)) => self.plan.priorities.get_mut(i).map(|p| &mut p.updates),
            Some(Home::Line(i)) => self.plan.lines.get_mut(i).map(|l| &mut l.updates),
            Some(Home::Action(i)) => self.plan.actions.get_mut(i).map(|a| &mut a.updates),
            _ => None,
        };
        if let Some(list) = list {
            list.push(update);
        }
    }

    fn finish(mut self) -> Plan {
        for index in 0..self.above.len() {
            let key = self.above.get(index).copied().flatten().and_then(|id| self.priority_key(Some(id)));
            if let Some(priority) = self.plan.priorities.get_mut(index) {
                priority.parent = key;
            }
        }
        self.merge_names();
        for Entry { named, section, merged: _ } in self.named {
            match section.as_str() {
                "services" => self.plan.services.push(named),
                "bodies" => self.plan.bodies.push(named),
                _ => self.plan.people.push(named),
            }
        }
        self.plan
    }

    /// A merged name and its spellings become spellings of the name that stays.
    fn merge_names(&mut self) {
        let targets: Vec<Option<usize>> = (0..self.named.len()).map(|i| self.stays(i)).collect();
        for (index, target) in targets.iter().enumerate() {
            let Some(target) = target else { continue };
            let Some(gone) = self.named.get_mut(index).map(|e| std::mem::take(&mut e.named)) else {
                continue;
            };
            if let Some(entry) = self.named.get_mut(*target) {
                entry.named.aliases.push(gone.name);
                entry.named.aliases.extend(gone.aliases);
            }
        }
        let mut merged = targets.iter().map(Option::is_some);
        self.named.retain(|_| !merged.next().unwrap_or(false));
    }

    /// The entry that a merged one ends in; `None` for one that stays (also when merges run in a circle).
    fn stays(&self, index: usize) -> Option<usize> {
        let mut at = index;
        for _ in 0..self.named.len() {
            let next = self.named.get(at).and_then(|e| match self.home_of(e.merged) {
                Some(Home::Named(next)) => Some(next),
                _ => None,
            });
            match next {
                Some(next) => at = next,
                None => return (at != index).then_some(at),
            }
        }
        None
    }
}
