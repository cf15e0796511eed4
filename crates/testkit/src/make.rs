//! The things of a plan and the words that fill them.

use model::at::At;
use model::plan::{
    Action, Band, Completion, DateKind, Direction, Given, Line, Measure, Observation, Origin, Owner, Part,
    Period, PeriodKind, Priority, Recommendation, Statement, Status, TargetDate, Update,
};

use crate::{day, figure, place};

/// A thing with a place.
pub trait Placed: Sized {
    /// Its origin.
    fn origin(&mut self) -> &mut Origin;

    /// The same thing standing at this line of the invented document.
    #[must_use]
    fn at(mut self, line: u32) -> Self {
        self.origin().at = place(line);
        self
    }

    /// The same thing standing here.
    #[must_use]
    fn placed(mut self, at: &At) -> Self {
        self.origin().at = at.clone();
        self
    }
}

macro_rules! placed {
    ($($kind:ident),*) => { $(impl Placed for $kind { fn origin(&mut self) -> &mut Origin { &mut self.origin } })* };
}
placed!(Action, Line, Observation, Priority, Recommendation, Statement, Update, Owner);

/// A sentence.
pub fn statement(text: &str) -> Statement {
    Statement { text: text.into(), ..Statement::default() }
}

/// An update without a day of its own.
pub fn update(text: &str) -> Update {
    Update { text: text.into(), ..Update::default() }
}

/// An owner, sponsor or lead.
pub fn owner(text: &str) -> Owner {
    Owner { text: text.into(), ..Owner::default() }
}

/// A line with its reference and title.
pub fn line(reference: &str, title: &str) -> Line {
    Line { reference: reference.into(), title: title.into(), ..Line::default() }
}

/// A recommendation with its number and words.
pub fn recommendation(number: &str, text: &str) -> Recommendation {
    Recommendation { number: number.into(), text: text.into(), ..Recommendation::default() }
}

/// A priority with its number and title.
pub fn priority(key: &str, title: &str) -> Priority {
    Priority { key: key.into(), title: title.into(), ..Priority::default() }
}

/// A measure with its key and words.
pub fn measure(key: &str, text: &str) -> Measure {
    Measure { key: key.into(), text: text.into(), ..Measure::default() }
}

/// A value of a measure.
pub fn observation(key: &str) -> Observation {
    Observation { measure: key.into(), ..Observation::default() }
}

/// An action: `1.4b` belongs to line `1.4` as letter `b`; a reference without a trailing letter has no line.
pub fn action(reference: &str, text: &str) -> Action {
    let letter = reference.chars().last().filter(char::is_ascii_lowercase).map(String::from);
    let line = letter.as_ref().and_then(|l| reference.strip_suffix(l.as_str())).filter(|l| !l.is_empty());
    let line = line.map(String::from);
    Action { reference: reference.into(), text: text.into(), letter, line, ..Action::default() }
}

/// Words that fill an action.
pub trait ActionWords: Sized {
    /// Adds an owner of its own.
    #[must_use]
    fn owner(self, text: &str) -> Self;
    /// Adds a target date of its own, due on that day; earlier ones become superseded.
    #[must_use]
    fn due(self, phrase: &str, iso: &str) -> Self;
    /// Adds a date of this kind without days.
    #[must_use]
    fn when(self, phrase: &str, kind: DateKind) -> Self;
    /// Adds an update.
    #[must_use]
    fn update(self, text: &str) -> Self;
    /// Adds an outcome.
    #[must_use]
    fn outcome(self, text: &str) -> Self;
    /// Adds a part.
    #[must_use]
    fn part(self, text: &str) -> Self;
    /// Says which recommendation it answers.
    #[must_use]
    fn answers(self, number: &str) -> Self;
    /// Marks it complete, on that day if one is given.
    #[must_use]
    fn complete(self, iso: Option<&str>) -> Self;
}

impl ActionWords for Action {
    fn owner(mut self, text: &str) -> Action {
        self.owners.push(owner(text));
        self.owners_from = Given::Own;
        self
    }

    fn due(mut self, phrase: &str, iso: &str) -> Action {
        for date in &mut self.dates {
            date.superseded = true;
        }
        let to = day(iso);
        let date = TargetDate {
            phrase: phrase.into(),
            kind: DateKind::Point,
            from: Some(to.month_start()),
            to: Some(to),
            ..TargetDate::default()
        };
        self.dates.push(date);
        self.dates_from = Given::Own;
        self
    }

    fn when(mut self, phrase: &str, kind: DateKind) -> Action {
        self.dates.push(TargetDate { phrase: phrase.into(), kind, ..TargetDate::default() });
        self.dates_from = Given::Own;
        self
    }

    fn update(mut self, text: &str) -> Action {
        self.updates.push(update(text));
        self
    }

    fn outcome(mut self, text: &str) -> Action {
        self.outcomes.push(statement(text));
        self
    }

    fn part(mut self, text: &str) -> Action {
        self.parts.push(Part { text: text.into(), ..Part::default() });
        self
    }

    fn answers(mut self, number: &str) -> Action {
        self.recommendations.push(number.into());
        self
    }

    fn complete(mut self, iso: Option<&str>) -> Action {
        self.status = Some(Status::Complete);
        self.completion = Some(Completion { done_on: iso.map(day), ..Completion::default() });
        self
    }
}

/// Words that fill a line.
pub trait LineWords: Sized {
    /// Adds a measure.
    #[must_use]
    fn measure(self, measure: Measure) -> Self;
    /// Adds an update.
    #[must_use]
    fn update(self, text: &str) -> Self;
    /// Adds an outcome sentence.
    #[must_use]
    fn outcome(self, text: &str) -> Self;
}

impl LineWords for Line {
    fn measure(mut self, measure: Measure) -> Line {
        self.measures.push(measure);
        self
    }

    fn update(mut self, text: &str) -> Line {
        self.updates.push(update(text));
        self
    }

    fn outcome(mut self, text: &str) -> Line {
        self.outcomes.push(statement(text));
        self
    }
}

/// Words that fill a measure.
pub trait MeasureWords: Sized {
    /// Its target.
    #[must_use]
    fn target(self, text: &str) -> Self;
    /// Its unit.
    #[must_use]
    fn unit(self, unit: &str) -> Self;
    /// Its tolerance.
    #[must_use]
    fn tolerance(self, text: &str) -> Self;
    /// Its baseline.
    #[must_use]
    fn baseline(self, text: &str) -> Self;
    /// What it is broken down to.
    #[must_use]
    fn of(self, breakdown: &str) -> Self;
    /// Higher is better.
    #[must_use]
    fn higher(self) -> Self;
    /// Lower is better.
    #[must_use]
    fn lower(self) -> Self;
}

impl MeasureWords for Measure {
    fn target(self, text: &str) -> Measure {
        Measure { target: Some(figure(text)), ..self }
    }

    fn unit(self, unit: &str) -> Measure {
        Measure { unit: Some(unit.into()), ..self }
    }

    fn tolerance(self, text: &str) -> Measure {
        Measure { tolerance: Some(figure(text)), ..self }
    }

    fn baseline(self, text: &str) -> Measure {
        Measure { baseline: Some(figure(text)), ..self }
    }

    fn of(self, breakdown: &str) -> Measure {
        Measure { breakdown: Some(breakdown.into()), ..self }
    }

    fn higher(self) -> Measure {
        Measure { direction: Some(Direction::Higher), ..self }
    }

    fn lower(self) -> Measure {
        Measure { direction: Some(Direction::Lower), ..self }
    }
}

/// Words that fill an observation.
pub trait ObservationWords: Sized {
    /// Cases counted, of all cases; the percentage is computed from them.
    #[must_use]
    fn counts(self, numerator: i64, denominator: i64) -> Self;
    /// Cases printed as overdue.
    #[must_use]
    fn overdue(self, cases: i64) -> Self;
    /// The value as printed; also kept as a figure where it is one.
    #[must_use]
    fn stated(self, text: &str) -> Self;
    /// What it is broken down to.
    #[must_use]
    fn of(self, breakdown: &str) -> Self;
    /// The line it was printed under.
    #[must_use]
    fn under(self, line: &str) -> Self;
    /// A snapshot on that day.
    #[must_use]
    fn on(self, iso: &str) -> Self;
    /// From one day to another.
    #[must_use]
    fn over(self, from: &str, to: &str) -> Self;
    /// What the document calls it where it stands.
    #[must_use]
    fn called(self, text: &str) -> Self;
    /// It is the baseline.
    #[must_use]
    fn baseline(self) -> Self;
}

impl ObservationWords for Observation {
    fn counts(mut self, numerator: i64, denominator: i64) -> Observation {
        self.numerator = Some(numerator);
        self.denominator = Some(denominator);
        self.computed = model::decimal::Decimal::percent(numerator, denominator, 2);
        self
    }

    fn overdue(self, cases: i64) -> Observation {
        Observation { overdue: Some(cases), ..self }
    }

    fn stated(mut self, text: &str) -> Observation {
        self.stated = Some(text.into());
        self.value = model::decimal::Decimal::parse(text.trim_end_matches('%'));
        self
    }

    fn of(self, breakdown: &str) -> Observation {
        Observation { breakdown: Some(breakdown.into()), ..self }
    }

    fn under(self, line: &str) -> Observation {
        Observation { line: Some(line.into()), ..self }
    }

    fn on(mut self, iso: &str) -> Observation {
        self.period = Some(Period { kind: PeriodKind::Day, from: day(iso), to: day(iso) });
        self
    }

    fn over(mut self, from: &str, to: &str) -> Observation {
        self.period = Some(Period { kind: PeriodKind::Range, from: day(from), to: day(to) });
        self
    }

    fn called(self, text: &str) -> Observation {
        Observation { text: text.into(), ..self }
    }

    fn baseline(self) -> Observation {
        Observation { baseline: true, ..self }
    }
}

/// Words that fill a recommendation.
pub trait RecommendationWords: Sized {
    /// The inspector's band.
    #[must_use]
    fn within(self, band: Band) -> Self;
    /// Another wording met elsewhere.
    #[must_use]
    fn also_worded(self, text: &str) -> Self;
    /// What a report says about it.
    #[must_use]
    fn commentary(self, text: &str) -> Self;
}

impl RecommendationWords for Recommendation {
    fn within(self, band: Band) -> Recommendation {
        Recommendation { band: Some(band), ..self }
    }

    fn also_worded(mut self, text: &str) -> Recommendation {
        self.wordings.push(statement(text));
        self
    }

    fn commentary(mut self, text: &str) -> Recommendation {
        self.commentary.push(statement(text));
        self
    }
}

/// Words that fill a priority.
pub trait PriorityWords: Sized {
    /// Adds a sponsor, printed at that line.
    #[must_use]
    fn sponsor(self, text: &str, line: u32) -> Self;
    /// Adds a lead.
    #[must_use]
    fn lead(self, text: &str) -> Self;
}

impl PriorityWords for Priority {
    fn sponsor(mut self, text: &str, line: u32) -> Priority {
        self.sponsors.push(owner(text).at(line));
        self
    }

    fn lead(mut self, text: &str) -> Priority {
        self.leads.push(owner(text));
        self
    }
}
