//! Words that say up or down over values that go the other way.

use std::collections::BTreeMap;

use model::finding::{Finding, Severity};
use model::plan::Observation;

use crate::facts::Facts;
use crate::figures::{printed, subject, value};
use crate::rule::Rule;
use crate::words::{DOWN, UP, any, first_words};

pub(crate) const RULE: Rule = Rule {
    code: "words-contradict-values",
    severity: Severity::Warning,
    title: "The words say one way, the values go the other",
    explanation: "A heading that says increase over a series that fell last year, or reduction over one that rose, \
        tells a busy reader the opposite of what the figures say. The words outlive the figures: they are copied from \
        month to month.",
    bad: "Increase in children open: 1,422, then 1,683, then 1,644",
    good: "Children open: 1,422, then 1,683, then 1,644: up over two years, down over the last",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut told: BTreeMap<(&str, Option<&str>), ()> = BTreeMap::new();
    for (key, values) in &facts.series {
        let Some((words, rises)) = claim(facts, key, values) else { continue };
        let dated: Vec<&Observation> = values.iter().copied().filter(|o| value(o).is_some()).collect();
        let [.., before, last] = dated[..] else { continue };
        let (Some(first), Some(was), Some(is)) = (dated.first().and_then(|o| value(o)), value(before), value(last)) else {
            continue;
        };
        let against = |from, to| if rises { to < from } else { to > from };
        let whole = against(first, is);
        let context = !facts.measures.contains_key(key.0);
        let between = dated.windows(2).find_map(|pair| {
            let [a, b] = pair else { return None };
            against(value(a)?, value(b)?).then_some((*a, *b))
        });
        let on_the_way = between.filter(|_| context);
        if !(whole || against(was, is) || on_the_way.is_some()) || told.insert(*key, ()).is_some() {
            continue;
        }
        let way = if rises { "fell" } else { "rose" };
        let (from, to, step) = match on_the_way {
            _ if whole => (dated.first().copied().unwrap_or(before), last, ""),
            Some((a, b)) if !against(was, is) => (a, b, " in between"),
            _ => (before, last, " last"),
        };
        let (from, to) = (printed(from), printed(to));
        let message = format!("“{}”: the values{step} {way} from {from} to {to}.", first_words(words, 12));
        let hint = "Say what the values say, or check the values.";
        out.push(RULE.at(&last.origin.at, message).hint(hint).about(subject(last)));
    }
}

/// The words over a series that say which way it goes: where a value stands, or else the measure's own.
fn claim<'p>(facts: &Facts<'p>, key: &(&str, Option<&str>), values: &[&'p Observation]) -> Option<(&'p str, bool)> {
    let way = |text: &str| {
        let lower = text.to_lowercase();
        match (any(&lower, UP), any(&lower, DOWN)) {
            (Some(_), None) => Some(true),
            (None, Some(_)) => Some(false),
            _ => None,
        }
    };
    let told = values.iter().rev().find_map(|o| Some((o.text.as_str(), way(&o.text)?)));
    told.or_else(|| {
        let measure = facts.measure(key.0, key.1)?;
        Some((measure.text.as_str(), way(&measure.text)?))
    })
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn series(words: &str, values: &[&str]) -> model::plan::Plan {
        values.iter().enumerate().fold(plan("2021-12-06"), |plan, (n, value)| {
            let on = format!("{}-03-31", 2019 + n);
            plan.observation(observation("open").called(words).stated(value).on(&on))
        })
    }

    #[test]
    fn a_heading_against_its_series_is_raised_once() {
        let last = the_one(&RULE, &series("Increase in children open:", &["1,422", "1,683", "1,644"]));
        assert!(last.message.contains("last fell from 1,683 to 1,644"), "{}", last.message);
        let whole = the_one(&RULE, &series("Reduction in long plans", &["15.7%", "17.4%", "19.4%"]));
        assert!(whole.message.contains("rose from 15.7% to 19.4%"), "{}", whole.message);
    }

    #[test]
    fn a_step_against_the_heading_of_a_context_table_is_raised() {
        let between = the_one(&RULE, &series("Increase in children looked after", &["210", "194", "230"]));
        assert!(between.message.contains("in between fell from 210 to 194"), "{}", between.message);
    }

    #[test]
    fn words_that_fit_and_words_that_claim_nothing_are_silent() {
        silent(&RULE, &series("Increase in children on plans", &["208", "293", "306"]));
        silent(&RULE, &series("Children open", &["1,422", "1,683", "1,644"]));
        silent(&RULE, &series("Graded requires improvement or better", &["41%", "33%"]));
    }

    #[test]
    fn the_measure_speaks_where_its_values_do_not() {
        let plan = plan("2021-12-06")
            .line(line("1.1", "Homes").measure(measure("homes", "Increase in suitable homes")))
            .observation(observation("homes").stated("92%").on("2021-09-30"))
            .observation(observation("homes").stated("90%").on("2021-10-31"));
        the_one(&RULE, &plan);
    }
}
