//! A priority that is called something else elsewhere.

use std::collections::BTreeSet;

use model::finding::{Finding, Severity};
use model::plan::Statement;

use crate::facts::Facts;
use crate::rule::Rule;
use crate::words::{content, likeness, stem, words};

pub(crate) const RULE: Rule = Rule {
    code: "priority-titles-differ",
    severity: Severity::Info,
    title: "A priority has two titles",
    explanation: "The contents page and the table call the priority by different names. Slides, minutes and reports will \
        use either, and a reader looks for a sixth priority.",
    bad: "4. Permanency and Sufficiency of Homes; 4 Sufficiency of Homes and Permanency",
    good: "One title wherever it is printed",
    check,
};

/// From which likeness a text printed under the number is taken for a title of the same priority.
const NEAR: f64 = 0.5;

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for priority in &facts.plan.priorities {
        let title = folded(&priority.title);
        let mut said: BTreeSet<Vec<String>> = BTreeSet::from([title.clone()]);
        let others: Vec<&Statement> = priority
            .also_printed
            .iter()
            .filter(|other| {
                let words = folded(&other.text);
                let near = likeness(&content(&other.text), &content(&priority.title)) >= NEAR;
                near && !words.starts_with(&title) && !title.starts_with(&words) && said.insert(words)
            })
            .collect();
        let Some(first) = others.first() else { continue };
        let titles: Vec<String> = others.iter().map(|other| format!("“{}”", other.text)).collect();
        let message =
            format!("Priority {} is “{}” here, and {} elsewhere.", priority.key, priority.title, titles.join(" and "));
        let hint = format!("Use one title. The first of the others stands at {}.", first.origin.at);
        out.push(RULE.at(&priority.origin.at, message).hint(hint).about(&priority.key));
    }
}

/// The words of a title in order, each without its endings: `child journey` and `child's journey` are one title.
fn folded(title: &str) -> Vec<String> {
    words(title).map(stem).collect()
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn titled(title: &str, others: &[&str]) -> model::plan::Plan {
        let mut priority = priority("4", title);
        for (other, line) in others.iter().zip(70..) {
            priority.print_again(other, &place(line));
        }
        plan("2021-12-06").priority(priority)
    }

    #[test]
    fn the_words_in_another_order_or_with_another_preposition_are_raised_together() {
        let found = the_one(
            &RULE,
            &titled(
                "Sufficiency of Homes and Permanency",
                &["Permanency and Sufficiency of Homes", "Permanency and Sufficiency in Homes"],
            ),
        );
        for title in ["Permanency and Sufficiency of Homes", "Permanency and Sufficiency in Homes"] {
            assert!(found.message.contains(title), "{}", found.message);
        }
        assert!(found.hint.contains("line 70"), "{}", found.hint);
    }

    #[test]
    fn another_ending_and_a_shorter_title_are_silent() {
        silent(&RULE, &titled("Quality across the child's journey", &["Quality across the child journey"]));
        silent(&RULE, &titled("Stability of workforce", &["Stability", "STABILITY OF WORKFORCE"]));
        let asked = "Make sure that the quality of practice is known in every team and that every child is seen.";
        silent(&RULE, &titled("Quality of practice for every child", &[asked]));
    }
}
