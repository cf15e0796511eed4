//! The page of a small plan, worked by hand.

use std::sync::Arc;

use model::day::Day;
use model::decimal::Decimal;
use model::plan::{
    Action, Completion, DateKind, Direction, Line, Measure, Observation, Owner, Period, PeriodKind, Plan,
    Priority, Recommendation, Status, TargetDate,
};

use crate::views::health::Acknowledged;

use super::{OverviewPage, Since};
use crate::views::scene::Scene;

fn day(iso: &str) -> Day {
    Day::parse_iso(iso).unwrap()
}

fn date(to: &str, superseded: bool) -> TargetDate {
    let due = day(to);
    let to = Some(due);
    TargetDate {
        phrase: due.long(),
        kind: DateKind::Point,
        from: to,
        to,
        superseded,
        ..TargetDate::default()
    }
}

fn action(reference: &str, dates: Vec<TargetDate>) -> Action {
    Action {
        reference: reference.into(),
        line: Some("1.1".into()),
        text: format!("Do {reference}"),
        owners: vec![Owner { text: "Quality Lead".into(), ..Owner::default() }],
        dates,
        recommendations: vec!["1".into()],
        ..Action::default()
    }
}

fn plan(as_at: &str, actions: Vec<Action>) -> Plan {
    let measure = Measure {
        key: "visits".into(),
        text: "Visits in time".into(),
        unit: Some("%".into()),
        target: Decimal::whole(90),
        direction: Some(Direction::Higher),
        ..Measure::default()
    };
    let observation = |on: &str, value| Observation {
        measure: "visits".into(),
        value: Decimal::whole(value),
        period: Some(Period { kind: PeriodKind::Day, from: day(on), to: day(on) }),
        ..Observation::default()
    };
    let recommendation = |number: &str| Recommendation { number: number.into(), ..Recommendation::default() };
    Plan {
        as_at: Some(day(as_at)),
        priorities: vec![Priority { key: "1".into(), title: "Practice".into(), ..Priority::default() }],
        lines: vec![Line {
            reference: "1.1".into(),
            priority: Some("1".into()),
            measures: vec![measure],
            ..Line::default()
        }],
        actions,
        observations: vec![observation("2021-08-31", 80), observation("2021-10-31", 75)],
        recommendations: vec![recommendation("1"), recommendation("2")],
        ..Plan::default()
    }
}

#[test]
fn the_page_says_what_changed_what_is_asked_and_how_fresh_it_is() {
    let before = vec![
        action("1.1a", vec![date("2021-10-31", false)]),
        action("1.1b", vec![date("2021-11-30", false)]),
        action("1.1c", vec![date("2021-07-31", false)]),
    ];
    let mut after = vec![
        Action {
            status: Some(Status::Complete),
            completion: Some(Completion {
                done_on: Some(day("2021-10-20")),
                by_import: true,
                ..Completion::default()
            }),
            ..action("1.1a", vec![date("2021-10-31", false)])
        },
        action("1.1b", vec![date("2021-11-30", true), date("2022-03-31", false)]),
        action("1.1c", vec![date("2021-07-31", false)]),
        action("1.1d", vec![date("2021-11-15", false)]),
    ];
    after[1].dates[1].set_on = Some(day("2021-11-20"));
    let then = Scene::new(Arc::new(plan("2021-09-01", before)), day("2021-09-30"));
    let now = Scene::new(Arc::new(plan("2021-12-01", after)), day("2021-12-01"));
    let since = Since { day: "2021-09-30".into(), what: Some("the board last met".into()) };
    let page = OverviewPage::of(&now, Some((&since, &then)), &Acknowledged::new());

    let changes = page.changes.unwrap();
    let names = |list: &[super::Changed]| list.iter().map(|c| c.reference.clone()).collect::<Vec<_>>();
    assert_eq!(names(&changes.completed), ["1.1a"]);
    assert_eq!(names(&changes.slipped), ["1.1b"]);
    assert_eq!(
        (changes.slipped[0].from.as_str(), changes.slipped[0].to.as_str()),
        ("30 November 2021", "31 March 2022")
    );
    assert_eq!(names(&changes.new), ["1.1d"]);
    assert_eq!(names(&changes.newly_late), Vec::<String>::new(), "a new action was not late before");
    assert_eq!(names(&changes.promises.kept), ["1.1a"]);
    assert_eq!(names(&changes.promises.broken), ["1.1b"]);
    assert_eq!((changes.complete, changes.late), ((0, 1), (1, 2)));

    assert_eq!(
        page.lede.text(),
        "Of 4 actions: 1 is complete, 2 are late, 1 moved its date and 0 of 1 rated measure meets its target."
    );
    let priority = &page.priorities[0];
    assert_eq!((priority.actions, priority.late), (4, 2));
    assert_eq!(priority.delivery.level.as_deref(), Some("red"));
    assert_eq!(priority.delivery_counts, [("red".to_owned(), 3), ("blue".to_owned(), 1)]);
    assert_eq!(priority.impact_counts, [("red".to_owned(), 1)]);
    assert!(priority.delivery_bar.contains("Of 4: 3 red, 1 blue."));
    assert!(priority.late_spark.starts_with("<svg"));

    let asked: Vec<&str> = page.questions.iter().map(|q| q.what.as_str()).collect();
    assert_eq!(asked, ["Recommendation 2", "Measure", "Action 1.1c"]);
    assert_eq!(page.measures[0].latest.as_deref(), Some("75%"));
    assert_eq!(page.measures[0].previous.as_deref(), Some("80%"));
    assert_eq!(page.foot.newest_figure, Some(("2021-10-31".to_owned(), 31)));
    assert_eq!(page.foot.newest_update, None);
    assert_eq!(page.foot.silent_actions, 3);
}

#[test]
fn an_empty_plan_has_a_page() {
    let scene = Scene::new(Arc::new(Plan::default()), day("2021-12-01"));
    let page = OverviewPage::of(&scene, None, &Acknowledged::new());
    assert_eq!(page.lede.text(), "This plan has no actions yet.");
    assert!(page.priorities.is_empty() && page.questions.is_empty() && page.measures.is_empty());
}
