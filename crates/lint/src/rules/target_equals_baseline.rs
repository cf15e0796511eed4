//! A target that asks for what is already there.

use std::collections::BTreeSet;

use model::decimal::Decimal;
use model::finding::{Finding, Severity};
use model::plan::{Direction, Measure};

use crate::facts::Facts;
use crate::figures::value;
use crate::rule::Rule;
use crate::words::{DOWN, UP, any, first_words};

pub(crate) const RULE: Rule = Rule {
    code: "target-equals-baseline",
    severity: Severity::Warning,
    title: "The target is met at the start",
    explanation: "A target that the starting figure already meets promises no change: it will be reported as met \
        although nothing was done. Often the starting figure itself was printed where the target belongs.",
    bad: "Increase in suitable accommodation, 18 to 21 = 90%; baseline 90%",
    good: "Increase in suitable accommodation, 18 to 21: from 90% to 95%",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut said: BTreeSet<(&str, Option<&str>)> = BTreeSet::new();
    for (key, printed) in &facts.measures {
        for (line, measure) in printed {
            let breakdown = measure.breakdown.as_deref();
            let baseline = measure.baseline.or_else(|| observed_baseline(facts, key, breakdown));
            let (Some(target), Some(baseline)) = (measure.target, baseline) else { continue };
            if !met(measure, target, baseline) || !said.insert((key, breakdown)) {
                continue;
            }
            let message = format!(
                "“{}” starts at {baseline} and its target is {target}: it is met before anything is done.",
                first_words(&measure.text, 14)
            );
            let hint = "Set a target that is a change, or say that the aim is to hold the level.";
            out.push(RULE.at(&measure.origin.at, message).hint(hint).about(&line.reference));
        }
    }
    printed_as_target(facts, out);
}

/// The value marked as baseline, where the measure itself gives none.
fn observed_baseline(facts: &Facts<'_>, key: &str, breakdown: Option<&str>) -> Option<Decimal> {
    let values = facts.series.get(&(key, breakdown))?;
    values.iter().rfind(|o| o.baseline).and_then(|o| value(o))
}

/// Whether the baseline already is at the target or on its better side; a target of nothing may be held.
fn met(measure: &Measure, target: Decimal, baseline: Decimal) -> bool {
    match measure.direction {
        Some(Direction::Higher) => baseline >= target,
        Some(Direction::Lower) => baseline <= target && target != Decimal::ZERO,
        _ => baseline == target,
    }
}

/// `Increase in … = 90%` below the word baseline: the baseline is printed where the target belongs.
fn printed_as_target(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for (line, measure) in facts.measures.values().flatten() {
        let lower = measure.text.to_lowercase();
        let wish = any(&lower, UP).or_else(|| any(&lower, DOWN));
        let (Some(baseline), None, Some(wish)) = (measure.baseline, measure.target, wish) else { continue };
        let of = measure.breakdown.as_deref().map(|b| format!(", {b},")).unwrap_or_default();
        let message = format!(
            "“{}”{of} asks for “{wish}” from {baseline} and does not say to what.",
            first_words(&measure.text, 14)
        );
        out.push(RULE.at(&measure.origin.at, message).hint("Give the figure to reach.").about(&line.reference));
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn told(measure: model::plan::Measure) -> model::plan::Plan {
        plan("2021-12-06").line(line("1.12", "Transitions").measure(measure))
    }

    #[test]
    fn a_target_met_at_the_start_is_raised() {
        let found = the_one(&RULE, &told(measure("m", "In suitable homes").target("90").baseline("90").higher()));
        assert!(found.message.contains("starts at 90"), "{}", found.message);
        the_one(&RULE, &told(measure("m", "Long plans").target("15").baseline("12").lower()));
    }

    #[test]
    fn a_baseline_in_place_of_the_target_is_raised() {
        let found = the_one(&RULE, &told(measure("m", "Increase in suitable homes").of("18 to 21").baseline("90")));
        assert!(found.message.contains("does not say to what"), "{}", found.message);
    }

    #[test]
    fn a_target_that_is_a_change_is_silent() {
        silent(&RULE, &told(measure("m", "Increase in suitable homes").target("95").baseline("90").higher()));
        silent(&RULE, &told(measure("m", "Plans over two years").target("0").baseline("0").lower()));
        silent(&RULE, &told(measure("m", "In suitable homes").target("95")));
    }
}
