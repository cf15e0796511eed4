//! A recommendation that another document gives in other words.

use model::finding::{Finding, Severity};
use model::plan::Recommendation;

use crate::facts::{Facts, recommendation_subject};
use crate::rule::Rule;
use crate::words::{content, stem, words};

pub(crate) const RULE: Rule = Rule {
    code: "recommendation-reworded",
    severity: Severity::Warning,
    title: "Two documents word a recommendation differently",
    explanation: "A recommendation belongs to the inspector, and its words are not ours to change. Where words of \
        substance are lost between the report and the plan, part of what was asked for will not be done.",
    bad: "Report: … and emotional and mental wellbeing. Plan: … and mental well-being.",
    good: "The same words in both",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for recommendation in &facts.plan.recommendations {
        for wording in &recommendation.wordings {
            if let Some((severity, message)) = compare(recommendation, &wording.text) {
                let mut finding = RULE.at(&wording.origin.at, message);
                finding.severity = severity;
                let hint = format!("Use the inspector's words. The other wording stands at {}.", recommendation.origin.at);
                out.push(finding.hint(hint).about(recommendation_subject(&recommendation.number)));
            }
        }
    }
}

/// What differs, and how much it matters: words of substance on one side only, or only small words and forms.
fn compare(recommendation: &Recommendation, other: &str) -> Option<(Severity, String)> {
    let plain = |text: &str| words(text).map(|w| w.to_lowercase().replace('’', "'")).collect::<Vec<_>>().join(" ");
    let (here, there) = (joined(&plain(other)), joined(&plain(&recommendation.text)));
    if here == there {
        return None;
    }
    let number = &recommendation.number;
    let (only_here, only_there) = (only(other, &recommendation.text), only(&recommendation.text, other));
    if only_here.is_empty() && only_there.is_empty() {
        let message = format!("Recommendation {number} is worded a little differently elsewhere.");
        return Some((Severity::Info, message));
    }
    let mut parts = Vec::new();
    if !only_there.is_empty() {
        parts.push(format!("leaves out “{}”", only_there.join(" ")));
    }
    if !only_here.is_empty() {
        parts.push(format!("adds “{}”", only_here.join(" ")));
    }
    Some((Severity::Warning, format!("This wording of recommendation {number} {}.", parts.join(" and "))))
}

/// A text without the differences that only print makes: `wellbeing` and `well being`, `co ordinated`.
fn joined(plain: &str) -> String {
    plain.replace(' ', "")
}

/// Words of substance that stand in one text and in no form in the other, as they stand.
fn only<'t>(text: &'t str, other: &str) -> Vec<&'t str> {
    let elsewhere = content(other);
    let run = joined(&other.to_lowercase());
    let substance = content(text);
    words(text)
        .filter(|w| substance.contains(&stem(w)) && !elsewhere.contains(&stem(w)) && !run.contains(&w.to_lowercase()))
        .collect()
}

#[cfg(test)]
mod tests {
    use model::finding::Severity;
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn worded(report: &str, table: &str) -> model::plan::Plan {
        plan("2012-07-10").recommendation(recommendation("2", report).also_worded(table))
    }

    #[test]
    fn lost_words_of_substance_are_named() {
        let found = the_one(
            &RULE,
            &worded("Review the arrangements, learning from a pilot, and manage risk.", "Review the arrangements and manage risk."),
        );
        assert_eq!(found.severity, Severity::Warning);
        assert!(found.message.contains("leaves out “learning pilot”"), "{}", found.message);
    }

    #[test]
    fn small_words_and_forms_matter_little() {
        let found = the_one(&RULE, &worded("Ensure all children are seen.", "Ensure that all the children are seen."));
        assert_eq!(found.severity, Severity::Info);
    }

    #[test]
    fn the_same_words_with_other_marks_are_silent() {
        silent(&RULE, &worded("Set ambitious yet realistic, co-ordinated plans", "Set ambitious, yet realistic co- ordinated plans."));
    }
}
