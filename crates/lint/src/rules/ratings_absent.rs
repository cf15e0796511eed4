//! Ratings that the plan promises and does not give.

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::words::{any, first_words};

pub(crate) const RULE: Rule = Rule {
    code: "ratings-absent",
    severity: Severity::Warning,
    title: "The plan promises ratings and gives none",
    explanation: "The plan says that every action will be rated and then rates none. Readers are told to look for a \
        colour that is not there, and nobody has had to decide which actions are off track.",
    bad: "All actions will be BRAG rated; no action has a rating",
    good: "Each action has a rating, with the reason and the day",
    check,
};

const PROMISES: &[&str] = &["brag rated", "rag rated", "bragg rated", "brag rating", "rag rating", "ragg rated"];

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let actions = &facts.plan.actions;
    let rated = |a: &model::plan::Action| a.delivery.is_some() || a.impact.is_some() || !a.ratings.is_empty();
    if actions.is_empty() || actions.iter().any(rated) {
        return;
    }
    let Some(promise) = facts.texts.iter().find(|text| any(&text.lower, PROMISES).is_some()) else { return };
    let message = format!(
        "The plan says “{}”, and none of its {} actions has a rating.",
        first_words(promise.text, 12),
        actions.len()
    );
    out.push(RULE.at(promise.at, message).hint("Confirm the ratings that Throughline suggests, each with its reason."));
}

#[cfg(test)]
mod tests {
    use model::level::Delivery;
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn a_promise_without_ratings_is_raised_once() {
        let plan = plan("2021-12-06").text("All actions will be BRAG rated.").action(action("1.1a", "Review it"));
        assert!(the_one(&RULE, &plan).message.contains("none of its 1 actions"));
    }

    #[test]
    fn a_rating_or_no_promise_is_silent() {
        let mut rated = action("1.1a", "Review it");
        rated.delivery = Some(Delivery::Green);
        silent(&RULE, &plan("2021-12-06").text("All actions will be RAG rated.").action(rated));
        silent(&RULE, &plan("2021-12-06").text("They ran ragged.").action(action("1.1a", "Review it")));
    }
}
