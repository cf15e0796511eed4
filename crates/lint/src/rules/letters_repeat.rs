//! Two actions of a line with the same letter.

use std::collections::BTreeSet;

use model::finding::{Finding, Severity};
use model::plan::Action;

use crate::facts::{ActionFacts, Facts};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "letters-repeat",
    severity: Severity::Warning,
    title: "Two actions of a line bear the same letter",
    explanation: "When minutes speak of action 2.2a and there are two of them, the board and the owner may each mean \
        another one. A reference has to name one thing.",
    bad: "2.2 a) b) a) b) c)",
    good: "2.2 a) b) c) d) e)",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for (line, actions) in &facts.by_line {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let lettered = actions.iter().filter_map(|a| Some((*a, a.letter.as_deref()?)));
        let again: Vec<(&Action, &str)> = lettered.filter(|(_, letter)| !seen.insert(letter)).collect();
        let Some((second, _)) = again.first() else { continue };
        let run: Vec<&str> = actions.iter().filter_map(|a| a.letter.as_deref()).collect();
        let message = format!("Line {line} letters its actions {}.", run.join(", "));
        let hint = "Letter the actions of a line in one run; until then they are told apart by position.";
        out.push(RULE.at(second.place(), message).hint(hint).about(&second.reference));
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn a_letter_met_twice_in_a_line_is_raised() {
        let plan = plan("2021-12-06").action(action("2.2a", "One")).action(action("2.2b", "Two")).action(action("2.2a", "Three"));
        assert!(the_one(&RULE, &plan).message.contains("letters its actions a, b, a."));
    }

    #[test]
    fn the_same_letter_in_another_line_is_silent() {
        silent(&RULE, &plan("2021-12-06").action(action("2.2a", "One")).action(action("2.3a", "Two")));
    }
}
