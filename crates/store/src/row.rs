//! A kept thing as it stood on a day.

use model::at::At;
use model::day::Day;
use model::decimal::Decimal;
use model::id::Id;
use model::plan::Origin;

use crate::fold::{self, State};
use crate::place_code;
use crate::schema::Kind;
use crate::value::Value;

/// A kept thing as it stood on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its kind.
    pub kind: Kind,
    /// Its identity.
    pub id: Id,
    /// Its plan, if it belongs to one.
    pub plan: Option<Id>,
    /// The revision a write has to name: how many events the thing has now, whatever the day asked about.
    pub revision: u32,
    /// The event that made it as it stood.
    pub event: u64,
    /// It is withdrawn and does not count.
    pub withdrawn: bool,
    /// Its position among its kind in the plan.
    pub position: i64,
    /// Its fields in the schema's order.
    pub values: Vec<Value>,
    pub(crate) at: Option<String>,
}

impl Row {
    pub(crate) fn new(kind: Kind, id: Id, plan: i64, revision: u32, state: State) -> Row {
        Row {
            kind,
            id,
            plan: Id::from_number(plan).filter(|p| p.number() != 0),
            revision,
            event: state.event,
            withdrawn: state.withdrawn,
            position: state.position,
            values: state.values,
            at: state.at,
        }
    }

    /// The value of a field. A name the kind does not have is a programming error: it holds nothing, and stops a
    /// debug build.
    pub fn value(&self, name: &str) -> &Value {
        const NOTHING: &Value = &Value::Null;
        let index = self.kind.def().index(name);
        debug_assert!(index.is_some(), "{} has no field {name}", self.kind.name());
        index.and_then(|i| self.values.get(i)).unwrap_or(NOTHING)
    }

    /// The words in a field, if any.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.value(name).as_text()
    }

    /// The words in a field, empty if none.
    pub fn words(&self, name: &str) -> String {
        self.text(name).unwrap_or_default().to_owned()
    }

    /// The words in a field as an owned text, if any.
    pub fn maybe(&self, name: &str) -> Option<String> {
        self.text(name).map(str::to_owned)
    }

    /// The number in a field, if any.
    pub fn int(&self, name: &str) -> Option<i64> {
        self.value(name).as_int()
    }

    /// The day in a field, if any.
    pub fn day(&self, name: &str) -> Option<Day> {
        self.value(name).as_day()
    }

    /// Whether a field says yes; nothing means no.
    pub fn flag(&self, name: &str) -> bool {
        self.value(name).as_bool().unwrap_or(false)
    }

    /// The identity in a field, if any.
    pub fn reference(&self, name: &str) -> Option<Id> {
        self.value(name).as_id()
    }

    /// The figure in a field, if any.
    pub fn decimal(&self, name: &str) -> Option<Decimal> {
        self.value(name).as_decimal()
    }

    /// Where it was read; an empty place for what a person typed in.
    pub fn at(&self) -> At {
        self.at.as_deref().map(place_code::decode).unwrap_or_default()
    }

    /// Its identity, revision and place in the document, as the model carries them.
    pub fn origin(&self) -> Origin {
        Origin { id: Some(self.id), revision: self.revision, at: self.at() }
    }

    /// The fields that differ between this row and another of the same thing, by name.
    pub fn differences(&self, other: &Row) -> Vec<&'static str> {
        let moved = (self.position != other.position).then_some(fold::POSITION);
        let fields = self.kind.def().fields.iter().zip(self.values.iter().zip(&other.values));
        fields.filter(|(_, (a, b))| a != b).map(|(f, _)| f.name).chain(moved).collect()
    }
}

/// Which day is asked about, and what may be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct View {
    /// Facts effective by this day.
    pub day: Day,
    /// Only events up to and with this number are known; `None`: all there are.
    pub known: Option<u64>,
}

impl View {
    /// The day, as known now.
    pub fn of(day: Day) -> View {
        View { day, known: None }
    }

    /// The day, as it was known when this event was the last.
    pub fn known_at(day: Day, event: u64) -> View {
        View { day, known: Some(event) }
    }
}

/// Which things of a kind are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// All of a place, whatever plan they belong to.
    Place(Id),
    /// Those of a plan.
    Plan(Id),
    /// The one with this identity.
    Id(Id),
    /// Those whose field of this name refers to this thing.
    By(&'static str, Id),
}
