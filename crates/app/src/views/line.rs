//! A line of the plan: what is to be different, what is done for it, how that goes.

use model::plan::{Line, Update};
use serde::Serialize;

use super::plan::lede;
use super::row::ActionRow;
use super::scene::Scene;
use super::sentence::Lede;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct LinePage {
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Its key for acts.
    pub key: String,
    /// The priority it stands under: key and title.
    pub priority: Option<(String, String)>,
    /// How its actions stand.
    pub lede: Lede,
    /// The recommendations it answers: number and words.
    pub recommendations: Vec<(String, String)>,
    /// What is to be different.
    pub outcomes: Vec<String>,
    /// Its measures: key, words, breakdown, target.
    pub measures: Vec<MeasureLink>,
    /// Its actions.
    pub rows: Vec<ActionRow>,
    /// What was said of it, latest first.
    pub updates: Vec<Account>,
    /// The lines before and after it: reference, and reference with title.
    pub before: Option<(String, String)>,
    /// The line after it.
    pub after: Option<(String, String)>,
}

/// A measure by which a line is judged.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureLink {
    /// Its key.
    pub key: String,
    /// Its words.
    pub text: String,
    /// What it is broken down to.
    pub breakdown: Option<String>,
    /// The target with its unit.
    pub target: Option<String>,
}

/// An account of progress.
#[derive(Clone, Debug, Serialize)]
pub struct Account {
    /// The words.
    pub text: String,
    /// The day it speaks of.
    pub day: Option<String>,
    /// Who gave it.
    pub author: Option<String>,
    /// What it is about, where it was not given for the thing itself: `line 1.4`.
    pub about: Option<String>,
    /// What it declares, in words.
    pub stance: Option<&'static str>,
}

/// Accounts as they are shown, latest first; one without a day stands where it was written.
pub fn accounts(updates: &[Update], about: Option<&str>) -> Vec<Account> {
    let account = |u: &Update| Account {
        text: u.text.clone(),
        day: u.as_at.map(model::day::Day::iso),
        author: u.author.clone(),
        about: about.map(str::to_string),
        stance: u.stance.map(|s| match s {
            model::plan::Stance::OnTrack => "On track",
            model::plan::Stance::OffTrack => "Off track",
            model::plan::Stance::Done => "Done",
        }),
    };
    updates.iter().rev().map(account).collect()
}

impl LinePage {
    /// The page of a line.
    pub fn of(scene: &Scene, line: &Line) -> LinePage {
        let mine = |r: &&ActionRow| r.line.as_deref() == Some(line.reference.as_str());
        let rows: Vec<ActionRow> = scene.rows().iter().filter(mine).cloned().collect();
        let place = scene.plan.lines.iter().position(|l| l.reference == line.reference).unwrap_or(0);
        let neighbour = |i: Option<usize>| {
            i.and_then(|i| scene.plan.lines.get(i))
                .map(|l| (l.reference.clone(), format!("{} {}", l.reference, l.title)))
        };
        let words = |number: &String| {
            let found = scene.plan.recommendations.iter().find(|r| r.number == *number);
            (number.clone(), found.map(|r| r.text.clone()).unwrap_or_default())
        };
        LinePage {
            key: super::scene::key(&line.origin, place),
            reference: line.reference.clone(),
            title: line.title.clone(),
            priority: line
                .priority
                .as_ref()
                .map(|k| (k.clone(), scene.priority_title(k).unwrap_or_default().to_string())),
            lede: if rows.is_empty() {
                Lede::plain("Nothing is planned under this line.")
            } else {
                plain(&lede(&rows))
            },
            recommendations: line.recommendations.iter().map(words).collect(),
            outcomes: line.outcomes.iter().map(|o| o.text.clone()).collect(),
            measures: line.measures.iter().map(measure).collect(),
            rows,
            updates: accounts(&line.updates, None),
            before: neighbour(place.checked_sub(1)),
            after: neighbour(Some(place + 1)),
        }
    }
}

/// The rows that a line's sentence counts stand right below it.
fn plain(lede: &Lede) -> Lede {
    Lede::plain(lede.text())
}

fn measure(measure: &model::plan::Measure) -> MeasureLink {
    let unit = measure.unit.as_deref().unwrap_or_default();
    let target = measure.target.map(|t| match unit {
        "%" => format!("{t}%"),
        "£" => format!("£{t}"),
        "" | "count" | "mean" => t.to_string(),
        other => format!("{t} {other}"),
    });
    MeasureLink {
        key: measure.key.clone(),
        text: measure.text.clone(),
        breakdown: measure.breakdown.clone(),
        target,
    }
}
