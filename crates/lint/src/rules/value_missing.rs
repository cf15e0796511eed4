//! A measure with a target of which no value was ever reported.

use model::finding::{Finding, Severity};
use model::plan::{Line, Measure};

use crate::facts::Facts;
use crate::figures::value;
use crate::rule::Rule;
use crate::words::{first_words, words};

pub(crate) const RULE: Rule = Rule {
    code: "value-missing",
    severity: Severity::Warning,
    title: "A measure has a target and no value",
    explanation: "The plan says what it wants to reach and never where it stands. Without a value nobody can see whether \
        anything has changed for children, and no rating can be given.",
    bad: "75% of supervision is rated good; no figure in any report",
    good: "75% of supervision is rated good: 61% in September, 68% in November",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let reported = |key: &str| {
        let series = facts.series.range((key, None)..).take_while(|((of, _), _)| *of == key);
        series.flat_map(|(_, values)| values).any(|o| !o.baseline && value(o).is_some())
    };
    let asked = |printed: &[(&'_ Line, &'_ Measure)]| printed.iter().any(|(_, m)| m.target.is_some());
    let wanted: Vec<_> = facts.measures.iter().filter(|(_, printed)| asked(printed)).collect();
    let missing: Vec<_> = wanted.iter().filter(|(key, printed)| !reported(key) && !told(facts, printed)).collect();
    if missing.len() == wanted.len() && wanted.len() > 1 {
        let Some((line, first)) = missing.first().and_then(|(_, printed)| printed.first()) else { return };
        let message = format!("None of the {} measures with a target has a value yet.", wanted.len());
        let hint = "Report each of them with its day, so that the next reader sees where the plan stands.";
        out.push(RULE.at(&first.origin.at, message).hint(hint).about(&line.reference));
        return;
    }
    for (line, measure) in missing.iter().filter_map(|(_, printed)| printed.first()) {
        let message = format!("The measure “{}” has a target and no value.", first_words(&measure.text, 14));
        let hint = "Report where it stands, with the day and the report it comes from.";
        out.push(RULE.at(&measure.origin.at, message).hint(hint).about(&line.reference));
    }
}

/// Whether a value of the same line speaks of the measure by its initials: `18 CAFs` of the `Common Assessment
/// Frameworks`.
fn told(facts: &Facts<'_>, printed: &[(&Line, &Measure)]) -> bool {
    printed.iter().any(|(line, measure)| {
        let initials: String = words(&measure.text).filter_map(|w| w.chars().next()).filter(char::is_ascii_uppercase).collect();
        let short = |word: &str| {
            let letters = word.strip_suffix('s').unwrap_or(word);
            letters.len() > 2 && letters.chars().all(|c| c.is_ascii_uppercase()) && initials.contains(letters)
        };
        let here = facts.plan.observations.iter().filter(|o| o.line.as_deref() == Some(&line.reference));
        here.into_iter().any(|o| words(&o.text).any(short))
    })
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn wanted() -> model::plan::Plan {
        plan("2021-12-06")
            .line(line("1.3", "Supervision").measure(measure("sup", "75% of supervision is good").target("75")))
            .line(line("1.6", "Visits").measure(measure("visits", "90% of visits in time").target("90")))
    }

    #[test]
    fn a_target_without_a_value_is_raised_where_the_measure_stands() {
        let plan = wanted().observation(observation("visits").of("North").stated("85%").on("2021-11-29"));
        assert_eq!(the_one(&RULE, &plan).subject, "1.3");
    }

    #[test]
    fn a_plan_without_any_value_hears_it_once() {
        assert!(the_one(&RULE, &wanted()).message.starts_with("None of the 2 measures"));
    }

    #[test]
    fn a_value_anywhere_and_a_measure_without_target_are_silent() {
        let mut plan = wanted().observation(observation("visits").stated("85%").on("2021-11-29"));
        plan = plan.observation(observation("sup").of("North").stated("61%").on("2021-11-29"));
        silent(&RULE, &plan);
        let caf = measure("caf", "300 Common Assessment Frameworks completed").target("300");
        let short = model::plan::Plan { lines: vec![line("8", "Early help").measure(caf)], ..plan.clone() };
        silent(&RULE, &short.observation(observation("cafs").called("CAFs").stated("18").on("2021-05-31").under("8")));
        silent(&RULE, &model::plan::Plan { lines: vec![line("1", "A").measure(measure("m", "Fewer moves"))], ..plan });
    }
}
