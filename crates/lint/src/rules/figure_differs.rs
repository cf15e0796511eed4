//! One value of one day given differently in two places.

use std::collections::BTreeMap;

use model::finding::{Finding, Severity};
use model::plan::Observation;

use crate::facts::Facts;
use crate::figures::{printed, subject, value, when};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "figure-differs",
    severity: Severity::Error,
    title: "Two places give different figures for one day",
    explanation: "The same measure of the same service on the same day has two values. At most one of them is right, \
        and each reader will quote the one they met first, so that two meetings argue about two different \
        figures.",
    bad: "31 March: 90.0% in the table, 92.5% in the text",
    good: "31 March: 90.0% in both",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for values in facts.series.values() {
        let mut days: BTreeMap<_, &Observation> = BTreeMap::new();
        for observation in values {
            let (Some(period), Some(is)) = (observation.period, value(observation)) else { continue };
            let first = *days.entry((period.kind.word(), period.from, period.to)).or_insert(observation);
            if value(first).is_none_or(|was| was == is) || same_rounded(first, observation) {
                continue;
            }
            let message = format!(
                "{} and {} are both given as the value {}.",
                printed(first),
                printed(observation),
                when(observation.period)
            );
            let hint = format!("Keep the one its source report gives. The other stands at {}.", first.origin.at);
            out.push(RULE.at(&observation.origin.at, message).hint(hint).about(subject(observation)));
        }
    }
}

/// Whether two values are one figure printed with different decimals.
fn same_rounded(a: &Observation, b: &Observation) -> bool {
    let places = crate::figures::decimals(&printed(a)).min(crate::figures::decimals(&printed(b)));
    value(a).map(|v| v.round(places)) == value(b).map(|v| v.round(places))
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn twice(first: &str, second: (&str, &str)) -> model::plan::Plan {
        plan("2021-12-06")
            .observation(observation("m").stated(first).on("2021-03-31"))
            .observation(observation("m").stated(second.0).on(second.1))
    }

    #[test]
    fn two_figures_for_one_day_are_raised() {
        assert!(the_one(&RULE, &twice("90.0%", ("92.5%", "2021-03-31"))).message.contains("92.5%"));
    }

    #[test]
    fn the_same_figure_other_decimals_and_other_days_are_silent() {
        silent(&RULE, &twice("90.0%", ("90.0%", "2021-03-31")));
        silent(&RULE, &twice("90.0%", ("90%", "2021-03-31")));
        silent(&RULE, &twice("90.0%", ("92.5%", "2021-04-30")));
    }
}
