//! A percentage that is not the one its own counts give.

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::figures::{shares, step, subject};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "percentage-disagrees",
    severity: Severity::Warning,
    title: "A percentage disagrees with its counts",
    explanation: "The percentage printed is not the one that the counts beside it give. One of the three figures is \
        wrong, or the percentage was adjusted by hand so that a column adds up. Readers who check one figure and find \
        it wrong stop believing the others.",
    bad: "16 (15.9%) of 101",
    good: "16 (15.8%) of 101",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for share in shares(facts).filter(|share| !share.is_cut() && !share.is_rounded()) {
        let shown = share.exact.round(share.places.max(1));
        let message =
            format!("{} is printed for {} out of {}, which is {shown}%.", share.text, share.part, share.whole);
        let off = share.exact.round(share.places).minus(share.stated);
        let hint = if off.is_some_and(|off| off.abs() <= step(share.places)) {
            "The last digit was probably adjusted so that a column adds up to 100; print the computed figure."
        } else {
            "Check the counts and the percentage against the report they come from."
        };
        out.push(RULE.at(&share.observation.origin.at, message).hint(hint).about(subject(share.observation)));
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn a_percentage_that_its_counts_do_not_give_is_raised() {
        let row = observation("grades").counts(16, 101).stated("15.9%");
        assert!(the_one(&RULE, &plan("2021-12-06").observation(row)).message.contains("15.8%"));
        let far = observation("timely").counts(30, 60).stated("64%");
        assert!(the_one(&RULE, &plan("2021-12-06").observation(far)).hint.starts_with("Check"));
    }

    #[test]
    fn rounded_or_cut_figures_and_slips_in_the_counts_are_silent_here() {
        for (n, d, stated) in [(6, 15, "40%"), (5, 9, "55%"), (5, 9, "56%"), (295, 299, "98.7%")] {
            silent(&RULE, &plan("2021-12-06").observation(observation("m").counts(n, d).stated(stated)));
        }
        let slip = observation("visits").counts(616, 669).overdue(80).stated("88.5%");
        silent(&RULE, &plan("2021-12-06").observation(slip));
    }
}
