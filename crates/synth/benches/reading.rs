//! What reading lists costs: a council's Annex A of some 20,000 rows as files and as one workbook, the checks, and the
//! floor beneath them. Run with `cargo bench -p throughline-synth --bench reading`; with `-- memory` it reads the
//! workbook once and prints the most memory the process held.

#![expect(clippy::print_stdout, reason = "a program for the terminal")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot go on says where")]

use extracts::read::{Options, read};
use extracts::team::Teams;
use model::day::Day;
use synth::write::{csv, name, workbook};
use synth::{Setting, Tale, World};
use testkit::cost::cost;

fn main() {
    let last = Day::new(2025, 9, 30).expect("a day");
    let book_at = std::env::temp_dir().join("throughline-bench-lists.xlsx");
    let teams_at = std::env::temp_dir().join("throughline-bench-teams.csv");
    let options =
        |teams: &[u8]| Options { as_at: last, key: None, teams: Teams::read(teams).expect("a table") };
    if std::env::args().any(|a| a == "memory") {
        let (Ok(book), Ok(teams)) = (std::fs::read(&book_at), std::fs::read(&teams_at)) else {
            println!("run the benchmark without `memory` first");
            return;
        };
        let read = read(&[("lists.xlsx", &book)], &options(&teams));
        let rows: usize = read.snapshot.tables().map(|(_, t)| t.len()).sum();
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let held = status.lines().find(|l| l.starts_with("VmHWM")).unwrap_or("");
        println!("{rows} rows, {held}");
        return;
    }
    println!("{}  an invented place of four years", cost(|| world(last)));
    let world = world(last);
    println!("{}  its lists of one day", cost(|| world.lists(last)));
    let sheets = world.lists(last);
    let rows: usize = sheets.iter().map(|s| s.rows.len()).sum();
    let files: Vec<(String, String)> =
        sheets.iter().map(|s| (format!("{}.csv", name(s.list)), csv(s))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, t)| (n.as_str(), t.as_bytes())).collect();
    let bytes: usize = files.iter().map(|(_, t)| t.len()).sum();
    let book = workbook(&sheets).expect("a workbook");
    let teams = world.teams_csv();
    std::fs::write(&book_at, &book).expect("written");
    std::fs::write(&teams_at, &teams).expect("written");
    let options = options(teams.as_bytes());
    println!("{rows} rows, {} kB as CSV, {} kB as a workbook", bytes / 1000, book.len() / 1000);
    let floor = cost(|| files.iter().map(|(_, t)| t.iter().filter(|b| **b == b'\n').count()).sum::<usize>());
    println!("{floor}  the bytes of the files looked at once");
    let from_files = cost(|| read(&files, &options));
    println!("{from_files}  read from files");
    let from_book = cost(|| read(&[("lists.xlsx", &book)], &options));
    println!("{from_book}  read from the workbook");
    let snapshot = read(&files, &options).snapshot;
    println!("{}  checked by every rule", cost(|| extracts::check::check(&snapshot)));
}

fn world(last: Day) -> World {
    World::new(&Setting { seed: 1, children: 5800, last, weeks: 0, tale: Tale::NONE })
}
