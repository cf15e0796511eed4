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
use crate::views::measures::{Drawn, aim, drawn};
use crate::views::rating::Rating;

/// A part of a measure over time.
pub struct Course {
    measure: Measure,
    plan: Plan,
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
        let part = |m: &Measured| -> Option<Number> {
            if service.is_empty() {
                m.whole.clone()
            } else {
                m.services.iter().find(|n| n.service == service).cloned()
            }
        };
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
            let value = part(measured)?.value?;
            Some(Observation {
                measure: definition.key.clone(),
                computed: Some(value),
                period: Some(Period { kind: PeriodKind::Day, from: *day, to: *day }),
                ..Observation::default()
            })
        };
        let plan = Plan { observations: series.iter().filter_map(observation).collect(), ..Plan::default() };
        let day = series.last().map_or_else(|| Day::from_number(0), |(day, _)| Some(*day));
        Course { measure, plan, day: day.unwrap_or_else(crate::site::latest) }
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
        let all = returns(&self.plan, &self.measure, self.day);
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

    /// Its chart; none with fewer than two values.
    pub fn chart(&self, id: &str) -> Option<Drawn> {
        drawn(id, &self.measure, &returns(&self.plan, &self.measure, self.day))
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
        None => "None".to_owned(),
    }
}

/// What a number is made of: `295 of 299`.
pub fn made_of(definition: &Definition, number: &Number) -> String {
    match (number.numerator, number.denominator) {
        (Some(n), Some(d)) if definition.kind != measures::Kind::Bands => format!("{n} of {d}"),
        _ => String::new(),
    }
}

/// The address of a measure's page, below the plan's own.
pub fn page_of(key: &str) -> String {
    format!("computed/{key}")
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
        if Some(*day) != self.latest().map(|s: &Kept| s.as_at) {
            return Ok(None);
        }
        let Some(whole) = &last.whole else { return Ok(None) };
        let definition = &last.definition;
        let course = Course::of(definition, &series, "", self.entry(key, ""));
        let rating = course.rating();
        Ok(Some(Card {
            name: definition.name.clone(),
            href: page_of(key),
            value: value(definition, whole),
            made_of: made_of(definition, whole),
            target: course.target(),
            rated: rating.is_some(),
            level: rating.and_then(|r| r.level),
            variation: course.variation().map(|v| v.0),
            spark: course.spark(),
            behind: see.then(|| behind(definition, whole)).flatten(),
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
    use model::day::Day;
    use model::decimal::Decimal;
    use model::plan::Measure;

    use super::Course;
    use crate::measured::{Measured, Number, library};

    #[test]
    fn the_limits_that_were_set_on_the_plans_measure_hold_for_the_computed_one() {
        let definition = library().iter().find(|d| d.key == "cpp_reviewed_pct").unwrap();
        let start = Day::parse_iso("2025-01-06").unwrap();
        let value = |week: i32| if week < 6 { 50 } else { 80 + i64::from(week % 2) };
        let series: Vec<(Day, Measured)> = (0..20)
            .map(|week| {
                let whole = Number { value: Decimal::whole(value(week)), ..Number::default() };
                let measured = Measured {
                    definition: definition.clone(),
                    needs: Vec::new(),
                    whole: Some(whole),
                    services: Vec::new(),
                    teams: Vec::new(),
                    outside_calendar: 0,
                };
                (start.plus_days(7 * week), measured)
            })
            .collect();
        let course =
            |entry: &Measure| Course::of(definition, &series, "", Some(entry)).variation().unwrap().0;
        // Over all of it the last fourteen run above the mean; by themselves they go 80, 81, 80, 81 by chance.
        assert_eq!(course(&Measure::default()), "improving");
        let set = Measure { limits_from: Some(start.plus_days(42)), ..Measure::default() };
        assert_eq!(course(&set), "no change");
    }
}
