//! Owners and dates printed once for several rows: an empty cell that means the one above it.
//!
//! An empty cell usually means that nobody is named, which is worth knowing. It means the one above only where the
//! document says so, or where the table is printed in that manner throughout: the first row of every part is filled,
//! no row repeats the one above it, and the cells are empty as a column of priorities beside them is, or mostly.

use model::at::At;
use model::finding::{Finding, Severity};

use super::layout::Meaning;
use super::record::Record;
use super::words::squeeze;
use crate::document::{Block, Document};
use crate::recognise::Draft;

/// What a document says of its empty cells.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Said {
    owners: bool,
    dates: bool,
}

impl Said {
    /// Reads the lines of the document: `A blank lead means the same lead as in the row above`.
    pub(crate) fn by(document: &Document) -> Said {
        let mut said = Said::default();
        for block in &document.blocks {
            match block {
                Block::Heading { text, .. } | Block::Paragraph { text, .. } | Block::Item { text, .. } => {
                    said.line(text);
                }
                Block::Table(table) => {
                    for row in
                        table.rows.iter().filter(|r| r.cells.iter().filter(|c| !c.is_empty()).count() == 1)
                    {
                        row.cells.iter().for_each(|c| said.line(&c.text()));
                    }
                }
            }
        }
        said
    }

    fn line(&mut self, text: &str) {
        if text.len() > 400 {
            return;
        }
        let lower = text.to_lowercase();
        for sentence in lower.split(['.', ';']) {
            let has = |any: &[&str]| any.iter().any(|w| sentence.contains(w));
            let blank = has(&["blank", "empty", "no entry", "not repeated", "shown once"]);
            if !blank || !has(&["above", "same", "previous", "preceding", "not repeated", "shown once"]) {
                continue;
            }
            let owners = has(&["owner", "lead", "officer", "accountable", "responsible", "who ", "name"]);
            let dates = has(&["date", "deadline", "timescale", "by when", "due"]);
            let neither = !owners && !dates && has(&["cell", "column", "box", "entr", "field"]);
            self.owners |= owners || neither;
            self.dates |= dates || neither;
        }
    }
}

/// Fills the empty cells of owners and dates that mean the one above.
pub(crate) fn fill(records: &mut [Record<'_>], said: Said, draft: &mut Draft) {
    continued(records);
    let mut from = 0;
    while from < records.len() {
        let schema = records.get(from).map_or(usize::MAX, |r| r.schema);
        let to =
            records.iter().skip(from).position(|r| r.schema != schema).map_or(records.len(), |n| from + n);
        if let Some(rows) = records.get_mut(from..to).filter(|_| schema != usize::MAX) {
            let owners = [Meaning::Owner, Meaning::Body].into_iter().filter(|m| {
                let merged = said.owners || in_that_manner(rows, *m);
                merged && down(rows, *m, "owner", draft)
            });
            let owners = owners.count() > 0;
            if said.dates || (owners && blank_together(rows)) {
                down(rows, Meaning::Due, "date", draft);
            }
        }
        from = to;
    }
}

/// Fills what the format itself says to be the lower part of a cell above: nothing is assumed.
fn continued(records: &mut [Record<'_>]) {
    if records.iter().all(|r| r.continued.is_empty()) {
        return;
    }
    for means in [
        Meaning::Owner,
        Meaning::Body,
        Meaning::Start,
        Meaning::Due,
        Meaning::Revised,
        Meaning::Delivery,
        Meaning::ImpactRating,
        Meaning::Progress,
        Meaning::Outcome,
        Meaning::Recommendation,
        Meaning::Objective,
    ] {
        let mut above: Option<super::record::Field<'_>> = None;
        for row in records.iter_mut() {
            if let Some(field) = row.field(means) {
                above = Some(field.clone());
            } else if row.continued.contains(&means)
                && let Some(mut field) = above.clone()
            {
                field.places.clear();
                row.fields.push(field);
            }
        }
    }
}

/// Whether the first row of a part begins here.
fn begins(rows: &[Record<'_>], index: usize) -> bool {
    let Some((before, row)) = index.checked_sub(1).and_then(|p| rows.get(p)).zip(rows.get(index)) else {
        return true;
    };
    before.node != row.node || before.head != row.head
}

fn in_that_manner(rows: &[Record<'_>], means: Meaning) -> bool {
    if !rows.iter().all(|r| r.columns.contains(&means)) {
        return false;
    }
    let (mut filled, mut empty) = (0_usize, 0_usize);
    let mut last = String::new();
    for (index, row) in rows.iter().enumerate() {
        let text = squeeze(&row.words(means));
        if begins(rows, index) {
            last.clear();
        }
        match text.is_empty() {
            true if last.is_empty() => return false,
            true => empty += 1,
            false if text == last => return false,
            false => {
                filled += 1;
                last = text;
            }
        }
    }
    let beside = [Meaning::Node, Meaning::Objective, Meaning::Recommendation]
        .into_iter()
        .any(|m| is_beside(rows, means, m));
    let share = empty * 100 / rows.len().max(1);
    filled >= 3 && empty >= 3 && (share >= 45 || (share >= 25 && beside))
}

/// Whether another column is printed once for several rows, and never in a row without this one.
fn is_beside(rows: &[Record<'_>], means: Meaning, other: Meaning) -> bool {
    let printed = |r: &&Record<'_>| r.field(other).is_some_and(|f| !f.places.is_empty());
    let heads = rows.iter().filter(printed).count();
    heads > 1 && heads * 2 < rows.len() && rows.iter().filter(printed).all(|r| r.has(means))
}

/// Whether every row without a date is one whose owner stands above it, and there are several.
fn blank_together(rows: &[Record<'_>]) -> bool {
    let without = rows.iter().filter(|r| r.columns.contains(&Meaning::Due) && !r.has(Meaning::Due));
    let (mut all, mut with) = (0, 0);
    for row in without {
        all += 1;
        with += usize::from(row.assumed.iter().any(|m| matches!(m, Meaning::Owner | Meaning::Body)));
    }
    all >= 3 && all == with && all * 100 / rows.len().max(1) >= 45
}

/// Gives each row without the field the one above it, marked as assumed. Gives back whether there were any.
fn down(rows: &mut [Record<'_>], means: Meaning, what: &str, draft: &mut Draft) -> bool {
    let mut above: Option<super::record::Field<'_>> = None;
    let mut node: Option<Option<String>> = None;
    let mut given: Vec<String> = Vec::new();
    let mut first: Option<At> = None;
    for row in rows.iter_mut() {
        // Nothing carries over into another part of the plan.
        if node.as_ref() != Some(&row.node) {
            above = None;
            node = Some(row.node.clone());
        }
        if let Some(field) = row.field(means) {
            above = Some(field.clone());
        } else if let Some(mut field) = above.clone().filter(|_| row.columns.contains(&means)) {
            field.places.clear();
            row.fields.push(field);
            row.assumed.push(means);
            let reference = row.words(Meaning::Ref);
            given.push(if reference.is_empty() {
                row.words(Meaning::Action).chars().take(40).collect()
            } else {
                reference
            });
            first.get_or_insert_with(|| row.at.clone());
        }
    }
    if let Some(at) = first {
        let shown: Vec<&str> = given.iter().take(6).map(String::as_str).collect();
        let more = if given.len() > shown.len() {
            format!(" and {} more", given.len() - shown.len())
        } else {
            String::new()
        };
        let message =
            format!("No {what} is printed for {}{more}; the one above was taken.", shown.join(", "));
        let finding = Finding::new(format!("{what}-from-above"), Severity::Warning, &at, message);
        draft.findings.push(finding.hint(format!("Print the {what} in every row.")));
    }
    !given.is_empty()
}
