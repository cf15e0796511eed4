//! A snapshot: the lists of one day, unchanged for good.

use std::collections::BTreeMap;

use model::day::Day;

use crate::cell::{Cell, Datum, Pool};
use crate::list::{List, list, lists};
use crate::remark::{Part, Remark};
use crate::schema::{From, SqlColumn};

/// The lists of one day, read and kept as they are.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub(crate) as_at: Day,
    pub(crate) hash: String,
    pub(crate) tables: Vec<Table>,
    pub(crate) pool: Pool,
    pub(crate) parts: Vec<Part>,
    pub(crate) remarks: Vec<Remark>,
    pub(crate) unmapped: BTreeMap<String, u32>,
}

/// Whether the files that brought a list had a column of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Brought {
    /// None had it.
    #[default]
    No,
    /// Some had it, and others with rows of the list did not.
    Partly,
    /// Every one with rows of the list had it.
    Yes,
}

/// The rows of a list.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Which columns the files had; `None` for a list that was not delivered.
    pub(crate) delivered: Option<Vec<Brought>>,
    pub(crate) width: usize,
    pub(crate) cells: Vec<Cell>,
    /// The service of each row, by the table of teams.
    pub(crate) services: Vec<Cell>,
    /// Where each row stands: the part of the files and the row or line in it.
    pub(crate) places: Vec<(u16, u32)>,
}

impl Table {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The cells of a row, one for every column of the list.
    pub fn row(&self, row: usize) -> &[Cell] {
        self.cells.get(row * self.width..(row + 1) * self.width).unwrap_or(&[])
    }

    /// A cell; missing beyond the table.
    pub fn cell(&self, row: usize, column: usize) -> Cell {
        self.row(row).get(column).copied().unwrap_or_default()
    }

    /// Whether the files had a header for this column.
    pub fn brings(&self, column: usize) -> Brought {
        self.delivered.as_ref().and_then(|d| d.get(column).copied()).unwrap_or_default()
    }

    /// Whether every file with rows of the list had a header for this column, so that an empty cell means that nothing was
    /// recorded.
    pub fn has_column(&self, column: usize) -> bool {
        self.brings(column) == Brought::Yes
    }
}

impl Snapshot {
    /// The day it speaks of.
    pub fn as_at(&self) -> Day {
        self.as_at
    }

    /// Six months before the day: from here on events are in the period that Annex A asks for.
    pub fn period_from(&self) -> Day {
        self.as_at.plus_months(-6)
    }

    /// Twelve months before the day.
    pub fn year_from(&self) -> Day {
        self.as_at.plus_months(-12)
    }

    /// The hash of the files' bytes, in hexadecimal. The same files give the same hash, in whatever order and under
    /// whatever names.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Its texts.
    pub fn pool(&self) -> &Pool {
        &self.pool
    }

    /// Every list with its table, also those that were not delivered.
    pub fn tables(&self) -> impl Iterator<Item = (&'static List, &Table)> {
        lists().iter().zip(&self.tables)
    }

    /// The table of a list by its name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        lists().iter().position(|l| l.name == name).and_then(|p| self.tables.get(p))
    }

    /// Whether a list was among the files, if only with its header.
    pub fn delivered(&self, name: &str) -> bool {
        self.table(name).is_some_and(|t| t.delivered.is_some())
    }

    /// Whether every file with rows of a list had this column.
    pub fn has_column(&self, list_name: &str, column: &str) -> bool {
        let place = list(list_name).and_then(|l| l.index(column));
        matches!((self.table(list_name), place), (Some(t), Some(p)) if t.has_column(p))
    }

    /// The values of a row in the order of these columns (see [`crate::schema::columns`]).
    pub fn data<'a>(
        &'a self,
        table: &'a Table,
        row: usize,
        columns: &'a [SqlColumn],
    ) -> impl Iterator<Item = Datum<'a>> {
        columns.iter().map(move |column| match column.from {
            From::Column(place) => table.cell(row, place).datum(&self.pool),
            From::Ymd(place) => table
                .cell(row, place)
                .int()
                .and_then(Day::from_number)
                .map_or(Datum::Null, |d| Datum::Int(ymd(d))),
            From::Service => table.services.get(row).copied().unwrap_or_default().datum(&self.pool),
            From::Nothing => Datum::Null,
        })
    }

    /// What was done to single cells and rows.
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// A part of the files.
    pub fn part(&self, part: u16) -> Option<&Part> {
        self.parts.get(usize::from(part))
    }

    /// The teams that the table of teams does not name, with their rows.
    pub fn unmapped(&self) -> &BTreeMap<String, u32> {
        &self.unmapped
    }
}

/// A day as yyyymmdd.
pub fn ymd(day: Day) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day_of_month())
}
