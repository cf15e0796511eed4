//! Files into the tables of a snapshot.

pub(crate) mod code;
pub(crate) mod convert;
pub(crate) mod day;
pub(crate) mod delimited;
pub(crate) mod header;
mod person;
mod sheet;
mod workbook;

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read as _};

use model::day::Day;
use model::finding::{Finding, Severity};
use sha2::{Digest, Sha256};

use self::convert::{Converter, Raw};
use self::sheet::{Filled, Sheet};
use crate::cell::Cell;
use crate::list::lists;
use crate::pseudonym::Key;
use crate::remark::{Deed, Part};
use crate::snapshot::{Snapshot, Table};
use crate::ssd;
use crate::team::Teams;

/// The largest workbook that is read, in bytes. Delimited files have no limit: they are read record by record.
pub const MOST_WORKBOOK: u64 = 200_000_000;

/// How files are to be read.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day that the lists speak of.
    pub as_at: Day,
    /// The key of pseudonyms; without it numbers of children are kept as they are written.
    pub key: Option<Key>,
    /// Which service a team belongs to.
    pub teams: Teams,
}

/// A snapshot, and what there is to say about the files as a whole. What was done to single cells are its remarks.
#[derive(Clone, Debug)]
pub struct Read {
    /// The snapshot; without rows where nothing could be read.
    pub snapshot: Snapshot,
    /// Findings about files, sheets, headers and teams.
    pub findings: Vec<Finding>,
}

/// Reads files one after another into one snapshot.
pub struct Loader<'o> {
    options: &'o Options,
    filled: Filled<'o>,
    hashes: Vec<[u8; 32]>,
}

impl<'o> Loader<'o> {
    /// A loader that has read nothing.
    pub fn new(options: &'o Options) -> Loader<'o> {
        let filled = Filled {
            tables: Vec::new(),
            converter: Converter::new(options.as_at, options.key.as_ref()),
            remarks: Vec::new(),
            findings: Vec::new(),
            parts: Vec::new(),
            headers: Vec::new(),
        };
        Loader { options, filled, hashes: Vec::new() }
    }

    /// Reads a file. Delimited text is read record by record; a workbook is held whole.
    ///
    /// # Errors
    /// When the input breaks off. What a file holds is never an error: it is a finding.
    pub fn add(&mut self, name: &str, input: impl BufRead) -> io::Result<()> {
        let mut input = Hashed { input, hash: Sha256::new() };
        let head = input.fill_buf()?;
        let book = head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xd0\xcf\x11\xe0");
        let empty = head.is_empty();
        if empty {
            self.file_finding(
                name,
                "file-empty",
                "The file is empty.",
                "Check that the right file was chosen.",
            );
        } else if book {
            let mut bytes = Vec::new();
            (&mut input).take(MOST_WORKBOOK + 1).read_to_end(&mut bytes)?;
            if bytes.len() as u64 > MOST_WORKBOOK {
                let say = "The workbook is larger than any that is read.";
                self.file_finding(
                    name,
                    "workbook-too-large",
                    say,
                    "Deliver the lists as CSV, one file each.",
                );
            } else {
                self.workbook(name, &bytes);
            }
        } else if is_binary(head) {
            let say = "The file is neither a workbook nor text.";
            self.file_finding(
                name,
                "file-not-a-list",
                say,
                "Deliver the lists as .xlsx, .xls, .ods or .csv.",
            );
        } else {
            self.delimited(name, &mut input)?;
        }
        // Whatever the reader left belongs to the file all the same.
        io::copy(&mut input, &mut io::sink())?;
        self.hashes.push(input.hash.finalize().into());
        Ok(())
    }

    /// The snapshot of everything that was read.
    pub fn finish(mut self) -> Read {
        let mut tables = std::mem::take(&mut self.filled.tables);
        tables.resize_with(lists().len(), Table::default);
        sheet::settle(&mut tables, &self.filled.headers);
        person::fill(&mut tables);
        let mut pool = std::mem::take(&mut self.filled.converter.pool);
        let mut unmapped: BTreeMap<String, u32> = BTreeMap::new();
        let mut services: std::collections::HashMap<crate::cell::Word, Cell> =
            std::collections::HashMap::new();
        for (list, table) in lists().iter().zip(&mut tables) {
            let column = list.index("team");
            table.services = Vec::with_capacity(table.len());
            for row in 0..table.len() {
                let team = column.and_then(|c| table.cell(row, c).word());
                let service = match team {
                    None => Cell::Missing,
                    Some(team) => *services.entry(team).or_insert_with(|| {
                        let name = pool.text(team).to_owned();
                        match self.options.teams.service(&name, self.options.as_at) {
                            Some(service) => Cell::Word(pool.word(service)),
                            None => Cell::Missing,
                        }
                    }),
                };
                if let (Some(team), Cell::Missing, true) = (team, service, list.index("service").is_none()) {
                    *unmapped.entry(pool.text(team).to_owned()).or_default() += 1;
                }
                table.services.push(service);
            }
        }
        let mut findings = self.filled.findings;
        if !self.options.teams.is_empty() {
            findings.extend(unmapped.iter().map(|(team, rows)| {
                let say = format!("The table of teams does not say to which service “{team}” belongs ({rows} rows).");
                Finding::new("team-unmapped", Severity::Warning, &model::at::At::default(), say)
                    .hint("Add the team to the table of teams, with the day from which it belongs to its service.")
                    .about(team.as_str())
            }));
        }
        self.hashes.sort_unstable();
        let whole = self.hashes.iter().fold(Sha256::new(), |hash, one| hash.chain_update(one)).finalize();
        let hash = whole.iter().map(|b| format!("{b:02x}")).collect();
        let snapshot = Snapshot {
            as_at: self.options.as_at,
            hash,
            tables,
            pool,
            parts: self.filled.parts,
            remarks: self.filled.remarks,
            unmapped,
        };
        Read { snapshot, findings }
    }

    fn file_finding(&mut self, name: &str, code: &'static str, say: &str, hint: &str) {
        let at = Part { file: name.into(), sheet: None }.at(None, None);
        self.filled.findings.push(Finding::new(code, Severity::Error, &at, say).hint(hint));
    }

    fn part(&mut self, part: Part) -> u16 {
        self.filled.parts.push(part);
        u16::try_from(self.filled.parts.len() - 1).unwrap_or(u16::MAX)
    }

    fn delimited(&mut self, name: &str, input: &mut impl BufRead) -> io::Result<()> {
        let part = self.part(Part { file: name.into(), sheet: None });
        let mut sheets: Vec<Sheet> = ssd::maps(name).map(|map| Sheet::of_dataset(part, map)).collect();
        if sheets.is_empty() {
            sheets.push(Sheet::new(part, header::named(name)));
        }
        let mut records = delimited::Records::new(input)?;
        let mut width = 0;
        let mut open = 0;
        while records.advance()? {
            let count = records.len();
            if (0..count).all(|f| records.field(f).is_empty()) {
                continue;
            }
            let cells: Vec<Raw<'_>> = (0..count)
                .map(|f| match records.field(f) {
                    "" => Raw::Empty,
                    text => Raw::Text(text.into()),
                })
                .collect();
            for sheet in &mut sheets {
                let before = sheet.list();
                sheet.row(records.number, &cells, &mut self.filled);
                let Some(list) = sheet.list() else { continue };
                match before {
                    None => width = count,
                    Some(_) if count < width => {
                        self.filled.remark(Deed::RowTooShort, part, records.number, list);
                    }
                    Some(_) => {}
                }
                for line in records.unclosed.iter().skip(open) {
                    self.filled.remark(Deed::QuoteOpen, part, *line, list);
                }
            }
            open = records.unclosed.len();
        }
        sheets.into_iter().for_each(|sheet| sheet.end(&mut self.filled));
        if records.western {
            let at = Part { file: name.into(), sheet: None }.at(None, None);
            let say = "The file is not UTF-8; letters with accents were read as Windows writes them.";
            self.filled.findings.push(
                Finding::new("encoding-assumed", Severity::Info, &at, say)
                    .hint("Save the file as CSV UTF-8 if names look wrong."),
            );
        }
        Ok(())
    }

    fn workbook(&mut self, name: &str, bytes: &[u8]) {
        let mut rows = Book { loader: self, file: name, sheet: None };
        let done = workbook::read(bytes, &mut rows);
        rows.end();
        match done {
            Ok(()) => {}
            Err(workbook::Broken::Damaged) => {
                let say = "The workbook is damaged or protected by a password.";
                self.file_finding(
                    name,
                    "workbook-damaged",
                    say,
                    "Open it where it was made and save it without a password.",
                );
            }
            Err(workbook::Broken::TooLarge) => {
                let say = "The workbook unpacks to more than any list.";
                self.file_finding(
                    name,
                    "workbook-too-large",
                    say,
                    "Deliver the lists as CSV, one file each.",
                );
            }
        }
    }
}

/// Takes the rows of a workbook for a loader.
struct Book<'l, 'o> {
    loader: &'l mut Loader<'o>,
    file: &'l str,
    sheet: Option<Sheet>,
}

impl Book<'_, '_> {
    fn end(&mut self) {
        if let Some(sheet) = self.sheet.take() {
            sheet.end(&mut self.loader.filled);
        }
    }
}

impl workbook::Rows for Book<'_, '_> {
    fn sheet(&mut self, name: &str, number: u32, hidden: bool) {
        self.end();
        let part = self.loader.part(Part { file: self.file.into(), sheet: Some((name.to_owned(), number)) });
        let named = header::named(name).or_else(|| header::named(self.file).filter(|_| number == 1));
        self.sheet = Some(Sheet::new(part, named));
        if hidden {
            let at = self.loader.filled.parts.last().map(|p| p.at(None, None)).unwrap_or_default();
            let say = format!("The sheet “{name}” is hidden in the workbook; it is read like the others.");
            self.loader.filled.findings.push(Finding::new("sheet-hidden", Severity::Info, &at, say));
        }
    }

    fn row(&mut self, number: u32, cells: &[Raw<'_>]) {
        if let Some(sheet) = &mut self.sheet {
            sheet.row(number, cells, &mut self.loader.filled);
        }
    }

    fn broken(&mut self, row: u32) {
        let at = self.loader.filled.parts.last().map(|p| p.at(Some(row), None)).unwrap_or_default();
        let say = "The sheet breaks off here: the workbook is damaged. The rows before were read.";
        self.loader.filled.findings.push(
            Finding::new("sheet-broken", Severity::Error, &at, say)
                .hint("Open it where it was made and save it again."),
        );
    }
}

/// Goes through the records of a delimited file held in memory, the first line among them: each with the line it begins
/// on and its fields, without what surrounds them. Byte order marks, quotes and Windows-1252 are understood as in lists.
pub fn records(bytes: &[u8], mut each: impl FnMut(u32, &[&str])) {
    // Reading what is in memory does not fail.
    let Ok(mut records) = delimited::Records::<&[u8]>::new(bytes) else { return };
    while records.advance().unwrap_or(false) {
        let fields: Vec<&str> = (0..records.len()).map(|at| records.field(at)).collect();
        each(records.number, &fields);
    }
}

/// Reads files that are held in memory (name, bytes).
pub fn read(files: &[(&str, &[u8])], options: &Options) -> Read {
    let mut loader = Loader::new(options);
    for (name, bytes) in files {
        // Reading from memory does not break off.
        let _ = loader.add(name, *bytes);
    }
    loader.finish()
}

/// Whether bytes are neither text of one nor of two bytes a letter.
fn is_binary(head: &[u8]) -> bool {
    let wide = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    !wide && head.iter().take(4096).any(|b| *b == 0)
}

/// Input whose bytes are hashed as they pass.
struct Hashed<R> {
    input: R,
    hash: Sha256,
}

impl<R: BufRead> io::Read for Hashed<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(out)?;
        self.hash.update(out.get(..n).unwrap_or(&[]));
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Hashed<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        if let Ok(ready) = self.input.fill_buf() {
            self.hash.update(ready.get(..n).unwrap_or(&[]));
        }
        self.input.consume(n);
    }
}
