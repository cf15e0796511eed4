//! Case lists kept day by day: once, whole, with their figures, observations and looks.

use app::edit::Note;
use app::error::Error;
use app::lists::held::Which;
use app::lists::{Delivered, KeptLists};
use app::site::{Role, Who};
use app::views::performance::measure::ComputedPage;
use app::views::performance::{Performance, children};
use app::views::scene::Scene as View;
use extracts::read::{Loader, Options};
use extracts::snapshot::Snapshot;
use extracts::team::Teams;
use measures::Counted;
use measures::calendar::Calendar;
use model::id::Id;
use model::level::Impact;
use model::plan::Plan;
use testkit::{LineWords as _, MeasureWords as _, PlanWords as _, day, line, measure, plan};

use crate::measured::{ASSESSMENTS, IN_NEED, TEAMS};
use crate::scene::{Scene, who};

fn analyst() -> Who {
    who("Ade Bola", Role::Analyst)
}

pub(crate) fn snapshot(as_at: &str, assessments: &str) -> Snapshot {
    let options = Options { as_at: day(as_at), key: None, teams: Teams::read(TEAMS.as_bytes()).unwrap() };
    let mut loader = Loader::new(&options);
    loader.add("Assessments.csv", assessments.as_bytes()).unwrap();
    loader.add("Children in need.csv", IN_NEED.as_bytes()).unwrap();
    loader.finish().snapshot
}

fn keep(scene: &Scene, on: &str, place: Id, snapshot: &Snapshot) -> Result<KeptLists, Error> {
    let files = [("Assessments.csv".to_owned(), ASSESSMENTS.as_bytes().to_vec())];
    let calendar = Calendar::england();
    let delivered = Delivered { snapshot, files: &files, pseudonyms: false, calendar: &calendar };
    scene.on(on, analyst(), |site, ctx| {
        site.analyst(ctx).unwrap().keep_lists(place, &delivered, &Note::default())
    })
}

/// A plan with one measure, of the whole and of a service.
fn plan_with_measure() -> Plan {
    let of = measure("in-time", "Open assessments in time").unit("%").target("85").tolerance("5").higher();
    plan("2025-03-01")
        .line(line("1.1", "Assessment").measure(of.clone()).measure(of.of("Referral and Assessment")))
}

fn computed(plan: &Plan) -> Vec<(String, String, String)> {
    let all = plan.observations.iter().filter_map(|o| Some((o, o.provenance.as_ref()?)));
    all.map(|(o, p)| {
        let figure = format!("{:?}/{:?} {}", o.numerator, o.denominator, o.computed.unwrap());
        (o.breakdown.clone().unwrap_or_default(), figure, p.definition.clone())
    })
    .collect()
}

#[test]
fn lists_are_kept_once_and_known_from_the_day_they_speak_of() {
    let scene = Scene::new();
    let place = scene.accept("2025-03-01", &plan_with_measure()).plans[0];
    let place = scene.site.reader(&analyst()).unwrap().place_of(place).unwrap();
    let given = snapshot("2025-03-31", ASSESSMENTS);
    assert!(keep(&scene, "2025-04-01", place, &given).unwrap().new);
    assert!(!keep(&scene, "2025-04-03", place, &given).unwrap().new, "the same again");
    let tomorrow = snapshot("2025-04-02", ASSESSMENTS);
    let wrong = keep(&scene, "2025-04-01", place, &tomorrow).unwrap_err();
    assert!(matches!(wrong, Error::Fields(_)), "{wrong}");

    let reader = scene.site.reader(&analyst()).unwrap();
    assert_eq!(reader.snapshots(place, day("2025-03-30")).unwrap(), []);
    let all = reader.snapshots(place, day("2025-04-01")).unwrap();
    let [kept] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!((kept.hash.as_str(), kept.as_at), (given.hash(), day("2025-03-31")));
    assert_eq!(kept.lists, [("assessments".to_owned(), 5), ("children_in_need".to_owned(), 5)]);
    let library = reader.library(place).unwrap();
    let figure = reader.figure(kept, "assess_open_in_time_pct", &library).unwrap().unwrap();
    assert_eq!(figure.whole.unwrap().words("%"), "66.7% (2 of 3)");
    let services: Vec<String> =
        figure.services.iter().map(|n| format!("{} {}", n.service, n.words("%"))).collect();
    assert_eq!(
        services,
        ["Referral and Assessment 50% (1 of 2)", "Safeguarding and Family Support 100% (1 of 1)"]
    );
    let reader_may_not =
        scene.on("2025-04-01", who("R", Role::Reader), |site, ctx| site.analyst(ctx).is_err());
    assert!(reader_may_not);
}

#[test]
fn a_bound_measure_gets_its_observations_from_lists_kept_before_and_after() {
    let scene = Scene::new();
    let plan = scene.accept("2025-03-01", &plan_with_measure()).plans[0];
    let place = scene.site.reader(&analyst()).unwrap().place_of(plan).unwrap();
    assert_eq!(
        keep(&scene, "2025-04-01", place, &snapshot("2025-03-31", ASSESSMENTS)).unwrap().observations,
        0
    );
    let bind = |on: &str, definition: &str| {
        scene.on(on, analyst(), |site, ctx| {
            site.analyst(ctx).unwrap().bind(plan, "in-time", definition, &Note::default()).map(drop)
        })
    };
    assert!(bind("2025-04-02", "no_such").is_err());
    bind("2025-04-02", "assess_open_in_time_pct").unwrap();
    let whole = (String::new(), "Some(2)/Some(3) 66.7".to_owned(), "assess_open_in_time_pct@1".to_owned());
    let service = "Referral and Assessment".to_owned();
    let part = (service, "Some(1)/Some(2) 50".to_owned(), "assess_open_in_time_pct@1".to_owned());
    assert_eq!(computed(&scene.plan(plan, "2025-04-02")), [whole, part]);
    assert_eq!(computed(&scene.plan(plan, "2025-03-30")), [], "nothing was known of that day yet");
    let now = scene.plan(plan, "2025-04-02");
    let judged = app::judge::measures(&now, day("2025-04-02"));
    assert_eq!(
        judged[0].impact.level,
        Some(Impact::Red),
        "further from 85% than the tolerance, and nothing before it"
    );

    // A week later nothing is open any more in the north; the same measure again is the same act.
    let later = ASSESSMENTS.replace("B,24/01/2025,,North,W1\n", "");
    assert_eq!(keep(&scene, "2025-04-08", place, &snapshot("2025-04-07", &later)).unwrap().observations, 2);
    bind("2025-04-09", "assess_open_in_time_pct").unwrap();
    assert_eq!(computed(&scene.plan(plan, "2025-04-09")).len(), 4);

    // Bound to another definition, the figures of the first no longer count.
    bind("2025-04-10", "assess_45wd_pct").unwrap();
    let now = computed(&scene.plan(plan, "2025-04-10"));
    assert!(now.iter().all(|(_, _, by)| by == "assess_45wd_pct@1"), "{now:?}");
    scene.on("2025-04-11", analyst(), |site, ctx| {
        site.analyst(ctx).unwrap().unbind(plan, "in-time", &Note::default()).unwrap();
    });
    assert_eq!(computed(&scene.plan(plan, "2025-04-11")), []);

    // Bound and taken back in one, by whoever did it: the binding, and every figure of every day that came with it.
    let written = scene.on("2025-04-12", analyst(), |site, ctx| {
        site.analyst(ctx).unwrap().bind(plan, "in-time", "assess_open_in_time_pct", &Note::default()).unwrap()
    });
    assert_eq!(computed(&scene.plan(plan, "2025-04-12")).len(), 4);
    scene.on("2025-04-12", analyst(), |site, ctx| {
        site.contributor(ctx).unwrap().undo_own(written.act, "").unwrap();
    });
    assert_eq!(computed(&scene.plan(plan, "2025-04-12")), []);
    let reader = scene.site.reader(&analyst()).unwrap();
    assert_eq!(reader.bindings(plan, day("2025-04-12")).unwrap(), []);
}

#[test]
fn the_children_behind_a_number_are_shown_to_an_analyst_and_each_look_is_an_event() {
    let scene = Scene::new();
    let plan = scene.accept("2025-03-01", &plan_with_measure()).plans[0];
    let place = scene.site.reader(&analyst()).unwrap().place_of(plan).unwrap();
    keep(&scene, "2025-04-01", place, &snapshot("2025-03-31", ASSESSMENTS)).unwrap();
    let reader = scene.site.reader(&analyst()).unwrap();
    let (kept, library) =
        (reader.snapshots(place, day("2025-04-01")).unwrap().remove(0), reader.library(place).unwrap());
    let definition = library.find("assess_open_in_time_pct").unwrap();
    let not_in_time = Which { counted: Some(Counted::No), ..Which::default() };
    let look = |as_who: Who, on: &str| {
        scene.on(on, as_who, |site, ctx| site.behind(&ctx, &kept, definition, &not_in_time))
    };
    let children = look(analyst(), "2025-04-01").unwrap().unwrap().rows;
    let said: Vec<(&str, &str, &str)> =
        children.iter().map(|c| (c.about.as_str(), c.team.as_str(), c.worker.as_str())).collect();
    assert_eq!(said, [("B", "North", "W1")]);
    let workers =
        scene.on("2025-04-01", analyst(), |site, ctx| site.by_worker(&ctx, &kept, definition)).unwrap();
    let workers: Vec<(String, String)> =
        workers.unwrap().into_iter().map(|(w, n)| (w, n.words("%"))).collect();
    assert_eq!(workers, [("W1".into(), "50% (1 of 2)".into()), ("W2".into(), "100% (1 of 1)".into())]);
    for role in [Role::Reader, Role::Editor, Role::ProgrammeManager, Role::Auditor] {
        assert!(matches!(look(who("X", role), "2025-04-01"), Err(Error::Forbidden(_))), "{role:?}");
    }
    let auditor = || who("Ola", Role::Auditor);
    let log = scene.on("2025-04-02", auditor(), |site, ctx| site.looks(&ctx)).unwrap();
    let log: Vec<String> = log.iter().map(|e| format!("{} {} {}", e.who, e.what, e.about)).collect();
    assert_eq!(log, ["Ade Bola looked assess_open_in_time_pct@1", "Ade Bola loaded "]);

    // Four hundred days later the rows are gone; the day, its figures and who looked stay.
    let gone = scene.on("2026-05-06", analyst(), |site, ctx| site.destroy_due(ctx)).unwrap();
    assert_eq!(gone, 0, "the last day counts");
    let gone = scene.on("2026-05-07", analyst(), |site, ctx| site.destroy_due(ctx)).unwrap();
    assert_eq!(gone, 1);
    assert_eq!(look(analyst(), "2026-05-07").unwrap(), None);
    assert!(reader.figure(&kept, "assess_open_in_time_pct", &library).unwrap().is_some());
}

#[test]
fn the_table_of_teams_is_checked_line_by_line() {
    let scene = Scene::new();
    let plan = scene.accept("2025-03-01", &plan_with_measure()).plans[0];
    let place = scene.site.reader(&analyst()).unwrap().place_of(plan).unwrap();
    let set = |teams: &str, keep: &str| {
        scene.on("2025-04-01", analyst(), |site, ctx| {
            site.analyst(ctx).unwrap().set_lists(place, teams, keep, &Note::default()).map(|w| w.changes)
        })
    };
    let wrong = set("team,service\nA,One\nA,Two\n", "0").unwrap_err();
    let Error::Fields(wrong) = wrong else { panic!("{wrong}") };
    assert_eq!(wrong.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["teams", "keep_days"]);
    assert_eq!(set("team,service\r\nA,One\r\n", "90").unwrap(), 2);
    assert_eq!(set("team,service\nA,One", "90").unwrap(), 0, "the same again");
    let held = scene.site.reader(&analyst()).unwrap().list_settings(place, day("2025-04-01")).unwrap();
    assert_eq!((held.teams.as_str(), held.keep_days), ("team,service\nA,One\n", 90));
    let more = [("B, new".to_owned(), "Two".to_owned()), ("C".to_owned(), String::new())].into();
    assert_eq!(app::lists::teams::with_teams(&held.teams, &more), "team,service\nA,One\n\"B, new\",Two,,\n");
}

const VISITS: &str = "\
Child Unique ID,Type of Plan,Visit Due Date,Date of Visit,Was the Child Seen?,Was the Child Seen Alone?,Not to be Seen Alone for Age or Ability,Allocated Team,Allocated Worker
A,CP,24/03/2025,,,,,North,W1
B,CP,10/03/2025,10/03/2025,Yes,No,No,North,W1
B,CP,07/04/2025,,,,,North,W1
C,CIN,01/06/2025,,,,,South,W2
D,CIN,17/03/2025,17/03/2025,Yes,Yes,No,South,W2
";

/// On Monday 31 March 2025: A's visit was due a week ago; B's next is due in a week, the one before was made; C's is further
/// off than four weeks; D's last was made. Of the assessments A's is due today, B's was on Friday, the 28th.
#[test]
fn the_tracker_says_what_is_due_for_each_child_and_when() {
    let scene = Scene::new();
    let plan = scene.accept("2025-03-01", &plan_with_measure()).plans[0];
    let place = scene.site.reader(&analyst()).unwrap().place_of(plan).unwrap();
    let options =
        Options { as_at: day("2025-03-31"), key: None, teams: Teams::read(TEAMS.as_bytes()).unwrap() };
    let mut loader = Loader::new(&options);
    loader.add("Assessments.csv", ASSESSMENTS.as_bytes()).unwrap();
    loader.add("Visits.csv", VISITS.as_bytes()).unwrap();
    keep(&scene, "2025-04-01", place, &loader.finish().snapshot).unwrap();
    let reader = scene.site.reader(&analyst()).unwrap();
    let kept = reader.snapshots(place, day("2025-04-01")).unwrap().remove(0);
    let due =
        scene.on("2025-04-01", analyst(), |site, ctx| site.due(&ctx, &kept, None)).unwrap().unwrap().due;
    let said: Vec<(&str, &str, String, i64)> =
        due.iter().map(|d| (d.child.as_str(), d.what.as_str(), d.due.unwrap().iso(), d.days_over)).collect();
    assert_eq!(
        said,
        [
            ("A", "child protection visit", "2025-03-24".to_owned(), 7),
            ("B", "assessment", "2025-03-28".to_owned(), 3),
            ("A", "assessment", "2025-03-31".to_owned(), 0),
            ("B", "child protection visit", "2025-04-07".to_owned(), -7),
        ]
    );
    // Seen alone: D was, B was not; the others were not visited.
    let library = reader.library(place).unwrap();
    let seen = library.find("visits_seen_alone_pct").unwrap();
    let rows =
        scene.on("2025-04-01", analyst(), |site, ctx| site.behind(&ctx, &kept, seen, &Which::default()));
    let sheet = children::seen_alone(&kept, rows.unwrap().as_ref());
    assert!(sheet.lede.contains("seen alone at 1 of 2 visits"), "{}", sheet.lede);
    let visits = sheet.sections.last().unwrap();
    assert_eq!(visits.rows.iter().map(|r| r[0].text.as_str()).collect::<Vec<_>>(), ["B"]);
}

/// Plans come without the day of the latest review and visits without whether the child was seen alone: nothing is computed,
/// due or listed as if nobody had been reviewed or seen, before and after the lists were kept and read back.
#[test]
fn what_a_kept_list_has_no_column_for_is_told_and_never_counted_as_not_done() {
    const PLANS: &str = "Child Unique ID,Child Protection Plan Start Date,Child Protection Plan End Date,Date of the Last \
                         Statutory Visit,Allocated Team\nA,01/06/2024,,20/03/2025,North\n";
    const SEEN: &str = "Child Unique ID,Type of Plan,Visit Due Date,Date of Visit,Was the Child Seen?\n\
                        A,CP,20/03/2025,20/03/2025,Yes\n";
    let scene = Scene::new();
    let plan = scene.accept("2025-03-01", &plan_with_measure()).plans[0];
    let place = scene.site.reader(&analyst()).unwrap().place_of(plan).unwrap();
    let options =
        Options { as_at: day("2025-03-31"), key: None, teams: Teams::read(TEAMS.as_bytes()).unwrap() };
    let mut loader = Loader::new(&options);
    loader.add("Child protection plans.csv", PLANS.as_bytes()).unwrap();
    loader.add("Visits.csv", SEEN.as_bytes()).unwrap();
    keep(&scene, "2025-04-01", place, &loader.finish().snapshot).unwrap();
    scene.on("2025-04-01", analyst(), |site, ctx| {
        site.analyst(ctx)
            .unwrap()
            .bind(plan, "in-time", "cpp_reviewed_pct", &Note::default())
            .map(drop)
            .unwrap();
    });
    assert_eq!(
        computed(&scene.plan(plan, "2025-04-02")),
        [],
        "no observation is made of what was not computed"
    );

    let reader = scene.site.reader(&analyst()).unwrap();
    let (kept, library) =
        (reader.snapshots(place, day("2025-04-01")).unwrap().remove(0), reader.library(place).unwrap());
    let why =
        "not computed: list 7 (Child protection plans) has no column “Date of latest review conference”";
    let figure = reader.figure(&kept, "cpp_reviewed_pct", &library).unwrap().unwrap();
    assert_eq!((figure.why_not().as_deref(), figure.whole), (Some(why), None));
    let open = reader.figure(&kept, "cpp_open", &library).unwrap().unwrap();
    assert_eq!(open.whole.unwrap().words("children"), "1");

    // Read back from what was kept.
    let opened = |key: &str| {
        let definition = library.find(key).unwrap();
        let which = Which::default();
        scene
            .on("2025-04-01", analyst(), |site, ctx| site.behind(&ctx, &kept, definition, &which))
            .unwrap()
            .unwrap()
    };
    let reviewed = opened("cpp_reviewed_pct");
    assert_eq!((reviewed.rows.len(), reviewed.why_not.as_deref()), (0, Some(why)));
    assert_eq!(opened("cpp_open").rows.len(), 1);
    let seen = children::seen_alone(&kept, Some(&opened("visits_seen_alone_pct")));
    assert!(seen.lede.contains("the list Visits has no column “Not to be Seen Alone for Age or Ability”, nor “Was the Child Seen Alone?”"), "{}", seen.lede);
    assert!(seen.sections.is_empty());
    let due = scene.on("2025-04-01", analyst(), |site, ctx| site.due(&ctx, &kept, None)).unwrap().unwrap();
    assert_eq!(due.lacking, ["child_protection_plans.last_review_on"]);
    assert!(due.due.iter().all(|d| d.what != "child protection review"), "{:?}", due.due);
    let tracker = children::tracker(&kept, Some(&due), None);
    assert_eq!(tracker.lacking.len(), 1, "{:?}", tracker.lacking);

    let view = View::new(std::sync::Arc::new(scene.plan(plan, "2025-04-01")), day("2025-04-01"));
    let performance = Performance::of(&reader, &view, plan).unwrap();
    let page = ComputedPage::of(&performance, "cpp_reviewed_pct", None, None).unwrap();
    assert!(
        page.lede.contains("cannot be computed") && page.needs.ends_with("review conference”"),
        "{}",
        page.needs
    );
}

/// The machine stops between the rows, which go first, and the event that makes them known: no page knows of them, and keeping
/// the lists again completes them.
#[test]
fn a_load_that_was_interrupted_leaves_nothing_that_is_known() {
    let scene = Scene::new();
    let plan = scene.accept("2025-03-01", &plan_with_measure()).plans[0];
    let place = scene.site.reader(&analyst()).unwrap().place_of(plan).unwrap();
    let given = snapshot("2025-03-31", ASSESSMENTS);
    let content = given.to_bytes();
    let delivery = store::Delivery {
        hash: given.hash(),
        as_at: given.as_at(),
        content: &content,
        originals: &[],
        until: day("2027-03-31"),
    };
    store::Children::open(scene.site.store().dir()).unwrap().keep(&delivery, "Ade Bola", 0).unwrap();
    let reader = scene.site.reader(&analyst()).unwrap();
    assert_eq!(reader.snapshots(place, day("2025-04-01")).unwrap(), []);
    assert!(keep(&scene, "2025-04-01", place, &given).unwrap().new);
    let reader = scene.site.reader(&analyst()).unwrap();
    let all = reader.snapshots(place, day("2025-04-01")).unwrap();
    assert_eq!(all.len(), 1);
    assert!(!keep(&scene, "2025-04-02", place, &given).unwrap().new);
}
