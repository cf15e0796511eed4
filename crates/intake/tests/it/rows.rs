//! What a person says of a row holds, here and in the council's next document.

use intake::columns::Corrections;
use intake::reading::{Options, Reading};

const PLAN: &str = "Ref\tAction\tLead\tDue\n\
    \tHomes near school, homes that last\tHead of Placements\t\n\
    1\tFind two landlords\tHousing Manager\tMay 2024\n\
    2\tMend the damp\tProperty Manager\tJune 2024\n\
    \tand tell the children when\tProperty Manager\tJuly 2024\n\
    Total\t3\t\t\n\
    \tAsk young people what they think\t\t\n";

fn read(said: &[(&str, &str)]) -> Reading {
    let mut columns = Corrections::default();
    said.iter().for_each(|(words, is)| columns.set_row(words, is));
    intake::read(&[("plan.txt", PLAN.as_bytes())], &Options { columns, ..Options::default() })
}

fn row(reading: &Reading, begins: &str) -> (String, String, bool) {
    let row = reading.rows.iter().find(|r| r.words.contains(begins)).unwrap_or_else(|| panic!("{begins}"));
    (row.words.clone(), row.is.clone(), row.corrected)
}

#[test]
fn every_row_is_told_and_is_what_a_person_says() {
    let before = read(&[]);
    let told: Vec<String> = ["Homes near", "Find two", "Total"].map(|b| row(&before, b).1).to_vec();
    assert_eq!(told, ["action", "action", "note"]);
    let said: Vec<(String, &str)> = [
        ("Homes near", "heading"),
        ("and tell", "more"),
        ("Mend the damp", "note"),
        ("Ask young people", "action"),
    ]
    .map(|(begins, is)| (row(&before, begins).0, is))
    .to_vec();
    let said: Vec<(&str, &str)> = said.iter().map(|(words, is)| (words.as_str(), *is)).collect();

    let after = read(&said);
    assert_eq!(after.reconciliation.lost, 0);
    let plan = &after.plans[0];
    let texts: Vec<&str> = plan.actions.iter().map(|a| a.text.as_str()).collect();
    assert_eq!(texts, ["Find two landlords and tell the children when", "Ask young people what they think"]);
    assert_eq!(plan.priorities[0].title, "Homes near school, homes that last Head of Placements");
    assert!(plan.actions.iter().all(|a| a.priority.as_ref() == Some(&plan.priorities[0].key)));
    assert!(plan.text.iter().any(|t| t.text.contains("Mend the damp")), "{:?}", plan.text);
    assert!(row(&after, "Mend the damp").2 && !row(&after, "Find two").2);
}
