//! One date that many actions share.

use std::collections::BTreeMap;

use model::day::Day;
use model::finding::{Finding, Severity};
use model::plan::Action;

use crate::facts::{ActionFacts, Facts};
use crate::rule::Rule;

pub(crate) const RULE: Rule = Rule {
    code: "default-date",
    severity: Severity::Warning,
    title: "Many actions share one date",
    explanation: "When a large part of a plan is due on one day, nobody thought about the date of each action: it is \
        the end of the plan, or a box that had to be filled. All of it will be asked for at once, and most \
        of it will be late.",
    bad: "13 of 46 actions are due in November 2017",
    good: "Each action has the date by which its owner can do it",
    check,
};

fn check(facts: &Facts<'_>, out: &mut Vec<Finding>) {
    let mut by_day: BTreeMap<Day, Vec<&Action>> = BTreeMap::new();
    let mut dated = 0;
    for action in &facts.plan.actions {
        dated += usize::from(!action.dates.is_empty());
        if let Some(due) = action.due().filter(|_| !action.is_complete()) {
            by_day.entry(due).or_default().push(action);
        }
    }
    for (day, actions) in by_day {
        let (many, percent) = (facts.options.default_date_actions, facts.options.default_date_percent);
        if actions.len() < many || actions.len() * 100 < dated * percent {
            continue;
        }
        let Some(first) = actions.first() else { continue };
        let names: Vec<&str> = actions.iter().map(|a| a.reference.as_str()).collect();
        let message = format!("{} of {dated} actions are due by the same day, {day}.", actions.len());
        let hint = format!("Ask each owner for the date they can keep: {}.", names.join(", "));
        out.push(RULE.at(first.place(), message).hint(hint));
    }
}

#[cfg(test)]
mod tests {
    use testkit::*;

    use super::RULE;
    use crate::testing::{silent, the_one};

    fn plan_with(shared: usize, others: usize) -> model::plan::Plan {
        let mut plan = plan("2016-11-01");
        for n in 0..shared {
            plan = plan.action(action(&format!("A{n}"), "Do it").due("May 2017", "2017-05-31"));
        }
        for n in 0..others {
            let iso = day("2017-06-01").plus_days(i32::try_from(n).unwrap()).iso();
            plan = plan.action(action(&format!("B{n}"), "Do it").due("later", &iso));
        }
        plan
    }

    #[test]
    fn a_quarter_of_the_plan_on_one_day_is_raised_once() {
        assert!(the_one(&RULE, &plan_with(8, 24)).message.starts_with("8 of 32"));
    }

    #[test]
    fn a_smaller_share_or_a_small_plan_is_silent() {
        silent(&RULE, &plan_with(8, 25));
        silent(&RULE, &plan_with(7, 0));
    }
}
