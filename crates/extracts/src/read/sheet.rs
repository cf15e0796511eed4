//! One sheet or delimited file: finds its header, says which list it is, and fills that list's table row by row.

use model::finding::{Finding, Severity};

use super::convert::{Converter, Raw};
use super::header::{self, Match};
use crate::cell::Cell;
use crate::list::{List, lists};
use crate::remark::{Deed, Part, Remark};
use crate::snapshot::{Brought, Table};
use crate::ssd::Map;

/// A header stands within the first so many rows that are not empty.
const HEAD: usize = 30;

/// What all sheets of a snapshot fill.
pub(crate) struct Filled<'o> {
    pub(crate) tables: Vec<Table>,
    pub(crate) converter: Converter<'o>,
    pub(crate) remarks: Vec<Remark>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) parts: Vec<Part>,
    pub(crate) headers: Vec<Header>,
}

/// A header that was understood as that of a list.
pub(crate) struct Header {
    list: usize,
    /// Which columns of the list it fills.
    columns: Vec<bool>,
    /// Whether a row stands below it.
    rows: bool,
}

/// The sheet at hand.
pub(crate) struct Sheet {
    part: u16,
    /// What its name says it is.
    named: Option<usize>,
    /// Rows that were looked at before the header.
    before: usize,
    state: State,
    cells: Vec<Cell>,
    /// The table of the dataset it is named after.
    map: Option<&'static Map>,
    /// Columns with one code throughout.
    fixed: Vec<(usize, &'static str)>,
}

enum State {
    Looking,
    Reading {
        found: Match,
        header: Vec<String>,
        /// Its place among the headers of the snapshot.
        place: usize,
    },
    /// It is no list, or it cannot be told which.
    Passed,
}

impl Sheet {
    pub(crate) fn new(part: u16, named: Option<usize>) -> Sheet {
        Sheet {
            part,
            named,
            before: 0,
            state: State::Looking,
            cells: Vec::new(),
            map: None,
            fixed: Vec::new(),
        }
    }

    /// A file that is a table of the Standard Safeguarding Dataset.
    pub(crate) fn of_dataset(part: u16, map: &'static Map) -> Sheet {
        Sheet { map: Some(map), fixed: map.fixed(), ..Sheet::new(part, map.list()) }
    }

    /// The list that is being read.
    pub(crate) fn list(&self) -> Option<usize> {
        if let State::Reading { found, .. } = &self.state { Some(found.list) } else { None }
    }

    /// A row that is not wholly empty.
    pub(crate) fn row(&mut self, number: u32, cells: &[Raw<'_>], filled: &mut Filled<'_>) {
        match &self.state {
            State::Passed => {}
            State::Looking => self.look(number, cells, filled),
            State::Reading { found, header, place } => {
                if is_header(header, cells) {
                    filled.remark(Deed::HeaderAgain, self.part, number, found.list);
                } else {
                    self.cells.clear();
                    self.cells.resize(lists().get(found.list).map_or(0, |l| l.columns.len()), Cell::Missing);
                    for (column, code) in &self.fixed {
                        if let Some(cell) = self.cells.get_mut(*column) {
                            *cell = Cell::Word(filled.converter.pool.word(code));
                        }
                    }
                    if let Some(head) = filled.headers.get_mut(*place) {
                        head.rows = true;
                    }
                    Sheet::read(self.part, &mut self.cells, found, number, cells, filled);
                }
            }
        }
    }

    /// The sheet ends.
    pub(crate) fn end(self, filled: &mut Filled<'_>) {
        if !matches!(self.state, State::Looking) {
            return;
        }
        let at = filled.parts.get(usize::from(self.part)).map(|p| p.at(None, None)).unwrap_or_default();
        let finding = match self.named.and_then(|l| lists().get(l)) {
            Some(list) => Finding::new(
                "list-without-header",
                Severity::Error,
                &at,
                format!(
                    "No row has the headers of the list “{}” that the name announces; nothing was read.",
                    list.title
                ),
            )
            .hint("Put the headers of the list into one row above its rows."),
            None => Finding::new(
                "sheet-no-list",
                Severity::Info,
                &at,
                "This is none of the known lists; it was left out.",
            ),
        };
        filled.findings.push(finding);
    }

    fn choose(&self, headers: &[String]) -> Choice {
        match self.map {
            Some(map) => map.matched(headers).map_or(Choice::Nothing, Choice::One),
            None => choose(self.named, headers),
        }
    }

    fn look(&mut self, number: u32, cells: &[Raw<'_>], filled: &mut Filled<'_>) {
        self.before += 1;
        if self.before > HEAD {
            return;
        }
        let headers: Vec<String> = cells
            .iter()
            .map(|c| {
                if let Raw::Text(text) = c {
                    text.split_whitespace().collect::<Vec<_>>().join(" ")
                } else {
                    String::new()
                }
            })
            .collect();
        if headers.iter().filter(|h| !h.is_empty()).count() < 3 {
            return;
        }
        let at = |field: Option<u32>| {
            filled.parts.get(usize::from(self.part)).map(|p| p.at(Some(number), field)).unwrap_or_default()
        };
        let chosen = match self.choose(&headers) {
            Choice::Nothing => return,
            Choice::Several(several) => {
                let names: Vec<&str> =
                    several.iter().filter_map(|l| lists().get(*l)).map(|l| l.title.as_str()).collect();
                let say = format!(
                    "These headers could be of the lists “{}”; nothing was read.",
                    names.join("”, “")
                );
                filled.findings.push(
                    Finding::new("list-ambiguous", Severity::Error, &at(None), say).hint(
                        "Name the sheet or the file after the list it holds, such as “List 3 Referrals”.",
                    ),
                );
                self.state = State::Passed;
                return;
            }
            Choice::One(found) => found,
        };
        let Some(list) = lists().get(chosen.list) else { return };
        let findings = about_headers(list, &chosen, &headers, self.named, &at);
        filled.findings.extend(findings);
        filled.table(chosen.list, list);
        let brings = |place: usize| {
            chosen.columns.contains(&Some(place)) || self.fixed.iter().any(|(fixed, _)| *fixed == place)
        };
        let columns = (0..list.columns.len()).map(brings).collect();
        let place = filled.headers.len();
        filled.headers.push(Header { list: chosen.list, columns, rows: false });
        self.state = State::Reading { found: chosen, header: headers, place };
    }

    fn read(
        part: u16,
        buffer: &mut [Cell],
        found: &Match,
        number: u32,
        cells: &[Raw<'_>],
        filled: &mut Filled<'_>,
    ) {
        let Some(list) = lists().get(found.list) else { return };
        for (field, (raw, column)) in cells.iter().zip(&found.columns).enumerate() {
            let Some(place) = *column else { continue };
            let Some(column) = list.columns.get(place) else { continue };
            let converted = filled.converter.convert(column, raw);
            if let Some(cell) = buffer.get_mut(place) {
                *cell = converted.cell;
            }
            if let Some((deed, written, kept)) = converted.deed {
                filled.remarks.push(Remark {
                    deed,
                    part,
                    row: number,
                    field: u16::try_from(field + 1).unwrap_or(u16::MAX),
                    list: u8::try_from(found.list).unwrap_or(u8::MAX),
                    column: u8::try_from(place).ok(),
                    written,
                    kept,
                });
            }
        }
        let beyond = cells.get(found.columns.len()..).unwrap_or(&[]);
        if let Some(extra) = beyond.iter().find(|c| !matches!(c, Raw::Empty)) {
            let words = if let Raw::Text(text) = extra { text.as_ref() } else { "…" };
            let written = filled.converter.pool.word(words.get(..words.len().min(60)).unwrap_or("…"));
            filled.remark_of(Deed::RowTooLong, part, number, found.list, written);
        }
        let table = filled.table(found.list, list);
        table.cells.extend_from_slice(buffer);
        table.places.push((part, number));
    }
}

/// Says of every list which of its columns the files brought. A header without rows says nothing where another has some.
pub(crate) fn settle(tables: &mut [Table], headers: &[Header]) {
    for (place, table) in tables.iter_mut().enumerate() {
        let Some(delivered) = &mut table.delivered else { continue };
        let of_list: Vec<&Header> = headers.iter().filter(|h| h.list == place).collect();
        let any = of_list.iter().any(|h| h.rows);
        let count: Vec<&&Header> = of_list.iter().filter(|h| h.rows || !any).collect();
        for (column, brought) in delivered.iter_mut().enumerate() {
            let with = count.iter().filter(|h| h.columns.get(column) == Some(&true)).count();
            *brought = match with {
                0 => Brought::No,
                n if n == count.len() => Brought::Yes,
                _ => Brought::Partly,
            };
        }
    }
}

impl Filled<'_> {
    /// The table of a list, begun if it is new.
    fn table(&mut self, place: usize, list: &List) -> &mut Table {
        while self.tables.len() <= place {
            self.tables.push(Table::default());
        }
        #[expect(clippy::indexing_slicing, reason = "the loop above made the place")]
        let table = &mut self.tables[place];
        if table.delivered.is_none() {
            table.delivered = Some(vec![Brought::No; list.columns.len()]);
            table.width = list.columns.len();
        }
        table
    }

    /// A remark on a whole row.
    pub(crate) fn remark(&mut self, deed: Deed, part: u16, row: u32, list: usize) {
        let nothing = self.converter.pool.word("");
        self.remark_of(deed, part, row, list, nothing);
    }

    fn remark_of(&mut self, deed: Deed, part: u16, row: u32, list: usize, written: crate::cell::Word) {
        let kept = self.converter.pool.word("");
        let list = u8::try_from(list).unwrap_or(u8::MAX);
        self.remarks.push(Remark { deed, part, row, field: 0, list, column: None, written, kept });
    }
}

enum Choice {
    One(Match),
    Several(Vec<usize>),
    Nothing,
}

/// The list whose headers these are. A name decides between lists of which the headers speak alike; where it
/// contradicts the headers, the headers win if they speak of one list alone.
fn choose(named: Option<usize>, headers: &[String]) -> Choice {
    let fits = |place: usize, list: &List| {
        let found = header::matched(place, headers);
        (found.found() >= 3 && own_columns(list, &found) > 0).then_some(found)
    };
    if let Some(found) = named.and_then(|n| fits(n, lists().get(n)?)) {
        return Choice::One(found);
    }
    let mut scored: Vec<(i64, Match)> = Vec::new();
    for (place, list) in lists().iter().enumerate() {
        let Some(found) = fits(place, list) else { continue };
        let missing = list
            .columns
            .iter()
            .enumerate()
            .filter(|(p, c)| c.required && !found.columns.contains(&Some(*p)))
            .count();
        let score = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        scored.push((score(found.found()) * 2 - score(missing) - score(found.unknown.len()), found));
    }
    let Some(best) = scored.iter().map(|(s, _)| *s).max() else { return Choice::Nothing };
    scored.retain(|(s, _)| *s == best);
    if scored.len() > 1 {
        return Choice::Several(scored.into_iter().map(|(_, m)| m.list).collect());
    }
    scored.pop().map_or(Choice::Nothing, |(_, m)| Choice::One(m))
}

/// Columns of every list about a child: they say nothing about which list it is.
const EVERYWHERE: [&str; 9] =
    ["child", "gender", "ethnicity", "born", "age", "disability", "team", "worker", "service"];

fn own_columns(list: &List, found: &Match) -> usize {
    let own = |p: &usize| list.columns.get(*p).is_some_and(|c| !EVERYWHERE.contains(&c.name.as_str()));
    found.columns.iter().flatten().filter(|p| own(p)).count()
}

fn about_headers(
    list: &List,
    found: &Match,
    headers: &[String],
    named: Option<usize>,
    at: &impl Fn(Option<u32>) -> model::at::At,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let place = |field: usize| at(u32::try_from(field + 1).ok());
    let header = |field: usize| headers.get(field).map_or("", String::as_str);
    let title = |column: usize| list.columns.get(column).map_or("", |c| c.title.as_str());
    if let Some(other) = named.filter(|n| *n != found.list).and_then(|n| lists().get(n)) {
        let say = format!(
            "The name says “{}”, the headers say “{}”; it was read by its headers.",
            other.title, list.title
        );
        findings.push(
            Finding::new("list-named-otherwise", Severity::Warning, &at(None), say)
                .hint("Rename it if the headers are right."),
        );
    }
    for (field, column) in &found.understood {
        let say = format!("The header “{}” was understood as “{}”.", header(*field), title(*column));
        findings.push(
            Finding::new("header-understood", Severity::Info, &place(*field), say)
                .hint("Look whether that is meant."),
        );
    }
    for (field, columns) in &found.ambiguous {
        let titles: Vec<&str> = columns.iter().map(|c| title(*c)).collect();
        let say = format!(
            "The header “{}” could be “{}”, or stands beside another for it; the column was not read.",
            header(*field),
            titles.join("”, “")
        );
        findings.push(
            Finding::new("header-ambiguous", Severity::Error, &place(*field), say)
                .hint("Use the header of the official list."),
        );
    }
    for field in &found.unknown {
        let say = format!("The list “{}” has no column “{}”; it was not read.", list.title, header(*field));
        findings.push(Finding::new("header-unknown", Severity::Info, &place(*field), say));
    }
    for (column, missing) in
        list.columns.iter().enumerate().filter(|(p, _)| !found.columns.contains(&Some(*p)))
    {
        if missing.extra {
            continue;
        }
        let severity = if missing.required { Severity::Warning } else { Severity::Info };
        let say = format!("The list “{}” comes without the column “{}”.", list.title, title(column));
        findings.push(
            Finding::new("column-missing", severity, &at(None), say)
                .hint("Measures that need it are not computed."),
        );
    }
    findings.into_iter().map(|f| f.about(list.name.as_str())).collect()
}

/// Whether a row is the header once more.
fn is_header(header: &[String], cells: &[Raw<'_>]) -> bool {
    let mut same = 0;
    for (cell, header) in cells.iter().zip(header) {
        match cell {
            Raw::Text(text) if !header.is_empty() && text.trim() == header => same += 1,
            Raw::Empty => {}
            Raw::Text(text) if text.trim().is_empty() => {}
            _ => return false,
        }
    }
    same >= 3
}
