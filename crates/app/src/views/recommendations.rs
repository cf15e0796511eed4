//! Recommendations: what answers each, and where the thread breaks.

use std::collections::HashSet;

use model::plan::{Band, Line, Recommendation};
use serde::Serialize;

use super::row::ActionRow;
use super::scene::Scene;
use super::sentence::{Lede, capital, count};

/// The list.
#[derive(Clone, Debug, Serialize)]
pub struct Recommendations {
    /// How they are answered.
    pub lede: Lede,
    /// Each with its answer.
    pub rows: Vec<Coverage>,
    /// Numbers that lines or actions name and that no inspection gave.
    pub unknown: Vec<String>,
}

/// One recommendation and how far it is answered.
#[derive(Clone, Debug, Serialize)]
pub struct Coverage {
    /// Its number.
    pub number: String,
    /// Its words.
    pub text: String,
    /// The time the inspector gave, in words.
    pub band: Option<String>,
    /// How many actions answer it.
    pub actions: usize,
    /// How many of them are complete.
    pub complete: usize,
    /// How many are late.
    pub late: usize,
    /// The worst delivery rating among them; `None` for not rated.
    pub worst: Option<String>,
    /// How many have evidence.
    pub evidenced: usize,
    /// The measures that say whether it made a difference.
    pub measures: usize,
    /// Where the thread breaks, in a few words; `None` where it holds.
    pub gap: Option<&'static str>,
}

/// The page of one.
#[derive(Clone, Debug, Serialize)]
pub struct RecommendationPage {
    /// Its key for acts.
    pub key: String,
    /// How far it is answered.
    pub coverage: Coverage,
    /// How it is answered, in a sentence.
    pub lede: String,
    /// Where the inspector said it.
    pub source: Option<String>,
    /// What reports say of it.
    pub commentary: Vec<String>,
    /// Other wordings met elsewhere.
    pub wordings: Vec<String>,
    /// Where the thread breaks: what is missing and what would mend it.
    pub breaks: Vec<Break>,
    /// The actions that answer it.
    pub rows: Vec<ActionRow>,
    /// The lines that answer it: reference and title.
    pub lines: Vec<(String, String)>,
    /// The measures of those lines: key and words.
    pub measures: Vec<(String, String)>,
    /// The one before: number.
    pub before: Option<String>,
    /// The one after: number.
    pub after: Option<String>,
}

/// A break in the thread from what was asked to the difference made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Break {
    /// What is missing.
    pub what: String,
    /// What would mend it.
    pub mend: &'static str,
}

impl Recommendations {
    /// Every recommendation of the plan.
    pub fn of(scene: &Scene) -> Recommendations {
        let all = scene.rows();
        let rows: Vec<Coverage> =
            scene.plan.recommendations.iter().map(|r| coverage(scene, all, r)).collect();
        let known: HashSet<&str> = rows.iter().map(|r| r.number.as_str()).collect();
        let mut unknown: Vec<String> = Vec::new();
        let named = scene.plan.lines.iter().flat_map(|l| &l.recommendations);
        for number in named.chain(scene.plan.actions.iter().flat_map(|a| &a.recommendations)) {
            if !known.contains(number.as_str()) && !unknown.contains(number) {
                unknown.push(number.clone());
            }
        }
        Recommendations { lede: lede(&rows), rows, unknown }
    }
}

fn lede(rows: &[Coverage]) -> Lede {
    if rows.is_empty() {
        return Lede::plain("This plan names no recommendations.");
    }
    let tally = |f: &dyn Fn(&Coverage) -> bool| rows.iter().filter(|r| f(r)).count();
    let (answered, late) = (tally(&|r| r.actions > 0), tally(&|r| r.late > 0));
    let measured = tally(&|r| r.measures > 0);
    Lede::plain(format!(
        "{}: {answered} answered by an action, {late} of them with a late one, {measured} with a measure that would show a difference.",
        capital(&count(rows.len(), "recommendation"))
    ))
}

/// The band in words.
pub fn band(band: Band) -> String {
    match band {
        Band::Immediately => "Immediately".to_string(),
        Band::Months(n) => format!("Within {n} months"),
    }
}

fn coverage(scene: &Scene, all: &[ActionRow], recommendation: &Recommendation) -> Coverage {
    let number = &recommendation.number;
    let answers = &scene.index().answers(number).actions;
    let rows: Vec<&ActionRow> = answers.iter().filter_map(|i| all.get(*i)).collect();
    let tally = |f: &dyn Fn(&ActionRow) -> bool| rows.iter().filter(|r| f(r)).count();
    let actions = answers.iter().filter_map(|i| scene.plan.actions.get(*i));
    let evidenced = actions.filter(|a| !a.evidence.is_empty()).count();
    let order = model::level::Delivery::ALL;
    let worst =
        order.iter().take(4).find(|l| rows.iter().any(|r| r.delivery.level.as_deref() == Some(l.word())));
    let measures = measures(scene, number).len();
    let (actions, complete, late) = (rows.len(), tally(&|r| r.complete), tally(&|r| r.due.late > 0));
    let gap = if actions == 0 {
        Some("No action answers it")
    } else if rows.iter().all(|r| r.owners.is_empty()) {
        Some("No action has an owner")
    } else if measures == 0 {
        Some("No measure would show a difference")
    } else {
        None
    };
    Coverage {
        number: number.clone(),
        text: recommendation.text.clone(),
        band: recommendation.band.map(band),
        actions,
        complete,
        late,
        worst: worst.map(|l| l.word().to_string()),
        evidenced,
        measures,
        gap,
    }
}

/// The lines that answer a recommendation.
fn lines<'s>(scene: &'s Scene, number: &str) -> impl Iterator<Item = &'s Line> {
    scene.index().answers(number).lines.iter().filter_map(|i| scene.plan.lines.get(*i))
}

fn measures(scene: &Scene, number: &str) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for line in lines(scene, number) {
        for measure in &line.measures {
            if !all.iter().any(|(key, _)| *key == measure.key) {
                all.push((measure.key.clone(), measure.text.clone()));
            }
        }
    }
    all
}

impl RecommendationPage {
    /// The page of the recommendation with this number; `None` if the plan has none.
    pub fn of(scene: &Scene, number: &str) -> Option<RecommendationPage> {
        let list = &scene.plan.recommendations;
        let place = list.iter().position(|r| r.number == number)?;
        let recommendation = list.get(place)?;
        let all = scene.rows();
        let coverage = coverage(scene, all, recommendation);
        let answers = &scene.index().answers(number).actions;
        let rows: Vec<ActionRow> = answers.iter().filter_map(|i| all.get(*i)).cloned().collect();
        let near = |i: Option<usize>| i.and_then(|i| list.get(i)).map(|r| r.number.clone());
        Some(RecommendationPage {
            key: super::scene::key(&recommendation.origin, place),
            lede: said(&coverage),
            breaks: breaks(&coverage, &rows),
            source: recommendation.source.clone(),
            commentary: recommendation.commentary.iter().map(|c| c.text.clone()).collect(),
            wordings: recommendation.wordings.iter().map(|c| c.text.clone()).collect(),
            lines: lines(scene, number).map(|l| (l.reference.clone(), l.title.clone())).collect(),
            measures: measures(scene, number),
            rows,
            coverage,
            before: near(place.checked_sub(1)),
            after: near(Some(place + 1)),
        })
    }
}

fn said(coverage: &Coverage) -> String {
    if coverage.actions == 0 {
        return "No action answers it.".into();
    }
    format!(
        "{} it: {} complete, {} late.",
        if coverage.actions == 1 {
            "One action answers".into()
        } else {
            format!("{} actions answer", coverage.actions)
        },
        coverage.complete,
        coverage.late
    )
}

fn breaks(coverage: &Coverage, rows: &[ActionRow]) -> Vec<Break> {
    let mut all = Vec::new();
    let mut add = |holds: bool, what: String, mend: &'static str| {
        if holds {
            all.push(Break { what, mend });
        }
    };
    let without = |f: &dyn Fn(&ActionRow) -> bool| rows.iter().filter(|r| !r.complete && f(r)).count();
    let (unowned, undated) = (without(&|r| r.owners.is_empty()), without(&|r| r.due.phrase.is_empty()));
    let silent = without(&|r| r.update.is_none());
    let open = |n: usize| capital(&count(n, "open action"));
    add(
        rows.is_empty(),
        "No action answers it".into(),
        "Add an action, or name this recommendation on the line that answers it.",
    );
    add(unowned > 0, format!("{} without an owner", open(unowned)), "Assign an owner on the action’s page.");
    add(undated > 0, format!("{} without a date", open(undated)), "Set a target date on the action’s page.");
    add(
        silent > 0,
        format!("{} of which nothing was ever said", open(silent)),
        "Ask the owner for an update.",
    );
    add(
        coverage.complete > 0 && coverage.evidenced == 0,
        "Complete actions without evidence".into(),
        "Add what proves the completion.",
    );
    add(
        !rows.is_empty() && coverage.measures == 0,
        "No measure would show a difference for children".into(),
        "Add a measure to a line that answers it.",
    );
    all
}
