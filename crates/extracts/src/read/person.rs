//! Gender, ethnicity and birth from a list of persons into lists that come without those columns.

use std::collections::HashMap;

use crate::cell::{Cell, Word};
use crate::list::{list, lists};
use crate::snapshot::{Brought, Table};

const OF_PERSONS: [&str; 3] = ["gender", "ethnicity", "born"];

/// Fills columns that were not delivered, or not by every file; a cell that is empty in a delivered column stays empty.
pub(super) fn fill(tables: &mut [Table]) {
    let Some(place) = lists().iter().position(|l| l.name == "persons") else { return };
    let (Some(persons), Some(of)) = (tables.get(place).cloned(), list("persons")) else { return };
    let Some(who) = of.index("child").filter(|_| !persons.is_empty()) else { return };
    for name in OF_PERSONS {
        let Some(from) = of.index(name).filter(|c| persons.has_column(*c)) else { continue };
        let known: HashMap<Word, Cell> = (0..persons.len())
            .filter_map(|r| Some((persons.cell(r, who).word()?, persons.cell(r, from))))
            .collect();
        for (list, table) in lists().iter().zip(tables.iter_mut()) {
            let (Some(child), Some(to)) = (list.index("child"), list.index(name)) else { continue };
            if table.is_empty() || table.has_column(to) {
                continue;
            }
            for row in (0..table.len()).filter(|row| table.cell(*row, to).is_missing()).collect::<Vec<_>>() {
                let value =
                    table.cell(row, child).word().and_then(|w| known.get(&w)).copied().unwrap_or_default();
                let width = table.width;
                if let Some(cell) = table.cells.get_mut(row * width + to) {
                    *cell = value;
                }
            }
            if let Some(there) = table.delivered.as_mut().and_then(|d| d.get_mut(to)) {
                *there = Brought::Yes;
            }
        }
    }
}
