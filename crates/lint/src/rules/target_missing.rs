//! A measure without a target.

use std::collections::BTreeSet;

use model::finding::{Finding, Severity};
use model::plan::{Line, Measure};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::rules::worsening_without_target;
use crate::words::{any, first_words};

pub(crate) const RULE: Rule = Rule {
    code: "target-missing",
    severity: Severity::Warning,
    title: "A measure has no target",
    explanation: "Without a target nobody can say whether the figure is good enough, and no rating can be given. Better \
        or more is a wish: a plan says how much and by when.",
    bad: "Increase in the number of care leavers in suitable accommodation",
    good: "95% of care leavers in suitable accommodation by March 2022 (90% in March 2021)",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for (key, printed) in &facts.measures {
        let mut said: BTreeSet<Option<&str>> = BTreeSet::new();
        if printed.iter().any(|(_, m)| m.breakdown.is_none() && m.target.is_some()) {
            continue;
        }
        if is_context(facts, key, printed) {
            continue;
        }
        for (line, measure) in printed {
            let breakdown = measure.breakdown.as_deref();
            let given = printed.iter().any(|(_, m)| m.breakdown.as_deref() == breakdown && m.target.is_some());
            let told = worsening_without_target::raised(facts, key, breakdown) || kept_elsewhere(&measure.text);
            if given || told || !said.insert(breakdown) {
                continue;
            }
            let of = breakdown.map(|b| format!(" ({b})")).unwrap_or_default();
            let message = format!("The measure “{}”{of} has no target.", first_words(&measure.text, 14));
            let hint = match facts.series.get(&(*key, breakdown)).and_then(|values| values.last()) {
                Some(last) => format!("Its last value is {}.", crate::figures::printed(last)),
                None => "Say how much is enough, and by when.".into(),
            };
            out.push(RULE.at(&measure.origin.at, message).hint(hint).about(&line.reference));
        }
    }
}

/// Words that send the reader to another document for the measures; `absent-document` asks for it.
fn kept_elsewhere(text: &str) -> bool {
    let lower = text.to_lowercase();
    any(&lower, &["kpis are", "measures are", "indicators are", "kpis listed", "measures listed"]).is_some()
}

/// A count that was only told, of which the plan wants nothing: no direction, no baseline, one value.
fn is_context(facts: &Facts<'_>, key: &str, printed: &[(&Line, &Measure)]) -> bool {
    let wanted = printed.iter().any(|(_, m)| m.direction.is_some() || m.baseline.is_some() || m.unit.as_deref() == Some("%"));
    !wanted && facts.plan.observations.iter().any(|o| o.measure == key)
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn a_measure_without_target_is_raised_once_wherever_it_is_printed() {
        let plan = plan("2021-12-06")
            .line(line("1.1", "One").measure(measure("m", "More timely assessments")))
            .line(line("1.2", "Two").measure(measure("m", "More timely assessments")));
        assert_eq!(the_one(&RULE, &plan).subject, "1.1");
    }

    #[test]
    fn measures_that_are_listed_elsewhere_or_got_worse_are_other_rules_findings() {
        let elsewhere = measure("m", "KPIs are listed within the workforce plan");
        silent(&RULE, &plan("2021-12-06").line(line("5.1", "Staff").measure(elsewhere)));
        let worse = plan("2021-12-06")
            .line(line("4.3", "Homes").measure(measure("far", "Placed far away").lower()))
            .observation(observation("far").stated("20%").on("2021-04-30"))
            .observation(observation("far").stated("25%").on("2021-10-31"));
        silent(&RULE, &worse);
    }

    #[test]
    fn a_target_printed_anywhere_is_enough() {
        let plan = plan("2021-12-06")
            .line(line("1.1", "One").measure(measure("m", "Assessments in time")))
            .line(line("1.2", "Two").measure(measure("m", "Assessments in time").target("90")));
        silent(&RULE, &plan);
        let zero = plan_with_zero();
        silent(&RULE, &zero);
    }

    #[test]
    fn a_count_that_is_only_told_is_silent() {
        let plan = plan("2021-12-06")
            .line(line("1.1", "One").measure(measure("audits", "audits").unit("count")))
            .observation(observation("audits").stated("8").on("2021-10-31"));
        silent(&RULE, &plan);
    }

    fn plan_with_zero() -> model::plan::Plan {
        plan("2021-12-06").line(line("1.1", "One").measure(measure("m", "No child waits").target("0")))
    }
}
