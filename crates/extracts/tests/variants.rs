//! Tens of thousands of spellings of codes that councils delivered, each with the group it was found to mean: what we
//! understand must be of that group. What we do not understand is a finding for a person; being wrong is not.
#![expect(clippy::expect_used, reason = "a test that cannot go on says where")]

use std::collections::BTreeMap;
use std::path::Path;

use extracts::list::{Kind, lists};
use extracts::read::{Options, read};
use extracts::team::Teams;
use model::day::Day;

/// Lines of a comma-separated file with quotes; fields hold no line ends there.
fn fields(line: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => out.push(String::new()),
            c => out.last_mut().expect("never empty").push(c),
        }
    }
    out
}

#[test]
fn spellings_are_understood_as_councils_meant_them_or_not_at_all() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/standards/annex_a/annex_a_code_variants.csv");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: the spellings are not here");
        return;
    };
    // Column of a list, spelling, group.
    let mut all: BTreeMap<(usize, usize), Vec<(String, String)>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let [list, column, group, spelling] = &fields(line)[..] else { continue };
        let Some(place) =
            lists().iter().position(|l| l.number.map(|n| n.to_string()).as_deref() == Some(list))
        else {
            continue;
        };
        let Some(at) = lists()[place].columns.iter().position(|c| c.title == *column && c.kind == Kind::Code)
        else {
            continue;
        };
        // The same spellings stand again for every list with the column.
        let set = lists()[place].columns[at].codes.map(|s| s.name);
        let first = lists()
            .iter()
            .position(|l| l.columns.iter().any(|c| c.title == *column && c.codes.map(|s| s.name) == set));
        if first != Some(place) {
            continue;
        }
        all.entry((place, at)).or_default().push((group.trim().to_lowercase(), spelling.clone()));
    }
    let (mut known, mut whole, mut wrong) = (0, 0, Vec::new());
    for ((place, at), spellings) in &all {
        let list = &lists()[*place];
        let set = list.columns[*at].codes.expect("a column of codes");
        // What the official spellings of each code were found to mean.
        let mut means: BTreeMap<&str, &str> = BTreeMap::new();
        for code in &set.codes {
            if let Some((group, _)) = spellings.iter().find(|(_, s)| *s == code.text || *s == code.code) {
                means.insert(&code.code, group);
            }
        }
        let texts: Vec<&str> = spellings.iter().map(|(_, s)| s.as_str()).collect();
        for ((group, spelling), code) in spellings.iter().zip(kept(list, *at, &texts)) {
            whole += 1;
            let Some(code) = code else { continue };
            known += 1;
            if means.get(code.as_str()).is_some_and(|m| m != group) {
                wrong.push(format!(
                    "{} {}: {spelling} is {group}, not {code}",
                    list.name, list.columns[*at].name
                ));
            }
        }
    }
    wrong.sort();
    println!("{known} of {whole} understood, {} otherwise than there", wrong.len());
    for line in &wrong {
        println!("{line}");
    }
    assert!(wrong.len() * 100 <= known, "more than one in a hundred is understood otherwise");
    assert!(known * 5 >= whole * 2, "less than two in five is understood");
}

/// The codes that are kept for these spellings, each in a row of its own.
fn kept(list: &extracts::list::List, at: usize, spellings: &[&str]) -> Vec<Option<String>> {
    let as_at = Day::new(2025, 9, 30).expect("a day");
    let options = Options { as_at, key: None, teams: Teams::default() };
    let columns: Vec<&str> = list.columns.iter().filter(|c| !c.extra).map(|c| c.title.as_str()).collect();
    let mut text = columns.iter().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(",");
    for spelling in spellings {
        let row = (0..columns.len()).map(|f| match f == at {
            true => format!("\"{}\"", spelling.replace('"', "\"\"")),
            false => String::from("1"),
        });
        text.push('\n');
        text.push_str(&row.collect::<Vec<_>>().join(","));
    }
    let got = read(&[(&format!("{}.csv", list.title), text.as_bytes())], &options).snapshot;
    let table = got.table(&list.name).expect("a list");
    let word = |row| table.cell(row, at).word().map(|w| got.pool().text(w).to_owned());
    (0..spellings.len()).map(word).collect()
}
