//! Two texts that count the same thing differently.

use std::collections::BTreeMap;

use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::texts::{Kind, Text};
use crate::words::first_words;

pub(crate) const RULE: Rule = Rule {
    code: "told-count-differs",
    severity: Severity::Warning,
    title: "Two texts give different numbers for one service",
    explanation: "The report says that a project supports over thirty families, the plan that twenty-three cases were \
        opened. The dates or the words may explain it; without them one of the figures will be quoted against the other.",
    bad: "The project supports over 30 families; of the 23 cases opened to the project",
    good: "23 families since 1 April, 32 since the project began",
    check,
};

/// Nouns for those whom a service works with.
const SERVED: &[&str] = &["families", "cases", "children", "people", "carers", "parents", "referrals"];
/// Words of a name in capitals, at the least.
const NAME: usize = 3;

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut told: BTreeMap<String, (i64, &Text<'_>)> = BTreeMap::new();
    for text in facts.texts.iter().filter(|t| matches!(t.kind, Kind::Update | Kind::Report)) {
        for (_, sentence) in text.sentences() {
            let [count] = counts(sentence)[..] else { continue };
            for name in names(sentence) {
                let (first, elsewhere) = *told.entry(name.to_lowercase()).or_insert((count, text));
                if first == count || elsewhere.at == text.at {
                    continue;
                }
                let message = format!("{name}: {count} here, {first} elsewhere: “{}”.", first_words(sentence, 14));
                let hint = format!("Say what is counted and since when. The other stands at {}.", elsewhere.at);
                out.push(RULE.at(text.at, message).hint(hint).about(&text.subject));
            }
        }
    }
}

/// Numbers of people or cases in a sentence.
fn counts(sentence: &str) -> Vec<i64> {
    let said: Vec<&str> = sentence.split_whitespace().collect();
    let plain = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    said.windows(3)
        .chain(said.len().checked_sub(2).and_then(|at| said.get(at..)))
        .filter_map(|run| {
            let number: i64 = run.first()?.trim_start_matches('(').parse().ok()?;
            let served = run.iter().skip(1).take(2).any(|w| SERVED.contains(&plain(w).as_str()));
            (number > 5 && served).then_some(number)
        })
        .collect()
}

/// Names of projects and services: three or more words with capitals in a row.
fn names(sentence: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    for word in sentence.split_whitespace().chain([""]) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.starts_with(char::is_uppercase) && bare != "The" && bare != "Of" {
            run.push(bare);
            if word.ends_with(bare) {
                continue;
            }
        }
        if run.len() >= NAME {
            out.push(run.join(" "));
        }
        run.clear();
    }
    out
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn two_numbers_for_one_project_are_raised() {
        let plan = plan("2012-09-28")
            .text("The Close Family Help Project is underway: currently supporting over 30 families")
            .action(action("23a", "Widen it").update("Of the 23 cases opened to the Close Family Help Project, some are new."));
        assert!(the_one(&RULE, &plan).message.contains("23 here, 30 elsewhere"));
    }

    #[test]
    fn one_number_and_two_projects_are_silent() {
        let plan = plan("2012-09-28")
            .text("The Close Family Help Project supports 30 families.")
            .text("By May the Close Family Help Project worked with 30 families.")
            .text("The Young Carers Mill Project supports 12 families.");
        silent(&RULE, &plan);
    }
}
