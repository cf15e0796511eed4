//! Two lines with the same title.

use std::collections::BTreeMap;

use model::finding::{Finding, Severity};
use model::plan::Line;

use crate::facts::Facts;
use crate::rule::Rule;
use crate::words::words;

pub(crate) const RULE: Rule = Rule {
    code: "duplicate-line-title",
    severity: Severity::Warning,
    title: "Two lines have the same title",
    explanation: "Two lines under one title are either one thing written down twice or two things that a reader \
        cannot tell apart. Both are spoken of by the same words in every meeting.",
    bad: "2.2 Workforce development and 2.3 Workforce development",
    good: "2.2 Induction of new staff and 2.3 Training of all staff",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut titled: BTreeMap<String, Vec<&Line>> = BTreeMap::new();
    for line in &facts.plan.lines {
        let folded = words(&line.title).map(str::to_lowercase).collect::<Vec<_>>().join(" ");
        if !folded.is_empty() {
            titled.entry(folded).or_default().push(line);
        }
    }
    for lines in titled.values() {
        let [first, rest @ ..] = &lines[..] else { continue };
        for line in rest {
            let message = format!("Lines {} and {} are both called “{}”.", first.reference, line.reference, line.title);
            let hint = "Join them, or give each a title that says what sets it apart.";
            out.push(RULE.at(&line.origin.at, message).hint(hint).about(&line.reference));
        }
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn the_same_words_are_the_same_title() {
        let plan = plan("2021-12-06").line(line("1.3", "Systems & forms")).line(line("1.4", "Systems, forms"));
        assert_eq!(the_one(&RULE, &plan).subject, "1.4");
    }

    #[test]
    fn other_words_are_silent() {
        silent(&RULE, &plan("2021-12-06").line(line("1.3", "Systems")).line(line("1.4", "Forms")));
    }
}
