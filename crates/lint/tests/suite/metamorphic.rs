//! The rules know no names and no figures: change them consistently in a copy and the same findings follow.

use std::collections::{BTreeMap, BTreeSet};

use model::finding::Finding;

use crate::shared::{catalogue, documents, findings_of, findings_once};

/// How often each rule speaks at each line and subject.
fn tally(findings: &[Finding]) -> BTreeMap<(String, Option<u32>, String), usize> {
    let mut tally = BTreeMap::new();
    for finding in findings {
        *tally.entry((finding.code.to_string(), finding.at.line, finding.subject.clone())).or_default() += 1;
    }
    tally
}

fn assert_same(before: &[Finding], after: &[Finding]) {
    let (before, after) = (tally(before), tally(after));
    let gone: Vec<_> = before.iter().filter(|(key, n)| after.get(*key) != Some(n)).collect();
    let new: Vec<_> = after.iter().filter(|(key, n)| before.get(*key) != Some(n)).collect();
    assert!(gone.is_empty() && new.is_empty(), "gone: {gone:#?}\nnew: {new:#?}");
}

/// Another name of the same length, so that a slip of one letter stays one.
fn other_name(word: &str) -> String {
    let turn = |c: char| {
        let vowels = "aeiou";
        let consonants = "bcdfghjklmnpqrstvwxz";
        for (letters, by) in [(vowels, 2), (consonants, 7)] {
            let lower = c.to_ascii_lowercase();
            if let Some(at) = letters.find(lower) {
                let turned = letters.chars().cycle().nth(at + by).unwrap();
                return if c.is_uppercase() { turned.to_ascii_uppercase() } else { turned };
            }
        }
        c
    };
    word.chars().map(turn).collect()
}

/// First and last names of the persons in the catalogue's table of sponsors and leads.
fn persons(catalogue: &str) -> Vec<String> {
    let table = catalogue.lines().find(|line| line.starts_with("**S4 sponsor/lead table**")).unwrap();
    let plans = catalogue.lines().find(|line| line.starts_with("**S4 service-level plans")).unwrap();
    let mut names: Vec<String> = table
        .split([':', ';', '/', '(', '.'])
        .flat_map(|part| part.split(" with "))
        .flat_map(|part| part.split(" and "))
        .chain(plans.split([':', ';']).filter_map(|part| part.rsplit(" - ").next()))
        .map(|part| part.trim().trim_start_matches(|c: char| c == 'P' || c.is_ascii_digit()).trim())
        .filter(|name| name.split(' ').count() == 2 && model::names::is_person(name))
        .flat_map(|name| name.split(' ').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    names.sort();
    names.dedup();
    names
}

#[test]
fn other_names_yield_the_same_findings() {
    let (Some(mut documents), Some(catalogue)) = (documents(), catalogue()) else { return };
    let Some(before) = findings_once("S4") else { return };
    let names = persons(&catalogue);
    assert!(names.len() > 15, "{names:?}");
    for (name, text) in &mut documents {
        if name.starts_with("S4") {
            *text = renamed(text, &names);
        }
    }
    let after = findings_of(&documents, "S4");
    assert_same(before, &after);
    let spelled = |found: &[Finding]| -> Vec<String> {
        found.iter().filter(|f| f.code == "person-name-varies").map(|f| f.message.clone()).collect()
    };
    assert_ne!(spelled(before), spelled(&after), "the messages speak of the new names");
}

/// The text with every word that is one of these names, or a letter away from one, turned into another name. A word
/// that also stands in small letters is no name (`Date` beside `Kate`).
fn renamed(text: &str, names: &[String]) -> String {
    let small: BTreeSet<&str> =
        text.split(|c: char| !c.is_alphabetic()).filter(|w| w.starts_with(char::is_lowercase)).collect();
    let named = |word: &str| {
        word.starts_with(char::is_uppercase)
            && !small.contains(word.to_lowercase().as_str())
            && names.iter().any(|name| model::names::distance(name, word) <= 1)
    };
    let mut out = String::new();
    for piece in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphabetic());
        if word.len() > 3 && named(word) {
            out.push_str(&other_name(word));
            out.push_str(&piece[word.len()..]);
        } else {
            out.push_str(piece);
        }
    }
    out
}

#[test]
fn other_figures_yield_the_same_findings() {
    let Some(mut documents) = documents() else { return };
    let Some(before) = findings_once("S4") else { return };
    for (name, text) in &mut documents {
        if name.starts_with("S4") {
            *text = tenfold(text);
        }
    }
    let after = findings_of(&documents, "S4");
    assert_same(before, &after);
    let hints: Vec<&str> =
        after.iter().filter(|f| f.code == "counts-disagree").map(|f| f.hint.as_str()).collect();
    for meant in ["2980 out of 3940", "3550 out of 4470", "6160 out of 6960"] {
        assert!(hints.iter().any(|hint| hint.contains(meant)), "{meant} in {hints:#?}");
    }
}

/// Ten times as many cases in every `X out of Y in time Z overdue`: the percentages stay, every count is another.
fn tenfold(text: &str) -> String {
    let mut out = String::new();
    let mut words = text.split_inclusive([' ', '>', '<', '\t', '\n']).peekable();
    let mut tenfold_next = false;
    while let Some(word) = words.next() {
        let bare = word.trim_end_matches([' ', '>', '<', '\t', '\n']);
        let number = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit());
        let next = words.peek().map_or("", |w| w.trim_end());
        let counted =
            number && (next.starts_with("out") || next.starts_with("in") || next.starts_with("overdue"));
        if number && (counted || tenfold_next) && bare.len() < 4 {
            out.push_str(bare);
            out.push('0');
            out.push_str(&word[bare.len()..]);
        } else {
            out.push_str(word);
        }
        tenfold_next = word.trim_end() == "of" && out.ends_with("out of ");
    }
    out
}
