//! What reading and recognising office files costs: a Word plan of 130 actions, a workbook of 5,000 rows, a PDF of 40
//! pages, and texts that were slow once. Run with `cargo bench -p throughline-intake`; named files are read instead.

#![expect(clippy::print_stdout, reason = "a program for the terminal")]
#![expect(clippy::expect_used, reason = "a failed step is a failed benchmark")]

#[expect(dead_code, reason = "the tests' builders; not all are needed here")]
#[path = "../tests/it/made.rs"]
mod made;

use std::fmt::Write as _;

use intake::reading::{Options, Reading};
use made::{cell, number, p, styled, tbl, tc, text, tr, word, workbook};
use testkit::cost::{cost, resident};
use testkit::{THINGS, VERBS};

fn main() {
    let named: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    for path in &named {
        let bytes = std::fs::read(path).expect("a file");
        say(path, &bytes, bytes.len());
    }
    if !named.is_empty() {
        return;
    }
    // Lists of words are made ready and code is loaded once, whatever is read: that is no part of what a document holds.
    for (name, bytes) in [("a.docx", word_plan(5).0), ("a.xlsx", sheet(300).0), ("a.pdf", pdf(1))] {
        drop(read(name, &bytes));
    }
    let (plan, size) = word_plan(130);
    say("plan.docx", &plan, size);
    let (book, size) = sheet(5_000);
    say("plan.xlsx", &book, size);
    let pages = pdf(40);
    say("plan.pdf", &pages, pages.len());
    for (what, text) in slow() {
        println!("{}  {what}", cost(|| read("plan.txt", text.as_bytes())));
    }
}

/// Prints what reading a file costs in time and, over what the file unpacks to, in memory.
fn say(name: &str, bytes: &[u8], unpacked: usize) {
    let before = resident().unwrap_or(0);
    let reading = read(name, bytes);
    let after = resident().unwrap_or(0);
    let actions: usize = reading.plans.iter().map(|p| p.actions.len()).sum();
    let held = after.saturating_sub(before) as f64 / unpacked.max(1) as f64;
    drop(reading);
    println!(
        "{}  {name}: {actions} actions; {} kB, held {held:.1} times that",
        cost(|| read(name, bytes)),
        unpacked / 1000
    );
}

fn read(name: &str, bytes: &[u8]) -> Reading {
    intake::read(&[(name, bytes)], &Options::default())
}

fn words(n: usize) -> [String; 6] {
    [
        format!("{}.{}", n / 20 + 1, n % 20 + 1),
        format!("{} the {} with team {} every week", VERBS[n % 7], THINGS[n % 11], n % 97),
        format!("Head of Service {}", n % 31),
        format!("{} May 2024", n % 28 + 1),
        ["Red", "Amber", "Green", "Blue"][n % 4].to_owned(),
        format!(
            "Draft {n} was agreed in October 2023. {} of 40 families took part, and nine told us that it helped.",
            n % 40
        ),
    ]
}

const HEADER: [&str; 6] = ["Ref", "Action", "Owner", "Due date", "RAG", "Progress"];

/// A Word plan and what its text takes unpacked.
fn word_plan(actions: usize) -> (Vec<u8>, usize) {
    let mut body = styled("Titel", "Improvement Plan, 1 April 2024");
    for part in 0..actions.div_ceil(20) {
        let _ = write!(body, "{}", styled("Own", &format!("Priority {}: Part {part}", part + 1)));
        let mut rows = vec![tr(&HEADER.map(tc))];
        for n in (part * 20..actions).take(20) {
            let [reference, action, owner, due, rag, update] = words(n);
            let updates = cell("", &[p(&update), p(&update), p(&update)].concat());
            rows.push(tr(&[tc(&reference), tc(&action), tc(&owner), tc(&due), tc(&rag), updates]));
        }
        body += &tbl(&rows);
    }
    let size = body.len();
    (word(&body), size)
}

fn sheet(rows: usize) -> (Vec<u8>, usize) {
    let row = |number: usize, cells: &[String]| format!("<row r=\"{number}\">{}</row>", cells.concat());
    let place =
        |column: usize, row: usize| format!("{}{row}", char::from(b'A' + u8::try_from(column).unwrap_or(0)));
    let mut data = row(1, &std::array::from_fn::<String, 6, _>(|c| text(&place(c, 1), HEADER[c])));
    for n in 0..rows {
        let line = n + 2;
        let cells: Vec<String> = words(n)
            .iter()
            .enumerate()
            // Days are kept as numbers: 45382 is 31 March 2024.
            .map(|(c, w)| {
                if c == 3 {
                    number(&place(c, line), 1, &(45_382 + n % 400).to_string())
                } else {
                    text(&place(c, line), w)
                }
            })
            .collect();
        data += &row(line, &cells);
    }
    let sheet = format!("<sheetData>{data}</sheetData>");
    let size = sheet.len();
    (workbook(&[("Plan", "visible", &sheet)], &[]), size)
}

/// A PDF whose pages are ruled tables of nine rows, every cell of several lines.
fn pdf(pages: usize) -> Vec<u8> {
    const EDGES: [u32; 7] = [30, 75, 250, 350, 430, 480, 770];
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        String::new(),
        format!(
            "<</Type/Font/Subtype/TrueType/BaseFont/Some/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 255/Widths[{}]>>",
            "500 ".repeat(224)
        ),
    ];
    let mut kids = String::new();
    for page in 0..pages {
        let mut content = String::from("0.5 w\n");
        for line in 0..=10 {
            let y = 560 - line * 52;
            let _ = writeln!(content, "30 {y} m 770 {y} l S");
        }
        for x in EDGES {
            let _ = writeln!(content, "{x} 40 m {x} 560 l S");
        }
        for line in 0..10_usize {
            let own: [String; 6] =
                if line == 0 { HEADER.map(str::to_owned) } else { words(page * 9 + line - 1) };
            for (column, words) in own.iter().enumerate() {
                let room = (EDGES[column + 1] - EDGES[column] - 6) as usize / 4;
                for (step, part) in wrapped(words, room).iter().enumerate() {
                    let (x, y) = (EDGES[column] + 3, 548 - line * 52 - step * 9);
                    let _ = writeln!(content, "BT /F 8 Tf {x} {y} Td ({part}) Tj ET");
                }
            }
        }
        let _ = write!(kids, "{} 0 R ", objects.len() + 1);
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 800 600]/Contents {} 0 R/Resources<</Font<</F 3 0 R>>>>>>",
            objects.len() + 2
        ));
        objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
    }
    objects[1] = format!("<</Type/Pages/Count {pages}/Kids[{kids}]>>");
    let mut out = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(out.len());
        let _ = write!(out, "{number} 0 obj\n{object}\nendobj\n");
    }
    let begin = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let _ = write!(out, "trailer<</Size {}/Root 1 0 R>>\nstartxref\n{begin}\n%%EOF\n", objects.len() + 1);
    out.into_bytes()
}

fn wrapped(words: &str, room: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in words.split(' ') {
        match out.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => out.push(word.to_owned()),
        }
    }
    out
}

/// Texts that once cost far more than their length.
fn slow() -> [(&'static str, String); 4] {
    let header = "Ref\tAction\tOwner\tDue\n";
    [
        ("20,000 dates in one cell", format!("{header}1\tDo it\tA Boe\t{}\n", "1 May 2024 ".repeat(20_000))),
        ("20,000 unclosed <li>", format!("{header}1\t{}\tA Boe\tMay 2024\n", "<li>do it ".repeat(20_000))),
        ("a million tabs", "\t".repeat(1_000_000)),
        ("200 MB", "Ref\tAction\tOwner\tDue\n".repeat(9_000_000)),
    ]
}
