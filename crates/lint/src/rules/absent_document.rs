//! A document that the text relies on and that is not here.

use std::collections::BTreeSet;

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::texts::Kind;
use crate::words::{find, words};

pub(crate) const RULE: Rule = Rule {
    code: "absent-document",
    severity: Severity::Info,
    title: "The text relies on a document that is not here",
    explanation: "Figures, actions or evidence are said to stand in an appendix or another plan that was not given. \
        What stands there cannot be checked, and its actions are counted by nobody.",
    bad: "KPIs are listed within the workforce plan",
    good: "The workforce plan is registered beside this one, with its owner and its own actions",
    check,
};

/// Words that send the reader to another document.
const WITHIN: &[&str] = &[
    "contained within the", "contained in the", "listed within the", "listed in the", "set out in the", "detailed in the",
    "included in the", "attached as",
];

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut here: BTreeSet<String> = BTreeSet::new();
    here.insert(facts.plan.title.to_lowercase());
    here.extend(facts.plan.service_plans.iter().map(|s| s.title.to_lowercase()));
    let headings: String = facts
        .texts
        .iter()
        .filter(|t| t.text.len() < 80 && !t.lower.contains(" see ") && (t.lower.starts_with("appendix") || t.lower.starts_with("annex")))
        .map(|t| format!("{}\n", t.lower))
        .collect();
    let mut said: BTreeSet<String> = BTreeSet::new();
    for text in facts.texts.iter().filter(|t| t.kind != Kind::Recommendation) {
        let Some(document) = appendix(&text.lower).or_else(|| other_plan(&text.lower)) else { continue };
        // The name as it is written: the lower case of the text has the same length where it is plain English.
        let written = find(&text.lower, &document).and_then(|at| text.text.get(at..at + document.len()));
        let written = written.filter(|w| w.eq_ignore_ascii_case(&document)).unwrap_or(&document).to_owned();
        let opens = text.lower.starts_with(&document);
        let known = headings.contains(&document) || here.iter().any(|h| h.contains(&document));
        if known || opens || !said.insert(document.clone()) {
            continue;
        }
        let message = format!("The text relies on “{written}”, which was not given.");
        let hint = "Import it too, or register it with its owner and where it can be found.";
        out.push(RULE.at(text.at, message).hint(hint).about(&text.subject));
    }
}

/// `appendix 2`, `annex b`.
fn appendix(lower: &str) -> Option<String> {
    ["appendix", "annex"].into_iter().find_map(|word| {
        let at = find(lower, word)?;
        let label = words(lower.get(at + word.len()..)?).next()?;
        let short = label.len() <= 2 && (label.chars().all(|c| c.is_ascii_digit()) || label.len() == 1);
        short.then(|| format!("{word} {label}"))
    })
}

/// `the workforce action plan`, where the text says that something stands in it.
fn other_plan(lower: &str) -> Option<String> {
    WITHIN.iter().find_map(|within| {
        let at = find(lower, within)?;
        let rest: Vec<&str> = words(lower.get(at + within.len()..)?).take(5).collect();
        let end = rest.iter().position(|w| matches!(*w, "plan" | "strategy" | "dashboard" | "scorecard"))?;
        (end > 0).then(|| rest.get(..=end).map(|w| w.join(" "))).flatten()
    })
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn another_plan_and_an_appendix_that_are_not_here_are_raised() {
        let plan_elsewhere = plan("2021-12-06").action(action("5.1a", "Implement the 28 actions contained within the workforce action plan"));
        assert!(the_one(&RULE, &plan_elsewhere).message.contains("“workforce action plan”"));
        let told = plan("2015-03-01").text("The table attached as Appendix 2 to the covering report shows progress.");
        assert!(the_one(&RULE, &told).message.contains("“Appendix 2”"));
    }

    #[test]
    fn an_appendix_that_is_here_is_silent() {
        let told = plan("2012-07-10").text("Details are in the current version (Appendix 1).").text("Appendix 1 - Updated action plan");
        silent(&RULE, &told);
    }
}
