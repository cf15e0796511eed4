//! What only the whole plan can settle about its observations: copies, and the measures that nobody defined.

use std::collections::{BTreeMap, BTreeSet};

use model::plan::{Measure, Observation, Plan};

use super::targets::{direction, unit};

/// Drops observations printed again in another row (the same measure, breakdown, period and figures, or the same
/// without its period) and gives every line a measure for each key its observations name and no line defines.
pub(crate) fn settle(plan: &mut Plan) {
    other_groups(plan);
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

/// A value `for all staff` of a measure of `(all permanent staff)` speaks of another group: its own breakdown.
fn other_groups(plan: &mut Plan) {
    let groups: BTreeMap<&str, Vec<String>> = plan
        .lines
        .iter()
        .flat_map(|l| &l.measures)
        .filter_map(|m| {
            let (_, rest) = m.text.split_once('(')?;
            Some((m.key.as_str(), group(rest.split(')').next()?)?))
        })
        .collect();
    for observation in plan.observations.iter_mut().filter(|o| o.breakdown.is_none()) {
        let Some((own, of)) = group(&observation.text).zip(groups.get(observation.measure.as_str())) else {
            continue;
        };
        if own.last() == of.last() && own != *of {
            observation.breakdown = Some(observation.text.trim().to_owned());
        }
    }
}

/// The words of a text that is the name of a whole group and no more: `all permanent staff`.
fn group(text: &str) -> Option<Vec<String>> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let named = words.first().is_some_and(|w| w == "all") && (2..=4).contains(&words.len());
    named.then_some(words)
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

#[cfg(test)]
mod tests {
    use model::plan::{Line, Measure, Observation, Plan};

    use super::settle;

    #[test]
    fn a_value_of_another_group_is_its_own_breakdown() {
        let measure = Measure {
            key: "turnover".into(),
            text: "Turnover (all permanent staff) 20%".into(),
            ..Measure::default()
        };
        let value = |text: &str| Observation {
            measure: "turnover".into(),
            text: text.into(),
            ..Observation::default()
        };
        let mut plan = Plan {
            lines: vec![Line { reference: "2.1".into(), measures: vec![measure], ..Line::default() }],
            observations: vec![value("all staff"), value("Turnover of permanent staff")],
            ..Plan::default()
        };
        settle(&mut plan);
        let breakdowns: Vec<Option<&str>> =
            plan.observations.iter().map(|o| o.breakdown.as_deref()).collect();
        assert_eq!(breakdowns, [Some("all staff"), None]);
    }
}
