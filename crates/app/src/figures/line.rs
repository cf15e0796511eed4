//! One figure as somebody writes it, checked: what is wrong is said at its field with what to do.

use std::sync::Arc;

use measures::{Definition, Kind};
use model::day::Day;
use model::decimal::Decimal;
use model::figure::Printed;
use model::plan::{Period, PeriodKind};

use crate::edit::fold;
use crate::error::FieldError;
use crate::lists::Library;

/// A figure as it is written in a form or a line of a file. Everything may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The definition's key or name.
    pub measure: String,
    /// The service; empty for the whole.
    pub service: String,
    /// The first day of its period; empty where it speaks of one day.
    pub from: String,
    /// The last day of its period.
    pub to: String,
    /// Cases counted, or what is held against the denominator.
    pub numerator: String,
    /// Cases in all.
    pub denominator: String,
    /// The value as it was reported.
    pub value: String,
    /// Where it comes from.
    pub source: String,
    /// The day on which it was so; empty for today.
    pub as_at: String,
}

/// A figure that holds together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// What it is a figure of.
    pub definition: Arc<Definition>,
    /// The service; empty for the whole.
    pub service: String,
    /// Its period.
    pub period: Period,
    /// Cases counted.
    pub numerator: Option<Decimal>,
    /// Cases in all.
    pub denominator: Option<Decimal>,
    /// The value: as stated, or, where none is, what the cases make.
    pub value: Decimal,
    /// The value as it was written.
    pub stated: Option<String>,
    /// Where it comes from.
    pub source: String,
    /// The day on which it was so.
    pub as_at: Day,
    /// What disagrees within it, in a sentence; it is kept as it was written.
    pub remark: Option<String>,
}

/// Words that mean all of a measure.
fn whole(service: &str) -> bool {
    model::series::is_overall(Some(service))
}

impl Typed {
    /// Checks it. `today` is the last day it can speak of.
    ///
    /// # Errors
    /// Everything that is wrong with it, by field.
    pub fn check(&self, library: &Library, today: Day) -> Result<Stated, Vec<FieldError>> {
        let mut wrong = Vec::new();
        let mut say = |field: &str, words: String| wrong.push(FieldError::new(field, words));
        let definition = find(library, &self.measure);
        if definition.is_none() {
            let named = fold(&self.measure);
            say(
                "measure",
                match named.is_empty() {
                    true => "Enter the measure: its key or its name".to_owned(),
                    false => format!(
                        "There is no measure “{named}”: write its key or its name as on the page Definitions"
                    ),
                },
            );
        }
        if definition.as_ref().is_some_and(|d| matches!(d.kind, Kind::Bands | Kind::Quartiles)) {
            say(
                "measure",
                "A measure by bands or quartiles is not one figure: it comes from the case lists only"
                    .to_owned(),
            );
        }
        let mut a_day = |field: &str, text: &str, what: &str| match (text.trim(), day(text)) {
            ("", _) => None,
            (_, Some(day)) if day > today => {
                say(
                    field,
                    format!("{what} is {}, which is to come: it must be today or in the past", day.long()),
                );
                None
            }
            (_, Some(day)) => Some(day),
            (text, None) => {
                say(field, format!("“{text}” is no day: write 2025-03-31 or 31/03/2025"));
                None
            }
        };
        let (from, to) = (a_day("from", &self.from, "The first day"), a_day("to", &self.to, "The last day"));
        let as_at = a_day("as_at", &self.as_at, "The as-at day").unwrap_or(today);
        if self.to.trim().is_empty() {
            say("to", "Enter the last day of the period".to_owned());
        }
        let period = to.map(|to| period(from.unwrap_or(to), to));
        if period.is_some_and(|p| p.to < p.from) {
            say("to", "The last day is before the first: one of them is wrong".to_owned());
        }
        if to.is_some_and(|to| as_at < to) {
            say("as_at", "The as-at day is before the period ends: leave it empty or correct it".to_owned());
        }
        let mut number = |field: &str, text: &str, what: &str| match (text.trim(), Decimal::parse(text)) {
            ("", _) => None,
            (_, Some(n)) if n >= Decimal::ZERO => Some(n),
            (text, _) => {
                say(field, format!("{what} is “{text}”: write a number, 0 or more, such as 12 or 12.5"));
                None
            }
        };
        let numerator = number("numerator", &self.numerator, "Cases counted");
        let denominator = number("denominator", &self.denominator, "Cases in all");
        let bare = self.value.trim().trim_start_matches('£').trim_end_matches('%').trim();
        let value = Decimal::parse(bare);
        if !self.value.trim().is_empty() && value.is_none() {
            say("value", format!("“{}” is no number: write 12.5 or 12.5%", self.value.trim()));
        }
        if self.value.trim().is_empty() && self.numerator.trim().is_empty() {
            say("value", "Enter the value, or the cases that make it".to_owned());
        }
        if denominator.is_some() && self.numerator.trim().is_empty() {
            say("numerator", "Enter the cases counted too, or leave the cases in all empty".to_owned());
        }
        let share = definition.as_ref().is_some_and(|d| d.unit == "%" && d.kind == Kind::Share);
        if share && numerator.zip(denominator).is_some_and(|(n, d)| n > d) {
            say("numerator", "More cases are counted than there are in all: one of them is wrong".to_owned());
        }
        let source = fold(&self.source);
        if source.is_empty() {
            say("source", "Enter where the figure comes from, such as the report and its date".to_owned());
        }
        let made = definition.as_ref().and_then(|d| made(d, numerator?, denominator));
        if value.is_none() && made.is_none() && wrong.is_empty() {
            wrong.push(FieldError::new(
                "denominator",
                "Nothing can be divided by 0: enter the value itself, or correct it",
            ));
        }
        let (Some(definition), Some(period), Some(kept), true) =
            (definition, period, value.or(made), wrong.is_empty())
        else {
            return Err(wrong);
        };
        let places = Printed::parse(self.value.trim()).map_or(1, |p| p.places.min(1));
        let remark = value.zip(made).filter(|(v, m)| v.round(places) != m.round(places)).map(|(v, m)| {
            format!("The cases make {}, and {} is stated: both are kept.", m.grouped(), v.grouped())
        });
        let service = fold(&self.service);
        Ok(Stated {
            service: if whole(&service) { String::new() } else { service },
            period,
            numerator,
            denominator,
            value: kept,
            stated: Some(fold(&self.value)).filter(|v| !v.is_empty()),
            source,
            as_at,
            remark,
            definition,
        })
    }
}

/// The definition with this key or name.
fn find(library: &Library, named: &str) -> Option<Arc<Definition>> {
    let wanted = fold(named).to_lowercase();
    let found = library.current.iter().find(|d| d.key == wanted);
    found.or_else(|| library.current.iter().find(|d| d.name.to_lowercase() == wanted)).map(Arc::clone)
}

/// What the cases make, to one decimal, a half rounded up.
fn made(definition: &Definition, n: Decimal, d: Option<Decimal>) -> Option<Decimal> {
    let Some(d) = d else { return Some(n) };
    match (definition.unit.as_str(), definition.per) {
        ("%", _) => Decimal::percent(n.millionths(), d.millionths(), 1),
        (_, Some(per)) => Decimal::ratio(n.millionths().checked_mul(per)?, d.millionths(), 1),
        _ => Decimal::ratio(n.millionths(), d.millionths(), 1),
    }
}

/// `2025-03-31` or `31/03/2025`.
fn day(text: &str) -> Option<Day> {
    let text = text.trim();
    Day::parse_iso(text).or_else(|| {
        let mut parts = text.split(['/', '.', '-']);
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        let whole = parts.next().is_none() && year.len() == 4;
        Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).filter(|_| whole)
    })
}

/// The period between two days, as what it is.
fn period(from: Day, to: Day) -> Period {
    let kind = match () {
        () if from == to => PeriodKind::Day,
        () if from == from.month_start() && to == from.month_end() => PeriodKind::Month,
        () => PeriodKind::Range,
    };
    Period { kind, from, to }
}

#[cfg(test)]
mod tests {
    use model::day::Day;

    use super::Typed;
    use crate::lists::Library;

    fn typed(changes: &[(&str, &str)]) -> Typed {
        let mut typed = Typed {
            measure: "sickness_pct".into(),
            from: "2025-02-01".into(),
            to: "28/02/2025".into(),
            value: "4.5%".into(),
            source: "HR report of March".into(),
            ..Typed::default()
        };
        for (field, text) in changes {
            let text = (*text).to_owned();
            match *field {
                "measure" => typed.measure = text,
                "from" => typed.from = text,
                "to" => typed.to = text,
                "numerator" => typed.numerator = text,
                "denominator" => typed.denominator = text,
                "value" => typed.value = text,
                "source" => typed.source = text,
                _ => typed.as_at = text,
            }
        }
        typed
    }

    #[test]
    fn a_figure_says_its_value_its_period_and_what_its_cases_make() {
        let today = Day::new(2025, 4, 10).unwrap();
        let library = Library::with(Vec::new(), today);
        let check = |changes: &[(&str, &str)]| typed(changes).check(&library, today).unwrap();
        let one = check(&[]);
        assert_eq!(
            (one.value.to_string().as_str(), one.period.kind.word(), one.as_at),
            ("4.5", "month", today)
        );
        let made = check(&[("value", ""), ("numerator", "1,250"), ("denominator", "9,600")]);
        // 1,250 of 9,600 are 13.02…%.
        assert_eq!(made.value.to_string(), "13");
        let both = check(&[("value", "14%"), ("numerator", "1250"), ("denominator", "9600")]);
        assert_eq!(both.value.to_string(), "14", "what is stated is never replaced");
        assert_eq!(both.remark.as_deref(), Some("The cases make 13, and 14 is stated: both are kept."));
        assert_eq!(check(&[("measure", "Sickness absence")]).definition.key, "sickness_pct");
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field_with_what_to_do() {
        let today = Day::new(2025, 4, 10).unwrap();
        let library = Library::with(Vec::new(), today);
        for (changes, field, words) in [
            (&[("measure", "sicknes")][..], "measure", "There is no measure “sicknes”"),
            (&[("measure", "")], "measure", "Enter the measure"),
            (&[("measure", "cin_duration_bins")], "measure", "by bands"),
            (&[("to", "")], "to", "Enter the last day"),
            (&[("to", "31/02/2025")], "to", "“31/02/2025” is no day"),
            (&[("to", "2025-05-01")], "to", "which is to come"),
            (&[("from", "2025-03-05")], "to", "before the first"),
            (&[("as_at", "2025-02-10")], "as_at", "before the period ends"),
            (&[("value", "low")], "value", "“low” is no number"),
            (&[("value", "")], "value", "Enter the value"),
            (&[("denominator", "12")], "numerator", "Enter the cases counted too"),
            (&[("numerator", "-3")], "numerator", "write a number, 0 or more"),
            (
                &[("value", ""), ("numerator", "3"), ("denominator", "0")],
                "denominator",
                "Nothing can be divided by 0",
            ),
            (
                &[("measure", "assess_45wd_pct"), ("numerator", "9"), ("denominator", "8")],
                "numerator",
                "More cases are counted",
            ),
            (&[("source", " ")], "source", "Enter where the figure comes from"),
        ] {
            let wrong = typed(changes).check(&library, today).unwrap_err();
            assert!(
                wrong.iter().any(|e| e.field == field && e.message.contains(words)),
                "{changes:?}: {wrong:?}"
            );
        }
    }
}
