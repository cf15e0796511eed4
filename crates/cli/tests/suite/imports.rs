//! Every plan under `tests/suite/import` is read and scored against its hand-written expectation: at least 97 in 100
//! of its actions, owners, dates, ratings, updates and outcomes are found, and no action is invented.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{read, root};

#[derive(Default)]
struct Score {
    found: usize,
    expected: usize,
    log: String,
}

impl Score {
    fn check(&mut self, what: &str, ok: bool, detail: impl FnOnce() -> String) {
        self.expected += 1;
        if ok {
            self.found += 1;
        } else {
            let _ = writeln!(self.log, "  {what}: {}", detail());
        }
    }
}

#[test]
fn invented_plans_are_read_almost_whole_and_nothing_is_invented() {
    let folder = root().join("tests/suite/import");
    let mut plans: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    plans.sort();
    assert!(!plans.is_empty());
    let mut total = Score::default();
    let mut report = String::new();
    for plan in &plans {
        let score = score(plan);
        let _ = writeln!(
            report,
            "{}: {} of {}",
            plan.file_name().unwrap().display(),
            score.found,
            score.expected
        );
        report += &score.log;
        total.found += score.found;
        total.expected += score.expected;
    }
    println!("{report}");
    assert!(total.found * 100 >= total.expected * 97, "{} of {}\n{report}", total.found, total.expected);
}

fn score(folder: &Path) -> Score {
    let mut score = Score::default();
    let expected: Value = serde_json::from_slice(&fs::read(folder.join("expected.json")).unwrap()).unwrap();
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.file_name().is_some_and(|n| n != "expected.json"))
        .collect();
    files.sort();
    let reading = read(&files);
    let plan = &reading["plan"];
    score.check("lost", reading["reconciliation"]["lost"] == 0, || reading["reconciliation"].to_string());
    if let Some(title) = expected.get("title") {
        score.check("title", same(&plan["title"], title), || plan["title"].to_string());
    }
    if let Some(day) = expected.get("as_at") {
        score
            .check("as at", reading["documents"][0]["as_at"] == *day, || reading["documents"][0].to_string());
    }
    for title in list(&expected["priorities"]) {
        let ok = list(&plan["priorities"]).iter().any(|p| same(&p["title"], title));
        score.check("priority", ok, || title.to_string());
    }
    for number in list(&expected["recommendations"]) {
        let ok = list(&plan["recommendations"]).iter().any(|r| r["number"] == *number);
        score.check("recommendation", ok, || number.to_string());
    }
    let mut actions: Vec<&Value> = list(&plan["actions"]).iter().collect();
    for wanted in list(&expected["actions"]) {
        let place = actions.iter().position(|a| same(&a["text"], &wanted["text"]));
        score.check("action", place.is_some(), || wanted["text"].to_string());
        if let Some(place) = place {
            let found = actions.remove(place);
            check_action(&mut score, plan, wanted, found);
        }
    }
    for extra in actions {
        score.check("invented action", false, || extra["text"].to_string());
    }
    score
}

fn check_action(score: &mut Score, plan: &Value, wanted: &Value, found: &Value) {
    let name = wanted["ref"].as_str().unwrap_or_default();
    if let Some(reference) = wanted.get("ref") {
        score.check("reference", same(&found["ref"], reference), || format!("{name}: {}", found["ref"]));
    }
    let skipped = |key: &str| list(&wanted["skip"]).iter().any(|k| k == key);
    let owners = joined(&found["owners"]);
    // Joint owners may stay together as printed or be told apart.
    let ok = owners == joined(&wanted["owners"])
        || wanted.get("owners_each").is_some_and(|each| owners == joined(each));
    score.check("owners", ok, || format!("{name}: {owners}"));
    let phrases: Vec<&Value> = list(&found["dates"]).iter().map(|d| &d["phrase"]).collect();
    let wanted_phrases = list(&wanted["dates"]);
    let dates_ok =
        phrases.len() == wanted_phrases.len() && phrases.iter().zip(wanted_phrases).all(|(a, b)| same(a, b));
    score.check("dates", dates_ok, || format!("{name}: {phrases:?}"));
    let superseded: Vec<&Value> =
        list(&found["dates"]).iter().filter(|d| d["superseded"] == true).map(|d| &d["phrase"]).collect();
    let wanted_superseded = list(&wanted["superseded"]);
    let ok = superseded.len() == wanted_superseded.len();
    score.check("superseded", ok, || format!("{name}: {superseded:?}"));
    if let Some(due) = wanted.get("due").filter(|_| !skipped("due")) {
        let mut targets = list(&found["dates"]).iter().filter(|d| d["kind"] != "completed").rev();
        let last = targets.next().or(list(&found["dates"]).last()).map_or(&Value::Null, |d| &d["to"]);
        score.check("due", last == due, || format!("{name}: {last}"));
    }
    for key in ["delivery", "status", "lead_body"] {
        if let Some(value) = wanted.get(key).filter(|_| !skipped(key)) {
            score.check(key, found[key] == *value, || format!("{name}: {}", found[key]));
        }
    }
    if let Some(numbers) = wanted.get("recommendations") {
        score.check("its recommendations", found["recommendations"] == *numbers, || {
            format!("{name}: {}", found["recommendations"])
        });
    }
    let line = list(&plan["lines"]).iter().find(|l| !found["line"].is_null() && l["ref"] == found["line"]);
    let texts = |of: &Value, key: &str| -> String {
        list(&of[key])
            .iter()
            .map(|u| u["text"].as_str().or(u.as_str()).unwrap_or_default())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let mut updates = texts(found, "updates");
    let mut outcomes = texts(found, "outcomes");
    if let Some(line) = line {
        updates += &texts(line, "updates");
        outcomes += &texts(line, "outcomes");
        outcomes += &texts(line, "measures");
    }
    for update in list(&wanted["updates"]) {
        score.check("update", contains(&updates, update), || format!("{name}: {update} not in {updates:?}"));
    }
    for outcome in list(&wanted["outcomes"]) {
        score.check("outcome", contains(&outcomes, outcome), || {
            format!("{name}: {outcome} not in {outcomes:?}")
        });
    }
    if let Some(title) = wanted.get("priority_title") {
        let mut key = &found["priority"];
        let mut above = Vec::new();
        while let Some(node) = list(&plan["priorities"]).iter().find(|p| p["key"] == *key) {
            above.push(&node["title"]);
            key = &node["parent"];
        }
        score.check("its priority", above.iter().any(|t| same(t, title)), || format!("{name}: {above:?}"));
    }
    if list(&wanted["updates"]).is_empty() {
        score.check("no update", updates.is_empty(), || format!("{name}: {updates:?}"));
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn plain(text: &str) -> String {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    folded.trim_end_matches(['.', ';']).to_owned()
}

fn same(a: &Value, b: &Value) -> bool {
    plain(a.as_str().unwrap_or_default()) == plain(b.as_str().unwrap_or_default())
}

fn contains(all: &str, part: &Value) -> bool {
    plain(all).contains(&plain(part.as_str().unwrap_or_default()))
}

fn joined(values: &Value) -> String {
    plain(&list(values).iter().map(|v| v.as_str().unwrap_or_default()).collect::<Vec<_>>().join("; "))
}
