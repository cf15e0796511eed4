//! The board's one page: what changed, delivery and impact by priority, what needs a decision, whether children are
//! better off, and how fresh all this is.

mod changes;
mod course;
mod decide;

use std::collections::BTreeMap;

use model::day::Day;
use model::finding::{Finding, Severity};
use model::level::{Delivery, Impact};
use model::plan::{Action, Owner, PriorityKind};
use model::rated::Distribution;
use reports::svg::{Bar, Segment, Spark, bar, palette, spark};
use serde::Serialize;

pub use changes::{Changed, Changes, Promises, Since};
pub use decide::Question;

use super::health::Acknowledged;
use super::measures::{self, MeasureRow};
use super::plan::{MONTH, OFTEN};
use super::rating::Rating;
use super::row::ActionRow;
use super::scene::Scene;
use super::sentence::{Lede, count};
use crate::judge::Together;

/// Cards of measures on the page; the rest are a link away.
const CARDS: usize = 10;
/// Questions on the page.
const QUESTIONS: usize = 7;

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct OverviewPage {
    /// How the plan stands, in a sentence.
    pub lede: Lede,
    /// What changed since an earlier day, where there is one.
    pub changes: Option<Changes>,
    /// A row for each priority at the top of the tree.
    pub priorities: Vec<PriorityRow>,
    /// The plan as a whole, in the same shape.
    pub whole: PriorityRow,
    /// What needs a decision, the most pressing first; at most seven.
    pub questions: Vec<Question>,
    /// What would deserve one too.
    pub more_questions: Vec<Question>,
    /// How the measures stand, in a sentence.
    pub measures_lede: String,
    /// The measures that say most, at most nine: worse ones first.
    pub measures: Vec<MeasureRow>,
    /// How many measures there are in all.
    pub measures_total: usize,
    /// How fresh this is.
    pub foot: Foot,
}

/// A priority in the matrix.
#[derive(Clone, Debug, Serialize)]
pub struct PriorityRow {
    /// Its key; empty for the plan as a whole.
    pub key: String,
    /// `Priority 1`; empty for the plan and for sections.
    pub label: String,
    /// Its title.
    pub title: String,
    /// Its sponsors as printed.
    pub sponsors: Vec<String>,
    /// How many actions it has.
    pub actions: usize,
    /// How many of them are late.
    pub late: usize,
    /// The worst delivery rating.
    pub delivery: Rating,
    /// How many actions have each level, worst first: level (or `not rated`) and count.
    pub delivery_counts: Vec<(String, usize)>,
    /// The same as a drawn bar.
    pub delivery_bar: String,
    /// The worst impact rating.
    pub impact: Rating,
    /// How many measures have each level.
    pub impact_counts: Vec<(String, usize)>,
    /// The same as a drawn bar.
    pub impact_bar: String,
    /// Late actions over the last year, drawn; empty if there never were any.
    pub late_spark: String,
    /// The same in words: `from 2 a year ago to 5, most 7`.
    pub late_words: String,
}

/// How fresh the page is, and what comes next.
#[derive(Clone, Debug, Serialize)]
pub struct Foot {
    /// The day of the newest figure, and its age in days.
    pub newest_figure: Option<(String, i32)>,
    /// Measures without a figure lately.
    pub stale_measures: usize,
    /// The day of the newest update, and its age in days.
    pub newest_update: Option<(String, i32)>,
    /// Open actions of which nothing was said lately.
    pub silent_actions: usize,
    /// Findings that nobody has set aside: errors, warnings, remarks.
    pub findings: (usize, usize, usize),
    /// Open actions due within a month.
    pub due_soon: usize,
}

impl OverviewPage {
    /// The page; `since` is the plan as it stood before, and what that day was; findings `aside` do not count.
    pub fn of(scene: &Scene, since: Option<(&Since, &Scene)>, aside: &Acknowledged) -> OverviewPage {
        let judged = scene.judged();
        let rows = scene.rows();
        let keys = priorities_of(scene);
        let top = scene.plan.priorities.iter().zip(&judged.priorities).enumerate();
        let top = top.filter(|(_, (p, _))| p.parent.is_none() && p.kind != PriorityKind::Section);
        let priorities = top.map(|(i, (priority, together))| {
            let below = scene.below(&priority.key);
            let under = |key: &Option<&str>| key.is_some_and(|k| below.iter().any(|b| b == k));
            let mine: Vec<usize> =
                keys.iter().enumerate().filter(|(_, k)| under(k)).map(|(i, _)| i).collect();
            let label = if priority.key.contains('/') {
                String::new()
            } else {
                format!("{} {}", super::sentence::capital(priority.kind.word()), priority.key)
            };
            let printed = |o: &Owner| o.text.clone();
            PriorityRow {
                key: priority.key.clone(),
                label,
                title: priority.title.clone(),
                sponsors: priority.sponsors.iter().map(printed).collect(),
                ..row(scene, &format!("p{}", i + 1), &priority.title, together, &mine)
            }
        });
        let priorities = priorities.collect();
        let all: Vec<usize> = (0..rows.len()).collect();
        let mut cards: Vec<MeasureRow> = judged.measures.iter().map(|m| MeasureRow::of(scene, m)).collect();
        let measures_lede = measures::lede(&cards);
        let measures_total = cards.len();
        let foot = foot(scene, &cards, aside);
        cards.retain(|c| c.latest.is_some());
        cards.sort_by_key(|c| (severity(c), c.returns == 1));
        cards.truncate(CARDS);
        let mut questions = decide::questions(scene, &judged);
        let more_questions = questions.split_off(QUESTIONS.min(questions.len()));
        OverviewPage {
            lede: lede(rows, &judged.plan),
            changes: since.map(|(since, before)| changes::between(since, before, scene)),
            priorities,
            whole: PriorityRow {
                title: scene.plan.title.clone(),
                ..row(scene, "all", "the plan", &judged.plan, &all)
            },
            questions,
            more_questions,
            measures_lede,
            measures: cards,
            measures_total,
            foot,
        }
    }
}

/// The key of the priority that each action stands under, by itself or by its line.
fn priorities_of(scene: &Scene) -> Vec<Option<&str>> {
    let lines: BTreeMap<&str, Option<&str>> =
        scene.plan.lines.iter().rev().map(|l| (l.reference.as_str(), l.priority.as_deref())).collect();
    let of_line = |a: &Action| lines.get(a.line.as_deref()?).copied().flatten();
    scene.plan.actions.iter().map(|a| a.priority.as_deref().or_else(|| of_line(a))).collect()
}

/// Worse ratings first, then those that nothing can be said of.
fn severity(card: &MeasureRow) -> usize {
    let level = card.impact.level.as_deref().and_then(Impact::from_word);
    level.and_then(|l| Impact::ALL.iter().position(|a| *a == l)).unwrap_or(Impact::ALL.len())
}

fn lede(rows: &[ActionRow], whole: &Together) -> Lede {
    if rows.is_empty() {
        return Lede::plain("This plan has no actions yet.");
    }
    let tally = |f: &dyn Fn(&ActionRow) -> bool| rows.iter().filter(|r| f(r)).count();
    let late = tally(&|r| r.due.late > 0);
    let done = tally(&|r| r.complete);
    let slipped = tally(&|r| r.due.moved > 0);
    let often = tally(&|r| r.due.moved >= OFTEN);
    let green = whole.impacts.iter().filter(|l| **l == Some(Impact::Green)).count();
    let rated = whole.impacts.iter().flatten().count();
    let mut parts = vec![
        (done, format!("{done} {} complete", if done == 1 { "is" } else { "are" }), "plan?due=done"),
        (late, format!("{late} {} late", if late == 1 { "is" } else { "are" }), "plan?due=late"),
    ];
    match often {
        0 if slipped > 0 => {
            let words = format!("{slipped} moved {} date", if slipped == 1 { "its" } else { "their" });
            parts.push((slipped, words, "plan?due=moved"));
        }
        0 => {}
        n => {
            let words =
                format!("{n} moved {} date three times or more", if n == 1 { "its" } else { "their" });
            parts.push((n, words, "plan?due=often"));
        }
    }
    if rated > 0 {
        let meet = if green == 1 || rated == 1 { "meets its target" } else { "meet their target" };
        let words = format!("{green} of {} {meet}", count(rated, "rated measure"));
        parts.push((green, words, "measures?show=met"));
    }
    Lede::of(format!("Of {}", count(rows.len(), "action")), parts)
}

/// The row of a priority whose actions stand at these places of the plan.
fn row(scene: &Scene, id: &str, of: &str, together: &Together, places: &[usize]) -> PriorityRow {
    let rows = scene.rows();
    let late = places.iter().filter(|i| rows.get(**i).is_some_and(|r| r.due.late > 0)).count();
    let course = course::late(scene, places);
    let delivery: Vec<Segment> = segments(&together.spread);
    let impact: Vec<Segment> = impact_segments(&together.impacts);
    let counts = |segments: &[Segment]| -> Vec<(String, usize)> {
        segments.iter().filter(|s| s.count > 0).map(|s| (s.name.clone(), s.count)).collect()
    };
    let drawn = |axis: &str, segments: &[Segment]| {
        let title = format!("{axis} of {of}");
        bar(&Bar {
            id: format!("{id}-{}", axis.to_lowercase()),
            title,
            segments: segments.to_vec(),
            width: 260,
        })
    };
    PriorityRow {
        key: String::new(),
        label: String::new(),
        title: String::new(),
        sponsors: Vec::new(),
        actions: places.len(),
        late,
        delivery: Rating::suggested(&together.delivery, Delivery::word),
        delivery_counts: counts(&delivery),
        delivery_bar: drawn("Delivery", &delivery),
        impact: Rating::suggested(&together.impact, Impact::word),
        impact_counts: counts(&impact),
        impact_bar: drawn("Impact", &impact),
        late_words: course::words(&course),
        late_spark: if course.iter().all(|n| *n == 0) {
            String::new()
        } else {
            spark(&Spark {
                values: course.iter().map(|n| Some(*n as f64)).collect(),
                from_zero: true,
                ..Spark::default()
            })
        },
    }
}

fn segments(spread: &Distribution) -> Vec<Segment> {
    let rated = Delivery::ALL.into_iter().map(|l| (Some(l), spread.count(l)));
    rated
        .chain([(None, spread.not_rated)])
        .map(|(level, count)| Segment {
            name: level.map_or("not rated", Delivery::word).to_owned(),
            letter: palette::delivery_letter(level).to_owned(),
            count,
            tint: palette::delivery(level),
        })
        .collect()
}

fn impact_segments(levels: &[Option<Impact>]) -> Vec<Segment> {
    Impact::ALL
        .into_iter()
        .map(Some)
        .chain([None])
        .map(|level| Segment {
            name: level.map_or("not rated", Impact::word).to_owned(),
            letter: palette::impact_letter(level).to_owned(),
            count: levels.iter().filter(|l| **l == level).count(),
            tint: palette::impact(level),
        })
        .collect()
}

fn foot(scene: &Scene, measures: &[MeasureRow], aside: &Acknowledged) -> Foot {
    let aged = |day: Day| (day.iso(), scene.day.days_since(day));
    let newest =
        |days: Vec<Option<&String>>| days.into_iter().flatten().filter_map(|d| Day::parse_iso(d)).max();
    let rows = scene.rows();
    let freshest = scene.judgements().iter().filter_map(|j| j.stale_days).min();
    let stands = |f: &&Finding| !aside.contains_key(&(f.code.to_string(), f.subject.clone()));
    let of = |wanted| scene.findings().iter().filter(stands).filter(|f| f.severity == wanted).count();
    Foot {
        newest_figure: newest(measures.iter().map(|m| m.day.as_ref()).collect()).map(aged),
        stale_measures: measures.iter().filter(|m| m.stale).count(),
        newest_update: freshest.map(|days| aged(scene.day.plus_days(-days))),
        silent_actions: rows.iter().filter(|r| r.silent).count(),
        findings: (of(Severity::Error), of(Severity::Warning), of(Severity::Info)),
        due_soon: rows.iter().filter(|r| r.due_within(MONTH, scene.day)).count(),
    }
}

#[cfg(test)]
mod tests;
