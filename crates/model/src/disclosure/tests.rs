//! Both sides by hand, then a reader with a pencil: whatever is published, no small number can be subtracted out of it.

use proptest::prelude::*;

use super::{Figure, Published, THRESHOLD, Why, rounded, weighed, withheld};

fn of(part: &str, n: i64, d: i64) -> Figure {
    Figure {
        series: "visits".into(),
        part: part.into(),
        period: "2025-10".into(),
        grows_from: None,
        numerator: Some(n),
        denominator: Some(d),
        other: None,
        percent: Some(n * 100 / d.max(1)),
    }
}

fn one(figure: Figure) -> Option<Why> {
    withheld(&[figure], &[], THRESHOLD)[0]
}

#[test]
fn a_small_count_total_or_difference_is_withheld_and_a_large_one_stands() {
    for (n, d, why) in [
        (3, 40, Some(Why::Small)),
        (37, 40, Some(Why::Small)),
        (2, 4, Some(Why::Small)),
        (40, 40, None),
        (0, 40, None),
        (0, 9, Some(Why::All)),
        (10, 10, Some(Why::All)),
        (6, 12, None),
        (5, 100, Some(Why::Small)),
        (6, 100, None),
    ] {
        assert_eq!(one(of("", n, d)), why, "{n} of {d}");
    }
    assert_eq!(one(Figure { other: Some(4), ..of("", 90, 120) }), Some(Why::Small), "four overdue");
    let bare =
        |percent| Figure { numerator: None, denominator: None, percent: Some(percent), ..of("", 1, 1) };
    assert_eq!(one(bare(100)), Some(Why::All), "of a group whose size nobody knows");
    assert_eq!(one(bare(85)), None);
    let count = |n| Figure { denominator: None, percent: None, ..of("", n, 1) };
    assert_eq!((one(count(4)), one(count(14)), one(count(0))), (Some(Why::Small), None, None));
}

#[test]
fn the_threshold_can_be_raised_and_never_lowered() {
    assert_eq!(withheld(&[of("", 3, 40)], &[], 1), [Some(Why::Small)]);
    assert_eq!(withheld(&[of("", 8, 40)], &[], 10), [Some(Why::Small)]);
}

#[test]
fn what_was_withheld_stays_and_a_figure_put_right_by_a_few_is_withheld() {
    let was = |withheld| Published { figure: of("", 60, 100), withheld };
    let now = |n| withheld(&[of("", n, 100)], &[was(false)], THRESHOLD)[0];
    assert_eq!((now(60), now(63), now(70)), (None, Some(Why::Before), None));
    assert_eq!(withheld(&[of("", 60, 100)], &[was(true)], THRESHOLD), [Some(Why::Before)]);
}

#[test]
fn a_year_to_date_that_grows_by_a_few_is_withheld() {
    let year = |period: &str, n| Figure {
        period: period.into(),
        grows_from: Some("2025-04-01".into()),
        denominator: None,
        percent: None,
        ..of("", n, 1)
    };
    let all = [year("2025-08", 20), year("2025-09", 23), year("2025-10", 40)];
    assert_eq!(withheld(&all, &[], THRESHOLD), [None, Some(Why::Before), None]);
}

/// Parts that make up a whole.
fn groups() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((0_i64..60, 0_i64..60).prop_map(|(a, b)| (a.min(b), a.max(b))), 2..6)
}

fn published(groups: &[(i64, i64)]) -> Vec<Figure> {
    let sum = groups.iter().fold((0, 0), |s, g| (s.0 + g.0, s.1 + g.1));
    let parts = groups.iter().enumerate().map(|(i, (n, d))| of(&format!("part {i}"), *n, *d));
    std::iter::once(of("", sum.0, sum.1)).chain(parts).collect()
}

proptest! {
    #[test]
    fn nobody_subtracts_a_small_number_out_of_what_is_published(groups in groups()) {
        let all = published(&groups);
        let why = withheld(&all, &[], THRESHOLD);
        let shown: Vec<&Figure> = all.iter().zip(&why).filter(|(_, w)| w.is_none()).map(|(f, _)| f).collect();
        let few = |n: i64| (1..=THRESHOLD).contains(&n);
        for f in &shown {
            let (n, d) = (f.numerator.unwrap(), f.denominator.unwrap());
            prop_assert!(!few(n) && !few(d) && !few(d - n), "{n} of {d}");
        }
        // Where the whole stands and some part does not, what is left over is no small number and no single part.
        let hidden = why.iter().skip(1).filter(|w| w.is_some()).count();
        if why[0].is_none() && hidden > 0 {
            let (n, d) = shown.iter().skip(1).fold(
                (all[0].numerator.unwrap(), all[0].denominator.unwrap()),
                |s, f| (s.0 - f.numerator.unwrap(), s.1 - f.denominator.unwrap()),
            );
            prop_assert!(hidden > 1, "one part alone is the whole less the rest");
            prop_assert!(!few(n) && !few(d) && !few(d - n), "left over: {n} of {d}");
        }
    }

    #[test]
    fn two_publications_beside_each_other_tell_no_small_number(first in groups(), moves in prop::collection::vec(-8_i64..8, 6)) {
        let early = published(&first);
        let why = withheld(&early, &[], THRESHOLD);
        let before: Vec<Published> = early
            .iter()
            .zip(&why)
            .map(|(f, w)| Published { figure: f.clone(), withheld: w.is_some() })
            .collect();
        let second: Vec<(i64, i64)> =
            first.iter().zip(&moves).map(|((n, d), m)| ((n + m).clamp(0, *d), *d)).collect();
        let late = published(&second);
        let then = withheld(&late, &before, THRESHOLD);
        for (i, figure) in late.iter().enumerate().filter(|(i, _)| then[*i].is_none()) {
            prop_assert!(why[i].is_none(), "what was withheld stands");
            let differ = (figure.numerator.unwrap() - early[i].numerator.unwrap()).abs();
            prop_assert!(!(1..=THRESHOLD).contains(&differ), "{differ} more than before");
        }
    }

    #[test]
    fn any_figures_at_all_are_judged_without_stopping(n in any::<i64>(), d in any::<i64>(), o in any::<i64>(), t in any::<i64>()) {
        let figure = Figure { other: Some(o), numerator: Some(n), denominator: Some(d), ..of("", 1, 1) };
        let before = Published { figure: Figure { numerator: Some(d), ..figure.clone() }, withheld: false };
        prop_assert_eq!(withheld(&[figure.clone(), figure], &[before], t).len(), 2);
    }
}

#[test]
fn without_the_second_withholding_only_what_is_small_itself_goes() {
    let of = |part: &str, n, d| Figure {
        series: "visits".into(),
        part: part.into(),
        period: "2025-10-31 2025-10-01 month".into(),
        numerator: Some(n),
        denominator: Some(d),
        ..Figure::default()
    };
    // 200 less 120 and 60 would tell of the twenty, of whom two were seen.
    let all = [of("", 100, 200), of("North", 58, 120), of("South", 40, 60), of("West", 2, 20)];
    let why = weighed(&all, &[], THRESHOLD, true);
    assert_eq!(why.iter().filter(|w| **w == Some(Why::Tells)).count(), 1);
    let why = weighed(&all, &[], THRESHOLD, false);
    assert_eq!(why, [None, None, None, Some(Why::Small)]);
}

#[test]
fn counts_are_rounded_to_the_nearest() {
    let all: Vec<i64> = [0, 2, 3, 7, 8, 12, 13].iter().map(|n| rounded(*n, 5)).collect();
    assert_eq!(all, [0, 0, 5, 5, 10, 10, 15]);
    assert_eq!((rounded(7, 1), rounded(7, 0), rounded(15, 10), rounded(14, 10)), (7, 7, 20, 10));
}
