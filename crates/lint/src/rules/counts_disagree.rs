//! Counts of one row that cannot all be right: `298 out of 294 in time, 96 overdue`.

use model::figure::{self, Disagreement, Figures, Intended};
use model::finding::{Finding, Severity};

use crate::facts::Facts;
use crate::figures::{counts, subject};
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
        let Some(figures) = counts(observation) else { continue };
        let Figures { numerator: part, denominator: whole, .. } = figures;
        let message = figure::check(&figures).into_iter().find_map(|what| match what {
            Disagreement::DoesNotAddUp(sum) => {
                Some(format!("{part} in time and {} overdue make {sum}, not {whole}.", figures.overdue?))
            }
            Disagreement::MoreThanAll if figures.overdue.is_none() => {
                Some(format!("{part} out of {whole}: the part is larger than the whole."))
            }
            _ => None,
        });
        let Some(message) = message else { continue };
        let hint = match figure::likely_intended(&figures) {
            Some(Intended { field, figures: f }) => {
                let overdue = f.overdue.map(|o| format!(", {o} overdue")).unwrap_or_default();
                format!("Likely intended: {} out of {}{overdue} (the {field} was mistyped).", f.numerator, f.denominator)
            }
            None => "Check the figures against the report they come from.".into(),
        };
        out.push(RULE.at(&observation.origin.at, message).hint(hint).about(subject(observation)));
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
