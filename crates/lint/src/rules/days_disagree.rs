//! One event under two dates.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use model::day::Day;
use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::rule::Rule;
use crate::texts::Text;
use crate::words::Stems;

pub(crate) const RULE: Rule = Rule {
    code: "days-disagree",
    severity: Severity::Warning,
    title: "Two places give different days for one event",
    explanation: "The same decision or inspection has two dates. Whoever looks for the minute, or counts the months the \
        inspector allowed, starts from one of them, and it may be the wrong one.",
    bad: "Approved by Cabinet on 26 June 2016; in the report: approved by Cabinet on 27 June 2016",
    good: "27 June 2016 in both",
    check,
};

/// How far apart two days may be to be taken for one event.
const DAYS: i32 = 45;
/// On how many days at most one event is told: on the right one and on a wrong one.
const RECURS: usize = 2;
/// How alike two sentences must be, apart from their days.
const ALIKE: f64 = 0.55;

struct Told<'p> {
    text: &'p Text<'p>,
    words: Stems,
    /// The words without figures.
    pattern: Stems,
    from: Day,
    to: Day,
    exact: bool,
    printed: String,
}

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let told = once(told(facts));
    let mut by_month: BTreeMap<(i16, i8), Vec<usize>> = BTreeMap::new();
    for (n, event) in told.iter().enumerate() {
        let near = [event.from.plus_months(-1), event.from, event.from.plus_months(1)];
        let earlier = near.iter().flat_map(|d| by_month.get(&(d.year(), d.month()))).flatten();
        let other = earlier.filter_map(|m| told.get(*m)).find(|other| disagree(other, event));
        if let Some(other) = other {
            let message = format!(
                "{} here, {} elsewhere for what seems to be one event: “{}”.",
                event.printed,
                other.printed,
                crate::words::first_words(event.text.text, 14)
            );
            let hint = format!("Check the minutes. The other stands at {}.", other.text.at);
            out.push(RULE.at(event.text.at, message).hint(hint).about(&event.text.subject));
        }
        by_month.entry((event.from.year(), event.from.month())).or_default().push(n);
    }
}

fn told<'p>(facts: &'p Facts<'p>) -> Vec<Told<'p>> {
    let mut out = Vec::new();
    for text in facts.texts.iter().filter(|t| t.mentions().iter().any(|m| m.exact)) {
        for (start, sentence) in text.sentences() {
            let here: Vec<_> =
                text.mentions().iter().filter(|m| m.start >= start && m.end <= start + sentence.len()).collect();
            let [mention] = here[..] else { continue };
            if !mention.exact || !event(sentence) {
                continue;
            }
            let (before, after) = (&text.text[start..mention.start], &text.text[mention.end..start + sentence.len()]);
            let words = Stems::of(&format!("{before} {after}"));
            if words.len() >= 4 {
                let pattern = Stems::of(&format!("{before} {after}").replace(|c: char| c.is_ascii_digit(), " "));
                let printed = mention.words(text.text).to_owned();
                let (from, to, exact) = (mention.from, mention.to, mention.exact);
                out.push(Told { text, words, pattern, from, to, exact, printed });
            }
        }
    }
    out
}

/// Those that are not told again and again: the same words on more than [`RECURS`] days, figures aside, tell of meetings
/// that recur, not of one.
fn once(mut told: Vec<Told<'_>>) -> Vec<Told<'_>> {
    let mut days: HashMap<Stems, BTreeSet<Day>> = HashMap::new();
    for event in &told {
        let of = days.entry(event.pattern.clone()).or_default();
        if of.len() <= RECURS {
            of.insert(event.from);
        }
    }
    told.retain(|event| days.get(&event.pattern).is_none_or(|of| of.len() <= RECURS));
    told
}

/// Whether a sentence tells of a decision or an event, not of a count on a day.
fn event(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let words = ["approved", "agreed", "signed off", "published", "launched", "inspection", "inspected", "adopted"];
    crate::words::any(&lower, &words).is_some()
}

fn disagree(a: &Told<'_>, b: &Told<'_>) -> bool {
    let apart = b.from.days_since(a.from).abs();
    let overlap = a.from <= b.to && b.from <= a.to;
    !overlap && a.exact && b.exact && apart <= DAYS && a.words.likeness(&b.words) >= ALIKE
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn one_decision_on_two_days_is_raised() {
        let plan = plan("2016-11-01")
            .action(
                action("A1", "Revise it").update("Revised Corporate Strategy and action plan approved by Cabinet on the 26 th June 2016."),
            )
            .decision("A revised Corporate Strategy - approved by Cabinet on 27 June 2016", "Cabinet", "2016-06-27");
        assert!(the_one(&RULE, &plan).message.contains("27 June 2016"));
    }

    #[test]
    fn one_day_and_two_decisions_are_silent() {
        let same = plan("2016-11-01")
            .text("Revised Corporate Strategy approved by Cabinet on 27 June 2016.")
            .text("The revised Corporate Strategy was approved by Cabinet on 27 June 2016.");
        silent(&RULE, &same);
        let two = plan("2016-11-01")
            .text("Revised Corporate Strategy approved by Cabinet on 27 June 2016.")
            .text("The housing allocation rules were approved by the full Council on 18 June 2016.");
        silent(&RULE, &two);
    }

    #[test]
    fn meetings_that_recur_are_silent() {
        let monthly = plan("2016-11-01")
            .text("Met the team on 4 July 2016: step 3 is agreed and its date stands.")
            .text("Met the team on 1 August 2016: step 4 is agreed and its date stands.")
            .text("Met the team on 5 September 2016: step 7 is agreed and its date stands.");
        silent(&RULE, &monthly);
    }
}
