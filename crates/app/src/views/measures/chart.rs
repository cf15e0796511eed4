//! The chart of a measure: its returns judged and drawn.

use std::ops::Range;

use model::day::Day;
use model::decimal::Decimal;
use model::impact::with_unit;
use model::plan::{Direction, Measure, Period, PeriodKind};
use model::series::{Return, chartable};
use model::variation::{self, Chart, Rule, Variation};
use reports::svg::{Beside, Line, Point, Target, Width, Xmr, xmr};
use serde::Serialize;

use super::period_words;
use crate::published::against::Mark;
use crate::views::sentence::{capital, count};

/// Fewest returns at which trial limits are drawn at all.
const FEWEST_FOR_LIMITS: usize = 6;

/// A drawn chart.
#[derive(Clone, Debug, Serialize)]
pub struct Drawn {
    /// What it finds: the heading above it.
    pub finding: String,
    /// What a person who cannot see it is told.
    pub description: String,
    /// 960 units wide.
    pub wide: String,
    /// 340 units wide.
    pub narrow: String,
}

/// One place on the chart: a return, or a period without one.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) day: Day,
    pub(crate) value: Option<f64>,
    pub(crate) shown: String,
    pub(crate) words: String,
    /// `on 29 Nov 2021`, `in October 2021`, `for 1 Apr 2021 to 30 Sep 2021`.
    pub(crate) when: String,
}

/// The chart of the returns that may stand together, with its places: of figures that look back over months the last of
/// each.
pub(crate) fn judged(returns: &[Return<'_>], measure: &Measure) -> (Chart, Vec<Place>) {
    let all = chartable(returns);
    let judged = super::ends::of(&all).map(|(_, ends)| ends);
    let places = places(judged.as_deref().unwrap_or(&all), measure);
    let values: Vec<Option<f64>> = places.iter().map(|p| p.value).collect();
    let chart = variation::judge(
        &values,
        Some(baseline(&places, measure)),
        measure.target.map(Decimal::to_f64),
        measure.direction,
    );
    (chart, places)
}

/// The places that the limits rest on.
fn baseline(places: &[Place], measure: &Measure) -> Range<usize> {
    let start = places.partition_point(|p| measure.limits_from.is_some_and(|from| p.day < from));
    let end = places.partition_point(|p| measure.limits_to.is_none_or(|to| p.day <= to));
    start..end.max(start)
}

/// The figures that limits were set to rest on, in words; `None` where they rest on all.
pub(super) fn rests_on(measure: &Measure) -> Option<String> {
    match (measure.limits_from, measure.limits_to) {
        (None, None) => None,
        (Some(from), None) => Some(format!("figures from {} on", from.short())),
        (None, Some(to)) => Some(format!("figures until {}", to.short())),
        (Some(from), Some(to)) => Some(format!("figures from {} to {}", from.short(), to.short())),
    }
}

/// The returns in order, with a gap for every month that has none.
fn places(returns: &[Return<'_>], measure: &Measure) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for this in returns {
        let Some(value) = this.value() else { continue };
        if this.period.kind == PeriodKind::Month {
            // No series is longer than a century; a slip in a year does not draw a thousand gaps.
            for _ in 0..120 {
                let Some(next) = places.last().map(|p| p.day.plus_days(1).month_end()) else { break };
                if next >= this.period.to.month_end() {
                    break;
                }
                let words = next.long().split_once(' ').map_or(String::new(), |(_, m)| m.to_owned());
                places.push(Place {
                    day: next,
                    value: None,
                    shown: String::new(),
                    when: String::new(),
                    words,
                });
            }
        }
        places.push(Place {
            day: this.period.to,
            value: Some(value.to_f64()),
            shown: with_unit(value, measure.unit.as_deref()),
            words: period_words(this.period),
            when: when(this.period),
        });
    }
    places
}

/// A period in words, as it follows a figure.
fn when(period: Period) -> String {
    let words = period_words(period);
    match period.kind {
        PeriodKind::Day => format!("on {words}"),
        PeriodKind::Month => format!("in {words}"),
        PeriodKind::Range => format!("for {words}"),
        PeriodKind::YearToDate => format!("for the {words}"),
    }
}

/// Draws the chart, with lines for what others have; `None` with fewer than two values, which need no drawing.
pub(super) fn draw(
    id: &str,
    measure: &Measure,
    chart: &Chart,
    places: &[Place],
    others: &[Mark],
) -> Option<Drawn> {
    let known: Vec<&Place> = places.iter().filter(|p| p.value.is_some()).collect();
    let (first, last) = (known.first()?, known.last()?);
    if known.len() < 2 {
        return None;
    }
    let unit = measure.unit.as_deref();
    let percent = unit.is_some_and(|u| u.starts_with('%'));
    let shown = |v: f64| with_unit(Decimal::from_f64(v).unwrap_or_default().round(1), unit);
    let level = |v: f64| Some(Line { value: v, shown: shown(v) });
    let limits = chart.limits.filter(|_| known.len() >= FEWEST_FOR_LIMITS);
    let target = measure.target.map(|t| {
        let away = match measure.direction {
            Some(Direction::Higher) => Some(1.0e12),
            Some(Direction::Lower) => Some(-1.0e12),
            Some(Direction::Level) | None => measure.tolerance.map(Decimal::to_f64),
        };
        let label = format!("Target: {}", super::aim(measure, t));
        Target { value: t.to_f64(), label, band_to: away.map(|a| t.to_f64() + a) }
    });
    let finding = finding(chart, places);
    let negative = known.iter().any(|p| p.value.is_some_and(|v| v < 0.0));
    let drawing = Xmr {
        id: id.to_owned(),
        description: format!(
            "{} from {} ({}) to {} ({}). {}{}",
            capital(&count(known.len(), "figure")),
            first.words,
            first.shown,
            last.words,
            last.shown,
            described(measure, chart, limits.is_some(), &shown),
            others.iter().map(|m| format!(" {}: {} ({}).", m.who, m.shown, m.year)).collect::<String>(),
        ),
        finding: finding.clone(),
        axis: axis(measure),
        unit: if percent { "%".to_owned() } else { String::new() },
        points: points(chart, places),
        mean: limits.and_then(|l| level(l.mean)),
        lower: limits.and_then(|l| level(l.lower)),
        upper: limits.and_then(|l| level(l.upper)),
        limits_from: measure.limits_from,
        target,
        beside: others
            .iter()
            .map(|m| Beside {
                value: m.value.to_f64(),
                label: format!("{} {} ({})", m.short, m.shown, m.year),
            })
            .collect(),
        floor: (!negative).then_some(0.0),
        ceiling: percent
            .then_some(100.0)
            .filter(|_| known.iter().all(|p| p.value.is_some_and(|v| v <= 100.0)))
            .filter(|_| others.iter().all(|m| m.value.to_f64() <= 100.0)),
    };
    let (wide, narrow) = (xmr(&drawing, Width::Wide), xmr(&drawing, Width::Narrow));
    Some(Drawn { finding, description: drawing.description, wide, narrow })
}

/// Judges and draws returns in one.
pub(crate) fn drawn(id: &str, measure: &Measure, returns: &[Return<'_>], others: &[Mark]) -> Option<Drawn> {
    let (chart, places) = judged(returns, measure);
    draw(id, measure, &chart, &places, others)
}

fn axis(measure: &Measure) -> String {
    match measure.unit.as_deref().map(str::trim) {
        Some(u) if u.starts_with('%') => "Per cent".to_owned(),
        Some("£") => "Pounds".to_owned(),
        Some("mean") => "Average".to_owned(),
        None | Some("" | "count" | "number") => "Number".to_owned(),
        Some(other) => capital(other),
    }
}

/// Every point, with the words of its signal. Too few points have no signals worth drawing.
fn points(chart: &Chart, places: &[Place]) -> Vec<Point> {
    let telling = chart.variation != Variation::TooFew;
    let signal = |i: usize| chart.signals.iter().filter(|_| telling).find(|s| s.points.contains(&i));
    let point = |(i, p): (usize, &Place)| Point {
        day: p.day,
        value: p.value,
        shown: p.shown.clone(),
        signal: signal(i).map(|s| match s.rule {
            Rule::Outside => format!("{} is {}", p.shown, s.phrase()),
            _ => s.phrase(),
        }),
    };
    places.iter().enumerate().map(point).collect()
}

/// What the chart finds, as its title.
fn finding(chart: &Chart, places: &[Place]) -> String {
    let mut known = places.iter().enumerate().filter(|(_, p)| p.value.is_some()).rev();
    let Some((at, last)) = known.next() else { return "No figures yet".to_owned() };
    let signal = chart.signals.iter().find(|s| s.points.contains(&at));
    let what = signal.map(model::variation::Signal::phrase);
    match (chart.variation, what) {
        (Variation::Improving, Some(what)) => {
            format!("Better than chance would explain: {} {}, {what}", last.shown, last.when)
        }
        (Variation::Concerning, Some(what)) => {
            format!("Worse than chance would explain: {} {}, {what}", last.shown, last.when)
        }
        (Variation::Neutral(_), Some(what)) => {
            format!("A change that chance would not explain: {} {}, {what}", last.shown, last.when)
        }
        (Variation::CommonCause, _) => {
            format!("{} {}: no change that chance would not explain", last.shown, last.when)
        }
        _ => match known.next() {
            Some((_, before)) => {
                let way = match (last.value, before.value) {
                    (Some(a), Some(b)) if a > b => "up from",
                    (Some(a), Some(b)) if a < b => "down from",
                    _ => "the same as",
                };
                format!("{} {}, {way} {} {}", last.shown, last.when, before.shown, before.when)
            }
            None => format!("{} {}", last.shown, last.when),
        },
    }
}

fn described(measure: &Measure, chart: &Chart, limits: bool, shown: &dyn Fn(f64) -> String) -> String {
    let mut parts = vec![chart.variation.sentence().to_owned()];
    if let Some(l) = chart.limits.filter(|_| limits) {
        let trial = if l.trial { "Trial limits" } else { "Limits" };
        let over = rests_on(measure).map_or(String::new(), |over| format!(", over {over}"));
        let (lower, upper, mean) = (shown(l.lower), shown(l.upper), shown(l.mean));
        parts.push(format!("{trial} from {lower} to {upper}, mean {mean}{over}."));
    }
    if let Some(target) = measure.target {
        parts.push(format!("The target is {}.", super::aim(measure, target)));
    }
    parts.extend(chart.assurance.map(|a| a.sentence().to_owned()));
    parts.join(" ")
}
