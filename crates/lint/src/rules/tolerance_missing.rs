//! Targets without tolerances.

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "tolerance-missing",
    severity: Severity::Info,
    title: "Targets have no tolerance",
    explanation: "Amber means short of the target but within tolerance. Where no tolerance is given it counts as \
        nothing, so no measure can ever be amber, and a miss by a tenth of a point is rated like a miss by half.",
    bad: "Target 90%",
    good: "Target 90%, tolerance 2 points",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let with_target: Vec<_> = facts.measures.values().filter_map(|printed| {
        printed.iter().find(|(_, m)| m.target.is_some()).filter(|_| printed.iter().all(|(_, m)| m.tolerance.is_none()))
    }).collect();
    let Some((_, first)) = with_target.first() else { return };
    let none_at_all = facts.measures.values().flatten().all(|(_, m)| m.tolerance.is_none());
    if none_at_all && with_target.len() > 1 {
        let message = format!("None of the {} measures with a target has a tolerance.", with_target.len());
        out.push(RULE.at(&first.origin.at, message).hint("Say how far short of each target is still acceptable."));
        return;
    }
    for (line, measure) in with_target {
        let message = format!("The measure “{}” has a target and no tolerance.", measure.text);
        let hint = "Say how far short of the target is still acceptable.";
        out.push(RULE.at(&measure.origin.at, message).hint(hint).about(&line.reference));
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn a_plan_without_any_tolerance_is_raised_once() {
        let row = line("1.1", "One").measure(measure("a", "In time").target("90")).measure(measure("b", "Seen").target("85"));
        assert!(the_one(&RULE, &plan("2021-12-06").line(row)).message.starts_with("None of the 2"));
    }

    #[test]
    fn the_one_that_lacks_it_is_named_where_others_have_it() {
        let row = line("1.1", "One")
            .measure(measure("a", "In time").target("90").tolerance("2"))
            .measure(measure("b", "Seen").target("85"));
        assert!(the_one(&RULE, &plan("2021-12-06").line(row)).message.contains("“Seen”"));
    }

    #[test]
    fn a_tolerance_or_no_target_is_silent() {
        let row = line("1.1", "One").measure(measure("a", "In time").target("90").tolerance("0")).measure(measure("b", "Seen"));
        silent(&RULE, &plan("2021-12-06").line(row));
    }
}
