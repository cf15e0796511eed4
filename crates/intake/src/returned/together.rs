//! Several filled-in workbooks of one plan, each from other owners, taken as one.

use std::sync::Arc;

use model::at::At;
use model::finding::{Finding, Severity};
use model::plan::{Action, Plan};

use super::read::{Read, as_draft};

/// Adds what the other workbook changed to the first, where both were written out from the same plan. `false`: they
/// were not, and nothing is taken. Where both changed the same thing of an action, the first holds and a finding says
/// what the other said, and names its file.
pub(crate) fn together(first: &mut Read, other: Read, name: &Arc<str>) -> bool {
    if first.base != other.base {
        return false;
    }
    let base = as_draft(&first.base);
    let Read { plan, findings, .. } = other;
    let kept = base.text.len();
    for (index, theirs) in plan.actions.into_iter().enumerate() {
        match (base.actions.get(index), first.plan.actions.get_mut(index)) {
            (Some(was), Some(ours)) => action(was, ours, theirs, name, &mut first.findings),
            _ => add(&mut first.plan, theirs),
        }
    }
    first.plan.text.extend(plan.text.into_iter().skip(kept));
    first.findings.extend(findings);
    true
}

/// What they changed of an action, unless we changed it otherwise.
fn action(was: &Action, ours: &mut Action, theirs: Action, name: &Arc<str>, findings: &mut Vec<Finding>) {
    // The row of the other workbook, where something new was made of it; else that workbook.
    let told = theirs.updates.iter().map(|u| &u.origin.at).chain(theirs.dates.iter().map(|d| &d.origin.at));
    let at = told.into_iter().rfind(|at| at.document == *name).cloned();
    let at = at.unwrap_or_else(|| At { document: Arc::clone(name), ..At::default() });
    let mut clash = |what: &str, said: String| {
        let message = format!(
            "Two workbooks give action {} another {what}; the first holds, the other said “{said}”.",
            was.reference
        );
        findings.push(
            Finding::new("workbooks-disagree", Severity::Warning, &at, message)
                .hint("Ask both owners, then change it on the action’s page.")
                .about(was.reference.clone()),
        );
    };
    let words = |of: &[model::plan::Owner]| of.iter().map(|o| o.text.clone()).collect::<Vec<_>>();
    let phrases = |of: &Action| of.dates.iter().map(|d| (d.phrase.clone(), d.superseded)).collect::<Vec<_>>();
    if words(&theirs.owners) != words(&was.owners) {
        if words(&ours.owners) == words(&was.owners) {
            (ours.owners, ours.owners_from) = (theirs.owners.clone(), theirs.owners_from);
        } else if words(&ours.owners) != words(&theirs.owners) {
            clash("owner", words(&theirs.owners).join(", "));
        }
    }
    if phrases(&theirs) != phrases(was) {
        if phrases(ours) == phrases(was) {
            (ours.dates, ours.dates_from) = (theirs.dates.clone(), theirs.dates_from);
        } else if phrases(ours) != phrases(&theirs) {
            clash("target date", theirs.dates.last().map(|d| d.phrase.clone()).unwrap_or_default());
        }
    }
    if theirs.delivery != was.delivery {
        if ours.delivery == was.delivery {
            ours.delivery = theirs.delivery;
        } else if ours.delivery != theirs.delivery {
            clash("rating of delivery", theirs.delivery.map_or("", |l| l.word()).to_owned());
        }
    }
    if theirs.impact != was.impact {
        if ours.impact == was.impact {
            ours.impact = theirs.impact;
        } else if ours.impact != theirs.impact {
            clash("rating of impact", theirs.impact.map_or("", |l| l.word()).to_owned());
        }
    }
    for update in theirs.updates.into_iter().skip(was.updates.len()) {
        let said = ours
            .updates
            .iter()
            .skip(was.updates.len())
            .any(|u| u.text == update.text && u.author == update.author && u.stance == update.stance);
        if !said {
            ours.updates.push(update);
        }
    }
}

/// An action that the other workbook adds, once.
fn add(plan: &mut Plan, mut new: Action) {
    let mine = |a: &&Action| a.line == new.line;
    if plan.actions.iter().any(|a| a.text == new.text && a.line == new.line) {
        return;
    }
    new.position = plan.actions.iter().filter(mine).map(|a| a.position).max().unwrap_or(0) + 1;
    plan.actions.push(new);
}
