//! A plan as of a day: what every view of it is made from.

use std::sync::Arc;

use model::day::Day;
use model::plan::{Action, Line, Origin, Plan};

/// A plan as it stood on a day.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The plan.
    pub plan: Arc<Plan>,
    /// The day it is judged on.
    pub day: Day,
}

impl Scene {
    /// A plan on a day.
    pub fn new(plan: Arc<Plan>, day: Day) -> Scene {
        Scene { plan, day }
    }

    /// The action with this key of an address.
    pub fn action(&self, key: &str) -> Option<&Action> {
        let found = |(i, a): &(usize, &Action)| self::key(&a.origin, *i) == key;
        self.plan.actions.iter().enumerate().find(found).map(|(_, a)| a)
    }

    /// The line with this reference.
    pub fn line(&self, reference: &str) -> Option<&Line> {
        self.plan.lines.iter().find(|l| l.reference == reference)
    }

    /// The title of a priority by its key.
    pub fn priority_title(&self, key: &str) -> Option<&str> {
        self.plan.priorities.iter().find(|p| p.key == key).map(|p| p.title.as_str())
    }

    /// Whether the priority with this key is `root` or stands below it.
    pub fn is_under(&self, key: &str, root: &str) -> bool {
        let mut at = Some(key);
        // A tree has no more levels than nodes: a parent that names itself ends the walk.
        for _ in 0..=self.plan.priorities.len() {
            match at {
                Some(k) if k == root => return true,
                Some(k) => {
                    at = self.plan.priorities.iter().find(|p| p.key == k).and_then(|p| p.parent.as_deref());
                }
                None => return false,
            }
        }
        false
    }
}

/// How an address names a thing: its identity; in a draft, its position.
pub fn key(origin: &Origin, position: usize) -> String {
    origin.id.map_or_else(|| format!("n{position}"), |id| id.to_string())
}
