//! A case: tables, the day, and what the definition must give. The form stands in `cases/README.md`.

use std::collections::BTreeMap;

use measures::{Computed, Counted, Level, Outcome};
use model::day::Day;

use crate::table::Table;

/// One case file.
#[derive(Debug, Default)]
pub(crate) struct Case {
    /// The snapshot's day.
    pub(crate) as_at: Option<Day>,
    /// The lists delivered.
    pub(crate) lists: BTreeMap<String, Table>,
    /// What is expected, line by line.
    pub(crate) expect: Vec<String>,
}

/// Reads a case file.
pub(crate) fn parse(text: &str) -> Case {
    let mut case = Case::default();
    let mut list: Option<String> = None;
    let mut expecting = false;
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let cells = || line.split('|').map(|c| c.trim().to_owned()).collect::<Vec<_>>();
        if let Some(day) = line.strip_prefix("as at ") {
            case.as_at = Some(Day::parse_iso(day).unwrap_or_else(|| panic!("no day: {day}")));
        } else if let Some(name) = line.strip_prefix("list ") {
            list = Some(name.to_owned());
            case.lists.insert(name.to_owned(), Table::default());
        } else if line == "expect" {
            expecting = true;
        } else if expecting {
            case.expect.push(line.to_owned());
        } else {
            let table = list.as_ref().and_then(|l| case.lists.get_mut(l)).expect("rows stand under a list");
            if table.columns.is_empty() { table.columns = cells() } else { table.rows.push(cells()) }
        }
    }
    case
}

/// Everything in which an outcome differs from what the case expects.
pub(crate) fn differences(case: &Case, outcome: &Outcome) -> Vec<String> {
    let said = match outcome {
        Outcome::Needs(needs) => vec![format!("needs {}", needs.join(", "))],
        Outcome::Computed(computed) => lines(computed),
    };
    let mut wrong: Vec<String> = case
        .expect
        .iter()
        .filter(|line| !said.iter().any(|s| squeezed(s) == squeezed(line)))
        .map(|line| format!("expected `{line}`"))
        .collect();
    if !wrong.is_empty() {
        wrong.push(format!("computed:\n    {}", said.join("\n    ")));
    }
    // Every row behind the number is expected, or the case is not worked out.
    let rows = |lines: &[String]| lines.iter().filter(|l| l.contains('|') && !l.starts_with("by ")).count();
    if rows(&case.expect) != rows(&said) {
        wrong.push(format!("{} rows expected, {} given", rows(&case.expect), rows(&said)));
        wrong.extend(said.iter().map(|s| format!("given `{s}`")));
    }
    wrong
}

fn squeezed(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn lines(computed: &Computed) -> Vec<String> {
    let whole = computed.whole();
    let mut out = vec![
        format!("numerator {}", whole.numerator),
        format!("left out {}", whole.left_out),
        format!("value {}", whole.value.map_or("none".into(), |v| v.to_string())),
    ];
    out.extend(whole.denominator.map(|d| format!("denominator {d}")));
    out.extend(whole.quartiles.map(|q| format!("quartiles {} {} {}", q.lower, q.median, q.upper)));
    for band in &whole.bands {
        let share = band.share.map_or("none".into(), |s| s.to_string());
        out.push(format!("band {}: {} {share}%", band.name, band.count));
    }
    for level in [Level::Service, Level::Team, Level::Worker] {
        for part in computed.by(level) {
            let name = [&part.service, &part.team, &part.worker].map(|n| if n.is_empty() { "-" } else { n });
            let upto = match level {
                Level::Service => 1,
                Level::Team => 2,
                Level::Worker => 3,
            };
            let value = part.figure.value.map_or("none".into(), |v| v.to_string());
            let of = part.figure.denominator.map_or(String::new(), |d| format!(" of {d}"));
            out.push(format!("by {}: {}{of}, {value}", name[..upto].join(" / "), part.figure.numerator));
        }
    }
    for case in computed.cases() {
        let list = computed.name(case.list);
        let list = if list == computed.definition().rows_of { String::new() } else { format!("{list} ") };
        let word = match case.counted {
            Counted::Yes => "yes",
            Counted::No => "no",
            Counted::Out => "out",
        };
        out.push(format!("{list}{} | {word} | {}", case.row, computed.name(case.reason)));
    }
    out
}
