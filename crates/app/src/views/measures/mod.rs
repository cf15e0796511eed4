//! Measures: the list of them, and one measure with its chart, its table and where its figures come from.

mod chart;
pub(crate) mod ends;
mod page;

use model::day::Day;
use model::decimal::Decimal;
use model::impact::with_unit;
use model::level::Impact;
use model::plan::{Direction, Measure, Period, PeriodKind};
use model::series::Return;
use reports::svg::{Spark, spark};
use serde::Serialize;

pub use chart::Drawn;
pub(crate) use chart::{drawn, judged};
pub use page::{Breakdown, Figure, MeasurePage};

use super::rating::Rating;
use super::scene::Scene;
use super::sentence::{Lede, count};
use crate::judge::MeasureJudged;

/// The list of measures.
#[derive(Clone, Debug, Serialize)]
pub struct MeasuresPage {
    /// How they stand, in a sentence.
    pub lede: Lede,
    /// What is shown: a word of [`SHOWN`].
    pub show: String,
    /// What can be shown: word, what it is called, how many.
    pub tabs: Vec<(&'static str, &'static str, usize)>,
    /// The measures asked for, one for each breakdown, in document order.
    pub rows: Vec<MeasureRow>,
}

/// What can be asked for: the word of an address, what it is called, and which measures it means.
type Shown = (&'static str, &'static str, fn(&MeasureRow) -> bool);

/// What of the measures can be shown.
const SHOWN: [Shown; 5] = [
    ("", "All", |_| true),
    ("met", "Meet their target", |m| level(m) == Some(Impact::Green)),
    ("short", "Fall short", |m| matches!(level(m), Some(Impact::Red | Impact::Amber | Impact::Yellow))),
    ("open", "Not rated", |m| matches!(level(m), None | Some(Impact::Grey))),
    ("stale", "No figure lately", |m| m.stale),
];

fn level(row: &MeasureRow) -> Option<Impact> {
    row.impact.level.as_deref().and_then(Impact::from_word)
}

/// A measure as a row or a card.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureRow {
    /// What its address ends with.
    pub key: String,
    /// Its words.
    pub text: String,
    /// What it is broken down to.
    pub breakdown: Option<String>,
    /// The references of the lines it stands in.
    pub lines: Vec<String>,
    /// The target in words: `at least 90%`.
    pub target: Option<String>,
    /// The latest value: `85.5%`.
    pub latest: Option<String>,
    /// The last day of its period.
    pub day: Option<String>,
    /// How many days old it is.
    pub age_days: Option<i32>,
    /// It had no figure in the last cycles, or never one.
    pub stale: bool,
    /// The return before it.
    pub previous: Option<String>,
    /// How many returns there are.
    pub returns: usize,
    /// What difference it makes.
    pub impact: Rating,
    /// Whether a change can be told from chance: word and sentence.
    pub variation: Word,
    /// Whether the target will be met; none without target or enough returns.
    pub assurance: Option<Word>,
    /// Its course, drawn; empty without a value.
    pub spark: String,
}

/// A word with the sentence that says what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Word {
    /// `improving`, `hit or miss`.
    pub word: &'static str,
    /// What it means.
    pub sentence: &'static str,
}

impl MeasuresPage {
    /// The page; `show` narrows it.
    pub fn of(scene: &Scene, show: &str) -> MeasuresPage {
        let all: Vec<MeasureRow> = crate::judge::measures(&scene.plan, scene.day)
            .iter()
            .map(|judged| MeasureRow::of(scene, judged))
            .collect();
        let tabs = SHOWN.map(|(word, name, holds)| (word, name, all.iter().filter(|m| holds(m)).count()));
        let lede = Lede::plain(lede(&all));
        let (show, _, holds) = SHOWN.into_iter().find(|(word, _, _)| *word == show).unwrap_or(SHOWN[0]);
        let rows = all.into_iter().filter(holds).collect();
        MeasuresPage { lede, show: show.to_owned(), tabs: tabs.to_vec(), rows }
    }
}

/// How many meet their target, how many cannot be told.
pub fn lede(rows: &[MeasureRow]) -> String {
    if rows.is_empty() {
        return "This plan has no measures yet.".to_owned();
    }
    let tally = |f: &dyn Fn(&MeasureRow) -> bool| rows.iter().filter(|r| f(r)).count();
    let targeted = tally(&|r| r.target.is_some());
    let met = tally(&|r| r.impact.level.as_deref() == Some(Impact::Green.word()));
    let silent = tally(&|r| r.latest.is_none());
    let aims = match targeted {
        0 => "none has a target".to_owned(),
        n => format!("{met} of {n} with a target meet it"),
    };
    match silent {
        0 => format!("{}: {aims}.", count(rows.len(), "measure")),
        n => format!(
            "{}: {aims}, and {n} {} no figure.",
            count(rows.len(), "measure"),
            if n == 1 { "has" } else { "have" }
        ),
    }
}

impl MeasureRow {
    /// The row of a measure.
    pub fn of(scene: &Scene, judged: &MeasureJudged<'_>) -> MeasureRow {
        let measure = judged.measure;
        let comparable = model::series::comparable(&judged.returns);
        let course: Vec<&Return<'_>> = comparable.iter().filter(|r| !r.observation.baseline).collect();
        let shown = |r: &Return<'_>| r.value().map(|v| with_unit(v, measure.unit.as_deref()));
        let latest = course.last().copied();
        let chart = chart::judged(&judged.returns, measure);
        let age_days = latest.map(|r| scene.day.days_since(r.period.to));
        let (cycle, cycles) = (scene.settings.thresholds.cycle_days, scene.settings.thresholds.recent_cycles);
        let stale = age_days.is_none_or(|days| days > cycle.saturating_mul(cycles));
        MeasureRow {
            key: measure.key.clone(),
            text: measure.text.clone(),
            breakdown: measure.breakdown.clone(),
            lines: judged.lines.iter().map(|l| (*l).to_owned()).collect(),
            target: measure.target.map(|t| aim(measure, t)),
            latest: latest.and_then(shown),
            day: latest.map(|r| r.period.to.iso()),
            age_days,
            stale,
            previous: course.len().checked_sub(2).and_then(|i| course.get(i)).and_then(|r| shown(r)),
            returns: judged.returns.len(),
            impact: Rating::suggested(&judged.impact, Impact::word),
            variation: Word { word: chart.0.variation.word(), sentence: chart.0.variation.sentence() },
            assurance: chart.0.assurance.map(|a| Word { word: a.word(), sentence: a.sentence() }),
            spark: spark(&Spark {
                values: chart.1.iter().map(|p| p.value).collect(),
                limits: chart.0.limits.filter(|l| !l.trial).map(|l| (l.lower, l.upper)),
                target: measure.target.map(Decimal::to_f64),
                from_zero: false,
            }),
        }
    }
}

/// The target in words.
pub(crate) fn aim(measure: &Measure, target: Decimal) -> String {
    let figure = with_unit(target, measure.unit.as_deref());
    match measure.direction {
        Some(Direction::Higher) => format!("at least {figure}"),
        Some(Direction::Lower) => format!("at most {figure}"),
        Some(Direction::Level) | None => figure,
    }
}

/// A period in words: `29 Nov 2021`, `October 2021`, `1 Apr 2021 to 30 Sep 2021`.
pub fn period_words(period: Period) -> String {
    let month = |d: Day| d.long().split_once(' ').map_or(String::new(), |(_, month)| month.to_owned());
    match period.kind {
        PeriodKind::Day => period.to.short(),
        PeriodKind::Month => month(period.to),
        PeriodKind::Range => format!("{} to {}", period.from.short(), period.to.short()),
        PeriodKind::YearToDate => format!("year to {}", period.to.short()),
    }
}

#[cfg(test)]
mod tests;
