//! A percentage whose decimals were cut off where they had to be rounded.

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::figures::{shares, subject};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "percentage-cut",
    severity: Severity::Info,
    title: "A percentage was cut off, not rounded",
    explanation: "Figures whose last decimals were cut off are always a little too small. Beside figures that were \
        rounded they show differences that are not there.",
    bad: "5 out of 9 is printed as 55%, and 11 out of 16 as 69%",
    good: "5 out of 9 is printed as 56%",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for share in shares(facts).filter(|share| share.is_cut() && !share.is_rounded()) {
        let rounded = share.exact.round(share.places);
        let message =
            format!("{} is {} out of {} cut off; rounded it is {rounded}%.", share.text, share.part, share.whole);
        let hint = format!("Print {rounded}%, and round every figure of the table the same way.");
        out.push(RULE.at(&share.observation.origin.at, message).hint(hint).about(subject(share.observation)));
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
