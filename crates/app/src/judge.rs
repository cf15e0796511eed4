//! A whole plan judged on a day: what the rules suggest, what persons and documents say, and what therefore holds.

use std::collections::{BTreeMap, BTreeSet};

use model::day::Day;
use model::delivery::{self, Listener};
use model::impact;
use model::level::{Delivery, Impact};
use model::plan::{Action, Axis, Measure, Plan, RatingGiven};
use model::rated::{Distribution, Rated, Thresholds};
use model::series::{ByMeasure, Return, same_breakdown};

/// Who a level comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The rules.
    Rules,
    /// A person, on that day, with that reason; it may confirm the rules or override them.
    Person {
        /// Who.
        by: String,
        /// The day from which it holds.
        on: Day,
        /// Why.
        reason: String,
    },
    /// The imported document prints it, and the rules find nothing to rate by.
    Document,
}

/// A judgement on one axis: everything that was said, and what holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict<L> {
    /// What the rules suggest.
    pub suggested: Rated<L>,
    /// What the document prints.
    pub printed: Option<L>,
    /// What holds.
    pub level: Option<L>,
    /// Who it comes from.
    pub from: Source,
}

impl<L: Copy + PartialEq> Verdict<L> {
    /// A person's rating holds over the rules'; what a document prints holds only where the rules rate nothing.
    fn of(suggested: Rated<L>, printed: Option<L>, given: Option<(Option<L>, &RatingGiven)>) -> Verdict<L> {
        let (level, from) = match (given, suggested.level, printed) {
            (Some((level, r)), _, _) => {
                (level, Source::Person { by: r.by.clone(), on: r.given_on, reason: r.reason.clone() })
            }
            (None, None, Some(printed)) => (Some(printed), Source::Document),
            (None, level, _) => (level, Source::Rules),
        };
        Verdict { suggested, printed, level, from }
    }

    /// A person said otherwise than the rules.
    pub fn overridden(&self) -> bool {
        matches!(self.from, Source::Person { .. }) && self.level != self.suggested.level
    }
}

/// An action judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// How the doing goes.
    pub delivery: Verdict<Delivery>,
    /// What difference it makes: that of its line's measures.
    pub impact: Verdict<Impact>,
    /// Days since anything was said of it, of its line, priority or plan.
    pub stale_days: Option<i32>,
}

/// A line, a priority or the plan judged: its actions and measures together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// The reference of a line, the key of a priority; empty for the plan.
    pub key: String,
    /// The worst of its actions.
    pub delivery: Rated<Delivery>,
    /// How many actions have each level.
    pub spread: Distribution,
    /// The worst of its measures.
    pub impact: Rated<Impact>,
    /// The levels of its measures, each measure once.
    pub impacts: Vec<Option<Impact>>,
}

/// A measure judged.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureJudged<'a> {
    /// The measure, as its first line prints it.
    pub measure: &'a Measure,
    /// The references of the lines it stands in.
    pub lines: Vec<&'a str>,
    /// Its impact rating.
    pub impact: Rated<Impact>,
    /// Every return by that day, oldest first.
    pub returns: Vec<Return<'a>>,
}

/// A plan judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged<'a> {
    /// Its lines, in document order.
    pub lines: Vec<Together>,
    /// Its priorities and sections with all below them, in document order.
    pub priorities: Vec<Together>,
    /// The plan as a whole.
    pub plan: Together,
    /// Its measures, one for each key and breakdown, in document order.
    pub measures: Vec<MeasureJudged<'a>>,
}

/// Judges a plan as it stands on a day, its actions being judged already (see [`actions`]).
pub fn judge<'a>(plan: &'a Plan, day: Day, actions: &[Judgement]) -> Judged<'a> {
    let measures = measures(plan, day);
    let by_line = by_line(&measures);
    let mut levels: BTreeMap<&str, Vec<Option<Delivery>>> = BTreeMap::new();
    for (action, judgement) in plan.actions.iter().zip(actions) {
        if let Some(line) = action.line.as_deref() {
            levels.entry(line).or_default().push(judgement.delivery.level);
        }
    }
    let lines = plan.lines.iter().map(|l| {
        let own = l.reference.as_str();
        let spread = Distribution::of(levels.get(own).into_iter().flatten().copied());
        let mine = by_line.get(own).map(Vec::as_slice).unwrap_or_default();
        together(own, &format!("line {own}"), spread, mine)
    });
    let lines = lines.collect();
    let group = |key: &str, of: &str, mine: &dyn Fn(&Action) -> bool, lines: &dyn Fn(&str) -> bool| {
        let levels = plan.actions.iter().zip(actions).filter(|(a, _)| mine(a)).map(|(_, j)| j.delivery.level);
        let measures = measures.iter().filter(|m| m.lines.iter().any(|l| lines(l)));
        together(key, of, Distribution::of(levels), &measures.collect::<Vec<_>>())
    };
    let priority_of: BTreeMap<&str, &str> =
        plan.lines.iter().filter_map(|l| Some((l.reference.as_str(), l.priority.as_deref()?))).collect();
    let priorities = plan.priorities.iter().map(|p| {
        let below = below(plan, &p.key);
        let under = |key: Option<&str>| key.is_some_and(|k| below.contains(k));
        let line_under = |line: &str| under(priority_of.get(line).copied());
        let mine = |a: &Action| {
            under(a.priority.as_deref().or_else(|| priority_of.get(a.line.as_deref()?).copied()))
        };
        group(&p.key, &format!("{} {}", p.kind.word(), p.key), &mine, &line_under)
    });
    let priorities = priorities.collect();
    let whole = group("", "the plan", &|_| true, &|_| true);
    Judged { lines, priorities, plan: whole, measures }
}

/// The actions of a plan judged, in document order.
pub fn actions<'p>(plan: &'p Plan, day: Day, thresholds: &Thresholds) -> Vec<Judgement> {
    let measures = measures(plan, day);
    let by_line = by_line(&measures);
    let listener = Listener::of(plan, day, thresholds);
    // Actions of one line share its measures' rating.
    let mut impacts: BTreeMap<&str, Rated<Impact>> = BTreeMap::new();
    let one = |action: &'p Action| {
        let facts = listener.facts(action);
        let line = action.line.as_deref().unwrap_or_default();
        let mine = || by_line.get(line).map(Vec::as_slice).unwrap_or_default();
        let impact =
            impacts.entry(line).or_insert_with(|| together("", "", Distribution::default(), mine()).impact);
        Judgement {
            stale_days: facts.latest_update(day).map(|u| day.days_since(u.day)),
            delivery: Verdict::of(
                delivery::rate(&facts, day, thresholds),
                action.delivery,
                given(action, Axis::Delivery, day, Delivery::from_word),
            ),
            impact: Verdict::of(
                impact.clone(),
                action.impact,
                given(action, Axis::Impact, day, Impact::from_word),
            ),
        }
    };
    plan.actions.iter().map(one).collect()
}

/// The last rating a person gave by that day, with its level.
fn given<L>(
    action: &Action,
    axis: Axis,
    day: Day,
    level: fn(&str) -> Option<L>,
) -> Option<(Option<L>, &RatingGiven)> {
    let last = action.ratings.iter().rev().find(|r| r.axis == axis && r.given_on <= day)?;
    Some((last.level.as_deref().and_then(level), last))
}

fn together(key: &str, of: &str, spread: Distribution, mine: &[&MeasureJudged<'_>]) -> Together {
    Together {
        key: key.to_owned(),
        delivery: delivery::worst_of(&spread, of),
        impacts: mine.iter().map(|m| m.impact.level).collect(),
        impact: impact::worst_of(&mine.iter().map(|m| (m.measure, m.impact.clone())).collect::<Vec<_>>()),
        spread,
    }
}

/// The measures of each line.
fn by_line<'m, 'a>(measures: &'m [MeasureJudged<'a>]) -> BTreeMap<&'a str, Vec<&'m MeasureJudged<'a>>> {
    let mut out: BTreeMap<&str, Vec<&MeasureJudged<'_>>> = BTreeMap::new();
    for measure in measures {
        for line in &measure.lines {
            out.entry(line).or_default().push(measure);
        }
    }
    out
}

/// Every measure once for each breakdown, with the lines it stands in and its returns by that day.
pub fn measures(plan: &Plan, day: Day) -> Vec<MeasureJudged<'_>> {
    measures_of(plan, day, |_| true)
}

/// The same for those measures whose keys are wanted.
pub fn measures_of<'a>(plan: &'a Plan, day: Day, wanted: impl Fn(&str) -> bool) -> Vec<MeasureJudged<'a>> {
    let observed = ByMeasure::of(plan);
    let mut found: Vec<MeasureJudged<'_>> = Vec::new();
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for line in &plan.lines {
        for measure in line.measures.iter().filter(|m| wanted(&m.key)) {
            let held = places.entry(&measure.key).or_default();
            let same = |m: &MeasureJudged<'_>| {
                same_breakdown(m.measure.breakdown.as_deref(), measure.breakdown.as_deref())
            };
            let known = held.iter().copied().find(|i| found.get(*i).is_some_and(same));
            if let Some(known) = known.and_then(|i| found.get_mut(i)) {
                if !known.lines.contains(&line.reference.as_str()) {
                    known.lines.push(&line.reference);
                }
                continue;
            }
            held.push(found.len());
            let returns = observed.returns(measure, day);
            let impact = impact::rate(&impact::Facts::of_returns(measure, &returns), day);
            found.push(MeasureJudged { measure, lines: vec![&line.reference], impact, returns });
        }
    }
    found
}

/// The keys of a priority and of everything below it.
fn below<'a>(plan: &'a Plan, root: &'a str) -> BTreeSet<&'a str> {
    let mut keys = BTreeSet::from([root]);
    // Each round goes one level deeper; a circle adds nothing and ends it.
    loop {
        let more: Vec<&str> = plan
            .priorities
            .iter()
            .filter(|p| {
                p.parent.as_deref().is_some_and(|up| keys.contains(up)) && !keys.contains(p.key.as_str())
            })
            .map(|p| p.key.as_str())
            .collect();
        if more.is_empty() {
            return keys;
        }
        keys.extend(more);
    }
}

#[cfg(test)]
mod tests {
    use model::day::Day;
    use model::decimal::Decimal;
    use model::level::{Delivery, Impact};
    use model::plan::{
        Action, Axis, DateKind, Direction, Line, Measure, Observation, Origin, Period, PeriodKind, Plan,
        Priority, RatingGiven, TargetDate,
    };
    use model::rated::Thresholds;

    use super::{Source, actions, judge};

    fn day(iso: &str) -> Day {
        Day::parse_iso(iso).unwrap()
    }

    fn action(line: &str, due: &str) -> Action {
        let to = Some(day(due));
        let date =
            TargetDate { kind: DateKind::Point, to, from: to, phrase: due.into(), ..TargetDate::default() };
        Action { line: Some(line.into()), dates: vec![date], ..Action::default() }
    }

    fn plan() -> Plan {
        let node = |key: &str, parent: Option<&str>| Priority {
            key: key.into(),
            parent: parent.map(str::to_owned),
            ..Priority::default()
        };
        let measure = Measure {
            key: "visits".into(),
            text: "Visits in time".into(),
            target: Decimal::whole(90),
            direction: Some(Direction::Higher),
            ..Measure::default()
        };
        let line = |reference: &str, priority: &str, measures: Vec<Measure>| Line {
            reference: reference.into(),
            priority: Some(priority.into()),
            measures,
            ..Line::default()
        };
        let returned = |on: &str, value| Observation {
            measure: "visits".into(),
            value: Decimal::whole(value),
            period: Some(Period { kind: PeriodKind::Day, from: day(on), to: day(on) }),
            ..Observation::default()
        };
        Plan {
            as_at: Some(day("2021-06-01")),
            priorities: vec![node("1", None), node("1/a", Some("1")), node("2", None)],
            lines: vec![
                line("1.1", "1/a", vec![measure.clone()]),
                line("1.2", "1/a", vec![measure]),
                line("2.1", "2", vec![]),
            ],
            actions: vec![
                action("1.1", "2021-07-31"),
                action("1.1", "2022-03-31"),
                action("2.1", "2022-03-31"),
            ],
            observations: vec![
                returned("2021-08-16", 72),
                returned("2021-09-15", 75),
                returned("2021-11-29", 86),
            ],
            ..Plan::default()
        }
    }

    #[test]
    fn lines_and_priorities_take_the_worst_of_what_is_below_them() {
        let plan = plan();
        let actions = actions(&plan, day("2021-10-01"), &Thresholds::default());
        let judged = judge(&plan, day("2021-10-01"), &actions);
        assert_eq!(actions[0].delivery.level, Some(Delivery::Red));
        assert_eq!(judged.lines[0].delivery.level, Some(Delivery::Red));
        assert_eq!(judged.lines[0].spread.total(), 2);
        assert_eq!(judged.priorities[0].delivery.level, Some(Delivery::Red), "through its section");
        assert_eq!(judged.priorities[2].delivery.level, None);
        assert_eq!(judged.measures.len(), 1, "a shared measure is judged once");
        assert_eq!(judged.measures[0].lines, ["1.1", "1.2"]);
        assert_eq!(judged.priorities[0].impact.level, Some(Impact::Yellow));
        assert_eq!(actions[1].impact.level, Some(Impact::Yellow));
        assert_eq!(actions[2].impact.level, None);
        assert_eq!(judged.plan.impacts, [Some(Impact::Yellow)]);
        assert_eq!(judged.plan.spread.total(), 3);
    }

    #[test]
    fn a_person_holds_over_the_rules_and_a_document_only_over_silence() {
        let mut plan = plan();
        let given = |level: Option<&str>, on: &str| RatingGiven {
            origin: Origin::default(),
            axis: Axis::Delivery,
            level: level.map(str::to_owned),
            given_on: day(on),
            by: "Ada Shah".into(),
            reason: "Seen at work".into(),
        };
        plan.actions[0].ratings = vec![given(Some("amber"), "2021-09-20"), given(None, "2021-11-01")];
        plan.actions[0].delivery = Some(Delivery::Green);
        plan.actions[1].delivery = Some(Delivery::Green);
        let at = |on: &str| actions(&plan, day(on), &Thresholds::default());
        let before = &at("2021-09-01")[0].delivery;
        assert_eq!(
            (before.level, &before.from),
            (Some(Delivery::Red), &Source::Rules),
            "printed green does not hide it"
        );
        let then = &at("2021-10-01")[0].delivery;
        assert!(
            then.level == Some(Delivery::Amber)
                && then.overridden()
                && then.suggested.level == Some(Delivery::Red)
        );
        let later = &at("2021-11-02")[0].delivery;
        assert!(later.level.is_none() && later.overridden());
        let silent = &at("2021-10-01")[1].delivery;
        assert_eq!((silent.level, &silent.from), (Some(Delivery::Green), &Source::Document));
    }
}
