//! Figures that people state: typed in, restated, undone; a file of values of the past; their place on reports.

use app::edit::Note;
use app::error::Error;
use app::figures::{FigureFile, KeptFigures, Typed};
use app::lists::Library;
use app::site::{Role, Who};
use app::views::performance::figures::{FiguresPage, FiguresReview};
use app::views::performance::measure::ComputedPage;
use app::views::performance::{Performance, scorecard};
use app::views::scene::Scene as View;
use model::id::Id;
use testkit::{LineWords as _, MeasureWords as _, PlanWords as _, day, line, measure, plan};

use crate::scene::{Scene, who};

fn analyst() -> Who {
    who("Ade Bola", Role::Analyst)
}

/// A plan with a measure of the whole and of a service, bound to the typed measure of sickness.
fn bound() -> (Scene, Id, Id) {
    let scene = Scene::new();
    let of = measure("sickness", "Staff sickness").unit("%").target("5").tolerance("1").lower();
    let plan =
        plan("2025-01-01").line(line("1.1", "Staff").measure(of.clone()).measure(of.of("Safeguarding")));
    let plan = scene.accept("2025-01-01", &plan).plans[0];
    let place = scene.site.reader(&analyst()).unwrap().place_of(plan).unwrap();
    scene.on("2025-01-02", analyst(), |site, ctx| {
        site.analyst(ctx).unwrap().bind(plan, "sickness", "sickness_pct", &Note::default()).unwrap();
    });
    (scene, plan, place)
}

fn february(service: &str, value: &str) -> Typed {
    Typed {
        measure: "sickness_pct".into(),
        service: service.into(),
        from: "2025-02-01".into(),
        to: "2025-02-28".into(),
        value: value.into(),
        source: "HR report, March 2025".into(),
        ..Typed::default()
    }
}

fn state(scene: &Scene, on: &str, place: Id, typed: &Typed) -> Result<KeptFigures, Error> {
    scene.on(on, analyst(), |site, ctx| site.analyst(ctx).unwrap().state(place, typed, &Note::default()))
}

/// The plan’s own figures of the measure: breakdown, value, source.
fn values(scene: &Scene, plan: Id, on: &str) -> Vec<(String, String, String)> {
    let all = scene.plan(plan, on).observations;
    all.iter()
        .map(|o| {
            let value = o.value.map(|v| v.to_string()).unwrap_or_default();
            (o.breakdown.clone().unwrap_or_default(), value, o.source.clone().unwrap_or_default())
        })
        .collect()
}

fn figures(scene: &Scene, place: Id, on: &str) -> Vec<(String, String)> {
    let known = scene.site.reader(&analyst()).unwrap().stated(place, day(on)).unwrap();
    known.current.iter().map(|f| (f.service.clone(), f.value.to_string())).collect()
}

#[test]
fn a_typed_figure_is_an_observation_with_its_source_and_a_newer_one_takes_its_place() {
    let (scene, plan, place) = bound();
    let kept = state(&scene, "2025-03-10", place, &february("", "4.5%")).unwrap();
    assert_eq!((kept.new, kept.restated, kept.observations), (1, 0, 1));
    state(&scene, "2025-03-10", place, &february("Safeguarding", "6.1%")).unwrap();
    let report = "HR report, March 2025".to_owned();
    assert_eq!(
        values(&scene, plan, "2025-03-10"),
        [
            (String::new(), "4.5".to_owned(), report.clone()),
            ("Safeguarding".to_owned(), "6.1".to_owned(), report)
        ]
    );
    assert!(figures(&scene, place, "2025-03-09").is_empty(), "not known before the day it was so");
    let again = state(&scene, "2025-03-12", place, &february("", "4.5%")).unwrap();
    assert_eq!((again.known, again.act), (1, None), "the same again changes nothing");

    let restated = state(&scene, "2025-04-02", place, &february("", "4.9%")).unwrap();
    assert_eq!((restated.new, restated.restated), (0, 1));
    let reader = scene.site.reader(&analyst()).unwrap();
    let known = reader.stated(place, day("2025-04-02")).unwrap();
    assert_eq!(figures(&scene, place, "2025-04-02")[0], (String::new(), "4.9".to_owned()));
    let first = known.first(&known.current[0]).unwrap();
    assert_eq!(first.value.to_string(), "4.5", "the old one stays");
    assert_eq!(figures(&scene, place, "2025-04-01")[0].1, "4.5", "as it was known the day before");
    assert!(values(&scene, plan, "2025-04-02").iter().any(|v| v.1 == "4.9"));
    assert!(!values(&scene, plan, "2025-04-02").iter().any(|v| v.1 == "4.5"));

    scene.on("2025-04-03", analyst(), |site, ctx| {
        site.contributor(ctx).unwrap().undo_own(restated.act.unwrap(), "A slip").unwrap();
    });
    assert_eq!(figures(&scene, place, "2025-04-03")[0].1, "4.5", "undone");
    assert!(values(&scene, plan, "2025-04-03").iter().any(|v| v.1 == "4.5"));
}

#[test]
fn a_measure_bound_later_takes_the_figures_there_are() {
    let (scene, plan, place) = bound();
    scene.on("2025-01-03", analyst(), |site, ctx| {
        site.analyst(ctx).unwrap().unbind(plan, "sickness", &Note::default()).unwrap();
    });
    state(&scene, "2025-03-10", place, &february("", "4.5%")).unwrap();
    assert!(values(&scene, plan, "2025-03-10").is_empty());
    scene.on("2025-03-11", analyst(), |site, ctx| {
        site.analyst(ctx).unwrap().bind(plan, "sickness", "sickness_pct", &Note::default()).unwrap();
    });
    assert_eq!(values(&scene, plan, "2025-03-11").len(), 1);
    scene.on("2025-03-12", analyst(), |site, ctx| {
        site.analyst(ctx).unwrap().unbind(plan, "sickness", &Note::default()).unwrap();
    });
    assert!(values(&scene, plan, "2025-03-12").is_empty(), "and loses them with its binding");
}

const PAST: &str = "\
measure,service,to,numerator,denominator,value,source
assess_45wd_pct,,2024-03-31,295,344,,Compliance report 2024
assess_45wd_pct,Safeguarding,2024-03-31,101,120,84.2%,Compliance report 2024
assess_45wd_pct,,31/06/2024,1,2,,Compliance report 2024
no_such,,2024-03-31,1,2,,Compliance report 2024
sickness_pct,,2024-12-31,,,5.5,HR report
";

fn read(text: &str) -> FigureFile {
    FigureFile::read(
        "past.csv",
        text.as_bytes(),
        &Library::with(Vec::new(), day("2025-04-01")),
        day("2025-04-01"),
    )
    .unwrap()
}

#[test]
fn a_file_of_values_of_the_past_is_previewed_kept_once_and_undone_whole() {
    let (scene, plan, place) = bound();
    let file = read(PAST);
    let known = scene.site.reader(&analyst()).unwrap().stated(place, day("2025-04-01")).unwrap();
    let review = FiguresReview::of(&file, &known);
    assert_eq!(review.lede, "3 figures new, 0 restated, 0 known already, 2 lines not taken.");
    let lines: Vec<u32> = review.rejected.iter().map(|r| r.0).collect();
    assert_eq!(lines, [4, 5]);
    let keep = |text: &str, on: &str| {
        scene.on(on, analyst(), |site, ctx| {
            let mut analyst = site.analyst(ctx).unwrap();
            analyst.state_file(place, &read(text), text.as_bytes(), &Note::default()).unwrap()
        })
    };
    let kept = keep(PAST, "2025-04-01");
    assert_eq!(
        (kept.new, kept.known, kept.observations),
        (3, 0, 1),
        "sickness is bound to the plan’s measure"
    );
    let again = keep(PAST, "2025-04-02");
    assert_eq!((again.new, again.restated, again.known, again.act), (0, 0, 3, None), "the same file again");
    // 295 of 344 are 85.75…%, half up 85.8.
    let all = figures(&scene, place, "2025-04-02");
    assert!(
        all.contains(&(String::new(), "85.8".into()))
            && all.contains(&("Safeguarding".into(), "84.2".into())),
        "{all:?}"
    );
    let known = scene.site.reader(&analyst()).unwrap().stated(place, day("2025-04-02")).unwrap();
    let one = known.of_definition("assess_45wd_pct").next().unwrap();
    assert_eq!((&*one.at.document, one.at.line), ("past.csv", Some(2)), "its place in the file");
    assert_eq!(one.source, "Compliance report 2024");

    let files = scene.site.reader(&analyst()).unwrap().figure_files(place, day("2025-04-02")).unwrap();
    assert_eq!(files.len(), 1);
    scene.on("2025-04-03", analyst(), |site, ctx| {
        site.analyst(ctx).unwrap().unstate_file(place, files[0].id, "The wrong file").unwrap();
    });
    assert!(figures(&scene, place, "2025-04-03").is_empty());
    assert!(values(&scene, plan, "2025-04-03").is_empty());
}

#[test]
fn typed_figures_stand_on_the_reports_that_name_their_measures() {
    let (scene, plan, place) = bound();
    let months = [("2025-01-01", "2025-01-31", "5.2"), ("2025-02-01", "2025-02-28", "4.5")];
    for (from, to, value) in months {
        let typed = Typed { from: from.into(), to: to.into(), ..february("", value) };
        state(&scene, "2025-03-10", place, &typed).unwrap();
    }
    state(&scene, "2025-03-10", place, &february("Safeguarding", "6.1%")).unwrap();
    // A year is another length than a month: it stands in the list, not in the series.
    let year = Typed { from: "2024-01-01".into(), to: "2024-12-31".into(), ..february("", "5.9") };
    state(&scene, "2025-03-10", place, &year).unwrap();
    let view = View::new(std::sync::Arc::new(scene.plan(plan, "2025-03-10")), day("2025-03-10"));
    let reader = scene.site.reader(&analyst()).unwrap();
    let performance = Performance::of(&reader, &view, plan).unwrap();
    let page = ComputedPage::of(&performance, "sickness_pct", None, None).unwrap();
    assert!(page.typed);
    assert_eq!((page.as_at.as_str(), page.value.as_str()), ("2025-02-28", "4.5%"));
    assert_eq!(page.target.as_deref(), Some("at most 5%"));
    assert_eq!(page.series.len(), 2);
    let stated: Vec<(&str, &str)> =
        page.stated.iter().map(|r| (r.period.as_str(), r.value.as_str())).collect();
    assert_eq!(stated.len(), 4, "{stated:?}");
    let workforce = scorecard::page(&performance, scorecard::find("workforce").unwrap()).unwrap();
    let row =
        workforce.sections.iter().flat_map(|s| &s.rows).find(|r| r[0].text == "Sickness absence").unwrap();
    assert_eq!(
        (row[0].note.as_str(), row[1].text.as_str(), row[2].text.as_str()),
        ("Safeguarding 6.1%", "4.5%", "5.2%")
    );
    let card = performance.card("sickness_pct", true).unwrap().unwrap();
    assert_eq!((card.value.as_str(), card.made_of.as_str()), ("4.5%", "to 28 Feb 2025"));
    assert_eq!(FiguresPage::of(&performance).unwrap().rows.len(), 4);
}
