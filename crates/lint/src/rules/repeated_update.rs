//! One account of progress under several actions.

use std::collections::BTreeMap;

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::texts::{Kind, Text};
use crate::words::{first_words, words};

pub(crate) const RULE: Rule = Rule {
    code: "repeated-update",
    severity: Severity::Warning,
    title: "Several actions have the same update",
    explanation: "One sentence copied under several actions cannot say how each of them goes. It usually speaks of \
        one of them; the others are not reported at all.",
    bad: "9d, 9e and 9f: The strategy has been reviewed and is being implemented",
    good: "Each action has its own account",
    check,
};

/// Shorter updates (`In progress.`) are taken for what they are.
const WORDS: usize = 5;

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut said: BTreeMap<String, Vec<&Text<'_>>> = BTreeMap::new();
    for text in facts.texts.iter().filter(|t| t.kind == Kind::Update && t.action.is_some()) {
        for (_, sentence) in text.sentences() {
            let folded = words(sentence).map(str::to_lowercase).collect::<Vec<_>>();
            let holders = said.entry(tail(&folded)).or_default();
            let again = holders.last().is_some_and(|last| last.subject == text.subject);
            if folded.len() >= WORDS && !again {
                holders.push(text);
            }
        }
    }
    for texts in said.values().filter(|texts| texts.len() > 1) {
        let subjects: Vec<&str> = texts.iter().map(|t| t.subject.as_str()).collect();
        let [first, second, ..] = texts[..] else { continue };
        let which = subjects.join(", ");
        let message = format!("{which} share one update: “{}”.", first_words(first.text, 12));
        let hint = "Say for each action how it goes.";
        out.push(RULE.at(second.at, message).hint(hint).about(&second.subject));
    }
}

/// The last words of a sentence, so that a copy with something printed before it still meets the original.
fn tail(folded: &[String]) -> String {
    folded.get(folded.len().saturating_sub(10)..).unwrap_or(folded).join(" ")
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn a_copied_update_is_raised_once_with_all_its_actions() {
        let said = "The strategy has been reviewed and is being implemented.";
        let plan = plan("2012-07-10")
            .action(action("9d", "Write it").update(said))
            .action(action("9e", "Use it").update(said))
            .action(action("9f", "Check it").update(said));
        assert!(the_one(&RULE, &plan).message.starts_with("9d, 9e, 9f share one update"));
    }

    #[test]
    fn short_words_of_status_and_other_accounts_are_silent() {
        let plan = plan("2012-07-10")
            .action(action("9d", "Write it").update("In progress."))
            .action(action("9e", "Use it").update("In progress."))
            .action(action("9f", "Check it").update("The first audit found that half of them know it."));
        silent(&RULE, &plan);
    }
}
