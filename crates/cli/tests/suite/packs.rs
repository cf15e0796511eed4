//! `throughline pack`: files in a folder, the same again, and one clear sentence where it cannot.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{root, throughline};

/// The invented plan kept in a new data directory.
fn kept(data: &Path) {
    let plan = root().join("demo/documents/2022-11-joint-delivery-plan.txt");
    let output = run(data, &["import", plan.to_str().unwrap(), "--accept", "--place", "Aldermere"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn run(data: &Path, rest: &[&str]) -> std::process::Output {
    let mut args = vec!["--data", data.to_str().unwrap()];
    args.extend(rest);
    throughline(&args.iter().map(std::ffi::OsStr::new).collect::<Vec<_>>())
}

fn pack(data: &Path, out: &Path, rest: &[&str]) -> std::process::Output {
    let mut args = vec![
        "--as-of",
        "2023-02-01",
        "pack",
        "--board",
        "Improvement Board",
        "--meeting",
        "2023-02-12",
        "--out",
    ];
    args.push(out.to_str().unwrap());
    args.extend(rest);
    run(data, &args)
}

#[test]
fn a_pack_is_written_in_every_format_and_again_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    kept(&data);
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    let output = pack(&data, &one, &["--format", "json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(said["issued"], false);
    let names: Vec<&str> =
        said["files"].as_array().unwrap().iter().map(|f| f["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"improvement-board-2023-02-12-board.docx"), "{names:?}");
    let html = fs::read_to_string(one.join("improvement-board-2023-02-12-board.html")).unwrap();
    assert!(html.contains("Draft: not approved yet") && html.contains("The plan on one page"));
    // A file that is there is never written over.
    let again = pack(&data, &one, &[]);
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&again.stderr).contains("already; name another folder"));
    assert!(pack(&data, &two, &[]).status.success());
    for name in names {
        assert_eq!(fs::read(one.join(name)).unwrap(), fs::read(two.join(name)).unwrap(), "{name}");
    }
}

#[test]
fn an_issued_pack_is_kept_and_the_next_one_of_its_board_compares_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    kept(&data);
    let output = pack(&data, &folder.path().join("first"), &["--issue", "--as", "html"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let next = folder.path().join("next");
    let args =
        ["--as-of", "2023-03-01", "pack", "--board", "improvement board", "--meeting", "2023-03-12", "--out"];
    let mut args = args.to_vec();
    args.extend([next.to_str().unwrap(), "--as", "html"]);
    assert!(run(&data, &args).status.success());
    let html = fs::read_to_string(next.join("improvement-board-2023-03-12-board.html")).unwrap();
    assert!(html.contains("1 February 2023, the pack of its meeting on 12 February 2023"));
    assert!(run(&data, &["verify"]).status.success());
}

#[test]
fn what_cannot_be_made_is_refused_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    kept(&data);
    let out = folder.path().join("out");
    for (rest, wanted) in [
        (vec!["--kind", "bored"], "there is no kind of pack `bored`; there are board, "),
        (vec!["--layout", "/nowhere/at/all.toml"], "cannot read the layout"),
        (vec!["--since", "2023-02-01"], "must be before the day it speaks of"),
        (vec!["Another plan"], "no plan is called `another plan…`"),
    ] {
        let output = pack(&data, &out, &rest);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), said.trim().lines().count()), (Some(2), 1), "{said}");
        assert!(said.contains(wanted), "{said}");
    }
    assert!(!out.exists(), "nothing was written");
}
