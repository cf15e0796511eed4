//! The tables of a snapshot as SQL: what definitions are written against (decision 0040).

use std::fmt::Write as _;

use crate::list::{Kind, List, lists};

/// A column of a list's table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlColumn {
    /// Its name.
    pub name: String,
    /// Whether it holds integers; otherwise texts.
    pub integer: bool,
    /// Where its values come from.
    pub from: From,
}

/// Where a table's column takes its values from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// A column of the list.
    Column(usize),
    /// A day of a column, as yyyymmdd.
    Ymd(usize),
    /// The service that the team of the row belongs to.
    Service,
    /// Nothing: the list has no such column.
    Nothing,
}

/// The columns of a list's table behind `row`: its own, birth dates twice, and `service`, `team`, `worker`.
pub fn columns(list: &List) -> Vec<SqlColumn> {
    let mut columns = Vec::with_capacity(list.columns.len() + 4);
    for (place, column) in list.columns.iter().enumerate() {
        let integer = column.kind.is_integer();
        columns.push(SqlColumn { name: column.name.clone(), integer, from: From::Column(place) });
        if column.kind == Kind::Born {
            let name = format!("{}_ymd", column.name);
            columns.push(SqlColumn { name, integer: true, from: From::Ymd(place) });
        }
    }
    for name in ["service", "team", "worker"] {
        if list.index(name).is_none() {
            let from = if name == "service" { From::Service } else { From::Nothing };
            columns.push(SqlColumn { name: name.to_owned(), integer: false, from });
        }
    }
    columns
}

/// The statements that make the tables: those of the lists and those beside them, the calendar excepted.
pub fn ddl() -> String {
    let mut sql = String::new();
    for list in lists() {
        let _ = write!(sql, "CREATE TABLE {} (\n  row INTEGER PRIMARY KEY", list.name);
        for column in columns(list) {
            let kind = if column.integer { "INTEGER" } else { "TEXT" };
            let _ = write!(sql, ",\n  {} {kind}", column.name);
        }
        sql.push_str("\n) STRICT;\n");
    }
    sql.push_str(BESIDE);
    sql
}

const BESIDE: &str = "\
CREATE TABLE snapshot (
  as_at INTEGER NOT NULL, as_at_ymd INTEGER NOT NULL, period_from INTEGER NOT NULL, year_from INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TABLE lists (list TEXT NOT NULL PRIMARY KEY, rows INTEGER NOT NULL) STRICT;
CREATE TABLE list_columns (list TEXT NOT NULL, column_name TEXT NOT NULL, PRIMARY KEY (list, column_name)) STRICT;
CREATE TABLE codes (
  code_set TEXT NOT NULL, code TEXT NOT NULL, text TEXT NOT NULL, grouped TEXT, PRIMARY KEY (code_set, code)
) STRICT;
";

#[cfg(test)]
mod tests {
    use super::{columns, ddl};
    use crate::list::lists;

    #[test]
    fn every_table_has_service_team_and_worker_once() {
        for list in lists() {
            let names: Vec<String> = columns(list).into_iter().map(|c| c.name).collect();
            for name in ["service", "team", "worker"] {
                assert_eq!(names.iter().filter(|n| *n == name).count(), 1, "{}.{name}", list.name);
            }
        }
        assert!(ddl().contains("born INTEGER,\n  born_ymd INTEGER"));
    }
}
