//! What a board's pack costs to write: some sixty pages with eighteen charts and 400 actions, in every format. Run with
//! `cargo bench -p throughline-pdf`.

#![expect(clippy::print_stdout, reason = "a program for the terminal")]

use reports::paper::Pictures;
use testkit::cost::cost;

fn main() {
    let document = testkit::paper::long();
    let pages = pdf::set(&document).map_or(0, |set| set.pages);
    println!("{pages} pages");
    println!("{}  PDF", cost(|| pdf::set(&document).map(|set| set.bytes.len())));
    let draw = || Pictures::of(&document, &pdf::raster);
    println!("{}  its eighteen charts as pictures", cost(&draw));
    println!("{}  Word, its charts drawn anew", cost(|| reports::docx::write(&document, &draw()).len()));
    println!(
        "{}  workbook, its charts drawn anew",
        cost(|| reports::xlsx::write(&document, &draw()).map(|b| b.len()))
    );
    let drawn = draw();
    println!("{}  Word, its charts drawn before", cost(|| reports::docx::write(&document, &drawn).len()));
    println!(
        "{}  workbook, its charts drawn before",
        cost(|| reports::xlsx::write(&document, &drawn).map(|b| b.len()))
    );
    println!("{}  page", cost(|| reports::html::write(&document).len()));
    let chart = testkit::paper::chart("m", "Visits in time fell");
    println!("{}  a chart of 960 pixels", cost(|| pdf::raster(&chart.svg, 960).map(|b| b.len())));
}
