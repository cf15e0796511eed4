//! Recognition: which table is a plan, which column is what, what the prose says; a document into a draft plan.

pub mod day;
pub mod measures;
pub mod merge;
pub mod prose;
pub mod table;

use std::sync::Arc;

use model::day::Day;
use model::finding::Finding;
use model::plan::{KeptText, Plan};

use crate::columns::{ColumnRead, Corrections, RowRead};
use crate::document::{Block, Document};
use crate::ledger::Ledger;
use crate::reading::Options;

/// What is recognised in one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// What was found of a plan.
    pub plan: Plan,
    /// The account of the document's cells.
    pub ledger: Ledger,
    /// What the recognisers had to say.
    pub findings: Vec<Finding>,
    /// What the document's key says of its ratings.
    pub(crate) key: table::Key,
    /// For each block of the document: a recogniser has dealt with it.
    pub taken: Vec<bool>,
    /// What columns mean, where a person has said so.
    pub(crate) corrections: Corrections,
    /// The columns of its tables and what each was read as.
    pub columns: Vec<ColumnRead>,
    /// The rows of its plan tables and what each was read as.
    pub rows: Vec<RowRead>,
}

impl Draft {
    /// A draft for somebody who works beside others: what is known of the whole document, and nothing made yet.
    pub(crate) fn beside(&self) -> Draft {
        let plan = Plan { as_at: self.plan.as_at, ..Plan::default() };
        Draft { plan, ledger: self.ledger.notebook(), key: self.key.clone(), ..Draft::default() }
    }
}

/// What the recognisers of cells know about the place where a cell stands.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The day the document speaks of: resolves `last month`, `August`.
    pub document_day: Option<Day>,
    /// The reference of the line or action the cell belongs to.
    pub line: Option<String>,
    /// The title of that line: names a measure that its cell does not name.
    pub title: String,
    /// The words of the column's header, as printed: a column `Update Nov 22` dates its cells.
    pub header: Arc<str>,
}

/// Recognises one document: its plan tables first, then its prose; what is left is kept as text.
pub fn recognise(document: &Document, ledger: Ledger, options: &Options) -> Draft {
    let mut draft = Draft { ledger, taken: vec![false; document.blocks.len()], ..Draft::default() };
    draft.plan.as_at = options.as_at;
    draft.corrections.clone_from(&options.columns);
    prose::front_matter(document, &mut draft);
    prose::doubt_day(document, &mut draft);
    let title = draft.plan.title.clone();
    let ((), place) =
        rayon::join(|| table::recognise(document, &mut draft), || prose::place_of(document, &title));
    draft.plan.place = place;
    prose::recognise(document, &mut draft);
    keep_rest(document, &mut draft);
    observations_of_lines(&mut draft.plan);
    draft
}

/// An observation belongs to a line of the plan or to the plan: where rows are actions, their references are no lines.
fn observations_of_lines(plan: &mut Plan) {
    let lines: std::collections::BTreeSet<&str> = plan.lines.iter().map(|l| l.reference.as_str()).collect();
    for observation in &mut plan.observations {
        if observation.line.as_deref().is_some_and(|line| !lines.contains(line)) {
            observation.line = None;
        }
    }
}

/// Keeps every cell nobody claimed as text under the nearest heading before it (`plan` where there is none).
fn keep_rest(document: &Document, draft: &mut Draft) {
    let mut under = String::from("plan");
    for block in &document.blocks {
        match block {
            Block::Heading { text, at, .. } => {
                keep(draft, at, text, &under);
                under.clone_from(text);
            }
            Block::Paragraph { text, at, .. } | Block::Item { text, at, .. } => keep(draft, at, text, &under),
            Block::Table(table) => {
                for cell in table.rows.iter().flat_map(|r| &r.cells) {
                    keep(draft, &cell.at, &cell.text(), &under);
                }
            }
        }
    }
    for entry in &mut draft.ledger.entries {
        if entry.claim.is_none() {
            draft.plan.text.push(KeptText {
                origin: entry.at.clone().into(),
                under: String::from("plan"),
                text: entry.text.clone(),
            });
            entry.claim = Some(crate::ledger::Claim::KeptAsText("plan".into()));
        }
    }
}

fn keep(draft: &mut Draft, at: &model::at::At, text: &str, under: &str) {
    if draft.ledger.is_claimed(at) {
        return;
    }
    draft.plan.text.push(KeptText { origin: at.clone().into(), under: under.into(), text: text.into() });
    draft.ledger.kept(at, under);
}
