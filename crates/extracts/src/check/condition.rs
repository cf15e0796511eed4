//! Conditions of rules, as the data files write them: `ended_on < started_on and legal_status in V3 V4`.

use model::day::Day;

use crate::list::{CodeSet, List};

/// A condition: all of its clauses hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Condition {
    pub(crate) clauses: Vec<Clause>,
}

/// One thing a row is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Clause {
    /// Nothing stands in the column.
    Missing(usize),
    /// Something does.
    Present(usize),
    /// A postcode that is none.
    Malformed(usize),
    /// The code of the column is one of these (or, with `false`, is another one).
    In(usize, Vec<String>, bool),
    /// Two values compare so; never where one is missing.
    Compare(Value, Ordering, Value),
}

/// How two values compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ordering {
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
    Equal,
    Unequal,
}

impl Ordering {
    pub(crate) fn holds(self, one: i32, other: i32) -> bool {
        match self {
            Ordering::Less => one < other,
            Ordering::LessOrEqual => one <= other,
            Ordering::More => one > other,
            Ordering::MoreOrEqual => one >= other,
            Ordering::Equal => one == other,
            Ordering::Unequal => one != other,
        }
    }
}

/// A value, moved by a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    pub(crate) of: Of,
    pub(crate) by: By,
}

/// What a value is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    Column(usize),
    Number(i32),
    /// The snapshot's day.
    AsAt,
    /// Completed years from the birth in this column to the snapshot's day.
    Years(usize),
    /// The rows of the same child in the list.
    Rows,
}

/// By how much it is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    Days(i32),
    Months(i32),
}

impl By {
    pub(crate) fn from(self, number: i32) -> i32 {
        match self {
            By::Days(days) => number.saturating_add(days),
            By::Months(months) => Day::from_number(number).map_or(number, |d| d.plus_months(months).number()),
        }
    }
}

/// Reads a condition for a list. `None` where the list lacks a column it speaks of.
///
/// # Errors
/// When it is not written as conditions are, or names a code that its column does not have: says where.
pub(crate) fn read(text: &str, list: &List) -> Result<Option<Condition>, String> {
    let mut clauses = Vec::new();
    for clause in text.split(" and ") {
        match read_clause(clause, list)? {
            Some(clause) => clauses.push(clause),
            None => return Ok(None),
        }
    }
    Ok(Some(Condition { clauses }))
}

fn read_clause(text: &str, list: &List) -> Result<Option<Clause>, String> {
    let wrong = || format!("“{text}” is no condition");
    let words: Vec<&str> = text.split_whitespace().collect();
    let operator = words.iter().position(|w| matches!(*w, "<" | "<=" | ">" | ">=" | "=" | "!="));
    if let Some(at) = operator {
        let left = value(words.get(..at).unwrap_or(&[]), list).ok_or_else(wrong)?;
        let right = value(words.get(at + 1..).unwrap_or(&[]), list).ok_or_else(wrong)?;
        let ordering = match words.get(at).copied() {
            Some("<") => Ordering::Less,
            Some("<=") => Ordering::LessOrEqual,
            Some(">") => Ordering::More,
            Some(">=") => Ordering::MoreOrEqual,
            Some("=") => Ordering::Equal,
            _ => Ordering::Unequal,
        };
        return Ok(match (left, right) {
            (Found::Is(left), Found::Is(right)) => Some(Clause::Compare(left, ordering, right)),
            _ => None,
        });
    }
    let (name, rest) = words.split_first().ok_or_else(wrong)?;
    let Some(column) = list.index(name) else { return Ok(None) };
    let codes = |codes: &[&str], within| {
        let set: Option<&CodeSet> = list.columns.get(column).and_then(|c| c.codes);
        for code in codes {
            if !set.is_some_and(|s| s.codes.iter().any(|c| c.code == **code)) {
                return Err(format!("“{name}” has no code “{code}”"));
            }
        }
        Ok(Some(Clause::In(column, codes.iter().map(|c| (*c).to_owned()).collect(), within)))
    };
    match rest {
        ["missing"] => Ok(Some(Clause::Missing(column))),
        ["present"] => Ok(Some(Clause::Present(column))),
        ["malformed"] => Ok(Some(Clause::Malformed(column))),
        ["in", some @ ..] if !some.is_empty() => codes(some, true),
        ["not", "in", some @ ..] if !some.is_empty() => codes(some, false),
        _ => Err(wrong()),
    }
}

enum Found {
    Is(Value),
    /// The list has no such column.
    Lacks,
}

/// `column`, `as_at`, `years`, `rows` or a number, and perhaps `+ 6 months`.
fn value(words: &[&str], list: &List) -> Option<Found> {
    let (name, rest) = words.split_first()?;
    let by = match rest {
        [] => By::Days(0),
        [sign @ ("+" | "-"), number, unit @ ..] => {
            let number: i32 = number.parse().ok()?;
            let number = if *sign == "-" { -number } else { number };
            match unit {
                [] | ["days"] => By::Days(number),
                ["weeks"] => By::Days(number * 7),
                ["months"] => By::Months(number),
                ["years"] => By::Months(number * 12),
                _ => return None,
            }
        }
        _ => return None,
    };
    let of = match *name {
        "as_at" => Of::AsAt,
        "rows" => Of::Rows,
        "years" => match list.index("born") {
            Some(born) => Of::Years(born),
            None => return Some(Found::Lacks),
        },
        name => match (name.parse(), list.index(name)) {
            (Ok(number), _) => Of::Number(number),
            (_, Some(column)) => Of::Column(column),
            // A misspelt column is caught by the test that every rule applies to some list.
            _ => return Some(Found::Lacks),
        },
    };
    Some(Found::Is(Value { of, by }))
}

#[cfg(test)]
mod tests {
    use super::{By, Clause, Of, Ordering, Value, read};
    use crate::list::list;

    #[test]
    fn conditions_are_read_as_they_are_written() {
        let care = list("children_in_care").expect("a list");
        let column = |name| care.index(name).expect("a column");
        let condition =
            read("started_on < as_at - 6 weeks and ended_on missing and end_reason not in X1 E8", care);
        let value = |of, by| Value { of, by };
        assert_eq!(
            condition.ok().flatten().expect("a condition").clauses,
            [
                Clause::Compare(
                    value(Of::Column(column("started_on")), By::Days(0)),
                    Ordering::Less,
                    value(Of::AsAt, By::Days(-42))
                ),
                Clause::Missing(column("ended_on")),
                Clause::In(column("end_reason"), vec!["X1".into(), "E8".into()], false),
            ]
        );
    }

    #[test]
    fn a_list_without_the_column_is_not_asked_and_a_slip_is_told() {
        let adopters = list("adopters").expect("a list");
        assert_eq!(read("years >= 18", adopters), Ok(None));
        assert_eq!(read("worker missing", adopters), Ok(None));
        assert!(read("gender in male femal", adopters).is_err());
        assert!(read("gender is odd", adopters).is_err());
    }
}
