//! `at least 100 or more`.

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::words::first_words;

pub(crate) const RULE: Rule = Rule {
    code: "redundant-comparator",
    severity: Severity::Info,
    title: "A threshold is said twice",
    explanation: "At least a hundred or more says one thing twice, and a reader wonders whether two things were meant. \
        A target should leave no doubt about the figure that meets it.",
    bad: "At least 100 children or more",
    good: "At least 100 children",
    check,
};

const FLOORS: &[&str] = &["at least ", "a minimum of ", "no less than ", "no fewer than "];
const CEILINGS: &[&str] = &["at most ", "a maximum of ", "no more than ", "up to "];
const MORE: &[&str] = &["or more", "or above", "or over", "or better", "plus"];
const LESS: &[&str] = &["or less", "or fewer", "or below", "or under"];

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    // Only a threshold with its figure is meant.
    for text in facts.texts.iter().filter(|t| t.text.contains(|c: char| c.is_ascii_digit())) {
        let twice = [(FLOORS, MORE), (CEILINGS, LESS)].into_iter().find_map(|(opens, closes)| {
            opens.iter().find_map(|open| {
                let rest = text.lower.split(open).nth(1).filter(|r| r.starts_with(|c: char| c.is_ascii_digit()))?;
                let clause = rest.split([',', ';', '.', ')', '(']).next()?;
                let words: Vec<&str> = clause.split_whitespace().take(7).collect();
                let close = crate::words::any(&words.join(" "), closes)?;
                Some((open.trim(), close))
            })
        });
        let Some((open, close)) = twice else { continue };
        let message = format!("“{}” says {open} and {close}.", first_words(text.text, 12));
        out.push(RULE.at(text.at, message).hint(format!("Leave out “{close}”.")).about(&text.subject));
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn told(text: &str) -> model::plan::Plan {
        plan("2021-12-06").line(line("1.9", "Families").measure(measure("m", text)))
    }

    #[test]
    fn a_threshold_said_twice_is_raised() {
        assert!(the_one(&RULE, &told("Resilience (at least 100 children or more)")).hint.contains("or more"));
        the_one(&RULE, &told("Up to 5 days or less"));
    }

    #[test]
    fn a_threshold_said_once_is_silent() {
        silent(&RULE, &told("At least 3 children return home"));
        silent(&RULE, &told("At least 75% of files are good. Most are rated good or better"));
        silent(&RULE, &told("75% or above"));
    }
}
