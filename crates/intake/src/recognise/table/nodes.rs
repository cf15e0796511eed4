//! The tree of priorities, themes and sections, as titles meet it.

use model::at::At;
use model::finding::{Finding, Severity};
use model::plan::{Named, Owner, Plan, Priority, PriorityKind, Statement};

use super::title::{self, Label, Title};
use super::words::{distance, squeeze};

/// Where in the tree we are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Nodes {
    top: Option<String>,
    section: Option<String>,
    default_kind: PriorityKind,
    /// The titles of the plan's nodes made comparable, in the plan's order.
    titles: Vec<String>,
}

/// More nodes than this no plan has; titles met after them are rows like any other.
const MAX_NODES: usize = 2_000;

impl Nodes {
    /// No place yet; a numbered title that does not say what it is has this kind.
    pub(crate) fn of_kind(default_kind: PriorityKind) -> Nodes {
        Nodes { default_kind, ..Nodes::default() }
    }

    /// Whether a node of the plan has this title, or one spoilt by a letter or two.
    pub(crate) fn knows(&mut self, text: &str, plan: &Plan) -> bool {
        let wanted = squeeze(text);
        self.comparable(plan).iter().any(|t| title::same_squeezed(t, &wanted))
    }

    /// Whether there is room for another node.
    pub(crate) fn full(plan: &Plan) -> bool {
        plan.priorities.len() >= MAX_NODES
    }

    fn comparable(&mut self, plan: &Plan) -> &[String] {
        let met = self.titles.len();
        self.titles.extend(plan.priorities.iter().skip(met).map(|p| squeeze(&p.title)));
        &self.titles
    }

    /// The key of the node whose rows follow.
    pub(crate) fn current(&self) -> Option<String> {
        self.section.clone().or_else(|| self.top.clone())
    }

    /// A title at the top of the tree was met. Gives back whether it is new.
    pub(crate) fn top(
        &mut self,
        title: &Title,
        at: &At,
        plan: &mut Plan,
        findings: &mut Vec<Finding>,
    ) -> bool {
        self.section = None;
        let wanted = squeeze(&title.title);
        let titles = self.comparable(plan);
        let known = plan.priorities.iter().zip(titles).position(|(p, t)| {
            p.parent.is_none()
                && match &title.number {
                    Some(number) => p.key == *number,
                    None => title::same_squeezed(t, &wanted),
                }
        });
        let (index, new) = match known {
            Some(index) => (index, false),
            None => {
                let kind = match (title.kind, &title.number) {
                    (Some(kind), _) => kind,
                    (None, Some(_)) => self.default_kind,
                    (None, None) => PriorityKind::Section,
                };
                let key = title.number.clone().unwrap_or_else(|| title.title.clone());
                let node = Priority {
                    origin: at.clone().into(),
                    key,
                    kind,
                    title: title.title.clone(),
                    ..Priority::default()
                };
                plan.priorities.push(node);
                (plan.priorities.len() - 1, true)
            }
        };
        if let Some(node) = plan.priorities.get_mut(index) {
            self.top = Some(node.key.clone());
            if !new && !title.title.is_empty() && !title::same(&node.title, &title.title) {
                let message = format!(
                    "Priority {} is called \"{}\" here and \"{}\" elsewhere.",
                    node.key, title.title, node.title
                );
                findings
                    .push(Finding::new("title-differs", Severity::Info, at, message).about(node.key.clone()));
                node.print_again(&title.title, at);
            }
        }
        self.labels(&title.labels, at, plan, findings);
        new
    }

    /// A title inside the current part was met. Gives back whether it is new.
    pub(crate) fn section(&mut self, title: &str, at: &At, plan: &mut Plan) -> bool {
        let parent = self.top.clone();
        let key = match &parent {
            Some(parent) => format!("{parent}/{title}"),
            None => title.to_owned(),
        };
        let wanted = squeeze(title);
        let titles = self.comparable(plan);
        let known = plan.priorities.iter().zip(titles).find(|(p, t)| {
            p.parent == parent && p.kind == PriorityKind::Section && title::same_squeezed(t, &wanted)
        });
        if let Some((known, _)) = known {
            self.section = Some(known.key.clone());
            return false;
        }
        plan.priorities.push(Priority {
            origin: at.clone().into(),
            key: key.clone(),
            kind: PriorityKind::Section,
            title: title.to_owned(),
            parent,
            ..Priority::default()
        });
        self.section = Some(key);
        true
    }

    /// Labels of the current node were met: who sponsors, who leads.
    pub(crate) fn labels(
        &self,
        labels: &[(Label, String)],
        at: &At,
        plan: &mut Plan,
        findings: &mut Vec<Finding>,
    ) {
        let Some(key) = self.current() else { return };
        let Plan { priorities, people, .. } = plan;
        let Some(node) = priorities.iter_mut().find(|p| p.key == key) else { return };
        for (label, value) in labels {
            let (first, second) = title::names(value);
            let mut add = |list: &mut Vec<Owner>, names: Vec<String>| {
                for name in names {
                    person(list, name, at, people, findings);
                }
            };
            match label {
                Label::Sponsor => {
                    add(&mut node.sponsors, first);
                    add(&mut node.non_executives, second);
                }
                Label::NonExecutive => {
                    add(&mut node.non_executives, first.into_iter().chain(second).collect());
                }
                Label::Lead => add(&mut node.leads, first.into_iter().chain(second).collect()),
                Label::Outcome => {
                    if !node.outcomes.iter().any(|o| o.text == *value) {
                        node.outcomes.push(Statement { origin: at.clone().into(), text: value.clone() });
                    }
                }
            }
        }
    }
}

/// Adds a name to a list unless it stands there already; a spelling that differs by a letter or two is kept as an
/// alias of the name met first.
fn person(
    list: &mut Vec<Owner>,
    name: String,
    at: &At,
    people: &mut Vec<Named>,
    findings: &mut Vec<Finding>,
) {
    let near = list.iter().find(|o| {
        let limit = if o.text.len() > 8 { 2 } else { 0 };
        distance(&o.text, &name, limit) <= limit
    });
    match near {
        None => list.push(Owner { origin: at.clone().into(), text: name }),
        Some(same) if same.text == name => {}
        Some(first) => {
            let first = first.text.clone();
            let entry = match people.iter().position(|p| p.name == first) {
                Some(index) => people.get_mut(index),
                None => {
                    people.push(Named {
                        origin: at.clone().into(),
                        name: first.clone(),
                        kind: "person".into(),
                        aliases: vec![],
                    });
                    people.last_mut()
                }
            };
            if let Some(entry) = entry
                && !entry.aliases.contains(&name)
            {
                let message = format!("\"{name}\" is probably \"{first}\".");
                findings.push(
                    Finding::new("name-spelt-twice", Severity::Warning, at, message)
                        .hint("Merge the two spellings.")
                        .about(first),
                );
                entry.aliases.push(name);
            }
        }
    }
}
