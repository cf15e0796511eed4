//! Small tables as text, put into a snapshot.

use std::collections::BTreeMap;

use extracts::cell::Datum;
use extracts::list::{Kind, List, list};
use measures::calendar::{Calendar, ymd};
use model::day::Day;
use model::decimal::Decimal;
use store::SnapshotTables;

/// The rows of one list: the columns named, then a text for each cell; `-` is missing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    /// The columns, `row` first.
    pub(crate) columns: Vec<String>,
    /// The rows.
    pub(crate) rows: Vec<Vec<String>>,
}

/// Tables with England's calendar.
pub(crate) fn engine() -> SnapshotTables {
    SnapshotTables::new(&Calendar::england()).expect("tables in memory")
}

/// Puts lists into a snapshot of a day.
pub(crate) fn fill(into: &mut SnapshotTables, as_at: Day, lists: &BTreeMap<String, Table>) {
    into.begin(as_at, "a hash").expect("a snapshot begins");
    for (name, table) in lists {
        let list = list(name).unwrap_or_else(|| panic!("no list {name}"));
        fill_list(into, list, table);
    }
    into.ready().expect("a snapshot is ready");
}

fn fill_list(into: &mut SnapshotTables, list: &List, table: &Table) {
    let mut columns: Vec<String> = table.columns.iter().skip(1).cloned().collect();
    let born: Vec<usize> = (0..columns.len()).filter(|i| kind(list, &columns[*i]) == Kind::Born).collect();
    columns.extend(born.iter().map(|i| format!("{}_ymd", columns[*i])).collect::<Vec<_>>());
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    let mut writer = into.list(list, &names).expect("a list of the schema");
    for row in &table.rows {
        assert_eq!(row.len(), table.columns.len(), "{}: {row:?}", list.name);
        let mut cells: Vec<Datum<'_>> =
            row.iter().skip(1).zip(&names).map(|(text, name)| cell(text, kind(list, name))).collect();
        for i in &born {
            let day = Day::parse_iso(&row[i + 1]);
            cells.push(day.map_or(Datum::Null, |d| Datum::Int(ymd(d).into())));
        }
        writer.push(row[0].parse().expect("a row number"), cells).expect("a row of the schema");
    }
}

fn kind(list: &List, column: &str) -> Kind {
    list.column(column).map_or(Kind::Text, |c| c.kind)
}

fn cell(text: &str, kind: Kind) -> Datum<'_> {
    if text == "-" {
        return Datum::Null;
    }
    if matches!(kind, Kind::Day | Kind::Born) {
        return Datum::Int(Day::parse_iso(text).unwrap_or_else(|| panic!("no day: {text}")).number().into());
    }
    match kind.parts() {
        Some(parts) => {
            let number = Decimal::parse(text).unwrap_or_else(|| panic!("no number: {text}"));
            Datum::Int(number.millionths() * parts / 1_000_000)
        }
        None => Datum::Text(text),
    }
}
