//! Counts of one row that cannot all be right: `298 out of 294 in time, 96 overdue`.

use model::decimal::Decimal;
use model::finding::{Finding, Severity};
use model::plan::Observation;

use crate::facts::Facts;
use crate::figures::{decimals, subject};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "counts-disagree",
    severity: Severity::Error,
    title: "Counts of one row contradict each other",
    explanation: "Cases in time and cases overdue must make up all cases, and a part cannot be larger than the whole. \
        When they do not, one of the figures was mistyped, and every percentage built on it is in doubt.",
    bad: "298 out of 294 in time, 96 overdue (75.6%)",
    good: "298 out of 394 in time, 96 overdue (75.6%)",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    for observation in &facts.plan.observations {
        let (Some(part), Some(whole)) = (observation.numerator, observation.denominator) else { continue };
        let message = match observation.overdue {
            Some(overdue) if part + overdue != whole => {
                format!("{part} in time and {overdue} overdue make {}, not {whole}.", part + overdue)
            }
            _ if part > whole => format!("{part} out of {whole}: the part is larger than the whole."),
            _ => continue,
        };
        let hint =
            intended(observation).unwrap_or_else(|| "Check the figures against the report they come from.".into());
        out.push(RULE.at(&observation.origin.at, message).hint(hint).about(subject(observation)));
    }
}

/// The figures that were most likely meant: one of the three follows from the other two, differs from the printed
/// one by a digit or two swapped digits, and agrees with the stated percentage.
fn intended(observation: &Observation) -> Option<String> {
    let (n, d, overdue) = (observation.numerator?, observation.denominator?, observation.overdue?);
    let (meant_n, meant_d) = corrected(observation)?;
    let (printed, meant) = if meant_n == n { (d, meant_d) } else { (n, meant_n) };
    Some(format!("Likely intended: {meant_n} out of {meant_d}, {overdue} overdue ({printed} was printed for {meant})."))
}

/// Numerator and denominator as they were most likely meant: as printed where they agree with the cases overdue,
/// `None` where they do not and no single slip explains it.
pub(crate) fn corrected(observation: &Observation) -> Option<(i64, i64)> {
    let (n, d) = (observation.numerator?, observation.denominator?);
    let Some(overdue) = observation.overdue else { return (n <= d).then_some((n, d)) };
    if n + overdue == d {
        return Some((n, d));
    }
    let fits = |(meant_n, meant_d): &(i64, i64)| {
        let slipped = if *meant_n == n { slip(d, *meant_d) } else { slip(n, *meant_n) };
        *meant_n >= 0 && *meant_d > 0 && slipped && agrees(observation, *meant_n, *meant_d)
    };
    [(d - overdue, d), (n, n + overdue)].into_iter().find(fits)
}

/// Whether the stated percentage, if there is one, is this one.
fn agrees(observation: &Observation, n: i64, d: i64) -> bool {
    let (Some(stated), Some(text)) = (observation.value, &observation.stated) else { return true };
    let places = decimals(text);
    Decimal::percent(n, d, places) == Some(stated.round(places))
}

/// Whether two numbers differ by one digit or by two digits swapped.
fn slip(printed: i64, meant: i64) -> bool {
    let (a, b) = (printed.to_string(), meant.to_string());
    let changed: Vec<usize> =
        if a.len() == b.len() { (0..a.len()).filter(|i| a.as_bytes()[*i] != b.as_bytes()[*i]).collect() } else { vec![] };
    match changed[..] {
        [] => a.len() != b.len() && crate::words::edits(&a, &b) == 1,
        [_] => true,
        [i, j] => a.as_bytes()[i] == b.as_bytes()[j] && a.as_bytes()[j] == b.as_bytes()[i],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    #[test]
    fn the_likely_intended_figure_is_in_the_hint() {
        for (n, d, overdue, stated, meant) in [
            (298, 294, 96, "75.6%", "298 out of 394"),
            (335, 447, 92, "79.4%", "355 out of 447"),
            (616, 669, 80, "88.5%", "616 out of 696"),
        ] {
            let row = observation("visits").counts(n, d).overdue(overdue).stated(stated);
            let finding = the_one(&RULE, &plan("2021-12-06").observation(row));
            assert!(finding.hint.contains(meant), "{}", finding.hint);
        }
    }

    #[test]
    fn figures_that_no_slip_explains_get_no_guess() {
        let row = observation("visits").counts(10, 100).overdue(40).stated("75%");
        assert!(!the_one(&RULE, &plan("2021-12-06").observation(row)).hint.contains("intended"));
    }

    #[test]
    fn sound_counts_are_silent() {
        silent(&RULE, &plan("2021-12-06").observation(observation("v").counts(295, 299).overdue(4).stated("98.7%")));
        silent(&RULE, &plan("2021-12-06").observation(observation("v").counts(55, 55).stated("100%")));
    }
}
