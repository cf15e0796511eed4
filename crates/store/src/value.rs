//! The values a field can hold, and their typed forms.

use model::day::Day;
use model::decimal::Decimal;
use model::id::Id;
use serde::{Deserialize, Serialize};

/// What a field holds. Days, truths, identities and figures are whole numbers; the schema says which.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Nothing known.
    #[default]
    Null,
    /// A whole number, a day (days since 1970), a truth (0 or 1), an identity, a figure in millionths.
    Int(i64),
    /// Words.
    Text(String),
}

impl Value {
    /// Whether nothing is known.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// The words, if it holds words.
    pub fn as_text(&self) -> Option<&str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }

    /// The number, if it holds one.
    pub fn as_int(&self) -> Option<i64> {
        if let Value::Int(number) = self { Some(*number) } else { None }
    }

    /// The number as a day.
    pub fn as_day(&self) -> Option<Day> {
        self.as_int().and_then(|n| i32::try_from(n).ok()).and_then(Day::from_number)
    }

    /// The number as a truth: anything but 0.
    pub fn as_bool(&self) -> Option<bool> {
        self.as_int().map(|n| n != 0)
    }

    /// The number as an identity.
    pub fn as_id(&self) -> Option<Id> {
        self.as_int().and_then(Id::from_number)
    }

    /// The number as a figure in millionths.
    pub fn as_decimal(&self) -> Option<Decimal> {
        self.as_int().map(Decimal::from_millionths)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Value {
        Value::Text(text.clone())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Value {
        Value::Int(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Value {
        Value::Int(i64::from(number))
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Value {
        Value::Int(i64::from(truth))
    }
}

impl From<Day> for Value {
    fn from(day: Day) -> Value {
        Value::Int(i64::from(day.number()))
    }
}

impl From<Id> for Value {
    fn from(id: Id) -> Value {
        Value::Int(id.number())
    }
}

impl From<Decimal> for Value {
    fn from(figure: Decimal) -> Value {
        Value::Int(figure.millionths())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}
