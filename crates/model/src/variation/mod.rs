//! XmR charts: can a change be told from chance, and does the process meet its target?
//!
//! Limits stand at the mean ± 2.66 times the mean moving range of a baseline; moving ranges above 3.267 times their
//! mean are screened out first. Four rules, in the order of NHS practice: a point outside the limits; seven points
//! running on one side of the mean; seven points each higher (or lower) than the one before; two of three neighbours
//! between the two-thirds line and the limit, on one side. A missing period is a gap: it breaks a run and has no
//! moving range. Under twelve points the limits are on trial: too few to tell, and no assurance.

mod rules;
#[cfg(test)]
mod tests;

pub use rules::{Rule, Side, Signal};

use std::ops::Range;

use crate::plan::Direction;

/// Fewest points on which a chart says anything.
pub const ENOUGH: usize = 12;

/// The mean and the natural limits of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The mean of the baseline.
    pub mean: f64,
    /// The mean moving range after screening.
    pub moving_range: f64,
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
    /// They rest on fewer points than [`ENOUGH`].
    pub trial: bool,
}

/// What the latest points say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variation {
    /// A change for the better that chance does not explain.
    Improving,
    /// A change for the worse that chance does not explain.
    Concerning,
    /// Nothing that chance does not explain.
    CommonCause,
    /// A change upwards or downwards where neither is better.
    Neutral(Side),
    /// Fewer than [`ENOUGH`] points.
    TooFew,
}

/// Whether the process as it is meets its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assurance {
    /// Even the worse limit meets it.
    Always,
    /// Even the better limit misses it.
    Never,
    /// Some returns will meet it and some will miss it.
    HitOrMiss,
}

/// A judged chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The limits; `None` without two neighbouring points.
    pub limits: Option<Limits>,
    /// Every signal, in the order of the rules.
    pub signals: Vec<Signal>,
    /// What the latest points say.
    pub variation: Variation,
    /// Whether the target is met; `None` without target, direction or enough points.
    pub assurance: Option<Assurance>,
}

impl Variation {
    /// The word beside a chart.
    pub fn word(self) -> &'static str {
        match self {
            Variation::Improving => "improving",
            Variation::Concerning => "concerning",
            Variation::CommonCause => "no change",
            Variation::Neutral(Side::Above) => "rising",
            Variation::Neutral(Side::Below) => "falling",
            Variation::TooFew => "too few to tell",
        }
    }

    /// What it means, for a councillor.
    pub fn sentence(self) -> &'static str {
        match self {
            Variation::Improving => "The latest figures are better than chance alone would explain.",
            Variation::Concerning => "The latest figures are worse than chance alone would explain.",
            Variation::CommonCause => "The latest figures vary no more than chance would explain.",
            Variation::Neutral(Side::Above) => {
                "The latest figures are higher than chance alone would explain."
            }
            Variation::Neutral(Side::Below) => {
                "The latest figures are lower than chance alone would explain."
            }
            Variation::TooFew => "There are too few figures to tell a change from chance.",
        }
    }
}

impl Assurance {
    /// The word beside a chart.
    pub fn word(self) -> &'static str {
        match self {
            Assurance::Always => "always meets",
            Assurance::Never => "never meets",
            Assurance::HitOrMiss => "hit or miss",
        }
    }

    /// What it means, for a councillor.
    pub fn sentence(self) -> &'static str {
        match self {
            Assurance::Always => "As things are, the target will be met every time.",
            Assurance::Never => {
                "As things are, the target will not be met without a change to how the work is done."
            }
            Assurance::HitOrMiss => {
                "As things are, the target will be met at some times and missed at others."
            }
        }
    }
}

/// Judges a series of equal periods, a missing one being `None`. `baseline` is which of the periods the limits rest on,
/// `None` for all; what came before them belongs to another time and is not judged.
pub fn judge(
    points: &[Option<f64>],
    baseline: Option<Range<usize>>,
    target: Option<f64>,
    direction: Option<Direction>,
) -> Chart {
    let baseline = baseline.unwrap_or(0..points.len());
    let limits = limits(points.get(baseline.clone()).unwrap_or(points));
    let points: Vec<_> = (0..).zip(points).map(|(i, p)| p.filter(|_| i >= baseline.start)).collect();
    let count = points.iter().flatten().count();
    let signals = limits.map(|l| rules::signals(&points, &l)).unwrap_or_default();
    let enough = count >= ENOUGH && limits.is_some();
    let variation = if enough { variation(&points, &signals, direction) } else { Variation::TooFew };
    let assurance =
        limits.zip(target).zip(direction).filter(|_| enough).and_then(|((l, t), d)| assurance(&l, t, d));
    Chart { limits, signals, variation, assurance }
}

/// The limits of a series; `None` without two neighbouring points.
pub fn limits(points: &[Option<f64>]) -> Option<Limits> {
    let values: Vec<f64> = points.iter().flatten().copied().collect();
    let ranges: Vec<f64> = points
        .windows(2)
        .filter_map(|pair| match pair {
            [Some(a), Some(b)] => Some((b - a).abs()),
            _ => None,
        })
        .collect();
    let mean = mean_of(&values)?;
    let first = mean_of(&ranges)?;
    let kept: Vec<f64> = ranges.into_iter().filter(|r| *r <= 3.267 * first).collect();
    let moving_range = mean_of(&kept).unwrap_or(first);
    let away = 2.66 * moving_range;
    Some(Limits { mean, moving_range, lower: mean - away, upper: mean + away, trial: values.len() < ENOUGH })
}

fn mean_of(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The latest point decides: it is part of a signal, or varies by chance.
fn variation(points: &[Option<f64>], signals: &[Signal], direction: Option<Direction>) -> Variation {
    let last = points.iter().rposition(Option::is_some);
    let Some(signal) = signals.iter().find(|s| last.is_some_and(|l| s.points.contains(&l))) else {
        return Variation::CommonCause;
    };
    match (direction, signal.side) {
        (Some(Direction::Higher), Side::Above) | (Some(Direction::Lower), Side::Below) => {
            Variation::Improving
        }
        (Some(Direction::Higher), Side::Below) | (Some(Direction::Lower), Side::Above) => {
            Variation::Concerning
        }
        (None | Some(Direction::Level), side) => Variation::Neutral(side),
    }
}

fn assurance(limits: &Limits, target: f64, direction: Direction) -> Option<Assurance> {
    let (worse, better) = match direction {
        Direction::Higher => (limits.lower, limits.upper),
        Direction::Lower => (-limits.upper, -limits.lower),
        Direction::Level => return None,
    };
    let target = if direction == Direction::Lower { -target } else { target };
    Some(match () {
        () if worse >= target => Assurance::Always,
        () if better < target => Assurance::Never,
        () => Assurance::HitOrMiss,
    })
}
