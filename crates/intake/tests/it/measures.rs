//! Measures and observations in the cells of a plan's table.

use std::collections::BTreeSet;

use intake::document::{Block, Cell, Content, Row, Table};
use intake::recognise::Context;
use intake::recognise::measures::{impact_cell, progress_cell};
use model::day::Day;
use model::plan::{Measure, Observation};

use crate::corpus;

fn paragraphs(texts: &[&str]) -> Cell {
    let content = texts.iter().map(|t| Content::Paragraph { text: (*t).to_owned(), struck: false }).collect();
    Cell { content, ..Cell::default() }
}

fn table(rows: &[&[&str]]) -> Content {
    let row = |r: &&[&str]| Row { cells: r.iter().map(|t| paragraphs(&[t])).collect(), ..Row::default() };
    Content::Table(Box::new(Table { rows: rows.iter().map(row).collect(), ..Table::default() }))
}

fn context() -> Context {
    Context {
        document_day: Day::new(2023, 6, 1),
        line: Some("1.1".into()),
        title: "Quality of plans".into(),
        ..Context::default()
    }
}

fn show(o: &Observation) -> String {
    let number = |n: Option<i64>| n.map_or(String::new(), |n| n.to_string());
    let period = o.period.map_or("undated".into(), |p| match p.from == p.to {
        true => p.to.iso(),
        false => format!("{} {}..{}", p.kind.word(), p.from.iso(), p.to.iso()),
    });
    let triple = match (o.numerator, o.denominator) {
        (None, None) => String::new(),
        (n, d) => format!(" {}/{} ({})", number(n), number(d), number(o.overdue)),
    };
    format!(
        "{}{} {}{triple} {period}{}",
        o.measure,
        o.breakdown.as_ref().map_or(String::new(), |b| format!("[{b}]")),
        o.stated.as_deref().unwrap_or("-"),
        if o.baseline { " baseline" } else { "" }
    )
}

#[test]
fn an_invented_impact_cell_parts_outcomes_measures_and_baselines() {
    let mut cell = paragraphs(&[
        "Plans make a difference. Baseline 2 May 2023 Weekly report Reduction in plans open over 2 years from 12.5% to 8%",
        "95% of visits are in timescale (Weekly report)",
    ]);
    cell.content.push(table(&[
        &["Baseline 2nd May 2023"],
        &["Duty & Advice", "90%", "18 out of 20 in time 2 overdue"],
    ]));
    let read = impact_cell(&cell, &context());
    let outcomes: Vec<&str> = read.outcomes.iter().map(|o| o.text.as_str()).collect();
    assert_eq!(outcomes, ["Plans make a difference."]);
    let targets: Vec<(String, Option<&str>, Option<&str>)> = read
        .measures
        .iter()
        .map(|m| {
            (
                m.target.map_or(String::new(), |t| t.to_string()),
                m.direction.map(|d| d.word()),
                m.source.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        targets,
        [
            ("8".into(), Some("lower"), Some("Weekly report")),
            ("95".into(), Some("higher"), Some("Weekly report"))
        ]
    );
    let shown: Vec<String> = read.observations.iter().map(show).collect();
    assert_eq!(
        shown,
        [
            "reduction-in-plans-open-over-2-years 12.5% 2023-05-02 baseline",
            "visits-are-in-timescale[Duty & Advice] 90% 18/20 (2) 2023-05-02 baseline",
        ]
    );
}

#[test]
fn invented_progress_gives_dated_values_and_leaves_the_rest_as_text() {
    let known =
        impact_cell(&paragraphs(&["Staff turnover (all) 15%", "0 plans open over 2 years"]), &context())
            .measures;
    let cell = paragraphs(&[
        "We held 3 workshops and 40 people came. By summer we will reach 20%.",
        "31/05/2023 Weekly report",
        "Turnover 18% (21% last month)",
        "2 plans open over 2 years (5 in March 2023)",
        "The 16+ offer has 2 parts and costs £4,000.",
        "12 reviews were completed in May 2023 after a fall by 10%",
    ]);
    let read = progress_cell(&cell, &context(), &known);
    let shown: Vec<String> = read.observations.iter().map(show).collect();
    assert_eq!(
        shown,
        [
            "staff-turnover-all 18% 2023-05-31",
            "staff-turnover-all 21% month 2023-04-01..2023-04-30",
            "plans-open-over-2-years 2 2023-05-31",
            "plans-open-over-2-years 5 month 2023-03-01..2023-03-31",
            "reviews 12 month 2023-05-01..2023-05-31",
        ]
    );
    assert_eq!(read.updates.len(), 1);
    assert_eq!(read.updates[0].text.lines().count(), 6);
}

#[test]
fn dated_accounts_in_one_cell_are_updates_of_their_own() {
    let cell = paragraphs(&["12/05/2023: Drafted.", "With partners.", "30 May 2023 - Agreed."]);
    let updates = progress_cell(&cell, &context(), &[]).updates;
    let shown: Vec<(String, Option<Day>)> = updates.into_iter().map(|u| (u.text, u.as_at)).collect();
    assert_eq!(
        shown,
        [
            ("12/05/2023: Drafted.\nWith partners.".to_owned(), Day::new(2023, 5, 12)),
            ("30 May 2023 - Agreed.".to_owned(), Day::new(2023, 5, 30)),
        ]
    );
}

/// What the rows of the 2021 plan say, read cell by cell: the columns are those of its own header.
fn rows_of_004() -> Option<(Vec<Measure>, Vec<Observation>, usize)> {
    let (name, bytes) = corpus::document("004")?;
    let read = intake::read::read(&name, &bytes);
    let (mut measures, mut observations, mut updates) = (Vec::new(), Vec::new(), 0);
    let rows = read
        .document
        .blocks
        .iter()
        .filter_map(|b| if let Block::Table(t) = b { Some(&t.rows) } else { None });
    for row in rows.flatten().filter(|r| r.cells.len() > 6) {
        let reference = row.cells[0].words();
        if !reference.starts_with(|c: char| c.is_ascii_digit()) || !reference.contains('.') {
            continue;
        }
        let context = Context {
            document_day: Day::new(2021, 12, 1),
            line: Some(reference),
            title: row.cells[1].words(),
            ..Context::default()
        };
        let impact = impact_cell(&row.cells[5], &context);
        // Nested tables stand again, flattened, between the two columns: progress is the next cell with prose.
        let progress = row.cells.iter().skip(6).find(|c| c.words().len() > 58 || c.tables().count() > 0)?;
        let progress = progress_cell(progress, &context, &impact.measures);
        measures.extend(impact.measures);
        observations.extend(impact.observations);
        observations.extend(progress.observations);
        updates += progress.updates.len();
    }
    Some((measures, observations, updates))
}

#[test]
fn the_2021_plan_has_its_sixteen_numeric_targets() {
    let Some((measures, _, updates)) = rows_of_004() else { return };
    assert_eq!(updates, 29);
    let distinct: BTreeSet<(&str, Option<&str>, String)> = measures
        .iter()
        .filter_map(|m| m.target.map(|t| (m.key.as_str(), m.breakdown.as_deref(), t.to_string())))
        .collect();
    let mut targets: Vec<f64> = distinct.iter().map(|t| t.2.parse().unwrap()).collect();
    targets.sort_by(f64::total_cmp);
    // Catalogue 6.1: 85, 75, 75, 90, 100, 3, 7, 15, 13, 0, 20, 20, 25, 22, 18, 3.8.
    assert_eq!(targets, [0., 3., 3.8, 7., 13., 15., 18., 20., 20., 22., 25., 75., 75., 85., 90., 100.]);
    let times =
        |value: &str| measures.iter().filter(|m| m.target.is_some_and(|t| t.to_string() == value)).count();
    assert_eq!(times("85"), 7);
    let turnover = measures.iter().filter(|m| m.key.contains("turnover")).count();
    assert_eq!(turnover, 3);
    let lower: Vec<&Measure> =
        measures.iter().filter(|m| m.direction.is_some_and(|d| d.word() == "lower")).collect();
    assert!(lower.iter().any(|m| m.target.is_some_and(|t| t.to_string() == "15")
        && m.baseline.is_some_and(|b| b.to_string() == "18.3")));
}

#[test]
fn the_2021_plan_has_its_observations() {
    let Some((_, observations, _)) = rows_of_004() else { return };
    let of = |line: &str| observations.iter().filter(|o| o.line.as_deref() == Some(line)).collect::<Vec<_>>();
    // Catalogue 3.1, last line: audits 3 × 4 + 1; in-time tables 12 + 3 each; caseload 12; placement 3 + baseline.
    let audits = of("1.1");
    assert_eq!(audits.iter().filter(|o| o.breakdown.is_some() && o.measure.contains("audit-")).count(), 12);
    assert_eq!(audits.iter().filter(|o| o.breakdown.is_none()).map(|o| show(o)).collect::<Vec<_>>().len(), 1);
    for line in ["1.4", "1.6"] {
        assert_eq!(of(line).iter().filter(|o| o.numerator.is_some()).count(), 12, "{line}");
        assert_eq!(of(line).iter().filter(|o| o.baseline).count(), 3, "{line}");
        assert_eq!(of(line).iter().filter(|o| o.breakdown.is_none()).count(), 3, "{line}");
    }
    assert_eq!(of("2.1").iter().filter(|o| o.measure == "average-caseload").count(), 12);
    assert_eq!(of("4.3").len(), 4);
    // Test 33: a malformed figure stays as printed and has no value of its own.
    let malformed: Vec<_> = of("1.4").into_iter().filter(|o| o.value.is_none()).collect();
    assert_eq!(malformed.len(), 1);
    assert_eq!(malformed[0].stated.as_deref(), Some("99.7.0%"));
    assert_eq!(malformed[0].computed.map(|c| c.to_string()).as_deref(), Some("99.68"));
    // Test 32: wrong triples are stored as printed, with what they would make.
    let wrong: Vec<(Option<i64>, Option<i64>, Option<i64>)> = of("1.6")
        .iter()
        .filter(|o| o.denominator == Some(294) || o.overdue == Some(92) || o.overdue == Some(80))
        .map(|o| (o.numerator, o.denominator, o.overdue))
        .collect();
    assert_eq!(
        wrong,
        [
            (Some(298), Some(294), Some(96)),
            (Some(335), Some(447), Some(92)),
            (Some(616), Some(669), Some(80))
        ]
    );
}

#[test]
fn the_2021_plan_tells_glued_and_relative_values_apart() {
    let Some((_, observations, _)) = rows_of_004() else { return };
    let of = |line: &str| {
        observations
            .iter()
            .filter(|o| o.line.as_deref() == Some(line) && !o.baseline)
            .map(show)
            .collect::<Vec<_>>()
    };
    let smart = of("1.10").join("\n");
    for part in [
        "19.4% 2021-11-29",
        "12.7% month 2021-08",
        "17.4% month 2021-09",
        " 3 2021-11-29",
        " 2 month 2021-09",
        "7.6% month 2021-10",
        "6.7% month 2021-08",
    ] {
        assert!(smart.contains(part), "{part}\n{smart}");
    }
    assert_eq!(of("1.10").len(), 7, "{smart}");
    let leavers = of("1.12").join("\n");
    for part in [
        "[18-21] 90% month 2021-10",
        "[18-21] 92% month 2021-09",
        "[19-21] 90.4% month 2021-10",
        "[19-21] 92% month 2021-09",
        "[18-21] 44% month 2021-10",
        "[18-21] 46% month 2021-08",
        "[19-21] 56.2% month 2021-10",
        "[19-21] 58% month 2021-08",
        " 67% month 2021-10",
    ] {
        assert!(leavers.contains(part), "{part}\n{leavers}");
    }
    let sickness: Vec<String> = of("5.2").into_iter().filter(|o| o.contains("sickness")).collect();
    let shown: Vec<&str> = sickness.iter().filter_map(|s| s.split_once(' ')).map(|s| s.1).collect();
    assert_eq!(
        shown,
        [
            "4.2% month 2021-10-01..2021-10-31",
            "2.2% year-to-date 2021-04-01..2021-10-31",
            "2.3% month 2021-08-01..2021-08-31",
            "1.7% year-to-date 2021-04-01..2021-08-31",
        ]
    );
    let staff = of("2.1").join("\n");
    for part in [
        "35% month 2021-11",
        "27% month 2021-11",
        "51.32% month 2021-11",
        "22.89% month 2021-11",
        "25.79% month 2021-11",
    ] {
        assert!(staff.contains(part), "{part}\n{staff}");
    }
}

proptest::proptest! {
    /// Whatever a cell says: no panic, nothing stated that is not printed, no word of the account lost.
    #[test]
    fn nothing_is_invented_and_nothing_is_lost(
        words in proptest::collection::vec(
            proptest::sample::select(vec![
                "18", "21", "–", "=", "90%", "19.4%", "1,422", "99.7.0%", "(", ")", ".", ":", "Baseline", "29/03/2021",
                "August", "2021", "YTD", "to", "from", "in", "at least", "or above", "Reduction in", "CP plans", "out of",
                "overdue", "in time", "Aged", "£5", "last month", "Oct CPR", "Staff turnover", "% of", "Compliance Report",
                "Ł", "’", "and", "target", "were completed", "as of", "Duty",
            ]),
            0..24,
        ),
    ) {
        let text = words.join(" ");
        let cell = paragraphs(&[&text, &text]);
        let impact = impact_cell(&cell, &context());
        let known = impact_cell(&paragraphs(&["Staff turnover (all) 15%", "0 CP plans open in time"]), &context()).measures;
        let progress = progress_cell(&cell, &context(), &known);
        let packed: String = text.split_whitespace().collect();
        for observation in impact.observations.iter().chain(&progress.observations) {
            let stated = observation.stated.clone().unwrap_or_default();
            assert!(packed.contains(&stated), "{stated} is not in {text}");
            assert!(!observation.measure.is_empty());
        }
        let told: Vec<&str> = progress.updates.iter().flat_map(|u| u.text.split_whitespace()).collect();
        let printed: Vec<&str> = text.split_whitespace().chain(text.split_whitespace()).collect();
        assert_eq!(told, printed);
    }
}
