//! A percentage whose decimals were cut off where they had to be rounded.

use model::decimal::Decimal;
use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::figures::{cut, decimals, is_percent, subject};
use crate::rule::Rule;
use crate::rules::counts_disagree::corrected;

pub(crate) const RULE: Rule = Rule {
    code: "percentage-cut",
    severity: Severity::Info,
    title: "A percentage was cut off, not rounded",
    explanation: "Cut-off figures are always a little too small, and beside rounded ones they make differences that \
        are not there. Round every figure the same way.",
    bad: "5 out of 9 is printed as 55%, and 11 out of 16 as 69%",
    good: "5 out of 9 is printed as 56%",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for observation in facts.plan.observations.iter().filter(|o| is_percent(o)) {
        let (Some(stated), Some(text)) = (observation.value, &observation.stated) else { continue };
        let Some((part, whole)) = corrected(observation).filter(|(_, whole)| *whole > 0) else { continue };
        let Some(exact) = Decimal::percent(part, whole, 6) else { continue };
        let places = decimals(text);
        if cut(exact, places) != stated || exact.round(places) == stated {
            continue;
        }
        let message =
            format!("{text} is {part} out of {whole} cut off; rounded it is {}%.", exact.round(places));
        out.push(RULE.at(&observation.origin.at, message).hint("Round every figure.").about(subject(observation)));
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn a_figure_cut_off_is_raised_with_the_rounded_one() {
        let row = observation("permanent").counts(5, 9).stated("55%");
        assert!(the_one(&RULE, &plan("2015-03-01").observation(row)).message.contains("56%"));
    }

    #[test]
    fn a_rounded_figure_and_a_wrong_one_are_silent() {
        for (n, d, stated) in [(11, 16, "69%"), (6, 15, "40%"), (1, 3, "33.3%"), (1, 2, "64%")] {
            silent(&RULE, &plan("2015-03-01").observation(observation("m").counts(n, d).stated(stated)));
        }
    }
}
