//! Which definition a plan's measure means, by its words.

use std::collections::BTreeSet;

use measures::{Definition, library};
use model::decimal::Decimal;
use model::finding::{Finding, Severity};
use model::plan::{Measure, Observation};
use model::series::same_breakdown;

use super::{Measured, Number};

/// Words that say nothing about what is counted.
const EMPTY: [&str; 22] = [
    "a", "all", "an", "and", "are", "at", "be", "by", "for", "from", "in", "is", "of", "on", "or", "that",
    "the", "their", "to", "who", "with", "within",
];

/// The definitions that a measure's words name, the likeliest first: those with a phrase whose every word occurs,
/// longer phrases before shorter. The breakdown and the unit help where two are as likely.
pub fn suggest(measure: &Measure) -> Vec<&'static Definition> {
    let said = words(&format!("{} {}", measure.text, measure.breakdown.as_deref().unwrap_or_default()));
    let share = measure.unit.as_deref().map(|unit| unit == "%");
    let mut found: Vec<(usize, bool, &Definition)> = library()
        .iter()
        .filter_map(|definition| {
            let best = definition.wording.iter().map(|phrase| words(phrase));
            let best = best.filter(|phrase| phrase.is_subset(&said)).map(|phrase| phrase.len()).max()?;
            let fits = share.is_none_or(|share| share == (definition.unit == "%"));
            Some((best, fits, definition))
        })
        .collect();
    found.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then_with(|| a.2.key.cmp(&b.2.key)));
    found.into_iter().map(|(_, _, definition)| definition).collect()
}

/// The one definition that a measure's words name more fully than any other; `None` where two are as likely.
pub fn binding(measure: &Measure) -> Option<&'static Definition> {
    let all = suggest(measure);
    let first = all.first()?;
    let length = |d: &Definition| {
        let said = words(&format!("{} {}", measure.text, measure.breakdown.as_deref().unwrap_or_default()));
        let phrases = d.wording.iter().map(|p| words(p)).filter(|p| p.is_subset(&said));
        phrases.map(|p| p.len()).max().unwrap_or(0)
    };
    let alone = all.get(1).is_none_or(|second| length(second) < length(first));
    alone.then_some(*first)
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

/// What there is to say where a figure that somebody typed or printed for a day is another than the computed one.
pub fn disagreement(stated: &Observation, measured: &Measured) -> Option<Finding> {
    let computed = number_for(measured, stated.breakdown.as_deref())?;
    let (value, ours) = (stated.value.or(stated.computed)?, computed.value?);
    let places =
        stated.stated.as_deref().and_then(model::figure::Printed::parse).map_or(1, |p| p.places.min(1));
    let same_value = ours.round(places) == value.round(places);
    let counts = [
        (stated.numerator, computed.numerator.map(Decimal::whole_part)),
        (stated.denominator, computed.denominator.map(Decimal::whole_part)),
    ];
    let same_counts =
        counts.iter().all(|(theirs, ours)| theirs.is_none() || ours.is_none() || theirs == ours);
    if same_value && same_counts {
        return None;
    }
    let unit = &measured.definition.unit;
    let of =
        stated.breakdown.as_deref().filter(|b| !b.is_empty()).map_or(String::new(), |b| format!(" for {b}"));
    let say = format!(
        "{}{of}: {} was stated, {} is computed.",
        measured.definition.name,
        stated.stated.clone().unwrap_or_else(|| value.to_string()),
        computed.words(unit)
    );
    let hint =
        "Open the list behind the computed figure, and ask where the stated one came from; both are kept.";
    Some(
        Finding::new("stated-and-computed", Severity::Warning, &stated.origin.at, say)
            .hint(hint)
            .about(stated.measure.clone()),
    )
}

#[cfg(test)]
mod tests {
    use model::plan::{Measure, Observation};

    use super::{binding, disagreement};
    use crate::measured::{Measured, Number};
    use model::decimal::Decimal;

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
            let found = binding(&measure(text, unit)).map(|d| d.key.as_str());
            assert_eq!(
                found,
                Some(key),
                "{text}: {:?}",
                super::suggest(&measure(text, unit)).iter().map(|d| &d.key).collect::<Vec<_>>()
            );
        }
        assert_eq!(binding(&measure("Staff feel valued", "%")), None);
    }

    #[test]
    fn a_stated_figure_is_held_against_the_computed_one_as_it_was_printed() {
        let number = Number {
            numerator: Decimal::whole(295),
            denominator: Decimal::whole(299),
            value: Decimal::parse("98.7"),
            ..Number::default()
        };
        let measured = Measured {
            definition: std::sync::Arc::new(
                measures::find("assess_open_in_time_pct").expect("there").clone(),
            ),
            needs: Vec::new(),
            whole: Some(number),
            services: Vec::new(),
            teams: Vec::new(),
            outside_calendar: 0,
        };
        let stated = |text: &str, n| Observation {
            stated: Some(text.into()),
            value: Decimal::parse(text.trim_end_matches('%')),
            numerator: n,
            ..Observation::default()
        };
        assert_eq!(disagreement(&stated("98.7%", None), &measured), None);
        assert_eq!(disagreement(&stated("99%", Some(295)), &measured), None, "printed without decimals");
        assert!(disagreement(&stated("98.7%", Some(296)), &measured).is_some(), "another count");
        let finding = disagreement(&stated("97.8%", None), &measured).expect("another value");
        assert!(
            finding.message.contains("97.8% was stated, 98.7% (295 of 299) is computed"),
            "{}",
            finding.message
        );
    }
}
