//! What of a plan may be published: the figures that give no small number away (DESIGN 4.6).

use std::collections::BTreeSet;
use std::sync::Arc;

use model::decimal::Decimal;
use model::disclosure::{Figure, Published, rounded, weighed};
use model::plan::{Measure, Observation, Period, PeriodKind, Plan};
use model::series::is_overall;

use crate::views::scene::Scene;

/// What stands where a figure is withheld.
pub const SMALL: &str = "Withheld: small number";

/// What stands where words are withheld.
pub const WITHHELD: &str = "Words not released for publication";

/// The plan as it may be published.
#[derive(Debug)]
pub struct Public {
    /// The plan without the figures that are withheld.
    pub scene: Scene,
    /// Every figure that was weighed, and whether it is withheld: what the next publication is held against.
    pub figures: Vec<Published>,
}

/// Units whose values are no counts of people.
const NO_PEOPLE: [&str; 9] =
    ["£", "days", "weeks", "months", "mean", "average", "years", "hours", "per 10,000"];

/// Weighs every figure of a plan; `before` is what earlier packs published.
pub fn public(scene: &Scene, before: &[Published]) -> Public {
    let plan = &scene.plan;
    let figures: Vec<Figure> = plan.observations.iter().map(|o| figure(plan, o)).collect();
    let publication = scene.settings.publication;
    let small = scene.settings.options.small_number;
    let why = weighed(&figures, before, small, publication.withholds_more());
    let gone: BTreeSet<usize> = why.iter().enumerate().filter(|(_, w)| w.is_some()).map(|(i, _)| i).collect();
    let mut kept = Plan::clone(plan);
    let mut place = 0_usize;
    kept.observations.retain(|_| {
        place += 1;
        !gone.contains(&(place - 1))
    });
    if publication.round > 1 {
        for o in &mut kept.observations {
            let unit = unit(plan, o);
            round(o, &unit, publication.round);
        }
    }
    // A measure's baseline may be one of them.
    for measure in kept.lines.iter_mut().flat_map(|l| &mut l.measures) {
        let hidden = |i: &usize| plan.observations.get(*i).is_some_and(|o| o.baseline && is_of(o, measure));
        if gone.iter().any(hidden) || measure.baseline.is_some_and(|b| few(b.to_f64(), measure, scene)) {
            measure.baseline = None;
        }
    }
    let published = figures
        .into_iter()
        .zip(&why)
        .map(|(figure, why)| match why {
            None => Published { figure, withheld: false },
            Some(_) => Published {
                figure: Figure { numerator: None, denominator: None, other: None, percent: None, ..figure },
                withheld: true,
            },
        })
        .collect();
    Public { scene: Scene::with(Arc::new(kept), scene.day, scene.settings.clone()), figures: published }
}

fn few(value: f64, measure: &Measure, scene: &Scene) -> bool {
    let counts = measure.unit.as_deref().is_none_or(|u| !u.starts_with('%') && counts_people(u));
    counts
        && value > 0.0
        && value <= f64::from(i32::try_from(scene.settings.options.small_number).unwrap_or(5))
}

fn is_of(observation: &Observation, measure: &Measure) -> bool {
    observation.measure == measure.key
}

fn counts_people(unit: &str) -> bool {
    let unit = unit.trim().to_lowercase();
    !NO_PEOPLE.iter().any(|known| unit.contains(known))
}

fn unit(plan: &Plan, o: &Observation) -> String {
    let measure = plan.lines.iter().flat_map(|l| &l.measures).find(|m| m.key == o.measure);
    measure.and_then(|m| m.unit.clone()).unwrap_or_default()
}

/// Rounds the counts of a figure, and says of a percentage no more than they do: what was printed would tell the counts.
fn round(o: &mut Observation, unit: &str, to: i64) {
    let near = |n: Option<i64>| n.map(|n| rounded(n, to));
    let percent = unit.starts_with('%') || o.stated.as_deref().is_some_and(|s| s.contains('%'));
    let counted = o.numerator.is_some() || o.denominator.is_some();
    (o.numerator, o.denominator, o.overdue) = (near(o.numerator), near(o.denominator), near(o.overdue));
    if percent && counted {
        let parts = o.numerator.zip(o.denominator).filter(|(_, d)| *d > 0);
        let said = parts.and_then(|(n, d)| Decimal::percent(n.min(d), d, 0));
        (o.computed, o.value) = (said, said);
        o.stated = said.map(|s| format!("{s}%"));
    } else if !percent && counts_people(unit) {
        let whole = o.value.or(o.computed).filter(|v| v.to_f64().fract() == 0.0);
        if let Some(value) = whole {
            let near = Decimal::whole(rounded(to_whole(value.to_f64()), to));
            (o.computed, o.value) = (o.computed.and(near), near);
            o.stated = near.map(|n| n.to_string());
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a percentage or a count of people, rounded towards nought"
)]
fn to_whole(value: f64) -> i64 {
    value.clamp(-1.0e15, 1.0e15) as i64
}

/// A figure in the terms of the rule.
fn figure(plan: &Plan, o: &Observation) -> Figure {
    let unit = unit(plan, o);
    let stated = o.stated.as_deref().unwrap_or_default();
    let percent = unit.starts_with('%') || stated.contains('%');
    let value = o.value.or(o.computed).map(model::decimal::Decimal::to_f64);
    // A bare value of a measure that counts is itself the count.
    let counted = value.filter(|v| !percent && counts_people(&unit) && v.fract() == 0.0);
    let part = if is_overall(o.breakdown.as_deref()) {
        String::new()
    } else {
        o.breakdown.clone().unwrap_or_default()
    };
    let period = o.period.or_else(|| plan.as_at.map(|d| Period { kind: PeriodKind::Day, from: d, to: d }));
    let grows = period.filter(|p| matches!(p.kind, PeriodKind::YearToDate | PeriodKind::Range));
    Figure {
        series: o.measure.clone(),
        part,
        period: period
            .map_or_else(String::new, |p| format!("{} {} {}", p.to.iso(), p.from.iso(), p.kind.word())),
        grows_from: grows.map(|p| p.from.iso()),
        numerator: o.numerator.or(counted.map(to_whole)),
        denominator: o.denominator,
        other: o.overdue,
        // What is over nought is not nobody, what is under a hundred not everybody.
        percent: value.filter(|_| percent).map(|v| if v > 0.0 { to_whole(v).max(1) } else { 0 }),
    }
}
