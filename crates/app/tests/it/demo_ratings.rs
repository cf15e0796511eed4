//! On the story's day the demonstration shows what it was written to show: every rating, every kind of variation.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use app::demo::replay::{Teller, replay};
use app::demo::story;
use app::import::File;
use app::judge;
use app::site::Sequence;
use model::level::{Delivery, Impact};
use model::rated::Thresholds;

use crate::packs::press;
use crate::scene::{Scene, manager};

fn bytes(name: &str) -> Result<Vec<u8>, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    std::fs::read(folder.join(name)).map_err(|e| format!("{name}: {e}"))
}

fn read(files: &[File]) -> Result<intake::reading::Reading, String> {
    let files: Vec<(&str, &[u8])> = files.iter().map(|f| (f.name.as_str(), f.bytes.as_slice())).collect();
    Ok(intake::read(&files, &intake::reading::Options::default()))
}

#[test]
fn every_rating_occurs_on_the_storys_day() {
    let story = story::parse(&String::from_utf8(bytes("story.toml").unwrap()).unwrap()).unwrap();
    let (scene, today, mut ids) = (Scene::new(), story.today, Sequence::new(1));
    let teller =
        Teller { file: &bytes, read: &read, ids: &mut ids, press: &press(), progress: &mut |_, _| {} };
    let told = replay(&scene.site, story, teller).unwrap();
    let plan = scene.site.reader(&manager()).unwrap().plan_on(told.plan.unwrap(), today).unwrap();

    let actions = judge::actions(&plan, today, &Thresholds::default());
    let judged = judge::judge(&plan, today, &actions);
    let mut delivery: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (action, judgement) in plan.actions.iter().zip(&actions) {
        let word = judgement.delivery.level.map_or("not rated", Delivery::word);
        delivery.entry(word).or_default().push(action.reference.clone());
    }
    let mut impact: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for judgement in &actions {
        let word = judgement.impact.level.map_or("not rated", Impact::word);
        impact.entry(word).or_default();
    }
    for m in &judged.measures {
        let word = m.impact.level.map_or("not rated", Impact::word);
        let part = m.measure.breakdown.as_deref().unwrap_or("");
        impact.entry(word).or_default().push(format!("{} {part} ({})", m.measure.key, m.returns.len()));
    }
    let told = format!("{delivery:#?}\n{impact:#?}");
    let words = |m: &BTreeMap<&str, Vec<String>>| m.keys().map(|k| (*k).to_owned()).collect::<BTreeSet<_>>();
    for level in Delivery::ALL {
        assert!(words(&delivery).contains(level.word()), "no action is {} in delivery\n{told}", level.word());
    }
    for level in Impact::ALL {
        assert!(words(&impact).contains(level.word()), "nothing is {} in impact\n{told}", level.word());
    }
    assert!(actions.iter().any(|j| j.delivery.overridden()), "nobody overrode a rating\n{told}");
    println!("{told}");
}
