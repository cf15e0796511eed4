//! A measure's page and row from a year of months, worked by hand.

use std::sync::Arc;

use model::day::Day;
use model::decimal::Decimal;
use model::plan::{Direction, Line, Measure, Observation, Period, PeriodKind, Plan, Provenance};

use super::{MeasurePage, MeasuresPage};
use crate::views::scene::Scene;

fn day(iso: &str) -> Day {
    Day::parse_iso(iso).unwrap()
}

fn observed(kind: PeriodKind, from: Day, to: Day, value: &str, part: Option<&str>) -> Observation {
    Observation {
        measure: "visits".into(),
        breakdown: part.map(str::to_owned),
        stated: Some(format!("{value}%")),
        value: Decimal::parse(value),
        period: Some(Period { kind, from, to }),
        ..Observation::default()
    }
}

/// Thirteen months from January 2024, July missing; steady, then a fall in the last.
fn plan() -> Plan {
    let start = day("2024-01-01");
    let values = ["84", "86", "85", "87", "84", "86", "", "85", "86", "84", "87", "85", "86", "70"];
    let months = (0_i32..).zip(values).filter(|(_, v)| !v.is_empty()).map(|(i, value)| {
        let first = start.plus_months(i);
        observed(PeriodKind::Month, first, first.month_end(), value, None)
    });
    let mut observations: Vec<Observation> = months.collect();
    observations.push(observed(PeriodKind::YearToDate, day("2024-04-01"), day("2025-02-28"), "85", None));
    observations.push(Observation {
        numerator: Some(335),
        denominator: Some(447),
        overdue: Some(92),
        ..observed(PeriodKind::Day, day("2025-02-20"), day("2025-02-20"), "79.4", Some("North team"))
    });
    let measure = Measure {
        key: "visits".into(),
        text: "Visits in time".into(),
        unit: Some("%".into()),
        target: Decimal::whole(90),
        direction: Some(Direction::Higher),
        ..Measure::default()
    };
    let line = |reference: &str| Line {
        reference: reference.into(),
        title: format!("Line {reference}"),
        measures: vec![measure.clone()],
        ..Line::default()
    };
    Plan { lines: vec![line("1.1"), line("1.2")], observations, ..Plan::default() }
}

#[test]
fn limits_rest_on_the_figures_they_were_set_to_rest_on() {
    // From June 2024 on: 86, no July, then 85, 86, 84, 87, 85, 86, 70; ranges 1, 2, 3, 2, 1, 16, of which 16 is more than
    // 3.267 times their mean of 4.17. What is left has a mean of 1.8: 83.625 - 2.66 * 1.8 = 78.8.
    let mut plan = plan();
    for line in &mut plan.lines {
        line.measures[0].limits_from = Some(day("2024-06-01"));
    }
    let page = |plan: &Plan| {
        let scene = Scene::new(Arc::new(plan.clone()), day("2025-03-15"));
        MeasurePage::of(&scene, "visits", None).unwrap()
    };
    let all = page(&plan);
    let first = &all.breakdowns[0];
    assert_eq!(first.limits.as_deref(), Some("figures from 1 Jun 2024 on"));
    let chart = first.chart.as_ref().unwrap();
    assert!(
        chart
            .description
            .contains("Trial limits from 78.8% to 88.4%, mean 83.6%, over figures from 1 Jun 2024 on."),
        "{}",
        chart.description
    );
    assert_eq!(first.row.variation.word, "too few to tell", "eight figures say nothing yet");
    // Until January 2025: the fall of February is judged by what went before it, mean 85.4, ranges 23 / 11.
    for line in &mut plan.lines {
        (line.measures[0].limits_from, line.measures[0].limits_to) = (None, Some(day("2025-01-31")));
    }
    let before = page(&plan);
    let first = &before.breakdowns[0];
    assert_eq!(first.limits.as_deref(), Some("figures until 31 Jan 2025"));
    assert_eq!(first.row.variation.word, "concerning");
    assert!(first.chart.as_ref().unwrap().finding.contains("70% in February 2025, below the lower limit"));
}

#[test]
fn a_row_says_how_the_measure_stands() {
    let scene = Scene::new(Arc::new(plan()), day("2025-03-15"));
    let page = MeasuresPage::of(&scene, "");
    assert_eq!(page.lede.text(), "1 measure: 0 of 1 with a target meet it.");
    let [row] = &page.rows[..] else { panic!("a shared measure is one row") };
    assert_eq!(row.lines, ["1.1", "1.2"]);
    assert_eq!((row.latest.as_deref(), row.previous.as_deref()), (Some("70%"), Some("86%")));
    assert_eq!((row.day.as_deref(), row.age_days), (Some("2025-02-28"), Some(15)));
    assert_eq!(row.target.as_deref(), Some("at least 90%"));
    assert_eq!(row.impact.level.as_deref(), Some("red"));
    assert_eq!(row.variation.word, "concerning");
    assert_eq!(row.spark.matches("<polyline").count(), 2, "the missing month is a gap");
    // Before the fall: nothing that chance would not explain, as far as it was known.
    let before = MeasuresPage::of(&Scene::new(Arc::new(plan()), day("2025-02-15")), "").rows;
    assert_eq!((before[0].latest.as_deref(), before[0].variation.word), (Some("86%"), "no change"));
    // Mean 85.4, mean moving range 1.9: the upper limit of 90.5 just reaches the target.
    assert_eq!(before[0].assurance.as_ref().map(|a| a.word), Some("hit or miss"));
}

#[test]
fn the_page_shows_every_figure_and_what_disagrees() {
    let scene = Scene::new(Arc::new(plan()), day("2025-03-15"));
    let page = MeasurePage::of(&scene, "visits", None).unwrap();
    assert_eq!(page.lines[1], ("1.2".to_owned(), "Line 1.2".to_owned()));
    let [all, north] = &page.breakdowns[..] else { panic!("all, and the team that only figures name") };
    assert_eq!((all.figures.len(), all.not_charted), (14, 1));
    let chart = all.chart.as_ref().unwrap();
    assert_eq!(chart.finding, "Worse than chance would explain: 70% in February 2025, below the lower limit");
    assert!(chart.wide.contains("Feb 2025: 70% is below the lower limit"));
    assert_eq!(north.name, "North team");
    assert!(north.chart.is_none(), "one figure needs no drawing");
    assert_eq!(
        north.figures[0].note.as_deref(),
        Some("Counted and overdue add up to 427. The count was likely meant to be 355.")
    );
    assert_eq!(page.missing.len(), 1, "only the tolerance is missing");
    assert!(MeasurePage::of(&scene, "other", None).is_none());
}

#[test]
fn a_measure_computed_over_a_rolling_window_is_judged_at_the_ends_of_months() {
    // Eighteen rising Mondays from 6 January: the months that are over end on 27 January, 24 February, 31 March, 28 April.
    let start = day("2025-01-06");
    let week = |n: i32, key: &str| {
        let on = start.plus_days(7 * n);
        Observation {
            measure: "visits".into(),
            computed: Decimal::whole(60 + i64::from(n)),
            period: Some(Period { kind: PeriodKind::Day, from: on, to: on }),
            provenance: Some(Provenance { definition: format!("{key}@1"), snapshot: "aa".into() }),
            ..Observation::default()
        }
    };
    let page = |key: &str| {
        let observations = (0..18).map(|n| week(n, key)).collect();
        let scene = Scene::new(Arc::new(Plan { observations, ..plan() }), day("2025-05-06"));
        MeasurePage::of(&scene, "visits", None).unwrap().breakdowns.remove(0)
    };
    let rolling = page("assess_45wd_pct");
    assert!(rolling.judged_at.unwrap().contains("looks back 6 months"));
    assert_eq!((rolling.row.variation.word, rolling.row.latest.as_deref()), ("too few to tell", Some("77%")));
    let described = rolling.chart.unwrap().description;
    assert!(described.contains("igures from 27 Jan 2025 (63%) to 28 Apr 2025 (76%)"), "{described}");
    let stock = page("cpp_open");
    assert_eq!((stock.judged_at, stock.row.variation.word), (None, "improving"));
}
