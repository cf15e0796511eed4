//! Two actions that say nearly the same.

use std::collections::{BTreeSet, HashMap};

use model::finding::{Finding, Severity};

use crate::facts::{ActionFacts, Facts};
use crate::rule::Rule;
use crate::words::{Stems, content};

pub(crate) const RULE: Rule = Rule {
    code: "duplicate-action",
    severity: Severity::Warning,
    title: "Two actions say nearly the same",
    explanation: "The same thing written down twice gets two owners and two dates, and is counted twice when it is \
        done. Each owner can believe that the other one is doing it.",
    bad: "1.1f Posters and displays to promote good practice; 1.2f Displays and posters to promote the model",
    good: "One action that both lines refer to",
    check,
};

/// From which share of common words two actions are taken for one; a rare word weighs more than a common one.
const ALIKE: f64 = 0.5;
/// From which share they are taken for a copy; below it a person should look.
const COPY: f64 = 0.8;
/// Shorter actions say too little to compare.
const WORDS: usize = 4;
/// Actions are compared when they share a word that so many or fewer hold, so that cost grows with the plan.
const COMMON: usize = 12;

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let actions = &facts.plan.actions;
    let contents = &facts.stems;
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (n, words) in contents.iter().enumerate() {
        for word in words.iter() {
            holders.entry(word).or_default().push(n);
        }
    }
    let all = actions.len() as f64;
    let weights: HashMap<u64, f64> = contents
        .iter()
        .flat_map(Stems::iter)
        .filter_map(|w| Some((w, (1.0 + all / holders.get(&w)?.len() as f64).ln())))
        .collect();
    let weigh = |words: &mut dyn Iterator<Item = u64>| -> f64 {
        words.filter_map(|w| weights.get(&w)).sum()
    };
    let weighed: Vec<f64> = contents.iter().map(|words| weigh(&mut words.iter())).collect();
    for ((n, words), action) in contents.iter().enumerate().zip(actions).filter(|((_, w), _)| w.len() >= WORDS) {
        let rare = words.iter().filter_map(|w| holders.get(&w)).filter(|held| held.len() <= COMMON);
        let earlier: BTreeSet<usize> = rare.flat_map(|held| held.iter().copied()).filter(|other| *other < n).collect();
        let alike = |other: &usize| {
            let c = contents.get(*other).filter(|c| c.len() >= WORDS)?;
            let both = weigh(&mut c.shared(words));
            let like = both / (weighed.get(*other)? + weighed.get(n)? - both);
            let first = actions.get(*other)?;
            (like >= ALIKE && one_object(&action.text, &first.text)).then_some((like, first))
        };
        let Some((like, first)) = earlier.iter().find_map(alike) else { continue };
        let message = format!("{} says nearly the same as {}.", action.called(), first.called());
        let hint = "Keep one of them and let the other line refer to it.";
        let mut finding = RULE.at(action.place(), message).hint(hint).about(&action.reference);
        if like < COPY {
            finding.severity = Severity::Info;
        }
        out.push(finding);
    }
}

/// Whether two actions do the same to the same thing. Actions of one pattern (`a baseline of core assessments`, `a
/// baseline of pre-birth assessments`) share most of their words and are about different things: what stands before
/// the purpose must be the same, or the same with a word more. The verb at its head may differ.
fn one_object(a: &str, b: &str) -> bool {
    let ((x, whole_x), (y, whole_y)) = (object(a), object(b));
    let (more, fewer) = if x.len() >= y.len() { (&x, &y) } else { (&y, &x) };
    let surplus = more.len() - fewer.len();
    let one_more = surplus == 1 && fewer.len() > 2 && !whole_x && !whole_y;
    fewer.is_subset(more) && (surplus == 0 || one_more)
}

/// The words of an action before it says what for, without the verb that opens it; all of them, and `true`, where too
/// few stand before.
fn object(text: &str) -> (BTreeSet<String>, bool) {
    let opening = text.split_whitespace().next().map_or(0, str::len);
    let rest = text.trim_start().get(opening..).unwrap_or("");
    let purpose = [" to ", " so that ", " in order "].iter().filter_map(|p| rest.find(p)).min();
    let before = purpose.and_then(|at| rest.get(..at)).map(content).filter(|words| words.len() > 1);
    before.map_or_else(|| (content(rest), true), |words| (words, false))
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn the_same_thing_in_other_words_is_raised_at_the_later_one() {
        let plan = plan("2021-12-06")
            .action(action("1.1f", "Development of posters, screen savers and displays to promote good practice"))
            .action(action("1.2f", "Develop posters, displays, screen savers to promote the model of good practice"));
        assert_eq!(the_one(&RULE, &plan).subject, "1.2f");
    }

    #[test]
    fn actions_of_one_pattern_about_different_things_are_silent() {
        for (a, b) in [
            ("Develop a baseline of timeliness of core assessments", "Develop a baseline of timeliness of pre-birth assessments"),
            ("Dip sample visits to check impact of work undertaken", "Dip sample plans to check impact of work undertaken"),
            ("Dip sample to check impact of work undertaken", "Dip sample plans to check impact of work undertaken"),
            (
                "Strengthen the role of the Independent Officers to ensure they provide robust monitoring and challenge",
                "Strengthen the role of the Conference Chairs to ensure they provide robust monitoring and challenge",
            ),
            (
                "Review and revise protection plans, so that all plans have clear objectives and timescales",
                "Review/revise Care Plans so that all plans have clear objectives and timescales",
            ),
        ] {
            silent(&RULE, &plan("2021-12-06").action(action("1.1a", a)).action(action("1.2a", b)));
        }
    }

    #[test]
    fn actions_of_one_kind_on_different_things_are_silent() {
        let plan = plan("2021-12-06")
            .action(action("1.1a", "Dip sample assessments to check the impact of the training"))
            .action(action("1.2a", "Dip sample visits to find what fosters regular contact"));
        silent(&RULE, &plan);
    }
}
