//! The facts a delivery rating uses, gathered from a plan.

use std::collections::BTreeMap;

use crate::day::Day;
use crate::level::Delivery;
use crate::plan::{Action, Axis, DateKind, Plan, Stance, TargetDate, Update};
use crate::rated::Thresholds;
use crate::wording::{self, Signal};

/// An update as the rule sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The day it speaks of.
    pub day: Day,
    /// What it says, declared or in words.
    pub says: Option<Stance>,
    /// Its author declared it, rather than its words.
    pub declared: bool,
    /// Whose it is: empty for the action itself, else `line 1.4`, `priority 2`, `the plan`.
    pub whose: String,
    /// Words that say that work remains.
    pub unfinished: Option<&'static str>,
}

/// All that decides a delivery rating.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The target dates in the order they were set. One set by an imported document and not dated counts as set on
    /// that document's day.
    pub dates: Vec<TargetDate>,
    /// The plan or the owner says that it is complete.
    pub said_complete: bool,
    /// The day it was done.
    pub done_on: Option<Day>,
    /// Who, other than an owner, confirmed it.
    pub confirmed_by: Option<String>,
    /// The confirmation is that an imported plan prints it as complete.
    pub by_import: bool,
    /// Pieces of evidence given.
    pub evidence: usize,
    /// Updates of the action, its line, priorities and plan; any order.
    pub updates: Vec<Heard>,
    /// Levels it is known to have had, each with its day.
    pub earlier: Vec<(Day, Delivery)>,
}

/// A plan's updates as heard once, for the ratings of many actions on one day.
#[derive(Debug)]
pub struct Listener<'a> {
    plan: &'a Plan,
    day: Day,
    /// What an action said before this day is too old to matter.
    horizon: Day,
    /// Updates before this day are not current.
    current: Day,
    lines: BTreeMap<&'a str, (Option<&'a str>, Vec<Heard>)>,
    nodes: BTreeMap<&'a str, (Option<&'a str>, Vec<Heard>)>,
    whole: Vec<Heard>,
}

impl<'a> Listener<'a> {
    /// Hears the updates of lines, priorities and plan that can matter on a day.
    pub fn of(plan: &'a Plan, day: Day, thresholds: &Thresholds) -> Listener<'a> {
        let back = thresholds.cycle_days.saturating_mul(thresholds.recent_cycles).saturating_mul(2);
        let horizon = day.plus_days(-back.clamp(0, 3_000_000));
        let mut listener = Listener {
            plan,
            day,
            horizon,
            current: day.plus_days(-thresholds.current_days.clamp(0, 3_000_000)),
            lines: BTreeMap::new(),
            nodes: BTreeMap::new(),
            whole: Vec::new(),
        };
        listener.whole = listener.hear(&plan.updates, "the plan");
        for line in &plan.lines {
            let heard = listener.hear(&line.updates, &format!("line {}", line.reference));
            let entry =
                listener.lines.entry(&line.reference).or_insert((line.priority.as_deref(), Vec::new()));
            entry.1.extend(heard);
        }
        for node in &plan.priorities {
            let heard = listener.hear(&node.updates, &format!("{} {}", node.kind.word(), node.key));
            listener.nodes.insert(&node.key, (node.parent.as_deref(), heard));
        }
        listener
    }

    /// The updates that matter: those within the horizon, and the newest.
    fn hear(&self, updates: &[Update], whose: &str) -> Vec<Heard> {
        let day = |u: &Update| u.as_at.or(self.plan.as_at).filter(|d| *d <= self.day);
        let newest = updates.iter().filter_map(day).max();
        // What a line or a plan says counts while it is current; what an action itself said, a while longer.
        let horizon = if whose.is_empty() { self.horizon } else { self.current };
        let matters = |u: &&Update| day(u).is_some_and(|d| d >= horizon || Some(d) == newest);
        updates.iter().filter(matters).filter_map(|u| heard(day(u)?, u, whose)).collect()
    }

    /// The facts of one action, with the updates of its line, priorities and plan. An update without a day speaks of
    /// the document's own.
    pub fn facts(&self, action: &Action) -> Facts {
        let plan = self.plan;
        let mut updates = self.hear(&action.updates, "");
        let line = action.line.as_deref().and_then(|l| self.lines.get(l));
        updates.extend(line.iter().flat_map(|(_, heard)| heard.iter().cloned()));
        let mut key = action.priority.as_deref().or(line.and_then(|(priority, _)| *priority));
        // A tree of any depth, but never a circle.
        for _ in 0..self.nodes.len() {
            let Some((parent, heard)) = key.and_then(|k| self.nodes.get(k)) else { break };
            updates.extend(heard.iter().cloned());
            key = *parent;
        }
        updates.extend(self.whole.iter().cloned());

        let completed = action.dates.iter().rev().find(|d| d.kind == DateKind::Completed);
        let completion = action.completion.as_ref();
        let owned_by = |name: &String| action.owners.iter().any(|o| o.text.eq_ignore_ascii_case(name.trim()));
        let printed = action.delivery.zip(plan.as_at).map(|(level, day)| (day, level));
        let given = action.ratings.iter().filter(|r| r.axis == Axis::Delivery);
        Facts {
            dates: action.dates.iter().enumerate().map(|(i, d)| dated(plan, i, d)).collect(),
            said_complete: action.status.is_some() || completion.is_some() || completed.is_some(),
            done_on: completion.and_then(|c| c.done_on).or_else(|| completed.and_then(|d| d.to)),
            confirmed_by: completion.and_then(|c| c.confirmed_by.clone()).filter(|n| !owned_by(n)),
            by_import: completion.is_some_and(|c| c.by_import),
            evidence: action.evidence.len(),
            updates,
            earlier: given
                .filter_map(|r| r.level.as_deref().and_then(Delivery::from_word).map(|l| (r.given_on, l)))
                .chain(printed)
                .collect(),
        }
    }
}

impl Facts {
    /// The facts of one action on a day. For many actions of a plan make one [`Listener`].
    pub fn of(plan: &Plan, action: &Action, day: Day, thresholds: &Thresholds) -> Facts {
        Listener::of(plan, day, thresholds).facts(action)
    }

    /// The date that counts on a day: the last one set by then that no other replaced.
    pub(super) fn current(&self, day: Day) -> Option<&TargetDate> {
        let known = || self.dates.iter().filter(move |d| d.set_on.is_none_or(|s| s <= day));
        known().rfind(|d| !d.superseded).or_else(|| known().next_back())
    }

    /// The day it is due, if its date closes.
    pub(super) fn due(&self, day: Day) -> Option<Day> {
        let closes = |d: &&TargetDate| {
            matches!(d.kind, DateKind::Point | DateKind::Range | DateKind::Either | DateKind::Milestone)
        };
        self.current(day).filter(closes).and_then(|d| d.to)
    }

    /// The day on which work on it begins, where its date says so.
    pub(super) fn starts(&self, day: Day) -> Option<Day> {
        let opens = |d: &&TargetDate| {
            matches!(d.kind, DateKind::Start | DateKind::Range | DateKind::Recurring | DateKind::Ongoing)
        };
        self.current(day).filter(opens).and_then(|d| d.from)
    }

    /// The last move of its date by then: the date it had, the date it got.
    pub(super) fn moved(&self, day: Day) -> Option<(&TargetDate, &TargetDate)> {
        let current = self.current(day)?;
        let at = self.dates.iter().position(|d| std::ptr::eq(d, current))?;
        let before = self.dates.get(..at)?.iter().rfind(|d| d.superseded)?;
        Some((before, current))
    }

    /// The days on which its rating can change: a date passes or is set, somebody says how it goes.
    pub(super) fn turns(&self) -> impl Iterator<Item = Day> {
        let dates = self.dates.iter().flat_map(|d| [d.set_on, d.to.map(|to| to.plus_days(1))]).flatten();
        dates.chain(self.updates.iter().filter(|u| u.says.is_some()).map(|u| u.day))
    }

    /// The newest update by then that says anything.
    pub(super) fn latest_word(&self, day: Day) -> Option<&Heard> {
        // Of the same day the action's own comes before those of what stands above it.
        self.updates
            .iter()
            .filter(|u| u.day <= day && u.says.is_some())
            .max_by_key(|u| (u.day, u.whose.is_empty(), u.declared))
    }

    /// The newest update by then, whatever it says: staleness counts from it.
    pub fn latest_update(&self, day: Day) -> Option<&Heard> {
        self.updates.iter().filter(|u| u.day <= day).max_by_key(|u| (u.day, u.whose.is_empty()))
    }
}

fn heard(day: Day, update: &Update, whose: &str) -> Option<Heard> {
    let words = wording::signals(&update.text);
    let says = update.stance.or_else(|| wording::amounts_to(&words));
    // Only its own update can say that an action is done.
    let says = says.filter(|s| whose.is_empty() || *s != Stance::Done);
    // The words of a whole line do not make each of its actions late; a declaration does.
    let says = says.filter(|s| whose.is_empty() || update.stance.is_some() || *s != Stance::OffTrack);
    Some(Heard {
        day,
        says,
        declared: update.stance.is_some(),
        whose: whose.to_owned(),
        unfinished: words.iter().find(|h| h.signal == Signal::Unfinished).map(|h| h.phrase),
    })
}

/// A date without a day on which it was set was set, as far as anybody knows, by the document; the first of a chain
/// before it.
fn dated(plan: &Plan, place: usize, date: &TargetDate) -> TargetDate {
    let set_on = date.set_on.or(plan.as_at.filter(|_| place > 0));
    TargetDate { set_on, ..date.clone() }
}
