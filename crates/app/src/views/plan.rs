//! The plan as a table: its tree of priorities and lines, every action a row, filtered by what the address asks for.

use std::collections::{BTreeMap, BTreeSet};

use model::plan::Priority;
use serde::Serialize;

use super::row::ActionRow;
use super::scene::Scene;
use super::sentence::{Lede, capital, count, list};

/// What to show; an empty text shows all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Filter {
    /// The key of a priority; those below it are shown too.
    pub priority: String,
    /// An owner, by name or as printed; `none` for actions without one.
    pub owner: String,
    /// A leading body as printed.
    pub body: String,
    /// The word of a delivery level; `none` for not rated.
    pub rating: String,
    /// A word of [`DUE`].
    pub due: String,
    /// Words that stand in the reference, the text, an owner or the last update.
    pub text: String,
}

/// Days within which something is due within a month.
pub const MONTH: i32 = 31;

/// So many moves of a date are often.
pub const OFTEN: usize = 3;

/// What can be chosen for `due`, with its words.
pub const DUE: [(&str, &str); 10] = [
    ("silent", "Nothing said lately"),
    ("late", "Late"),
    ("month", "Due within a month"),
    ("quarter", "Due within three months"),
    ("moved", "Date has moved"),
    ("often", "Date has moved three times or more"),
    ("undated", "No date"),
    ("open", "Not complete"),
    ("done", "Complete"),
    ("unconfirmed", "Complete, not confirmed"),
];

/// The page; its rows as they are, or as something made of them.
#[derive(Clone, Debug, Serialize)]
pub struct PlanPage<R = ActionRow> {
    /// How the plan stands, in a sentence.
    pub lede: Lede,
    /// What is asked for.
    pub filter: Filter,
    /// Something is asked for.
    pub filtered: bool,
    /// What can be asked for.
    pub choices: Choices,
    /// How many actions there are in all.
    pub total: usize,
    /// How many are shown.
    pub shown: usize,
    /// Which columns the plan has.
    pub columns: Columns,
    /// The tree, in document order; nodes and lines without a shown action are left out while filtered.
    pub groups: Vec<Group<R>>,
}

/// What can be chosen in each filter: value and words.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Choices {
    /// Priorities.
    pub priorities: Vec<(String, String)>,
    /// Owners.
    pub owners: Vec<(String, String)>,
    /// Bodies.
    pub bodies: Vec<(String, String)>,
    /// Levels.
    pub ratings: Vec<(String, String)>,
    /// Due.
    pub due: Vec<(String, String)>,
}

/// The columns that the plan fills; the rest would only take room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Columns {
    /// A leading body.
    pub body: bool,
    /// Resources.
    pub resources: bool,
    /// Recommendations of each action (not of its line).
    pub recommendations: bool,
    /// An impact rating.
    pub impact: bool,
    /// An update on any action.
    pub update: bool,
    /// How many columns there are in all, with the box and the reference.
    pub span: usize,
}

/// A node of the tree with what stands directly under it.
#[derive(Clone, Debug, Serialize)]
pub struct Group<R = ActionRow> {
    /// The key of the priority; empty for what has none.
    pub key: String,
    /// `Priority 1`; empty where a section has no number of its own.
    pub label: String,
    /// The title.
    pub title: String,
    /// How deep it stands: 0 at the top.
    pub depth: usize,
    /// Who sponsors and leads it, in a sentence.
    pub people: String,
    /// Its lines; one without reference holds the actions that have no line.
    pub lines: Vec<LineRows<R>>,
}

/// A line with its actions.
#[derive(Clone, Debug, Serialize)]
pub struct LineRows<R = ActionRow> {
    /// Its reference; empty for actions without a line.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// The recommendations it answers.
    pub recommendations: Vec<String>,
    /// Its actions.
    pub rows: Vec<R>,
}

impl<R> Default for LineRows<R> {
    fn default() -> LineRows<R> {
        LineRows {
            reference: String::new(),
            title: String::new(),
            recommendations: Vec::new(),
            rows: Vec::new(),
        }
    }
}

impl Filter {
    /// The rows of a plan that are asked for, in document order.
    pub fn rows<'s>(&self, scene: &'s Scene) -> Vec<&'s ActionRow> {
        let below = scene.below(&self.priority);
        scene.rows().iter().filter(|r| keeps(scene, self, &below, r)).collect()
    }
}

impl PlanPage {
    /// The same page with something made of every row, for example its drawing.
    ///
    /// # Errors
    /// The first that cannot be made.
    pub fn with_rows<R, E>(self, mut make: impl FnMut(ActionRow) -> Result<R, E>) -> Result<PlanPage<R>, E> {
        let mut line = |line: LineRows| {
            let rows = line.rows.into_iter().map(&mut make).collect::<Result<_, E>>()?;
            let LineRows { reference, title, recommendations, .. } = line;
            Ok(LineRows { reference, title, recommendations, rows })
        };
        let mut group = |group: Group| {
            let lines = group.lines.into_iter().map(&mut line).collect::<Result<_, E>>()?;
            let Group { key, label, title, depth, people, .. } = group;
            Ok(Group { key, label, title, depth, people, lines })
        };
        let groups = self.groups.into_iter().map(&mut group).collect::<Result<_, E>>()?;
        let PlanPage { lede, filter, filtered, choices, total, shown, columns, .. } = self;
        Ok(PlanPage { lede, filter, filtered, choices, total, shown, columns, groups })
    }

    /// The page for a filter.
    pub fn of(scene: &Scene, filter: &Filter) -> PlanPage {
        let all = scene.rows();
        let choices = choices(scene, all);
        let total = all.len();
        let lede = lede(all);
        let columns = columns(all);
        let rows: Vec<ActionRow> = filter.rows(scene).into_iter().cloned().collect();
        let shown = rows.len();
        let filtered = *filter != Filter::default();
        PlanPage {
            lede,
            filtered,
            choices,
            total,
            shown,
            columns,
            groups: groups(scene, rows, filtered),
            filter: filter.clone(),
        }
    }
}

/// How a list of actions stands.
pub fn lede(rows: &[ActionRow]) -> Lede {
    if rows.is_empty() {
        return Lede::plain("This plan has no actions yet.");
    }
    let tally = |f: &dyn Fn(&ActionRow) -> bool| rows.iter().filter(|r| f(r)).count();
    let (late, done, moved) =
        (tally(&|r| r.due.late > 0), tally(&|r| r.complete), tally(&|r| r.due.moved > 0));
    let unowned = tally(&|r| r.owners.is_empty() && !r.complete);
    let mut parts = vec![
        (done, format!("{done} complete"), "plan?due=done"),
        (late, format!("{late} late"), "plan?due=late"),
    ];
    if moved > 0 {
        parts.push((moved, format!("{moved} with a date that has moved"), "plan?due=moved"));
    }
    if unowned > 0 {
        parts.push((unowned, format!("{unowned} open without an owner"), "plan?owner=none&due=open"));
    }
    Lede::of(capital(&count(rows.len(), "action")), parts)
}

/// Whether a row is asked for; `below` holds the keys of the priority asked for and of those under it.
pub fn keeps(scene: &Scene, filter: &Filter, below: &[String], row: &ActionRow) -> bool {
    let any = |wanted: &str| wanted.is_empty();
    let due = match filter.due.as_str() {
        "silent" => row.silent,
        "late" => row.due.late > 0,
        "month" => row.due_within(MONTH, scene.day),
        "quarter" => row.due_within(92, scene.day),
        "moved" => row.due.moved > 0,
        "often" => row.due.moved >= OFTEN,
        "undated" => row.due.phrase.is_empty(),
        "open" => !row.complete,
        "done" => row.complete,
        "unconfirmed" => row.complete && !row.confirmed,
        _ => true,
    };
    let text = filter.text.to_lowercase();
    let said = row.update.as_ref().map_or("", |u| u.text.as_str());
    let holds = |words: &str| words.to_lowercase().contains(&text);
    due && (any(&filter.priority) || row.priority.as_ref().is_some_and(|p| below.contains(p)))
        && (any(&filter.owner)
            || row.owners.contains(&filter.owner)
            || row.names.contains(&filter.owner)
            || (filter.owner == "none" && row.owners.is_empty()))
        && (any(&filter.body) || row.body.as_deref() == Some(&filter.body))
        && (any(&filter.rating) || row.delivery.level.as_deref().unwrap_or("none") == filter.rating)
        && (any(&text)
            || holds(&row.reference)
            || holds(&row.text)
            || holds(said)
            || row.owners.iter().any(|o| holds(o)))
}

fn choices(scene: &Scene, rows: &[ActionRow]) -> Choices {
    let same =
        |words: BTreeSet<&String>| words.into_iter().map(|w| (w.clone(), w.clone())).collect::<Vec<_>>();
    let mut owners = same(rows.iter().flat_map(|r| &r.names).collect());
    if rows.iter().any(|r| r.owners.is_empty()) {
        owners.push(("none".into(), "No owner".into()));
    }
    let levels = model::level::Delivery::ALL.map(|l| (l.word().to_string(), capital(l.word())));
    Choices {
        priorities: scene
            .plan
            .priorities
            .iter()
            .map(|p| (p.key.clone(), format!("{}{}", label(p), p.title)))
            .collect(),
        owners,
        bodies: same(rows.iter().filter_map(|r| r.body.as_ref()).collect()),
        ratings: levels.into_iter().chain([("none".to_string(), "Not rated".to_string())]).collect(),
        due: DUE.iter().map(|(v, w)| ((*v).to_string(), (*w).to_string())).collect(),
    }
}

/// `1 ` before a title; nothing for a section, whose key is not a printed number.
fn label(priority: &Priority) -> String {
    if priority.key.contains('/') { String::new() } else { format!("{} ", priority.key) }
}

fn columns(rows: &[ActionRow]) -> Columns {
    let any = |f: &dyn Fn(&ActionRow) -> bool| rows.iter().any(f);
    let mut columns = Columns {
        body: any(&|r| r.body.is_some()),
        resources: any(&|r| r.resources.is_some()),
        recommendations: any(&|r| !r.recommendations.is_empty()),
        impact: any(&|r| r.impact.level.is_some()),
        update: any(&|r| r.update.is_some()),
        span: 0,
    };
    let extra = [columns.body, columns.resources, columns.recommendations, columns.impact, columns.update];
    columns.span = 6 + extra.iter().filter(|c| **c).count();
    columns
}

fn groups(scene: &Scene, rows: Vec<ActionRow>, filtered: bool) -> Vec<Group> {
    let plan = &scene.plan;
    let mut places: BTreeMap<(Option<String>, Option<String>), Vec<ActionRow>> = BTreeMap::new();
    let line_priority: BTreeMap<&str, Option<&String>> =
        plan.lines.iter().map(|l| (l.reference.as_str(), l.priority.as_ref())).collect();
    // The lines that stand under a priority: its own, and those of actions that name it themselves.
    let mut under: BTreeMap<Option<&str>, BTreeSet<usize>> = BTreeMap::new();
    let mut numbers: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, line) in plan.lines.iter().enumerate() {
        under.entry(line.priority.as_deref()).or_default().insert(number);
        numbers.entry(&line.reference).or_default().push(number);
    }
    for row in rows {
        let from_line = row.line.as_deref().and_then(|l| line_priority.get(l).copied().flatten()).cloned();
        let priority = row.priority.clone().or(from_line);
        places.entry((priority, row.line.clone())).or_default().push(row);
    }
    for (priority, line) in places.keys() {
        let known = plan.priorities.iter().map(|p| p.key.as_str()).find(|k| priority.as_deref() == Some(*k));
        if known.is_some() || priority.is_none() {
            let here = line.as_deref().and_then(|l| numbers.get(l)).into_iter().flatten();
            under.entry(known).or_default().extend(here);
        }
    }
    let mut take = |priority: Option<&str>, title: String, label: String, depth: usize, people: String| {
        let mut lines = Vec::new();
        let loose = places.remove(&(priority.map(str::to_string), None)).unwrap_or_default();
        if !loose.is_empty() {
            lines.push(LineRows { rows: loose, ..LineRows::default() });
        }
        let here = under.get(&priority).into_iter().flatten();
        for line in here.filter_map(|number| plan.lines.get(*number)) {
            let key = (priority.map(str::to_string), Some(line.reference.clone()));
            let own = line.priority.as_deref() == priority;
            let rows = places.remove(&key).unwrap_or_default();
            if !rows.is_empty() || (own && !filtered) {
                let recommendations = line.recommendations.clone();
                lines.push(LineRows {
                    reference: line.reference.clone(),
                    title: line.title.clone(),
                    recommendations,
                    rows,
                });
            }
        }
        Group { key: priority.unwrap_or_default().to_string(), label, title, depth, people, lines }
    };
    let mut groups = vec![];
    for priority in &plan.priorities {
        let label = label(priority).trim().to_string();
        let depth = depth(scene, priority);
        groups.push(take(Some(&priority.key), priority.title.clone(), label, depth, people(priority)));
    }
    groups.push(take(None, "Not under any priority".into(), String::new(), 0, String::new()));
    // What names a priority or line that the plan does not have is still shown.
    for ((_, line), rows) in places {
        let reference = line.unwrap_or_default();
        if let Some(last) = groups.last_mut() {
            last.lines.push(LineRows { reference, rows, ..LineRows::default() });
        }
    }
    let wanted = |g: &Group| !g.lines.is_empty() || (!filtered && !g.key.is_empty());
    groups.retain(wanted);
    groups
}

fn depth(scene: &Scene, priority: &Priority) -> usize {
    let mut depth = 0;
    let mut at = priority.parent.as_deref();
    while let Some(parent) = at.and_then(|k| scene.plan.priorities.iter().find(|p| p.key == k)) {
        depth += 1;
        at = parent.parent.as_deref();
        if depth > scene.plan.priorities.len() {
            break;
        }
    }
    depth
}

fn people(priority: &Priority) -> String {
    let said = |word: &str, of: &[model::plan::Owner]| {
        let names: Vec<String> = of.iter().map(|o| o.text.clone()).collect();
        (!names.is_empty()).then(|| format!("{word} {}", list(&names)))
    };
    let parts = [
        said("Sponsor", &priority.sponsors),
        said("Non-executive", &priority.non_executives),
        said("Lead", &priority.leads),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
