//! The colours behind cells: which of them plans rate by, and what they say in words.
//!
//! A table may rate by colour alone: empty shaded cells in a column of their own, or the shade of some other column,
//! such as the references. Here the colour is written as its word, with a finding, so that recognition meets the
//! same column it meets in a text.

use std::collections::BTreeSet;

use model::finding::{Finding, Severity};
use model::level::Delivery;

use crate::document::{Block, Cell, Content, Document, Row, Table};
use crate::ledger::{Entry, Ledger};

/// The level that a colour (`RRGGBB`) stands for; `None` for white, black and colours no plan rates by.
pub(crate) fn level(colour: &str) -> Option<Delivery> {
    let colour = colour.trim().trim_start_matches('#');
    // Some programs write the opacity first.
    let colour = if colour.len() == 8 { colour.get(2..)? } else { colour };
    if colour.len() != 6 {
        return None;
    }
    let part = |from: usize| i32::from_str_radix(colour.get(from..from + 2)?, 16).ok();
    let (red, green, blue) = (part(0)?, part(2)?, part(4)?);
    let most = red.max(green).max(blue);
    let least = red.min(green).min(blue);
    let spread = most - least;
    if spread <= 18 {
        return (80..=225).contains(&most).then_some(Delivery::Grey);
    }
    // The hue in degrees, in whole numbers.
    let hue = if most == red {
        (60 * (green - blue) / spread).rem_euclid(360)
    } else if most == green {
        60 * (blue - red) / spread + 120
    } else {
        60 * (red - green) / spread + 240
    };
    match hue {
        0..=17 | 340..=359 => Some(Delivery::Red),
        18..=47 => Some(Delivery::Amber),
        48..=66 => Some(Delivery::Yellow),
        67..=170 => Some(Delivery::Green),
        171..=255 => Some(Delivery::Blue),
        _ => None,
    }
}

/// Writes the colours of all tables as words.
pub(crate) fn say(document: &mut Document, ledger: &mut Ledger, findings: &mut Vec<Finding>) {
    let mut said = Vec::new();
    for block in &mut document.blocks {
        let Block::Table(table) = block else { continue };
        let before = said.len();
        blank_columns(table, &mut said);
        if said.len() == before {
            shaded_column(table, &mut said);
        }
        let count = said.len() - before;
        if count > 0 {
            let message = format!(
                "{count} cells of this table rate by their colour alone; each is read as the word for its colour."
            );
            let hint = "Write the word into the cell: not everybody sees colours, and not every printer prints them.";
            findings
                .push(Finding::new("colour-read-as-rating", Severity::Info, &table.at, message).hint(hint));
        }
    }
    if !said.is_empty() {
        ledger.entries.extend(said);
        ledger.entries.sort_by_key(|e| (e.at.line, e.at.column));
    }
}

/// The words that head a column of ratings.
const RATES: [&str; 6] = ["rag", "brag", "rating", "status", "colour", "bragg"];
/// Rows at the top of a table in which a header may stand.
const HEAD: usize = 3;
/// Words longer than this are an account, not a status.
const SHORT: usize = 30;

/// Empty shaded cells in columns of ratings, and short words beside a colour there.
fn blank_columns(table: &mut Table, said: &mut Vec<Entry>) {
    let width = table.rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
    for column in 0..width {
        let headed = heads_ratings(table, column);
        let blank = table.rows.iter().filter(|row| is_blank(row, column));
        if !headed && kinds(blank.filter_map(|row| own_shade(row, column))) < 2 {
            continue;
        }
        for row in &mut table.rows {
            let Some(level) = own_shade(row, column) else { continue };
            let Some(cell) = row.cells.get_mut(column) else { continue };
            let words = cell.words();
            if words.is_empty() && !cell.continues {
                write(cell, level);
                said.push(Entry { at: cell.at.clone(), text: level.word().to_owned(), claim: None });
            } else if headed && words.len() <= SHORT && !is_header(&words) && !names_colour(&words) {
                write(cell, level);
            }
        }
    }
}

/// Where no column of ratings is, one whose cells are shaded by rating, whatever they hold: the colours become a
/// column of their own at the end.
fn shaded_column(table: &mut Table, said: &mut Vec<Entry>) {
    let width = table.rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
    if (0..width).any(|c| heads_ratings(table, c)) {
        return;
    }
    let rows = table.rows.len().saturating_sub(1);
    let shades = |column: usize| -> Vec<Delivery> {
        table.rows.iter().skip(1).filter_map(|row| own_shade(row, column)).collect()
    };
    // Cells that name the colour they have need no column of colours beside them.
    let named = |column: usize| {
        let shaded =
            || table.rows.iter().skip(1).filter_map(|r| Some((own_shade(r, column)?, r.cells.get(column)?)));
        shaded().filter(|(level, cell)| says(&cell.text(), *level)).count() * 2 >= shaded().count().max(1)
    };
    let rated = (0..width).filter(|column| !named(*column)).find(|column| {
        let shades = shades(*column);
        shades.len() >= 3
            && shades.len() * 2 >= rows
            && kinds(shades.into_iter().filter(|s| *s != Delivery::Grey)) >= 2
    });
    let Some(rated) = rated else { return };
    for (number, row) in table.rows.iter_mut().enumerate() {
        let level = own_shade(row, rated).filter(|_| number > 0);
        let text = match level {
            Some(level) => level.word(),
            None if number == 0 => "RAG",
            None => continue,
        };
        while row.cells.len() < width {
            row.cells.push(Cell { span: 1, at: row.at.clone(), ..Cell::default() });
        }
        let mut at = row.at.clone();
        at.column = u32::try_from(width + 1).ok();
        if level.is_some() {
            said.push(Entry { at: at.clone(), text: text.to_owned(), claim: None });
        }
        let content = vec![Content::Paragraph { text: text.to_owned(), struck: false }];
        row.cells.push(Cell { content, span: 1, at, ..Cell::default() });
    }
}

/// The shade of a cell, unless much of its row has the same: that is a band, not a rating.
fn own_shade(row: &Row, column: usize) -> Option<Delivery> {
    let shade = row.cells.get(column)?.shade?;
    let alike = row.cells.iter().filter(|c| c.shade == Some(shade)).count();
    let others = row.cells.iter().filter(|c| !c.is_empty()).count();
    (others > 0 && alike * 2 <= row.cells.len().max(2)).then_some(shade)
}

/// How many different levels these are.
fn kinds(levels: impl Iterator<Item = Delivery>) -> usize {
    levels.map(Delivery::word).collect::<BTreeSet<_>>().len()
}

fn is_blank(row: &Row, column: usize) -> bool {
    row.cells.get(column).is_some_and(|c| c.is_empty() && !c.continues)
}

fn heads_ratings(table: &Table, column: usize) -> bool {
    table.rows.iter().take(HEAD).filter_map(|r| r.cells.get(column)).any(|c| is_header(&c.text()))
}

fn is_header(words: &str) -> bool {
    let words = words.to_lowercase();
    words.len() <= 40 && words.split(|c: char| !c.is_alphanumeric()).any(|w| RATES.contains(&w))
}

fn says(words: &str, level: Delivery) -> bool {
    words.split(|c: char| !c.is_alphanumeric()).any(|w| Delivery::from_word(w) == Some(level))
}

fn names_colour(words: &str) -> bool {
    words.split(|c: char| !c.is_alphanumeric()).any(|w| Delivery::from_word(w).is_some() || w.len() == 1)
}

fn write(cell: &mut Cell, level: Delivery) {
    cell.content.insert(0, Content::Paragraph { text: level.word().to_owned(), struck: false });
}

#[cfg(test)]
mod tests {
    use super::level;
    use model::level::Delivery::{Amber, Blue, Green, Grey, Red, Yellow};

    #[test]
    fn the_colours_of_real_tables_are_told_apart() {
        for (colour, expected) in [
            ("FF0000", Some(Red)),
            ("C00000", Some(Red)),
            ("FFC7CE", Some(Red)),
            ("FFC000", Some(Amber)),
            ("F79646", Some(Amber)),
            ("FFBF00", Some(Amber)),
            // What spreadsheets call neutral stands where traffic lights have amber.
            ("FFEB9C", Some(Amber)),
            ("FFFF00", Some(Yellow)),
            ("00B050", Some(Green)),
            ("92D050", Some(Green)),
            ("C6EFCE", Some(Green)),
            ("FF92D050", Some(Green)),
            ("0070C0", Some(Blue)),
            ("00B0F0", Some(Blue)),
            ("#BFBFBF", Some(Grey)),
            ("FFFFFF", None),
            ("F2F2F2", None),
            ("000000", None),
            ("7030A0", None),
            ("auto", None),
            ("é0é0é0", None),
        ] {
            assert_eq!(level(colour), expected, "{colour}");
        }
    }
}
