//! Everything the store keeps, as data: kinds, their fields, the types of the fields. Tables, checks and the
//! generated page of the schema all come from this one list.

mod kinds;

pub use kinds::Kind;

use crate::value::Value;

/// What a field may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Words, exactly as given.
    Text,
    /// One of a fixed list of words.
    Word(&'static [&'static str]),
    /// A whole number.
    Int,
    /// A calendar day.
    Day,
    /// Yes or no.
    Bool,
    /// An exact figure, kept in millionths.
    Decimal,
    /// The identity of a thing of one of these kinds in the same place (of any kind where the list is empty).
    Ref(&'static [Kind]),
}

impl Type {
    /// The column type in SQL.
    pub fn sql(self) -> &'static str {
        match self {
            Type::Text | Type::Word(_) => "TEXT",
            Type::Int | Type::Day | Type::Bool | Type::Decimal | Type::Ref(_) => "INTEGER",
        }
    }

    /// The type in a sentence for a reader of the schema page.
    pub fn words(self) -> String {
        match self {
            Type::Text => "text".to_owned(),
            Type::Word(words) => format!("one of: {}", words.join(", ")),
            Type::Int => "whole number".to_owned(),
            Type::Day => "day".to_owned(),
            Type::Bool => "yes or no".to_owned(),
            Type::Decimal => "figure".to_owned(),
            Type::Ref([]) => "anything kept".to_owned(),
            Type::Ref(kinds) => kinds.iter().map(|k| k.name()).collect::<Vec<_>>().join(" or "),
        }
    }

    /// Whether the value is of this type; nothing (null) always is.
    pub fn holds(self, value: &Value) -> bool {
        match (self, value) {
            (_, Value::Null) | (Type::Text, Value::Text(_)) | (Type::Int | Type::Decimal, Value::Int(_)) => {
                true
            }
            (Type::Word(words), Value::Text(word)) => words.contains(&word.as_str()),
            (Type::Bool, Value::Int(n)) => matches!(n, 0 | 1),
            (Type::Ref(_), Value::Int(n)) => *n >= 0,
            (Type::Day, value) => value.as_day().is_some(),
            _ => false,
        }
    }
}

/// One field of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, in code, columns and payloads.
    pub name: &'static str,
    /// What it may hold.
    pub ty: Type,
    /// It always holds something.
    pub required: bool,
    /// What it means.
    pub doc: &'static str,
}

/// One kind of kept thing. Besides its fields every thing has an identity, a place, a plan (or none), a revision,
/// a position in its plan, and the place in a document it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindDef {
    /// Its name: the table's.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
}

impl KindDef {
    /// The index of the field with this name.
    pub fn index(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|f| f.name == name)
    }

    /// The field with this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|f| f.name == name)
    }
}

impl Kind {
    /// Its name: the table's.
    pub fn name(self) -> &'static str {
        self.def().name
    }

    /// Whether it belongs to a pack, which speaks of a plan and is no part of it.
    pub fn is_of_packs(self) -> bool {
        matches!(self, Kind::Pack | Kind::PackWords | Kind::PackRelease | Kind::PackFile)
    }

    /// The kind with this name.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|k| k.name() == name)
    }
}

/// The schema as a page in Markdown, generated so that it is never out of date.
pub fn page() -> String {
    let mut out = String::from(
        "# What the store keeps\n\nGenerated from the schema. Besides its fields every thing has an identity, a place, \
         a plan (or none), a revision, a position, and its place in a document.\n",
    );
    for kind in Kind::ALL {
        let def = kind.def();
        out.push_str(&format!(
            "\n## {}\n\n{}\n\n| field | holds | meaning |\n| --- | --- | --- |\n",
            def.name, def.doc
        ));
        for f in def.fields {
            let must = if f.required { ", always" } else { "" };
            out.push_str(&format!("| {} | {}{must} | {} |\n", f.name, f.ty.words(), f.doc));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Kind, Type};
    use crate::value::Value;

    #[test]
    fn names_are_unique_and_none_collides_with_what_every_row_has() {
        let common = ["id", "plan", "valid_from", "valid_to", "event", "withdrawn", "position", "at"];
        let mut kinds = BTreeSet::new();
        for kind in Kind::ALL {
            assert!(kinds.insert(kind.name()), "{}", kind.name());
            assert_eq!(Kind::from_name(kind.name()), Some(*kind));
            let mut fields: BTreeSet<&str> = common.into_iter().collect();
            for field in kind.def().fields {
                assert!(fields.insert(field.name), "{}.{}", kind.name(), field.name);
                assert!(!field.doc.is_empty());
            }
        }
    }

    #[test]
    fn words_are_those_of_the_model() {
        use model::plan::{DateKind, Direction, Given, PeriodKind, PriorityKind};
        let words = |kind: Kind, field: &str| match kind.def().field(field).unwrap().ty {
            Type::Word(words) => words.to_vec(),
            other => panic!("{other:?}"),
        };
        assert_eq!(words(Kind::TargetDate, "kind"), DateKind::ALL.map(DateKind::word));
        for (kind, field) in [(Kind::Action, "owners_from"), (Kind::Action, "dates_from")] {
            assert!(words(kind, field).iter().all(|w| Given::from_word(w).is_some()));
        }
        assert!(words(Kind::Priority, "kind").iter().all(|w| PriorityKind::from_word(w).is_some()));
        assert!(words(Kind::Measure, "direction").iter().all(|w| Direction::from_word(w).is_some()));
        for (kind, field) in [(Kind::Measure, "baseline_kind"), (Kind::Observation, "period_kind")] {
            assert!(words(kind, field).iter().all(|w| PeriodKind::from_word(w).is_some()));
        }
    }

    #[test]
    fn a_value_of_another_type_is_not_held() {
        assert!(Type::Word(&["a"]).holds(&Value::from("a")) && !Type::Word(&["a"]).holds(&Value::from("b")));
        assert!(!Type::Text.holds(&Value::Int(1)) && !Type::Int.holds(&Value::from("1")));
        assert!(!Type::Day.holds(&Value::Int(i64::MAX)) && Type::Day.holds(&Value::Int(18_960)));
        assert!(!Type::Bool.holds(&Value::Int(2)) && Type::Bool.holds(&Value::Null));
    }
}
