//! An action or update that says nothing but where to look.

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::texts::Kind;

pub(crate) const RULE: Rule = Rule {
    code: "only-a-reference",
    severity: Severity::Info,
    title: "Only a reference to another action",
    explanation: "An action that only points to others has nothing of its own to do, yet has an owner and a date and is \
        counted. An update that only points elsewhere does not say how this action goes.",
    bad: "21: See 12b (accommodation) and 19a (life skills)",
    good: "Recommendation 21 is answered by actions 12b and 19a",
    check,
};

/// Words that may stand beside the reference.
const WORDS: usize = 7;

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for text in facts.texts.iter().filter(|t| matches!(t.kind, Kind::Action | Kind::Update) && t.action.is_some()) {
        let rest = text.lower.trim_start_matches(['(', ' ']);
        let points = ["see ", "refer to ", "as above", "as per "].iter().any(|open| rest.starts_with(open));
        let short = rest.split_whitespace().count() <= WORDS + 1;
        let number = rest.contains(|c: char| c.is_ascii_digit()) || rest.contains("above") || rest.contains("below");
        if !(points && short && number) {
            continue;
        }
        let what = if text.kind == Kind::Action { "The action" } else { "The update" };
        let message = format!("{what} of {} only says “{}”.", text.subject, text.text);
        let hint = if text.kind == Kind::Action {
            "Link the recommendation to the actions that answer it, and leave this one out."
        } else {
            "Throughline shows the state of the action it points to; say here what is different."
        };
        out.push(RULE.at(text.at, message).hint(hint).about(&text.subject));
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn bare_pointers_are_raised() {
        let pointing = action("21", "See 12b (accommodation); and 19a (life skills programme).");
        assert!(the_one(&RULE, &plan("2012-07-10").action(pointing)).message.starts_with("The action of 21"));
        for update in ["See 9B.", "See above", "See 1 C"] {
            let plan = plan("2012-07-10").action(action("13b", "Run the report").update(update));
            assert!(the_one(&RULE, &plan).message.starts_with("The update"), "{update}");
        }
    }

    #[test]
    fn text_of_its_own_is_silent() {
        let plan = plan("2012-07-10")
            .action(action("1a", "Team managers audit assessments (see 3c) to confirm the analysis of risk").update(
                "See 3c for the sample; all forty assessments were audited and two had no analysis of risk",
            ))
            .action(action("1b", "See every child alone"));
        silent(&RULE, &plan);
    }
}
