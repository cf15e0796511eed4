//! An import as a person reviews it: what was read, what every cell became, what accepting would change.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use intake::reading::Reading;
use model::day::Day;
use model::finding::{Finding, Severity};
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
    /// What the readers had to say beyond the checks, most severe first.
    pub findings: Vec<Said>,
    /// What the checks find in these plans as they stand in the documents, a rule each, most severe first.
    pub checks: Vec<Checked>,
    /// How many things the checks found.
    pub checked: usize,
    /// The very same bytes were imported before: accepting changes nothing.
    pub nothing_new: bool,
    /// Names of documents imported before.
    pub known: Vec<String>,
}

/// One thing a reader or a check has to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// The sentence.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// Where the document says so.
    pub at: String,
}

/// What one rule found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// What the rule looks for.
    pub title: String,
    /// Each place.
    pub findings: Vec<Said>,
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
    /// By which it can be left out.
    pub key: String,
    /// Where the document says so.
    pub at: String,
}

impl ImportPage {
    /// The page of a reading and what accepting it would change; the checks judge each plan as of the day from which
    /// it would hold.
    pub fn of(reading: &Reading, preview: &Preview) -> ImportPage {
        let r = reading.reconciliation;
        let found: Vec<Finding> = reading
            .plans
            .iter()
            .zip(&preview.plans)
            .flat_map(|(plan, review)| lint::check(plan, review.day, &lint::Options::default()))
            .collect();
        let mut beyond = lint::beyond(&reading.findings, &found);
        beyond.sort_by_key(|f| Reverse(f.severity));
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
            findings: beyond.into_iter().map(said).collect(),
            checks: by_rule(&found),
            checked: found.len(),
            nothing_new: preview.nothing_new,
            known: preview.known.clone(),
        }
    }
}

fn said(finding: &Finding) -> Said {
    Said {
        severity: finding.severity.word(),
        message: finding.message.clone(),
        hint: finding.hint.clone(),
        at: finding.at.to_string(),
    }
}

fn by_rule(found: &[Finding]) -> Vec<Checked> {
    let mut rules: BTreeMap<(Reverse<Severity>, &str), Vec<Said>> = BTreeMap::new();
    for finding in found {
        rules.entry((Reverse(finding.severity), finding.code.as_ref())).or_default().push(said(finding));
    }
    rules
        .into_iter()
        .map(|((severity, code), findings)| Checked {
            severity: severity.0.word(),
            title: super::health::title(code),
            findings,
        })
        .collect()
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
        key: i.key.clone(),
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
