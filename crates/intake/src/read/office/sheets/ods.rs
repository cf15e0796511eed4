//! The cells of OpenDocument workbooks: their words as shown, colours, struck words, merged and hidden cells, comments.
//!
//! Cells and rows may be said once for very many; only those with something in them are written out.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::{Given, Grid, cell_name, printed};
use crate::read::office::package::{Broken, Package};
use crate::read::office::xml::{self, Node, attribute, number};
use crate::read::{MAX_CELLS, fold};

/// The most cells or rows one repeated cell or row with something in it stands for.
const MAX_REPEATED: u32 = 400;

/// Reads the sheets.
pub(super) fn read(package: &mut Package<'_>) -> Result<Vec<Grid>, Broken> {
    let mut looks = Looks::default();
    looks.read(&package.part("styles.xml")?.unwrap_or_default());
    let content = package.part("content.xml")?.ok_or(Broken::Damaged)?;
    if !content.contains("<office:spreadsheet") {
        return Err(Broken::OtherKind);
    }
    looks.read(&content);
    let mut reader = Reader { looks, ..Reader::default() };
    let whole = xml::walk(&content, |node| match node {
        Node::Open(name, element) => reader.open(name, element),
        Node::Close(name) => reader.close(name),
        Node::Text(words) => reader.words(&words),
    });
    match (reader.count > MAX_CELLS, whole || !reader.grids.is_empty()) {
        (true, _) => Err(Broken::TooLarge),
        (_, false) => Err(Broken::Damaged),
        _ => Ok(reader.grids),
    }
}

/// How a style makes a cell or words look; what it does not say its parent says.
#[derive(Clone, Debug, Default)]
struct Look {
    parent: Option<String>,
    fill: Option<String>,
    struck: Option<bool>,
    /// It hides the sheet that has it.
    hides: bool,
}

#[derive(Default)]
struct Looks {
    named: BTreeMap<String, Look>,
}

impl Looks {
    fn read(&mut self, part: &str) {
        let mut open: Option<String> = None;
        xml::walk(part, |node| match node {
            Node::Open("style", element) => {
                open = attribute(element, "name");
                if let Some(name) = &open {
                    let parent = attribute(element, "parent-style-name");
                    self.named.insert(name.clone(), Look { parent, ..Look::default() });
                }
            }
            Node::Close("style") => open = None,
            Node::Open(name, element) => {
                let Some(look) = open.as_ref().and_then(|o| self.named.get_mut(o)) else { return };
                match name {
                    "table-cell-properties" => look.fill = attribute(element, "background-color"),
                    "text-properties" => {
                        look.struck = attribute(element, "text-line-through-style").map(|s| s != "none");
                    }
                    "table-properties" => {
                        look.hides = attribute(element, "display").as_deref() == Some("false");
                    }
                    _ => {}
                }
            }
            Node::Close(_) | Node::Text(_) => {}
        });
    }

    /// The first answer of a style and those it rests on; a circle of styles ends.
    fn find<T>(&self, name: &str, ask: impl Fn(&Look) -> Option<T>) -> Option<T> {
        let first = self.named.get(name);
        let chain = std::iter::successors(first, |l| self.named.get(l.parent.as_deref()?));
        chain.take(12).find_map(ask)
    }
}

/// The cell that is open.
#[derive(Default)]
struct Open {
    style: Option<String>,
    repeated: u32,
    kind: String,
    value: Option<String>,
    date: Option<String>,
    parts: Vec<(String, bool)>,
    paragraphs: u32,
    spans: (u32, u32),
}

#[derive(Default)]
struct Reader {
    looks: Looks,
    grids: Vec<Grid>,
    count: usize,
    in_sheet: bool,
    row: u32,
    column: u32,
    row_repeated: u32,
    row_style: Option<String>,
    row_hidden: bool,
    row_begins: usize,
    /// The styles of columns from this one on, and whether they are hidden.
    columns: Vec<(u32, Option<String>, bool)>,
    columns_to: u32,
    cell: Option<Open>,
    /// Words of spans struck through, innermost last.
    spans: Vec<bool>,
    in_paragraph: bool,
    comment: Option<String>,
    in_tracked: bool,
}

impl Reader {
    fn open(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "tracked-changes" => self.in_tracked = true,
            "table" if !self.in_tracked && self.cell.is_none() => self.sheet(element),
            _ if !self.in_sheet => {}
            "table-column" => {
                let hidden = is_hidden(element);
                self.columns.push((self.columns_to, attribute(element, "default-cell-style-name"), hidden));
                self.columns_to =
                    self.columns_to.saturating_add(repeated(element, "number-columns-repeated"));
            }
            "table-row" => {
                self.column = 0;
                self.row_repeated = repeated(element, "number-rows-repeated");
                self.row_style = attribute(element, "default-cell-style-name");
                self.row_hidden = is_hidden(element);
                self.row_begins = self.grids.last().map_or(0, |g| g.cells.len());
            }
            "table-cell" | "covered-table-cell" => {
                self.cell = Some(Open {
                    style: attribute(element, "style-name"),
                    repeated: repeated(element, "number-columns-repeated"),
                    kind: attribute(element, "value-type").unwrap_or_default(),
                    value: attribute(element, "value"),
                    date: attribute(element, "date-value"),
                    spans: (
                        repeated(element, "number-rows-spanned"),
                        repeated(element, "number-columns-spanned"),
                    ),
                    ..Open::default()
                });
            }
            "annotation" => self.comment = Some(String::new()),
            "p" => {
                self.in_paragraph = true;
                match (&mut self.comment, &mut self.cell) {
                    (Some(comment), _) => comment.push(' '),
                    (None, Some(cell)) => {
                        if cell.paragraphs > 0 {
                            self.words("\n");
                        }
                        if let Some(cell) = &mut self.cell {
                            cell.paragraphs += 1;
                        }
                    }
                    (None, None) => {}
                }
            }
            "span" => {
                let style = attribute(element, "style-name").unwrap_or_default();
                let outer = self.spans.last().copied();
                let own = self.looks.find(&style, |l| l.struck);
                self.spans.push(own.or(outer).unwrap_or_else(|| self.cell_struck()));
            }
            "s" => {
                let many = number::<usize>(element, "c").unwrap_or(1).min(200);
                self.words(&" ".repeat(many));
            }
            "tab" => self.words("\t"),
            "line-break" => self.words("\n"),
            _ => {}
        }
    }

    fn sheet(&mut self, element: &BytesStart<'_>) {
        self.in_sheet = true;
        (self.row, self.column, self.columns_to) = (0, 0, 0);
        self.columns.clear();
        let name = attribute(element, "name").unwrap_or_default();
        let style = attribute(element, "style-name").unwrap_or_default();
        let hidden = self.looks.find(&style, |l| l.hides.then_some(true)).unwrap_or(false);
        self.grids.push(Grid { name, hidden, ..Grid::default() });
    }

    fn words(&mut self, words: &str) {
        if !self.in_paragraph {
            return;
        }
        if let Some(comment) = &mut self.comment {
            comment.push_str(words);
            return;
        }
        let struck = self.spans.last().copied().unwrap_or_else(|| self.cell_struck());
        let Some(cell) = &mut self.cell else { return };
        match cell.parts.last_mut() {
            Some((last, was)) if *was == struck => last.push_str(words),
            _ => cell.parts.push((words.to_owned(), struck)),
        }
    }

    /// The style of the open cell: its own, else that of its row, else that of its column.
    fn style(&self) -> Option<&str> {
        let own = self.cell.as_ref().and_then(|c| c.style.as_deref()).or(self.row_style.as_deref());
        own.or_else(|| self.columns.iter().rev().find(|(from, ..)| *from <= self.column)?.1.as_deref())
    }

    fn cell_struck(&self) -> bool {
        self.style().and_then(|s| self.looks.find(s, |l| l.struck)).unwrap_or(false)
    }

    fn close(&mut self, name: &str) {
        match name {
            "tracked-changes" => self.in_tracked = false,
            "p" => self.in_paragraph = false,
            "span" => {
                self.spans.pop();
            }
            "annotation" => {
                let words = fold(&self.comment.take().unwrap_or_default());
                let place = cell_name(self.row, self.column);
                if let Some(grid) = self.grids.last_mut().filter(|_| !words.is_empty()) {
                    grid.comments.push((place, words));
                }
            }
            "table-cell" | "covered-table-cell" => self.end_cell(),
            "table-row" if self.in_sheet => self.end_row(),
            "table" if self.cell.is_none() && !self.in_tracked => self.in_sheet = false,
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let fill = self.style().and_then(|s| self.looks.find(s, |l| l.fill.clone()));
        let fill = fill.filter(|f| f != "transparent");
        let Some(mut cell) = self.cell.take() else { return };
        let plain_number = settle(&mut cell);
        let worded = cell.parts.iter().any(|(t, _)| !t.trim().is_empty());
        let many = cell.repeated;
        if let Some(grid) = self.grids.last_mut()
            && self.count <= MAX_CELLS
            && (worded || (fill.is_some() && many <= MAX_REPEATED))
        {
            if cell.spans.0 > 1 || cell.spans.1 > 1 {
                let (row, column) = (self.row, self.column);
                let end = (row.saturating_add(cell.spans.0 - 1), column.saturating_add(cell.spans.1 - 1));
                grid.merged.push(((row, column), end));
            }
            for further in 0..many.min(MAX_REPEATED) {
                let column = self.column.saturating_add(further);
                self.count += 1;
                let parts = cell.parts.clone();
                grid.cells.push(Given { row: self.row, column, parts, plain_number, fill: fill.clone() });
            }
            if worded {
                let at = self.columns.iter().rev().find(|(from, ..)| *from <= self.column);
                grid.hidden_columns += usize::from(at.is_some_and(|(.., hidden)| *hidden) && self.row < 200);
            }
        }
        self.column = self.column.saturating_add(many);
    }

    fn end_row(&mut self) {
        let many = std::mem::replace(&mut self.row_repeated, 1);
        let row = self.row;
        self.row = row.saturating_add(many);
        let Some(grid) = self.grids.last_mut() else { return };
        let cells: Vec<Given> = grid.cells.get(self.row_begins..).unwrap_or(&[]).to_vec();
        let worded = cells.iter().any(|c| c.parts.iter().any(|(t, _)| !t.trim().is_empty()));
        grid.hidden_rows += usize::from(worded && self.row_hidden);
        if !worded && many > 1 {
            grid.cells.truncate(self.row_begins);
            return;
        }
        for further in 1..many.min(MAX_REPEATED) {
            if self.count > MAX_CELLS {
                return;
            }
            self.count += cells.len();
            grid.cells.extend(cells.iter().cloned().map(|c| Given { row: row.saturating_add(further), ..c }));
        }
    }
}

/// Puts right what a cell shows: days day first whatever the order they are shown in, values nobody wrote out. Gives
/// back whether it shows a number as it is kept.
fn settle(cell: &mut Open) -> bool {
    let shown: String = cell.parts.iter().map(|(t, _)| t.as_str()).collect();
    let struck = cell.parts.first().is_some_and(|(_, struck)| *struck);
    match cell.kind.as_str() {
        "date" => {
            // `March 2024` is shown without its day and means none.
            let month = shown.contains(char::is_alphabetic)
                && shown.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).count() == 1;
            if let Some(date) = cell.date.as_deref().filter(|_| !month) {
                cell.parts = vec![(printed::iso(date), struck)];
            }
            false
        }
        "float" => {
            let value = cell.value.as_deref().and_then(|v| v.trim().parse::<f64>().ok());
            if shown.trim().is_empty()
                && let Some(value) = value
            {
                cell.parts = vec![(value.to_string(), struck)];
            }
            value.is_some_and(|v| v.to_string() == shown.trim()) || shown.trim().is_empty()
        }
        _ => false,
    }
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "visibility").is_some_and(|v| v == "collapse" || v == "filter")
}

fn repeated(element: &BytesStart<'_>, name: &str) -> u32 {
    number::<u32>(element, name).unwrap_or(1).max(1)
}
