//! The demonstration's story can be told.

use std::fs;

use crate::run::root;

#[test]
fn the_story_is_in_order_and_its_files_are_there() {
    let text = fs::read_to_string(root().join("demo").join("story.toml")).unwrap();
    let story = app::demo::story::parse(&text).unwrap();
    let written = story.acts.len();
    let story = story
        .with_figures(|file| fs::read(root().join("demo").join(file)).map_err(|e| format!("{file}: {e}")))
        .unwrap();
    assert!(story.acts.len() > written + 100, "the figures are told as acts");
    for act in &story.acts {
        assert!(act.on <= story.today, "an act of {} stands after the story's day", act.on);
        if let app::demo::story::StoryAct::Import { documents } = &act.act {
            for document in documents {
                assert!(root().join("demo").join(document).is_file(), "{document} is missing");
            }
        }
    }
}
