//! Bytes into a [`Document`] and the ledger of its cells. Reading never fails: it finds.
//!
//! Every reader is linear in the size of its input and holds no recursion, so that no input can overflow the
//! stack; what is larger than any plan ([`crate::MAX_BYTES`], [`MAX_CELLS`]) is refused with a finding.

mod aligned;
pub mod decode;
pub mod delimited;
pub mod html;
pub mod mark;
pub(crate) mod office;
mod pdf;
pub mod pipe;
pub(crate) mod shade;
pub mod text;

use std::fmt::Write as _;
use std::sync::Arc;

use model::at::At;
use model::finding::{Finding, Severity};
use sha2::{Digest, Sha256};

use crate::document::{Block, Cell, Content, Document, Row, Table};
use crate::ledger::{Claim, Entry, Ledger};

/// The most lines and fields read from one file.
pub const MAX_CELLS: usize = 600_000;

/// A document as read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// The document; without blocks where nothing could be read.
    pub document: Document,
    /// Its cells, none of them claimed but rules and table borders.
    pub ledger: Ledger,
    /// What the reader had to say.
    pub findings: Vec<Finding>,
}

/// A file's name without its folder.
pub(crate) fn own_name(name: &str) -> Arc<str> {
    name.rsplit(['/', '\\']).next().unwrap_or(name).into()
}

/// The SHA-256 of a file, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Reads a file. The name (its folder is dropped) helps to tell the format; content decides where they differ.
pub fn read(name: &str, bytes: &[u8]) -> Read {
    let name = own_name(name);
    let mut builder = Builder::new(Arc::clone(&name));
    if office::read(bytes, &mut builder) || pdf::read(bytes, &mut builder) {
        misnamed(&name, bytes, &mut builder);
        return builder.finish(bytes);
    }
    match decode::decode(bytes) {
        Err(refusal) => {
            let at = At { document: Arc::clone(&name), ..At::default() };
            let finding =
                Finding::new(refusal.code, Severity::Error, &at, refusal.message).hint(refusal.hint);
            builder.findings.push(finding);
        }
        Ok(decoded) => {
            if let Some(note) = decoded.note {
                let at = At { document: Arc::clone(&name), line: Some(note.line), ..At::default() };
                builder
                    .findings
                    .push(Finding::new(note.code, note.severity, &at, note.message).hint(note.hint));
            }
            misnamed(&name, bytes, &mut builder);
            match delimited::sniff(&name, &decoded.text) {
                Some(separator) => delimited::read(&decoded.text, separator, &mut builder),
                None => text::read(&decoded.text, &mut builder),
            }
        }
    }
    builder.finish(bytes)
}

/// Says of a file that is read that its name promises another kind than its content is: content decides.
fn misnamed(name: &Arc<str>, bytes: &[u8], builder: &mut Builder) {
    const KINDS: [(&str, &[&str]); 3] = [
        ("a packed Office file", &["docx", "docm", "dotx", "xlsx", "xlsm", "ods", "odt"]),
        ("a file of the older Office", &["xls", "doc"]),
        ("a PDF", &["pdf"]),
    ];
    let is = match bytes {
        [b'P', b'K', 3, 4, ..] => KINDS[0].0,
        [0xd0, 0xcf, 0x11, 0xe0, ..] => KINDS[1].0,
        [b'%', b'P', b'D', b'F', ..] => KINDS[2].0,
        _ => "text",
    };
    let Some(ending) = name.rsplit_once('.').map(|(_, e)| e.to_lowercase()) else { return };
    let promised = KINDS.iter().find(|(_, endings)| endings.contains(&ending.as_str()));
    // A file that starts otherwise and promises no text is damaged, which its reader says.
    let other = match promised {
        Some((kind, _)) => *kind != is,
        None => is != "text" && matches!(ending.as_str(), "txt" | "csv" | "tsv" | "md" | "html" | "htm"),
    };
    if other && builder.findings.iter().all(|f| f.severity != Severity::Error) {
        let message = format!("The file is called .{ending} and is {is}; it is read as what it is.");
        let at = At { document: Arc::clone(name), ..At::default() };
        let hint = "Give it the ending that belongs to it.";
        builder.find(Finding::new("name-misleads", Severity::Info, &at, message).hint(hint));
    }
}

/// White space folded to single spaces, invisible marks dropped.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c == '\u{feff}') {
        let clean = word.trim_matches('\u{200b}');
        if clean.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(clean);
    }
    out
}

/// Collects blocks and ledger entries in document order.
pub(crate) struct Builder {
    name: Arc<str>,
    page: Option<u32>,
    tables: u32,
    blocks: Vec<Block>,
    entries: Vec<Entry>,
    findings: Vec<Finding>,
    open: Option<Table>,
}

impl Builder {
    fn new(name: Arc<str>) -> Builder {
        Builder { name, page: None, tables: 0, blocks: vec![], entries: vec![], findings: vec![], open: None }
    }

    /// The next page begins.
    pub(crate) fn turn_page(&mut self) {
        self.page = Some(self.page.unwrap_or(1) + 1);
    }

    fn at(&self, line: u32, column: Option<u32>) -> At {
        At { document: Arc::clone(&self.name), page: self.page, line: Some(line), column, ..At::default() }
    }

    /// Whether a table is open.
    pub(crate) fn in_table(&self) -> bool {
        self.open.is_some()
    }

    /// Ends the current table, if any.
    pub(crate) fn end_table(&mut self) {
        if let Some(table) = self.open.take() {
            self.blocks.push(Block::Table(table));
        }
    }

    /// A block of one line.
    pub(crate) fn line(&mut self, line: u32, raw: &str, make: impl FnOnce(At) -> Block) {
        self.end_table();
        let at = self.at(line, None);
        self.entries.push(Entry { at: at.clone(), text: fold(raw), claim: None });
        self.blocks.push(make(at));
    }

    /// A line that only draws: a rule, a table's border.
    pub(crate) fn rule(&mut self, line: u32, raw: &str) {
        let at = self.at(line, None);
        self.entries.push(Entry { at, text: fold(raw), claim: Some(Claim::Repeated("rule".into())) });
    }

    /// The last block, for marks that follow what they mark.
    pub(crate) fn last(&mut self) -> Option<&mut Block> {
        self.blocks.last_mut()
    }

    /// A row of the current table (a new one if none is open). `line` is that of its first character.
    pub(crate) fn row<'a>(&mut self, line: u32, fields: impl Iterator<Item = &'a str>) {
        let (table, number) = self.next_row(line);
        let place = |builder: &Builder, column| At {
            table: Some(table),
            row: Some(number),
            ..builder.at(line, column)
        };
        let mut cells = Vec::new();
        let mut filled = 0;
        for (index, field) in fields.enumerate() {
            let at = place(self, Some(index as u32 + 1));
            let content = if field.is_empty() { Vec::new() } else { html::content(field, &at) };
            if !content.is_empty() || !field.trim().is_empty() {
                self.entries.push(Entry { at: at.clone(), text: fold(field), claim: None });
                filled = cells.len() + 1;
            }
            cells.push(Cell { content, span: 1, at, ..Cell::default() });
        }
        cells.truncate(filled);
        let at = place(self, None);
        if let Some(open) = &mut self.open {
            open.rows.push(Row { cells, at });
        }
    }

    /// A row of the current table whose cells a format gives as they are: their content, the columns they span, what
    /// they continue and their shade.
    pub(crate) fn cells(&mut self, line: u32, given: Vec<Cell>) {
        let (table, row) = self.next_row(line);
        let place =
            |builder: &Builder, column| At { table: Some(table), row: Some(row), ..builder.at(line, column) };
        let mut cells: Vec<Cell> = Vec::with_capacity(given.len());
        for mut cell in given {
            let span = cell.span.max(1);
            cell.at = place(self, Some(cells.len() as u32 + 1));
            settle(&mut cell.content, &cell.at);
            if !cell.is_empty() {
                let text = match cell.content.as_slice() {
                    [Content::Paragraph { text, .. } | Content::Item { text, .. }] => text.clone(),
                    several => {
                        let mut words = Vec::new();
                        gather(several, &mut words);
                        words.join(" ")
                    }
                };
                self.entries.push(Entry { at: cell.at.clone(), text, claim: None });
            }
            cells.push(cell);
            // Columns keep their numbers: what a cell spans is empty.
            for _ in 1..span {
                let at = place(self, Some(cells.len() as u32 + 1));
                cells.push(Cell { span: 1, at, ..Cell::default() });
            }
        }
        let at = place(self, None);
        if let Some(open) = &mut self.open {
            open.rows.push(Row { cells, at });
        }
    }

    /// The number of the table that is open (a new one if none is) and of its next row.
    fn next_row(&mut self, line: u32) -> (u32, u32) {
        if self.open.is_none() {
            self.tables += 1;
            let at = At { table: Some(self.tables), ..self.at(line, None) };
            self.open = Some(Table { rows: vec![], at });
        }
        (self.tables, self.open.as_ref().map_or(1, |t| t.rows.len() as u32 + 1))
    }

    /// The number after the last line read.
    pub(crate) fn next_line(&self) -> u32 {
        self.entries.last().and_then(|e| e.at.line).unwrap_or(0) + 1
    }

    /// The page or sheet that is open; none before the first has been turned.
    pub(crate) fn page(&self) -> Option<u32> {
        self.page
    }

    /// This page is open.
    pub(crate) fn set_page(&mut self, page: u32) {
        self.page = Some(page);
    }

    /// Words that only repeat what stands elsewhere, such as a header on the next page: they are counted and make no
    /// block.
    pub(crate) fn repeated(&mut self, line: u32, column: Option<u32>, words: &str, what: &str) {
        let claim = Some(Claim::Repeated(what.into()));
        self.entries.push(Entry { at: self.at(line, column), text: fold(words), claim });
    }

    /// The document's name.
    pub(crate) fn name(&self) -> Arc<str> {
        Arc::clone(&self.name)
    }

    /// The reader has something to say.
    pub(crate) fn find(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    fn finish(mut self, bytes: &[u8]) -> Read {
        self.end_table();
        let mut document =
            Document { name: Arc::clone(&self.name), sha256: sha256(bytes), blocks: self.blocks };
        self.entries.shrink_to_fit();
        let mut ledger = Ledger::new(self.name, 0, self.entries);
        shade::say(&mut document, &mut ledger, &mut self.findings);
        Read { document, ledger, findings: self.findings }
    }
}

/// The folded words of a line with inline marks (`**`, `<sup>`, entities) removed; those of a table follow.
pub(crate) fn plain(raw: &str) -> String {
    let mut words = Vec::new();
    gather(&html::content(raw, &At::default()), &mut words);
    words.join(" ")
}

/// The words of these parts; those of tables follow where they stand.
fn gather(parts: &[Content], words: &mut Vec<String>) {
    for part in parts {
        match part {
            Content::Paragraph { text, .. } | Content::Item { text, .. } => words.push(text.clone()),
            Content::Table(table) => {
                words.extend(table.rows.iter().flat_map(|r| &r.cells).map(Cell::words));
            }
        }
    }
}

/// Tables in a cell stand at the place of the cell.
fn settle(parts: &mut [Content], at: &At) {
    for part in parts {
        if let Content::Table(table) = part {
            table.at = at.clone();
            for row in &mut table.rows {
                row.at = at.clone();
                for cell in &mut row.cells {
                    cell.at = at.clone();
                }
            }
        }
    }
}
