//! Documents into draft plans.
//!
//! ```text
//! bytes ─ read ─▶ Document (blocks, tables, cells with places) ─ recognise ─▶ Reading (plans + findings)
//! ```
//!
//! Reading never fails on content: what cannot be understood is kept as text under the nearest thing, with a
//! finding, and the [`ledger`] accounts for every cell of the source.

pub mod document;
pub mod kept;
pub mod ledger;
pub mod read;
pub mod reading;
pub mod recognise;
pub mod returned;

/// The largest file that is read, in bytes: far above any plan, far below what could exhaust the worker.
pub const MAX_BYTES: u64 = 32_000_000;

use model::plan::Plan;
use reading::{DocumentInfo, Options, Reading, Reconciliation};

/// Reads these files (name, bytes) and recognises the plans in them. Never fails: a file without content or of an
/// unknown kind yields a finding of severity error at that file.
pub fn read(files: &[(&str, &[u8])], options: &Options) -> Reading {
    let mut reading = Reading::default();
    let mut drafts = Vec::with_capacity(files.len());
    let (mut kept, mut bases) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let own = read::own_name(name);
        if let Some(read) = kept::read(&own, bytes) {
            let first = read.plans.first().cloned().unwrap_or_default();
            reading.documents.push(about(&own, read::sha256(bytes), &first));
            reading.ledgers.push(read.ledger);
            reading.findings.extend(read.findings);
            kept.extend(read.plans);
            continue;
        }
        if let Some(read) = returned::read(&own, bytes) {
            // It speaks of the day it is given back, not of that of the plan's document.
            let info = about(&own, read::sha256(bytes), &read.plan);
            reading.documents.push(DocumentInfo { as_at: None, ..info });
            reading.ledgers.push(read.ledger);
            reading.findings.extend(read.findings);
            if bases.iter().any(|b: &Plan| b.title == read.plan.title) {
                reading.findings.push(returned::again(&own));
                continue;
            }
            bases.push(read.base);
            kept.push(read.plan);
            continue;
        }
        let read = read::read(name, bytes);
        reading.findings.extend(read.findings);
        let draft = recognise::recognise(&read.document, read.ledger, options);
        reading.documents.push(about(&own, read.document.sha256, &draft.plan));
        reading.ledgers.push(draft.ledger.clone());
        drafts.push(draft);
    }
    for draft in &mut drafts {
        reading.findings.append(&mut draft.findings);
    }
    reading.reconciliation = Reconciliation::of(&reading.ledgers);
    reading.plans = recognise::merge::merge(drafts, &mut reading.findings);
    reading.plans.extend(kept);
    reading.bases = bases;
    reading.plans.sort_by_key(|p| std::cmp::Reverse(p.actions.len()));
    reading
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
