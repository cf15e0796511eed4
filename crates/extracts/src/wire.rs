//! A snapshot as bytes, and back: how a worker hands one over, and how one is kept. Lists and columns are named, so
//! that what was kept is read by a program whose lists have more columns.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::day::Day;

use crate::cell::{Cell, Pool, Word};
use crate::list::lists;
use crate::remark::{Deed, Part, Remark};
use crate::snapshot::{Brought, Snapshot, Table};

const MARK: &[u8] = b"throughline lists 1\n";

/// Bytes that are no snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are no snapshot of lists, or are cut short")]
pub struct NoSnapshot;

impl Snapshot {
    /// The snapshot as bytes; the same snapshot gives the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out(MARK.to_vec());
        out.int(self.as_at.number());
        out.text(&self.hash);
        let words = self.pool.texts();
        out.count(words.len());
        words.for_each(|w| out.text(w));
        out.count(self.parts.len());
        for part in &self.parts {
            out.text(&part.file);
            let (name, number) =
                part.sheet.as_ref().map_or(("", 0), |(name, number)| (name.as_str(), *number));
            out.text(name);
            out.size(number);
        }
        let delivered: Vec<_> = self.tables().filter(|(_, t)| t.delivered.is_some()).collect();
        out.count(delivered.len());
        for (list, table) in delivered {
            out.text(&list.name);
            out.count(list.columns.len());
            for (place, column) in list.columns.iter().enumerate() {
                out.text(&column.name);
                out.size(match table.brings(place) {
                    Brought::No => 0,
                    Brought::Yes => 1,
                    Brought::Partly => 2,
                });
            }
            out.count(table.len());
            for (part, row) in &table.places {
                out.size(u32::from(*part));
                out.size(*row);
            }
            // Column by column: equal things stand together, which packs well.
            for column in 0..table.width {
                (0..table.len()).for_each(|row| out.cell(table.cell(row, column)));
            }
            table.services.iter().for_each(|c| out.cell(*c));
        }
        out.count(self.remarks.len());
        for r in &self.remarks {
            out.text(r.deed.code());
            out.text(lists().get(usize::from(r.list)).map_or("", |l| &l.name));
            let column = r.column.and_then(|c| lists().get(usize::from(r.list))?.columns.get(usize::from(c)));
            out.text(column.map_or("", |c| &c.name));
            for number in [u32::from(r.part), r.row, u32::from(r.field), r.written.number(), r.kept.number()]
            {
                out.size(number);
            }
        }
        out.count(self.unmapped.len());
        for (team, rows) in &self.unmapped {
            out.text(team);
            out.size(*rows);
        }
        out.0
    }

    /// The snapshot of these bytes.
    ///
    /// # Errors
    /// When they are no snapshot.
    pub fn from_bytes(bytes: &[u8]) -> Result<Snapshot, NoSnapshot> {
        Snapshot::lists_from_bytes(bytes, |_| true)
    }

    /// The same with the rows of these lists only; the others that were delivered have none. Most measures read one list
    /// or two, and a year of weeks is read through to compute one.
    ///
    /// # Errors
    /// As [`Snapshot::from_bytes`].
    pub fn lists_from_bytes(bytes: &[u8], wanted: impl Fn(&str) -> bool) -> Result<Snapshot, NoSnapshot> {
        let rest = bytes.strip_prefix(MARK).ok_or(NoSnapshot)?;
        let mut from = In(rest);
        let snapshot = from.snapshot(&wanted).ok_or(NoSnapshot)?;
        if from.0.is_empty() { Ok(snapshot) } else { Err(NoSnapshot) }
    }
}

struct Out(Vec<u8>);

impl Out {
    fn size(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn count(&mut self, number: usize) {
        self.size(u32::try_from(number).unwrap_or(u32::MAX));
    }

    fn int(&mut self, number: i32) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    fn cell(&mut self, cell: Cell) {
        match cell {
            Cell::Missing => self.0.push(0),
            Cell::Int(number) => {
                self.0.push(1);
                self.int(number);
            }
            Cell::Word(word) => {
                self.0.push(2);
                self.size(word.number());
            }
        }
    }
}

struct In<'b>(&'b [u8]);

impl In<'_> {
    fn snapshot(&mut self, wanted: &dyn Fn(&str) -> bool) -> Option<Snapshot> {
        let as_at = Day::from_number(self.int()?)?;
        let hash = self.text()?;
        let count = self.count()?;
        let mut texts = Vec::with_capacity(count.min(self.0.len()));
        for _ in 0..count {
            let length = self.count()?;
            texts.push(std::str::from_utf8(self.take(length)?).ok()?.into());
        }
        let pool = Pool::of(texts);
        let words = u32::try_from(count).ok()?;
        let parts = self.many(|from| {
            let (file, name, number) = (from.text()?, from.text()?, from.size()?);
            Some(Part { file: Arc::from(file), sheet: (number > 0).then_some((name, number)) })
        })?;
        let mut tables = vec![Table::default(); lists().len()];
        for _ in 0..self.count()? {
            let (place, table) = self.table(words, wanted)?;
            *tables.get_mut(place)? = table;
        }
        let remarks = self.many(|from| from.remark(words))?;
        let unmapped: BTreeMap<String, u32> =
            self.many(|from| Some((from.text()?, from.size()?)))?.into_iter().collect();
        Some(Snapshot { as_at, hash, tables, pool, parts, remarks, unmapped })
    }

    fn table(&mut self, words: u32, wanted: &dyn Fn(&str) -> bool) -> Option<(usize, Table)> {
        let name = self.text()?;
        let place = lists().iter().position(|l| l.name == name)?;
        let list = lists().get(place)?;
        let columns = self.many(|from| Some((list.index(&from.text()?), from.brought()?)))?;
        let mut delivered = vec![Brought::No; list.columns.len()];
        for (column, there) in &columns {
            // A column that the list no longer has is left out.
            if let Some(known) = column.and_then(|c| delivered.get_mut(c)) {
                *known = *there;
            }
        }
        let width = list.columns.len();
        if !wanted(&name) {
            let rows = self.count()?;
            self.take(rows.checked_mul(8)?)?;
            // Every column, and the services.
            self.pass(rows.checked_mul(columns.len() + 1)?)?;
            let none = Table { delivered: Some(delivered), width, ..Table::default() };
            return Some((place, none));
        }
        let places = self.many(|from| Some((u16::try_from(from.size()?).ok()?, from.size()?)))?;
        let mut cells = vec![Cell::Missing; width.checked_mul(places.len())?];
        for (column, _) in &columns {
            for row in 0..places.len() {
                let cell = self.cell(words)?;
                if let Some(to) = column.and_then(|c| cells.get_mut(row * width + c)) {
                    *to = cell;
                }
            }
        }
        let mut services = Vec::with_capacity(places.len());
        for _ in 0..places.len() {
            services.push(self.cell(words)?);
        }
        Some((place, Table { delivered: Some(delivered), width, cells, services, places }))
    }

    fn brought(&mut self) -> Option<Brought> {
        match self.size()? {
            0 => Some(Brought::No),
            1 => Some(Brought::Yes),
            2 => Some(Brought::Partly),
            _ => None,
        }
    }

    fn remark(&mut self, words: u32) -> Option<Remark> {
        let code = self.text()?;
        let deed = Deed::ALL.into_iter().find(|d| d.code() == code)?;
        let (name, column) = (self.text()?, self.text()?);
        let list = lists().iter().position(|l| l.name == name)?;
        let column = lists().get(list)?.index(&column).and_then(|c| u8::try_from(c).ok());
        let (part, row, field) =
            (u16::try_from(self.size()?).ok()?, self.size()?, u16::try_from(self.size()?).ok()?);
        let list = u8::try_from(list).ok()?;
        Some(Remark {
            deed,
            part,
            row,
            field,
            list,
            column,
            written: self.word(words)?,
            kept: self.word(words)?,
        })
    }

    fn many<T>(&mut self, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.count()?;
        // Every one takes a byte at least, so that a false count reserves nothing.
        let mut all = Vec::with_capacity(count.min(self.0.len()));
        for _ in 0..count {
            all.push(one(self)?);
        }
        Some(all)
    }

    /// Goes past this many cells.
    fn pass(&mut self, cells: usize) -> Option<()> {
        let mut at = 0_usize;
        for _ in 0..cells {
            at += match self.0.get(at)? {
                0 => 1,
                1 | 2 => 5,
                _ => return None,
            };
        }
        self.0 = self.0.get(at..)?;
        Some(())
    }

    fn take(&mut self, count: usize) -> Option<&[u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn size(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn count(&mut self) -> Option<usize> {
        usize::try_from(self.size()?).ok()
    }

    fn int(&mut self) -> Option<i32> {
        Some(i32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn text(&mut self) -> Option<String> {
        let count = self.count()?;
        String::from_utf8(self.take(count)?.to_vec()).ok()
    }

    fn word(&mut self, words: u32) -> Option<Word> {
        self.size().filter(|n| *n < words).map(Word::of)
    }

    fn cell(&mut self, words: u32) -> Option<Cell> {
        match self.take(1)? {
            [0] => Some(Cell::Missing),
            [1] => self.int().map(Cell::Int),
            [2] => self.word(words).map(Cell::Word),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::read::{Options, read};
    use crate::snapshot::Snapshot;
    use crate::team::Teams;
    use model::day::Day;

    fn snapshot() -> Snapshot {
        let text = "Child ID,Gender,Ethnicity,Date of Contact,Contact Source,Team\n1,M,WBRI,01/09/2025,Police,North\n2,F,odd,#N/A,6,South\n";
        let teams = Teams::read(b"team,service\nNorth,Assessment\n").expect("a table");
        let options = Options { as_at: Day::new(2025, 9, 30).expect("a day"), key: None, teams };
        read(&[("contacts.csv", text.as_bytes())], &options).snapshot
    }

    #[test]
    fn a_snapshot_comes_back_as_it_was() {
        let snapshot = snapshot();
        let bytes = snapshot.to_bytes();
        let back = Snapshot::from_bytes(&bytes).expect("a snapshot");
        assert_eq!(format!("{:?}", back.tables), format!("{:?}", snapshot.tables));
        assert_eq!(back.to_bytes(), bytes);
        assert_eq!(back.remarks(), snapshot.remarks());
        assert_eq!(back.unmapped(), snapshot.unmapped());
        assert!(back.delivered("contacts") && !back.delivered("referrals"));
    }

    #[test]
    fn lists_that_nobody_asks_for_are_delivered_without_rows() {
        let bytes = snapshot().to_bytes();
        let none = Snapshot::lists_from_bytes(&bytes, |list| list != "contacts").expect("a snapshot");
        assert!(none.delivered("contacts") && none.has_column("contacts", "team"));
        assert!(none.table("contacts").is_some_and(crate::snapshot::Table::is_empty));
        let all = Snapshot::lists_from_bytes(&bytes, |list| list == "contacts").expect("a snapshot");
        assert_eq!(all.to_bytes(), bytes);
        for cut in 0..bytes.len() {
            assert!(Snapshot::lists_from_bytes(&bytes[..cut], |_| false).is_err(), "{cut}");
        }
    }

    #[test]
    fn bytes_that_are_cut_or_changed_are_refused() {
        let bytes = snapshot().to_bytes();
        for cut in 0..bytes.len() {
            assert!(Snapshot::from_bytes(&bytes[..cut]).is_err(), "{cut}");
        }
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 0xff;
            // Another text is another snapshot; nothing breaks.
            let _ = Snapshot::from_bytes(&changed);
        }
    }
}
