//! What a board's pack costs to write: some sixty pages with eighteen charts and 400 actions, in every format. Run with
//! `cargo bench -p throughline-pdf`.

#![expect(clippy::print_stdout, reason = "a program for the terminal")]

use testkit::cost::cost;

fn main() {
    let document = testkit::paper::long();
    let pages = pdf::set(&document).map_or(0, |set| set.pages);
    println!("{pages} pages");
    println!("{}  PDF", cost(|| pdf::set(&document).map(|set| set.bytes.len())));
    println!("{}  Word", cost(|| reports::docx::write(&document, &pdf::raster).len()));
    println!(
        "{}  Word, its charts drawn before",
        cost(|| reports::docx::write(&document, &|_, _| Some(DOT.to_vec())).len())
    );
    println!("{}  workbook", cost(|| reports::xlsx::write(&document, &pdf::raster).map(|b| b.len())));
    println!(
        "{}  workbook, its charts drawn before",
        cost(|| reports::xlsx::write(&document, &|_, _| None).map(|b| b.len()))
    );
    println!("{}  page", cost(|| reports::html::write(&document).len()));
    let chart = testkit::paper::chart("m", "Visits in time fell");
    println!("{}  a chart of 1,200 pixels", cost(|| pdf::raster(&chart.svg, 1200).map(|b| b.len())));
}

/// Stands for a picture.
const DOT: &[u8] = b"\x89PNG";
