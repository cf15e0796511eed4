//! The demonstration's story, told in full through the ordinary use cases.

use std::path::{Path, PathBuf};

use app::demo::replay::{Teller, replay};
use app::demo::story;
use app::import::File;
use app::site::Sequence;

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
    let rows = scene.site.store().reader().unwrap();
    assert!(rows.verify().unwrap().problems.is_empty());
    assert!(rows.rebuild_and_compare().unwrap().differences.is_empty());
}
