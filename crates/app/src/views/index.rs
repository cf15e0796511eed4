//! Where the things of a plan stand by what they are called: looked up, where searching anew for each of many would cost
//! the square of their number.

use std::collections::{HashMap, HashSet};

use model::plan::Plan;

/// The places of a plan's things by their names; of several of one name the first.
#[derive(Debug)]
pub(super) struct Index {
    actions: HashMap<String, usize>,
    lines: HashMap<String, usize>,
    measures: HashSet<String>,
    answers: HashMap<String, Answers>,
}

/// What answers a recommendation, in document order.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// The places of actions that name it, themselves or by their line.
    pub(super) actions: Vec<usize>,
    /// The places of lines that name it.
    pub(super) lines: Vec<usize>,
}

/// What answers a recommendation that nothing names.
static NOTHING: Answers = Answers { actions: Vec::new(), lines: Vec::new() };

impl Index {
    /// The index of a plan.
    pub(super) fn of(plan: &Plan) -> Index {
        let mut lines = HashMap::new();
        let mut answers: HashMap<String, Answers> = HashMap::new();
        for (place, line) in plan.lines.iter().enumerate() {
            lines.entry(line.reference.clone()).or_insert(place);
            for number in &line.recommendations {
                add(&mut answers.entry(number.clone()).or_default().lines, place);
            }
        }
        let mut actions = HashMap::new();
        for (place, action) in plan.actions.iter().enumerate() {
            actions.entry(action.reference.clone()).or_insert(place);
            let line = action.line.as_ref().and_then(|l| lines.get(l)).and_then(|i| plan.lines.get(*i));
            for number in
                action.recommendations.iter().chain(line.into_iter().flat_map(|l| &l.recommendations))
            {
                add(&mut answers.entry(number.clone()).or_default().actions, place);
            }
        }
        let measures = plan.lines.iter().flat_map(|l| &l.measures).map(|m| m.key.clone()).collect();
        Index { actions, lines, measures, answers }
    }

    /// The place of the action with this reference.
    pub(super) fn action(&self, reference: &str) -> Option<usize> {
        self.actions.get(reference).copied()
    }

    /// The place of the line with this reference.
    pub(super) fn line(&self, reference: &str) -> Option<usize> {
        self.lines.get(reference).copied()
    }

    /// Whether a line has a measure with this key.
    pub(super) fn has_measure(&self, key: &str) -> bool {
        self.measures.contains(key)
    }

    /// What answers the recommendation with this number.
    pub(super) fn answers(&self, number: &str) -> &Answers {
        self.answers.get(number).unwrap_or(&NOTHING)
    }
}

/// Adds a place once: a thing that names a number twice answers it once.
fn add(places: &mut Vec<usize>, place: usize) {
    if places.last() != Some(&place) {
        places.push(place);
    }
}
