//! A measure that speaks of a number and is given in per cent.

use std::collections::BTreeSet;

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::figures::is_percent;
use crate::rule::Rule;
use crate::words::{any, first_words};

pub(crate) const RULE: Rule = Rule {
    code: "number-in-percent",
    severity: Severity::Warning,
    title: "The measure says number and the figures are percentages",
    explanation: "More care leavers in work and a higher share of them in work are two different things: when the group \
        grows, the number can rise while the share falls. The plan has to say which of the two it promises.",
    bad: "Increase in the number of care leavers in suitable homes: 90%",
    good: "Increase in the share of care leavers in suitable homes: 90%",
    check,
};

/// Words that promise a count.
const NUMBER: &[&str] = &["number of", "numbers of", "how many"];
/// Words by which the same text speaks of a share after all.
const SHARE: &[&str] = &["percentage", "per cent", "percent", "proportion", "share of", "rate"];

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut said: BTreeSet<&str> = BTreeSet::new();
    for (key, printed) in &facts.measures {
        let values = facts.series.range((*key, None)..).take_while(|((of, _), _)| of == key);
        let percent = printed.iter().any(|(_, m)| m.unit.as_deref() == Some("%"))
            || values.flat_map(|(_, values)| values).any(|o| is_percent(o));
        let promised = printed.iter().find(|(_, measure)| {
            let lower = measure.text.to_lowercase();
            any(&lower, NUMBER).is_some() && any(&lower, SHARE).is_none() && !lower.contains('%')
        });
        let Some((line, measure)) = promised.filter(|_| percent && said.insert(key)) else { continue };
        let message = format!("“{}” speaks of a number, and its figures are percentages.", first_words(&measure.text, 16));
        let hint = "Say whether the number or the share is to change, and report that.";
        out.push(RULE.at(&measure.origin.at, message).hint(hint).about(&line.reference));
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn told(text: &str, value: &str) -> model::plan::Plan {
        plan("2021-12-06")
            .line(line("1.12", "Homes").measure(measure("homes", text)))
            .observation(observation("homes").of("18-21").stated(value).on("2021-10-31"))
    }

    #[test]
    fn a_number_given_in_percent_is_raised_once() {
        assert_eq!(the_one(&RULE, &told("Increase in the number of young people in suitable homes", "90%")).subject, "1.12");
    }

    #[test]
    fn a_number_in_numbers_and_a_share_in_percent_are_silent() {
        silent(&RULE, &told("Increase in the number of young people in suitable homes", "34"));
        silent(&RULE, &told("Percentage of the number of care leavers in homes", "90%"));
        silent(&RULE, &told("Care leavers in suitable homes", "90%"));
    }
}
