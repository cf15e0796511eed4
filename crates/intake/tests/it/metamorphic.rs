//! One plan, written many ways: columns shuffled, headers renamed, formats changed. The reading stays the same.

use std::fmt::Write as _;

use intake::reading::Options;
use model::plan::Plan;

/// Each column: the words councils print over it, then its cells.
const COLUMNS: [(&[&str], [&str; 5]); 7] = [
    (&["Ref", "No.", "Action ref", "ID"], ["1", "2", "3", "4", "5"]),
    (
        &["Action", "What will we do?", "Actions required", "Key actions"],
        [
            "Hold a weekly panel",
            "Write a new offer for families",
            "Train forty workers; all of them",
            "Open the hub in the old school",
            "Ask children, and listen",
        ],
    ),
    (
        &["Lead officer(s)", "Owner", "By whom", "Responsible officer", "Who"],
        [
            "Head of Practice",
            "Early Help Manager",
            "Training Lead",
            "Director & Property Manager",
            "Participation Officer",
        ],
    ),
    (
        &["Target date", "By when", "Deadline", "Timescale", "When"],
        ["May 2024", "By June 2024", "31/07/2024", "Ongoing", "From Sept 2024"],
    ),
    (
        &["BRAG", "RAG status", "Delivery rating", "Progress rating"],
        ["Green", "Amber", "Red", "Blue", "Grey"],
    ),
    (
        &["Progress", "Commentary", "Latest update", "What have we done?"],
        ["It met four times", "A draft is out", "Twelve are trained", "It is open", "The first group met"],
    ),
    (
        &["Impact", "How will we know?", "Success measures", "Difference made"],
        [
            "Drift is seen early",
            "Families come sooner",
            "Practice is steady",
            "Help is near",
            "Plans hold what they said",
        ],
    ),
];

/// A small repeatable source of choices.
struct Choice(u64);

impl Choice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % n
    }
}

fn table(seed: u64) -> Vec<Vec<String>> {
    let mut choice = Choice(seed);
    let mut order: Vec<usize> = (0..COLUMNS.len()).collect();
    for i in (1..order.len()).rev() {
        order.swap(i, choice.below(i + 1));
    }
    let heads = order.iter().map(|c| COLUMNS[*c].0[choice.below(COLUMNS[*c].0.len())].to_owned()).collect();
    let rows = (0..5).map(|r| order.iter().map(|c| COLUMNS[*c].1[r].to_owned()).collect());
    std::iter::once(heads).chain(rows).collect()
}

fn written(rows: &[Vec<String>], format: usize) -> (&'static str, String) {
    let quoted = |c: &String| format!("\"{c}\"");
    let lines = |separator: &str, quote: bool| {
        let line = |r: &Vec<String>| {
            r.iter().map(|c| if quote { quoted(c) } else { c.clone() }).collect::<Vec<_>>().join(separator)
        };
        rows.iter().map(|r| line(r) + "\n").collect::<String>()
    };
    match format {
        0 => ("plan.txt", lines("\t", false)),
        1 => ("plan.csv", lines(",", true)),
        2 => ("plan.csv", lines(";", true)),
        // A page break in the middle, with the header repeated.
        3 => {
            let all: Vec<String> = lines("\t", false).lines().map(str::to_owned).collect();
            let (first, second) = all.split_at(3);
            ("plan.txt", format!("{}\n\nPage 1\n\n{}\n{}\n", first.join("\n"), all[0], second.join("\n")))
        }
        _ => {
            let mut text = String::from("# A plan\n\n");
            for (i, row) in rows.iter().enumerate() {
                let _ = writeln!(text, "| {} |", row.join(" | "));
                if i == 0 {
                    let _ = writeln!(text, "|{}", "---|".repeat(row.len()));
                }
            }
            ("plan.md", text)
        }
    }
}

fn told(plan: &Plan) -> Vec<String> {
    let one = |a: &model::plan::Action| {
        let owners: Vec<&str> = a.owners.iter().map(|o| o.text.as_str()).collect();
        let dates: Vec<&str> = a.dates.iter().map(|d| d.phrase.as_str()).collect();
        let updates: Vec<&str> = a.updates.iter().map(|u| u.text.as_str()).collect();
        let outcomes: Vec<&str> = a.outcomes.iter().map(|o| o.text.as_str()).collect();
        format!("{} {} {owners:?} {dates:?} {:?} {updates:?} {outcomes:?}", a.reference, a.text, a.delivery)
    };
    plan.actions.iter().map(one).collect()
}

#[test]
fn shuffled_renamed_and_reformatted_plans_read_the_same() {
    let expected: Vec<String> = (0..5)
        .map(|r| {
            let cell = |c: usize| COLUMNS[c].1[r];
            let level = ["Green", "Amber", "Red", "Blue", "Grey"][r];
            format!(
                "{} {} {:?} {:?} Some({level}) {:?} {:?}",
                cell(0),
                cell(1),
                [cell(2)],
                [cell(3)],
                [cell(5)],
                [cell(6)]
            )
        })
        .collect();
    for seed in 0..60 {
        let rows = table(seed);
        let (name, text) = written(&rows, usize::try_from(seed).unwrap_or(0) % 5);
        let reading = intake::read(&[(name, text.as_bytes())], &Options::default());
        let got = reading.plans.first().map(told).unwrap_or_default();
        assert_eq!(got, expected, "seed {seed}:\n{text}");
    }
}
