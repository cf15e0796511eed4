//! The demonstration's documents read as they were written (`demo/expected.toml`), and its story can be told.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use toml::Table;

use crate::run::{read, root};

fn demo() -> PathBuf {
    root().join("demo")
}

#[test]
fn the_documents_are_read_as_they_were_written() {
    let expected: Table = fs::read_to_string(demo().join("expected.toml")).unwrap().parse().unwrap();
    let mut wrong: Vec<String> = Vec::new();
    for document in expected["document"].as_array().unwrap() {
        let document = document.as_table().unwrap();
        let file = document["file"].as_str().unwrap();
        let reading = read(&[demo().join(file)]);
        let mut say = |what: &str, expected: String, found: String| {
            if expected != found {
                wrong.push(format!("{file}: {what}: expected {expected}, found {found}"));
            }
        };
        say("lost cells", "0".into(), reading["reconciliation"]["lost"].to_string());
        for key in ["as_at", "version"] {
            if let Some(value) = document.get(key) {
                let found = reading["documents"][0][key].as_str().unwrap_or("nothing").to_owned();
                say(key, value.as_str().unwrap().to_owned(), found);
            }
        }
        let plan = &reading["plan"];
        for (key, count) in document["counts"].as_table().unwrap() {
            say(key, count.to_string(), count_of(plan, key).to_string());
        }
        if let Some(bodies) = document.get("lead_bodies") {
            let expected: BTreeMap<String, i64> = bodies.clone().try_into().unwrap();
            say("lead bodies", format!("{expected:?}"), format!("{:?}", lead_bodies(plan)));
        }
        if let Some(complete) = document.get("complete") {
            let found = rows(plan, "actions").filter(|a| a["status"] == "complete").count();
            say("complete actions", complete.to_string(), found.to_string());
        }
        if let Some(numbers) = document.get("uncovered") {
            let expected: Vec<String> = numbers.clone().try_into().unwrap();
            say("recommendations nobody answers", format!("{expected:?}"), format!("{:?}", uncovered(plan)));
        }
        for seen in document.get("observations").and_then(|o| o.as_array()).into_iter().flatten() {
            let found = rows(plan, "observations").any(|o| is_observation(o, seen.as_table().unwrap()));
            say(
                "observation",
                seen.to_string(),
                if found { seen.to_string() } else { "nothing like it".into() },
            );
        }
        for action in document.get("actions").and_then(|a| a.as_array()).into_iter().flatten() {
            let cells: Vec<String> = action.as_array().unwrap().iter().map(plain).collect();
            say(
                &format!("action {}#{}", cells[0], cells[1]),
                cells[2..].join(" | "),
                as_written(plan, &cells),
            );
        }
    }
    assert!(wrong.is_empty(), "{} things are not as written:\n{}", wrong.len(), wrong.join("\n"));
}

fn rows<'v>(plan: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    plan[key].as_array().into_iter().flatten()
}

/// How many of them the plan holds; priorities without their sections, which count apart.
fn count_of(plan: &Value, key: &str) -> usize {
    match key {
        "sections" => rows(plan, "priorities").filter(|p| p["kind"] == "section").count(),
        "priorities" => rows(plan, "priorities").filter(|p| p["kind"] != "section").count(),
        key => rows(plan, key).count(),
    }
}

fn lead_bodies(plan: &Value) -> BTreeMap<String, i64> {
    let mut bodies = BTreeMap::new();
    for action in rows(plan, "actions") {
        *bodies.entry(action["lead_body"].as_str().unwrap_or("none").to_owned()).or_default() += 1;
    }
    bodies
}

/// The recommendations that neither an action nor a line names.
fn uncovered(plan: &Value) -> Vec<String> {
    let named = |number: &Value| {
        ["actions", "lines"]
            .iter()
            .any(|k| rows(plan, k).any(|r| rows(r, "recommendations").any(|n| n == number)))
    };
    let open = rows(plan, "recommendations").map(|r| &r["number"]).filter(|n| !named(n));
    open.filter_map(|n| n.as_str().map(str::to_owned)).collect()
}

fn is_observation(observation: &Value, expected: &Table) -> bool {
    expected.iter().all(|(key, value)| match (key.as_str(), value) {
        ("on", value) => observation["period"]["to"].as_str() == value.as_str(),
        (key, toml::Value::Integer(n)) => observation[key].as_i64() == Some(*n),
        (key, value) => observation[key].as_str() == value.as_str(),
    })
}

fn plain(value: &toml::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The action at the expected line and position in the form of the expectation; what is left open there is left
/// open here.
fn as_written(plan: &Value, expected: &[String]) -> String {
    let position: i64 = expected[1].parse().unwrap();
    let mut at =
        rows(plan, "actions").filter(|a| a["line"] == expected[0].as_str() && a["position"] == position);
    let Some(action) = at.next() else { return "no such action".into() };
    let owners: Vec<&str> = rows(action, "owners").filter_map(owner).collect();
    // How joint owners are parted is for the people page; here the words themselves count.
    let words =
        |s: &str| s.replace(['/', '&', ','], " ").split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let same = |a: &str, b: &str| {
        let keep = |w: &String| !matches!(w.as_str(), "and" | "with");
        words(a).into_iter().filter(keep).eq(words(b).into_iter().filter(keep))
    };
    let owner = if expected[3] == "?" || same(&owners.join(" "), &expected[3]) {
        expected[3].clone()
    } else {
        owners.join(" + ")
    };
    let phrases: Vec<&str> = rows(action, "dates").filter_map(|d| d["phrase"].as_str()).collect();
    let slipped = rows(action, "dates").filter(|d| d["superseded"] == true).count();
    let mut dates = phrases.join(if slipped > 0 { " → " } else { " + " });
    if expected[4] == "?" {
        dates = "?".into();
    }
    let text = action["text"].as_str().unwrap_or_default();
    let first: Vec<&str> = text.split_whitespace().take(5).collect();
    let letter = action["letter"].as_str().unwrap_or_default().trim_matches(['(', ')']);
    let letter =
        if letter == expected[2].trim_matches(['(', ')']) { expected[2].clone() } else { letter.to_owned() };
    [letter, owner, dates, first.join(" ")].join(" | ")
}

fn owner(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value["text"].as_str())
}

#[test]
fn the_story_is_in_order_and_its_files_are_there() {
    let text = fs::read_to_string(demo().join("story.toml")).unwrap();
    let story = app::demo::story::parse(&text).unwrap();
    let written = story.acts.len();
    let story =
        story.with_figures(|file| fs::read(demo().join(file)).map_err(|e| format!("{file}: {e}"))).unwrap();
    assert!(story.acts.len() > written + 100, "the figures are told as acts");
    for act in &story.acts {
        assert!(act.on <= story.today, "an act of {} stands after the story's day", act.on);
        if let app::demo::story::StoryAct::Import { documents } = &act.act {
            for document in documents {
                assert!(demo().join(document).is_file(), "{document} is missing");
            }
        }
    }
}
