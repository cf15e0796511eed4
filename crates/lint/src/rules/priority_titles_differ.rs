//! A priority that is called something else elsewhere.

use std::collections::BTreeSet;

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::words::{content, words};

pub(crate) const RULE: Rule = Rule {
    code: "priority-titles-differ",
    severity: Severity::Info,
    title: "A priority has two titles",
    explanation: "The contents page and the table call the priority by different names. Slides, minutes and reports will \
        use either, and a reader looks for a sixth priority.",
    bad: "4. Permanency and Sufficiency of Placement; 4 Sufficiency of Placement and Permanency",
    good: "One title wherever it is printed",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for priority in facts.plan.priorities.iter().filter(|p| p.parent.is_none()) {
        let folded = |text: &str| words(text).map(str::to_lowercase).collect::<Vec<_>>().join(" ");
        let title = folded(&priority.title);
        let mut said: BTreeSet<String> = BTreeSet::new();
        for text in &facts.texts {
            let Some(other) = titled(text.text, &priority.key) else { continue };
            let plain = folded(other);
            let same = content(other) == content(&priority.title) && plain.len() == title.len() && plain == title;
            let shared = content(other).intersection(&content(&priority.title)).count();
            if same || plain.is_empty() || shared == 0 || plain.starts_with(&title) || !said.insert(plain) {
                continue;
            }
            let message = format!("Priority {} is “{}” here and “{other}” elsewhere.", priority.key, priority.title);
            let hint = format!("Use one title. The other stands at {}.", text.at);
            out.push(RULE.at(&priority.origin.at, message).hint(hint).about(&priority.key));
        }
    }
}

/// The title of a text that opens with this number, as headings do: `4. Permanency and Sufficiency`.
fn titled<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let rest = text.trim_start().strip_prefix(key)?;
    let rest = rest.strip_prefix(['.', ')', ':']).unwrap_or(rest);
    let title = rest.strip_prefix(' ')?.trim();
    let title = title.split(" Sponsor").next().unwrap_or(title).trim();
    let short = (1..=14).contains(&title.split_whitespace().count());
    (short && title.starts_with(char::is_uppercase) && !title.ends_with('.')).then_some(title)
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn another_title_under_the_same_number_is_raised() {
        let plan = plan("2021-12-06")
            .text("4. Permanency and Sufficiency of Homes")
            .priority(priority("4", "Sufficiency of Homes and Permanency"));
        assert!(the_one(&RULE, &plan).message.contains("Permanency and Sufficiency of Homes"));
    }

    #[test]
    fn the_same_title_and_other_headings_are_silent() {
        let plan = plan("2021-12-06")
            .text("4. Sufficiency of Homes and Permanency")
            .text("4 schools take part in the pilot.")
            .text("4 Legal Implications")
            .priority(priority("4", "Sufficiency of homes and permanency"));
        silent(&RULE, &plan);
    }
}
