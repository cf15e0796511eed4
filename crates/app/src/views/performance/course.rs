//! A computed measure over the snapshots: rated against the plan's target, told from chance, drawn.

use measures::Definition;
use model::day::Day;
use model::decimal::Decimal;
use model::impact::{self, Facts, with_unit};
use model::level::Impact;
use model::plan::{Measure, Observation, Period, PeriodKind, Plan};
use model::series::returns;
use reports::svg::{Spark, spark};

use super::sheet::Card;
use super::{Kept, Performance};
use crate::error::Result;
use crate::measured::{Measured, Number};
use crate::published::against::Against;
use crate::views::measures::ends::{self, month_ends};
use crate::views::measures::{Drawn, aim, drawn};
use crate::views::rating::Rating;

/// A part of a measure over time.
pub struct Course {
    measure: Measure,
    plan: Plan,
    /// The figures that chance is told from change at, where those are not all.
    ends: Option<Plan>,
    /// For how many months a figure looks back.
    window: Option<u32>,
    day: Day,
}

impl Course {
    /// The course of a part (a service; empty for the whole), with the target, and the limits, of the plan's entry
    /// where one is bound.
    pub fn of(
        definition: &Definition,
        series: &[(Day, Measured)],
        service: &str,
        entry: Option<&Measure>,
    ) -> Course {
        let measure = Measure {
            key: definition.key.clone(),
            text: definition.name.clone(),
            unit: Some(unit(definition).to_owned()),
            direction: entry.and_then(|e| e.direction).or(definition.direction),
            target: entry.and_then(|e| e.target),
            tolerance: entry.and_then(|e| e.tolerance),
            limits_from: entry.and_then(|e| e.limits_from),
            limits_to: entry.and_then(|e| e.limits_to),
            ..Measure::default()
        };
        let observation = |(day, measured): &(Day, Measured)| {
            let value = measured.number(service)?.value?;
            Some(Observation {
                measure: definition.key.clone(),
                computed: Some(value),
                period: Some(Period { kind: PeriodKind::Day, from: *day, to: *day }),
                ..Observation::default()
            })
        };
        let all: Vec<Observation> = series.iter().filter_map(observation).collect();
        let ends = definition.window_months.and_then(|_| month_ends(&all, |o| o.period.map(|p| p.to)));
        let ends = ends.map(|observations| Plan { observations, ..Plan::default() });
        let plan = Plan { observations: all, ..Plan::default() };
        let day = series.last().map_or_else(|| Day::from_number(0), |(day, _)| Some(*day));
        let window = definition.window_months.filter(|_| ends.is_some());
        Course { measure, plan, ends, window, day: day.unwrap_or_else(crate::site::latest) }
    }

    /// The figures that chance is told from change at.
    fn judged(&self) -> &Plan {
        self.ends.as_ref().unwrap_or(&self.plan)
    }

    /// Why they are not all, in a sentence.
    pub fn judged_at(&self) -> Option<String> {
        self.window.map(ends::why)
    }

    /// Its rating; `None` without a target, where nothing could be rated.
    pub fn rating(&self) -> Option<Rating> {
        self.measure.target?;
        let rated = impact::rate(&Facts::of(&self.plan, &self.measure, self.day), self.day);
        Some(Rating::suggested(&rated, Impact::word))
    }

    /// Its target in words.
    pub fn target(&self) -> Option<String> {
        self.measure.target.map(|t| aim(&self.measure, t))
    }

    /// Whether its last change can be told from chance: word and sentence; none with fewer than two values.
    pub fn variation(&self) -> Option<(&'static str, &'static str)> {
        let all = returns(self.judged(), &self.measure, self.day);
        if all.len() < 2 {
            return None;
        }
        let (chart, _) = crate::views::measures::judged(&all, &self.measure);
        Some((chart.variation.word(), chart.variation.sentence()))
    }

    /// Its course as a small line.
    pub fn spark(&self) -> String {
        let values: Vec<Option<f64>> =
            self.plan.observations.iter().map(|o| o.computed.map(Decimal::to_f64)).collect();
        if values.len() < 2 {
            return String::new();
        }
        let target = self.measure.target.map(Decimal::to_f64);
        spark(&Spark { values, limits: None, target, from_zero: false })
    }

    /// Its chart, with lines for what others have; none with fewer than two values.
    pub fn chart(&self, id: &str, against: Option<&Against>) -> Option<Drawn> {
        let others = against.map_or(&[][..], |a| &a.marks);
        drawn(id, &self.measure, &returns(self.judged(), &self.measure, self.day), others)
    }

    /// The value before the last.
    pub fn previous(&self) -> Option<String> {
        let all = &self.plan.observations;
        let before = all.len().checked_sub(2).and_then(|i| all.get(i))?;
        before.computed.map(|v| with_unit(v, self.measure.unit.as_deref()))
    }
}

/// The unit as figures carry it: a sign or nothing.
pub fn unit(definition: &Definition) -> &str {
    if definition.unit == "%" { "%" } else { "count" }
}

/// A value with its sign.
pub fn value(definition: &Definition, number: &Number) -> String {
    match number.value {
        Some(value) => with_unit(value, Some(unit(definition))),
        // A measure by bands has no one number; how many are in all its bands is one.
        None if definition.kind == measures::Kind::Bands => {
            number.numerator.map_or_else(|| "None".to_owned(), Decimal::grouped)
        }
        None => "None".to_owned(),
    }
}

/// What a number is made of: `295 of 299`.
pub fn made_of(definition: &Definition, number: &Number) -> String {
    match (number.numerator, number.denominator) {
        // The one figure that a list of typed figures gave is made of nothing.
        (Some(_), Some(d)) if definition.typed && Some(d) == model::decimal::Decimal::whole(1) => {
            String::new()
        }
        (Some(n), Some(d)) if definition.kind != measures::Kind::Bands => {
            format!("{} of {}", n.grouped(), d.grouped())
        }
        _ => String::new(),
    }
}

/// The address of a measure's page, below the plan's own.
pub fn page_of(key: &str) -> String {
    format!("computed/{key}")
}

/// The address of what a measure counts, below the plan's own.
pub fn definition_of(key: &str) -> String {
    format!("definitions/{key}")
}

impl Performance<'_> {
    /// A measure as a card; `None` where the latest snapshot has no number for it. `see` says that the person may see the
    /// rows behind it.
    ///
    /// # Errors
    /// The store's.
    pub fn card(&self, key: &str, see: bool) -> Result<Option<Card>> {
        let series = self.series(key)?;
        let Some((day, last)) = series.last() else { return Ok(None) };
        let now = Some(*day) == self.latest().map(|s: &Kept| s.as_at);
        if !now && !self.is_stated(key) {
            return Ok(None);
        }
        let Some(whole) = &last.whole else { return Ok(None) };
        let definition = &last.definition;
        let course = Course::of(definition, &series, "", self.entry(key, ""));
        let rating = course.rating();
        Ok(Some(Card {
            name: definition.name.clone(),
            href: page_of(key),
            definition: definition_of(key),
            value: value(definition, whole),
            made_of: match (now, made_of(definition, whole)) {
                (true, cases) => cases,
                (false, cases) if cases.is_empty() => format!("to {}", day.short()),
                (false, cases) => format!("{cases}, to {}", day.short()),
            },
            target: course.target(),
            rated: rating.is_some(),
            level: rating.and_then(|r| r.level),
            variation: course.variation().map(|v| v.0),
            spark: course.spark(),
            behind: (see && now).then(|| behind(definition, whole)).flatten(),
        }))
    }
}

/// The list worth opening behind a share: those not in time, or those counted where fewer is better.
fn behind(definition: &Definition, number: &Number) -> Option<(String, String)> {
    use model::plan::Direction;
    if definition.kind != measures::Kind::Share || definition.weighted {
        return None;
    }
    let (n, d) = (number.numerator?.whole_part(), number.denominator?.whole_part());
    let (many, counted, words) = match definition.direction? {
        Direction::Higher => (d - n, "no", "not counted"),
        Direction::Lower => (n, "yes", "counted"),
        Direction::Level => return None,
    };
    (many > 0)
        .then(|| (format!("{many} {words}"), format!("computed/{}/rows?counted={counted}", definition.key)))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use measures::Definition;
    use model::day::Day;
    use model::decimal::Decimal;
    use model::plan::Measure;

    use super::Course;
    use crate::measured::{Measured, Number, library};

    /// Weekly values of a measure that looks back six months: those of January to April are over on Monday 5 May, of which
    /// the last Mondays are 27 January, 24 February, 31 March and 28 April.
    /// A measure's values from week to week.
    fn weekly(
        definition: &Arc<Definition>,
        start: Day,
        weeks: i32,
        value: impl Fn(i32) -> i64,
    ) -> Vec<(Day, Measured)> {
        let measured = |week| Measured {
            definition: Arc::clone(definition),
            needs: Vec::new(),
            whole: Some(Number { value: Decimal::whole(value(week)), ..Number::default() }),
            services: Vec::new(),
            teams: Vec::new(),
            outside_calendar: 0,
        };
        (0..weeks).map(|week| (start.plus_days(7 * week), measured(week))).collect()
    }

    #[test]
    fn a_rolling_measure_is_told_from_chance_at_the_ends_of_months() {
        let definition = library().iter().find(|d| d.key == "assess_45wd_pct").unwrap();
        assert_eq!(definition.window_months, Some(6));
        let start = Day::parse_iso("2025-01-06").unwrap();
        let series = weekly(definition, start, 18, |week| 60 + i64::from(week));
        let course = Course::of(definition, &series, "", None);
        let days: Vec<String> =
            course.judged().observations.iter().filter_map(|o| Some(o.period?.to.iso())).collect();
        assert_eq!(days, ["2025-01-27", "2025-02-24", "2025-03-31", "2025-04-28"]);
        assert!(course.judged_at().unwrap().contains("looks back 6 months"));
        assert_eq!(course.previous().as_deref(), Some("76%"), "the figures themselves are all of them");
        // Eighteen rising weeks would be a signal; four months are too few to tell.
        assert_eq!(course.variation().unwrap().0, "too few to tell");
        let stock = library().iter().find(|d| d.key == "cpp_open").unwrap();
        assert!(Course::of(stock, &series, "", None).judged_at().is_none());
    }

    #[test]
    fn the_limits_that_were_set_on_the_plans_measure_hold_for_the_computed_one() {
        let definition = library().iter().find(|d| d.key == "cpp_reviewed_pct").unwrap();
        let start = Day::parse_iso("2025-01-06").unwrap();
        let value = |week: i32| if week < 6 { 50 } else { 80 + i64::from(week % 2) };
        let series = weekly(definition, start, 20, value);
        let course =
            |entry: &Measure| Course::of(definition, &series, "", Some(entry)).variation().unwrap().0;
        // Over all of it the last fourteen run above the mean; by themselves they go 80, 81, 80, 81 by chance.
        assert_eq!(course(&Measure::default()), "improving");
        let set = Measure { limits_from: Some(start.plus_days(42)), ..Measure::default() };
        assert_eq!(course(&set), "no change");
    }
}
