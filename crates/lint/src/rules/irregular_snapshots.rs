//! A series whose days are not evenly spaced.

use std::collections::{BTreeMap, BTreeSet};

use model::day::Day;
use model::finding::{Finding, Severity};
use model::plan::{Observation, PeriodKind};

use crate::facts::Facts;
use crate::figures::subject;
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "irregular-snapshots",
    severity: Severity::Info,
    title: "The days of a series are not evenly spaced",
    explanation: "Values taken on odd days at odd distances cannot be drawn as months or years: a step between two of \
        them may be a real change, or only a longer wait. Shown with their days they mislead nobody.",
    bad: "31 March 2019, 29 March 2020, 28 March 2021",
    good: "31 March of each year",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut taken: BTreeMap<Vec<Day>, Vec<&Observation>> = BTreeMap::new();
    let mut said: BTreeSet<&str> = BTreeSet::new();
    for ((measure, _), values) in &facts.series {
        let snapshots: Vec<(Day, &Observation)> = values
            .iter()
            .filter_map(|o| Some((o.period.filter(|p| p.kind == PeriodKind::Day)?.to, *o)))
            .collect();
        let mut days: Vec<Day> = snapshots.iter().map(|(day, _)| *day).collect();
        days.dedup();
        let Some((_, last)) = snapshots.last().filter(|_| days.len() > 2 && uneven(&days)) else { continue };
        if said.insert(measure) {
            taken.entry(days).or_default().push(last);
        }
    }
    for (days, series) in taken {
        let Some(first) = series.iter().min_by_key(|o| &o.origin.at) else { continue };
        let list: Vec<String> = days.iter().map(|d| d.short()).collect();
        let what = match series.len() {
            1 => "The values were".into(),
            many => format!("The values of {many} series were"),
        };
        let message = format!("{what} taken on {}.", list.join(", "));
        let hint = "Show them as snapshots with their days, not as months or years.";
        out.push(RULE.at(&first.origin.at, message).hint(hint).about(subject(first)));
    }
}

/// Neither the same day of every month, nor the same distance, give or take a day.
fn uneven(days: &[Day]) -> bool {
    let gaps: Vec<i32> = days.windows(2).filter_map(|p| if let [a, b] = p { Some(b.days_since(*a)) } else { None }).collect();
    let (least, most) = (gaps.iter().min().copied().unwrap_or(0), gaps.iter().max().copied().unwrap_or(0));
    let month_ends = days.iter().all(|d| *d == d.month_end());
    let one_day = days.windows(2).all(|p| matches!(p, [a, b] if a.day_of_month() == b.day_of_month()));
    !(month_ends || one_day || (most - least <= 1 && least <= 31))
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn taken(days: &[&str]) -> model::plan::Plan {
        days.iter().fold(plan("2021-12-06"), |plan, on| plan.observation(observation("m").stated("1").on(on)))
    }

    #[test]
    fn odd_days_are_raised_once() {
        the_one(&RULE, &taken(&["2019-03-31", "2020-03-29", "2021-03-28"]));
        the_one(&RULE, &taken(&["2021-08-16", "2021-09-15", "2021-11-29"]));
    }

    #[test]
    fn series_of_the_same_days_are_said_together() {
        let days = ["2019-03-31", "2020-03-29", "2021-03-28"];
        let both = days.iter().fold(taken(&days), |plan, on| plan.observation(observation("n").stated("2").on(on)));
        assert!(the_one(&RULE, &both).message.starts_with("The values of 2 series were taken on"));
    }

    #[test]
    fn month_ends_weeks_and_pairs_are_silent() {
        silent(&RULE, &taken(&["2021-03-31", "2021-04-30", "2021-05-31"]));
        silent(&RULE, &taken(&["2021-03-01", "2021-03-08", "2021-03-15"]));
        silent(&RULE, &taken(&["2021-03-01", "2021-03-28"]));
    }
}
