//! The design system's own examples: what its templates draw here must be what they draw under Nunjucks.
#![expect(clippy::unwrap_used, reason = "helpers of tests stop where their data is not as expected")]

#[path = "fixtures/html.rs"]
mod html;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use minijinja::Value;
use minijinja::value::Serde;
use serde_json::Value as Json;

/// JavaScript takes an empty object for true, so upstream draws an empty list here.
const DIFFERS: [(&str, &str); 1] = [("footer", "with empty meta")];

/// The folder of the components, as the build script fetched it.
fn components() -> PathBuf {
    Path::new(env!("THROUGHLINE_DESIGN")).join("components")
}

/// Every example: its component, its name, its options and the HTML that it is to give.
fn examples() -> Vec<(String, Json)> {
    let mut all = Vec::new();
    for folder in std::fs::read_dir(components()).unwrap().flatten() {
        let Ok(text) = std::fs::read_to_string(folder.path().join("fixtures.json")) else { continue };
        let json: Json = serde_json::from_str(&text).unwrap();
        let component = folder.file_name().into_string().unwrap();
        all.extend(json["fixtures"].as_array().unwrap().iter().map(|f| (component.clone(), f.clone())));
    }
    all
}

#[test]
fn every_example_of_the_design_system_is_drawn_as_upstream_draws_it() {
    let (mut wrong, mut count) = (BTreeMap::new(), 0);
    for (component, example) in examples() {
        count += 1;
        let name = example["name"].as_str().unwrap().to_string();
        let options = Value::from(Serde(&example["options"]));
        let drawn = web::design::draw("govuk", &component, &options).unwrap().to_string();
        let (got, want) = (html::tokens(&drawn), html::tokens(example["html"].as_str().unwrap()));
        if got != want {
            wrong.insert((component, name), first_difference(&got, &want));
        }
    }
    assert!(count >= 725, "only {count} examples were found");
    for (component, name) in DIFFERS {
        let known = wrong.remove(&(component.to_string(), name.to_string()));
        assert!(known.is_some(), "{component}: {name} is now as upstream draws it; take it from the list");
    }
    assert!(wrong.is_empty(), "{} of {count} differ: {wrong:#?}", wrong.len());
}

#[test]
fn no_text_option_of_any_example_can_inject_markup() {
    const POISON: &str = "\"'><script>x</script>";
    fn poison(value: &mut Json, key: &str) {
        // What is named html is markup by contract; levels and tag names are chosen by templates, never by users.
        let markup = key.to_lowercase().ends_with("html") || key.contains("Level") || key.contains("Tag");
        match value {
            Json::String(text) if !markup && key != "slots" && key != "val" => *text = POISON.to_string(),
            Json::Array(items) => items.iter_mut().for_each(|item| poison(item, key)),
            Json::Object(items) => {
                for (name, item) in items.iter_mut() {
                    poison(item, if key == "slots" { "html" } else { name });
                }
            }
            _ => {}
        }
    }
    for (component, mut example) in examples() {
        poison(&mut example["options"], "");
        let options = Value::from(Serde(&example["options"]));
        let drawn = web::design::draw("govuk", &component, &options).unwrap().to_string();
        assert!(!drawn.contains("<script>x"), "{component}: {} leaks", example["name"]);
    }
}

#[test]
fn a_misspelt_option_is_an_error() {
    let options = Value::from(Serde(serde_json::json!({ "text": "Save", "colour": "green" })));
    let error = web::design::component("button", &options).unwrap_err().to_string();
    assert!(error.contains("button has no option colour"), "{error}");
}

/// Where two lists of tokens part.
fn first_difference(got: &[String], want: &[String]) -> String {
    let same = got.iter().zip(want).take_while(|(a, b)| a == b).count();
    format!("got {:?}, want {:?}", got.get(same), want.get(same))
}
