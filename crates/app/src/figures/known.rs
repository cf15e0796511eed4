//! Figures that people stated, as they are known on a day.

use std::collections::BTreeMap;
use std::sync::Arc;

use measures::Definition;
use model::at::At;
use model::day::Day;
use model::decimal::Decimal;
use model::id::Id;
use model::plan::{Period, PeriodKind};
use store::{Filter, Kind, Row, View};

use crate::error::Result;
use crate::measured::{Measured, Number};
use crate::site::Reader;

/// A figure that somebody stated.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its identity.
    pub id: Id,
    /// The key of its definition.
    pub definition: String,
    /// The service; empty for the whole.
    pub service: String,
    /// Its period.
    pub period: Period,
    /// Cases counted.
    pub numerator: Option<Decimal>,
    /// Cases in all.
    pub denominator: Option<Decimal>,
    /// The value.
    pub value: Decimal,
    /// The value as it was written.
    pub stated: Option<String>,
    /// Where it comes from.
    pub source: String,
    /// The day on which it was so.
    pub as_at: Day,
    /// Who stated it.
    pub by: String,
    /// The file and line it was read from.
    pub at: At,
    pub(super) event: u64,
}

impl Figure {
    fn of(row: &Row) -> Option<Figure> {
        let kind = PeriodKind::from_word(row.text("period_kind")?)?;
        Some(Figure {
            id: row.id,
            definition: row.words("definition"),
            service: row.words("service"),
            period: Period { kind, from: row.day("period_from")?, to: row.day("period_to")? },
            numerator: row.decimal("numerator"),
            denominator: row.decimal("denominator"),
            value: row.decimal("value")?,
            stated: row.maybe("stated"),
            source: row.words("source"),
            as_at: row.day("as_at")?,
            by: row.words("by"),
            at: row.at(),
            event: row.event,
        })
    }

    /// What it is a figure of: measure, service and period.
    pub(super) fn about(&self) -> (String, String, Day, Day) {
        (self.definition.clone(), self.service.to_lowercase(), self.period.from, self.period.to)
    }

    fn number(&self) -> Number {
        Number {
            service: self.service.clone(),
            numerator: self.numerator,
            denominator: self.denominator,
            value: Some(self.value),
            ..Number::default()
        }
    }
}

/// Periods of one length: only such stand on one chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    Day,
    Week,
    Month,
    Quarter,
    Half,
    Year,
    Other(i32),
}

fn length(period: Period) -> Length {
    match period.to.days_since(period.from) + 1 {
        ..=1 => Length::Day,
        5..=7 => Length::Week,
        28..=31 => Length::Month,
        89..=92 => Length::Quarter,
        181..=184 => Length::Half,
        365..=366 => Length::Year,
        days => Length::Other(days),
    }
}

/// Every figure that was stated and is known on a day.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Those in force, by the last day of their periods.
    pub current: Vec<Figure>,
    /// Those that a newer one replaced, the oldest first.
    pub replaced: Vec<Figure>,
}

impl Figures {
    fn of(mut all: Vec<Figure>) -> Figures {
        all.sort_by_key(|f| (f.as_at, f.event));
        let mut current: BTreeMap<(String, String, Day, Day), Figure> = BTreeMap::new();
        let mut replaced = Vec::new();
        for figure in all {
            replaced.extend(current.insert(figure.about(), figure));
        }
        let mut current: Vec<Figure> = current.into_values().collect();
        current.sort_by(|a, b| {
            let by = |f: &Figure| (f.period.to, f.definition.clone(), f.service.to_lowercase());
            by(a).cmp(&by(b))
        });
        Figures { current, replaced }
    }

    /// Those of a definition, by the last day of their periods.
    pub fn of_definition<'f>(&'f self, key: &'f str) -> impl Iterator<Item = &'f Figure> + Clone {
        self.current.iter().filter(move |f| f.definition == key)
    }

    /// What was reported first for a figure's measure, service and period, where another value was.
    pub fn first(&self, figure: &Figure) -> Option<&Figure> {
        self.replaced.iter().find(|f| f.about() == figure.about()).filter(|f| f.value != figure.value)
    }

    /// A definition's figures as a series. Of a typed measure those as long as its latest; of a computed one those of
    /// single days, which stand beside what case lists give.
    pub fn series(&self, definition: &Arc<Definition>) -> Vec<(Day, Measured)> {
        let all = self.of_definition(&definition.key);
        let wanted = match definition.typed {
            true => all.clone().next_back_length(),
            false => Some(Length::Day),
        };
        let mut by_day: BTreeMap<Day, Vec<&Figure>> = BTreeMap::new();
        for figure in all.filter(|f| Some(length(f.period)) == wanted) {
            by_day.entry(figure.period.to).or_default().push(figure);
        }
        by_day.into_iter().map(|(day, figures)| (day, measured(definition, &figures))).collect()
    }
}

trait Latest {
    fn next_back_length(self) -> Option<Length>;
}

impl<'f, I: Iterator<Item = &'f Figure>> Latest for I {
    fn next_back_length(self) -> Option<Length> {
        self.last().map(|f| length(f.period))
    }
}

/// Figures of one day as a measure: the whole, and services.
fn measured(definition: &Arc<Definition>, figures: &[&Figure]) -> Measured {
    let whole = figures.iter().find(|f| f.service.is_empty());
    let services = figures.iter().filter(|f| !f.service.is_empty());
    Measured {
        definition: Arc::clone(definition),
        needs: Vec::new(),
        whole: whole.map(|f| f.number()),
        services: services.map(|f| f.number()).collect(),
        teams: Vec::new(),
        outside_calendar: 0,
    }
}

impl Reader {
    /// The figures that people stated of a place, as they are known on a day.
    ///
    /// # Errors
    /// The store's.
    pub fn stated(&self, place: Id, day: Day) -> Result<Figures> {
        let rows = self.rows.rows(Kind::Figure, &Filter::Place(place), View::of(day))?;
        let all = rows.iter().filter_map(Figure::of).filter(|f| f.as_at <= day);
        Ok(Figures::of(all.collect()))
    }
}
