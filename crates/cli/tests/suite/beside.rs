//! `throughline published` and `throughline figures` from outside: what stands beside computed measures.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::throughline;

const VALUES: &str = "\
measure,name,period,area,la_code,region,value
LAC,Children in care,2025,Marlbeck,901,Fen Counties,71
LAC,Children in care,2025,England,970,NA,70
LAC,Children in care,2025,Brackwater,902,Fen Counties,c
LAC,Children in care,soon,Brackwater,902,Fen Counties,64
";

const FIGURES: &str = "\
measure,service,from,to,numerator,denominator,value,source,as at
sickness_pct,,2025-02-01,2025-02-28,,,4.5%,HR report,2025-03-09
exit_interviews_pct,,2025-01-01,2025-03-31,9,12,70%,People service,2025-04-08
no_such_measure,,2025-01-01,2025-03-31,,,5,People service,2025-04-08
";

/// The exit status and what was said, on both ways out.
fn said(data: &Path, args: &[&str]) -> (Option<i32>, String) {
    let output = throughline(&[args, &["--data", data.to_str().unwrap()]].concat());
    let both = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(both).unwrap())
}

#[test]
fn published_tables_are_loaded_once_and_a_line_that_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("values.csv"));
    fs::write(&file, VALUES).unwrap();
    let file = file.to_str().unwrap();
    let load = ["published", file, "--source", "A department", "--place", "Marlbeck", "--authority", "901"];
    let (status, first) = said(&data, &load);
    assert_eq!(status, Some(1), "a line was not read: {first}");
    assert!(first.contains("values.csv: 3 rows of") && first.contains("values.csv:5: "), "{first}");
    assert!(first.contains("The place is 901 in the published tables"), "{first}");
    let (_, again) = said(&data, &load);
    assert!(again.contains("values.csv was loaded already: nothing changed"), "{again}");
    let (status, none) = said(&data, &["published"]);
    assert!(status == Some(2) && none.contains("name the tables to load"), "{none}");
    let (status, gone) = said(&data, &["published", "no-such.csv"]);
    assert!(status == Some(2) && gone.contains("cannot read no-such.csv"), "{gone}");
}

#[test]
fn a_preview_of_stated_figures_makes_no_place() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("past.csv"));
    fs::write(&file, FIGURES).unwrap();
    drop(store::Store::open(&data, &store::OpenOptions { create: true, ..Default::default() }).unwrap());
    for place in ["Marlbeck", "Another"] {
        let (status, preview) = said(&data, &["figures", file.to_str().unwrap(), "--place", place]);
        assert_eq!(status, Some(1), "a line is not taken: {preview}");
        assert!(preview.contains("Nothing is kept yet"), "{preview}");
    }
}

#[test]
fn stated_figures_are_previewed_then_kept_and_the_same_file_again_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("past.csv"));
    fs::write(&file, FIGURES).unwrap();
    let file = file.to_str().unwrap();
    let (status, none) = said(&data, &["figures", file]);
    assert_eq!(status, Some(2), "nothing is kept there yet: {none}");
    let keep = ["figures", file, "--place", "Marlbeck", "--accept"];
    let (status, kept) = said(&data, &keep);
    assert_eq!(status, Some(1), "a line was not taken: {kept}");
    assert!(kept.contains("past.csv:2: new: sickness_pct, all, to 2025-02-28: 4.5"), "{kept}");
    // 9 of 12 are 75%.
    assert!(kept.contains("The cases make 75, and 70 is stated: both are kept."), "{kept}");
    assert!(kept.contains("past.csv:4: not taken: ") && kept.contains("no_such_measure"), "{kept}");
    assert!(kept.contains("2 figures kept, 0 of them restated; 0 known already"), "{kept}");
    let (_, again) = said(&data, &keep);
    assert!(again.contains("0 figures kept, 0 of them restated; 2 known already"), "{again}");

    fs::write(file, FIGURES.replace("4.5%", "4.7%")).unwrap();
    let output = throughline(&["figures", file, "--format", "json", "--data", data.to_str().unwrap()]);
    let preview: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(preview["kept"], false);
    assert_eq!(
        (&preview["figures"][0]["came"], &preview["figures"][1]["came"]),
        (&"restated".into(), &"known".into())
    );
    assert_eq!(preview["rejected"][0]["line"], 4);
}
