//! A reading, its findings and its trace in the contract's shape.

use intake::ledger::Claim;
use intake::reading::Reading;
use model::finding::Finding;
use serde_json::{Value, json};

use super::{at, day, plan};

/// What `throughline read` prints: documents, plans, reconciliation and findings. `plan` is the first plan found, or
/// null; `plans` holds every one. `extra` findings (the linter's) follow the reader's own.
pub fn reading(reading: &Reading, extra: &[Finding]) -> Value {
    let plans: Vec<Value> = reading.plans.iter().map(plan).collect();
    let account = &reading.reconciliation;
    json!({
        "documents": reading.documents.iter().map(|d| json!({
            "name": d.name,
            "sha256": d.sha256,
            "title": d.title,
            "as_at": day(d.as_at),
            "version": d.version,
        })).collect::<Vec<_>>(),
        "plan": plans.first().cloned().unwrap_or(Value::Null),
        "plans": plans,
        "reconciliation": {
            "tables": account.tables,
            "cells": account.cells,
            "used": account.used,
            "kept_as_text": account.kept_as_text,
            "repeated": account.repeated,
            "lost": account.lost,
        },
        "findings": lint::beyond(&reading.findings, extra).into_iter().chain(extra).map(finding).collect::<Vec<_>>(),
    })
}

/// Findings as `throughline lint --format json` prints them.
pub fn findings(findings: &[Finding]) -> Value {
    Value::Array(findings.iter().map(finding).collect())
}

/// One finding.
pub fn finding(f: &Finding) -> Value {
    json!({
        "code": f.code,
        "severity": f.severity.word(),
        "message": f.message,
        "hint": f.hint,
        "subject": f.subject,
        "at": at(&f.at),
    })
}

/// Every cell of the source with what became of it: `throughline read --trace`.
pub fn trace(reading: &Reading) -> Value {
    let entries = reading.ledgers.iter().flat_map(|ledger| &ledger.entries).map(|entry| {
        let (claim, of) = match &entry.claim {
            None => ("lost", ""),
            Some(Claim::Used(what)) => ("used", &**what),
            Some(Claim::KeptAsText(under)) => ("kept_as_text", &**under),
            Some(Claim::Repeated(of)) => ("repeated", &**of),
        };
        json!({ "at": at(&entry.at), "text": entry.text, "claim": claim, "of": of })
    });
    Value::Array(entries.collect())
}
