//! A stated figure that is another than the one computed from the case lists of that day.

use model::finding::{Finding, Severity};
use model::series::{computed_otherwise, disagreement_words};

use crate::facts::Facts;
use crate::figures::subject;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "computed-differs",
    severity: Severity::Warning,
    title: "A stated figure differs from the computed one",
    explanation: "The case lists of a day give one figure and a report or a person another. One of them counts other \
        cases, or was taken on another day; until somebody knows which, the board reads two truths.",
    bad: "98.7% in the report of 31 March, 91.2% from the case lists of 31 March",
    good: "98.7% in both",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let entries = || facts.plan.lines.iter().flat_map(|l| &l.measures);
    for observation in &facts.plan.observations {
        let Some((stated, computed)) = computed_otherwise(facts.plan, observation) else { continue };
        let unit = entries().find(|m| m.key == stated.measure).and_then(|m| m.unit.as_deref());
        let hint = "Open the children behind the computed figure, and ask where the stated one came from. Both are kept.";
        out.push(
            RULE.at(&stated.origin.at, disagreement_words(stated, computed, unit)).hint(hint).about(subject(stated)),
        );
    }
}

#[cfg(test)]
mod tests {
    use model::plan::{Observation, Provenance};
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn computed(value: &str, iso: &str) -> Observation {
        let provenance = Provenance { definition: "visits@1".into(), snapshot: "ab".into() };
        Observation {
            provenance: Some(provenance),
            computed: model::decimal::Decimal::parse(value),
            ..observation("m").counts(295, 299).on(iso)
        }
    }

    fn both(stated: Observation, ours: Observation) -> model::plan::Plan {
        plan("2021-12-06").observation(stated).observation(ours)
    }

    #[test]
    fn another_value_or_other_cases_of_that_day_are_raised() {
        let stated = observation("m").stated("97.8%").on("2021-03-31");
        let found = the_one(&RULE, &both(stated, computed("98.7", "2021-03-31")));
        assert!(found.message.contains("97.8% is stated and 98.7"), "{}", found.message);
        let counted = observation("m").stated("98.7%").counts(296, 299).on("2021-03-31");
        the_one(&RULE, &both(counted, computed("98.7", "2021-03-31")));
    }

    #[test]
    fn the_same_as_printed_and_another_day_are_silent() {
        for stated in ["98.7%", "99%"] {
            let stated = observation("m").stated(stated).on("2021-03-31");
            silent(&RULE, &both(stated, computed("98.7", "2021-03-31")));
        }
        silent(&RULE, &both(observation("m").stated("50%").on("2021-03-30"), computed("98.7", "2021-03-31")));
    }
}
