//! What needs a decision of the board, and the question it is asked.

use std::collections::BTreeSet;

use model::level::Impact;
use serde::Serialize;

use crate::judge::Judged;
use crate::views::row::ActionRow;
use crate::views::scene::Scene;
use crate::views::sentence::{count, list};

/// A question to the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// What it is about: `Action 1.4b`, `Measure`, `Recommendation 12`.
    pub what: String,
    /// Its words.
    pub text: String,
    /// Where it leads, below the plan's own address.
    pub href: String,
    /// Who asks: an owner, a sponsor; empty where nobody does.
    pub who: String,
    /// Why now.
    pub why: String,
    /// What the board is asked.
    pub question: String,
}

/// Questions of one kind among the first: the board should see more than one side of the plan.
const OF_A_KIND: usize = 3;

/// Every question, the most pressing first, but not more than three of a kind before the others have been heard.
pub(super) fn questions(scene: &Scene, judged: &Judged<'_>) -> Vec<Question> {
    let mut found: Vec<(u32, Question)> = Vec::new();
    found.extend(scene.rows().iter().filter(|r| !r.complete).filter_map(action));
    found.extend(judged.measures.iter().filter_map(|m| measure(scene, m)));
    found.extend(uncovered(scene));
    // Stable: of equally pressing ones the plan's order.
    found.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    let mut heard: Vec<Question> = Vec::with_capacity(found.len());
    let mut later: Vec<Question> = Vec::new();
    for (_, question) in found {
        let kind = |q: &Question| q.href.split('/').next().map(str::to_owned);
        let many = heard.iter().filter(|q| kind(q) == kind(&question)).count() >= OF_A_KIND;
        if many { later.push(question) } else { heard.push(question) }
    }
    heard.extend(later);
    heard
}

fn action(row: &ActionRow) -> Option<(u32, Question)> {
    let late = u32::try_from(row.due.late).unwrap_or(0);
    let moved = u32::try_from(row.due.moved).unwrap_or(u32::MAX).min(20);
    let lateness = || count(usize::try_from(row.due.late).unwrap_or(0), "day");
    let (weight, why, question) = match () {
        () if moved >= 3 => (
            1000 + 50 * moved + late,
            format!("Its date has moved {moved} times."),
            "Is this still the right action, and who will see it through?",
        ),
        () if row.owners.is_empty() && late > 0 => (
            900 + late,
            format!("It is {} late and has no owner.", lateness()),
            "Who will own it, and by when?",
        ),
        () if late > 62 => (
            600 + late.min(299),
            format!("It is {} late and no new date is agreed.", lateness()),
            "Should it have a new date, or be stopped?",
        ),
        () if moved >= 2 && late > 0 => (
            620 + late.min(279),
            format!("Its date has moved twice and it is {} late.", lateness()),
            "What stands in the way, and who can remove it?",
        ),
        () => return None,
    };
    let question = Question {
        what: format!("Action {}", row.reference),
        text: row.text.clone(),
        href: format!("actions/{}", row.key),
        who: list(&row.owners),
        why,
        question: question.to_owned(),
    };
    Some((weight, question))
}

fn measure(scene: &Scene, judged: &crate::judge::MeasureJudged<'_>) -> Option<(u32, Question)> {
    if judged.impact.level != Some(Impact::Red) {
        return None;
    }
    let lines = judged.lines.iter().filter_map(|l| scene.line(l));
    let sponsors =
        lines.filter_map(|l| scene.plan.priorities.iter().find(|p| Some(&p.key) == l.priority.as_ref()));
    let mut who: Vec<String> = Vec::new();
    for sponsor in sponsors.flat_map(|p| &p.sponsors) {
        if !who.contains(&sponsor.text) {
            who.push(sponsor.text.clone());
        }
    }
    let part = judged.measure.breakdown.as_ref().map_or(String::new(), |b| format!(" ({b})"));
    let question = Question {
        what: "Measure".to_owned(),
        text: format!("{}{part}", judged.measure.text),
        href: format!("measures/{}", judged.measure.key),
        who: list(&who),
        why: judged.impact.sentence.trim_start_matches("Red: ").to_owned(),
        question: "What will be done differently, and when should it show?".to_owned(),
    };
    // One that grows worse is more pressing than one that stays where it was.
    let weight = if judged.impact.rule == "worsening" { 760 } else { 610 };
    Some((weight, question))
}

fn uncovered(scene: &Scene) -> Vec<(u32, Question)> {
    let plan = &scene.plan;
    let by_actions = plan.actions.iter().flat_map(|a| &a.recommendations);
    let named: BTreeSet<&String> =
        by_actions.chain(plan.lines.iter().flat_map(|l| &l.recommendations)).collect();
    let answered = |number: &String| named.contains(number);
    // A plan that links nothing at all says nothing about any one recommendation.
    let links = plan.recommendations.iter().any(|r| answered(&r.number));
    plan.recommendations
        .iter()
        .filter(|r| links && !answered(&r.number))
        .map(|r| {
            let question = Question {
                what: format!("Recommendation {}", r.number),
                text: r.text.clone(),
                href: format!("recommendations/{}", r.number),
                who: String::new(),
                why: "No action answers it.".to_owned(),
                question: "Which action will answer it, and who will own it?".to_owned(),
            };
            (950, question)
        })
        .collect()
}
