//! An inspection that took place in other months than the plan says.

use model::day::Day;
use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::mentions::Mention;
use crate::rule::Rule;
use crate::words::{find, first_words};

pub(crate) const RULE: Rule = Rule {
    code: "inspection-dates-differ",
    severity: Severity::Info,
    title: "Texts give the inspection different dates",
    explanation: "The inspector's time limits run from the inspection and its report. When one text says December, \
        another November and December, and a third gives the days, deadlines are counted from different starts.",
    bad: "The inspection in December 2015; inspected 24 November to 17 December 2015",
    good: "24 November to 17 December 2015 wherever the inspection is dated",
    check,
};

/// How far from the inspection a day may lie and still be meant for it.
const DAYS: i32 = 62;

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let held = facts.plan.inspections.iter().filter_map(|i| Some((i.from?, i.to?)));
    for (from, to) in held {
        for text in &facts.texts {
            for (sentence, named) in text.dated_sentences() {
                let Some((first, last, words)) = dated(sentence, &named) else { continue };
                let near = first.days_since(to) <= DAYS && from.days_since(last) <= DAYS;
                let covers = first <= from && to <= last;
                if !near || covers {
                    continue;
                }
                let message = format!(
                    "“{}” dates the inspection {words}; it took place from {from} to {to}.",
                    first_words(sentence, 14)
                );
                out.push(RULE.at(text.at, message).hint("Give its days.").about(&text.subject));
            }
        }
    }
}

/// The months or days a sentence gives its inspection: `inspection … in November and December 2015`.
fn dated(sentence: &str, found: &[Mention]) -> Option<(Day, Day, String)> {
    let lower = sentence.to_lowercase();
    let at = find(&lower, "inspection")?;
    let after: Vec<_> = found.iter().filter(|m| m.start > at).collect();
    let (first, last) = (after.first()?, after.last()?);
    let between = lower.get(at..first.start)?;
    let other = ["published", "report", "reported", "since", "approved", "following", "until"];
    let own = crate::words::any(between, &other).is_none() && (between.ends_with("in ") || between.contains("took place"));
    let words = sentence.get(first.start..last.end)?.to_owned();
    (own && (first.year_given || last.year_given)).then_some((first.from, last.to, words))
}

#[cfg(test)]
mod tests {
    use model::plan::Inspection;
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn told(text: &str) -> model::plan::Plan {
        let mut plan = plan("2016-07-19").text(text);
        let inspection =
            Inspection { from: Some(day("2015-11-24")), to: Some(day("2015-12-17")), ..Inspection::default() };
        plan.inspections.push(inspection);
        plan
    }

    #[test]
    fn another_month_is_raised() {
        let found = the_one(&RULE, &told("Improvements required by the inspection of services in December 2015."));
        assert!(found.message.contains("December 2015"), "{}", found.message);
    }

    #[test]
    fn the_months_it_took_and_the_day_of_its_report_are_silent() {
        silent(&RULE, &told("The four week inspection took place in November and December 2015."));
        silent(&RULE, &told("The inspection report was published in February 2016."));
    }
}
