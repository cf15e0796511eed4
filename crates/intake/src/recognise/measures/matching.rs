//! Which measure a value belongs to.

use model::decimal::Decimal;
use model::plan::{Measure, Observation, Origin};

use super::bands;
use super::figures::Kind;
use super::impact::fits;
use super::tables::{Shape, Value};
use super::targets::key;
use super::words::{Likeness, meaning};
use crate::recognise::Context;

/// What a value is a value of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Subject {
    /// The measure's key.
    pub(crate) key: String,
    /// What the document calls it where the value stands.
    pub(crate) text: String,
    /// The service, age band or grade.
    pub(crate) breakdown: Option<String>,
}

impl Subject {
    /// The subject of a table's value among the measures known where the table stands.
    pub(crate) fn of(shape: Shape, value: &Value, known: &[Measure], context: &Context) -> Subject {
        match shape {
            Shape::InTime => Subject::in_time(value, known, context),
            Shape::Grades => Subject::graded(value, known),
            Shape::Series => Subject::series(value, known),
        }
    }

    fn in_time(value: &Value, known: &[Measure], context: &Context) -> Subject {
        let timely = |m: &&Measure| meaning(&m.text).iter().any(|w| w == "timescale");
        let (key, text) = match known.iter().find(timely) {
            Some(measure) => (measure.key.clone(), measure.text.clone()),
            None => {
                let text = match context.title.trim() {
                    "" => "in time".to_owned(),
                    title => format!("{title}: in time"),
                };
                (key(&text), text)
            }
        };
        Subject { key, text, breakdown: Some(bands::tidy(&value.label)).filter(|b| !b.is_empty()) }
    }

    fn graded(value: &Value, known: &[Measure]) -> Subject {
        let graded = |m: &&Measure| {
            let words = meaning(&m.text);
            ["rated", "graded", "ri", "good", "outstanding", "inadequate"]
                .iter()
                .any(|g| words.iter().any(|w| w == g))
        };
        let breakdown = Some(value.label.clone());
        match known.iter().find(graded) {
            Some(measure) => Subject { key: measure.key.clone(), text: measure.text.clone(), breakdown },
            None => {
                let text =
                    if value.title.is_empty() { "Audit grades".to_owned() } else { value.title.clone() };
                Subject { key: "audit-grades".to_owned(), text, breakdown }
            }
        }
    }

    fn series(value: &Value, known: &[Measure]) -> Subject {
        let kind = if value.percent { Kind::Percent } else { Kind::Plain };
        if let Some(measure) = best(&value.label, kind, known) {
            return Subject { key: measure.key.clone(), text: value.label.clone(), breakdown: None };
        }
        // The corner names the measure and the rows its breakdown, where it names anything but the columns.
        if value.title.split_whitespace().count() >= 2 {
            let key = best(&value.title, kind, known).map_or_else(|| key(&value.title), |m| m.key.clone());
            return Subject { key, text: value.title.clone(), breakdown: Some(bands::tidy(&value.label)) };
        }
        Subject { key: key(&value.label), text: value.label.clone(), breakdown: None }
    }

    /// The unit of a measure that only its values tell of.
    pub(crate) fn unit(&self, value: &Value) -> Option<String> {
        if value.percent {
            return Some("%".to_owned());
        }
        let whole = value.value.is_some_and(|v| v == v.round(0));
        super::targets::unit(&self.text, None).or_else(|| whole.then(|| "count".to_owned()))
    }
}

/// The known measure that these words most likely speak of.
pub(crate) fn best<'a>(words: &str, kind: Kind, known: &'a [Measure]) -> Option<&'a Measure> {
    let mut best: Option<(usize, &Measure)> = None;
    for measure in known.iter().filter(|m| fits(m.unit.as_deref(), kind)) {
        let likeness = Likeness::of(words, &measure.text);
        if likeness.alike() && best.is_none_or(|(score, _)| likeness.score() > score) {
            best = Some((likeness.score(), measure));
        }
    }
    best.map(|b| b.1)
}

/// The observation that a table's value makes.
pub(crate) fn observation(
    origin: &Origin,
    context: &Context,
    subject: &Subject,
    value: Value,
    source: Option<String>,
) -> Observation {
    Observation {
        origin: origin.clone(),
        measure: subject.key.clone(),
        text: subject.text.clone(),
        line: context.line.clone(),
        breakdown: subject.breakdown.clone(),
        computed: value.numerator.zip(value.denominator).and_then(|(n, d)| Decimal::percent(n, d, 2)),
        numerator: value.numerator,
        denominator: value.denominator,
        overdue: value.overdue,
        stated: value.stated,
        value: value.value,
        baseline: value.baseline,
        source,
        period: value.period,
        provenance: None,
    }
}
