//! What a person says of a column holds, here and in the council's next document.

use intake::columns::Corrections;
use intake::reading::{Options, Reading};

/// Headers that say nothing to anybody outside the council.
const STRANGE: &str = "Kode,Zut,Wer,Wann,Hue,Bis jetzt\n\
    K1,Open a hub,Head of Early Help,May 2024,Amber,Lease signed.\n\
    K2,Close the annexe,Head of Estates,June 2024,Green,Empty since March.\n\
    K3,Sell the annexe,Head of Estates,July 2024,Red,Nobody wants it.\n";

fn read(name: &str, text: &str, columns: &Corrections) -> Reading {
    let options = Options { columns: columns.clone(), ..Options::default() };
    intake::read(&[(name, text.as_bytes())], &options)
}

fn given(pairs: &[(&str, &str)]) -> Corrections {
    let mut out = Corrections::default();
    pairs.iter().for_each(|(header, means)| out.set(header, means));
    out
}

#[test]
fn a_table_nobody_understood_is_a_plan_once_a_person_has_said_what_its_columns_are() {
    let before = read("plan.csv", STRANGE, &Corrections::default());
    assert!(before.plans.iter().all(|p| p.actions.is_empty()));
    let told: Vec<(&str, &str)> =
        before.columns.iter().map(|c| (c.header.as_str(), c.means.as_str())).collect();
    assert!(told.contains(&("Zut", "")) && told.contains(&("Wann", "")), "{told:?}");

    let said = given(&[
        ("Kode", "ref"),
        ("Zut", "action"),
        ("Wer", "owner"),
        ("Wann", "due"),
        ("Hue", "delivery"),
        ("Bis jetzt", "progress"),
    ]);
    let after = read("plan.csv", STRANGE, &said);
    assert_eq!(after.reconciliation.lost, 0);
    let actions = &after.plans[0].actions;
    let seen: Vec<(&str, &str, &str)> =
        actions.iter().map(|a| (a.reference.as_str(), a.text.as_str(), a.dates[0].phrase.as_str())).collect();
    assert_eq!(
        seen,
        [
            ("K1", "Open a hub", "May 2024"),
            ("K2", "Close the annexe", "June 2024"),
            ("K3", "Sell the annexe", "July 2024")
        ]
    );
    assert_eq!(actions[1].owners[0].text, "Head of Estates");
    assert_eq!(actions[2].updates[0].text, "Nobody wants it.");
    assert!(after.columns.iter().all(|c| c.corrected && !c.means.is_empty()), "{:?}", after.columns);
}

#[test]
fn a_correction_goes_before_what_words_and_cells_suggest() {
    let text = "Ref,Action,Details,Lead,Due,Comments\n\
        1,Hub,Open a hub in the north,Head of Early Help,May 2024,See the lease\n\
        2,Annexe,Close the annexe for good,Head of Estates,June 2024,See the deed\n";
    let said = given(&[("Details", "action"), ("COMMENTS", "evidence")]);
    let reading = read("plan.csv", text, &said);
    let actions = &reading.plans[0].actions;
    assert_eq!(actions[0].text, "Open a hub in the north");
    assert_eq!(actions[1].evidence[0].text, "See the deed");
    assert!(actions[1].updates.is_empty());
}

#[test]
fn a_field_of_a_table_turned_sideways_is_corrected_by_its_label() {
    let text = "# Plan\n\n| | | |\n|---|---|---|\n| Action | Open a hub | Close the annexe |\n| Wer | Head of Early Help | Head of Estates |\n\
        | Deadline | May 2024 | June 2024 |\n| Bis jetzt | Lease signed. | Empty. |\n";
    let reading = read("plan.md", text, &given(&[("Wer", "owner"), ("Bis jetzt", "progress")]));
    let actions = &reading.plans[0].actions;
    assert_eq!(actions.len(), 2);
    assert_eq!(actions[1].owners[0].text, "Head of Estates");
    assert_eq!(actions[0].updates[0].text, "Lease signed.");
}
