//! Writes the documents of the tests into a folder in every format, to be looked at.

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| ".".to_owned()));
    let documents = [
        ("rich", testkit::paper::rich()),
        ("hostile", testkit::paper::hostile()),
        ("long", testkit::paper::long()),
    ];
    for (name, document) in documents {
        if std::env::args().nth(2).is_some_and(|only| only != name) {
            continue;
        }
        let file = |ending: &str| folder.join(format!("{name}.{ending}"));
        let pictures = reports::paper::Pictures::of(&document, &pdf::raster);
        std::fs::write(file("docx"), reports::docx::write(&document, &pictures))?;
        std::fs::write(file("xlsx"), reports::xlsx::write(&document, &pictures)?)?;
        std::fs::write(file("html"), reports::html::write(&document))?;
        let set = pdf::set(&document)?;
        eprintln!("{name}: {} pages, replaced {:?}", set.pages, set.replaced);
        std::fs::write(file("pdf"), set.bytes)?;
    }
    Ok(())
}
