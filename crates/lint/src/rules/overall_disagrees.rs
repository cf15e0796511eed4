//! An overall figure that its parts do not give.

use model::decimal::Decimal;
use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::figures::{corrected, decimals, is_overall, is_percent, returns, subject, when};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "overall-disagrees",
    severity: Severity::Warning,
    title: "The overall figure disagrees with its parts",
    explanation: "The figure for the whole is the one that boards quote. When the figures of the services beside it \
        give another, either a part is missing or one of them is wrong, and the headline cannot be relied \
        on.",
    bad: "Overall 84.9%; the parts are 307 out of 362, which is 84.8%",
    good: "Overall 84.8% (307 out of 362)",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for group in returns(facts) {
        let (overall, parts): (Vec<_>, Vec<_>) = group.into_iter().partition(|o| is_overall(o));
        let counts: Vec<(i64, i64)> = parts.iter().filter_map(|o| corrected(o)).collect();
        if parts.len() < 2 || counts.len() != parts.len() || whole_repeats(&counts) {
            continue;
        }
        let (part, whole) = counts.iter().fold((0, 0), |(n, d), (pn, pd)| (n + pn, d + pd));
        for observation in overall.iter().filter(|o| is_percent(o)) {
            let (Some(stated), Some(text)) = (observation.value, &observation.stated) else { continue };
            let places = decimals(text);
            let Some(computed) = Decimal::percent(part, whole, places).filter(|computed| *computed != stated) else {
                continue;
            };
            let message = format!(
                "{text} is printed overall {}; its {} parts make {part} out of {whole}, which is {computed}%.",
                when(observation.period),
                parts.len()
            );
            let hint = format!("Likely intended: {computed}%.");
            out.push(RULE.at(&observation.origin.at, message).hint(hint).about(subject(observation)));
        }
    }
}

/// Parts of one whole repeat its denominator (grades of the same audits): they are shares, not services.
fn whole_repeats(counts: &[(i64, i64)]) -> bool {
    counts.windows(2).all(|pair| matches!(pair, [(_, a), (_, b)] if a == b))
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn services(overall: &str, last: (i64, i64, i64)) -> model::plan::Plan {
        let on = "2021-09-15";
        plan("2021-12-06")
            .observation(observation("t").stated(overall).on(on))
            .observation(observation("t").of("Assessment").counts(249, 271).overdue(22).stated("91.9%").on(on))
            .observation(observation("t").of("Support").counts(37, 55).overdue(18).stated("67.3%").on(on))
            .observation(observation("t").of("Care").counts(last.0, last.1).overdue(last.2).on(on))
    }

    #[test]
    fn an_overall_that_the_parts_do_not_give_is_raised() {
        assert!(the_one(&RULE, &services("84.9%", (21, 36, 15))).hint.contains("84.8%"));
    }

    #[test]
    fn a_right_overall_is_silent_also_where_a_part_was_mistyped() {
        silent(&RULE, &services("84.8%", (21, 36, 15)));
        silent(&RULE, &services("84.8%", (21, 63, 15)));
    }

    #[test]
    fn another_day_has_its_own_parts() {
        let plan = services("84.8%", (21, 36, 15)).observation(observation("t").stated("92.8%").on("2021-11-29"));
        silent(&RULE, &plan);
    }
}
