//! Drafts of several documents into plans.
//!
//! Documents of one place that speak of one plan make one plan: the one with actions is its base, the others enrich
//! it. Two documents speak of one plan when they are of one place and their titles name the same plan; a progress
//! report with programmes of its own, or a plan of another generation, stays a plan of its own.

use model::finding::{Finding, Severity};
use model::plan::Plan;

use super::prose::adopt;
use super::{Draft, measures};

/// Puts the drafts of one plan together; the plan with the most actions comes first.
pub fn merge(drafts: Vec<Draft>, findings: &mut Vec<Finding>) -> Vec<Plan> {
    let mut plans: Vec<Plan> = Vec::new();
    let (bases, rest): (Vec<Draft>, Vec<Draft>) = drafts.into_iter().partition(|d| stands_alone(&d.plan));
    plans.extend(bases.into_iter().map(|d| d.plan));
    for draft in rest {
        let best = plans
            .iter()
            .enumerate()
            .filter_map(|(i, base)| likeness(base, &draft.plan).map(|score| (score, i)))
            .max_by_key(|(score, i)| (*score, std::cmp::Reverse(*i)));
        match best.and_then(|(_, i)| plans.get_mut(i)) {
            Some(base) => enrich(base, draft.plan, findings),
            None => plans.push(draft.plan),
        }
    }
    lend_places(&mut plans);
    plans.sort_by_key(|p| std::cmp::Reverse(p.actions.len()));
    for plan in &mut plans {
        measures::settle(plan);
    }
    plans
}

/// A plan whose own document does not name its council is of the place that its words name.
fn lend_places(plans: &mut [Plan]) {
    let places: Vec<String> = plans.iter().filter_map(|p| p.place.clone()).collect();
    for plan in plans.iter_mut().filter(|p| p.place.is_none()) {
        let texts = plan.text.iter().map(|t| &t.text).chain(plan.actions.iter().map(|a| &a.text));
        let updates = plan.priorities.iter().flat_map(|p| &p.updates).map(|u| &u.text);
        let all: Vec<&String> = texts.chain(updates).chain([&plan.title]).collect();
        plan.place = places.iter().find(|place| all.iter().any(|t| t.contains(place.as_str()))).cloned();
    }
}

/// Whether a document is a plan or a progress report of its own rather than a report about one.
fn stands_alone(plan: &Plan) -> bool {
    !plan.actions.is_empty() || !plan.priorities.is_empty()
}

/// How sure it is that a report belongs to a plan; `None` if it does not.
fn likeness(base: &Plan, report: &Plan) -> Option<i64> {
    let same_place = match (&base.place, &report.place) {
        (Some(a), Some(b)) => a == b,
        (None, Some(place)) => names(&base.title, place),
        (Some(place), None) => names(&report.title, place),
        (None, None) => false,
    };
    let known = (base.as_at, report.as_at);
    // A plan of years before or after is another generation.
    let years = if let (Some(a), Some(b)) = known { i64::from(a.days_since(b).abs()) / 365 } else { 0 };
    let words = shared_words(&base.title, &report.title);
    (same_place && words >= 2 && years < 3 && !base.actions.is_empty()).then(|| words * 10 - years)
}

/// Whether a title names a place, in any case.
fn names(title: &str, place: &str) -> bool {
    measures::holds(title, &[place.to_lowercase()])
}

/// Telling words that two titles share, the place's own name aside.
fn shared_words(a: &str, b: &str) -> i64 {
    let words = |text: &str| {
        measures::slug(text).split('-').filter(|w| w.len() > 3).map(str::to_owned).collect::<Vec<_>>()
    };
    let (a, b) = (words(a), words(b));
    let shared = a.iter().filter(|w| b.contains(w)).count();
    i64::try_from(shared.saturating_sub(1)).unwrap_or(0)
}

/// Adds to a plan what a report says of it.
fn enrich(base: &mut Plan, report: Plan, findings: &mut Vec<Finding>) {
    let message = format!("“{}” is read as a report on “{}”.", report.title, base.title);
    findings.push(Finding::new("documents-joined", Severity::Info, &report.origin.at, message));
    adopt(base, report.recommendations, findings);
    base.place = base.place.take().or(report.place);
    base.owner = base.owner.take().or(report.owner);
    base.review = base.review.take().or(report.review);
    inspections(base, report.inspections);
    for judgement in report.judgements {
        if !base.judgements.iter().any(|j| j.area == judgement.area && j.grade == judgement.grade) {
            base.judgements.push(judgement);
        }
    }
    for mut update in report.updates {
        // The report's day, not the plan's, is the day its accounts speak of.
        update.as_at = update.as_at.or(report.as_at);
        base.updates.push(update);
    }
    base.outcomes.extend(report.outcomes);
    base.report_recommendations.extend(report.report_recommendations);
    base.observations.extend(report.observations);
    base.defined_outcomes.extend(report.defined_outcomes);
    base.diagnostics.extend(report.diagnostics);
    base.decisions.extend(report.decisions);
    base.service_plans.extend(report.service_plans);
    for (known, more) in [
        (&mut base.services, report.services),
        (&mut base.bodies, report.bodies),
        (&mut base.people, report.people),
    ] {
        for name in more {
            if !known.iter().any(|k| k.name == name.name) {
                known.push(name);
            }
        }
    }
    base.text.extend(report.text);
}

/// One inspection told by two documents is one: what the other knows better is taken.
fn inspections(base: &mut Plan, more: Vec<model::plan::Inspection>) {
    for new in more {
        let near = |known: &&mut model::plan::Inspection| match (known.from, new.from) {
            (Some(a), Some(b)) => a.days_since(b).abs() < 120,
            _ => true,
        };
        match base.inspections.iter_mut().find(near) {
            Some(known) => {
                if known.from.is_none() {
                    (known.from, known.to, known.held) = (new.from, new.to, new.held);
                }
                known.published = known.published.or(new.published);
                if new.title.len() > known.title.len() {
                    known.title = new.title;
                }
            }
            None => base.inspections.push(new),
        }
    }
}
