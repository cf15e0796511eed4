//! A recommendation that no action answers.

use model::finding::{Finding, Severity};

use crate::facts::{Facts, recommendation_subject};
use crate::rule::Rule;
use crate::words::{Stems, first_words};

pub(crate) const RULE: Rule = Rule {
    code: "recommendation-without-action",
    severity: Severity::Error,
    title: "No action answers a recommendation",
    explanation: "The inspector asked for this and the plan does nothing about it, or does it under another number. \
        It is the first thing a monitoring visit looks for, because every recommendation must be answered.",
    bad: "Recommendation 12 is printed in the annex; no action names it",
    good: "An action names recommendation 12",
    check,
};

/// Words an action must share with the recommendation to be suggested.
const SHARED: usize = 3;

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    if facts.plan.actions.is_empty() {
        return;
    }
    for recommendation in &facts.plan.recommendations {
        if facts.by_recommendation.get(recommendation.number.as_str()).is_some_and(|actions| !actions.is_empty()) {
            continue;
        }
        let message = format!(
            "No action answers recommendation {}: “{}”.",
            recommendation.number,
            first_words(&recommendation.text, 12)
        );
        let finding = RULE.at(&recommendation.origin.at, message).hint(nearest(facts, &recommendation.text));
        out.push(finding.about(recommendation_subject(&recommendation.number)));
    }
}

/// Which action speaks most of the same things, if any does.
fn nearest(facts: &Facts<'_>, text: &str) -> String {
    let asked = Stems::of(text);
    let best = facts
        .plan
        .actions
        .iter()
        .zip(&facts.stems)
        .map(|(action, words)| (asked.shared(words).count(), action))
        .reduce(|best, next| if next.0 > best.0 { next } else { best });
    match best {
        Some((shared, action)) if shared >= SHARED => {
            let under = match action.recommendations.first() {
                Some(number) => format!(" (under recommendation {number})"),
                None => String::new(),
            };
            format!("The closest action is {}{under}: “{}”.", action.reference, first_words(&action.text, 12))
        }
        _ => "Add an action that answers it, or say why none is needed.".into(),
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn the_action_that_speaks_of_it_is_suggested() {
        let plan = plan("2021-12-06")
            .recommendation(recommendation("1", "Review the strategy for housing."))
            .recommendation(recommendation("2", "Create a focus group of foster carers and widen their participation."))
            .action(action("A1", "Write the housing strategy").answers("1"))
            .action(action("A2", "Widen participation through a foster carers focus group").answers("1"));
        let finding = the_one(&RULE, &plan);
        assert_eq!(finding.subject, "recommendation 2");
        assert!(finding.hint.contains("A2 (under recommendation 1)"), "{}", finding.hint);
    }

    #[test]
    fn a_recommendation_answered_by_an_action_or_through_its_line_is_silent() {
        let answered = plan("2021-12-06")
            .recommendation(recommendation("1", "Review the strategy."))
            .action(action("A1", "Review it").answers("1"));
        silent(&RULE, &answered);
        let mut row = line("1", "Strategy");
        row.recommendations.push("1".into());
        let through_line = plan("2021-12-06")
            .recommendation(recommendation("1", "Review the strategy."))
            .line(row)
            .action(action("1a", "Review it"));
        silent(&RULE, &through_line);
    }
}
