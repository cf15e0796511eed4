//! Reports over a small snapshot worked by hand.

use app::measured::{self, Measured};
use extracts::read::{Loader, Options};
use extracts::team::Teams;
use measures::calendar::Calendar;
use model::day::Day;
use model::decimal::Decimal;
use store::SnapshotTables;

pub(crate) const TEAMS: &str =
    "team,service\nNorth,Referral and Assessment\nSouth,Safeguarding and Family Support\n";

/// On Monday 31 March 2025: day 45 of a start on Monday 27 January is today, of Friday 24 January it was last Friday. From
/// Monday 6 January, 10 March is day 45.
pub(crate) const ASSESSMENTS: &str = "\
Child Unique ID,Continuous Assessment Start Date,Continuous Assessment Date of Authorisation,Allocated Team,Allocated Worker
A,27/01/2025,,North,W1
B,24/01/2025,,North,W1
C,03/03/2025,,South,W2
D,06/01/2025,10/03/2025,North,W1
E,06/01/2025,11/03/2025,South,W2
";

pub(crate) const IN_NEED: &str = "\
Child Unique ID,CIN Start Date,CIN Closure Date,Case Status,Allocated Team,Allocated Worker
A,27/01/2025,,d) Open assessment,North,W1
B,24/01/2025,,d) Open assessment,North,W1
D,06/01/2025,,c) Child in need plan,North,W1
C,03/03/2025,,d) Open assessment,South,W2
E,06/01/2025,12/03/2025,e) Closed episode,South,W2
";

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn computed() -> Vec<Measured> {
    let options =
        Options { as_at: day("2025-03-31"), key: None, teams: Teams::read(TEAMS.as_bytes()).unwrap() };
    let mut loader = Loader::new(&options);
    loader.add("Assessments.csv", ASSESSMENTS.as_bytes()).unwrap();
    loader.add("Children in need.csv", IN_NEED.as_bytes()).unwrap();
    let mut tables = SnapshotTables::new(&Calendar::england()).unwrap();
    tables.hold(&loader.finish().snapshot, &measures::Reads::everything()).unwrap();
    measured::all(measured::library(), &tables).unwrap()
}

#[test]
fn the_weekly_compliance_report_says_x_of_y_in_time_and_z_overdue_by_service() {
    let target = [("Referral and Assessment", Decimal::parse("2.5").unwrap())];
    let report = measured::compliance(day("2025-03-31"), &computed(), &target);
    let lines: Vec<(&str, &str, String)> =
        report.lines.iter().map(|l| (l.measure.as_str(), l.service.as_str(), l.sentence())).collect();
    let (open, done) = ("Open assessments in time", "Assessments completed within 45 working days");
    let (first, second) = ("Referral and Assessment", "Safeguarding and Family Support");
    assert_eq!(
        lines,
        [
            (open, "", "66.7%: 2 out of 3 in time, 1 overdue".to_owned()),
            (open, first, "50%: 1 out of 2 in time, 1 overdue".to_owned()),
            (open, second, "100%: 1 out of 1 in time, 0 overdue".to_owned()),
            (done, "", "50%: 1 out of 2 in time, 1 overdue".to_owned()),
            (done, first, "100%: 1 out of 1 in time, 0 overdue".to_owned()),
            (done, second, "0%: 0 out of 1 in time, 1 overdue".to_owned()),
        ]
    );
    // Three open cases with W1 in the north, one with W2 in the south.
    let loads: Vec<(&str, String, bool)> = report
        .caseloads
        .iter()
        .map(|c| (c.service.as_str(), c.average.unwrap().to_string(), c.above))
        .collect();
    assert_eq!(loads, [("", "2".into(), false), (first, "3".into(), true), (second, "1".into(), false)]);
    assert!(
        report
            .lacking
            .contains(&("Visits in timescale".into(), "not computed: the list Visits is not there".into())),
        "{:?}",
        report.lacking
    );
}

#[test]
fn the_management_overview_names_services_that_stand_worse_than_the_whole() {
    let found = measured::exceptions(&computed(), 5, 0);
    let said: Vec<(&str, &str, String, i64)> =
        found.iter().map(|e| (e.key.as_str(), e.service.as_str(), e.value.to_string(), e.children)).collect();
    assert_eq!(
        said,
        [
            ("assess_45wd_pct", "Safeguarding and Family Support", "0".to_owned(), 1),
            ("assess_open_in_time_pct", "Referral and Assessment", "50".to_owned(), 1),
        ]
    );
    assert!(measured::exceptions(&computed(), 5, 1).is_empty(), "one child is not many");
}

#[test]
fn the_monthly_matrix_shows_a_month_without_a_snapshot_as_a_gap() {
    let all = computed();
    let matrix =
        measured::matrix(measured::library(), &[(day("2025-02-28"), all.clone()), (day("2025-04-30"), all)]);
    assert_eq!(matrix.months, [day("2025-02-01"), day("2025-03-01"), day("2025-04-01")]);
    let row = matrix.rows.iter().find(|r| r.key == "cin_open").unwrap();
    let values: Vec<Option<String>> = row.values.iter().map(|v| v.map(|v| v.to_string())).collect();
    assert_eq!(values, [Some("4".into()), None, Some("4".into())]);
    assert!(!matrix.rows.iter().any(|r| r.key == "cla_open"), "nothing was delivered for it");
}

#[test]
fn a_file_of_measures_has_every_part_and_says_what_is_needed() {
    let csv = app::tables::csv(&measured::table(&computed()));
    let lines: Vec<&str> = csv.lines().collect();
    assert!(
        lines.iter().any(|l| l.starts_with("assess_45wd_pct,1,") && l.contains(",North,,1,1,100,%,")),
        "{csv}"
    );
    assert!(
        lines.iter().any(|l| l.starts_with("cla_open,1,") && l.trim_end().ends_with(",children_in_care"))
    );
}

#[test]
fn days_without_known_bank_holidays_are_a_finding() {
    let all = computed();
    assert_eq!(measured::calendar_finding(&Calendar::england(), day("2025-03-31"), &all), None);
    let finding = measured::calendar_finding(&Calendar::england(), day("2031-03-31"), &all).unwrap();
    assert_eq!(finding.code, "calendar-coverage");
}
