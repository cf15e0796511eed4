//! An import as a person reviews it: what was read, what every cell became, what accepting would change.

use intake::reading::Reading;
use model::day::Day;
use model::finding::Severity;
use serde::Serialize;

use crate::import::Preview;

/// The page of a preview.
#[derive(Clone, Debug, Serialize)]
pub struct ImportPage {
    /// How the reading went, in a sentence.
    pub lede: String,
    /// The documents: name, title, the day they speak of.
    pub documents: Vec<(String, String, Option<String>)>,
    /// What became of the cells: words and how many.
    pub cells: Vec<(&'static str, usize)>,
    /// Every cell is accounted for.
    pub whole: bool,
    /// What accepting would change, a plan each.
    pub plans: Vec<PlanChange>,
    /// What the readers had to say, most severe first: severity, message, hint, place.
    pub findings: Vec<(&'static str, String, String, String)>,
    /// The very same bytes were imported before: accepting changes nothing.
    pub nothing_new: bool,
    /// Names of documents imported before.
    pub known: Vec<String>,
}

/// What accepting would change of one plan.
#[derive(Clone, Debug, Serialize)]
pub struct PlanChange {
    /// Its title.
    pub title: String,
    /// The name of its place.
    pub place: String,
    /// It is new.
    pub new: bool,
    /// The day from which it holds.
    pub day: String,
    /// By kind: words, new, changed, slipped, gone, same.
    pub counts: Vec<(String, usize, usize, usize, usize, usize)>,
    /// What is new, changed, slipped or gone.
    pub items: Vec<Item>,
}

/// One thing that accepting would change.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// `new`, `changed`, `slipped` or `gone`.
    pub what: &'static str,
    /// What it is called.
    pub name: String,
    /// Its words, for what is new or gone.
    pub text: String,
    /// What changes, a sentence each.
    pub details: Vec<String>,
    /// A person changed the same since the last import.
    pub by_hand: bool,
    /// Its identity, where it is kept: what is gone may be asked to stay.
    pub id: Option<String>,
    /// Where the document says so.
    pub at: String,
}

impl ImportPage {
    /// The page of a reading and what accepting it would change.
    pub fn of(reading: &Reading, preview: &Preview) -> ImportPage {
        let r = reading.reconciliation;
        let mut findings: Vec<_> = reading
            .findings
            .iter()
            .map(|f| (f.severity, (f.severity.word(), f.message.clone(), f.hint.clone(), f.at.to_string())))
            .collect();
        findings.sort_by_key(|(severity, _)| std::cmp::Reverse(*severity));
        ImportPage {
            lede: lede(reading, preview),
            documents: reading
                .documents
                .iter()
                .map(|d| (d.name.clone(), d.title.clone(), d.as_at.map(Day::iso)))
                .collect(),
            cells: vec![
                ("became part of the plan", r.used),
                ("kept as text", r.kept_as_text),
                ("repeated, such as a page’s header", r.repeated),
                ("lost", r.lost),
            ],
            whole: r.lost == 0,
            plans: preview.plans.iter().map(plan).collect(),
            findings: findings.into_iter().map(|(_, f)| f).collect(),
            nothing_new: preview.nothing_new,
            known: preview.known.clone(),
        }
    }
}

fn lede(reading: &Reading, preview: &Preview) -> String {
    if preview.nothing_new {
        return "These very documents were imported before. Accepting them changes nothing.".into();
    }
    if reading.plans.is_empty() {
        let errors = reading.findings.iter().filter(|f| f.severity == Severity::Error).count();
        return if errors > 0 {
            "No plan was found in these documents; the reasons stand below.".into()
        } else {
            "No plan was found in these documents.".into()
        };
    }
    let cells = reading.reconciliation.cells;
    let actions: usize = reading.plans.iter().map(|p| p.actions.len()).sum();
    format!(
        "{} read, {} found. Nothing is kept until you accept.",
        super::sentence::capital(&super::sentence::count(cells, "cell")),
        super::sentence::count(actions, "action")
    )
}

fn plan(plan: &crate::import::PlanPreview) -> PlanChange {
    let item = |i: &crate::import::Item| Item {
        what: i.what.word(),
        name: i.name.clone(),
        text: i.text.clone(),
        details: i.details.clone(),
        by_hand: i.also_by_hand,
        id: i.id.map(|id| id.to_string()),
        at: i.at.to_string(),
    };
    PlanChange {
        title: plan.title.clone(),
        place: plan.place.clone(),
        new: plan.plan.is_none(),
        day: plan.day.iso(),
        counts: plan
            .counts
            .iter()
            .map(|(kind, c)| (super::history::nouns(*kind), c.new, c.changed, c.slipped, c.gone, c.same))
            .collect(),
        items: plan.items.iter().map(item).collect(),
    }
}
