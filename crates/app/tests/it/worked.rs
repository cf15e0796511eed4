//! Every figure of the company report, the management overview, the dashboards and the scorecards against two small snapshots worked by hand: the
//! working stands in `tests/worked/README.md`.

use std::path::{Path, PathBuf};

use app::edit::Note;
use app::figures::FigureFile;
use app::lists::Delivered;
use app::site::{Role, Who};
use app::views::performance::sheet::{Section, Sheet};
use app::views::performance::{Performance, company, management, scorecard};
use app::views::scene::Scene as View;
use extracts::read::{Loader, Options};
use extracts::team::Teams;
use measures::calendar::Calendar;
use model::id::Id;
use testkit::{day, plan};

use crate::scene::{Scene, who};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/worked")
}

fn analyst() -> Who {
    who("Ade Bola", Role::Analyst)
}

/// A site with both snapshots and the stated figures, and its plan.
fn site() -> (Scene, Id) {
    let scene = Scene::new();
    let plan = scene.accept("2025-01-01", &plan("2025-01-01")).plans[0];
    let place = scene.site.reader(&analyst()).unwrap().place_of(plan).unwrap();
    for (on, kept) in [("2025-02-28", "2025-03-01"), ("2025-03-31", "2025-04-01")] {
        let teams = Teams::read(std::fs::read(folder().join("teams.csv")).unwrap().as_slice()).unwrap();
        let options = Options { as_at: day(on), key: None, teams };
        let mut loader = Loader::new(&options);
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(folder().join(on)).unwrap().map(|e| e.unwrap().path()).collect();
        files.sort();
        for file in &files {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            loader.add(&name, &*std::fs::read(file).unwrap()).unwrap();
        }
        let read = loader.finish();
        let rejected: Vec<String> = read
            .snapshot
            .remarks()
            .iter()
            .filter(|r| r.deed.is_rejection())
            .map(|r| read.snapshot.finding_of(r).message)
            .collect();
        assert!(rejected.is_empty(), "{on}: {rejected:?}");
        scene.on(kept, analyst(), |site, ctx| {
            let calendar = Calendar::england();
            let delivered =
                Delivered { snapshot: &read.snapshot, files: &[], pseudonyms: false, calendar: &calendar };
            site.analyst(ctx).unwrap().keep_lists(place, &delivered, &Note::default()).unwrap();
        });
    }
    let bytes = std::fs::read(folder().join("figures.csv")).unwrap();
    scene.on("2025-04-01", analyst(), |site, ctx| {
        let library = site.reader(&ctx.who).unwrap().library(place).unwrap();
        let file = FigureFile::read("figures.csv", &bytes, &library, day("2025-04-01")).unwrap();
        assert!(file.rejected.is_empty(), "{:?}", file.rejected);
        site.analyst(ctx).unwrap().state_file(place, &file, &bytes, &Note::default()).unwrap();
    });
    (scene, plan)
}

/// The lines that a report must have: those that are no remark.
fn expected(name: &str) -> Vec<String> {
    let text = std::fs::read_to_string(folder().join("expected").join(name)).unwrap();
    text.lines().filter(|l| !l.starts_with('#')).map(|l| l.trim_end().to_owned()).collect()
}

/// A report's rows and cards as such lines, and what it lacks.
fn told(
    sheet: &Sheet,
    row: impl Fn(&Section, &[app::views::performance::sheet::Cell]) -> String,
) -> Vec<String> {
    let mut lines = Vec::new();
    for section in &sheet.sections {
        for card in &section.cards {
            let group = section.title.split(": ").next().unwrap_or_default();
            lines.push(format!("{group} | {} | {} | {}", card.name, card.value, card.made_of));
        }
        lines.extend(section.rows.iter().map(|r| row(section, r)));
    }
    lines.extend(sheet.lacking.iter().map(|(name, needs)| format!("lacking | {name} | {needs}")));
    lines.into_iter().map(|l| l.trim_end().to_owned()).collect()
}

#[test]
fn every_figure_of_the_scorecards_and_dashboards_is_as_worked_by_hand() {
    let (scene, plan) = site();
    let view = View::new(std::sync::Arc::new(scene.plan(plan, "2025-04-01")), day("2025-04-01"));
    let reader = scene.site.reader(&analyst()).unwrap();
    let performance = Performance::of(&reader, &view, plan).unwrap();
    let mut wrong = Vec::new();
    for key in ["workforce", "dashboard", "corporate-parenting", "early-help", "demand"] {
        let sheet = scorecard::page(&performance, scorecard::find(key).unwrap()).unwrap();
        assert_eq!(sheet.as_at.as_deref(), Some("2025-03-31"));
        let got = told(&sheet, |section, row| {
            let text = |at: usize| row.get(at).map(|c| c.text.clone()).unwrap_or_default();
            let note = |at: usize| row.get(at).map(|c| c.note.clone()).unwrap_or_default();
            format!("{} | {} | {} | {} | {} | {}", section.title, text(0), text(1), note(1), text(2), note(0))
        });
        differences(key, &got, &expected(&format!("{key}.txt")), &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_figure_of_the_company_report_is_as_worked_by_hand() {
    let (scene, plan) = site();
    let view = View::new(std::sync::Arc::new(scene.plan(plan, "2025-04-01")), day("2025-04-01"));
    let reader = scene.site.reader(&analyst()).unwrap();
    let performance = Performance::of(&reader, &view, plan).unwrap();
    let sheet = company::page(&performance).unwrap();
    let got = told(&sheet, |section, row| {
        let texts: Vec<&str> = row.iter().map(|c| c.text.as_str()).collect();
        format!("{} | {}", section.title, texts.join(" | "))
    });
    let mut wrong = Vec::new();
    differences("company", &got, &expected("company.txt"), &mut wrong);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_figure_of_the_management_overview_is_as_worked_by_hand() {
    let (scene, plan) = site();
    let view = View::new(std::sync::Arc::new(scene.plan(plan, "2025-04-01")), day("2025-04-01"));
    let reader = scene.site.reader(&analyst()).unwrap();
    let performance = Performance::of(&reader, &view, plan).unwrap();
    let sheet = management::page(&performance).unwrap();
    let got = told(&sheet, |section, row| {
        let texts: Vec<&str> = row.iter().map(|c| c.text.as_str()).collect();
        format!("{} | {}", section.title, texts.join(" | "))
    });
    let mut wrong = Vec::new();
    differences("overview", &got, &expected("overview.txt"), &mut wrong);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(sheet.lede.ends_with("7 cases overdue."), "{}", sheet.lede);
    let notes: Vec<&str> = sheet.sections.iter().map(|s| s.note.as_str()).collect();
    assert_eq!(notes[0], "No measure of the plan is computed from case lists yet.");
    assert!(notes[1].starts_with("Nothing grew worse") && notes[2].is_empty(), "{notes:?}");
}

/// Lines that only one of the two has.
fn differences(report: &str, got: &[String], wanted: &[String], wrong: &mut Vec<String>) {
    wrong.extend(wanted.iter().filter(|l| !got.contains(l)).map(|l| format!("{report}: missing  {l}")));
    wrong.extend(got.iter().filter(|l| !wanted.contains(l)).map(|l| format!("{report}: instead  {l}")));
    if wrong.is_empty() && got != wanted {
        wrong.push(format!("{report}: another order"));
    }
}
