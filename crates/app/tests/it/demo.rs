//! The demonstration's story, told in full through the ordinary use cases.

use std::path::{Path, PathBuf};

use app::demo::replay::{Teller, replay};
use app::demo::story;
use app::import::File;
use app::site::Sequence;
use app::views::performance::Performance;
use app::views::scene::Scene as View;
use model::day::Day;
use model::id::Id;

use crate::packs::press;
use crate::scene::{Scene, manager};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo")
}

fn bytes(name: &str) -> Result<Vec<u8>, String> {
    std::fs::read(folder().join(name)).map_err(|e| format!("{name}: {e}"))
}

fn read(files: &[File]) -> Result<intake::reading::Reading, String> {
    let files: Vec<(&str, &[u8])> = files.iter().map(|f| (f.name.as_str(), f.bytes.as_slice())).collect();
    Ok(intake::read(&files, &intake::reading::Options::default()))
}

#[test]
fn the_story_is_told_whole() {
    let story = story::parse(&String::from_utf8(bytes("story.toml").unwrap()).unwrap()).unwrap();
    let (scene, today) = (Scene::new(), story.today);
    let people = story.people.len();
    let (mut ids, mut done) = (Sequence::new(1), 0);
    let teller =
        Teller { file: &bytes, read: &read, ids: &mut ids, press: &press(), progress: &mut |n, _| done = n };
    let told = replay(&scene.site, story, teller).unwrap();
    assert_eq!(told.acts, done);
    assert_eq!(scene.site.accounts().unwrap().len(), people);
    let reader = scene.site.reader(&manager()).unwrap();
    let plan = reader.plan_on(told.plan.unwrap(), today).unwrap();
    assert!(plan.actions.len() > 120, "{}", plan.actions.len());
    assert_eq!(reader.places().unwrap().len(), 1);
    every_indicator_has_a_series(&scene, told.plan.unwrap(), today);
    let rows = scene.site.store().reader().unwrap();
    assert!(rows.verify().unwrap().problems.is_empty());
    assert!(rows.rebuild_and_compare().unwrap().differences.is_empty());
}

/// What the five plans measure, by the hand-made table: each names a definition that gives a series on the demonstration, of
/// every week where it is computed, and its last value is one.
fn every_indicator_has_a_series(scene: &Scene, plan: Id, today: Day) {
    let view = View::new(std::sync::Arc::new(scene.plan(plan, &today.iso())), today);
    let reader = scene.site.reader(&manager()).unwrap();
    let performance = Performance::of(&reader, &view, plan).unwrap();
    let table = include_str!("../kpis.txt");
    let mut wrong = Vec::new();
    for line in table.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let (says, key) = line.split_once(" | ").unwrap();
        let series = performance.series(key).unwrap();
        let typed = performance.library.find(key).is_some_and(|d| d.typed);
        let least = if typed { 2 } else { 53 };
        let values = series.iter().filter(|(_, m)| m.whole.as_ref().is_some_and(|n| n.value.is_some()));
        let (many, last) = (values.count(), series.last().and_then(|(_, m)| m.whole.as_ref()));
        if many < least || last.is_none_or(|n| n.value.is_none()) {
            wrong.push(format!("{says}: {key} has {many} values of {least}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        performance.snapshots.iter().filter(|s| s.rows_here(today)).count() == 4,
        "four weeks to be opened"
    );
}
