//! One value printed under two dates in two places.

use std::collections::BTreeMap;

use model::finding::{Finding, Severity};
use model::plan::Observation;

use crate::facts::Facts;
use crate::figures::{is_percent, subject, value, when};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "same-value-two-dates",
    severity: Severity::Warning,
    title: "The same value is printed under two dates",
    explanation: "When two places give the same figure for different months, one of the dates is usually the day of the \
        meeting or of the report, not the one the figure speaks of. On a chart it makes a month that never happened.",
    bad: "35% under October 2021 in one line, and under November 2021 in another",
    good: "35% in October 2021, reported to the meeting of November 2021",
    check,
};

/// How many days apart two dates may be to be taken for one figure and its report.
const DAYS: i32 = 62;

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    // A value `for all staff` may be the measure's own value with another group's name.
    let mut series: BTreeMap<(&str, Option<&str>), Vec<&Observation>> = BTreeMap::new();
    for ((measure, breakdown), values) in &facts.series {
        let part = breakdown.filter(|b| !b.to_lowercase().starts_with("all "));
        series.entry((measure, part)).or_default().extend(values);
    }
    for values in series.values() {
        let mut found: Option<(&Observation, &Observation)> = None;
        for (n, later) in values.iter().enumerate() {
            found = found.or_else(|| {
                let earlier = values.iter().take(n).find(|earlier| meet(earlier, later))?;
                Some((earlier, later))
            });
        }
        let Some((earlier, later)) = found else { continue };
        let text = later.stated.clone().unwrap_or_default();
        let message =
            format!("{text} is printed as the value {} and, elsewhere, {}.", when(later.period), when(earlier.period));
        let hint = format!("One of the dates may be that of the report. The other stands at {}.", earlier.origin.at);
        out.push(RULE.at(&later.origin.at, message).hint(hint).about(subject(later)));
    }
}

/// Whether two values of one series are likely one: equal, in different lines, not far apart in time.
fn meet(a: &Observation, b: &Observation) -> bool {
    let (Some(first), Some(second)) = (a.period, b.period) else { return false };
    let apart = second.to.days_since(first.to);
    let overlap = first.from <= second.to && second.from <= first.to;
    value(a).is_some() && value(a) == value(b) && is_percent(b) && a.line != b.line && !overlap && apart.abs() <= DAYS
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn printed(first: (&str, &str), second: (&str, &str)) -> model::plan::Plan {
        plan("2021-12-06")
            .observation(observation("turnover").under(first.0).stated("35%").on(first.1))
            .observation(observation("turnover").under(second.0).stated("35%").on(second.1))
    }

    #[test]
    fn one_figure_under_two_months_in_two_lines_is_raised() {
        let found = the_one(&RULE, &printed(("2.3", "2021-10-31"), ("2.1", "2021-11-30")));
        assert!(found.message.contains("30 November 2021"), "{}", found.message);
    }

    #[test]
    fn a_repeated_figure_and_a_level_series_of_one_line_are_silent() {
        silent(&RULE, &printed(("2.3", "2021-10-31"), ("5.2", "2021-10-31")));
        silent(&RULE, &printed(("2.3", "2021-10-31"), ("2.3", "2021-11-30")));
        silent(&RULE, &printed(("2.3", "2021-01-31"), ("2.1", "2021-11-30")));
    }
}
