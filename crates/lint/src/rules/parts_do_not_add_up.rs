//! Shares of one whole that do not make the whole.

use model::decimal::Decimal;
use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::figures::{decimals, is_overall, is_percent, printed, returns, step, subject, value, when};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "parts-do-not-add-up",
    severity: Severity::Warning,
    title: "Shares of one whole do not add up",
    explanation: "Grades, reasons or staff groups that make up a whole must add up to it, give or take rounding. When \
        they do not, one is missing, counted twice or mistyped.",
    bad: "66.6%, 25.75% and 7.5%: together 99.85%",
    good: "66.7%, 25.8% and 7.6%, and the counts they come from",
    check,
};

/// How far from 100 percentages may lie and still be taken for shares of one whole, in points.
const NEAR: i64 = 3;

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for group in returns(facts) {
        let (parts, counts): (Vec<_>, Vec<_>) = group.into_iter().filter(|o| !is_overall(o)).partition(|o| is_percent(o));
        // A share that is given only as a count (`2 outstanding`) is missing from the sum.
        if counts.iter().any(|o| value(o).is_some_and(|v| v != Decimal::ZERO)) {
            continue;
        }
        let values: Vec<Decimal> = parts.iter().filter_map(|o| o.value).collect();
        let Some(first) = parts.first().filter(|_| values.len() == parts.len() && values.len() > 2) else { continue };
        let sum = values.iter().fold(0_i64, |sum, v| sum.saturating_add(v.millionths()));
        let hundred = 100 * 1_000_000;
        let rounding: i64 =
            parts.iter().map(|o| step(decimals(&printed(o))).millionths() / 2).fold(0, i64::saturating_add);
        let off = (sum - hundred).abs();
        if off <= rounding || off > NEAR * 1_000_000 || shares_are_counted(&parts) {
            continue;
        }
        let list: Vec<String> = parts.iter().map(|o| printed(o)).collect();
        let message = format!(
            "The shares {} ({}) add up to {}%, not 100%.",
            when(first.period),
            list.join(", "),
            Decimal::from_millionths(sum)
        );
        let hint = "Print the counts, and compute and round every share the same way.";
        out.push(RULE.at(&first.origin.at, message).hint(hint).about(subject(first)));
    }
}

/// Shares whose own counts are of different wholes (services) are no shares of one whole.
fn shares_are_counted(parts: &[&model::plan::Observation]) -> bool {
    let wholes: Vec<i64> = parts.iter().filter_map(|o| o.denominator).collect();
    wholes.len() == parts.len() && wholes.windows(2).any(|pair| matches!(pair, [a, b] if a != b))
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn grades(values: &[&str]) -> model::plan::Plan {
        values.iter().enumerate().fold(plan("2021-12-06"), |plan, (n, value)| {
            plan.observation(observation("grades").of(&format!("grade {n}")).stated(value).on("2020-03-31"))
        })
    }

    #[test]
    fn a_share_that_stands_only_as_a_count_leaves_the_sum_open() {
        let count = observation("grades").of("outstanding").stated("2").on("2020-03-31");
        silent(&RULE, &grades(&["39.4%", "42.3%", "16.3%"]).observation(count));
        let none = observation("grades").of("outstanding").stated("0").on("2020-03-31");
        the_one(&RULE, &grades(&["66.6%", "25.75%", "7.5%"]).observation(none));
    }

    #[test]
    fn shares_that_miss_the_whole_are_raised_once() {
        assert!(the_one(&RULE, &grades(&["66.6%", "25.75%", "7.5%"])).message.contains("99.85%"));
    }

    #[test]
    fn rounding_and_values_that_are_no_shares_are_silent() {
        silent(&RULE, &grades(&["24%", "66%", "10%"]));
        silent(&RULE, &grades(&["33.3%", "33.3%", "33.3%"]));
        silent(&RULE, &grades(&["98.7%", "64%", "50%"]));
    }
}
