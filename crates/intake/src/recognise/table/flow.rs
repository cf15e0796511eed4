//! The first pass: the document as a flow of headings, lines, headers and rows, with copies and the page's furniture
//! set aside, and every row with the columns it is to be read with.

use std::collections::{HashMap, HashSet};

use model::at::At;
use model::finding::{Finding, Severity};

use super::key::Key;
use super::layout::Meaning;
use super::schema::{self, Column, Schema};
use super::words::{squeeze, words};
use super::{copies, reference, rows, said, status, title};
use crate::columns::Corrections;
use crate::document::{Block, Cell, Document, Row, Table};

/// One step of the flow.
#[derive(Clone, Debug)]
pub(crate) enum Step<'d> {
    /// A heading.
    Heading { level: u8, text: &'d str, at: &'d At },
    /// A line of text outside tables.
    Line { text: String, bold: bool, at: &'d At, block: usize },
    /// The header of a plan table.
    Header { rows: Vec<&'d Row>, again: bool, block: usize },
    /// Any other row.
    Row { row: &'d Row, cells: Vec<(usize, &'d Cell)>, schema: Option<usize>, block: usize },
    /// Second copies of something inside a cell.
    Copies { places: Vec<&'d At> },
    /// A running header, a page number, a file name.
    Furniture { at: &'d At },
    /// A row that is no plan's: of a key or of counts.
    Aside,
}

/// The flow of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Flow<'d> {
    /// In document order.
    pub(crate) steps: Vec<Step<'d>>,
    /// The sets of columns met; headers with the same words share one.
    pub(crate) schemas: Vec<Schema>,
    /// Tables with a beginning of their own and no header.
    headless: Vec<&'d At>,
}

impl<'d> Flow<'d> {
    /// The flow of this document.
    pub(crate) fn of(document: &'d Document, key: &'d Key, given: &'d Corrections) -> Flow<'d> {
        Flow::read(document, key, given, false)
    }

    /// The flow of a document in which no table says what is to be done: of a table that says who and when, the column
    /// of sentences is assumed to.
    pub(crate) fn assuming(document: &'d Document, key: &'d Key, given: &'d Corrections) -> Flow<'d> {
        Flow::read(document, key, given, true)
    }

    fn read(document: &'d Document, key: &'d Key, given: &'d Corrections, assume: bool) -> Flow<'d> {
        let mut reader = Reader {
            key,
            given,
            assume,
            flow: Flow::default(),
            known: HashMap::new(),
            current: None,
            inside: HashSet::new(),
            only_furniture: false,
        };
        let repeated = repeated_lines(document);
        for (index, block) in document.blocks.iter().enumerate() {
            match block {
                Block::Table(table) => reader.table(table, index),
                Block::Heading { text, at, level } => {
                    if repeated.contains(text.trim()) {
                        reader.flow.steps.push(Step::Furniture { at });
                    } else {
                        reader.only_furniture = false;
                        reader.flow.steps.push(Step::Heading { level: *level, text, at });
                    }
                }
                Block::Paragraph { text, bold, at } => reader.line(text.clone(), *bold, at, index, &repeated),
                Block::Item { mark, text, at, .. } => {
                    reader.line(format!("{mark} {text}"), false, at, index, &repeated);
                }
            }
        }
        reader.flow
    }

    /// Puts every set of columns right by the rows read with it.
    pub(crate) fn refine(&mut self, given: &Corrections, findings: &mut Vec<Finding>) {
        let mut samples: Vec<Vec<Vec<String>>> = vec![Vec::new(); self.schemas.len()];
        for step in &self.steps {
            if let Step::Row { cells, schema: Some(schema), .. } = step
                && cells.iter().filter(|(_, c)| !c.is_empty()).count() > 1
                && let Some(rows) = samples.get_mut(*schema)
                && rows.len() < 400
            {
                let mut row = Vec::new();
                for (column, cell) in cells {
                    if row.len() <= *column {
                        row.resize(*column + 1, String::new());
                    }
                    if let Some(text) = row.get_mut(*column) {
                        *text = cell.words();
                    }
                }
                rows.push(row);
            }
        }
        for (schema, rows) in self.schemas.iter_mut().zip(&samples) {
            schema::refine(schema, rows, findings);
            said::correct(schema, given);
        }
        findings.extend(self.headless.iter().map(|at| {
            let message =
                "This table has no header row; it was read with the columns of the table before it.";
            Finding::new("header-missing", Severity::Info, at, message)
                .hint("Check that its columns are the same, then repeat the header in the document.")
        }));
    }
}

struct Reader<'d> {
    key: &'d Key,
    given: &'d Corrections,
    assume: bool,
    flow: Flow<'d>,
    known: HashMap<Vec<Vec<String>>, usize>,
    current: Option<usize>,
    inside: HashSet<String>,
    only_furniture: bool,
}

impl<'d> Reader<'d> {
    fn line(&mut self, text: String, bold: bool, at: &'d At, block: usize, repeated: &HashSet<String>) {
        if self.inside.contains(&squeeze(&text)) {
            self.flow.steps.push(Step::Copies { places: vec![at] });
        } else if repeated.contains(text.trim()) || is_page_number(&text) {
            self.flow.steps.push(Step::Furniture { at });
        } else {
            self.only_furniture = false;
            self.flow.steps.push(Step::Line { text, bold, at, block });
        }
    }

    fn table(&mut self, table: &'d Table, block: usize) {
        let mut rows = table.rows.iter().peekable();
        let inherits = self.current.filter(|s| self.fits(*s, table));
        let mut schema = inherits;
        let mut met_header = false;
        let mut before = 0;
        while let Some(row) = rows.next() {
            if row.cells.is_empty() {
                continue;
            }
            let action = self.given.speaks_of_rows() && rows::said(row, self.given) == Some("action");
            if self.key.holds(row) && !action {
                self.flow.steps.push(Step::Aside);
                continue;
            }
            // A header stands at the top of a table, or repeats one that is known.
            let found = (before < 8 || self.may_repeat(row))
                .then(|| schema::header(row, self.given))
                .flatten()
                .filter(|s| before < 8 || self.known.contains_key(&s.key()))
                .or_else(|| {
                    let guess = self.assume && before < 8 && !met_header;
                    guess.then(|| schema::assumed(row, rows.clone(), self.given)).flatten()
                });
            if let Some(first) = found {
                let mut header = vec![row];
                let mut columns = first;
                if let Some(next) = rows.peek()
                    && let Some(joined) = schema::second(&columns, next, self.given)
                {
                    header.push(next);
                    columns = joined;
                    rows.next();
                }
                schema = Some(self.header(columns, header, block));
                met_header = true;
                before = 0;
                continue;
            }
            let joined = rows
                .peek()
                .filter(|_| before < 8)
                .and_then(|next| Some((*next, schema::two_rows(row, next, self.given)?)));
            if let Some((next, columns)) = joined {
                rows.next();
                schema = Some(self.header(columns, vec![row, next], block));
                met_header = true;
                before = 0;
                continue;
            }
            before += 1;
            if !self.inside.is_empty() && self.inside.contains(&copies::loose(row)) {
                let places = row.cells.iter().filter(|c| !c.is_empty()).map(|c| &c.at).collect();
                self.flow.steps.push(Step::Copies { places });
                continue;
            }
            let (cells, repeated) = copies::split(row);
            if !repeated.is_empty() {
                self.flow.steps.push(Step::Copies { places: repeated.into_iter().map(|c| &c.at).collect() });
            }
            let inside = copies::rows_inside(row);
            if !inside.is_empty() || cells.iter().filter(|(_, c)| !c.is_empty()).count() > 1 {
                self.inside = inside;
            }
            self.flow.steps.push(Step::Row { row, cells, schema, block });
        }
        if inherits.is_some() && !met_header && (!self.only_furniture || begins_anew(table)) {
            self.flow.headless.push(&table.at);
        }
        if met_header || inherits.is_some() {
            self.current = schema;
            self.only_furniture = true;
        } else {
            self.only_furniture = false;
        }
    }

    /// Whether a row may repeat a header that is known: its first cell does. Most rows are told apart by that alone.
    fn may_repeat(&self, row: &Row) -> bool {
        let first = row.cells.iter().enumerate().find(|(_, c)| !c.is_empty());
        first.is_some_and(|(column, cell)| {
            let own = words(&cell.text());
            self.known.keys().any(|key| key.get(column) == Some(&own))
        })
    }

    fn header(&mut self, columns: Schema, rows: Vec<&'d Row>, block: usize) -> usize {
        let key = columns.key();
        let again = self.known.contains_key(&key);
        let schemas = &mut self.flow.schemas;
        let schema = *self.known.entry(key).or_insert_with(|| {
            schemas.push(columns);
            schemas.len() - 1
        });
        self.current = Some(schema);
        self.flow.steps.push(Step::Header { rows, again, block });
        schema
    }

    /// Whether a table without a header goes on with these columns.
    fn fits(&self, schema: usize, table: &Table) -> bool {
        let Some(columns) = self.flow.schemas.get(schema).map(|s| &s.columns) else { return false };
        let width = columns.len();
        // A table with a header of its own is another table.
        if table.rows.iter().find(|r| r.cells.len() > 1).is_some_and(schema::heads_something) {
            return false;
        }
        let titled = columns.iter().filter(|c| !c.header.is_empty()).count();
        let (mut fitting, mut strange, mut fragments, mut others) = (0_usize, 0_usize, 0_usize, 0_usize);
        let mut wider = 0_usize;
        for row in table.rows.iter().filter(|r| !self.key.holds(r)) {
            let (cells, _) = copies::split(row);
            let filled = cells.iter().filter(|(_, c)| !c.is_empty()).count();
            let last = cells.iter().filter(|(_, c)| !c.is_empty()).map(|(i, _)| *i + 1).max().unwrap_or(0);
            wider += usize::from(last > width);
            if filled > 1 && contradicts(columns, &cells) {
                strange += 1;
            }
            if filled >= 3 && filled * 2 >= titled && (self.only_furniture || tells(&cells)) {
                fitting += 1;
            } else if filled == 1 || cells.first().is_some_and(|(_, c)| c.is_empty()) {
                fragments += 1;
            } else if filled > 1 {
                others += 1;
            }
        }
        // Rows of other things stand below a plan; what a page break cut has no more than its end.
        let more = self.only_furniture && width > 2 && fragments > 0 && others == 0;
        // A stray cell beside one row does not make another table of all.
        (fitting > 0 || more) && wider * 2 <= fitting && strange * 3 <= fitting + fragments + others
    }
}

/// Whether a table begins with a title or labels of its own, not with what the page before cut off.
fn begins_anew(table: &Table) -> bool {
    let first = table.rows.iter().find(|r| r.cells.iter().any(|c| !c.is_empty()));
    first.is_some_and(|row| {
        let mut filled = row.cells.iter().filter(|c| !c.is_empty()).map(Cell::words);
        filled.next().is_some_and(|t| title::looks_like(&t) || title::is_labels(&t))
            && filled.next().is_none()
    })
}

/// Whether a cell cannot stand in its column: words for a reference, a name for a date or a rating.
fn contradicts(columns: &[Column], cells: &[(usize, &Cell)]) -> bool {
    cells.iter().filter(|(_, c)| !c.is_empty()).any(|(column, cell)| {
        let text = cell.text();
        match columns.get(*column).filter(|c| c.score >= 80).map(|c| c.means) {
            Some(Meaning::Ref) => !reference::looks_like(&text) && text.split_whitespace().count() > 1,
            Some(Meaning::Delivery | Meaning::ImpactRating) => {
                !status::read(&text).known && text.split_whitespace().count() <= 4
            }
            Some(Meaning::Due) => !schema::is_date(&text) && !text.contains(|c: char| c.is_ascii_digit()),
            _ => false,
        }
    })
}

/// Whether a row begins with a reference or holds a date.
fn tells(cells: &[(usize, &Cell)]) -> bool {
    let mut texts = cells.iter().map(|(column, cell)| (*column, cell.text()));
    texts.any(|(column, text)| (column < 2 && reference::looks_like(&text)) || schema::is_date(&text))
}

/// Short lines printed again and again: running headers and footers.
fn repeated_lines(document: &Document) -> HashSet<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for block in &document.blocks {
        let (Block::Paragraph { text, .. } | Block::Heading { text, .. }) = block else { continue };
        let text = text.trim();
        if text.chars().count() <= 90
            && !title::looks_like(text)
            && !title::is_labels(text)
            && !text.contains(':')
        {
            *counts.entry(text).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .filter(|(text, n)| *n >= 3 || (*n == 2 && is_file_name(text)))
        .map(|(t, _)| t.to_owned())
        .collect()
}

fn is_file_name(text: &str) -> bool {
    let lower = text.to_lowercase();
    [".doc", ".docx", ".xls", ".xlsx", ".pdf", ".ppt", ".pptx"].iter().any(|e| lower.ends_with(e))
}

fn is_page_number(text: &str) -> bool {
    let text = text.trim().trim_matches(['-', '–', ' ']).to_lowercase();
    let figures = |t: &str| !t.is_empty() && t.len() <= 4 && t.bytes().all(|b| b.is_ascii_digit());
    if figures(&text) {
        return true;
    }
    text.strip_prefix("page")
        .is_some_and(|rest| rest.split([' ', '/']).filter(|w| !w.is_empty() && *w != "of").all(figures))
        && text.len() > 4
}
