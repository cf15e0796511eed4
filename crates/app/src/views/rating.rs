//! A rating as it is shown: the level, the sentence that decided, and who overrode it, if somebody did.

use model::rated::Rated;
use serde::Serialize;

use crate::judge::{Source, Verdict};

/// A rating with its reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
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

impl Rating {
    /// A judgement as it is shown.
    pub fn of<L: Copy + PartialEq>(verdict: &Verdict<L>, word: fn(L) -> &'static str) -> Rating {
        let suggested = &verdict.suggested;
        let level = verdict.level.map(|l| word(l).to_string());
        let printed = verdict.printed.map(|l| word(l).to_string()).filter(|p| level.as_ref() != Some(p));
        let by_rules = || (suggested.level.map(|l| word(l).to_string()), suggested.sentence.clone());
        match &verdict.from {
            Source::Rules => Rating { level, printed, ..Rating::suggested(suggested, word) },
            Source::Person { by, on, reason } => Rating {
                level,
                printed,
                why: format!("{by} on {}: {reason}", on.long()),
                by: Some(by.clone()),
                suggested: Some(by_rules()),
                ..Rating::default()
            },
            Source::Document => Rating {
                level,
                why: format!("The document prints it so. By the rules it is {}", lower(&suggested.sentence)),
                facts: suggested.facts.clone(),
                ..Rating::default()
            },
        }
    }

    /// What the rules suggest, as it is shown.
    pub fn suggested<L: Copy>(rated: &Rated<L>, word: fn(L) -> &'static str) -> Rating {
        Rating {
            level: rated.level.map(|l| word(l).to_string()),
            why: rated.sentence.clone(),
            facts: rated.facts.clone(),
            ..Rating::default()
        }
    }
}

/// Inside a sentence: `not rated: …`.
fn lower(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use model::day::Day;
    use model::level::Delivery;
    use model::plan::{Action, Axis, Plan, RatingGiven};
    use model::rated::Thresholds;

    use super::Rating;
    use crate::judge::actions;

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
        let on =
            |iso| Rating::of(&actions(&plan, day(iso), &Thresholds::default())[0].delivery, Delivery::word);
        let before = on("2025-06-09");
        assert_eq!((before.level.as_deref(), before.by.as_deref()), (None, None));
        let after = on("2025-06-10");
        assert_eq!(after.level.as_deref(), Some("green"));
        assert_eq!(after.why, "Jane Ward on 10 June 2025: Seen in practice");
        assert_eq!(after.suggested.as_ref().map(|s| s.0.is_none()), Some(true));
    }
}
