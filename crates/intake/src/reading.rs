//! What reading one or several documents yields.

use model::day::Day;
use model::finding::{Finding, Severity};
use model::plan::Plan;
use serde::{Deserialize, Serialize};

use crate::columns::{ColumnRead, Corrections, RowRead};
use crate::ledger::{Claim, Ledger};

/// How to read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The day the documents speak of, where the caller knows better than the documents.
    pub as_at: Option<Day>,
    /// What columns mean and rows are, where a person has said so.
    pub columns: Corrections,
}

/// What a document says about itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DocumentInfo {
    /// Its name as given.
    pub name: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its title as printed; empty if it has none.
    pub title: String,
    /// The day it speaks of.
    pub as_at: Option<Day>,
    /// Its version label as printed.
    pub version: Option<String>,
}

/// The account of all cells of all documents. `cells` is the sum of the four that follow it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciliation {
    /// Tables that hold a plan.
    pub tables: usize,
    /// Non-empty cells of the sources.
    pub cells: usize,
    /// Cells that became part of a plan.
    pub used: usize,
    /// Cells kept as text.
    pub kept_as_text: usize,
    /// Repeated headers, page furniture, second copies.
    pub repeated: usize,
    /// Cells nobody accounted for: must be zero.
    pub lost: usize,
}

impl Reconciliation {
    /// Counts the claims of these ledgers.
    pub fn of(ledgers: &[Ledger]) -> Reconciliation {
        let mut sum = Reconciliation::default();
        for ledger in ledgers {
            sum.tables += ledger.tables;
            sum.cells += ledger.entries.len();
            for entry in &ledger.entries {
                match entry.claim {
                    Some(Claim::Used(_)) => sum.used += 1,
                    Some(Claim::KeptAsText(_)) => sum.kept_as_text += 1,
                    Some(Claim::Repeated(_)) => sum.repeated += 1,
                    None => sum.lost += 1,
                }
            }
        }
        sum
    }
}

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The documents in the order given.
    pub documents: Vec<DocumentInfo>,
    /// Every plan found; the first is the main one.
    pub plans: Vec<Plan>,
    /// Plans as they were when a workbook to be filled in was written, identities and all: what such a workbook that came
    /// back is held against. The plan it makes has the same title and is found by it.
    #[serde(default)]
    pub bases: Vec<Plan>,
    /// The account of the sources' cells.
    pub reconciliation: Reconciliation,
    /// The same, cell by cell, one ledger a document.
    pub ledgers: Vec<Ledger>,
    /// What the readers and recognisers had to say.
    pub findings: Vec<Finding>,
    /// The columns of its tables and what each was read as.
    #[serde(default)]
    pub columns: Vec<ColumnRead>,
    /// The rows of its plans' tables and what each was read as: those that are no actions first, then as many actions as
    /// a page shows.
    #[serde(default)]
    pub rows: Vec<RowRead>,
}

impl Reading {
    /// What says that a document could not be read, or only in part.
    pub fn unreadable(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|f| f.severity == Severity::Error && f.code.starts_with("document-"))
    }
}
