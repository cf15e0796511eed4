//! A term that was replaced by another before the plan was written.

use std::collections::BTreeSet;

use model::day::Day;
use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::words::{find, has};

pub(crate) const RULE: Rule = Rule {
    code: "term-superseded",
    severity: Severity::Info,
    title: "A term has since been replaced",
    explanation: "Guidance renames things, and plans keep the old names for years. Figures under the old name are set \
        beside figures under the new one as if they were two services, or one, and neither need be true.",
    bad: "85% of core assessments in time, in a plan of 2021",
    good: "85% of single assessments in time",
    check,
};

/// A term, what replaced it, and the day from which a plan should use the new one.
struct Renamed {
    /// Words in lower case by which the old thing is known.
    old: &'static [&'static str],
    /// What it is called now.
    new: &'static str,
    /// Year, month and day of the change.
    since: (i16, i8, i8),
    /// What changed it.
    by: &'static str,
}

/// Terms of children's services that statute or statutory guidance replaced.
const TERMS: &[Renamed] = &[
    Renamed {
        old: &["core assessment", "core assessments", "initial assessment", "initial assessments"],
        new: "single assessment",
        since: (2013, 4, 15),
        by: "Working Together 2013",
    },
    Renamed {
        old: &["residence order", "residence orders"],
        new: "child arrangements order",
        since: (2014, 4, 22),
        by: "the Children and Families Act 2014",
    },
    Renamed {
        old: &["statement of special educational needs", "statements of special educational needs"],
        new: "education, health and care plan",
        since: (2018, 4, 1),
        by: "the Children and Families Act 2014",
    },
    Renamed {
        old: &["crb check", "crb checks"],
        new: "disclosure and barring check",
        since: (2012, 12, 1),
        by: "the Protection of Freedoms Act 2012",
    },
    Renamed {
        old: &["local safeguarding children board", "local safeguarding children's board", "lscb"],
        new: "safeguarding children partnership",
        since: (2019, 9, 29),
        by: "the Children and Social Work Act 2017",
    },
];

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut said: BTreeSet<&str> = BTreeSet::new();
    for text in &facts.texts {
        for Renamed { old, new, since: (year, month, day), by } in TERMS {
            let Some(since) = Day::new(*year, *month, *day).filter(|since| text.day >= *since) else { continue };
            // A text that names both knows of the change.
            if has(&text.lower, new) || said.contains(new) {
                continue;
            }
            let Some((at, term)) = old.iter().find_map(|term| Some((find(&text.lower, term)?, term))) else { continue };
            let written = text.text.get(at..at + term.len()).filter(|w| w.eq_ignore_ascii_case(term)).unwrap_or(term);
            said.insert(new);
            let message = format!("“{written}” has been called “{new}” since {since} ({by}).");
            let hint = "Use the name of today, and say in a glossary what the older figures were called.";
            out.push(RULE.at(text.at, message).hint(hint).about(&text.subject));
        }
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn a_term_of_before_is_raised_once() {
        let plan = plan("2021-12-06")
            .action(action("1.4a", "Develop a baseline of core assessments"))
            .action(action("1.4d", "Dip sample core assessments"));
        let found = the_one(&RULE, &plan);
        assert_eq!(found.subject, "1.4a");
        assert!(found.message.contains("“single assessment” since 15 April 2013"), "{}", found.message);
    }

    #[test]
    fn the_term_of_its_time_and_the_new_one_beside_it_are_silent() {
        silent(&RULE, &plan("2012-07-10").action(action("1a", "Develop a baseline of core assessments")));
        silent(&RULE, &plan("2021-12-06").action(action("1a", "Each single assessment (once core assessment) in time")));
    }
}
