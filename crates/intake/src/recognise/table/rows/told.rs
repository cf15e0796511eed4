//! What rows are: told, so that a person can say otherwise, and read as a person said.

use model::at::At;

use super::Reader;
use crate::columns::{Corrections, RowRead};
use crate::document::{Cell, Row};
use crate::recognise::table::layout::Meaning;
use crate::recognise::table::record::Field;
use crate::recognise::table::title;

/// Rows of each kind told at most: a page shows no more.
const MOST: usize = 300;
/// Letters of a row that are told: enough to know it by.
const LONG: usize = 240;

/// The words of a row, cell after cell.
fn words(row: &Row) -> String {
    let mut out = String::new();
    for cell in row.cells.iter().filter(|c| !c.is_empty()) {
        if !out.is_empty() {
            out.push_str(" | ");
        }
        out.push_str(&cell.text());
        if out.len() > LONG {
            break;
        }
    }
    out.chars().take(LONG).collect()
}

/// What a person said that a row is.
pub(in crate::recognise::table) fn said<'g>(row: &Row, given: &'g Corrections) -> Option<&'g str> {
    given.row(&words(row))
}

/// Those that are no actions first, each in the order of the document.
pub(super) fn in_order(told: Vec<RowRead>) -> Vec<RowRead> {
    let (mut others, actions): (Vec<RowRead>, Vec<RowRead>) =
        told.into_iter().partition(|r| r.is != "action");
    others.extend(actions);
    others
}

impl<'d> Reader<'_, 'd> {
    /// Tells what a row was read as.
    pub(super) fn tell(&mut self, row: &Row, is: &str, corrected: bool) {
        let count = match self.count.get_mut(is) {
            Some(count) => count,
            None => self.count.entry(is.to_owned()).or_default(),
        };
        if corrected || *count < MOST {
            *count += 1;
            self.told.push(RowRead { words: words(row), is: is.to_owned(), corrected, at: row.at.clone() });
        }
    }

    /// Reads a row as a person said. `false`: it cannot be read so, and is read as it would be.
    pub(super) fn as_said(
        &mut self,
        is: &str,
        row: &'d Row,
        cells: &[(usize, &'d Cell)],
        schema: Option<usize>,
        block: usize,
    ) -> bool {
        let filled: Vec<&Cell> = cells.iter().map(|(_, c)| *c).filter(|c| !c.is_empty()).collect();
        let columns = schema.and_then(|number| Some((number, self.flow.schemas.get(number)?)));
        match (is, columns) {
            ("heading", _) => {
                self.place();
                let pieces: Vec<String> = filled.iter().map(|c| c.words()).collect();
                let text = title::mend(&pieces.iter().map(String::as_str).collect::<Vec<_>>());
                let places: Vec<At> = filled.iter().map(|c| c.at.clone()).collect();
                self.make_top(&text, &places);
            }
            ("note", _) => self.lines.clear(),
            ("more", Some((_, columns))) if !self.records.is_empty() => self.append(cells, columns),
            ("action", Some((number, columns))) => {
                self.place();
                self.begin(row, cells, columns, number);
                if let Some(record) = self.records.last_mut() {
                    record.said = true;
                    if !record.has(Meaning::Action)
                        && let Some(wordy) = wordiest(&mut record.fields)
                    {
                        wordy.means = Meaning::Action;
                    }
                }
            }
            _ => return false,
        }
        self.take(block);
        self.tell(row, is, true);
        self.broken = false;
        self.plan_met |= is == "action";
        true
    }
}

/// The field that says most, of those that can be what is to be done.
fn wordiest<'f, 'd>(fields: &'f mut [Field<'d>]) -> Option<&'f mut Field<'d>> {
    let may = |f: &Field<'_>| {
        matches!(
            f.means,
            Meaning::Objective
                | Meaning::Step
                | Meaning::Node
                | Meaning::Ref
                | Meaning::Recommendation
                | Meaning::Other
                | Meaning::Progress
        )
    };
    fields.iter_mut().filter(|f| may(f)).max_by_key(|f| f.text().len())
}
