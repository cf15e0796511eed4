//! Values of measures, with their arithmetic.

use model::decimal::Decimal;
use model::id::Id;
use model::plan::Period;
use store::{Change, Kind, Value};

use super::form::fold;
use super::subject::{self, row};
use super::{Note, effects};
use crate::error::{Error, FieldError, Result};
use crate::shape::node::Fields;
use crate::site::{Analyst, Desk, Written};

/// A value to be recorded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewObservation {
    /// The day or period it speaks of.
    pub period: Option<Period>,
    /// Cases counted.
    pub numerator: Option<i64>,
    /// Cases in all.
    pub denominator: Option<i64>,
    /// Cases overdue.
    pub overdue: Option<i64>,
    /// The value as printed; empty where it is only computed.
    pub stated: String,
    /// The report it comes from.
    pub source: String,
    /// It is the baseline.
    pub baseline: bool,
}

impl Analyst<'_> {
    /// Records a value of a measure. What is stated is kept beside what is computed; neither replaces the other.
    ///
    /// # Errors
    /// What is wrong with its fields.
    pub fn observe(&mut self, measure: Id, observation: &NewObservation, note: &Note) -> Result<Written> {
        observe(&mut self.0, measure, observation, note)
    }
}

fn observe(desk: &mut Desk<'_>, measure: Id, new: &NewObservation, note: &Note) -> Result<Written> {
    let reader = desk.reader()?;
    let of = row(&reader, Kind::Measure, measure)?;
    let mut errors = Vec::new();
    let Some(period) = new.period else {
        return Err(Error::field("period", "Enter the day or period the value speaks of"));
    };
    if period.to < period.from {
        errors.push(FieldError::new("period_to", "The last day must be the same as or after the first day"));
    }
    if new.stated.trim().is_empty() && new.numerator.is_none() {
        errors.push(FieldError::new("stated", "Enter the value, or the cases it is computed from"));
    }
    if new.denominator.is_some() && new.numerator.is_none() {
        errors.push(FieldError::new("numerator", "Enter the cases counted"));
    }
    for (name, label, number) in [
        ("numerator", "Cases counted", new.numerator),
        ("denominator", "Cases in all", new.denominator),
        ("overdue", "Cases overdue", new.overdue),
    ] {
        if number.is_some_and(|n| n < 0) {
            errors.push(FieldError::new(name, format!("{label} must be 0 or more")));
        }
    }
    if !errors.is_empty() {
        return Err(Error::Fields(errors));
    }
    let words = |text: &str| Value::from(Some(fold(text)).filter(|t| !t.is_empty()));
    let mut fields: Fields = vec![
        ("measure_key", of.value("key").clone()),
        ("measure", measure.into()),
        ("line", of.value("line").clone()),
        ("text", of.value("text").clone()),
        ("breakdown", of.value("breakdown").clone()),
        ("numerator", new.numerator.into()),
        ("denominator", new.denominator.into()),
        ("overdue", new.overdue.into()),
        ("stated", words(&new.stated)),
        ("baseline", new.baseline.into()),
        ("source", words(&new.source)),
        ("period_kind", period.kind.word().into()),
        ("period_from", period.from.into()),
        ("period_to", period.to.into()),
    ];
    complete(&mut fields);
    let (plan, id) = (subject::plan(&of)?, desk.id());
    let intent = desk.intent("value recorded", note)?;
    let change = Change::create(Kind::Observation, id, Some(plan), fields);
    let written = desk.write(reader.place_of(plan)?, intent, vec![change])?;
    Ok(Written { created: Some(id), ..written })
}

/// Fills in the stated value as a figure and the value computed from the cases.
pub(crate) fn complete(fields: &mut Fields) {
    let int = |name: &str, fields: &Fields| effects::get(fields, name).and_then(Value::as_int);
    let computed = match (int("numerator", fields), int("denominator", fields)) {
        (Some(n), Some(d)) => Decimal::percent(n, d, 2),
        _ => None,
    };
    let value = effects::get(fields, "stated").and_then(Value::as_text).and_then(effects::printed);
    fields.retain(|(name, _)| !matches!(*name, "computed" | "value"));
    fields.push(("value", value.into()));
    fields.push(("computed", computed.into()));
}

/// The key of a measure from its words: letters and digits in lower case, joined by hyphens.
pub(crate) fn key(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-")
}
