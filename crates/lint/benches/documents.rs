//! What reading, recognising and linting documents costs: the corpus beside the repository where it is present, and an
//! invented plan of 1,000 and of 10,000 actions in each layout. Run with `cargo bench -p throughline-lint --bench
//! documents`; with a number it only reads the corpus so often, for a profiler.

#![expect(clippy::print_stdout, reason = "a program for the terminal")]

use std::fmt::Write as _;
use std::path::Path;

use intake::reading::{Options, Reading};
use model::finding::Finding;
use testkit::cost::cost;
use testkit::{THINGS, VERBS};

fn main() {
    let corpus = corpus();
    if let Some(times) = std::env::args().skip(1).find_map(|a| a.parse::<usize>().ok()) {
        (0..times).for_each(|_| drop(whole(&corpus)));
        return;
    }
    if corpus.is_empty() {
        println!("no corpus beside the repository: skipped");
    } else {
        println!("{}  the corpus read, recognised and linted", cost(|| whole(&corpus)));
        println!("{}    read and recognised", cost(|| read(&corpus)));
        for file in &corpus {
            let one = std::slice::from_ref(file);
            println!("{}    {}", cost(|| whole(one)), file.0);
        }
    }
    for (layout, text) in LAYOUTS {
        let [some, many] = [1_000, 10_000].map(|actions| {
            let file = [("plan.txt".to_owned(), text(actions).into_bytes())];
            let found: usize = read(&file).plans.iter().map(|p| p.actions.len()).sum();
            let taken = cost(|| read(&file));
            println!("{taken}  {layout}: {found} of {actions} actions read");
            taken
        });
        println!("{:9.1} times", many.times(some));
    }
}

type File = (String, Vec<u8>);

fn corpus() -> Vec<File> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let listed = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<File> = listed
        .filter(|e| e.path().extension().is_some_and(|e| e == "txt"))
        .filter_map(|e| Some((e.file_name().into_string().ok()?, std::fs::read(e.path()).ok()?)))
        .collect();
    files.sort();
    files
}

fn read(files: &[File]) -> Reading {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    intake::read(&files, &Options::default())
}

fn whole(files: &[File]) -> (Reading, Vec<Finding>) {
    let reading = read(files);
    let lint = |plan: &model::plan::Plan| {
        lint::check(plan, plan.as_at.unwrap_or(testkit::day("2021-12-06")), &lint::Options::default())
    };
    let findings = reading.plans.iter().flat_map(lint).collect();
    (reading, findings)
}

type Layout = (&'static str, fn(usize) -> String);

const LAYOUTS: [Layout; 3] =
    [("one table", one_table), ("a table for each line, cells of HTML", cells), ("a list", list)];

fn words(n: usize) -> (String, String, String) {
    let text = format!("{} the {} with team {} every week", VERBS[n % 7], THINGS[n % 11], n % 97);
    let owner = format!("Head of Service {}", n % 31);
    let update = format!("Draft {n} was agreed in October 2021. {} of 40 families took part.", n % 40);
    (text, owner, update)
}

/// A plain table under headings of priorities.
fn one_table(actions: usize) -> String {
    let mut out = String::from("Improvement plan\nAs at 6 December 2021\n");
    for n in 0..actions {
        if n % 100 == 0 {
            let number = n / 100 + 1;
            let _ = write!(out, "\nPriority {number}: Practice {number}\n\n");
            out += "Ref\tAction\tOwner\tTarget date\tProgress\tRAG\n";
        }
        let (text, owner, update) = words(n);
        let (priority, line) = (n / 100 + 1, n % 100 + 1);
        let _ = writeln!(out, "{priority}.{line}\t{text}\t{owner}\tMarch 2022\t{update}\tGreen");
    }
    out
}

/// Many actions in the cells of a row, as paragraphs, as council plans print them.
fn cells(actions: usize) -> String {
    let mut out = String::from("Improvement plan\nAs at 6 December 2021\n\n");
    out += "Ref\tAction\tLead\tTimescale\tProgress update\n";
    for line in 0..actions.div_ceil(5) {
        let mut cells = [const { String::new() }; 4];
        for n in line * 5..line * 5 + 5 {
            let (text, owner, update) = words(n);
            let letter = ["a", "b", "c", "d", "e"][n % 5];
            let all = [format!("({letter}) {text}"), owner, "March 2022".to_owned(), update];
            for (cell, words) in cells.iter_mut().zip(all) {
                let _ = write!(cell, "<p>{words}</p>");
            }
        }
        let _ = writeln!(out, "{}.{}\t{}", line / 20 + 1, line % 20 + 1, cells.join("\t"));
    }
    out
}

/// Actions as items under headings, with labels.
fn list(actions: usize) -> String {
    let mut out = String::from("# Improvement plan\n\nAs at 6 December 2021\n");
    for n in 0..actions {
        if n % 100 == 0 {
            let number = n / 100 + 1;
            let _ = write!(out, "\n## Priority {number}: Practice {number}\n\n");
        }
        let (text, owner, update) = words(n);
        let reference = format!("{}.{}", n / 100 + 1, n % 100 + 1);
        let _ = writeln!(
            out,
            "- {reference} {text}. Lead: {owner}. By when: March 2022. RAG: Green. Update: {update}"
        );
    }
    out
}
