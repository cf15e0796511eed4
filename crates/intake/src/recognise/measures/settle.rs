//! What only the whole plan can settle about its observations: copies, and the measures that nobody defined.

use std::collections::{BTreeMap, BTreeSet};

use model::plan::{Measure, Observation, Plan};

use super::targets::{direction, unit};

/// Drops observations printed again in another row (the same measure, breakdown, period and figures, or the same
/// without its period) and gives every line a measure for each key its observations name and no line defines.
pub(crate) fn settle(plan: &mut Plan) {
    drop_copies(&mut plan.observations);
    let mut defined: BTreeSet<String> =
        plan.lines.iter().flat_map(|l| &l.measures).map(|m| m.key.clone()).collect();
    let lines: BTreeMap<String, usize> =
        plan.lines.iter().enumerate().rev().map(|(i, l)| (l.reference.clone(), i)).collect();
    for observation in &plan.observations {
        if defined.contains(&observation.measure) {
            continue;
        }
        let at = observation.line.as_ref().and_then(|l| lines.get(l));
        let Some(line) = at.and_then(|at| plan.lines.get_mut(*at)) else { continue };
        defined.insert(observation.measure.clone());
        let percent = observation.stated.as_ref().is_some_and(|s| s.ends_with('%'));
        let printed = if percent { Some("%".to_owned()) } else { unit(&observation.text, None) };
        line.measures.push(Measure {
            origin: observation.origin.clone(),
            key: observation.measure.clone(),
            text: observation.text.clone(),
            unit: printed.or_else(|| Some("count".to_owned())),
            direction: direction(&observation.text),
            ..Measure::default()
        });
    }
}

/// How many values of one measure are compared with each other: a bound for hostile input.
const MANY: usize = 2000;

fn drop_copies(observations: &mut Vec<Observation>) {
    let mut by_measure: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut kept: Vec<Observation> = Vec::with_capacity(observations.len());
    for observation in observations.drain(..) {
        let same = |k: &Observation| {
            k.measure == observation.measure
                && k.breakdown == observation.breakdown
                && k.numerator == observation.numerator
                && k.denominator == observation.denominator
                && k.baseline == observation.baseline
                && k.stated == observation.stated
        };
        let near = by_measure.entry(observation.measure.clone()).or_default();
        let at = near.iter().copied().find(|at| {
            kept.get(*at).is_some_and(|k| {
                let elsewhere =
                    k.line != observation.line && (k.period.is_none() || observation.period.is_none());
                same(k) && (k.period == observation.period || elsewhere)
            })
        });
        if at.is_none() && near.len() < MANY {
            near.push(kept.len());
        }
        let copy = at.and_then(|at| kept.get_mut(at));
        match copy {
            Some(copy) if copy.period.is_none() => copy.period = observation.period,
            Some(_) => {}
            None => kept.push(observation),
        }
    }
    *observations = kept;
}
