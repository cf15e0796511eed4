//! `throughline measure` from outside.

use std::fs;

use serde_json::Value;

use crate::run::throughline;

const ASSESSMENTS: &str = "\
Child Unique ID,Continuous Assessment Start Date,Continuous Assessment Date of Authorisation,Allocated Team,Allocated Worker
A,06/01/2025,10/03/2025,North,W1
B,06/01/2025,11/03/2025,North,W1
";

/// From Monday 6 January 2025, 10 March is day 45: one of two in time.
#[test]
fn lists_become_measures_by_service_and_team() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("Assessments.csv");
    let teams = folder.path().join("teams.csv");
    fs::write(&list, ASSESSMENTS).unwrap();
    fs::write(&teams, "team,service\nNorth,Safeguarding\n").unwrap();
    let (list, teams) = (list.to_str().unwrap(), teams.to_str().unwrap());
    let args = ["measure", list, "--as-at", "2025-03-31", "--teams", teams];
    let output = throughline(&[&args[..], &["--format", "json"]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    let all = said["measures"].as_array().unwrap();
    let of = |key: &str| all.iter().find(|m| m["key"] == key).unwrap();
    assert_eq!(of("assess_45wd_pct")["whole"]["value"], 50);
    assert_eq!(of("assess_45wd_pct")["services"][0]["service"], "Safeguarding");
    assert_eq!(of("assess_45wd_pct")["teams"][0]["denominator"], 2);
    assert_eq!(of("cla_open")["needs"][0], "children_in_care");
    assert_eq!(said["snapshot"]["lists"][0]["rows"], 2);

    let text = throughline(&args);
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(text.contains("50% (1 of 2)"), "{text}");
    let report = throughline(&[&args[..], &["--report", "weekly-compliance"]].concat());
    let report = String::from_utf8(report.stdout).unwrap();
    assert!(report.contains("All: 50%: 1 out of 2 in time, 1 overdue"), "{report}");
}

/// A list without the day of authorisation: which assessments are finished cannot be told, and is not. How many words it
/// is called by in the list is what people read; programs read its name.
#[test]
fn a_measure_whose_column_the_list_lacks_is_not_computed_and_says_which() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("Assessments.csv");
    fs::write(&list, "Child Unique ID,Continuous Assessment Start Date,Allocated Team\nA,06/01/2025,North\n")
        .unwrap();
    let args = ["measure", list.to_str().unwrap(), "--as-at", "2025-03-31"];
    let text = String::from_utf8(throughline(&args).stdout).unwrap();
    let why = "list 4 (Assessments) has no column “Continuous Assessment Date of Authorisation”";
    assert!(text.contains(&format!("    Open assessments in time: {why}\n")), "{text}");
    assert!(!text.contains("[assess_open_in_time_pct]"), "{text}");
    let output = throughline(&[&args[..], &["--format", "json"]].concat());
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    let all = said["measures"].as_array().unwrap();
    let open = all.iter().find(|m| m["key"] == "assess_open_in_time_pct").unwrap();
    assert_eq!(open["needs"][0], "assessments.authorised_on");
    assert_eq!(open["not_computed"], format!("not computed: {why}"));
    assert!(open["whole"].is_null() && open["teams"].as_array().unwrap().is_empty());
    let csv = String::from_utf8(throughline(&[&args[..], &["--csv"]].concat()).stdout).unwrap();
    assert!(
        csv.lines()
            .any(|l| l.starts_with("assess_open_in_time_pct,") && l.contains("assessments.authorised_on")),
        "{csv}"
    );
}

#[test]
fn unusable_input_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shopping.csv");
    fs::write(&file, "eggs,milk\n12,2\n").unwrap();
    let refused = |args: &[&str], part: &str| {
        let output = throughline(&[&["measure"], args, &["--as-at", "2025-03-31"]].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(part), "{said}");
        assert!(output.stdout.is_empty());
    };
    refused(&[file.to_str().unwrap()], "holds a list");
    refused(&[folder.path().to_str().unwrap()], "is a folder");
    refused(&["nowhere.csv"], "nowhere.csv");
    let list = folder.path().join("Assessments.csv");
    let cut = folder.path().join("teams.csv");
    fs::write(&list, ASSESSMENTS).unwrap();
    fs::write(&cut, [0xff, 0xfe, 0x00]).unwrap();
    refused(&[list.to_str().unwrap(), "--teams", cut.to_str().unwrap()], "teams.csv");
    let cut = folder.path().join("Contacts.xlsx");
    fs::write(&cut, b"PK\x03\x04 cut off here").unwrap();
    refused(&[cut.to_str().unwrap()], "Contacts.xlsx");
    refused(&[file.to_str().unwrap(), "--measure", "no_such"], "no_such");
}

/// With a day more 11 March is in time, too.
#[test]
fn definitions_of_a_folder_stand_in_the_place_of_the_programs() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("Assessments.csv");
    fs::write(&list, ASSESSMENTS).unwrap();
    let own = folder.path().join("own");
    fs::create_dir(&own).unwrap();
    let args =
        ["measure", list.to_str().unwrap(), "--as-at", "2025-03-31", "--definitions", own.to_str().unwrap()];
    let refused = |more: &[&str], part: &str| {
        let output = throughline(&[&args[..], more].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(part), "{said}");
    };
    refused(&[], "holds no definition");
    let definition = measures::find("assess_45wd_pct").unwrap();
    let text = definition.to_toml().replace("45", "46").replace("assess_46wd_pct", "assess_45wd_pct");
    fs::write(own.join("a.toml"), &text).unwrap();
    let both = [&args[..], &["--measure", "assess_45wd_pct", "--format", "json"]].concat();
    let output = throughline(&both);
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(said["measures"][0]["whole"]["value"], 100);
    fs::write(own.join("a.toml"), text.replace("FROM assessments x", "FROM assessments x LIMIT 1")).unwrap();
    refused(&[], "a.toml: Query, line ");
    fs::write(own.join("a.toml"), "key = 3").unwrap();
    refused(&[], "a.toml: The file, line 1");
    refused(&["--store"], "--store");
}

#[test]
fn kept_lists_are_kept_once_and_a_damaged_delivery_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let list = folder.path().join("Assessments.csv");
    fs::write(&list, ASSESSMENTS).unwrap();
    let keep = |more: &[&str]| {
        let args =
            ["measure", list.to_str().unwrap(), "--as-at", "2025-03-31", "--store", "--format", "json"];
        throughline(&[&args[..], &["--data", data.to_str().unwrap()], more].concat())
    };
    let refused = keep(&[]);
    assert_eq!(refused.status.code(), Some(2), "nothing says which place");
    let said = |output: &std::process::Output| -> Value {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    assert_eq!(said(&keep(&["--place", "Marlbeck"]))["kept"]["new"], true);
    assert_eq!(said(&keep(&[]))["kept"]["new"], false);
    fs::write(&list, "").unwrap();
    assert_eq!(keep(&[]).status.code(), Some(2));
}
