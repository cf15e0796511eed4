//! Runs the rules over a snapshot.

use std::collections::{HashMap, HashSet};

use super::Fault;
use super::condition::{Clause, Condition, Of, Value};
use super::rule::{Part, Test, rules};
use crate::cell::{Cell, Word};
use crate::list::lists;
use crate::snapshot::{Snapshot, Table, ymd};

/// Checks a snapshot. Faults come in the order of lists and rows. A rule about a column that was not delivered is
/// silent: the missing column is a finding of the reader.
pub fn check(snapshot: &Snapshot) -> Vec<Fault> {
    let run = Run { snapshot, as_at: snapshot.as_at().number(), values: HashMap::new() };
    let mut run = run;
    let mut faults = Vec::new();
    for (place, rule) in rules().iter().enumerate() {
        for part in &rule.parts {
            run.part(place, part, &mut faults);
        }
    }
    faults.sort_unstable_by_key(|f| (f.list, f.row, f.rule));
    faults
}

struct Run<'s> {
    snapshot: &'s Snapshot,
    as_at: i32,
    /// What is said of each child under the name of a column, over all lists: the first value and whether another
    /// occurs.
    values: HashMap<String, HashMap<Word, (Cell, bool)>>,
}

impl Run<'_> {
    fn part(&mut self, rule: usize, part: &Part, faults: &mut Vec<Fault>) {
        let Some(table) = self.snapshot.tables.get(part.list).filter(|t| !t.is_empty()) else { return };
        if !self.applies(part, table) {
            return;
        }
        let child = lists().get(part.list).and_then(|l| l.index("child"));
        let rows = match &part.when {
            Some(when) if uses_rows(when) => Some(rows_of_children(table, child)),
            _ => None,
        };
        let holds =
            |row: usize| part.when.as_ref().is_none_or(|c| self.holds(c, table, row, child, rows.as_ref()));
        let mut found: Vec<usize> = Vec::new();
        match &part.test {
            Test::Row => found.extend((0..table.len()).filter(|r| holds(*r))),
            Test::Repeated(columns) => {
                let mut seen: HashSet<Vec<Cell>> = HashSet::with_capacity(table.len());
                for row in (0..table.len()).filter(|r| holds(*r)) {
                    let key: Vec<Cell> = columns.iter().map(|c| table.cell(row, *c)).collect();
                    // What is missing is not the same; a row of many columns may lack some.
                    let whole = columns.len() > 3 || key.iter().all(|c| !c.is_missing());
                    if whole && !seen.insert(key) {
                        found.push(row);
                    }
                }
            }
            Test::Overlap(from, to) => found = overlaps(table, child, *from, *to),
            Test::Differs(name) => found = self.differing(name, table, part, child),
            Test::AbsentFrom(other, open) => {
                let there = self.children(*other, *open);
                if let Some(there) = there {
                    found.extend((0..table.len()).filter(|row| {
                        let word = child.and_then(|c| table.cell(*row, c).word());
                        word.is_some_and(|w| !there.contains(&w)) && holds(*row)
                    }));
                }
            }
        }
        faults.extend(found.into_iter().map(|row| Fault {
            rule: u16::try_from(rule).unwrap_or(u16::MAX),
            list: u8::try_from(part.list).unwrap_or(u8::MAX),
            row: u32::try_from(row).unwrap_or(u32::MAX),
            column: part.at.and_then(|c| u8::try_from(c).ok()),
        }));
    }

    /// Whether every column the condition needs was delivered.
    fn applies(&self, part: &Part, table: &Table) -> bool {
        let of = |value: &Value| match value.of {
            Of::Column(c) | Of::Years(c) => Some(c),
            _ => None,
        };
        let Some(when) = &part.when else { return true };
        when.clauses.iter().all(|clause| match clause {
            Clause::Missing(c) | Clause::Present(c) | Clause::Malformed(c) | Clause::In(c, ..) => {
                table.has_column(*c)
            }
            Clause::Compare(a, _, b) => [of(a), of(b)].into_iter().flatten().all(|c| table.has_column(c)),
        })
    }

    fn holds(
        &self,
        condition: &Condition,
        table: &Table,
        row: usize,
        child: Option<usize>,
        rows: Option<&HashMap<Word, i32>>,
    ) -> bool {
        condition.clauses.iter().all(|clause| match clause {
            Clause::Missing(c) => table.cell(row, *c).is_missing(),
            Clause::Present(c) => !table.cell(row, *c).is_missing(),
            Clause::Malformed(c) => {
                table.cell(row, *c).word().is_some_and(|w| !is_postcode(self.snapshot.pool().text(w)))
            }
            Clause::In(c, codes, within) => {
                table
                .cell(row, *c)
                .word()
                .map(|w| self.snapshot.pool().text(w))
                .is_some_and(|code| codes.iter().any(|k| k == code) == *within)
                // What is missing is in no set, and so not in this one.
                || (!within && table.cell(row, *c).is_missing())
            }
            Clause::Compare(a, ordering, b) => {
                let number = |value: &Value| {
                    let number = match value.of {
                        Of::Column(c) => table.cell(row, c).int(),
                        Of::Number(n) => Some(n),
                        Of::AsAt => Some(self.as_at),
                        Of::Years(c) => table.cell(row, c).int().and_then(|born| self.years(born)),
                        Of::Rows => child
                            .and_then(|c| table.cell(row, c).word())
                            .and_then(|w| rows.and_then(|r| r.get(&w).copied())),
                    };
                    number.map(|n| value.by.from(n))
                };
                matches!((number(a), number(b)), (Some(a), Some(b)) if ordering.holds(a, b))
            }
        })
    }

    /// Completed years on the snapshot's day; `None` before birth.
    fn years(&self, born: i32) -> Option<i32> {
        let born = ymd(model::day::Day::from_number(born)?);
        let years = (ymd(self.snapshot.as_at()) - born).div_euclid(10_000);
        i32::try_from(years).ok().filter(|y| *y >= 0)
    }

    /// The children of a list (or those with an open row); `None` where the list was not delivered.
    fn children(&self, list: usize, open: Option<usize>) -> Option<HashSet<Word>> {
        let table = self.snapshot.tables.get(list)?;
        table.delivered.as_ref()?;
        let child = lists().get(list)?.index("child")?;
        let rows = (0..table.len()).filter(|row| open.is_none_or(|c| table.cell(*row, c).is_missing()));
        Some(rows.filter_map(|row| table.cell(row, child).word()).collect())
    }

    /// Rows whose value is not the first that any list gives for the child.
    fn differing(&mut self, name: &str, table: &Table, part: &Part, child: Option<usize>) -> Vec<usize> {
        if !self.values.contains_key(name) {
            let mut values: HashMap<Word, (Cell, bool)> = HashMap::new();
            for (list, table) in self.snapshot.tables() {
                let (Some(child), Some(column)) = (list.index("child"), list.index(name)) else { continue };
                for row in 0..table.len() {
                    let (Some(who), cell) = (table.cell(row, child).word(), table.cell(row, column)) else {
                        continue;
                    };
                    if !cell.is_missing() {
                        let entry = values.entry(who).or_insert((cell, false));
                        entry.1 |= entry.0 != cell;
                    }
                }
            }
            self.values.insert(name.to_owned(), values);
        }
        let (Some(values), Some(child)) = (self.values.get(name), child) else { return Vec::new() };
        let Some(column) = lists().get(part.list).and_then(|l| l.index(name)) else { return Vec::new() };
        let differs = |row: &usize| {
            let cell = table.cell(*row, column);
            let first = table.cell(*row, child).word().and_then(|w| values.get(&w));
            !cell.is_missing() && first.is_some_and(|(first, more)| *more && *first != cell)
        };
        (0..table.len()).filter(differs).collect()
    }
}

fn uses_rows(condition: &Condition) -> bool {
    condition
        .clauses
        .iter()
        .any(|c| matches!(c, Clause::Compare(a, _, b) if a.of == Of::Rows || b.of == Of::Rows))
}

fn rows_of_children(table: &Table, child: Option<usize>) -> HashMap<Word, i32> {
    let mut rows = HashMap::new();
    for row in 0..table.len() {
        if let Some(word) = child.and_then(|c| table.cell(row, c).word()) {
            *rows.entry(word).or_insert(0) += 1;
        }
    }
    rows
}

/// Rows that begin while an earlier one of the same child is open. One that ends on the day the next begins does not
/// overlap it.
fn overlaps(table: &Table, child: Option<usize>, from: usize, to: usize) -> Vec<usize> {
    let Some(child) = child else { return Vec::new() };
    let mut spans: Vec<(Word, i32, i32, usize)> = (0..table.len())
        .filter_map(|row| {
            let end = table.cell(row, to).int().unwrap_or(i32::MAX);
            Some((table.cell(row, child).word()?, table.cell(row, from).int()?, end, row))
        })
        .collect();
    spans.sort_unstable();
    let mut found = Vec::new();
    let mut last: Option<(Word, i32)> = None;
    for (who, start, end, row) in spans {
        match last {
            Some((same, until)) if same == who => {
                if start < until {
                    found.push(row);
                }
                last = Some((who, until.max(end)));
            }
            _ => last = Some((who, end)),
        }
    }
    found.sort_unstable();
    found
}

/// Whether a text has the shape of a British postcode: `A9 9AA` to `AA9A 9AA`.
fn is_postcode(text: &str) -> bool {
    let Some((outward, inward)) = text.split_once(' ') else { return false };
    let shape: String = outward
        .chars()
        .map(|c| {
            if c.is_ascii_uppercase() {
                'A'
            } else if c.is_ascii_digit() {
                '9'
            } else {
                '?'
            }
        })
        .collect();
    let inward_holds = matches!(inward.as_bytes(), [d, a, b] if d.is_ascii_digit() && a.is_ascii_uppercase() && b.is_ascii_uppercase());
    inward_holds && matches!(shape.as_str(), "A9" | "A99" | "AA9" | "AA99" | "A9A" | "AA9A")
}

#[cfg(test)]
mod tests {
    use super::is_postcode;

    #[test]
    fn postcodes_have_one_of_six_shapes() {
        for good in ["M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 0AX", "EC1A 1BB"] {
            assert!(is_postcode(good), "{good}");
        }
        for bad in ["", "M1", "1M 1AE", "M1 AE1", "unknown", "ZZZ1 1AA"] {
            assert!(!is_postcode(bad), "{bad}");
        }
    }
}
