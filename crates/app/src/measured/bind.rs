//! Which definition a plan's measure means, by its words.

use std::collections::BTreeSet;
use std::sync::Arc;

use measures::Definition;
use model::plan::Measure;
use model::series::same_breakdown;

use super::{Measured, Number};

/// Words that say nothing about what is counted.
const EMPTY: [&str; 22] = [
    "a", "all", "an", "and", "are", "at", "be", "by", "for", "from", "in", "is", "of", "on", "or", "that",
    "the", "their", "to", "who", "with", "within",
];

/// The definitions that a measure's words name, the likeliest first: those with a phrase whose every word occurs,
/// longer phrases before shorter. The breakdown and the unit help where two are as likely.
pub fn suggest<'l>(measure: &Measure, definitions: &'l [Arc<Definition>]) -> Vec<&'l Definition> {
    let said = words(&format!("{} {}", measure.text, measure.breakdown.as_deref().unwrap_or_default()));
    let share = measure.unit.as_deref().map(|unit| unit == "%");
    let mut found: Vec<(usize, bool, &Definition)> = definitions
        .iter()
        .filter_map(|definition| {
            let best = definition.wording.iter().map(|phrase| words(phrase));
            let best = best.filter(|phrase| phrase.is_subset(&said)).map(|phrase| phrase.len()).max()?;
            let fits = share.is_none_or(|share| share == (definition.unit == "%"));
            Some((best, fits, &**definition))
        })
        .collect();
    found.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then_with(|| a.2.key.cmp(&b.2.key)));
    found.into_iter().map(|(_, _, definition)| definition).collect()
}

/// Words in lower case, without those that say nothing and without the ending of a plural.
fn words(text: &str) -> BTreeSet<String> {
    text.to_lowercase()
        .replace("re-", "re")
        .replace('&', "")
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && !EMPTY.contains(w))
        .map(|w| {
            let plural = w.len() > 3 && w.ends_with('s') && !w.ends_with("ss") && !w.ends_with("us");
            if plural { w.trim_end_matches('s') } else { w }.to_owned()
        })
        .collect()
}

/// The number of a computed measure for a breakdown of the plan: the whole, or the service that it names.
pub fn number_for<'m>(measured: &'m Measured, breakdown: Option<&str>) -> Option<&'m Number> {
    if model::series::is_overall(breakdown) {
        return measured.whole.as_ref();
    }
    measured.services.iter().find(|n| same_breakdown(Some(&n.service), breakdown))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use measures::Definition;
    use model::plan::Measure;

    use super::suggest;
    use crate::measured::library;

    fn measure(text: &str, unit: &str) -> Measure {
        Measure { text: text.into(), unit: Some(unit.into()), ..Measure::default() }
    }

    #[test]
    fn the_words_of_a_measure_name_its_definition() {
        for (text, unit, key) in [
            ("90% of all visits are completed in timescale", "%", "visits_in_time_pct"),
            ("Improved timeliness of core assessments", "%", "assess_open_in_time_pct"),
            ("0 children open 2 yrs + on a CP plan", "count", "cpp_2y_open"),
            ("CP plans open for length of time 1-2 years", "%", "cpp_1_2y_pct"),
            ("CLA at month end placed over 20 miles away", "%", "cla_20miles_any_pct"),
            ("20 % of frontline agency staff", "%", "frontline_agency_pct"),
            ("Staff turnover (all perm staff)", "%", "staff_turnover_pct"),
            ("Voluntary turnover", "%", "staff_turnover_voluntary_pct"),
            ("75% or above of staff supervision is rated as good", "%", "supervision_good_pct"),
            ("85% of case files audit are rated as RI or above", "%", "audits_ri_or_better_pct"),
            ("Care leavers in suitable accommodation", "%", "cl_suitable_pct"),
            (
                "Reduction in the number of children entering into care due to exploitation",
                "count",
                "cla_exploitation_started",
            ),
            ("Rate of re-referral", "%", "rereferral_pct"),
            ("Average caseload", "mean", "caseload_per_worker"),
            ("Care leavers in bed and breakfast", "count", "cl_bed_and_breakfast"),
            ("Building family resilience (at least 100 children or more)", "count", "clinic_resilience"),
        ] {
            let found = suggest(&measure(text, unit), library());
            let keys: Vec<&str> = found.iter().map(|d| d.key.as_str()).collect();
            assert_eq!(keys.first(), Some(&key), "{text}: {keys:?}");
        }
        assert!(suggest(&measure("Staff feel valued", "%"), library()).is_empty());
    }

    #[test]
    fn a_councils_own_definition_is_offered_like_any_other() {
        let like = library().first().expect("one");
        let wording = vec!["children with a bicycle".to_owned()];
        let own = Definition { key: "bicycles".into(), wording, unit: "%".into(), ..(**like).clone() };
        let all: Vec<Arc<Definition>> = library().iter().cloned().chain([Arc::new(own)]).collect();
        let found = suggest(&measure("Children with a bicycle of their own", "%"), &all);
        assert_eq!(found.first().map(|d| d.key.as_str()), Some("bicycles"));
    }
}
