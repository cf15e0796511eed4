//! A plan as of a day with its judgements: what every view of it is made from. Judged once, shown often.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use model::day::Day;
use model::finding::Finding;
use model::level::{Delivery, Impact};
use model::plan::{Action, Line, Origin, Plan};

use super::health::Acknowledged;
use super::index::Index;
use super::overview::{OverviewPage, Since};
use super::rating::Rating;
use super::row::ActionRow;
use crate::judge::{self, Judged, Judgement};
use crate::people::Directory;
use crate::settings::Settings;

/// A plan as it stood on a day.
#[derive(Debug)]
pub struct Scene {
    /// The plan.
    pub plan: Arc<Plan>,
    /// The day it is judged on.
    pub day: Day,
    /// The settings of its ratings and checks on that day.
    pub settings: Settings,
    index: OnceLock<Index>,
    names: OnceLock<HashMap<String, Vec<String>>>,
    judgements: OnceLock<Vec<Judgement>>,
    rows: OnceLock<Vec<ActionRow>>,
    findings: OnceLock<Vec<Finding>>,
    overviews: Mutex<Vec<(Option<Day>, Arc<OverviewPage>)>>,
}

impl Scene {
    /// A plan on a day, judged with the ordinary settings.
    pub fn new(plan: Arc<Plan>, day: Day) -> Scene {
        Scene::with(plan, day, Settings::default())
    }

    /// A plan on a day, judged with these settings.
    pub fn with(plan: Arc<Plan>, day: Day, settings: Settings) -> Scene {
        let (index, names, judgements, rows, findings, overviews) = Default::default();
        Scene { plan, day, settings, index, names, judgements, rows, findings, overviews }
    }

    /// Every action as a row, in document order.
    pub fn rows(&self) -> &[ActionRow] {
        self.rows.get_or_init(|| {
            let place = |(i, action)| ActionRow::of(self, action, i);
            self.plan.actions.iter().enumerate().map(place).collect()
        })
    }

    /// Everybody that an owner phrase of the plan names, under the names that merged spellings go by.
    pub fn names(&self, phrase: &str) -> &[String] {
        let all = self.names.get_or_init(|| {
            let directory = Directory::of(&self.plan);
            let phrases = self.plan.actions.iter().flat_map(|a| &a.owners);
            let mut all = HashMap::new();
            for phrase in phrases {
                all.entry(phrase.text.clone()).or_insert_with(|| directory.names(&phrase.text));
            }
            all
        });
        all.get(phrase).map_or(&[], Vec::as_slice)
    }

    /// Every action judged, in document order.
    pub fn judgements(&self) -> &[Judgement] {
        self.judgements.get_or_init(|| judge::actions(&self.plan, self.day, &self.settings.thresholds))
    }

    /// Lines, priorities, measures and the plan judged.
    pub fn judged(&self) -> Judged<'_> {
        judge::judge(&self.plan, self.day, self.judgements())
    }

    /// Delivery and impact of the action at this place of the plan.
    pub fn ratings(&self, position: usize) -> (Rating, Rating) {
        let one =
            |j: &Judgement| (Rating::of(&j.delivery, Delivery::word), Rating::of(&j.impact, Impact::word));
        self.judgements().get(position).map(one).unwrap_or_default()
    }

    /// What the checks have to say.
    pub fn findings(&self) -> &[Finding] {
        self.findings.get_or_init(|| lint::check(&self.plan, self.day, &self.settings.options))
    }

    /// The Overview, compared with an earlier day where there is one: made once. Findings `aside`, those of the
    /// scene's own day, do not count.
    pub fn overview(&self, since: Option<(&Since, &Scene)>, aside: &Acknowledged) -> Arc<OverviewPage> {
        let earlier = since.map(|(_, before)| before.day);
        let made = || self.overviews.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, page)) = made().iter().find(|(day, _)| *day == earlier) {
            return Arc::clone(page);
        }
        let page = Arc::new(OverviewPage::of(self, since, aside));
        made().push((earlier, Arc::clone(&page)));
        page
    }

    /// The action with this key of an address, and its place in the plan.
    pub fn action(&self, key: &str) -> Option<(usize, &Action)> {
        self.plan.actions.iter().enumerate().find(|(i, a)| self::key(&a.origin, *i) == key)
    }

    /// Where things stand by their names.
    pub(super) fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.plan))
    }

    /// The line with this reference.
    pub fn line(&self, reference: &str) -> Option<&Line> {
        self.index().line(reference).and_then(|place| self.plan.lines.get(place))
    }

    /// The title of a priority by its key.
    pub fn priority_title(&self, key: &str) -> Option<&str> {
        self.plan.priorities.iter().find(|p| p.key == key).map(|p| p.title.as_str())
    }

    /// The keys of a priority and of everything below it.
    pub fn below(&self, root: &str) -> Vec<String> {
        let parents: BTreeMap<&str, Option<&str>> =
            self.plan.priorities.iter().map(|p| (p.key.as_str(), p.parent.as_deref())).collect();
        let under = |key: &str| {
            let mut at = Some(key);
            // A tree has no more levels than nodes: a parent that names itself ends the walk.
            for _ in 0..=parents.len() {
                match at {
                    Some(k) if k == root => return true,
                    Some(k) => at = parents.get(k).copied().flatten(),
                    None => return false,
                }
            }
            false
        };
        let mut keys: Vec<String> = parents.keys().filter(|k| under(k)).map(|k| (*k).to_string()).collect();
        keys.push(root.to_string());
        keys
    }
}

/// How an address names a thing: its identity; in a draft, its position.
pub fn key(origin: &Origin, position: usize) -> String {
    origin.id.map_or_else(|| format!("n{position}"), |id| id.to_string())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use model::day::Day;
    use model::plan::{Plan, Priority};

    use super::Scene;

    #[test]
    fn what_is_below_a_priority_is_found_even_where_parents_go_round_in_a_circle() {
        let node = |key: &str, parent: Option<&str>| Priority {
            key: key.into(),
            parent: parent.map(str::to_string),
            ..Priority::default()
        };
        let priorities =
            vec![node("1", None), node("1/a", Some("1")), node("x", Some("y")), node("y", Some("x"))];
        let plan = Plan { priorities, ..Plan::default() };
        let scene = Scene::new(Arc::new(plan), Day::new(2025, 1, 1).unwrap());
        assert_eq!(scene.below("1"), ["1", "1/a", "1"]);
        assert_eq!(scene.below("nowhere"), ["nowhere"]);
    }
}
