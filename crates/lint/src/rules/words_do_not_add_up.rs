//! A count in prose whose parts, told in the same sentence, do not make it.

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::words::{first_words, words};

pub(crate) const RULE: Rule = Rule {
    code: "words-do-not-add-up",
    severity: Severity::Warning,
    title: "Parts told in a sentence do not make the whole",
    explanation: "The sentence says how many there were and then what became of each, and one is missing or told \
        twice. A reader who adds up finds it, and wonders what became of the person who is missing.",
    bad: "7 of the 14 moved away, 3 retired, 1 left for family reasons and 2 for promotion",
    good: "7 of the 14 moved away, 3 retired, 2 left for family reasons and 2 for promotion",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let hopeful = |lower: &str| lower.contains(" of the ") || lower.contains(" of our ");
    for text in facts.texts.iter().filter(|text| hopeful(&text.lower)) {
        for (_, sentence) in text.sentences() {
            let Some((parts, whole)) = account(sentence) else { continue };
            let sum: i64 = parts.iter().sum();
            if sum == whole {
                continue;
            }
            let list: Vec<String> = parts.iter().map(i64::to_string).collect();
            let message =
                format!("{} make {sum}, not {whole}: “{}”.", list.join(" + "), first_words(sentence, 12));
            let hint = "Account for every one of them.";
            out.push(RULE.at(text.at, message).hint(hint).about(&text.subject));
        }
    }
}

/// A sentence that opens with `7 of the 14` and goes on with at least two more counts: its parts and the whole.
fn account(sentence: &str) -> Option<(Vec<i64>, i64)> {
    let tokens: Vec<&str> = words(sentence).collect();
    let number = |at: usize| tokens.get(at).and_then(|t| t.parse::<i64>().ok());
    let opening = (0..tokens.len().min(4)).find(|at| {
        let of = tokens.get(at + 1).is_some_and(|w| *w == "of");
        let the = tokens.get(at + 2).is_some_and(|w| *w == "the" || *w == "our");
        of && the && number(*at).is_some() && number(at + 3).is_some()
    })?;
    let (first, whole) = (number(opening)?, number(opening + 3)?);
    let mut parts = vec![first];
    parts.extend((opening + 4..tokens.len()).filter_map(number));
    let figures = sentence.contains(['%', '£']);
    let told = parts.len() > 2 && parts.iter().all(|part| *part > 0 && *part < whole) && !figures;
    told.then_some((parts, whole))
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn a_missing_one_is_raised() {
        let plan = plan("2015-03-01").text("7 of the 14 who left had found other work, 3 retired, 1 moved and 2 rose.");
        assert!(the_one(&RULE, &plan).message.starts_with("7 + 3 + 1 + 2 make 13, not 14"));
    }

    #[test]
    fn a_full_account_and_other_numbers_are_silent() {
        let full = "7 of the 14 who left had found other work, 3 retired, 2 moved and 2 rose.";
        silent(&RULE, &plan("2015-03-01").text(full));
        silent(&RULE, &plan("2015-03-01").text("1 out of the 3 homes closes, with 4 beds."));
        silent(&RULE, &plan("2015-03-01").text("3 of the 20 visits were late, 15%."));
    }
}
