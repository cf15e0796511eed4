//! A report that is monthly here and weekly there.

use std::collections::BTreeMap;

use model::at::At;
use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::words::words;

pub(crate) const RULE: Rule = Rule {
    code: "frequency-differs",
    severity: Severity::Warning,
    title: "A report or meeting has two frequencies",
    explanation: "The same report is monthly in one place and thrice weekly in another. Either two reports share a \
        name, and the figures come from the wrong one, or nobody knows how often it comes.",
    bad: "Thrice weekly CPR; the monthly Company Performance Report (CPR)",
    good: "The weekly compliance report (CR); the monthly Company Performance Report (CPR)",
    check,
};

const FREQUENCIES: &[&str] = &[
    "daily", "weekly", "fortnightly", "monthly", "quarterly", "termly", "annual", "annually", "yearly", "bimonthly",
];

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut told: BTreeMap<String, (&'static str, &At)> = BTreeMap::new();
    for text in &facts.texts {
        for (name, frequency) in named(text.text) {
            let (first, at) = *told.entry(name.clone()).or_insert((frequency, text.at));
            if first != frequency {
                let message = format!("{name} is {frequency} here and {first} elsewhere.");
                let hint = format!("Check which report is meant. The other stands at {at}.");
                out.push(RULE.at(text.at, message).hint(hint).about(&text.subject));
            }
        }
    }
}

/// Acronyms with the frequency that stands before them, or before the words that write them out.
fn named(text: &str) -> Vec<(String, &'static str)> {
    let all: Vec<&str> = words(text).collect();
    let mut out = Vec::new();
    for (at, word) in all.iter().enumerate() {
        let Some(frequency) = FREQUENCIES.iter().find(|f| f.eq_ignore_ascii_case(word)) else { continue };
        let next: Vec<&str> = all.iter().skip(at + 1).take(6).copied().collect();
        let acronym = |w: &&&str| (2..=5).contains(&w.len()) && w.chars().all(|c| c.is_ascii_uppercase());
        let Some(first) = next.first() else { continue };
        if acronym(&first) {
            out.push(((*first).to_owned(), *frequency));
        } else if let Some(end) = next.iter().position(|w| acronym(&w)) {
            let initials: String = next.iter().take(end).filter_map(|w| w.chars().next()).collect();
            let capital = next.iter().take(end).all(|w| w.starts_with(char::is_uppercase));
            out.extend(next.get(end).filter(|w| capital && **w == initials).map(|w| ((*w).to_owned(), *frequency)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn two_frequencies_of_one_report_are_raised() {
        let plan = plan("2021-12-06")
            .text("It is taken from the monthly Company Data Report (CDR).")
            .action(action("1.4a", "Assess").update("Thrice weekly CDR gives a breakdown."));
        assert!(the_one(&RULE, &plan).message.contains("CDR is weekly here and monthly elsewhere"));
    }

    #[test]
    fn one_frequency_and_two_reports_are_silent() {
        let plan = plan("2021-12-06").text("The weekly Case Report (CR) and the monthly CDR.").text("The weekly CR, the Monthly CDR");
        silent(&RULE, &plan);
    }
}
