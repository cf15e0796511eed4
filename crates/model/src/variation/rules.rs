//! The four rules that tell a signal from chance.

use super::Limits;

/// Points in a run or a trend.
const RUN: usize = 7;

/// Which side of the mean, or which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Above the mean, or rising.
    Above,
    /// Below the mean, or falling.
    Below,
}

/// The rules, in the order of NHS practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A point outside the limits.
    Outside,
    /// Seven or more running on one side of the mean.
    Run,
    /// Seven or more rising or falling.
    Trend,
    /// Two of three between the two-thirds line and the limit on one side.
    TwoOfThree,
}

/// A change that chance does not explain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// The rule that found it.
    pub rule: Rule,
    /// Which side.
    pub side: Side,
    /// The places of its points in the series.
    pub points: Vec<usize>,
}

impl Signal {
    /// What it is, in a phrase: `below the lower limit`, `7 points running above the mean`.
    pub fn phrase(&self) -> String {
        let n = self.points.len();
        match (self.rule, self.side) {
            (Rule::Outside, Side::Above) => "above the upper limit".to_owned(),
            (Rule::Outside, Side::Below) => "below the lower limit".to_owned(),
            (Rule::Run, Side::Above) => format!("{n} running above the mean"),
            (Rule::Run, Side::Below) => format!("{n} running below the mean"),
            (Rule::Trend, Side::Above) => format!("{n} rising in a row"),
            (Rule::Trend, Side::Below) => format!("{n} falling in a row"),
            (Rule::TwoOfThree, Side::Above) => "two of three near the upper limit".to_owned(),
            (Rule::TwoOfThree, Side::Below) => "two of three near the lower limit".to_owned(),
        }
    }
}

/// Whether a value lies above a line by more than the inexactness of its arithmetic.
fn beyond(value: f64, line: f64) -> bool {
    value - line > 1e-9 * (1.0 + line.abs())
}

/// Every signal of a series.
pub(super) fn signals(points: &[Option<f64>], limits: &Limits) -> Vec<Signal> {
    let mut found = outside(points, limits);
    found.extend(runs(points, limits));
    found.extend(trends(points));
    found.extend(two_of_three(points, limits));
    found
}

fn outside(points: &[Option<f64>], limits: &Limits) -> Vec<Signal> {
    let side = |v: f64| match () {
        () if beyond(v, limits.upper) => Some(Side::Above),
        () if beyond(limits.lower, v) => Some(Side::Below),
        () => None,
    };
    let hit = |(i, v): (usize, &Option<f64>)| {
        v.and_then(side).map(|side| Signal { rule: Rule::Outside, side, points: vec![i] })
    };
    points.iter().enumerate().filter_map(hit).collect()
}

fn runs(points: &[Option<f64>], limits: &Limits) -> Vec<Signal> {
    // A point on the mean is on neither side and ends a run.
    let side = |v: f64| match () {
        () if beyond(v, limits.mean) => Some(Side::Above),
        () if beyond(limits.mean, v) => Some(Side::Below),
        () => None,
    };
    stretches(points.iter().map(|v| v.and_then(side)))
        .filter(|(_, places)| places.len() >= RUN)
        .map(|(side, points)| Signal { rule: Rule::Run, side, points })
        .collect()
}

fn trends(points: &[Option<f64>]) -> Vec<Signal> {
    let step = |pair: &[Option<f64>]| match pair {
        [Some(a), Some(b)] if b > a => Some(Side::Above),
        [Some(a), Some(b)] if b < a => Some(Side::Below),
        _ => None,
    };
    // Six steps are seven points; the steps' places are those of their earlier points.
    stretches(points.windows(2).map(step))
        .filter(|(_, steps)| steps.len() >= RUN - 1)
        .map(|(side, mut points)| {
            points.extend(points.last().map(|last| last + 1));
            Signal { rule: Rule::Trend, side, points }
        })
        .collect()
}

fn two_of_three(points: &[Option<f64>], limits: &Limits) -> Vec<Signal> {
    let third = (limits.upper - limits.mean) / 3.0;
    let side = |v: f64| match () {
        () if beyond(v, limits.mean + 2.0 * third) && !beyond(v, limits.upper) => Some(Side::Above),
        () if beyond(limits.mean - 2.0 * third, v) && !beyond(limits.lower, v) => Some(Side::Below),
        () => None,
    };
    let mut found: Vec<Signal> = Vec::new();
    for (start, window) in points.windows(3).enumerate() {
        if window.iter().any(Option::is_none) {
            continue;
        }
        for wanted in [Side::Above, Side::Below] {
            let near: Vec<usize> = window
                .iter()
                .enumerate()
                .filter(|(_, v)| v.and_then(side) == Some(wanted))
                .map(|(i, _)| start + i)
                .collect();
            let known =
                found.last().is_some_and(|s| s.side == wanted && near.iter().all(|p| s.points.contains(p)));
            if near.len() >= 2 && !known {
                found.push(Signal { rule: Rule::TwoOfThree, side: wanted, points: near });
            }
        }
    }
    found
}

/// The stretches of equal sides with their places.
fn stretches(sides: impl Iterator<Item = Option<Side>>) -> impl Iterator<Item = (Side, Vec<usize>)> {
    let mut found: Vec<(Side, Vec<usize>)> = Vec::new();
    let mut open = false;
    for (i, side) in sides.enumerate() {
        let Some(side) = side else {
            open = false;
            continue;
        };
        match found.last_mut().filter(|(s, _)| open && *s == side) {
            Some((_, places)) => places.push(i),
            None => found.push((side, vec![i])),
        }
        open = true;
    }
    found.into_iter()
}
