//! Data quality: rules over a snapshot, and what they find.

mod condition;
pub mod rule;
mod run;

use std::collections::BTreeMap;

use model::at::At;
use model::finding::Finding;

pub use self::run::check;
use crate::list::lists;
use crate::snapshot::Snapshot;
use rule::rules;

/// A fault: the rule, and the row it was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The place of the rule in [`rules`].
    pub rule: u16,
    /// The place of the list.
    pub list: u8,
    /// The place of the row in the list's table, from 0.
    pub row: u32,
    /// The column it points to.
    pub column: Option<u8>,
}

impl Snapshot {
    /// A fault as a finding with its place.
    pub fn finding_of_fault(&self, fault: &Fault) -> Finding {
        let list = lists().get(usize::from(fault.list));
        let table = list.and_then(|l| self.table(&l.name));
        let place = table.and_then(|t| t.places.get(fault.row as usize));
        let at = place
            .and_then(|(part, row)| Some(self.part(*part)?.at(Some(*row), None)))
            .unwrap_or_else(At::default);
        let subject = list.map_or("", |l| l.name.as_str());
        match rules().get(usize::from(fault.rule)) {
            Some(rule) => {
                Finding::new(rule.code.as_str(), rule.severity, &at, rule.say.as_str()).about(subject)
            }
            None => Finding::new("unknown", model::finding::Severity::Info, &at, "").about(subject),
        }
    }
}

/// How many faults each rule found; rules that looked at rows and found none are there with nought.
pub fn counts(snapshot: &Snapshot, faults: &[Fault]) -> BTreeMap<&'static str, u32> {
    let mut counts = BTreeMap::new();
    for rule in rules() {
        if rule.parts.iter().any(|p| snapshot.tables.get(p.list).is_some_and(|t| !t.is_empty())) {
            counts.insert(rule.code.as_str(), 0);
        }
    }
    for fault in faults {
        if let Some(rule) = rules().get(usize::from(fault.rule)) {
            *counts.entry(rule.code.as_str()).or_default() += 1;
        }
    }
    counts
}
