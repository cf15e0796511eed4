//! What the rules' tests share.

use model::finding::Finding;
use model::plan::Plan;

use crate::{Options, Rule, facts::Facts};

/// What this one rule says about a plan on its own day.
pub(crate) fn raised(rule: &Rule, plan: &Plan) -> Vec<Finding> {
    let mut findings = Vec::new();
    let options = Options::default();
    (rule.check)(&Facts::new(plan, plan.as_at.unwrap(), &options), &mut findings);
    findings
}

/// The one finding of this rule; fails if there are none or several.
pub(crate) fn the_one(rule: &Rule, plan: &Plan) -> Finding {
    let mut findings = raised(rule, plan);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    findings.remove(0)
}

/// Fails if this rule says anything.
pub(crate) fn silent(rule: &Rule, plan: &Plan) {
    let findings = raised(rule, plan);
    assert!(findings.is_empty(), "{findings:#?}");
}
