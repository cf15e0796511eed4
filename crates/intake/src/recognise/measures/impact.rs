//! Impact and indicator cells: outcomes, measures with their targets, baselines.

use model::decimal::Decimal;
use model::plan::{Measure, Observation, Origin, Period, Statement};

use super::figures::{Figure, Kind, figures};
use super::matching::{self, Subject};
use super::period::find;
use super::sentences::sentences;
use super::targets::{self, Target, direction, key, unit};
use super::{ImpactReading, bands, tables};
use crate::document::{Cell, Content, Table};
use crate::recognise::Context;

/// Reads a cell of outcomes and indicators.
pub(crate) fn read(cell: &Cell, context: &Context) -> ImpactReading {
    let mut reader = Reader {
        context,
        origin: cell.at.clone().into(),
        out: ImpactReading::default(),
        baseline: None,
        subject: None,
    };
    for content in &cell.content {
        match content {
            Content::Paragraph { text, .. } | Content::Item { text, .. } => reader.paragraph(text),
            Content::Table(table) => reader.table(table),
        }
    }
    reader.out
}

/// What a heading such as `Baseline 29/03/2021 Compliance Report` says of the figures after it.
#[derive(Clone)]
struct Baseline {
    period: Option<Period>,
    source: Option<String>,
}

/// What figures after a sentence without any belong to: `Average caseload targets:`.
struct Heading {
    text: String,
    /// The entry made for it, to be replaced by one entry a breakdown.
    provisional: Option<usize>,
}

struct Reader<'a> {
    context: &'a Context,
    origin: Origin,
    out: ImpactReading,
    baseline: Option<Baseline>,
    subject: Option<Heading>,
}

impl Reader<'_> {
    fn paragraph(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.out.statements.push(Statement { origin: self.origin.clone(), text: text.trim().to_owned() });
        }
        let parts = sentences(text);
        let mut rest: Vec<&str> = Vec::new();
        let mut measures = false;
        for part in &parts {
            if self.sentence(part) {
                measures = true;
            } else {
                rest.push(part);
            }
        }
        // A paragraph without a measure stays one statement, as written.
        let whole = [text.trim()];
        for outcome in if measures { rest.as_slice() } else { whole.as_slice() } {
            if !outcome.is_empty() {
                self.out
                    .outcomes
                    .push(Statement { origin: self.origin.clone(), text: (*outcome).to_owned() });
            }
        }
    }

    /// Reads one sentence; `false` if it is an outcome.
    fn sentence(&mut self, text: &str) -> bool {
        self.baseline_heading(text) || self.pair(text) || self.measure(text)
    }

    /// `Baseline 29/03/2021 Compliance Report`, also with its value: `Baseline April 2021 return 29.9% placed far away`.
    fn baseline_heading(&mut self, text: &str) -> bool {
        let Some(rest) =
            text.get(..8).filter(|w| w.eq_ignore_ascii_case("baseline")).and_then(|_| text.get(8..))
        else {
            return false;
        };
        let dates = find(rest, self.context.document_day);
        let Some(date) = dates.first() else {
            if rest.trim() == ":" {
                self.baseline = Some(Baseline { period: None, source: None });
            }
            return rest.trim() == ":";
        };
        let spans: Vec<_> = dates.iter().map(|f| f.span.clone()).collect();
        let figure = figures(rest, &spans).into_iter().next();
        let source_end = figure.as_ref().map_or(rest.len(), |f| f.span.start);
        let source =
            rest.get(date.span.end..source_end).map(|s| s.trim_matches([' ', '(', ')', ':', '-', '–', ',']));
        let baseline = Baseline {
            period: Some(date.period),
            source: source.filter(|s| !s.is_empty()).map(str::to_owned),
        };
        if let Some(figure) = figure {
            let words = rest.get(figure.span.end..).unwrap_or("").trim();
            let words = words.strip_prefix("of ").unwrap_or(words);
            if !key(words).contains(char::is_alphabetic) {
                return false;
            }
            self.push_baseline(words, None, &figure, &baseline);
        } else {
            self.baseline = Some(baseline);
        }
        true
    }

    /// `18 – 21 = 90%`, `Duty and Advice: 25`: a breakdown of the heading before it.
    fn pair(&mut self, text: &str) -> bool {
        let Some(heading) = &self.subject else { return false };
        let Some((label, value)) = text.split_once(['=', ':']) else { return false };
        let Some(figure) =
            tables::only_figure(value).filter(|_| key(&heading.text).contains(char::is_alphabetic))
        else {
            return false;
        };
        let subject = heading.text.clone();
        if let Some(at) = self.subject.as_mut().and_then(|h| h.provisional.take())
            && at + 1 == self.out.measures.len()
        {
            self.out.measures.pop();
        }
        let breakdown = Some(bands::tidy(label));
        let is_target = subject.to_lowercase().contains("target");
        match self.baseline.clone().filter(|_| !is_target) {
            Some(baseline) => self.push_baseline(&subject, breakdown, &figure, &baseline),
            None => {
                let text = subject.trim_end_matches(':').trim().to_owned();
                self.push(Measure {
                    key: key(&text),
                    breakdown,
                    target: figure.value,
                    unit: unit(&text, Some(&figure)),
                    direction: direction(&text),
                    text,
                    ..Measure::default()
                });
            }
        }
        true
    }

    fn push_baseline(
        &mut self,
        words: &str,
        breakdown: Option<String>,
        figure: &Figure,
        baseline: &Baseline,
    ) {
        let text = words.trim().to_owned();
        let measure = Measure {
            key: key(&text),
            breakdown,
            unit: unit(&text, Some(figure)),
            direction: direction(&text),
            baseline: figure.value,
            baseline_period: baseline.period,
            source: baseline.source.clone(),
            text,
            ..Measure::default()
        };
        self.observe(&measure, figure.value, figure.stated.clone());
        self.push(measure);
    }

    fn measure(&mut self, text: &str) -> bool {
        let Some(target) = targets::read(text) else { return false };
        let is_heading = target.target.is_none();
        let Target { text, key, target, baseline, tolerance, unit, direction, source } = target;
        let dated = self.baseline.clone().filter(|_| baseline.is_some());
        let measure = Measure {
            key,
            target,
            unit,
            direction,
            tolerance,
            baseline: baseline.as_ref().map(|b| b.0),
            baseline_period: dated.as_ref().and_then(|b| b.period),
            source: source.or_else(|| dated.and_then(|b| b.source)),
            text,
            ..Measure::default()
        };
        if let Some((value, stated)) = baseline {
            self.observe(&measure, Some(value), stated);
        }
        let heading = Heading { text: measure.text.clone(), provisional: Some(self.out.measures.len()) };
        self.push(measure);
        self.subject = is_heading.then_some(heading);
        true
    }

    fn push(&mut self, mut measure: Measure) {
        measure.origin = self.origin.clone();
        self.out.measures.push(measure);
    }

    /// A baseline is a value like any other.
    fn observe(&mut self, measure: &Measure, value: Option<Decimal>, stated: String) {
        self.out.observations.push(Observation {
            origin: self.origin.clone(),
            measure: measure.key.clone(),
            text: measure.text.clone(),
            line: self.context.line.clone(),
            breakdown: measure.breakdown.clone(),
            stated: Some(stated),
            value,
            baseline: true,
            source: measure.source.clone(),
            period: measure.baseline_period,
            ..Observation::default()
        });
    }

    fn table(&mut self, table: &Table) {
        let before = self.baseline.as_ref().and_then(|b| b.period);
        let Some((shape, values)) = tables::read(table, self.context.document_day, before) else {
            self.kept(table);
            return;
        };
        for value in values {
            let subject = Subject::of(shape, &value, &self.out.measures, self.context);
            if subject.key.is_empty() {
                continue;
            }
            if !self.out.measures.iter().any(|m| m.key == subject.key) {
                self.push(Measure {
                    key: subject.key.clone(),
                    text: subject.text.clone(),
                    unit: subject.unit(&value),
                    direction: direction(&subject.text),
                    ..Measure::default()
                });
            }
            if value.target {
                self.set_target(&subject, value.value);
                continue;
            }
            let source = self.baseline.as_ref().and_then(|b| b.source.clone()).filter(|_| value.baseline);
            self.out.observations.push(matching::observation(
                &self.origin,
                self.context,
                &subject,
                value,
                source,
            ));
        }
    }

    fn set_target(&mut self, subject: &Subject, target: Option<Decimal>) {
        let found =
            self.out.measures.iter().position(|m| m.key == subject.key && m.breakdown == subject.breakdown);
        let at = found.or_else(|| {
            let free = self
                .out
                .measures
                .iter()
                .position(|m| m.key == subject.key && m.target.is_none() && m.breakdown.is_none());
            if let Some(measure) = free.and_then(|at| self.out.measures.get_mut(at)) {
                measure.breakdown.clone_from(&subject.breakdown);
            }
            free
        });
        match at.and_then(|at| self.out.measures.get_mut(at)) {
            Some(measure) => measure.target = target,
            None => self.push(Measure {
                key: subject.key.clone(),
                text: subject.text.clone(),
                breakdown: subject.breakdown.clone(),
                direction: direction(&subject.text),
                target,
                ..Measure::default()
            }),
        }
    }

    /// A table of no known shape keeps its words as outcomes, row by row: nothing is dropped.
    fn kept(&mut self, table: &Table) {
        for row in &table.rows {
            let words: Vec<String> = row.cells.iter().map(Cell::words).filter(|w| !w.is_empty()).collect();
            if !words.is_empty() {
                self.out.statements.push(Statement { origin: self.origin.clone(), text: words.join(" ") });
                self.out.outcomes.push(Statement { origin: self.origin.clone(), text: words.join(" ") });
            }
        }
    }
}

/// Whether a figure may be the value of a measure with this unit.
pub(crate) fn fits(unit: Option<&str>, kind: Kind) -> bool {
    match kind {
        Kind::Percent => unit.is_none_or(|u| u == "%"),
        Kind::Plain => unit.is_none_or(|u| u == "count" || u == "mean"),
        Kind::Money => unit.is_none_or(|u| u == "£"),
    }
}
