//! An action whose words fit another recommendation than the one it names.

use std::collections::{BTreeMap, HashMap};

use model::finding::{Finding, Severity};
use model::plan::{Action, Recommendation};

use crate::facts::{ActionFacts, Facts};
use crate::rule::Rule;
use crate::words::{Stems, first_words};

pub(crate) const RULE: Rule = Rule {
    code: "fits-another-recommendation",
    severity: Severity::Info,
    title: "The action fits another recommendation better",
    explanation: "What the action says has little to do with the recommendation it names, and more with another one or \
        with none. The number may be mistyped. Then one recommendation looks answered that is not, and the inspector \
        will find it.",
    bad: "Recommendation 10 (corporate parenting): widen participation and create a focus group",
    good: "Recommendation 12 (participation): widen participation and create a focus group",
    check,
};

/// How like the other recommendation must be, how many times liker than the named one, and how many words shared.
const LIKE: f64 = 0.2;
const TIMES: f64 = 2.5;
const SHARED: usize = 3;
/// Below this likeness an action says nothing of its recommendation.
const NOTHING: f64 = 0.06;

/// The weight of each word: rare words say more about what a text is about than common ones.
struct Weights(HashMap<u64, f64>);

impl Weights {
    fn of(texts: &[&Stems]) -> Weights {
        let mut holders: HashMap<u64, usize> = HashMap::new();
        for word in texts.iter().flat_map(|stems| stems.iter()) {
            *holders.entry(word).or_default() += 1;
        }
        let all = texts.len() as f64;
        let weight = |word: u64, n: &usize| (word, (all / *n as f64).ln());
        Weights(texts.iter().flat_map(|s| s.iter()).filter_map(|w| Some(weight(w, holders.get(&w)?))).collect())
    }

    fn square(&self, words: impl Iterator<Item = u64>) -> f64 {
        words.filter_map(|w| self.0.get(&w)).map(|weight| weight * weight).sum()
    }

    /// The cosine of two weighted sets of words, 0 to 1; each comes with its square.
    fn likeness(&self, (a, a_square): (&Stems, f64), (b, b_square): (&Stems, f64)) -> f64 {
        let lengths = (a_square * b_square).sqrt();
        if lengths > 0.0 { self.square(a.shared(b)) / lengths } else { 0.0 }
    }
}

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let recommendations = &facts.plan.recommendations;
    let asked: Vec<Stems> = recommendations.iter().map(|r| Stems::of(&r.text)).collect();
    let answers = &facts.stems;
    let weights = Weights::of(&asked.iter().chain(answers).collect::<Vec<_>>());
    let asked: Vec<(&Stems, f64)> = asked.iter().map(|words| (words, weights.square(words.iter()))).collect();
    let numbered = |(action, _): &(&Action, &Stems)| {
        !action.recommendations.is_empty() && !action.recommendations.iter().any(|number| bears(action, number))
    };
    let homes = homes(&facts.plan.actions);
    for (action, words) in facts.plan.actions.iter().zip(answers).filter(numbered) {
        let own_words = (words, weights.square(words.iter()));
        let weighed = asked.iter().zip(recommendations).map(|(other, r)| {
            (weights.likeness(own_words, *other), words.shared(other.0).count(), r)
        });
        let (mut own, mut best): (f64, Option<(f64, &Recommendation)>) = (0.0, None);
        for (like, shared, recommendation) in weighed {
            if action.recommendations.contains(&recommendation.number) {
                own = own.max(like);
            } else if shared >= SHARED && best.is_none_or(|(most, _)| like > most) {
                best = Some((like, recommendation));
            }
        }
        let better = best.filter(|(like, _)| *like >= LIKE && *like >= own * TIMES);
        let Some((_, other)) = better else {
            out.extend(stray(facts, action, own, &homes));
            continue;
        };
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

/// Whether the reference of an action begins with the number itself (`7d` answers 7): no number to mistype.
fn bears(action: &Action, number: &str) -> bool {
    let letters = action.reference.strip_prefix(number);
    letters.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_alphabetic()))
}

/// The section in which most of a recommendation's actions stand, the first of them where two have as many.
fn homes(actions: &[Action]) -> BTreeMap<&str, &str> {
    let mut sections: BTreeMap<&str, Vec<(&str, usize)>> = BTreeMap::new();
    for action in actions {
        let Some(section) = action.priority.as_deref() else { continue };
        for number in &action.recommendations {
            let known = sections.entry(number).or_default();
            match known.iter_mut().find(|(s, _)| *s == section) {
                Some((_, count)) => *count += 1,
                None => known.push((section, 1)),
            }
        }
    }
    let mut homes = BTreeMap::new();
    for (number, counts) in sections.into_iter().filter(|(_, counts)| counts.len() > 1) {
        let most = counts.iter().map(|(_, n)| *n).max();
        homes.extend(counts.into_iter().find(|(_, n)| Some(*n) == most).map(|(section, _)| (number, section)));
    }
    homes
}

/// An action that shares next to nothing with the recommendation it names, in another section than the actions that
/// answer it.
fn stray(facts: &Facts<'_>, action: &Action, own: f64, homes: &BTreeMap<&str, &str>) -> Option<Finding> {
    let [number] = &action.recommendations[..] else { return None };
    let home = homes.get(number.as_str()).filter(|home| own < NOTHING && action.priority.as_deref() != Some(**home))?;
    let title = facts.plan.priorities.iter().find(|p| p.key == **home).map_or(*home, |p| p.title.as_str());
    let asked = first_words(&facts.recommendation(number)?.text, 12);
    let message = format!(
        "{} names recommendation {number} (“{asked}”), says nothing of it, and stands apart from the actions that \
         answer it, under “{title}”.",
        action.called()
    );
    let hint = "Check which recommendation it answers, or say where else it comes from.";
    Some(RULE.at(action.place(), message).hint(hint).about(&action.reference))
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
    fn an_action_apart_that_says_nothing_of_its_recommendation_is_raised() {
        let mut near = action("A1", "Revise the parenting strategy").answers("1");
        let mut far = action("A2", "Repair the recording system and its reports").answers("1");
        near.priority = Some("1".into());
        far.priority = Some("3".into());
        let plan = answering("2").action(near).action(far);
        let found = the_one(&RULE, &plan);
        assert_eq!(found.subject, "A2");
        assert!(found.message.contains("stands apart"), "{}", found.message);
    }

    #[test]
    fn an_action_whose_reference_bears_the_number_is_silent() {
        let mut plan = answering("1");
        plan.actions[0].reference = "1a".into();
        silent(&RULE, &plan);
    }

    #[test]
    fn an_action_under_its_own_number_is_silent() {
        silent(&RULE, &answering("2"));
    }
}
