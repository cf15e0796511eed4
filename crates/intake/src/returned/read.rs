//! A workbook that came back: found by its hidden sheet, its rows by their keys.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use model::at::At;
use model::finding::{Finding, Severity};
use model::plan::{KeptText, Plan};

use super::fill::{Refused, Row, added, fill, same};
use super::{ACTIONS_SHEET, Column, KEPT_MARK, KEPT_SHEET, key};
use crate::ledger::{Claim, Entry, Ledger};
use crate::read::fold;
use crate::read::office::package::Package;
use crate::read::office::sheets::{Given, Grid, workbook_grids};

/// What came back.
pub(crate) struct Read {
    /// The plan with what was filled in.
    pub(crate) plan: Plan,
    /// The plan as it was written out, with its identities.
    pub(crate) base: Plan,
    /// The account of the cells.
    pub(crate) ledger: Ledger,
    /// What there is to say.
    pub(crate) findings: Vec<Finding>,
}

/// Reads a workbook that was written out to be filled in; `None` where it is something else.
pub(crate) fn read(name: &Arc<str>, bytes: &[u8]) -> Option<Read> {
    if bytes.len() as u64 > crate::MAX_BYTES || !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let parts = Package::open(bytes).ok()?.part("xl/workbook.xml").ok()??;
    if !parts.contains(KEPT_SHEET) {
        return None;
    }
    let mut grids = workbook_grids(bytes).ok()?;
    // A shade alone says nothing here.
    grids.iter_mut().for_each(|g| g.cells.retain(|c| !words(c).trim().is_empty()));
    let base = kept(grids.iter().find(|g| g.name == KEPT_SHEET)?)?;
    let mut came = Came {
        name: Arc::clone(name),
        plan: as_draft(&base),
        base,
        entries: Vec::new(),
        findings: Vec::new(),
    };
    for (number, grid) in (1..).zip(&grids) {
        match grid.name.as_str() {
            KEPT_SHEET => {}
            ACTIONS_SHEET => came.actions(grid, number),
            _ => came.beside(grid, number),
        }
    }
    let ledger = Ledger::new(came.name, 1, came.entries);
    Some(Read { plan: came.plan, base: came.base, ledger, findings: came.findings })
}

/// The plan of the hidden sheet.
fn kept(grid: &Grid) -> Option<Plan> {
    let mut pieces = grid.cells.iter().filter(|c| c.column == 0).map(words);
    if pieces.next()?.trim() != KEPT_MARK {
        return None;
    }
    serde_json::from_str(&pieces.collect::<String>()).ok()
}

/// The plan without identities: they belong to the store that gave them.
pub(super) fn as_draft(plan: &Plan) -> Plan {
    let text = crate::kept::write(&[plan]).unwrap_or_default();
    crate::kept::plans(&text).into_iter().next().unwrap_or_else(|| plan.clone())
}

fn words(cell: &Given) -> String {
    cell.parts.iter().map(|(text, _)| text.as_str()).collect()
}

struct Came {
    name: Arc<str>,
    plan: Plan,
    base: Plan,
    entries: Vec<Entry>,
    findings: Vec<Finding>,
}

impl Came {
    fn at(&self, sheet: u32, row: u32, column: u32) -> At {
        let (row, column) = (Some(row + 1), Some(column + 1));
        At { document: Arc::clone(&self.name), page: Some(sheet), row, column, ..At::default() }
    }

    fn find(&mut self, code: &'static str, severity: Severity, at: &At, message: String, hint: &'static str) {
        self.findings.push(Finding::new(code, severity, at, message).hint(hint));
    }

    /// A sheet beside that of the actions: ours say how to fill it in; words that somebody added are kept.
    fn beside(&mut self, grid: &Grid, sheet: u32) {
        for cell in &grid.cells {
            let at = self.at(sheet, cell.row, cell.column);
            let claim = Some(Claim::Repeated("guide".into()));
            self.entries.push(Entry { at, text: fold(&words(cell)), claim });
        }
    }

    fn actions(&mut self, grid: &Grid, sheet: u32) {
        let title = Column::Key.title();
        let Some(head) = grid.cells.iter().find(|c| words(c).trim() == title).map(|c| c.row) else {
            let at = At { document: Arc::clone(&self.name), page: Some(sheet), ..At::default() };
            let message = "The column of keys is gone from the sheet of actions: nothing that was filled in can be told apart.".to_owned();
            self.find(
                "workbook-key-lost",
                Severity::Error,
                &at,
                message,
                "Fill in a new workbook, without taking its columns apart.",
            );
            return self.beside(grid, sheet);
        };
        let columns: BTreeMap<u32, Column> = grid
            .cells
            .iter()
            .filter(|c| c.row == head)
            .filter_map(|c| Some((c.column, Column::titled(&words(c))?)))
            .collect();
        let mut rows: Vec<(u32, Row)> = Vec::new();
        for cell in &grid.cells {
            let (at, said) = (self.at(sheet, cell.row, cell.column), words(cell));
            let column = columns.get(&cell.column);
            let claim = match column {
                _ if cell.row <= head => Claim::Repeated("header".into()),
                Some(_) => Claim::Used("plan".into()),
                None => Claim::KeptAsText("plan".into()),
            };
            self.entries.push(Entry { at: at.clone(), text: fold(&said), claim: Some(claim) });
            match column {
                _ if cell.row <= head => {}
                Some(column) => {
                    if rows.last().is_none_or(|(row, _)| *row != cell.row) {
                        rows.push((cell.row, Row::new()));
                    }
                    if let Some((_, cells)) = rows.last_mut() {
                        cells.push((*column, said, at));
                    }
                }
                None => self.plan.text.push(KeptText {
                    origin: at.into(),
                    text: fold(&said),
                    ..KeptText::default()
                }),
            }
        }
        for (number, row) in &mut rows {
            // A cell that somebody emptied is not there at all.
            for (column, what) in &columns {
                if what.fills() && !row.iter().any(|(c, ..)| c == what) {
                    row.push((*what, String::new(), self.at(sheet, *number, *column)));
                }
            }
            row.sort_by_key(|(c, ..)| *c);
        }
        self.rows(rows.into_iter().map(|(_, row)| row).collect());
    }

    fn rows(&mut self, rows: Vec<Row>) {
        let known: HashMap<String, usize> =
            (0..self.base.actions.len()).map(|i| (key(&self.base, i), i)).collect();
        let (mut seen, mut above) = (HashSet::new(), None);
        for row in rows {
            let Some(at) = row.first().map(|(.., at)| at.clone()) else { continue };
            let own = row.iter().find(|(c, said, _)| *c == Column::Key && !said.trim().is_empty());
            let Some((_, own, _)) = own else {
                self.new_row(&row, above, &at);
                continue;
            };
            let Some(index) = known.get(own.trim()).copied() else {
                let message = "This row belongs to another plan or another workbook; nothing of it is taken."
                    .to_owned();
                self.find(
                    "workbook-row-unknown",
                    Severity::Warning,
                    &at,
                    message,
                    "Give back each workbook by itself.",
                );
                continue;
            };
            above = Some(index);
            let Some(was) = self.base.actions.get(index).cloned() else { continue };
            if !seen.insert(index) {
                let untouched =
                    row.iter().all(|(c, said, _)| same(said, &c.cell(&self.base, &was)) || *c == Column::Key);
                if !untouched {
                    let message = format!(
                        "Action {} stands in the sheet twice; only the first of its rows is taken.",
                        was.reference
                    );
                    self.find(
                        "workbook-row-twice",
                        Severity::Warning,
                        &at,
                        message,
                        "Put what differs into one row.",
                    );
                }
                continue;
            }
            let mut refused = Vec::new();
            if let Some(now) = self.plan.actions.get_mut(index) {
                fill(&self.base, &was, now, &row, &mut refused);
            }
            for Refused { at, code, why, hint } in refused {
                self.find(code, Severity::Warning, &at, why, hint);
            }
        }
    }

    fn new_row(&mut self, row: &Row, above: Option<usize>, at: &At) {
        let after = above.and_then(|i| self.base.actions.get(i)).cloned();
        let line = after.as_ref().and_then(|a| a.line.clone());
        let last = self.plan.actions.iter().filter(|a| a.line == line).map(|a| a.position).max();
        match added(&self.base, row, after.as_ref(), last.unwrap_or(0) + 1) {
            Some(action) => {
                let message = "This row was added in the workbook: it is taken for a new action.".to_owned();
                self.find(
                    "workbook-row-added",
                    Severity::Info,
                    at,
                    message,
                    "Leave it out in the review if it is none.",
                );
                self.plan.actions.push(action);
            }
            None => {
                let text = row.iter().map(|(_, said, _)| fold(said)).collect::<Vec<_>>().join(" ");
                self.plan.text.push(KeptText { origin: at.clone().into(), text, ..KeptText::default() });
            }
        }
    }
}
