//! Invented plans in layouts that no council of the corpus uses, each with what was written down by hand that it says.
//!
//! `tests/plans/NAME.expected` lists nodes, lines and actions; `dates` are phrase and due day, `~` marks a slip.

use std::fmt::Write as _;
use std::path::Path;

use model::plan::{Action, Plan, Status};

fn shown(plan: &Plan) -> String {
    let mut out = String::new();
    let tops: Vec<&str> =
        plan.priorities.iter().filter(|p| p.parent.is_none()).map(|p| p.key.as_str()).collect();
    let lines: Vec<&str> = plan.lines.iter().map(|l| l.reference.as_str()).collect();
    let _ = writeln!(out, "nodes {}", tops.join("|"));
    let _ = writeln!(out, "lines {}", lines.join("|"));
    for action in &plan.actions {
        let reference = if action.reference.is_empty() { "-" } else { action.reference.as_str() };
        let _ = writeln!(out, "action {reference} :: {}", action.text);
        one(action, &mut out);
    }
    out.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn one(action: &Action, out: &mut String) {
    let mut field = |name: &str, value: String| {
        if !value.is_empty() {
            let _ = writeln!(out, "  {name} {value}");
        }
    };
    let join = |texts: Vec<String>| texts.join("|");
    field("node", action.priority.clone().unwrap_or_default());
    field("line", action.line.clone().unwrap_or_default());
    field("body", action.lead_body.clone().unwrap_or_default());
    field("recommendations", action.recommendations.join("|"));
    field("owners", join(action.owners.iter().map(|o| o.text.clone()).collect()));
    let dates = action.dates.iter().map(|d| {
        format!(
            "{}{}={}",
            if d.superseded { "~" } else { "" },
            d.phrase,
            d.to.map_or("-".into(), model::day::Day::iso)
        )
    });
    field("dates", join(dates.collect()));
    field("delivery", action.delivery.map(|l| l.word().to_owned()).unwrap_or_default());
    field("impact", action.impact.map(|l| l.word().to_owned()).unwrap_or_default());
    if action.status == Some(Status::Complete) {
        field("status", "complete".into());
    }
    // What only repeats a status word is not listed.
    let updates =
        action.updates.iter().filter(|u| u.stance.is_none() || u.text.split_whitespace().count() > 4);
    field("updates", join(updates.map(|u| u.text.replace('\n', " ")).collect()));
    field("outcomes", join(action.outcomes.iter().map(|o| o.text.clone()).collect()));
}

fn check(file: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans");
    let bytes = std::fs::read(folder.join(file)).unwrap_or_default();
    let stem = file.split('.').next().unwrap_or(file);
    let expected = std::fs::read_to_string(folder.join(format!("{stem}.expected"))).unwrap_or_default();
    let reading = intake::read(&[(file, bytes.as_slice())], &intake::reading::Options::default());
    let got = reading.plans.first().map(shown).unwrap_or_default();
    let expected = expected.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    if got != expected {
        let differing: Vec<String> = similar(&expected, &got);
        panic!("{file} differs (- expected, + read):\n{}", differing.join("\n"));
    }
    assert_eq!(reading.reconciliation.lost, 0, "{file}");
}

/// The lines of either side that the other has not, in order.
fn similar(expected: &str, got: &str) -> Vec<String> {
    let (e, g): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), got.lines().collect());
    let missing = e.iter().filter(|l| !g.contains(l)).map(|l| format!("-{l}"));
    let extra = g.iter().filter(|l| !e.contains(l)).map(|l| format!("+{l}"));
    let mut all: Vec<String> = missing.chain(extra).collect();
    if all.is_empty() {
        all.push(format!("same lines, other order or number:\n{got}"));
    }
    all
}

macro_rules! plans {
    ($($test:ident $file:literal)*) => {
        $(#[test] fn $test() { check($file); })*
    };
}

plans! {
    a_tracker_saved_as_csv "tracker.csv"
    priorities_as_headings_with_pipe_tables "priorities.md"
    items_with_fields "items.md"
    a_section_an_action "sections.md"
    a_table_turned_sideways "sideways.txt"
    two_header_rows_and_merged_recommendations "merged.txt"
    bodies_lead_and_recommendations_by_number "bodies.txt"
    letters_numerals_and_columns_in_another_order "lettered.txt"
    a_column_of_updates_a_month "monthly.tsv"
    a_line_an_action_with_its_fields "numbered.txt"
    priorities_inside_the_table_and_words_for_status "inside.txt"
    objectives_over_several_rows_in_another_encoding "objective.csv"
    bullets_with_as_many_owners_and_dates "bullets.txt"
    recommendations_with_responses "recommendations.txt"
    heading_rows_and_page_breaks "pages.txt"
    a_column_a_month_dates_replaced_and_a_table_of_measures "months.csv"
}

#[test]
fn another_title_under_a_priority_s_number_is_kept_beside_the_first() {
    let bytes = include_bytes!("../plans/retitled.md");
    let reading = intake::read(&[("retitled.md", bytes.as_slice())], &intake::reading::Options::default());
    let plan = &reading.plans[0];
    let first =
        plan.priorities.iter().find(|p| p.key == "1").map(|p| (p.title.clone(), p.also_printed.clone()));
    let (title, others) = first.unwrap_or_default();
    assert_eq!(title, "Permanence and enough homes");
    let others: Vec<(&str, Option<u32>)> =
        others.iter().map(|s| (s.text.as_str(), s.origin.at.line)).collect();
    assert_eq!(others, [("Enough homes and permanence", Some(17))]);
}
