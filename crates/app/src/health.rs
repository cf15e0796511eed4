//! What the checks say of a plan on a day, and what people have looked at and set aside.

use std::collections::BTreeMap;

use model::day::Day;
use model::finding::Finding;
use model::id::Id;
use store::{Filter, Kind, View};

use crate::error::Result;
use crate::site::Reader;

/// The state of a plan's health.
#[derive(Clone, Debug, PartialEq)]
pub struct Health {
    /// What the checks say, without what is set aside.
    pub findings: Vec<Finding>,
    /// Findings that somebody set aside and that still stand.
    pub set_aside: Vec<SetAside>,
}

/// A finding set aside.
#[derive(Clone, Debug, PartialEq)]
pub struct SetAside {
    /// The finding.
    pub finding: Finding,
    /// The identity of the note by which it is set aside.
    pub id: Id,
    /// The note's revision: raising it again names it.
    pub revision: u32,
    /// Why it may stand.
    pub reason: String,
}

impl Reader {
    /// The findings that people set aside by that day: the rule's code and what it is about, with the reason.
    ///
    /// # Errors
    /// The store's.
    pub fn acknowledged(&self, plan: Id, day: Day) -> Result<BTreeMap<(String, String), String>> {
        self.acknowledged_in(plan, View::of(day))
    }

    /// The same as they were known then.
    pub(crate) fn acknowledged_in(&self, plan: Id, view: View) -> Result<BTreeMap<(String, String), String>> {
        let notes = self.rows.rows(Kind::Acknowledgement, &Filter::Plan(plan), view)?;
        let note = |n: &store::Row| ((n.words("code"), n.words("subject")), n.words("reason"));
        Ok(notes.iter().map(note).collect())
    }

    /// What the checks say of the plan as it stood on a day.
    ///
    /// # Errors
    /// Where nothing was known of the plan yet, or the person may not see all of it; the store's.
    pub fn health(&self, plan: Id, day: Day) -> Result<Health> {
        self.need_all()?;
        let kept = self.plan_on(plan, day)?;
        let notes = self.rows.rows(Kind::Acknowledgement, &Filter::Plan(plan), View::of(day))?;
        let mut health = Health { findings: Vec::new(), set_aside: Vec::new() };
        for finding in lint::check(&kept, day, &self.settings(plan, day)?.options) {
            let note = notes.iter().find(|n| {
                n.text("code") == Some(finding.code.as_ref())
                    && n.text("subject") == Some(finding.subject.as_str())
            });
            match note {
                Some(note) => health.set_aside.push(SetAside {
                    finding,
                    id: note.id,
                    revision: note.revision,
                    reason: note.words("reason"),
                }),
                None => health.findings.push(finding),
            }
        }
        Ok(health)
    }
}
