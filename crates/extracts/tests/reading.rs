//! Files in the shapes that case systems deliver, read into snapshots.
#![expect(clippy::expect_used, reason = "a test that cannot go on says where")]

use extracts::cell::Datum;
use extracts::list::list;
use extracts::pseudonym::Key;
use extracts::read::{Options, Read, read};
use extracts::remark::Deed;
use extracts::schema::columns;
use extracts::snapshot::Snapshot;
use extracts::team::Teams;
use model::day::Day;
use rust_xlsxwriter::{Format, Formula, Workbook};

fn options() -> Options {
    Options { as_at: Day::new(2025, 9, 30).expect("a day"), key: None, teams: Teams::default() }
}

fn one(name: &str, text: &str) -> Read {
    read(&[(name, text.as_bytes())], &options())
}

/// The values of some columns of every row, a line each.
fn rows(snapshot: &Snapshot, name: &str, wanted: &[&str]) -> Vec<String> {
    let table = snapshot.table(name).expect("a list");
    let all = columns(list(name).expect("a list"));
    let shown = |datum: Datum<'_>| match datum {
        Datum::Null => String::from("-"),
        Datum::Int(number) => number.to_string(),
        Datum::Text(text) => text.to_owned(),
    };
    (0..table.len())
        .map(|row| {
            let values: Vec<Datum<'_>> = snapshot.data(table, row, &all).collect();
            let place = |w: &&str| all.iter().position(|c| c.name == **w).expect("a column");
            wanted.iter().map(|w| shown(values[place(w)])).collect::<Vec<_>>().join(" ")
        })
        .collect()
}

fn codes(read: &Read) -> Vec<&str> {
    read.findings.iter().map(|f| f.code.as_ref()).collect()
}

const REFERRALS: &str = "\
Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Date of referral,Referral Source,Referral NFA?,\
Number of Referrals in Last 12 Months,Allocated Team,Allocated Worker
1001,a) Male,a) WBRI,01/02/2015,10,03/06/2025,a) 1A: Individual,b) No,0,North 1,Worker 4
1002,F,Somewhere else,,-1,04/06/2025,Police,Y,1,North 2,Worker 5
";

#[test]
fn a_file_of_one_list_is_known_by_its_headers() {
    let read = one("export.csv", REFERRALS);
    // 20242 is 3 June 2025: 20178 (31 March 2025) and 64 days.
    let wanted = ["child", "gender", "ethnicity", "born_ymd", "age", "received_on", "source", "nfa", "team"];
    assert_eq!(
        rows(&read.snapshot, "referrals", &wanted),
        ["1001 male WBRI 20150201 10 20242 1A no North 1", "1002 female - - -1 20243 6 yes North 2"]
    );
    assert!(read.snapshot.delivered("referrals") && !read.snapshot.delivered("contacts"));
    let deeds: Vec<(Deed, u32, u16)> =
        read.snapshot.remarks().iter().map(|r| (r.deed, r.row, r.field)).collect();
    let understood = Deed::CodeUnderstood;
    assert_eq!(
        deeds,
        [(understood, 3, 2), (Deed::UnknownCode, 3, 3), (understood, 3, 7), (understood, 3, 8)]
    );
    let said = read.snapshot.finding_of(&read.snapshot.remarks()[1]);
    assert_eq!(said.at.to_string(), "export.csv, line 3, column 3");
    assert!(said.message.contains("“Somewhere else”"), "{}", said.message);
}

#[test]
fn the_same_files_are_the_same_snapshot() {
    let other = REFERRALS.replace("1002", "1003");
    let hash = |files: &[(&str, &str)]| {
        let files: Vec<(&str, &[u8])> = files.iter().map(|(n, t)| (*n, t.as_bytes())).collect();
        read(&files, &options()).snapshot.hash().to_owned()
    };
    let both = hash(&[("a.csv", REFERRALS), ("b.csv", &other)]);
    assert_eq!(both, hash(&[("c.csv", &other), ("d.csv", REFERRALS)]));
    assert_ne!(both, hash(&[("a.csv", REFERRALS)]));
    assert_eq!(both.len(), 64);
}

#[test]
fn pseudonyms_stand_for_children_alike_in_every_list() {
    let options = Options { key: Some(Key::new(b"a key of the council")), ..options() };
    let files = [
        ("referrals.csv", REFERRALS.as_bytes()),
        ("list 7.csv", b"Child Unique ID,Gender,Child Protection Plan Start Date,Latest Category of Abuse\n1001,M,01/07/2025,Neglect\n" as &[u8]),
    ];
    let read = read(&files, &options);
    let first = |list| rows(&read.snapshot, list, &["child"]).swap_remove(0);
    assert_eq!(first("referrals"), first("child_protection_plans"));
    assert_eq!(first("referrals").len(), 16);
    let whole = format!("{:?}", read.snapshot);
    assert!(!whole.contains("\"1001\""), "the number itself is nowhere");
}

#[test]
fn headers_that_could_be_of_two_lists_are_not_guessed() {
    // Both the plans of children in need and the placements have these.
    let text = "Child ID,Start Date,End Date,Team\n1,01/01/2025,,North\n";
    let unnamed = one("export.csv", text);
    assert_eq!(codes(&unnamed), ["list-ambiguous"]);
    assert!(unnamed.snapshot.tables().all(|(_, t)| t.is_empty()));
    let named = one("CIN plans.csv", text);
    assert_eq!(rows(&named.snapshot, "cin_plans", &["child", "ended_on", "team"]), ["1 - North"]);
}

#[test]
fn ragged_rows_repeated_headers_and_title_lines() {
    let text = "List 2 - early help\n\nChild ID,Gender,Assessment start date,Organisation\n1,M,01/05/2025\n2,F,02/05/2025,School,,\n\
                3,F,03/05/2025,\"Health\",visiting\nChild ID,Gender,Assessment start date,Organisation\n,,,\n4,M,#N/A,School\n";
    let read = one("book.csv", text);
    let got = rows(&read.snapshot, "early_help", &["child", "started_on", "organisation"]);
    // 20209 is 1 May 2025.
    assert_eq!(got, ["1 20209 -", "2 20210 School", "3 20211 Health", "4 - School"]);
    let deeds: Vec<(Deed, u32)> = read
        .snapshot
        .remarks()
        .iter()
        .map(|r| (r.deed, r.row))
        .filter(|(d, _)| *d != Deed::CodeUnderstood)
        .collect();
    assert_eq!(
        deeds,
        [(Deed::RowTooShort, 4), (Deed::RowTooLong, 6), (Deed::HeaderAgain, 7), (Deed::ErrorValue, 9)]
    );
}

#[test]
fn teams_belong_to_services_of_the_day_and_unknown_ones_are_listed() {
    let teams = Teams::read(
        b"team,service,from,to\nNorth 1,Assessment,,31/08/2025\nNorth 1,Safeguarding,01/09/2025,\n",
    );
    let options = Options { teams: teams.expect("a table"), ..options() };
    let read = read(&[("r.csv", REFERRALS.as_bytes())], &options);
    assert_eq!(rows(&read.snapshot, "referrals", &["service"]), ["Safeguarding", "-"]);
    assert_eq!(codes(&read), ["team-unmapped"]);
    assert_eq!(read.snapshot.unmapped().iter().collect::<Vec<_>>(), [(&String::from("North 2"), &1)]);
}

#[test]
fn what_is_no_list_is_said_and_stops_nothing() {
    let files: [(&str, &[u8]); 5] = [
        ("empty.csv", b""),
        ("letter.txt", b"Dear all,\nhere are the lists.\n"),
        ("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0"),
        ("cut.xlsx", b"PK\x03\x04 and nothing more"),
        ("r.csv", REFERRALS.as_bytes()),
    ];
    let read = read(&files, &options());
    assert_eq!(codes(&read), ["file-empty", "sheet-no-list", "file-not-a-list", "workbook-damaged"]);
    assert_eq!(read.snapshot.table("referrals").map(|t| t.len()), Some(2));
}

#[test]
fn a_workbook_with_a_tab_for_each_list() {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let notes = book.add_worksheet();
    notes.set_name("Read me").and_then(|s| s.write(0, 0, "Lists for the inspection")).expect("written");
    let sheet = book.add_worksheet();
    sheet.set_name("List 8 CLA").expect("named");
    sheet.write(0, 0, "Children looked after on the day").expect("written");
    let headers = [
        "Child Unique ID",
        "Gender",
        "Date of Birth",
        "Date Started to be Looked After",
        "Child's Legal Status",
        "Number of Placements in the Last 12 months",
        "Placement Type",
    ];
    for (column, header) in (0..).zip(headers) {
        sheet.write(2, column, header).expect("written");
    }
    sheet.write(3, 0, 1001).expect("written");
    sheet.write(3, 1, "a) Male").expect("written");
    // 42036 is 1 February 2015 as Excel counts days, 45811 is 3 June 2025.
    sheet.write_with_format(3, 2, 42_036, &day).expect("written");
    sheet.write_with_format(3, 3, 45_811, &day).expect("written");
    sheet.write(3, 4, "C2: FCO").expect("written");
    sheet.write_formula(3, 5, Formula::new("=1+1").set_result("2")).expect("written");
    sheet.write(3, 6, "#N/A").expect("written");
    sheet.write(5, 0, "1002").expect("written");
    sheet.write(5, 3, "03/06/2025").expect("written");
    let bytes = book.save_to_buffer().expect("a workbook");
    let read = read(&[("annex a.xlsx", bytes.as_slice())], &options());
    let wanted =
        ["child", "gender", "born_ymd", "started_on", "legal_status", "placements_12m", "placement_type"];
    assert_eq!(
        rows(&read.snapshot, "children_in_care", &wanted),
        ["1001 male 20150201 20242 C2 2 -", "1002 - - 20242 - - -"]
    );
    assert_eq!(
        read.snapshot.remarks().iter().map(|r| (r.deed, r.row, r.field)).collect::<Vec<_>>(),
        [(Deed::ErrorValue, 4, 7)]
    );
    let place = read.snapshot.finding_of(&read.snapshot.remarks()[0]).at;
    assert_eq!(place.to_string(), "annex a.xlsx, page 2, row 4, column 7");
}

#[test]
fn tables_of_the_safeguarding_dataset_fill_the_same_lists() {
    let files: [(&str, &[u8]); 3] = [
        ("ssd_person.csv", b"pers_person_id,pers_sex,pers_ethnicity,pers_dob,pers_upn_unknown\n77,F,WBRI,2015-02-01,\n"),
        (
            "ssd_cin_episodes.csv",
            b"cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_code,cine_referral_source_code,\
              cine_referral_nfa,cine_close_reason,cine_close_date,cine_referral_team,cine_referral_worker_id\n\
              5,77,2025-06-03,N1,1A,N,RC7,2025-09-01,North,w1\n",
        ),
        ("ssd_cp_visits.csv", b"cppv_cp_visit_id,cppv_person_id,cppv_cp_plan_id,cppv_cp_visit_date,cppv_cp_visit_seen,cppv_cp_visit_seen_alone\n1,77,2,2025-06-03 00:00:00,Y,N\n"),
    ];
    let read = read(&files, &options());
    let snapshot = &read.snapshot;
    assert_eq!(
        rows(snapshot, "referrals", &["child", "gender", "born_ymd", "received_on", "source", "nfa", "team"]),
        ["77 female 20150201 20242 1A no North"]
    );
    // 20332 is 1 September 2025: 20242 (3 June) and 90 days.
    assert_eq!(
        rows(
            snapshot,
            "children_in_need",
            &["child", "ethnicity", "started_on", "need", "closed_on", "closure_reason"]
        ),
        ["77 WBRI 20242 N1 20332 RC7"]
    );
    assert_eq!(
        rows(snapshot, "visits", &["child", "plan", "visited_on", "seen", "seen_alone"]),
        ["77 cp 20242 yes no"]
    );
    assert!(snapshot.has_column("visits", "plan") && snapshot.has_column("referrals", "gender"));
    assert!(!snapshot.has_column("referrals", "age"));
}

/// The column of ends is in the first file, in the second it is not: who is open cannot be told of them together. A file
/// with a header and no row changes nothing.
#[test]
fn a_column_that_one_of_several_files_lacks_is_not_delivered() {
    let with = "Child Unique ID,CIN Plan Start Date,CIN Plan End Date,Allocated Team\n1,01/02/2025,01/03/2025,North\n";
    let without = "Child Unique ID,CIN Plan Start Date,Allocated Team\n2,01/02/2025,South\n";
    let header = "Child Unique ID,CIN Plan Start Date,Allocated Team\n";
    let named = |files: &[(&str, &str)]| {
        let files: Vec<(&str, &[u8])> = files.iter().map(|(n, t)| (*n, t.as_bytes())).collect();
        read(&files, &options())
    };
    let both = named(&[("CIN plans north.csv", with), ("CIN plans south.csv", without)]);
    assert_eq!(rows(&both.snapshot, "cin_plans", &["child", "ended_on"]), ["1 20148", "2 -"]);
    assert!(
        both.snapshot.has_column("cin_plans", "started_on")
            && !both.snapshot.has_column("cin_plans", "ended_on")
    );
    let said: Vec<String> = both
        .findings
        .iter()
        .filter(|f| f.code == "column-missing")
        .map(|f| format!("{}: {}", f.at.document, f.message))
        .collect();
    let of_ends = said.iter().filter(|s| s.contains("CIN Plan End Date")).collect::<Vec<_>>();
    assert_eq!(
        of_ends,
        ["CIN plans south.csv: The list “Child in need plans” comes without the column “CIN Plan End Date”."]
    );
    let back = Snapshot::from_bytes(&both.snapshot.to_bytes()).expect("a snapshot");
    assert!(!back.has_column("cin_plans", "ended_on") && back.has_column("cin_plans", "started_on"));
    assert_eq!(back.to_bytes(), both.snapshot.to_bytes());
    let alone = named(&[("CIN plans north.csv", with), ("CIN plans south.csv", header)]);
    assert!(alone.snapshot.has_column("cin_plans", "ended_on"));
    let nobody = named(&[("CIN plans south.csv", header)]);
    assert!(
        nobody.snapshot.has_column("cin_plans", "started_on")
            && !nobody.snapshot.has_column("cin_plans", "ended_on")
    );
}
