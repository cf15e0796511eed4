//! Rows back into the parts of a plan. Every function takes the cells in the schema's order.

use model::day::Day;
use model::decimal::Decimal;
use model::id::Id;
use model::level::{Delivery, Impact};
use model::plan::{
    Action, Axis, Completion, DateKind, Decision, DefinedOutcome, Diagnostic, Direction, Evidence, Given,
    Inspection, Judgement, KeptText, Line, Measure, Named, Observation, Origin, Owner, Part, Period,
    PeriodKind, Plan, Priority, PriorityKind, Provenance, RatingGiven, Recommendation, ServicePlan,
    Statement, Status, TargetDate, Update,
};
use store::Value;

use super::words;

/// The cells of a row, taken one after the other in the schema's order.
pub struct Cells(std::vec::IntoIter<Value>);

impl Cells {
    /// The cells of a row.
    pub fn new(values: Vec<Value>) -> Cells {
        Cells(values.into_iter())
    }

    fn next(&mut self) -> Value {
        self.0.next().unwrap_or_default()
    }

    /// Leaves out this many cells.
    pub fn skip(&mut self, count: usize) {
        for _ in 0..count {
            self.next();
        }
    }

    /// The next cell as an identity.
    pub fn id(&mut self) -> Option<Id> {
        self.next().as_id()
    }

    /// The next cell as words, if it holds any.
    pub fn words(&mut self) -> Option<String> {
        if let Value::Text(text) = self.next() { Some(text) } else { None }
    }

    /// The next cell as words; empty without.
    pub fn text(&mut self) -> String {
        self.words().unwrap_or_default()
    }

    fn day(&mut self) -> Option<Day> {
        self.next().as_day()
    }

    fn int(&mut self) -> Option<i64> {
        self.next().as_int()
    }

    fn truth(&mut self) -> Option<bool> {
        self.next().as_bool()
    }

    fn decimal(&mut self) -> Option<Decimal> {
        self.next().as_decimal()
    }

    fn word<T>(&mut self, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        self.next().as_text().and_then(read)
    }

    fn period(&mut self) -> Option<Period> {
        let (kind, from, to) = (self.word(PeriodKind::from_word), self.day(), self.day());
        Some(Period { kind: kind?, from: from?, to: to? })
    }
}

/// The plan's own fields.
pub fn plan(origin: Origin, c: &mut Cells) -> Plan {
    let (title, owner, version, as_at, review, place) =
        (c.text(), c.words(), c.words(), c.day(), c.words(), c.words());
    Plan { origin, title, place, owner, version, as_at, review, ..Plan::default() }
}

/// An inspection.
pub fn inspection(origin: Origin, c: &mut Cells) -> Inspection {
    Inspection { origin, title: c.text(), held: c.words(), from: c.day(), to: c.day(), published: c.day() }
}

/// A judgement.
pub fn judgement(origin: Origin, c: &mut Cells) -> Judgement {
    c.skip(1);
    Judgement { origin, area: c.text(), grade: c.text() }
}

/// A recommendation, without what hangs from it.
pub fn recommendation(origin: Origin, c: &mut Cells) -> Recommendation {
    c.skip(1);
    Recommendation {
        origin,
        number: c.text(),
        text: c.text(),
        band: c.word(words::band_from),
        source: c.words(),
        ..Recommendation::default()
    }
}

/// A statement's role and itself; the parent has been taken.
pub fn statement(origin: Origin, c: &mut Cells) -> (String, Statement) {
    (c.text(), Statement { origin, text: c.text() })
}

/// An update; the parent has been taken.
pub fn update(origin: Origin, c: &mut Cells) -> Update {
    Update { origin, text: c.text(), as_at: c.day(), author: c.words(), stance: c.word(words::stance_from) }
}

/// A holder's role and itself; the parent has been taken.
pub fn holder(origin: Origin, c: &mut Cells) -> (String, Owner) {
    (c.text(), Owner { origin, text: c.text() })
}

/// A priority without what hangs from it, and the identity of the node above.
pub fn priority(origin: Origin, c: &mut Cells) -> (Priority, Option<Id>) {
    let (key, kind, title) = (c.text(), c.word(PriorityKind::from_word).unwrap_or_default(), c.text());
    (Priority { origin, key, kind, title, ..Priority::default() }, c.id())
}

/// A line without what hangs from it, and the identity of its priority.
pub fn line(origin: Origin, c: &mut Cells) -> (Line, Option<Id>) {
    (Line { origin, reference: c.text(), title: c.text(), ..Line::default() }, c.id())
}

/// A measure; line and action have been taken.
pub fn measure(origin: Origin, c: &mut Cells) -> Measure {
    Measure {
        origin,
        key: c.text(),
        text: c.text(),
        breakdown: c.words(),
        target: c.decimal(),
        unit: c.words(),
        direction: c.word(Direction::from_word),
        tolerance: c.decimal(),
        baseline: c.decimal(),
        baseline_period: c.period(),
        limits_from: c.day(),
        limits_to: c.day(),
        source: c.words(),
    }
}

/// An action without what hangs from it, and the identities of its line and its priority.
pub fn action(origin: Origin, c: &mut Cells) -> (Action, Option<Id>, Option<Id>) {
    let (reference, line, priority) = (c.text(), c.id(), c.id());
    let position = c.int().and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
    let (letter, text, lead_body, resources) = (c.words(), c.text(), c.words(), c.words());
    let owners_from = c.word(Given::from_word).unwrap_or_default();
    let dates_from = c.word(Given::from_word).unwrap_or_default();
    let status = c.words().map(|_| Status::Complete);
    let refers_to = c.words().map(|all| all.split('\n').map(str::to_owned).collect()).unwrap_or_default();
    let (delivery, impact) = (c.word(Delivery::from_word), c.word(Impact::from_word));
    let (done_on, declared_by, confirmed_by, confirmed_on) = (c.day(), c.words(), c.words(), c.day());
    let completion =
        c.truth().map(|by_import| Completion { done_on, declared_by, confirmed_by, confirmed_on, by_import });
    let action = Action {
        origin,
        reference,
        position,
        letter,
        text,
        lead_body,
        resources,
        owners_from,
        dates_from,
        status,
        refers_to,
        delivery,
        impact,
        completion,
        ..Action::default()
    };
    (action, line, priority)
}

/// A part of an action; the action has been taken.
pub fn part(origin: Origin, c: &mut Cells) -> Part {
    Part { origin, letter: c.words(), text: c.text() }
}

/// A target date; the action has been taken.
pub fn target_date(origin: Origin, c: &mut Cells) -> TargetDate {
    TargetDate {
        origin,
        phrase: c.text(),
        kind: c.word(DateKind::from_word).unwrap_or(DateKind::Unknown),
        from: c.day(),
        to: c.day(),
        superseded: c.truth().unwrap_or(false),
        set_on: c.day(),
        reason: c.words(),
        approved_by: c.words(),
    }
}

/// Evidence; the action has been taken.
pub fn evidence(origin: Origin, c: &mut Cells) -> Evidence {
    Evidence { origin, text: c.text(), link: c.words(), as_at: c.day() }
}

/// A rating given; the parent has been taken.
pub fn rating(origin: Origin, c: &mut Cells) -> Option<RatingGiven> {
    let (axis, level, given_on) = (c.word(words::axis_from), c.words(), c.day());
    let axis: Axis = axis?;
    Some(RatingGiven { origin, axis, level, given_on: given_on?, by: c.text(), reason: c.text() })
}

/// An observation, and the identity of its line.
pub fn observation(origin: Origin, c: &mut Cells) -> (Observation, Option<Id>) {
    let measure = c.text();
    c.skip(1);
    let line = c.id();
    let observation = Observation {
        origin,
        measure,
        text: c.text(),
        line: None,
        breakdown: c.words(),
        numerator: c.int(),
        denominator: c.int(),
        overdue: c.int(),
        stated: c.words(),
        value: c.decimal(),
        computed: c.decimal(),
        baseline: c.truth().unwrap_or(false),
        source: c.words(),
        period: c.period(),
        provenance: c
            .words()
            .zip(c.words())
            .map(|(definition, snapshot)| Provenance { definition, snapshot }),
    };
    (observation, line)
}

/// A defined outcome.
pub fn defined_outcome(origin: Origin, c: &mut Cells) -> DefinedOutcome {
    DefinedOutcome {
        origin,
        text: c.text(),
        unmet: c.text(),
        met: c.text(),
        exceeded: c.text(),
        significantly_exceeded: c.text(),
        due: c.text(),
    }
}

/// A point of a diagnostic.
pub fn diagnostic(origin: Origin, c: &mut Cells) -> Diagnostic {
    Diagnostic { origin, text: c.text(), source: c.words() }
}

/// A decision.
pub fn decision(origin: Origin, c: &mut Cells) -> Decision {
    Decision { origin, text: c.text(), body: c.words(), day: c.day(), source: c.words() }
}

/// A service-level plan.
pub fn service_plan(origin: Origin, c: &mut Cells) -> ServicePlan {
    ServicePlan { origin, title: c.text(), owner: c.words() }
}

/// A name without its other spellings, the list it stands in, and the name it turned out to be.
pub fn named(origin: Origin, c: &mut Cells) -> (Named, String, Option<Id>) {
    let (name, kind) = (c.text(), c.text());
    (Named { origin, name, kind, aliases: Vec::new() }, c.text(), c.id())
}

/// Kept text.
pub fn kept_text(origin: Origin, c: &mut Cells) -> KeptText {
    KeptText { origin, under: c.text(), text: c.text() }
}
