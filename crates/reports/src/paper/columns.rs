//! How the width of a page is shared among the columns of a table: by their weights, but no column is narrower than its
//! longest word while there is room.

use crate::document::{Cell, Table};

/// A word longer than this may be broken.
const LONGEST_WORD: usize = 16;
/// No column is kept wider for its words than this.
const LONGEST: usize = 20;
/// Letters' worth of space beside the words of a cell.
const MARGIN: usize = 3;
/// Rows looked at: the longest word of many rows is found among these.
const ROWS: usize = 200;

/// The share of each column in the width, in thousandths; together 1,000. `letters` is how many letters of the table's
/// size stand side by side in the whole width.
pub fn shares(table: &Table, letters: usize) -> Vec<u32> {
    let least: Vec<f64> = (0..table.columns.len())
        .map(|i| (longest(table, i).min(LONGEST) + MARGIN) as f64 / letters.max(1) as f64)
        .collect();
    let weights: Vec<f64> = table.columns.iter().map(|c| f64::from(c.weight.max(1))).collect();
    let mut parts = vec![0.0; weights.len()];
    let needed: f64 = least.iter().sum();
    if needed >= 1.0 {
        for (part, least) in parts.iter_mut().zip(&least) {
            *part = least / needed;
        }
    } else {
        fill(&mut parts, &weights, &least);
    }
    whole(&parts)
}

/// Shares by weight; whoever would get less than the least gets that, and the others share the rest.
fn fill(parts: &mut [f64], weights: &[f64], least: &[f64]) {
    let mut kept = vec![false; parts.len()];
    loop {
        let rest: f64 = 1.0 - least.iter().zip(&kept).filter(|(_, k)| **k).map(|(l, _)| l).sum::<f64>();
        let weight: f64 = weights.iter().zip(&kept).filter(|(_, k)| !**k).map(|(w, _)| w).sum();
        let mut settled = true;
        for (((part, weight_of), least), kept) in parts.iter_mut().zip(weights).zip(least).zip(&mut kept) {
            *part = if *kept { *least } else { rest * weight_of / weight };
            if *part < *least {
                *kept = true;
                settled = false;
            }
        }
        if settled {
            return;
        }
    }
}

/// Thousandths that come to a thousand: what rounding leaves goes to the widest.
fn whole(parts: &[f64]) -> Vec<u32> {
    let mut shares: Vec<u32> = parts.iter().map(|p| (p * 1000.0).round().max(1.0) as u32).collect();
    let sum: u32 = shares.iter().sum();
    if let Some(widest) = shares.iter_mut().max() {
        *widest = (*widest + 1000).saturating_sub(sum).max(1);
    }
    shares
}

/// The letters of the longest word in a column; bold ones count as a quarter more.
fn longest(table: &Table, column: usize) -> usize {
    let title = table.columns.get(column).map_or(0, |c| word(&c.title));
    let cells = table.rows.iter().take(ROWS).filter_map(|row| row.get(column));
    let words = cells.flat_map(|c| &c.text).flatten().map(|run| word(&run.text)).max().unwrap_or(0);
    let words = words.min(LONGEST_WORD);
    bold(title).max(if table.names == Some(column) { bold(words) } else { words })
}

fn bold(letters: usize) -> usize {
    (letters * 5).div_ceil(4)
}

fn word(text: &str) -> usize {
    text.split([' ', '-', '/', '\n']).map(|w| w.chars().count()).max().unwrap_or(0)
}

/// About how many lines the highest cell of a row takes, where so many letters stand side by side in the whole width.
pub fn row_lines(row: &[Cell], shares: &[u32], letters: usize) -> usize {
    row.iter()
        .zip(shares)
        .map(|(cell, share)| {
            let room = (letters * *share as usize / 1000).saturating_sub(2).max(4);
            let paragraphs =
                cell.text.iter().map(|p| p.iter().map(|r| r.text.chars().count()).sum::<usize>());
            paragraphs.map(|letters| letters / room + 1).sum::<usize>()
        })
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::shares;
    use crate::document::{Column, Table, cell};

    fn table(columns: &[(&str, u16)], cells: &[&str]) -> Table {
        let columns = columns
            .iter()
            .map(|(t, w)| Column { title: (*t).to_owned(), weight: *w, figures: false })
            .collect();
        Table { columns, rows: vec![cells.iter().map(|c| cell(*c)).collect()], ..Table::default() }
    }

    #[test]
    fn weights_share_what_words_leave() {
        // Room for all: by weight, 1 to 3.
        assert_eq!(shares(&table(&[("A", 1), ("B", 3)], &["x", "y"]), 100), [250, 750]);
        // The fourteen letters of "Recommendation", bold, count as eighteen; with the margin it takes 21 of 100, and
        // the others share 79, 1 to 9.
        let three = table(&[("Recommendation", 1), ("A", 1), ("B", 9)], &["1", "x", "y"]);
        assert_eq!(shares(&three, 100), [210, 79, 711]);
        // No room: in proportion to the words.
        let narrow = table(&[("aaaaaa", 1), ("bbbbbb", 1)], &["x", "y"]);
        assert_eq!(shares(&narrow, 5), [500, 500]);
        assert_eq!(shares(&Table::default(), 100), Vec::<u32>::new());
    }
}
