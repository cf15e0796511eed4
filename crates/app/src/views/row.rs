//! An action as a row of a table: the same on every page that lists actions.

use model::day::Day;
use model::plan::{Action, Status, TargetDate};
use serde::Serialize;

use super::rating::Rating;
use super::scene::{Scene, key};

/// When an action is due, and how that moved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Due {
    /// The current phrase as printed, of several dates joined; empty without a date.
    pub phrase: String,
    /// The last day meant, if it closes.
    pub day: Option<String>,
    /// The phrases it had before, oldest first.
    pub before: Vec<String>,
    /// How often it moved.
    pub moved: usize,
    /// How many days it is late on the day shown; 0 if it is not.
    pub late: i32,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ActionRow {
    /// What its address ends with.
    pub key: String,
    /// The revision seen: a form that changes it names it.
    pub revision: u32,
    /// How it is called.
    pub reference: String,
    /// The words.
    pub text: String,
    /// The reference of its line.
    pub line: Option<String>,
    /// The key of its priority.
    pub priority: Option<String>,
    /// The recommendations it answers.
    pub recommendations: Vec<String>,
    /// Who owns it, as printed.
    pub owners: Vec<String>,
    /// Everybody whom the phrases name, each by the name that merged spellings go by.
    #[serde(skip)]
    pub names: Vec<String>,
    /// The body that leads.
    pub body: Option<String>,
    /// Resources, as printed.
    pub resources: Option<String>,
    /// When it is due.
    pub due: Due,
    /// It is done, as its owner or the document says.
    pub complete: bool,
    /// It is done and somebody else confirmed it.
    pub confirmed: bool,
    /// It is open, and nothing was said of it, its line or its priority for as long as an update is current.
    pub silent: bool,
    /// How the doing goes.
    pub delivery: Rating,
    /// What difference it makes.
    pub impact: Rating,
    /// The last words said about it, and the day they speak of.
    pub update: Option<Said>,
}

/// What was said last.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Said {
    /// The words.
    pub text: String,
    /// The day they speak of.
    pub day: Option<String>,
}

impl ActionRow {
    /// Whether it is open and due within so many days of a day.
    pub fn due_within(&self, days: i32, of: Day) -> bool {
        let due = self.due.day.as_deref().and_then(Day::parse_iso);
        !self.complete && due.is_some_and(|d| (0..=days).contains(&d.days_since(of)))
    }

    /// The row of an action; `position` is its place in the plan.
    pub fn of(scene: &Scene, action: &Action, position: usize) -> ActionRow {
        let (delivery, impact) = scene.ratings(position);
        let complete = action.status == Some(Status::Complete) || action.completion.is_some();
        let confirmed = action.completion.as_ref().is_some_and(|c| c.confirmed_by.is_some());
        let mut due = due(&action.dates);
        let last = action.dates.iter().filter(|d| !d.superseded).filter_map(|d| d.to).max();
        due.late = if complete { 0 } else { last.map_or(0, |to| scene.day.days_since(to).max(0)) };
        ActionRow {
            key: key(&action.origin, position),
            revision: action.origin.revision,
            reference: action.reference.clone(),
            text: action.text.clone(),
            line: action.line.clone(),
            priority: action.priority.clone(),
            recommendations: action.recommendations.clone(),
            owners: action.owners.iter().map(|o| o.text.clone()).collect(),
            names: action.owners.iter().flat_map(|o| scene.names(&o.text)).cloned().collect(),
            body: action.lead_body.clone(),
            resources: action.resources.clone(),
            due,
            complete,
            confirmed,
            silent: !complete && silent(scene, position),
            delivery,
            impact,
            update: action.updates.last().map(|u| Said { text: u.text.clone(), day: u.as_at.map(Day::iso) }),
        }
    }
}

/// Whether nothing was said of an action for as long as an update is current.
fn silent(scene: &Scene, position: usize) -> bool {
    let said = scene.judgements().get(position).and_then(|j| j.stale_days);
    said.is_none_or(|days| days > scene.settings.thresholds.current_days)
}

/// What a chain of dates says now, and what it said before.
pub fn due(dates: &[TargetDate]) -> Due {
    let (before, now): (Vec<&TargetDate>, Vec<&TargetDate>) = dates.iter().partition(|d| d.superseded);
    let phrases = |of: &[&TargetDate]| of.iter().map(|d| d.phrase.clone()).collect::<Vec<_>>();
    Due {
        phrase: phrases(&now).join("; "),
        day: now.iter().filter_map(|d| d.to).max().map(Day::iso),
        moved: before.len(),
        before: phrases(&before),
        late: 0,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use model::plan::{Action, Plan, TargetDate};

    use super::{ActionRow, Day, Scene};

    #[test]
    fn a_date_that_moved_shows_what_it_was_and_how_late_it_is() {
        let date = |phrase: &str, to, superseded| TargetDate {
            phrase: phrase.into(),
            to: Day::parse_iso(to),
            superseded,
            ..TargetDate::default()
        };
        let dates = vec![date("June 2025", "2025-06-30", true), date("July 2025", "2025-07-31", false)];
        let action = Action { dates, ..Action::default() };
        let scene = Scene::new(Arc::new(Plan::default()), Day::parse_iso("2025-08-10").unwrap());
        let due = ActionRow::of(&scene, &action, 0).due;
        assert_eq!((due.phrase.as_str(), due.moved, due.late), ("July 2025", 1, 10));
        assert_eq!(due.before, ["June 2025"]);
    }
}
