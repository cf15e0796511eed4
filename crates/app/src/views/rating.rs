//! A rating as it is shown: the level, and the sentence that decided.

use model::plan::{Action, Axis};
use serde::Serialize;

use super::scene::Scene;

/// A rating with its reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Rating {
    /// The level's word; `None` for not rated.
    pub level: Option<String>,
    /// Why, in one sentence.
    pub why: String,
    /// Who gave it, where a person did.
    pub by: Option<String>,
}

/// The delivery rating of an action on the scene's day: what a person gave, else what the document printed.
pub fn delivery(scene: &Scene, action: &Action) -> Rating {
    given(scene, action, Axis::Delivery)
        .unwrap_or_else(|| printed(action.delivery.map(model::level::Delivery::word)))
}

/// The impact rating of an action on the scene's day.
pub fn impact(scene: &Scene, action: &Action) -> Rating {
    given(scene, action, Axis::Impact)
        .unwrap_or_else(|| printed(action.impact.map(model::level::Impact::word)))
}

fn given(scene: &Scene, action: &Action, axis: Axis) -> Option<Rating> {
    let given = action.ratings.iter().rev().find(|r| r.axis == axis && r.given_on <= scene.day)?;
    Some(Rating {
        level: given.level.clone(),
        why: format!("{} on {}: {}", given.by, given.given_on.long(), given.reason),
        by: Some(given.by.clone()),
    })
}

fn printed(level: Option<&str>) -> Rating {
    let why = if level.is_some() { "As the document prints it." } else { "Nothing says how it stands." };
    Rating { level: level.map(str::to_string), why: why.to_string(), by: None }
}
