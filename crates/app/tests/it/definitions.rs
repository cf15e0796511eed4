//! Definitions of a council's own: tried over the kept case lists, saved, restated, taken back; rows that end.

use app::edit::Note;
use app::error::Error;
use app::lists::kept::Kept;
use app::lists::{Delivered, Library, draft};
use app::site::{Role, Who};
use app::views::definitions::trial::TrialPage;
use measures::Definition;
use measures::calendar::Calendar;
use model::id::Id;
use model::plan::Plan;
use testkit::{LineWords as _, MeasureWords as _, PlanWords as _, day, line, measure, plan};

use crate::lists::snapshot;
use crate::measured::ASSESSMENTS;
use crate::scene::{Scene, who};

const KEY: &str = "assess_45wd_pct";

fn analyst() -> Who {
    who("Ade Bola", Role::Analyst)
}

/// Assessments completed by 31 March 2025: D's on day 45 and E's on day 46. Two weeks later E's was corrected: day 45, too.
fn two_weeks(scene: &Scene) -> (Id, Id) {
    let of = measure("in-time", "Assessments within 45 working days").unit("%").target("85").higher();
    let plan =
        scene.accept("2025-03-01", &plan("2025-03-01").line(line("1.1", "Assessment").measure(of))).plans[0];
    let place = scene.site.reader(&analyst()).unwrap().place_of(plan).unwrap();
    keep(scene, "2025-04-01", place, "2025-03-31", ASSESSMENTS);
    keep(scene, "2025-04-15", place, "2025-04-14", &ASSESSMENTS.replace("11/03/2025", "10/03/2025"));
    scene.on("2025-04-15", analyst(), |site, ctx| {
        site.analyst(ctx).unwrap().bind(plan, "in-time", KEY, &Note::default()).unwrap();
    });
    (plan, place)
}

fn keep(scene: &Scene, on: &str, place: Id, as_at: &str, assessments: &str) {
    let (snapshot, calendar) = (snapshot(as_at, assessments), Calendar::england());
    let delivered = Delivered { snapshot: &snapshot, files: &[], pseudonyms: false, calendar: &calendar };
    scene.on(on, analyst(), |site, ctx| {
        site.analyst(ctx).unwrap().keep_lists(place, &delivered, &Note::default()).unwrap();
    });
}

fn library(scene: &Scene, place: Id, on: &str) -> Library {
    scene.site.reader(&analyst()).unwrap().library_on(place, day(on)).unwrap()
}

fn snapshots(scene: &Scene, place: Id, on: &str) -> Vec<Kept> {
    scene.site.reader(&analyst()).unwrap().snapshots(place, day(on)).unwrap()
}

/// The whole of the measure on each day of the kept case lists, as it stands on a day.
fn figures(scene: &Scene, place: Id, on: &str) -> Vec<String> {
    let (reader, library) = (scene.site.reader(&analyst()).unwrap(), library(scene, place, on));
    let all = snapshots(scene, place, on).into_iter().map(|kept| {
        let measured = reader.figure(&kept, KEY, &library).unwrap().unwrap();
        format!("{} {}", measured.definition.version, measured.whole.unwrap().words("%"))
    });
    all.collect()
}

/// The definition with one working day more.
fn day_46() -> Definition {
    let like = measures::find(KEY).unwrap();
    let changed = Definition { numerator: "Completed within 46 working days".into(), ..like.clone() };
    Definition { sql: changed.sql.replace("45", "46"), ..changed }
}

fn save(scene: &Scene, on: &str, place: Id, draft: &Definition, seen: u32, why: &str) -> Result<u64, Error> {
    scene.on(on, analyst(), |site, ctx| {
        let written = site.analyst(ctx)?.save_definition(place, draft, seen, &Note::because(why))?;
        Ok(if written.changes == 0 { 0 } else { written.act })
    })
}

fn computed(plan: &Plan) -> Vec<String> {
    let all = plan.observations.iter().filter_map(|o| Some((o, o.provenance.as_ref()?)));
    all.map(|(o, p)| format!("{} {} {}", o.period.unwrap().to.iso(), o.computed.unwrap(), p.definition))
        .collect()
}

#[test]
fn what_a_definition_makes_of_every_week_is_seen_before_it_is_saved() {
    let scene = Scene::new();
    let (_, place) = two_weeks(&scene);
    assert_eq!(figures(&scene, place, "2025-04-15"), ["1 50% (1 of 2)", "1 100% (2 of 2)"]);
    let tried = scene.on("2025-04-16", analyst(), |site, ctx| {
        site.analyst(ctx).unwrap().try_definition(place, &day_46()).unwrap()
    });
    let page = TrialPage::of(&tried);
    assert_eq!((page.version, page.seen), (2, 1));
    assert_eq!(page.lede, "1 of 2 figures would change.");
    let rows: Vec<_> = page
        .effects
        .iter()
        .map(|e| {
            (e.as_at.as_str(), e.now.0.as_str(), e.then.as_ref().unwrap().0.as_str(), e.difference.as_str())
        })
        .collect();
    assert_eq!(rows, [("2025-04-14", "100%", "100%", "0"), ("2025-03-31", "50%", "100%", "+50")]);
    assert_eq!(page.effects[1].then.as_ref().unwrap().1, "2 of 2", "numerator and denominator");
    let changed: Vec<&str> = page.changed.iter().map(|c| c.0.as_str()).collect();
    assert_eq!(changed, ["What is counted", "Query"]);
    // Nothing of it is kept.
    assert_eq!(figures(&scene, place, "2025-04-16"), ["1 50% (1 of 2)", "1 100% (2 of 2)"]);
}

#[test]
fn a_saved_version_restates_the_past_from_its_day_on_and_what_was_reported_first_stays() {
    let scene = Scene::new();
    let (plan, place) = two_weeks(&scene);
    let why = "The guidance counts the day of the referral as day 0";
    assert!(save(&scene, "2025-04-16", place, &day_46(), 1, why).unwrap() > 0);
    assert_eq!(figures(&scene, place, "2025-04-16"), ["2 100% (2 of 2)", "2 100% (2 of 2)"]);
    assert_eq!(
        figures(&scene, place, "2025-04-15"),
        ["1 50% (1 of 2)", "1 100% (2 of 2)"],
        "as of the day before"
    );

    // The plan's observations of days past are restated too: their next revision, from the day of the act.
    let by = |on: &str| computed(&scene.plan(plan, on));
    assert_eq!(by("2025-04-15"), ["2025-03-31 50 assess_45wd_pct@1", "2025-04-14 100 assess_45wd_pct@1"]);
    assert_eq!(by("2025-04-16"), ["2025-03-31 100 assess_45wd_pct@2", "2025-04-14 100 assess_45wd_pct@2"]);

    // Each version says when it was in force, by whom it was saved and why.
    let now = library(&scene, place, "2025-04-16");
    let versions: Vec<(u32, Option<String>)> = now
        .versions(KEY)
        .map(|v| (v.definition.version, v.saved.as_ref().map(|s| s.reason.clone())))
        .collect();
    assert_eq!(versions, [(2, Some(why.to_owned())), (1, None)]);
    let reader = scene.site.reader(&analyst()).unwrap();
    let first = &snapshots(&scene, place, "2025-04-16")[0];
    let was = reader.first_figure(first, KEY, &now).unwrap().unwrap();
    assert_eq!((was.definition.version, was.whole.unwrap().words("%").as_str()), (1, "50% (1 of 2)"));

    // What comes later is computed by it.
    keep(&scene, "2025-04-22", place, "2025-04-21", ASSESSMENTS);
    assert_eq!(figures(&scene, place, "2025-04-22").last().unwrap(), "2 100% (2 of 2)");
}

#[test]
fn a_version_is_taken_back_with_all_it_restated_until_lists_are_computed_by_it() {
    let scene = Scene::new();
    let (plan, place) = two_weeks(&scene);
    let act = save(&scene, "2025-04-16", place, &day_46(), 1, "Tried").unwrap();
    let undo = |on: &str, act: u64| {
        scene.on(on, analyst(), |site, ctx| site.contributor(ctx)?.undo_own(act, "A mistake").map(drop))
    };
    undo("2025-04-17", act).unwrap();
    assert_eq!(figures(&scene, place, "2025-04-17"), ["1 50% (1 of 2)", "1 100% (2 of 2)"]);
    assert_eq!(
        computed(&scene.plan(plan, "2025-04-17")),
        ["2025-03-31 50 assess_45wd_pct@1", "2025-04-14 100 assess_45wd_pct@1"]
    );
    let again = save(&scene, "2025-04-18", place, &day_46(), 1, "After all").unwrap();
    keep(&scene, "2025-04-22", place, "2025-04-21", ASSESSMENTS);
    assert!(matches!(undo("2025-04-23", again), Err(Error::Refused(_))));
}

#[test]
fn only_analysts_and_administrators_save_with_a_reason_over_what_they_saw() {
    let scene = Scene::new();
    let (_, place) = two_weeks(&scene);
    for role in [Role::Reader, Role::Owner, Role::Editor, Role::ProgrammeManager, Role::Confirmer] {
        let refused = scene.on("2025-04-16", who("X", role), |site, ctx| {
            site.analyst(ctx)?.save_definition(place, &day_46(), 1, &Note::because("Why not")).map(drop)
        });
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{role:?}");
    }
    let field = |result: Result<u64, Error>| match result {
        Err(Error::Fields(all)) => all.first().map(|e| e.field.clone()).unwrap_or_default(),
        other => panic!("{other:?}"),
    };
    assert_eq!(field(save(&scene, "2025-04-16", place, &day_46(), 1, " ")), "why");
    let wrong = Definition { sql: day_46().sql.replace("FROM assessments", "FROM asessments"), ..day_46() };
    assert_eq!(field(save(&scene, "2025-04-16", place, &wrong, 1, "Why")), "sql");
    assert_eq!(
        save(&scene, "2025-04-16", place, measures::find(KEY).unwrap(), 1, "Why").unwrap(),
        0,
        "the same text"
    );
    save(&scene, "2025-04-16", place, &day_46(), 1, "Why").unwrap();
    assert!(matches!(save(&scene, "2025-04-16", place, &day_46(), 1, "Why"), Err(Error::Refused(_))));
}

#[test]
fn a_new_definition_is_computed_over_the_past_and_its_bands_are_those_it_lists() {
    let scene = Scene::new();
    let (_, place) = two_weeks(&scene);
    let new = Definition { key: "ours".into(), version: 7, name: "Ours".into(), ..day_46() };
    save(&scene, "2025-04-16", place, &new, 0, "Asked for by the board").unwrap();
    let reader = scene.site.reader(&analyst()).unwrap();
    let library = reader.library(place).unwrap();
    assert_eq!(library.find("ours").unwrap().version, 1);
    let kept = snapshots(&scene, place, "2025-04-16").remove(0);
    let measured = reader.figure(&kept, "ours", &library).unwrap().unwrap();
    assert_eq!(measured.whole.unwrap().words("%"), "100% (2 of 2)");
    assert!(reader.figures(&kept, &library).unwrap().iter().any(|m| m.definition.key == "ours"));
    assert_eq!(reader.first_figure(&kept, "ours", &library).unwrap(), None);

    // The words of rows about children are no bands.
    let bands = Definition {
        kind: measures::Kind::Bands,
        bands: vec!["open".into()],
        sql: "SELECT x.row, x.service, x.team, x.worker, 1 AS counted, x.child AS reason, NULL AS value FROM assessments x".into(),
        ..new
    };
    let Err(Error::Fields(wrong)) = save(&scene, "2025-04-16", place, &bands, 1, "Why") else {
        panic!("saved")
    };
    assert_eq!(wrong[0].field, "bands");
}

#[test]
fn work_without_end_is_stopped_and_nothing_is_kept_of_it() {
    let scene = Scene::new();
    let (_, place) = two_weeks(&scene);
    let endless = Definition {
        sql: "SELECT x.row, x.service, x.team, x.worker, 1 AS counted, NULL AS reason, a.day AS value FROM assessments x \
              JOIN calendar a ON a.day > 0 JOIN calendar b ON b.day > a.day"
            .into(),
        ..day_46()
    };
    let Err(Error::Fields(wrong)) = save(&scene, "2025-04-16", place, &endless, 1, "Why") else {
        panic!("saved")
    };
    assert!(wrong[0].field == "sql" && wrong[0].message.contains("was stopped"), "{wrong:?}");
    assert!(wrong[0].message.contains("(case lists of "), "{wrong:?}");
    assert_eq!(library(&scene, place, "2025-04-16").find(KEY).unwrap().version, 1);
}

#[test]
fn weeks_whose_rows_are_destroyed_keep_their_figures_and_that_is_recorded() {
    let scene = Scene::new();
    let (_, place) = two_weeks(&scene);
    // Four hundred days after the first was kept its rows go, the second's stay.
    let gone = |on: &str| {
        scene.on(on, who("Throughline (daily)", Role::Administrator), |site, ctx| site.destroy_due(ctx))
    };
    assert_eq!(gone("2026-05-06").unwrap(), 0);
    assert_eq!(gone("2026-05-07").unwrap(), 1);
    assert_eq!(gone("2026-05-07").unwrap(), 0);
    let here = |on: &str| -> Vec<bool> {
        snapshots(&scene, place, on).iter().map(|k| k.rows_here(day(on))).collect()
    };
    assert_eq!(here("2026-05-06"), [true, true]);
    assert_eq!(here("2026-05-07"), [false, true]);
    let reader = scene.site.reader(&who("Ola", Role::Auditor)).unwrap();
    let told = reader.trail(app::history::Page::default()).unwrap().remove(0);
    assert_eq!(
        told.sentence(),
        "Throughline (daily) destroyed the rows about children of the case lists of 31 March 2025"
    );
    let tried = scene.on("2026-05-08", analyst(), |site, ctx| {
        site.analyst(ctx).unwrap().try_definition(place, &day_46()).unwrap()
    });
    let page = TrialPage::of(&tried);
    assert_eq!(page.lede, "No figure would change. 1 set of case lists without rows keeps its figure.");
    assert!(
        page.effects[1].then.is_none() && page.effects[1].note.contains("destroyed after 6 May 2026"),
        "{page:?}"
    );
    save(&scene, "2026-05-08", place, &day_46(), 1, "Why").unwrap();
    assert_eq!(figures(&scene, place, "2026-05-08"), ["1 50% (1 of 2)", "2 100% (2 of 2)"]);
}

#[test]
fn a_definition_downloaded_and_given_back_is_the_same() {
    let text = day_46().to_toml();
    assert_eq!(draft::of_file(text.as_bytes()), Ok(day_46()));
}
