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

/// How many times heavier the other recommendation must weigh, and by how much.
const TIMES: f64 = 1.8;
const WEIGHT: f64 = 4.5;

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let recommendations = &facts.plan.recommendations;
    let contents: Vec<BTreeSet<String>> = recommendations.iter().map(|r| content(&r.text)).collect();
    let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
    for word in contents.iter().flatten() {
        *holders.entry(word).or_default() += 1;
    }
    let all = recommendations.len() as f64;
    let weight = |words: &BTreeSet<String>, asked: &BTreeSet<String>| -> f64 {
        words.intersection(asked).filter_map(|w| holders.get(w.as_str())).map(|n| (all / *n as f64).ln()).sum()
    };
    for action in facts.plan.actions.iter().filter(|a| !a.recommendations.is_empty()) {
        let words = content(&action.text);
        let weighed: Vec<(f64, &Recommendation)> =
            contents.iter().zip(recommendations).map(|(asked, r)| (weight(&words, asked), r)).collect();
        let named = |r: &Recommendation| action.recommendations.contains(&r.number);
        let own = weighed.iter().filter(|(_, r)| named(r)).map(|(w, _)| *w).fold(0.0, f64::max);
        let best = weighed.iter().filter(|(_, r)| !named(r)).reduce(|a, b| if b.0 > a.0 { b } else { a });
        let Some((_, other)) = best.filter(|(fit, _)| *fit >= WEIGHT && *fit >= own * TIMES) else { continue };
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
