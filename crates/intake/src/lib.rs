//! Documents into draft plans.
//!
//! ```text
//! bytes ─ read ─▶ Document (blocks, tables, cells with places) ─ recognise ─▶ Reading (plans + findings)
//! ```
//!
//! Reading never fails on content: what cannot be understood is kept as text under the nearest thing, with a
//! finding, and the [`ledger`] accounts for every cell of the source.

pub mod columns;
pub mod document;
pub mod kept;
pub mod ledger;
pub mod read;
pub mod reading;
pub mod recognise;
pub mod returned;

/// The largest file that is read, in bytes: far above any plan, far below what could exhaust the worker.
pub const MAX_BYTES: u64 = 32_000_000;

use model::finding::Finding;
use model::plan::Plan;
use rayon::prelude::*;

use ledger::Ledger;
use reading::{DocumentInfo, Options, Reading, Reconciliation};
use recognise::Draft;

/// Reads these files (name, bytes) and recognises the plans in them. Never fails: a file without content or of an
/// unknown kind yields a finding of severity error at that file.
pub fn read(files: &[(&str, &[u8])], options: &Options) -> Reading {
    let mut reading = Reading::default();
    let mut drafts = Vec::with_capacity(files.len());
    let mut kept: Vec<Plan> = Vec::new();
    let mut back: Vec<returned::Read> = Vec::new();
    // Files are read side by side, each for itself, and put together in the order they were given.
    for one in files.par_iter().map(|(name, bytes)| one(name, bytes, options)).collect::<Vec<_>>() {
        let own = one.about.name.as_str().into();
        reading.documents.push(one.about);
        reading.findings.extend(one.findings);
        match one.held {
            Held::Kept(plans, ledger) => {
                reading.ledgers.push(ledger);
                kept.extend(plans);
            }
            Held::Returned(mut read) => {
                reading.ledgers.push(std::mem::take(&mut read.ledger));
                match back.iter_mut().find(|first| first.base.title == read.base.title) {
                    Some(first) => {
                        if !returned::together(first, *read, &own) {
                            reading.findings.push(returned::again(&own));
                        }
                    }
                    None => back.push(*read),
                }
            }
            Held::Draft(mut draft) => {
                reading.ledgers.push(std::mem::take(&mut draft.ledger));
                reading.columns.append(&mut draft.columns);
                reading.rows.append(&mut draft.rows);
                drafts.push(*draft);
            }
        }
    }
    for draft in &mut drafts {
        reading.findings.append(&mut draft.findings);
    }
    for read in back {
        kept.push(read.plan);
        reading.bases.push(read.base);
        reading.findings.extend(read.findings);
    }
    reading.reconciliation = Reconciliation::of(&reading.ledgers);
    reading.plans = recognise::merge::merge(drafts, &mut reading.findings);
    reading.plans.extend(kept);
    reading.plans.sort_by_key(|p| std::cmp::Reverse(p.actions.len()));
    reading
}

/// One file, read for itself.
struct One {
    about: DocumentInfo,
    findings: Vec<Finding>,
    held: Held,
}

/// What a file holds: plans that this program wrote out, an owners' workbook come back, or a document in which plans
/// are recognised.
enum Held {
    Kept(Vec<Plan>, Ledger),
    Returned(Box<returned::Read>),
    Draft(Box<Draft>),
}

fn one(name: &str, bytes: &[u8], options: &Options) -> One {
    let own = read::own_name(name);
    if let Some(read) = kept::read(&own, bytes) {
        let first = read.plans.first().cloned().unwrap_or_default();
        let about = about(&own, read::sha256(bytes), &first);
        return One { about, findings: read.findings, held: Held::Kept(read.plans, read.ledger) };
    }
    if let Some(mut read) = returned::read(&own, bytes) {
        // It speaks of the day it is given back, not of that of the plan's document.
        let about = DocumentInfo { as_at: None, ..about(&own, read::sha256(bytes), &read.plan) };
        let findings = std::mem::take(&mut read.findings);
        return One { about, findings, held: Held::Returned(Box::new(read)) };
    }
    let read = read::read(name, bytes);
    let draft = recognise::recognise(&read.document, read.ledger, options);
    let about = about(&own, read.document.sha256, &draft.plan);
    One { about, findings: read.findings, held: Held::Draft(Box::new(draft)) }
}

fn about(name: &str, sha256: String, plan: &Plan) -> DocumentInfo {
    DocumentInfo {
        name: name.to_owned(),
        sha256,
        title: plan.title.clone(),
        as_at: plan.as_at,
        version: plan.version.clone(),
    }
}
