//! The impact rating: what difference it makes, from the latest return of a measure.
//!
//! Not yet due: grey. At or better than target: green. Short of it within tolerance: amber. Outside tolerance but
//! better than the previous return (or, without one, than the baseline): yellow. Otherwise red. Without return,
//! target or direction it is not rated. No tolerance given means zero.

use crate::day::Day;
use crate::decimal::Decimal;
use crate::level::Impact;
use crate::plan::{Direction, Measure, Plan};
use crate::rated::Rated;
use crate::series::{Return, comparable, is_overall, returns};

/// A value with its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value {
    /// The last day of its period.
    pub day: Day,
    /// As stated.
    pub stated: Option<Decimal>,
    /// As computed from its count and total.
    pub computed: Option<Decimal>,
}

impl Value {
    fn of(r: &Return<'_>) -> Value {
        Value { day: r.period.to, stated: r.observation.value, computed: r.observation.computed }
    }

    fn shown(&self) -> Option<Decimal> {
        self.stated.or(self.computed)
    }
}

/// All that decides an impact rating.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The target.
    pub target: Option<Decimal>,
    /// Which way is better.
    pub direction: Option<Direction>,
    /// How far short still counts as within tolerance.
    pub tolerance: Option<Decimal>,
    /// The baseline.
    pub baseline: Option<Decimal>,
    /// The latest return.
    pub latest: Option<Value>,
    /// The return before it.
    pub previous: Option<Value>,
    /// The day from which a difference is expected.
    pub expected_from: Option<Day>,
    /// The unit: `%`, `£`, `count`, `days` …
    pub unit: Option<String>,
}

impl Facts {
    /// The facts of one measure of a plan, as of a day.
    pub fn of(plan: &Plan, measure: &Measure, day: Day) -> Facts {
        Facts::of_returns(measure, &returns(plan, measure, day))
    }

    /// The facts of one measure whose returns are at hand.
    pub fn of_returns(measure: &Measure, returns: &[Return<'_>]) -> Facts {
        let all = comparable(returns);
        let (baselines, course): (Vec<&Return<'_>>, Vec<&Return<'_>>) =
            all.iter().partition(|r| r.observation.baseline);
        let mut latest = course.iter().rev();
        Facts {
            target: measure.target,
            direction: measure.direction,
            tolerance: measure.tolerance,
            baseline: measure.baseline.or_else(|| baselines.last().and_then(|r| r.value())),
            latest: latest.next().map(|r| Value::of(r)),
            previous: latest.next().map(|r| Value::of(r)),
            expected_from: None,
            unit: measure.unit.clone(),
        }
    }
}

/// The suggested impact rating of a measure on a day.
pub fn rate(facts: &Facts, day: Day) -> Rated<Impact> {
    if let Some(from) = facts.expected_from.filter(|from| *from > day) {
        let known = vec![format!("A difference is expected from {from}.")];
        return rated(
            Impact::Grey,
            "not-yet-expected",
            known,
            &format!("a difference is not expected before {from}"),
        );
    }
    let known = known(facts);
    let (Some(latest), Some(target), Some(direction)) = (facts.latest, facts.target, facts.direction) else {
        return not_rated(facts, known);
    };
    let by = |value: Decimal| level(facts, target, direction, value);
    match (latest.stated, latest.computed) {
        (Some(stated), Some(computed)) if by(stated).0 != by(computed).0 => Rated {
            level: None,
            rule: "stated-and-computed-differ",
            facts: known,
            sentence: format!(
                "Not rated: the printed {} would be {} and the computed {} would be {}; a person decides.",
                show(facts, stated),
                by(stated).0.word(),
                show(facts, computed),
                by(computed).0.word()
            ),
        },
        (Some(value), _) | (None, Some(value)) => {
            let (level, rule, why) = by(value);
            let aim = aim(direction, &show(facts, target));
            let why = format!("{} on {} {}", show(facts, value), latest.day, why.replace("{aim}", &aim));
            rated(level, rule, known, &why)
        }
        (None, None) => not_rated(facts, known),
    }
}

fn level(
    facts: &Facts,
    target: Decimal,
    direction: Direction,
    value: Decimal,
) -> (Impact, &'static str, String) {
    let short = |v: Decimal| match direction {
        Direction::Higher => target.minus(v),
        Direction::Lower => v.minus(target),
        Direction::Level => v.minus(target).map(Decimal::abs),
    };
    let away = short(value).unwrap_or(Decimal::ZERO);
    let tolerance = facts.tolerance.unwrap_or(Decimal::ZERO);
    if away <= Decimal::ZERO {
        return (Impact::Green, "on-target", "meets the target of {aim}".to_owned());
    }
    if away <= tolerance {
        let within = show(facts, tolerance);
        return (
            Impact::Amber,
            "within-tolerance",
            format!("misses the target of {{aim}}, within its tolerance of {within}"),
        );
    }
    let before = facts.previous.and_then(|p| Some((p.shown()?, format!("on {}", p.day))));
    let before = before.or_else(|| facts.baseline.map(|b| (b, "at the baseline".to_owned())));
    let Some((was, when)) = before else {
        return (
            Impact::Red,
            "off-target",
            "misses the target of {aim}, with nothing earlier to compare".to_owned(),
        );
    };
    let compared = format!("{} {when}", show(facts, was));
    match short(was) {
        Some(then) if away < then => (
            Impact::Yellow,
            "improving",
            format!("misses the target of {{aim}} but is better than {compared}"),
        ),
        Some(then) if away == then => (
            Impact::Red,
            "off-target",
            format!("misses the target of {{aim}} and is no better than {compared}"),
        ),
        _ => (Impact::Red, "worsening", format!("misses the target of {{aim}} and is worse than {compared}")),
    }
}

fn aim(direction: Direction, target: &str) -> String {
    match direction {
        Direction::Higher => format!("at least {target}"),
        Direction::Lower => format!("at most {target}"),
        Direction::Level => target.to_owned(),
    }
}

fn rated(level: Impact, rule: &'static str, facts: Vec<String>, why: &str) -> Rated<Impact> {
    let word = level.word();
    let level_word = word.get(..1).unwrap_or("").to_uppercase() + word.get(1..).unwrap_or("");
    Rated { level: Some(level), rule, facts, sentence: format!("{level_word}: {why}.") }
}

fn not_rated(facts: &Facts, known: Vec<String>) -> Rated<Impact> {
    let missing: Vec<&str> = [
        (facts.latest.is_none(), "no return"),
        (facts.target.is_none(), "no target"),
        (facts.direction.is_none(), "no direction"),
    ]
    .into_iter()
    .filter_map(|(missing, what)| missing.then_some(what))
    .collect();
    let list = match missing.as_slice() {
        [] => "no figure".to_owned(),
        [one] => (*one).to_owned(),
        [first, last] => format!("{first} and {last}"),
        [a, b, ..] => format!("{a}, {b} and no direction"),
    };
    Rated { level: None, rule: "not-rated", facts: known, sentence: format!("Not rated: there is {list}.") }
}

fn known(facts: &Facts) -> Vec<String> {
    let mut known = Vec::new();
    if let Some(target) = facts.target {
        let aim = facts.direction.map_or_else(|| show(facts, target), |d| aim(d, &show(facts, target)));
        known.push(format!("Target: {aim}."));
    }
    known.push(match facts.tolerance {
        Some(t) => format!("Tolerance: {}.", show(facts, t)),
        None => "No tolerance is given, so none is allowed.".to_owned(),
    });
    for (name, value) in [("Latest", facts.latest), ("Previous", facts.previous)] {
        if let Some((v, shown)) = value.and_then(|v| Some((v, v.shown()?))) {
            known.push(format!("{name} return: {} on {}.", show(facts, shown), v.day));
        }
    }
    if let Some(baseline) = facts.baseline {
        known.push(format!("Baseline: {}.", show(facts, baseline)));
    }
    known
}

fn show(facts: &Facts, value: Decimal) -> String {
    with_unit(value, facts.unit.as_deref())
}

/// A figure with its unit as it is read: `85%`, `£12,836`, `14 days`, `1,037`.
pub fn with_unit(value: Decimal, unit: Option<&str>) -> String {
    let value = value.grouped();
    match unit.map(str::trim) {
        Some(u) if u.starts_with('%') => format!("{value}%"),
        Some("£") => format!("£{value}"),
        None | Some("" | "count" | "mean" | "number" | "children" | "ratio") => value,
        Some(u) => format!("{value} {u}"),
    }
}

/// The worst of several impact ratings: red, yellow, amber, green; grey and not rated yield to any colour.
pub fn worst(levels: impl IntoIterator<Item = Option<Impact>>) -> Option<Impact> {
    let levels: Vec<Option<Impact>> = levels.into_iter().collect();
    let has = |l: Impact| levels.contains(&Some(l));
    let coloured = [Impact::Red, Impact::Yellow, Impact::Amber, Impact::Green].into_iter().find(|l| has(*l));
    coloured.or_else(|| (has(Impact::Grey) && !levels.contains(&None)).then_some(Impact::Grey))
}

/// A line's impact rating: that of its worst measure, with that measure's sentence.
pub fn worst_of(ratings: &[(&Measure, Rated<Impact>)]) -> Rated<Impact> {
    let worst = worst(ratings.iter().map(|(_, r)| r.level));
    let facts = ratings
        .iter()
        .map(|(m, r)| {
            let part = m.breakdown.as_deref().filter(|b| !is_overall(Some(b)));
            let part = part.map_or(String::new(), |b| format!(" ({b})"));
            format!("{}{part}: {}", m.text, r.sentence)
        })
        .collect();
    let decisive = ratings.iter().find(|(_, r)| worst.is_some() && r.level == worst);
    let sentence = match (decisive, ratings.len()) {
        (Some((_, r)), 1) => r.sentence.clone(),
        (Some((m, r)), n) => {
            format!("{} This is the worst of {n} measures: {}.", r.sentence, m.text.trim_end_matches('.'))
        }
        (None, 0) => "Not rated: no measure is given.".to_owned(),
        (None, _) => "Not rated: none of its measures can be rated.".to_owned(),
    };
    Rated { level: worst, rule: "worst-of-measures", facts, sentence }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Facts, Value, rate, worst};
    use crate::day::Day;
    use crate::decimal::Decimal;
    use crate::level::Impact;
    use crate::plan::Direction;

    fn value(on: &str, figure: &str) -> Option<Value> {
        let stated = Decimal::parse(figure);
        stated.map(|s| Value { day: Day::parse_iso(on).unwrap(), stated: Some(s), computed: None })
    }

    fn facts(
        target: &str,
        direction: &str,
        tolerance: &str,
        baseline: &str,
        previous: &str,
        latest: &str,
    ) -> Facts {
        Facts {
            target: Decimal::parse(target),
            direction: Direction::from_word(direction),
            tolerance: Decimal::parse(tolerance),
            baseline: Decimal::parse(baseline),
            latest: value("2021-11-29", latest),
            previous: value("2021-09-15", previous),
            unit: Some("%".to_owned()),
            ..Facts::default()
        }
    }

    /// Lines of `target direction tolerance baseline previous latest -> level`; `-` is nothing.
    fn check(table: &str) {
        let day = Day::parse_iso("2021-12-01").unwrap();
        for line in table.lines().map(str::trim).filter(|l| !l.is_empty()) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [t, d, tol, b, p, l, "->", expected] = words[..] else { panic!("bad line: {line}") };
            let got = rate(&facts(t, d, tol, b, p, l), day);
            assert_eq!(got.level.map_or("-", Impact::word), expected, "{line}: {}", got.sentence);
        }
    }

    #[test]
    fn the_ratings_implied_by_the_figures_of_a_real_plan() {
        check(
            "
            85  higher - 84.16 -    89.9 -> green
            90  higher - -     75.2 85.5 -> yellow
            13  lower  - 15.7  17.4 19.4 -> red
            0   lower  - -     2    3    -> red
            20  lower  - -     37   35   -> yellow
            25  lower  - -     22.2 23.5 -> green
            22  lower  - -     23.9 23.3 -> yellow
            18  lower  - -     17.1 19   -> red
            3.8 lower  - -     2.3  4.2  -> red
            ",
        );
    }

    #[test]
    fn the_edges_of_the_rule() {
        check(
            "
            90 higher -  -  -  90   -> green
            90 higher 5  -  -  85   -> amber
            90 higher 5  -  80 84.9 -> yellow
            90 higher 5  -  85 84.9 -> red
            90 higher -  80 -  85   -> yellow
            90 higher -  -  -  85   -> red
            90 higher -  -  85 85   -> red
            10 lower  2  -  -  12   -> amber
            10 lower  2  -  13 12.1 -> yellow
            10 lower  2  -  12.1 12.1 -> red
            90 higher 0.5 - -  89.5 -> amber
            90 higher 0.5 - 89 89.4 -> yellow
            90 higher 0  -  -  89.9 -> red
            0  lower  1  -  -  1    -> amber
            0  lower  -  -  -  0    -> green
            90 higher -  95 85 86   -> yellow
            90 higher -  80 88 86   -> red
            50 level  3  -  -  47   -> amber
            50 level  3  -  -  53   -> amber
            50 level  3  -  44 53.1 -> yellow
            50 level  -  -  60 45   -> yellow
            50 level  -  -  46 55   -> red
            -  higher -  -  -  85   -> -
            90 -      -  -  -  85   -> -
            90 higher -  -  85 -    -> -
            ",
        );
        let day = Day::parse_iso("2021-12-01").unwrap();
        let later = Facts {
            expected_from: Day::parse_iso("2022-03-31"),
            ..facts("90", "higher", "-", "-", "-", "1")
        };
        assert_eq!(rate(&later, day).level, Some(Impact::Grey));
    }

    #[test]
    fn a_rating_is_a_sentence() {
        let day = Day::parse_iso("2021-12-01").unwrap();
        assert_eq!(
            rate(&facts("90", "higher", "-", "-", "75.2", "85.5"), day).sentence,
            "Yellow: 85.5% on 29 November 2021 misses the target of at least 90% but is better than 75.2% on \
             15 September 2021."
        );
        assert_eq!(
            rate(&facts("-", "-", "-", "-", "-", "85"), day).sentence,
            "Not rated: there is no target and no direction."
        );
    }

    #[test]
    fn stated_and_computed_that_rate_differently_are_left_to_a_person() {
        let day = Day::parse_iso("2021-12-01").unwrap();
        let mut f = facts("90", "higher", "-", "-", "85", "90");
        f.latest = f.latest.map(|v| Value { computed: Decimal::parse("89.2"), ..v });
        let r = rate(&f, day);
        assert_eq!((r.level, r.rule), (None, "stated-and-computed-differ"));
        f.latest = f.latest.map(|v| Value { computed: Decimal::parse("91"), ..v });
        assert_eq!(rate(&f, day).level, Some(Impact::Green));
    }

    #[test]
    fn the_worst_measure_counts() {
        assert_eq!(
            worst([Some(Impact::Green), None, Some(Impact::Yellow), Some(Impact::Amber)]),
            Some(Impact::Yellow)
        );
        assert_eq!(worst([Some(Impact::Grey), None]), None);
        assert_eq!(worst([]), None);
    }

    proptest! {
        #[test]
        fn better_never_rates_worse(
            target in 0_i64..200, tolerance in 0_i64..20, previous in 0_i64..200, a in 0_i64..200, more in 0_i64..50,
            lower in any::<bool>(),
        ) {
            let figure = |n: i64| n.to_string();
            let direction = if lower { "lower" } else { "higher" };
            let better = if lower { (a - more).max(0) } else { a + more };
            let rank = |v: i64| {
                let f = facts(&figure(target), direction, &figure(tolerance), "-", &figure(previous), &figure(v));
                let level = rate(&f, Day::parse_iso("2021-12-01").unwrap()).level;
                [Some(Impact::Red), Some(Impact::Yellow), Some(Impact::Amber), Some(Impact::Green)]
                    .iter().position(|l| *l == level).unwrap()
            };
            prop_assert!(rank(better) >= rank(a));
        }
    }
}
