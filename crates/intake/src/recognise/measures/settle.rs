//! What only the whole plan can settle about its observations: copies, and the measures that nobody defined.

use model::plan::{Measure, Observation, Plan};

use super::targets::{direction, unit};

/// Drops observations printed again in another row (the same measure, breakdown, period and figures, or the same
/// without its period) and gives every line a measure for each key its observations name and no line defines.
pub(crate) fn settle(plan: &mut Plan) {
    drop_copies(&mut plan.observations);
    for observation in &plan.observations {
        if plan.lines.iter().flat_map(|l| &l.measures).any(|m| m.key == observation.measure) {
            continue;
        }
        let Some(line) = plan.lines.iter_mut().find(|l| Some(&l.reference) == observation.line.as_ref())
        else {
            continue;
        };
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

fn drop_copies(observations: &mut Vec<Observation>) {
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
        let copy = kept.iter_mut().find(|k| {
            same(k)
                && (k.period == observation.period
                    || (k.line != observation.line && (k.period.is_none() || observation.period.is_none())))
        });
        match copy {
            Some(copy) if copy.period.is_none() => copy.period = observation.period,
            Some(_) => {}
            None => kept.push(observation),
        }
    }
    *observations = kept;
}
