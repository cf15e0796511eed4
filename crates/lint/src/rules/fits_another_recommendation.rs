//! An action whose words fit another recommendation than the one it names.

use std::collections::{BTreeMap, BTreeSet};

use model::finding::{Finding, Severity};
use model::plan::Recommendation;

use crate::facts::{ActionFacts, Facts};
use crate::rule::Rule;
use crate::words::{content, first_words};

pub(crate) const RULE: Rule = Rule {
    code: "fits-another-recommendation",
    severity: Severity::Info,
    title: "The action fits another recommendation better",
    explanation: "The action shares no words of substance with the recommendation it names, and several with another. \
        The link may be a mistyped number; then one recommendation looks answered that is not.",
    bad: "Recommendation 10 (corporate parenting): widen participation and create a focus group",
    good: "Recommendation 12 (participation): widen participation and create a focus group",
    check,
};

/// How like the other recommendation must be, how many times liker than the named one, and how many words shared.
const LIKE: f64 = 0.2;
const TIMES: f64 = 2.5;
const SHARED: usize = 3;

/// The weight of each word: rare words say more about what a text is about than common ones.
struct Weights(BTreeMap<String, f64>);

impl Weights {
    fn of(texts: &[&BTreeSet<String>]) -> Weights {
        let mut holders: BTreeMap<String, usize> = BTreeMap::new();
        for word in texts.iter().copied().flatten() {
            *holders.entry(word.clone()).or_default() += 1;
        }
        let all = texts.len() as f64;
        Weights(holders.into_iter().map(|(word, n)| (word, (all / n as f64).ln())).collect())
    }

    fn square<'w>(&self, words: impl Iterator<Item = &'w String>) -> f64 {
        words.filter_map(|w| self.0.get(w)).map(|weight| weight * weight).sum()
    }

    /// The cosine of two weighted sets of words, 0 to 1.
    fn likeness(&self, a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
        let lengths = (self.square(a.iter()) * self.square(b.iter())).sqrt();
        if lengths > 0.0 { self.square(a.intersection(b)) / lengths } else { 0.0 }
    }
}

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let recommendations = &facts.plan.recommendations;
    let asked: Vec<BTreeSet<String>> = recommendations.iter().map(|r| content(&r.text)).collect();
    let answers: Vec<BTreeSet<String>> = facts.plan.actions.iter().map(|a| content(&a.text)).collect();
    let weights = Weights::of(&asked.iter().chain(&answers).collect::<Vec<_>>());
    for (action, words) in facts.plan.actions.iter().zip(&answers).filter(|(a, _)| !a.recommendations.is_empty()) {
        let weighed = asked.iter().zip(recommendations).map(|(words_asked, r)| {
            (weights.likeness(words, words_asked), words.intersection(words_asked).count(), r)
        });
        let (mut own, mut best): (f64, Option<(f64, &Recommendation)>) = (0.0, None);
        for (like, shared, recommendation) in weighed {
            if action.recommendations.contains(&recommendation.number) {
                own = own.max(like);
            } else if shared >= SHARED && best.is_none_or(|(most, _)| like > most) {
                best = Some((like, recommendation));
            }
        }
        let Some((_, other)) = best.filter(|(like, _)| *like >= LIKE && *like >= own * TIMES) else { continue };
        let message = format!(
            "{} names recommendation {}, and its words fit recommendation {} better: “{}”.",
            action.called(),
            action.recommendations.join(" and "),
            other.number,
            first_words(&other.text, 12)
        );
        let hint = "Check which recommendation it answers; it may answer both.";
        out.push(RULE.at(action.place(), message).hint(hint).about(&action.reference));
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn answering(number: &str) -> model::plan::Plan {
        plan("2016-11-01")
            .recommendation(recommendation("1", "Revise the parenting strategy and set out a clear vision."))
            .recommendation(recommendation("2", "Broaden participation and create a focus group of foster carers."))
            .recommendation(recommendation("3", "Stabilise the workforce by ambitious recruitment."))
            .recommendation(recommendation("4", "Provide timely return interviews for missing children."))
            .action(action("A1", "Increase active participation, with a focus group of foster carers").answers(number))
    }

    #[test]
    fn an_action_under_the_wrong_number_is_raised() {
        assert!(the_one(&RULE, &answering("1")).message.contains("fit recommendation 2 better"));
    }

    #[test]
    fn an_action_under_its_own_number_is_silent() {
        silent(&RULE, &answering("2"));
    }
}
