//! Charts worked by hand.

use proptest::prelude::*;

use super::{Assurance, Rule, Side, Variation, judge, limits};
use crate::plan::Direction;

fn series(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().copied().map(Some).collect()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

#[test]
fn limits_are_the_mean_and_its_moving_ranges() {
    // Ranges 2, 3, 1, 2: mean 2; mean of values 10.6; 2.66 * 2 = 5.32.
    let l = limits(&series(&[10.0, 12.0, 9.0, 10.0, 12.0])).unwrap();
    assert!(close(l.mean, 10.6) && close(l.moving_range, 2.0), "{l:?}");
    assert!(close(l.upper, 15.92) && close(l.lower, 5.28) && l.trial);
    // A gap has no moving range: ranges 2 and 1.
    let l = limits(&[Some(10.0), Some(12.0), None, Some(9.0), Some(10.0)]).unwrap();
    assert!(close(l.mean, 10.25) && close(l.moving_range, 1.5));
    assert!(limits(&[Some(1.0), None, Some(2.0)]).is_none());
    assert!(limits(&[]).is_none());
}

#[test]
fn a_freak_moving_range_is_screened_out() {
    // Twelve points of ranges 1 with one leap of 40 up and down: ranges 1*9, 40, 40 -> mean 8.09; 40 > 26.4 is out.
    let values = [50.0, 51.0, 50.0, 51.0, 50.0, 51.0, 91.0, 51.0, 50.0, 51.0, 50.0, 51.0];
    let l = limits(&series(&values)).unwrap();
    assert!(close(l.moving_range, 1.0), "{l:?}");
    let chart = judge(&series(&values), None, None, Some(Direction::Higher));
    assert!(
        chart
            .signals
            .iter()
            .any(|s| (s.rule, s.side, s.points.as_slice()) == (Rule::Outside, Side::Above, &[6]))
    );
}

#[test]
fn runs_trends_and_neighbours_are_signals() {
    let up = [1.0, 3.0, 2.0, 4.0, 3.0, 5.0, 5.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0];
    let chart = judge(&series(&up), None, Some(8.0), Some(Direction::Higher));
    let found: Vec<_> =
        chart.signals.iter().map(|s| (s.rule, s.points.first().copied(), s.points.len())).collect();
    assert!(found.contains(&(Rule::Run, Some(7), 7)), "{found:?}");
    assert!(found.contains(&(Rule::Run, Some(0), 7)), "{found:?}");
    // 5 (place 6) to 15 (place 13) rise in a row: eight points.
    assert!(found.contains(&(Rule::Trend, Some(6), 8)), "{found:?}");
    assert_eq!(chart.variation, Variation::Improving);
    assert_eq!(judge(&series(&up), None, None, Some(Direction::Lower)).variation, Variation::Concerning);
    assert_eq!(judge(&series(&up), None, None, None).variation, Variation::Neutral(Side::Above));
    assert_eq!(
        judge(&series(&up[..11]), None, Some(8.0), Some(Direction::Higher)).variation,
        Variation::TooFew
    );
    assert_eq!(judge(&series(&up[..11]), None, Some(8.0), Some(Direction::Higher)).assurance, None);
}

#[test]
fn two_of_three_needs_one_side() {
    // Baseline of the first twelve: mean 10, ranges all 2, limits 10 ± 5.32, two-thirds lines at 6.45 and 13.55.
    let mut values = vec![9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0];
    values.extend([14.0, 10.0, 14.5]);
    let chart = judge(&series(&values), Some(0..12), None, Some(Direction::Higher));
    assert_eq!(
        chart.signals.last().map(|s| (s.rule, s.points.clone())),
        Some((Rule::TwoOfThree, vec![12, 14]))
    );
    assert_eq!(chart.variation, Variation::Improving);
    values.truncate(12);
    values.extend([14.0, 10.0, 6.0]);
    assert_eq!(
        judge(&series(&values), Some(0..12), None, Some(Direction::Higher)).variation,
        Variation::CommonCause
    );
}

#[test]
fn a_rule_needs_all_its_points() {
    let rules = |values: &[f64], baseline| -> Vec<Rule> {
        judge(&series(values), baseline, None, Some(Direction::Higher))
            .signals
            .iter()
            .map(|s| s.rule)
            .collect()
    };
    // Limits 10 ± 5.32 from the first twelve; what follows is judged against them.
    let base = [9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0];
    let then = |more: &[f64]| [&base[..], more].concat();
    // The last of the baseline lies above the mean: six more above make seven, five more make six.
    assert_eq!(rules(&then(&[10.5, 11.0, 10.5, 11.0, 10.5]), Some(0..12)), []);
    assert_eq!(rules(&then(&[10.5, 11.0, 10.5, 11.0, 10.5, 11.0]), Some(0..12)), [Rule::Run]);
    // A point on the mean ends the run.
    assert_eq!(rules(&then(&[10.5, 11.0, 10.5, 10.0, 10.5, 11.0, 10.5]), Some(0..12)), []);
    // From 9 (place 10) six points rise; with one more there are seven.
    assert_eq!(rules(&then(&[11.1, 11.2, 11.3, 11.4]), Some(0..12)), []);
    assert_eq!(rules(&then(&[11.1, 11.2, 11.3, 11.4, 11.5]), Some(0..12)), [Rule::Trend]);
    // On the limit is within it.
    assert_eq!(rules(&then(&[15.32]), Some(0..12)), []);
    assert_eq!(rules(&then(&[15.33]), Some(0..12)), [Rule::Outside]);
    // One of three near the limit is nothing; two of three with a gap between are no neighbours.
    assert_eq!(rules(&then(&[14.0, 10.0, 9.0]), Some(0..12)), []);
    let mut gap = series(&base);
    gap.extend([Some(14.0), None, Some(14.0)]);
    assert!(judge(&gap, Some(0..12), None, None).signals.is_empty());
}

#[test]
fn what_came_before_the_baseline_is_not_judged() {
    // Twelve about 50, then twelve about 10 with limits 10 ± 5.32 of their own, then one at 16.
    let old = [49.0, 51.0, 49.0, 51.0, 49.0, 51.0, 49.0, 51.0, 49.0, 51.0, 49.0, 51.0];
    let new = [9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0];
    let all = series(&[&old[..], &new, &[16.0]].concat());
    let chart = judge(&all, Some(12..24), None, Some(Direction::Higher));
    assert!(chart.limits.is_some_and(|l| close(l.mean, 10.0) && close(l.upper, 15.32)), "{chart:?}");
    let found: Vec<_> = chart.signals.iter().map(|s| (s.rule, s.points.as_slice())).collect();
    assert_eq!(found, [(Rule::Outside, &[24][..])]);
    assert_eq!(chart.variation, Variation::Improving);
    // Over all of it the fall is a run below the mean, and 16 is better than nothing that went before it.
    assert!(judge(&all, None, None, None).signals.iter().any(|s| s.rule == Rule::Run));
    // Too few after a new beginning say nothing yet, and a baseline beyond the series has no limits.
    assert_eq!(judge(&all, Some(20..25), None, None).variation, Variation::TooFew);
    assert_eq!(judge(&all, Some(25..25), None, None).limits, None);
}

#[test]
fn twelve_points_are_enough_and_eleven_are_not() {
    let values = [9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0];
    let eleven = judge(&series(&values[..11]), None, Some(4.0), Some(Direction::Higher));
    assert_eq!((eleven.variation, eleven.assurance), (Variation::TooFew, None));
    assert!(eleven.limits.is_some_and(|l| l.trial));
    let twelve = judge(&series(&values), None, Some(4.0), Some(Direction::Higher));
    assert_eq!((twelve.variation, twelve.assurance), (Variation::CommonCause, Some(Assurance::Always)));
    assert!(twelve.limits.is_some_and(|l| !l.trial));
    // Gaps are no points: twelve places with eleven values are too few.
    let mut gaps = series(&values);
    gaps[5] = None;
    assert_eq!(judge(&gaps, None, Some(4.0), Some(Direction::Higher)).variation, Variation::TooFew);
    // One point, or none, has no limits and is no error.
    for few in [vec![], vec![Some(3.0)]] {
        let chart = judge(&few, None, Some(4.0), Some(Direction::Higher));
        assert_eq!((chart.limits, chart.variation, chart.assurance), (None, Variation::TooFew, None));
    }
}

#[test]
fn assurance_compares_the_limits_with_the_target() {
    let values = [9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0];
    let with = |target, direction| judge(&series(&values), None, Some(target), Some(direction)).assurance;
    assert_eq!(with(4.0, Direction::Higher), Some(Assurance::Always));
    assert_eq!(with(16.0, Direction::Higher), Some(Assurance::Never));
    assert_eq!(with(10.0, Direction::Higher), Some(Assurance::HitOrMiss));
    assert_eq!(with(16.0, Direction::Lower), Some(Assurance::Always));
    assert_eq!(with(4.0, Direction::Lower), Some(Assurance::Never));
    assert_eq!(with(10.0, Direction::Level), None);
    assert_eq!(judge(&series(&values), None, None, Some(Direction::Higher)).assurance, None);
}

proptest! {
    #[test]
    fn any_series_is_judged(points in prop::collection::vec(prop::option::of(-1.0e6_f64..1.0e6), 0..60)) {
        let chart = judge(&points, None, Some(0.0), Some(Direction::Higher));
        if let Some(l) = chart.limits {
            prop_assert!(l.lower <= l.mean && l.mean <= l.upper);
        }
        for s in &chart.signals {
            prop_assert!(s.points.iter().all(|p| points.get(*p).is_some_and(Option::is_some)));
        }
        // Turned upside down, better becomes worse.
        let mirrored: Vec<Option<f64>> = points.iter().map(|p| p.map(|v| -v)).collect();
        let other = judge(&mirrored, None, Some(0.0), Some(Direction::Lower));
        prop_assert_eq!(chart.variation, other.variation);
    }

    #[test]
    fn a_flat_series_never_signals(value in -100.0_f64..100.0, n in 2_usize..40) {
        let chart = judge(&vec![Some(value); n], None, None, Some(Direction::Higher));
        prop_assert!(chart.signals.is_empty(), "{:?}", chart.signals);
    }
}
