//! What the rules ask of a plan, worked out once: indexes by line, measure and recommendation, and every text.

use std::collections::BTreeMap;

use model::at::At;
use model::day::Day;
use model::level::Delivery;
use model::plan::{
    Action, DateKind, Given, Line, Measure, Observation, Plan, Recommendation, Status, TargetDate, Update,
};

use crate::options::Options;
use crate::texts::{Text, texts};
use crate::words::Stems;

/// A plan with its indexes, on the day it is judged.
pub(crate) struct Facts<'p> {
    /// The plan.
    pub plan: &'p Plan,
    /// The day it is judged.
    pub day: Day,
    /// Thresholds.
    pub options: &'p Options,
    /// Every text of the plan in reading order.
    pub texts: Vec<Text<'p>>,
    /// What each action is about, in order.
    pub stems: Vec<Stems>,
    /// Lines by reference.
    pub lines: BTreeMap<&'p str, &'p Line>,
    /// Actions of a line, in order; actions without a line are not here.
    pub by_line: BTreeMap<&'p str, Vec<&'p Action>>,
    /// Actions that answer a recommendation, by its number.
    pub by_recommendation: BTreeMap<&'p str, Vec<&'p Action>>,
    /// Where a measure is printed, by its key: the first place of each breakdown first.
    pub measures: BTreeMap<&'p str, Vec<(&'p Line, &'p Measure)>>,
    /// Values by measure and breakdown, oldest first; values without a period come first.
    pub series: BTreeMap<(&'p str, Option<&'p str>), Vec<&'p Observation>>,
}

impl<'p> Facts<'p> {
    /// Works out the indexes.
    pub(crate) fn new(plan: &'p Plan, day: Day, options: &'p Options) -> Facts<'p> {
        let mut by_line: BTreeMap<&str, Vec<&Action>> = BTreeMap::new();
        let mut by_recommendation: BTreeMap<&str, Vec<&Action>> = BTreeMap::new();
        for action in &plan.actions {
            if let Some(line) = &action.line {
                by_line.entry(line).or_default().push(action);
            }
            for number in &action.recommendations {
                by_recommendation.entry(number).or_default().push(action);
            }
        }
        for line in &plan.lines {
            for number in &line.recommendations {
                let answering = by_recommendation.entry(number).or_default();
                for action in by_line.get(line.reference.as_str()).into_iter().flatten() {
                    if !answering.iter().any(|a| std::ptr::eq(*a, *action)) {
                        answering.push(action);
                    }
                }
            }
        }
        let mut measures: BTreeMap<&str, Vec<(&Line, &Measure)>> = BTreeMap::new();
        for line in &plan.lines {
            for measure in &line.measures {
                measures.entry(&measure.key).or_default().push((line, measure));
            }
        }
        let mut series: BTreeMap<(&str, Option<&str>), Vec<&Observation>> = BTreeMap::new();
        // What was computed is held against what is stated by a rule of its own.
        for observation in plan.observations.iter().filter(|o| o.provenance.is_none()) {
            series
                .entry((&observation.measure, observation.breakdown.as_deref()))
                .or_default()
                .push(observation);
        }
        for values in series.values_mut() {
            values.sort_by_key(|o| o.period.map(|p| (p.to, p.from)));
        }
        let lines = plan.lines.iter().map(|line| (line.reference.as_str(), line)).collect();
        let texts = texts(plan, day);
        let stems = plan.actions.iter().map(|action| Stems::of(&action.text)).collect();
        Facts { plan, day, options, texts, stems, lines, by_line, by_recommendation, measures, series }
    }

    /// The line of an action.
    pub(crate) fn line_of(&self, action: &Action) -> Option<&'p Line> {
        self.lines.get(action.line.as_deref()?).copied()
    }

    /// The updates that speak of an action: its own, or else those of its line.
    pub(crate) fn updates_of(&self, action: &'p Action) -> &'p [Update] {
        if action.updates.is_empty() {
            self.line_of(action).map_or(&[], |line| &line.updates)
        } else {
            &action.updates
        }
    }

    /// The recommendation with this number.
    pub(crate) fn recommendation(&self, number: &str) -> Option<&'p Recommendation> {
        self.plan.recommendations.iter().find(|r| r.number == number)
    }

    /// What the first printing of a measure says, for this breakdown if it has one of its own.
    pub(crate) fn measure(&self, key: &str, breakdown: Option<&str>) -> Option<&'p Measure> {
        let printed = self.measures.get(key)?;
        let own = printed.iter().find(|(_, m)| m.breakdown.as_deref() == breakdown);
        own.or_else(|| printed.iter().find(|(_, m)| m.breakdown.is_none()))
            .or(printed.first())
            .map(|(_, m)| *m)
    }
}

/// What rules ask of an action.
pub(crate) trait ActionFacts {
    /// Its place.
    fn place(&self) -> &At;
    /// Whether it is said to be complete, in words or by the colour that means it.
    fn is_complete(&self) -> bool;
    /// The dates that hold now: those that no later one replaced.
    fn current_dates(&self) -> impl Iterator<Item = &TargetDate>;
    /// The last day by which it is due, where its dates close.
    fn due(&self) -> Option<Day>;
    /// How it is called in a message: `Action 1.4b` with its first words.
    fn called(&self) -> String;
    /// Whether it has owners of any kind.
    fn has_owner(&self) -> bool;
}

impl ActionFacts for Action {
    fn place(&self) -> &At {
        &self.origin.at
    }

    fn is_complete(&self) -> bool {
        self.status == Some(Status::Complete) || self.delivery == Some(Delivery::Blue)
    }

    fn current_dates(&self) -> impl Iterator<Item = &TargetDate> {
        self.dates.iter().filter(|date| !date.superseded)
    }

    fn due(&self) -> Option<Day> {
        self.current_dates().filter_map(|date| date.to).max()
    }

    fn called(&self) -> String {
        let words = crate::words::first_words(&self.text, 8);
        match self.reference.as_str() {
            "" => format!("Action “{words}”"),
            // "Action 3" is how the plan itself calls it.
            named if named.get(..6).is_some_and(|w| w.eq_ignore_ascii_case("action")) => {
                format!("{named} “{words}”")
            }
            reference => format!("Action {reference} “{words}”"),
        }
    }

    fn has_owner(&self) -> bool {
        self.owners_from != Given::None && self.owners.iter().any(|o| !o.text.trim().is_empty())
            || self.lead_body.as_ref().is_some_and(|b| !b.trim().is_empty())
    }
}

/// Whether an open start gave way to a bare month without a word: `From July 2021 September 2021` can be a start that
/// moved (`From September 2021`), or a period that ends there. Where a reason or an approver stands beside the later
/// date, somebody has said what it is.
pub(crate) fn start_or_end(action: &Action) -> bool {
    let mut dates = action.dates.iter().rev();
    let (Some(last), Some(before)) = (dates.next(), dates.next()) else { return false };
    let opened = before.superseded && before.kind == DateKind::Start && before.to.is_none();
    let bare = last.kind == DateKind::Point && last.phrase.starts_with(|c: char| !c.is_ascii_lowercase());
    let qualified =
        ["by ", "end ", "before "].iter().any(|word| last.phrase.to_lowercase().starts_with(word));
    opened && bare && !qualified && last.reason.is_none() && last.approved_by.is_none()
}

/// How a recommendation is called as the subject of a finding.
pub(crate) fn recommendation_subject(number: &str) -> String {
    format!("recommendation {number}")
}
