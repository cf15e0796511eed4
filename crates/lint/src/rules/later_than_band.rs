//! An action due after the time the inspector gave.

use model::day::Day;
use model::finding::{Finding, Severity};
use model::plan::{Band, Recommendation};

use crate::facts::{ActionFacts, Facts};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "later-than-band",
    severity: Severity::Error,
    title: "The date is later than the inspector allowed",
    explanation: "The inspector said how soon this must be done. A plan that allows itself longer has not accepted \
        the recommendation as it was made, and the next inspector compares the two.",
    bad: "Asked for within three months of a report of 30 April; the action is due in October",
    good: "Due in July, or the longer time agreed with the inspector and recorded",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let Some(start) = counted_from(facts) else { return };
    for action in &facts.plan.actions {
        let numbers: Vec<&str> = answered(facts, action);
        let limits = numbers.iter().filter_map(|number| {
            let recommendation = facts.recommendation(number)?;
            Some((limit(facts, start, recommendation)?, recommendation))
        });
        let Some((limit, recommendation)) = limits.min_by_key(|(day, _)| *day) else { continue };
        let Some(due) = action.due().filter(|due| *due > limit) else { continue };
        let message = format!(
            "{} is due by {due}; recommendation {} was to be done {}, by {limit}.",
            action.called(),
            recommendation.number,
            band_words(recommendation.band)
        );
        let hint = format!("Bring the date forward, or record who agreed to the longer time. Counted from {start}.");
        out.push(RULE.at(action.place(), message).hint(hint).about(&action.reference));
    }
}

/// The recommendations an action answers, its own or its line's.
fn answered<'p>(facts: &Facts<'p>, action: &'p model::plan::Action) -> Vec<&'p str> {
    let own = action.recommendations.iter().map(String::as_str);
    let line = facts.line_of(action).into_iter().flat_map(|line| line.recommendations.iter().map(String::as_str));
    own.chain(line).collect()
}

/// The day from which bands count: when the report was published, or else when the inspection ended.
fn counted_from(facts: &Facts<'_>) -> Option<Day> {
    let inspections = &facts.plan.inspections;
    let published = inspections.iter().filter_map(|i| i.published).max();
    published.or_else(|| inspections.iter().filter_map(|i| i.to.or(i.from)).max())
}

/// The last day a band allows: bands are counted in months, to the end of the month.
fn limit(facts: &Facts<'_>, start: Day, recommendation: &Recommendation) -> Option<Day> {
    let months = match recommendation.band? {
        Band::Immediately => facts.options.immediate_months,
        Band::Months(months) => i32::from(months),
    };
    Some(start.plus_months(months).month_end())
}

fn band_words(band: Option<Band>) -> String {
    match band {
        Some(Band::Months(months)) => format!("within {months} months"),
        _ => "immediately".into(),
    }
}

#[cfg(test)]
mod tests {
    use model::plan::Band;
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn plan_due(phrase: &str, iso: &str, band: Band) -> model::plan::Plan {
        plan("2012-07-10")
            .inspected("2012-04-30")
            .recommendation(recommendation("7", "Review the arrangements.").within(band))
            .action(action("7a", "Review them").answers("7").due(phrase, iso))
    }

    #[test]
    fn a_date_after_the_band_is_raised() {
        let finding = the_one(&RULE, &plan_due("August 2012", "2012-08-31", Band::Months(3)));
        assert!(finding.message.contains("within 3 months, by 31 July 2012"), "{}", finding.message);
        the_one(&RULE, &plan_due("October 2012", "2012-10-31", Band::Immediately));
    }

    #[test]
    fn the_end_of_the_last_month_is_in_time() {
        silent(&RULE, &plan_due("July 2012", "2012-07-31", Band::Months(3)));
        silent(&RULE, &plan_due("October 2012", "2012-10-31", Band::Months(6)));
        silent(&RULE, &plan_due("June 2012", "2012-06-30", Band::Immediately));
    }
}
