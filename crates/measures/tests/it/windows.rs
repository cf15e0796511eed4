//! Definitions that speak of the same stretch of time begin and end it on the same day: walked day by day, over leap years and
//! ends of months.

use std::collections::{BTreeMap, BTreeSet};

use measures::{Counted, Outcome, compute, find};
use model::day::Day;

use crate::table::{Table, engine, fill};

/// The days of snapshots.
const ON: [&str; 5] = ["2025-03-31", "2024-02-29", "2025-02-28", "2024-12-31", "2024-08-30"];

/// What stands in columns of every row.
type Cells = &'static [(&'static str, &'static str)];

/// Definitions over the year up to the day: the list, the column with the day, what else its rows have.
const YEAR: [(&str, &str, &str, Cells); 12] = [
    ("adopt_a10", "adoption", "placed_on", &[("entered_care_on", "2015-01-01")]),
    ("adopt_a2", "adoption", "matched_on", &[("placement_order_on", "2015-01-01")]),
    ("adopt_reversed", "adoption", "reversed_on", &[]),
    ("adopters_stage", "adopters", "stage_1_ended_on", &[("stage_1_started_on", "2015-01-01")]),
    ("adopters_stage_2", "adopters", "stage_2_ended_on", &[("stage_2_started_on", "2015-01-01")]),
    ("staff_agency_to_permanent", "staff", "started_on", &[("held", "permanent"), ("was_agency", "yes")]),
    ("staff_leavers", "staff", "left_on", &[("held", "permanent")]),
    ("staff_returners", "staff", "started_on", &[("held", "permanent"), ("returner", "yes")]),
    ("staff_starters", "staff", "started_on", &[("held", "permanent")]),
    ("staff_turnover_pct", "staff", "left_on", POST),
    ("staff_turnover_voluntary_pct", "staff", "left_on", POST),
    ("sw_turnover", "staff", "left_on", POST),
];

/// A social worker's post.
const POST: Cells = &[
    ("held", "permanent"),
    ("kind", "social_worker"),
    ("fte_hundredths", "1"),
    ("left_reason", "voluntary"),
    ("started_on", "2015-01-01"),
];

/// A share whose cases counted are those of the first bands of a measure by bands: the list, its column, what else rows have, the
/// share, the bands' measure, how many of its bands.
const BANDS: [(&str, &str, Cells, &str, &str, usize); 5] = [
    (
        "children_in_care",
        "last_visit_on",
        &[("started_on", "2015-01-01")],
        "cla_visit_6w_pct",
        "cla_visit_bins",
        1,
    ),
    (
        "children_in_care",
        "last_review_on",
        &[("started_on", "2015-01-01")],
        "cla_reviewed_pct",
        "cla_review_bins",
        2,
    ),
    ("section_47", "strategy_on", &[("icpc_on", AS_AT)], "icpc_15wd_pct", "icpc_bins", 2),
    ("assessments", "started_on", &[("authorised_on", AS_AT)], "assess_45wd_pct", "assess_duration_bins", 6),
    ("child_protection_plans", "started_on", &[], "cpp_2y_open_pct", "cpp_duration_bins", 4),
];

/// Stands for the snapshot's own day in a cell.
const AS_AT: &str = "the day";

/// A list with a row for each of so many days before the snapshot's and a few after it; its other columns are there.
fn a_row_a_day(list: &str, column: &str, fixed: Cells, as_at: Day) -> (Table, BTreeMap<i64, Day>) {
    let list = extracts::list::list(list).unwrap();
    let names = list.columns.iter().map(|c| c.name.clone());
    let columns: Vec<String> = std::iter::once("row".to_owned()).chain(names).collect();
    let days: BTreeMap<i64, Day> =
        (1_i64..).zip(-3..1500).map(|(row, back): (i64, i32)| (row, as_at.plus_days(-back))).collect();
    let cell = |name: &str, row: i64, day: Day| match fixed.iter().find(|(n, _)| *n == name) {
        _ if name == "row" => row.to_string(),
        _ if name == column => day.iso(),
        Some((_, text)) if *text == AS_AT => as_at.iso(),
        Some((_, text)) => (*text).to_owned(),
        None => "-".to_owned(),
    };
    let rows = days.iter().map(|(row, day)| columns.iter().map(|n| cell(n, *row, *day)).collect()).collect();
    (Table { columns, rows }, days)
}

fn computed(key: &str, tables: &store::SnapshotTables) -> measures::Computed {
    match compute(find(key).unwrap(), tables).unwrap() {
        Outcome::Computed(computed) => *computed,
        Outcome::Needs(needs) => panic!("{key} needs {needs:?}"),
    }
}

/// The year up to 31 March begins on 1 April: its anniversary a year before is of the year before, so that no day is in two years
/// and none in none.
#[test]
fn the_year_up_to_the_day_is_the_same_year_for_every_definition() {
    let mut tables = engine();
    let mut wrong = Vec::new();
    for on in ON {
        let as_at = Day::parse_iso(on).unwrap();
        let before = as_at.plus_months(-12);
        for (key, list, column, fixed) in YEAR {
            let (table, days) = a_row_a_day(list, column, fixed, as_at);
            fill(&mut tables, as_at, &BTreeMap::from([(list.to_owned(), table)]));
            let all = computed(key, &tables);
            let counted: BTreeSet<Day> =
                all.cases().iter().filter(|c| c.counted == Counted::Yes).map(|c| days[&c.row]).collect();
            let year: BTreeSet<Day> = days.values().copied().filter(|d| *d > before && *d <= as_at).collect();
            if counted != year {
                let ends = |s: &BTreeSet<Day>| {
                    s.first().zip(s.last()).map(|(a, b)| format!("{} to {}", a.iso(), b.iso()))
                };
                wrong.push(format!("{key} on {on}: {:?}, not {:?}", ends(&counted), ends(&year)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_share_and_the_bands_beside_it_draw_their_line_on_the_same_day() {
    let mut tables = engine();
    let mut wrong = Vec::new();
    for on in ON {
        let as_at = Day::parse_iso(on).unwrap();
        for (list, column, fixed, share, bands, first) in BANDS {
            let (table, days) = a_row_a_day(list, column, fixed, as_at);
            fill(&mut tables, as_at, &BTreeMap::from([(list.to_owned(), table)]));
            let in_share = computed(share, &tables);
            let in_bands = computed(bands, &tables);
            let names = &find(bands).unwrap().bands;
            let known: BTreeMap<i64, bool> = in_share
                .cases()
                .iter()
                .filter(|c| c.counted != Counted::Out)
                .map(|c| (c.row, c.counted == Counted::Yes))
                .collect();
            let mut both = 0;
            for case in in_bands.cases().iter().filter(|c| c.counted == Counted::Yes) {
                let place = names.iter().position(|n| n == in_bands.name(case.reason)).unwrap();
                let Some(yes) = known.get(&case.row) else { continue };
                both += 1;
                // Plans of two years are the last band, and what the share counts.
                let expected = if share == "cpp_2y_open_pct" { place >= first } else { place < first };
                if *yes != expected {
                    wrong.push(format!("{share} and {bands} on {on}: {}", days[&case.row].iso()));
                }
            }
            assert!(both > 30, "{share} and {bands} on {on}: {both} days in both");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
