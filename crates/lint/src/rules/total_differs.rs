//! A row of a table whose parts do not make its total.

use std::collections::BTreeMap;

use model::day::Day;
use model::decimal::Decimal;
use model::finding::{Finding, Severity};
use model::names::distance;
use model::plan::{Observation, Period};

use crate::facts::Facts;
use crate::figures::{is_percent, subject, value};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "total-differs",
    severity: Severity::Error,
    title: "The parts of a row do not make its total",
    explanation: "Permanent and agency staff must make the total beside them. When they do not, one of the figures was \
        mistyped, and the percentage in the last column may rest on it.",
    bad: "Total 15, permanent 6, agency 19",
    good: "Total 15, permanent 6, agency 9",
    check,
};

/// What the figures of one row share: document, line or row, breakdown, first and last day.
type Row<'p> = (&'p str, Option<u32>, Option<&'p str>, Option<(Day, Day)>);

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut rows: BTreeMap<Row<'_>, Vec<&Observation>> = BTreeMap::new();
    let days = |period: Option<Period>| period.map(|p| (p.from, p.to));
    for observation in facts.plan.observations.iter().filter(|o| o.numerator.is_none() && !is_percent(o)) {
        let at = &observation.origin.at;
        let of = observation.breakdown.as_deref();
        let row = (at.document.as_ref(), at.line.or(at.row), of, days(observation.period));
        rows.entry(row).or_default().push(observation);
    }
    for figures in rows.into_values() {
        let (totals, parts): (Vec<_>, Vec<_>) = figures.into_iter().partition(|o| is_total(o));
        let [total] = totals[..] else { continue };
        let values: Vec<Decimal> = parts.iter().filter_map(|o| value(o)).collect();
        let (Some(whole), true) = (value(total), values.len() > 1 && values.len() == parts.len()) else { continue };
        let sum = values.iter().try_fold(Decimal::ZERO, |sum, v| sum.plus(*v));
        let Some(sum) = sum.filter(|sum| *sum != whole) else { continue };
        let list: Vec<String> = parts.iter().zip(&values).map(|(o, v)| format!("{} {v}", o.text)).collect();
        let of = total.breakdown.as_deref().map(|b| format!("{b}: ")).unwrap_or_default();
        let message = format!("{of}{} make {sum}, not the total of {whole}.", list.join(", "));
        let hint = parts
            .iter()
            .zip(&values)
            .find_map(|(part, printed)| {
                let meant = whole.minus(sum.minus(*printed)?)?;
                let slip = meant >= Decimal::ZERO && distance(&meant.to_string(), &printed.to_string()) == 1;
                slip.then(|| format!("Likely intended: {} {meant}.", part.text))
            })
            .unwrap_or_else(|| "Check the row against its source.".into());
        out.push(RULE.at(&total.origin.at, message).hint(hint).about(subject(total)));
    }
}

/// Whether a figure is called the total of its row.
fn is_total(observation: &Observation) -> bool {
    let called = observation.text.to_lowercase();
    called == "total" || called.starts_with("total ") || called == "all"
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn row(total: &str, permanent: &str, agency: &str) -> model::plan::Plan {
        let cell = |name: &str, value: &str| {
            observation(name).called(name).of("Consultants").stated(value).on("2015-03-31").at(35)
        };
        plan("2015-03-31")
            .observation(cell("Total", total))
            .observation(cell("Permanent", permanent))
            .observation(cell("Agency", agency))
            .observation(cell("% Permanent", "40%").counts(6, 15))
    }

    #[test]
    fn parts_that_miss_the_total_are_raised_with_the_likely_figure() {
        let found = the_one(&RULE, &row("15", "6", "19"));
        assert!(found.message.contains("make 25, not the total of 15"), "{}", found.message);
        assert!(found.hint.contains("Agency 9"), "{}", found.hint);
    }

    #[test]
    fn parts_that_make_the_total_are_silent() {
        silent(&RULE, &row("15", "6", "9"));
    }
}
