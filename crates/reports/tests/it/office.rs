//! What another program makes of the files: LibreOffice opens them, where it is at hand, without a word of repair.

use std::path::Path;
use std::process::{Command, Stdio};

use calamine::{Data, Reader, Xlsx};
use reports::document::{Block, Value, plain};
use testkit::paper;

use crate::docx::pictures;

/// Converts a file; nothing where the program is not at hand.
fn converted(file: &Path, to: &str) -> Option<std::path::PathBuf> {
    let folder = file.parent()?;
    let home = format!("-env:UserInstallation=file://{}", folder.join("home").display());
    let done = Command::new("soffice")
        .args([home.as_str(), "--headless", "--convert-to", to, "--outdir"])
        .arg(folder)
        .arg(file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match done {
        Ok(status) => {
            assert!(status.success(), "{}", file.display());
            Some(file.with_extension(to))
        }
        Err(_) => {
            println!("skipped: LibreOffice is not installed");
            None
        }
    }
}

#[test]
fn another_program_opens_the_word_file_and_finds_its_words() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pack.docx");
    std::fs::write(&file, reports::docx::write(&paper::rich(), &pictures(&paper::rich()))).unwrap();
    let Some(text) = converted(&file, "txt") else { return };
    let text = std::fs::read_to_string(text).unwrap();
    for section in paper::rich().sections {
        assert!(text.contains(&section.title), "{}", section.title);
    }
    for name in paper::NAMES {
        assert!(text.contains(name), "{name}");
    }
}

#[test]
fn the_workbook_reads_back_cell_by_cell_with_another_reader() {
    let document = paper::rich();
    let bytes = reports::xlsx::write(&document, &pictures(&document)).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let sheets: Vec<_> = book.worksheets();
    for block in document.sections.iter().flat_map(|s| &s.blocks) {
        let Block::Table(table) = block else { continue };
        // A table of nothing has no header row to find.
        if table.rows.is_empty() {
            continue;
        }
        let heads: Vec<&str> = table.columns.iter().map(|c| c.title.as_str()).collect();
        let is_head = |row: &[Data]| row.iter().map(ToString::to_string).collect::<Vec<_>>() == heads;
        let found = sheets.iter().find_map(|(_, range)| {
            let at = range.rows().position(is_head)?;
            Some(range.rows().skip(at + 1).take(table.rows.len()).map(<[Data]>::to_vec).collect::<Vec<_>>())
        });
        let found = found.unwrap_or_else(|| panic!("no sheet has the table “{}”", table.caption));
        assert_eq!(found.len(), table.rows.len(), "{}", table.caption);
        for (cell, data) in table.rows.iter().flatten().zip(found.iter().flatten()) {
            // What no longer holds stands beside what does: such a cell is words.
            let struck = cell.text.iter().flatten().any(|run| run.struck);
            match cell.value.as_ref().filter(|_| !struck) {
                Some(Value::Number(number, _)) => {
                    let number: f64 = number.parse().unwrap();
                    assert_eq!(data.as_f64_of(), Some(number), "{data:?}");
                }
                Some(Value::Day(_)) => assert!(matches!(data, Data::DateTime(_)), "{data:?}"),
                None => {
                    let said = cell.said().iter().map(plain).collect::<Vec<_>>().join("\n");
                    assert_eq!(data.to_string(), said);
                }
            }
        }
    }
}

/// A number of a cell.
trait Number {
    fn as_f64_of(&self) -> Option<f64>;
}

impl Number for Data {
    fn as_f64_of(&self) -> Option<f64> {
        match self {
            Data::Float(n) => Some(*n),
            Data::Int(n) => i32::try_from(*n).ok().map(f64::from),
            _ => None,
        }
    }
}
