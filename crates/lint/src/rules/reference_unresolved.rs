//! `See 9b` where there is no 9b.

use std::collections::BTreeSet;

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::texts::Kind;
use crate::words::first_words;

pub(crate) const RULE: Rule = Rule {
    code: "reference-unresolved",
    severity: Severity::Error,
    title: "A reference leads nowhere",
    explanation: "The text sends the reader to another action, and there is none of that name. Whatever it meant to \
        say about progress is said nowhere.",
    bad: "See 31b, in a plan that ends with 23b",
    good: "See 23b",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let plan = facts.plan;
    let known: BTreeSet<String> = (plan.actions.iter().map(|a| plain(&a.reference)))
        .chain(plan.lines.iter().map(|l| plain(&l.reference)))
        .chain(plan.recommendations.iter().map(|r| plain(&r.number)))
        .collect();
    for text in facts.texts.iter().filter(|t| matches!(t.kind, Kind::Action | Kind::Update | Kind::Outcome)) {
        for reference in references(&text.lower) {
            if known.contains(&reference) || known.range(reference.clone()..).next().is_some_and(|k| k.starts_with(&reference)) {
                continue;
            }
            let message = format!("“{}” refers to {reference}, which the plan does not have.", first_words(text.text, 12));
            let hint = "Name the action that is meant.";
            out.push(RULE.at(text.at, message).hint(hint).about(&text.subject));
        }
    }
}

/// A reference without case, spaces and brackets.
fn plain(reference: &str) -> String {
    reference.chars().filter(|c| c.is_alphanumeric() || *c == '.').collect::<String>().to_lowercase()
}

/// What follows `see` or `refer to action` and looks like a reference: `9b`, `1 c`, `1.4a`, `12b (…); and 19a`.
fn references(lower: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (at, _) in lower.match_indices("see ") {
        let before = lower[..at].chars().next_back();
        if before.is_some_and(char::is_alphanumeric) {
            continue;
        }
        let rest = lower.get(at + "see ".len()..).unwrap_or("");
        let rest = rest.trim_start_matches("action ").trim_start_matches("actions ").trim_start_matches("also ");
        let mut clauses = rest.split(';');
        let first = clauses.next().and_then(reference);
        if first.is_some() {
            out.extend(first);
            out.extend(clauses.filter_map(|c| reference(c.trim().trim_start_matches("and ").trim())));
        }
    }
    out
}

/// A reference at the start of a text: digits, further numbers after points, and at most one letter.
fn reference(text: &str) -> Option<String> {
    let digits: String = text.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let number = digits.trim_end_matches('.');
    let rest = text.get(digits.len()..)?;
    let letter = rest.trim_start().chars().next().filter(char::is_ascii_lowercase).filter(|_| {
        rest.trim_start().chars().nth(1).is_none_or(|c| !c.is_alphanumeric())
    });
    let ends = letter.is_some() || rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
    let plausible = !number.is_empty() && number.len() <= 5 && ends && !rest.starts_with(['%', '/']);
    let alone = letter.is_some() || number.contains('.') || rest.trim_start_matches(['.', ')']).trim().is_empty();
    (plausible && alone).then(|| format!("{number}{}", letter.map(String::from).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn told(update: &str) -> model::plan::Plan {
        plan("2012-07-10").action(action("9b", "Evaluate complaints")).action(action("14d", "Report them").update(update))
    }

    #[test]
    fn a_reference_to_nothing_is_raised() {
        assert!(the_one(&RULE, &told("See 31b.")).message.contains("31b"));
        assert!(the_one(&RULE, &told("See 9b (complaints); and 19a (skills).")).message.contains("19a"));
    }

    #[test]
    fn references_that_resolve_in_any_print_and_other_words_are_silent() {
        for update in ["See 9B.", "see 9 b", "See above", "(see 9b)", "They see 12 children a week", "Seen 31b times"] {
            silent(&RULE, &told(update));
        }
    }
}
