//! An update that tells of another office than the action's.

use std::collections::BTreeSet;

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::words::{first_words, words};

pub(crate) const RULE: Rule = Rule {
    code: "role-differs-in-update",
    severity: Severity::Warning,
    title: "The update tells of another office",
    explanation: "The action is for one kind of officer and its update tells what another kind does. Either the names \
        were mixed up, or the wrong people do it and the action has not been started.",
    bad: "Independent Reviewing Officers to monitor visits; progress: Children's Rights Officer to use reviews",
    good: "Action and update speak of Independent Reviewing Officers",
    check,
};

/// Last words of offices.
const NOUNS: &[&str] = &["officer", "manager", "mentor", "adviser", "advisor", "coordinator", "lead", "chair", "worker"];

/// Verbs that open an action.
const VERBS: &[&str] =
    &["review", "develop", "ensure", "appoint", "recruit", "train", "support", "ask", "strengthen", "revise", "use"];

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for action in &facts.plan.actions {
        let owners: String = action.owners.iter().map(|o| format!(". {}", o.text)).collect();
        let asked = offices(&format!("{}{owners}", action.text));
        for update in &action.updates {
            let told = offices(&update.text);
            let other = told.iter().find(|office| {
                let noun = office.rsplit(' ').next().unwrap_or("");
                let rival = asked.iter().any(|a| a.ends_with(noun) && a != *office);
                rival && !asked.contains(*office) && asked.is_disjoint(&told)
            });
            let Some(other) = other else { continue };
            let list: Vec<&str> = asked.iter().map(String::as_str).collect();
            let message = format!(
                "{} is for the {}; its update tells of the {other}: “{}”.",
                action.reference,
                list.join(", "),
                first_words(&update.text, 14)
            );
            let hint = "Check which office is meant.";
            out.push(RULE.at(&update.origin.at, message).hint(hint).about(&action.reference));
        }
    }
}

/// Offices a text names in capitals, in lower case and singular: `independent reviewing officer`.
fn offices(text: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for clause in text.split(['.', ',', ';', ':', '/', '(', ')']) {
        let said: Vec<&str> = words(clause).collect();
        for (at, word) in said.iter().enumerate() {
            let noun = word.trim_end_matches('s').to_lowercase();
            if !NOUNS.contains(&noun.as_str()) || !word.starts_with(char::is_uppercase) {
                continue;
            }
            let before: Vec<&str> = said.iter().take(at).rev().take(3).take_while(|w| w.starts_with(char::is_uppercase)).copied().collect();
            if before.len() > 1 {
                let mut name: Vec<String> = before.iter().rev().map(|w| w.to_lowercase().replace('’', "'")).collect();
                // The verb that opens a sentence bears a capital too: `Review Independent Reviewing Officer guidance`.
                let opens = at == before.len() && name.first().is_some_and(|w| VERBS.contains(&w.as_str()));
                if opens && name.len() > 2 {
                    name.remove(0);
                }
                name.push(noun);
                out.insert(name.join(" "));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn told(update: &str) -> model::plan::Plan {
        let asked = action("13d", "Independent Reviewing Officers to monitor visits").owner("Independent Reviewing Officers");
        plan("2012-07-10").action(asked.update(update))
    }

    #[test]
    fn another_kind_of_officer_is_raised() {
        assert_eq!(the_one(&RULE, &told("Children's Rights Officer to use review meetings to monitor.")).subject, "13d");
    }

    #[test]
    fn the_verb_that_opens_the_action_is_no_part_of_the_office() {
        let asked = action("20a", "Review Independent Reviewing Officer guidance").update("Children's Rights Officer guidance is ready.");
        let found = the_one(&RULE, &plan("2012-07-10").action(asked));
        assert!(found.message.starts_with("20a is for the independent reviewing officer;"), "{}", found.message);
    }

    #[test]
    fn the_same_office_and_other_kinds_of_people_are_silent() {
        silent(&RULE, &told("Independent Reviewing Officer and Children's Rights Officer meet."));
        silent(&RULE, &told("Family Support Manager asked for a report."));
        silent(&RULE, &told("Reviews are used."));
    }
}
