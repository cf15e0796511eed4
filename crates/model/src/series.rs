//! The values of a measure in order of time.

use std::collections::BTreeMap;

use crate::day::Day;
use crate::decimal::Decimal;
use crate::plan::{Measure, Observation, Period, PeriodKind, Plan};

/// One return of a measure: its period and the value as stated and as computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Return<'a> {
    /// The day or period it speaks of; where the document gives none, the document's own day.
    pub period: Period,
    /// The observation.
    pub observation: &'a Observation,
}

impl Return<'_> {
    /// The value as stated, or, where none is stated, as computed.
    pub fn value(&self) -> Option<Decimal> {
        self.observation.value.or(self.observation.computed)
    }
}

/// Whether a breakdown means all of a measure: none at all, or `overall`, `all`, `total`, `all services`.
pub fn is_overall(breakdown: Option<&str>) -> bool {
    const WHOLE: [&str; 6] = ["", "overall", "all", "total", "all services", "whole service"];
    breakdown.is_none_or(|b| WHOLE.iter().any(|whole| b.trim().eq_ignore_ascii_case(whole)))
}

/// Whether two breakdowns are the same: in the same words (`&` is `and`, `(all teams)` adds nothing), or one the
/// initials of the other, as `S&FS` is of `Safeguarding and Family Support`.
pub fn same_breakdown(a: Option<&str>, b: Option<&str>) -> bool {
    match (is_overall(a), is_overall(b)) {
        (true, true) => true,
        (false, false) => {
            a.zip(b).is_some_and(|(a, b)| a.trim().eq_ignore_ascii_case(b.trim()) || one_group(a, b))
        }
        _ => false,
    }
}

fn one_group(a: &str, b: &str) -> bool {
    let bare = |text: &'_ str| -> String {
        let text = text.trim();
        let whole = text.split_once(" (all").filter(|(_, rest)| rest.ends_with(')'));
        whole.map_or(text, |(name, _)| name).to_owned()
    };
    let (a, b) = (bare(a), bare(b));
    let words = |text: &str| {
        text.to_lowercase().replace('&', " and ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    if words(&a) == words(&b) {
        return true;
    }
    let initials = |text: &str| -> String {
        let word = |w: &str| if w == "and" || w == "&" { Some('&') } else { w.chars().next() };
        text.split_whitespace().filter_map(word).collect::<String>().to_uppercase()
    };
    let short = |text: &str| {
        (2..=6).contains(&text.len()) && text.chars().all(|c| c.is_ascii_uppercase() || c == '&')
    };
    let stands_for = |code: &str, name: &str| short(code) && name.contains(' ') && initials(name) == code;
    stands_for(&a, &b) || stands_for(&b, &a)
}

/// Every return of a measure (of its breakdown) for a period ended by that day, oldest first; of several for one
/// period the last printed counts. Values without a figure are left out.
pub fn returns<'a>(plan: &'a Plan, measure: &Measure, day: Day) -> Vec<Return<'a>> {
    returns_of(plan, &measure.key, measure.breakdown.as_deref(), day)
}

/// Like [`returns`], for any breakdown of a measure's key.
pub fn returns_of<'a>(plan: &'a Plan, key: &str, breakdown: Option<&str>, day: Day) -> Vec<Return<'a>> {
    let mine = plan.observations.iter().filter(|o| o.measure == key);
    collect(mine, breakdown, plan.as_at, day)
}

/// The observations of a plan by measure, for asking after many measures.
#[derive(Clone, Debug)]
pub struct ByMeasure<'a> {
    as_at: Option<Day>,
    observations: BTreeMap<&'a str, Vec<&'a Observation>>,
}

impl<'a> ByMeasure<'a> {
    /// The observations of a plan.
    pub fn of(plan: &'a Plan) -> ByMeasure<'a> {
        let mut observations: BTreeMap<&str, Vec<&Observation>> = BTreeMap::new();
        for observation in &plan.observations {
            observations.entry(&observation.measure).or_default().push(observation);
        }
        ByMeasure { as_at: plan.as_at, observations }
    }

    /// As [`returns`].
    pub fn returns(&self, measure: &Measure, day: Day) -> Vec<Return<'a>> {
        let mine = self.observations.get(measure.key.as_str()).into_iter().flatten().copied();
        collect(mine, measure.breakdown.as_deref(), self.as_at, day)
    }
}

/// The returns among observations of one measure.
fn collect<'a>(
    observations: impl Iterator<Item = &'a Observation>,
    breakdown: Option<&str>,
    as_at: Option<Day>,
    day: Day,
) -> Vec<Return<'a>> {
    let mut found: Vec<Return<'a>> = Vec::new();
    // A series of years has a handful of breakdowns.
    let mut met: Vec<(Option<&str>, bool)> = Vec::new();
    let mut same = |observed: Option<&'a str>| match met.iter().find(|(name, _)| *name == observed) {
        Some((_, same)) => *same,
        None => {
            let same = same_breakdown(observed, breakdown);
            met.push((observed, same));
            same
        }
    };
    for observation in observations.filter(|o| same(o.breakdown.as_deref())) {
        let own = |day: Day| Period { kind: PeriodKind::Day, from: day, to: day };
        let Some(period) = observation.period.or(as_at.map(own)).filter(|p| p.to <= day) else {
            continue;
        };
        let this = Return { period, observation };
        if this.value().is_none() {
            continue;
        }
        match found.iter_mut().find(|r| r.period == period) {
            Some(there) => *there = this,
            None => found.push(this),
        }
    }
    found.sort_by_key(|r| (r.period.to, r.period.from));
    found
}

/// What was computed for the day that a stated figure speaks of, where it is another: the two values differ as they were
/// printed, or their cases do.
pub fn computed_otherwise<'a>(
    plan: &'a Plan,
    stated: &'a Observation,
) -> Option<(&'a Observation, &'a Observation)> {
    if stated.provenance.is_some() {
        return None;
    }
    let (period, value) = (stated.period?, stated.value.or(stated.computed)?);
    let same = |o: &&Observation| {
        o.provenance.is_some()
            && o.measure == stated.measure
            && o.period.is_some_and(|p| p.to == period.to)
            && same_breakdown(o.breakdown.as_deref(), stated.breakdown.as_deref())
    };
    let computed = plan.observations.iter().rev().find(same)?;
    let ours = computed.computed?;
    let places =
        stated.stated.as_deref().and_then(crate::figure::Printed::parse).map_or(1, |p| p.places.min(1));
    let differ = |a: Option<i64>, b: Option<i64>| a.zip(b).is_some_and(|(a, b)| a != b);
    let other = ours.round(places) != value.round(places)
        || differ(stated.numerator, computed.numerator)
        || differ(stated.denominator, computed.denominator);
    other.then_some((stated, computed))
}

/// Both figures of a day in a sentence; the unit is that of the measure.
pub fn disagreement_words(stated: &Observation, computed: &Observation, unit: Option<&str>) -> String {
    let figure = |o: &Observation, value: Option<Decimal>| {
        let shown = o.stated.clone().or_else(|| value.map(|v| crate::impact::with_unit(v, unit)));
        let cases = o.numerator.zip(o.denominator).map(|(n, d)| format!(" ({n} of {d})"));
        format!("{}{}", shown.unwrap_or_default(), cases.unwrap_or_default())
    };
    let day = stated.period.map(|p| p.to.long()).unwrap_or_default();
    let of = stated.breakdown.as_deref().filter(|b| !b.is_empty()).map(|b| format!(" for {b}"));
    format!(
        "Of {day}{}, {} is stated and {} is computed from the case lists.",
        of.unwrap_or_default(),
        figure(stated, stated.value.or(stated.computed)),
        figure(computed, computed.computed)
    )
}

/// The returns that may be compared with each other: those from the start of a year to a day only among themselves,
/// and only where there is nothing else.
pub fn comparable<'a>(returns: &[Return<'a>]) -> Vec<Return<'a>> {
    let plain = |r: &&Return<'a>| r.period.kind != PeriodKind::YearToDate;
    if returns.iter().any(|r| plain(&r)) {
        return returns.iter().filter(plain).copied().collect();
    }
    returns.to_vec()
}

/// The returns that may stand on one chart: equal periods of the kind with the most returns, never year-to-date.
pub fn chartable<'a>(returns: &[Return<'a>]) -> Vec<Return<'a>> {
    let class = |r: &Return<'a>| match r.period.kind {
        PeriodKind::YearToDate => None,
        PeriodKind::Range => Some((PeriodKind::Range, months(r.period))),
        kind => Some((kind, 0)),
    };
    let mut counts: Vec<((PeriodKind, i32), usize)> = Vec::new();
    for class in returns.iter().filter_map(class) {
        match counts.iter_mut().find(|(c, _)| *c == class) {
            Some((_, n)) => *n += 1,
            None => counts.push((class, 1)),
        }
    }
    // Of equally many the one met first.
    let most = counts.iter().rev().max_by_key(|(_, n)| *n).map(|(c, _)| *c);
    returns.iter().filter(|r| most.is_some() && class(r) == most).copied().collect()
}

fn months(period: Period) -> i32 {
    let days = period.to.days_since(period.from) + 1;
    (days * 12 + 182) / 365
}

#[cfg(test)]
mod tests {
    use super::{chartable, comparable, returns, same_breakdown};
    use crate::day::Day;
    use crate::decimal::Decimal;
    use crate::plan::{Measure, Observation, Period, PeriodKind, Plan};

    #[test]
    fn a_service_is_one_under_its_name_and_its_initials() {
        let same = |a: &str, b: &str| same_breakdown(Some(a), Some(b));
        assert!(same("Safeguarding and Family Support", "S&FS (all teams)"));
        assert!(
            same("Referral & Assessment", "referral and assessment")
                && same("R&A", "Referral and Assessment")
        );
        assert!(
            !same("Safeguarding and Family Support", "R&A")
                && !same("18-21", "19-21")
                && !same("CLA", "Care leavers")
        );
    }

    fn observed(kind: PeriodKind, from: &str, to: &str, value: &str) -> Observation {
        let day = |iso: &str| Day::parse_iso(iso).unwrap();
        Observation {
            measure: "sickness".to_owned(),
            value: Decimal::parse(value),
            period: Some(Period { kind, from: day(from), to: day(to) }),
            ..Observation::default()
        }
    }

    #[test]
    fn year_to_date_never_shares_with_months() {
        let plan = Plan {
            observations: vec![
                observed(PeriodKind::Month, "2021-10-01", "2021-10-31", "4.2"),
                observed(PeriodKind::YearToDate, "2021-04-01", "2021-10-31", "2.2"),
                observed(PeriodKind::Month, "2021-08-01", "2021-08-31", "2.3"),
                observed(PeriodKind::Month, "2021-12-01", "2021-12-31", "9"),
            ],
            ..Plan::default()
        };
        let measure = Measure { key: "sickness".to_owned(), ..Measure::default() };
        let day = Day::parse_iso("2021-12-01").unwrap();
        let all = returns(&plan, &measure, day);
        assert_eq!(super::ByMeasure::of(&plan).returns(&measure, day), all);
        assert_eq!(all.len(), 3, "a period that has not ended is not known");
        for some in [comparable(&all), chartable(&all)] {
            let values: Vec<String> = some.iter().filter_map(|r| r.value()).map(|v| v.to_string()).collect();
            assert_eq!(values, ["2.3", "4.2"]);
        }
    }
}
