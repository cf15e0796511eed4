//! What is a council's own: its look, its layouts, its columns, how its figures are published.

use app::edit::Note;
use app::error::Error;
use app::import::Choices;
use app::packs::Part;
use app::packs::brand::NewBrand;
use app::packs::life::NewPack;
use app::site::{Administrator, Place, Reader, Role, Who, Written};
use intake::columns::ColumnRead;
use model::at::At;
use testkit::*;

use super::{act, cells, composed, draft, drafted, kept, pack, refused, tables};
use crate::scene::{Scene, document, manager, who};

fn admin() -> Who {
    who("Ines", Role::Administrator)
}

fn reader(scene: &Scene) -> Reader {
    scene.site.reader(&admin()).unwrap()
}

fn place(scene: &Scene) -> Place {
    reader(scene).places().unwrap().remove(0)
}

fn administer(
    scene: &Scene,
    act: impl FnOnce(&mut Administrator<'_>) -> app::error::Result<Written>,
) -> app::error::Result<Written> {
    scene.on("2021-07-10", admin(), |site, ctx| act(&mut site.administrator(ctx).unwrap()))
}

fn undo(scene: &Scene, act: u64) {
    scene
        .on("2021-07-10", admin(), |site, ctx| site.editor(ctx).unwrap().undo(act, false, "not so"))
        .unwrap();
}

const REPORT: &str = "name = \"panel-report\"\ntitle = \"Report to the panel\"\nabout = \"Ours.\"\naudience = \
                      \"Children’s Panel\"\n[[section]]\nkey = \"late\"\ntitle = \"What is late\"\nfrom = \"late\"\n";

#[test]
fn a_councils_layout_is_kept_offered_replaced_taken_away_and_taken_back() {
    let (scene, plan) = kept();
    let at = place(&scene);
    let names = || -> Vec<String> {
        reader(&scene).own_layouts(at.id).unwrap().into_iter().map(|o| o.layout.title).collect()
    };
    let note = Note::default();
    let wrong = administer(&scene, |x| x.keep_layout(&at, "name = \"a\"\ntitel = \"b\"", &note));
    let Err(Error::Fields(wrong)) = wrong else { panic!() };
    assert!(wrong[0].field == "layout" && wrong[0].message.contains("line"), "{wrong:?}");
    let taken = REPORT.replace("panel-report", "board");
    let Err(Error::Fields(taken)) = administer(&scene, |x| x.keep_layout(&at, &taken, &note)) else {
        panic!()
    };
    assert!(taken[0].message.contains("another name"));
    let first = administer(&scene, |x| x.keep_layout(&at, REPORT, &note)).unwrap();
    assert_eq!(administer(&scene, |x| x.keep_layout(&at, REPORT, &note)).unwrap().changes, 0);
    let offered = app::views::packs::kinds(&reader(&scene), plan).unwrap();
    assert_eq!(offered.last().unwrap().0, "panel-report");
    // What is drafted with it has its audience, and keeps it whatever becomes of it.
    let p =
        drafted(&scene, plan, "2021-07-10", &NewPack { layout: "panel-report".into(), ..NewPack::default() });
    assert_eq!((p.board.as_str(), p.layout.sections.len()), ("Children’s Panel", 1));
    let newer = REPORT.replace("Report to the panel", "Report to our panel");
    administer(&scene, |x| x.keep_layout(&at, &newer, &note)).unwrap();
    assert_eq!(names(), ["Report to our panel"]);
    let seen = reader(&scene).own_layouts(at.id).unwrap()[0].revision;
    let gone = administer(&scene, |x| x.drop_layout(&at, "panel-report", seen, &note)).unwrap();
    assert!(names().is_empty());
    assert_eq!(pack(&scene, plan, p.id).layout.title, "Report to the panel");
    let none = NewPack { layout: "panel-report".into(), ..NewPack::default() };
    assert!(refused(act(&scene, "2021-07-10", manager(), |x| x.draft(plan, &none, &note))).contains("kind"));
    undo(&scene, gone.act);
    assert_eq!(names(), ["Report to our panel"]);
    assert!(first.changes > 0);
}

#[test]
fn a_word_template_is_kept_refused_where_it_is_none_and_taken_back() {
    let (scene, _) = kept();
    let at = place(&scene);
    let with = |template: &[u8], without: bool| {
        let new = NewBrand {
            colour: "1d3557".into(),
            template: template.to_vec(),
            without_template: without,
            ..NewBrand::default()
        };
        administer(&scene, |x| x.set_brand(&at, &new, &Note::default()))
    };
    let held = || reader(&scene).brand(at.id).unwrap().template;
    let Err(Error::Fields(wrong)) = with(b"no document", false) else { panic!() };
    assert_eq!((wrong[0].field.as_str(), held()), ("template", None));
    let ours = reports::docx::write(&testkit::paper::short(), &reports::paper::Pictures::default());
    let kept = with(&ours, false).unwrap();
    assert_eq!(held().as_deref(), Some(ours.as_slice()));
    let gone = with(&[], true).unwrap();
    assert_eq!(held(), None);
    undo(&scene, gone.act);
    assert!(held().is_some());
    undo(&scene, kept.act);
    assert_eq!(held(), None);
}

#[test]
fn the_plan_stands_in_the_columns_its_document_prints_until_the_next_version() {
    let read = |header: &str, means: &str, column: u32| ColumnRead {
        header: header.into(),
        means: means.into(),
        at: At { table: Some(1), column: Some(column), ..At::default() },
        ..ColumnRead::default()
    };
    let scene = Scene::new();
    let mut plan = draft();
    let accept = |iso: &str, plan: &model::plan::Plan, columns: Vec<ColumnRead>| {
        let (file, mut reading) = document(plan);
        reading.columns = columns;
        scene.on(iso, manager(), |site, ctx| {
            site.editor(ctx).unwrap().accept(&[file], &reading, &Choices::default()).unwrap().plans[0]
        })
    };
    let first = vec![
        read("What we will do", "action", 1),
        read("Deadline", "due", 2),
        read("No.", "ref", 3),
        read("Who leads", "owner", 4),
        read("Money", "resources", 5),
    ];
    let id = accept("2021-06-03", &plan, first);
    let titles = |iso: &str| -> Vec<String> {
        let new = NewPack { layout: "appendix".into(), as_of: Some(day(iso)), ..NewPack::default() };
        let p = drafted(&scene, id, "2021-09-10", &new);
        let document = composed(&scene, &p).document;
        tables(&document, "plan")[0].columns.iter().map(|c| c.title.clone()).collect()
    };
    // Nobody gave resources; the ratings stand in no document.
    let first = ["No.", "What we will do", "Deadline", "Who leads", "Delivery", "Impact"];
    assert_eq!(titles("2021-07-10"), first);
    plan.as_at = Some(day("2021-08-01"));
    plan.actions[0].text = "Agree all visits".into();
    accept("2021-08-02", &plan, vec![read("Lead", "owner", 1), read("Action", "action", 2)]);
    assert_eq!(titles("2021-09-01"), ["Ref", "Lead", "Action", "Due", "Delivery", "Impact"]);
    assert_eq!(titles("2021-07-10"), first);
}

#[test]
fn published_counts_are_rounded_where_a_place_says_so_and_others_are_not() {
    let scene = Scene::new();
    let mut plan = draft();
    plan.observations = vec![observation("visits").counts(83, 104).stated("79.8%").on("2021-05-31")];
    let plan = scene.accept("2021-06-03", &plan).plans[0];
    let mut inputs = app::edit::Inputs::new();
    inputs.insert("round-published".into(), "10".into());
    administer(&scene, |x| x.set(plan, &inputs, &[], &Note::default())).unwrap();
    let figures = |part: Part| {
        let new = NewPack { layout: "scrutiny".into(), part: Some(part), ..NewPack::default() };
        let document = composed(&scene, &drafted(&scene, plan, "2021-07-12", &new)).document;
        let rounded = document.facts.iter().any(|f| f.name == "Counts of people");
        let all: Vec<String> = tables(&document, "measures").into_iter().flat_map(cells).flatten().collect();
        (rounded, all.join(" | "))
    };
    let (told, said) = figures(Part::I);
    assert!(told && said.contains("80 | 100") && said.contains("80%"), "{said}");
    assert!(!said.contains("79.8") && !said.contains("83"), "{said}");
    let (told, said) = figures(Part::Ii);
    assert!(!told && said.contains("83 | 104") && said.contains("79.8%"), "{said}");
}
