//! A sentence whose subject was lost: `Current will be reviewed`.

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::words::{first_words, words};

pub(crate) const RULE: Rule = Rule {
    code: "word-missing",
    severity: Severity::Info,
    title: "A sentence lacks its subject",
    explanation: "The sentence says that something will be reviewed and not what. The word was lost when the text was \
        edited, and nobody who was not there can put it back.",
    bad: "Current will be reviewed",
    good: "Current arrangements will be reviewed",
    check,
};

/// Adjectives that need a noun after them.
const ADJECTIVES: &[&str] =
    &["current", "new", "revised", "existing", "updated", "additional", "further", "initial", "regular", "joint"];
const VERBS: &[&str] = &["will", "is", "are", "has", "have", "was", "were", "to", "can", "should"];

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let hopeful = |lower: &str| ADJECTIVES.iter().any(|adjective| lower.contains(adjective));
    for text in facts.texts.iter().filter(|text| hopeful(&text.lower)) {
        for (_, sentence) in text.sentences() {
            let mut said = words(sentence).map(str::to_lowercase);
            let (Some(first), Some(second)) = (said.next(), said.next()) else { continue };
            let hyphen = sentence.as_bytes().get(first.len()) == Some(&b'-');
            if hyphen || !ADJECTIVES.contains(&first.as_str()) || !VERBS.contains(&second.as_str()) {
                continue;
            }
            let message = format!("“{}” does not say what.", first_words(sentence, 12));
            out.push(RULE.at(text.at, message).hint("Say what is meant.").about(&text.subject));
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn a_sentence_without_subject_is_raised() {
        the_one(&RULE, &plan("2012-09-28").text("Current will be reviewed and informed by evaluation."));
    }

    #[test]
    fn a_whole_sentence_is_silent() {
        silent(&RULE, &plan("2012-09-28").text("Current arrangements will be reviewed. New-to-role staff are trained."));
    }
}
