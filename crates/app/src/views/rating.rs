//! A rating as it is shown: the level, the sentence that decided, and who overrode it, if somebody did.

use std::collections::BTreeMap;

use model::plan::{Action, Axis, Measure, Plan};
use model::rated::{Rated, Thresholds};
use model::{delivery, impact};
use serde::Serialize;

/// A rating with its reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rating {
    /// The level's word; `None` for not rated.
    pub level: Option<String>,
    /// Why, in one sentence.
    pub why: String,
    /// The facts that the rule used, a sentence each.
    pub facts: Vec<String>,
    /// Who gave it, where a person did.
    pub by: Option<String>,
    /// What the rules suggest, where a person said otherwise: level and sentence.
    pub suggested: Option<(Option<String>, String)>,
    /// The level that the document prints, where it is another.
    pub printed: Option<String>,
}

fn of<L>(rated: Rated<L>, word: fn(L) -> &'static str) -> Rating {
    Rating {
        level: rated.level.map(|l| word(l).to_string()),
        why: rated.sentence,
        facts: rated.facts,
        ..Rating::default()
    }
}

/// The ratings of every action of a plan on a day: delivery and impact, in document order.
pub fn all(plan: &Plan, day: model::day::Day, thresholds: &Thresholds) -> Vec<(Rating, Rating)> {
    let lines: BTreeMap<&str, &[Measure]> =
        plan.lines.iter().map(|l| (l.reference.as_str(), l.measures.as_slice())).collect();
    // Actions of one line share its measures' rating.
    let mut by_line: BTreeMap<String, Rating> = BTreeMap::new();
    let listener = delivery::Listener::of(plan, day, thresholds);
    let both = |action: &Action| {
        let suggested = delivery::rate(&listener.facts(action), day, thresholds);
        let doing = decided(of(suggested, model::level::Delivery::word), action, Axis::Delivery, day);
        let line = action.line.as_deref().unwrap_or_default();
        let difference = by_line.entry(line.to_string()).or_insert_with(|| {
            let measures = lines.get(line).copied().unwrap_or_default();
            let rated: Vec<(&Measure, Rated<model::level::Impact>)> =
                measures.iter().map(|m| (m, impact::rate(&impact::Facts::of(plan, m, day), day))).collect();
            of(impact::worst_of(&rated), model::level::Impact::word)
        });
        (doing, decided(difference.clone(), action, Axis::Impact, day))
    };
    plan.actions.iter().map(both).collect()
}

/// What holds: what a person gave by that day, else what the rules suggest; beside it what the document prints.
fn decided(suggested: Rating, action: &Action, axis: Axis, day: model::day::Day) -> Rating {
    let printed = match axis {
        Axis::Delivery => action.delivery.map(model::level::Delivery::word),
        Axis::Impact => action.impact.map(model::level::Impact::word),
    };
    let given = action.ratings.iter().rev().find(|r| r.axis == axis && r.given_on <= day);
    let mut rating = match given {
        Some(given) => Rating {
            level: given.level.clone(),
            why: format!("{} on {}: {}", given.by, given.given_on.long(), given.reason),
            by: Some(given.by.clone()),
            suggested: Some((suggested.level, suggested.why)),
            ..Rating::default()
        },
        None => suggested,
    };
    rating.printed = printed.filter(|p| rating.level.as_deref() != Some(*p)).map(str::to_string);
    rating
}

#[cfg(test)]
mod tests {
    use model::day::Day;
    use model::plan::{Action, Axis, Plan, RatingGiven};
    use model::rated::Thresholds;

    use super::all;

    #[test]
    fn a_person_s_rating_holds_from_its_day_and_shows_what_the_rules_suggest() {
        let day = |iso| Day::parse_iso(iso).unwrap();
        let given = RatingGiven {
            origin: model::plan::Origin::default(),
            axis: Axis::Delivery,
            level: Some("green".into()),
            given_on: day("2025-06-10"),
            by: "Jane Ward".into(),
            reason: "Seen in practice".into(),
        };
        let action = Action { ratings: vec![given], ..Action::default() };
        let plan = Plan { actions: vec![action], ..Plan::default() };
        let before = &all(&plan, day("2025-06-09"), &Thresholds::default())[0].0;
        assert_eq!((before.level.as_deref(), before.by.as_deref()), (None, None));
        let after = &all(&plan, day("2025-06-10"), &Thresholds::default())[0].0;
        assert_eq!(after.level.as_deref(), Some("green"));
        assert_eq!(after.why, "Jane Ward on 10 June 2025: Seen in practice");
        assert_eq!(after.suggested.as_ref().map(|s| s.0.is_none()), Some(true));
    }
}
