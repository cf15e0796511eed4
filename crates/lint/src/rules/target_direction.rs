//! A target whose words point the other way: `reduce from 18.3% to at least 15%`.

use model::decimal::Decimal;
use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::texts::Kind;
use crate::words::{DOWN, UP, any, find, first_words};

pub(crate) const RULE: Rule = Rule {
    code: "target-direction",
    severity: Severity::Error,
    title: "The target's words point the other way",
    explanation: "A reduction to at least fifteen is met by any figure above fifteen, also by no reduction at all. \
        Whoever judges the measure by its words will judge it the wrong way round.",
    bad: "Reduction from 18.3% to at least 15%",
    good: "Reduction from 18.3% to at most 15%",
    check,
};

const FLOOR: &[&str] = &["to at least", "to a minimum of", "to no less than", "to not less than", "to or above"];
const CEILING: &[&str] = &["to at most", "to no more than", "to a maximum of", "to not more than", "to less than"];

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for text in facts.texts.iter().filter(|t| matches!(t.kind, Kind::Measure | Kind::Outcome | Kind::Observation)) {
        let down = any(&text.lower, DOWN).is_some();
        let up = any(&text.lower, UP).is_some();
        let (said, wanted, start) = if let Some(floor) = any(&text.lower, FLOOR).filter(|_| down) {
            (floor, "to at most", true)
        } else if let Some(ceiling) = any(&text.lower, CEILING).filter(|_| up) {
            (ceiling, "to at least", false)
        } else {
            continue;
        };
        let Some((before, after)) = find(&text.lower, said).map(|at| text.lower.split_at(at)) else { continue };
        let (Some(from), Some(to)) = (last_figure(before), first_figure(after)) else { continue };
        if (start && to > from) || (!start && to < from) {
            continue;
        }
        let message = format!("“{}” says {said} {to} where it means {wanted} {to}.", first_words(text.text, 16));
        let hint = format!("Likely intended: {wanted} {to}.");
        out.push(RULE.at(text.at, message).hint(hint).about(&text.subject));
    }
}

fn figures(text: &str) -> impl DoubleEndedIterator<Item = Decimal> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map(|part| part.trim_matches('.'))
        .filter_map(Decimal::parse)
}

fn first_figure(text: &str) -> Option<Decimal> {
    figures(text).next()
}

fn last_figure(text: &str) -> Option<Decimal> {
    figures(text).next_back()
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn told(text: &str) -> model::plan::Plan {
        plan("2021-12-06").line(line("1.1", "Plans").measure(measure("m", text)))
    }

    #[test]
    fn words_against_the_direction_are_raised() {
        let found = the_one(&RULE, &told("Reduction in plans open two years from 18.3% to at least 15%"));
        assert!(found.hint.contains("to at most 15"), "{}", found.hint);
        the_one(&RULE, &told("Increase in visits from 60% to no more than 80%"));
    }

    #[test]
    fn words_with_the_direction_are_silent() {
        silent(&RULE, &told("Reduction in plans open two years from 18.3% to at most 15%"));
        silent(&RULE, &told("Increase in visits from 60% to at least 80%"));
        silent(&RULE, &told("At least 3 children return home"));
    }
}
