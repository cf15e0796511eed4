//! The second pass: rows into records. Titles move the place in the tree, continuations join the row they continue.

mod aside;
mod place;
mod told;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use model::at::At;
use model::finding::{Finding, Severity};
use model::plan::PriorityKind;

use super::flow::{Flow, Step};
use super::layout::Meaning;
use super::nodes::Nodes;
use super::record::{Field, Record};
use super::schema::{self, Schema};
use super::words::{distance, ends_sentence, squeeze};
use super::{reference, status, title};
use crate::columns::RowRead;
use crate::document::{Block, Cell, Document, Row};
use crate::recognise::Draft;

pub(super) use told::said;

/// Reads the records of the flow, claiming titles, headers, copies and furniture.
pub(crate) fn records<'d>(document: &Document, flow: &Flow<'d>, draft: &mut Draft) -> Vec<Record<'d>> {
    let nodes = Nodes::of_kind(default_kind(document));
    let mut reader = Reader {
        flow,
        draft,
        nodes,
        headings: Vec::new(),
        lines: Vec::new(),
        titles: Vec::new(),
        records: Vec::new(),
        broken: false,
        heads: None,
        mostly_refs: HashMap::new(),
        plan_met: false,
        told: Vec::new(),
        count: BTreeMap::new(),
    };
    for index in 0..flow.steps.len() {
        reader.step(index);
    }
    let told = std::mem::take(&mut reader.told);
    let records = reader.records;
    draft.rows = told::in_order(told);
    records
}

/// Plans that speak of themes and never of priorities have themes.
fn default_kind(document: &Document) -> PriorityKind {
    let (mut themes, mut priorities) = (0, 0);
    let mut count = |text: &str| {
        for word in text.split(|c: char| !c.is_alphabetic()) {
            match word.to_lowercase().as_str() {
                "theme" | "themes" => themes += 1,
                "priority" | "priorities" => priorities += 1,
                _ => {}
            }
        }
    };
    for block in &document.blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } | Block::Item { text, .. } => {
                count(text);
            }
            Block::Table(table) => {
                for row in table.rows.iter().filter(|r| r.cells.iter().filter(|c| !c.is_empty()).count() <= 2)
                {
                    row.cells.iter().for_each(|c| count(&c.text()));
                }
            }
        }
    }
    if themes > priorities { PriorityKind::Theme } else { PriorityKind::Priority }
}

struct Reader<'r, 'd> {
    flow: &'r Flow<'d>,
    draft: &'r mut Draft,
    nodes: Nodes,
    headings: Vec<(u8, &'d str, &'d At)>,
    lines: Vec<(&'r str, bool, &'d At, usize)>,
    titles: Vec<(String, Vec<At>)>,
    records: Vec<Record<'d>>,
    /// A page may have ended since the last row.
    broken: bool,
    /// The headings under which the current node was made.
    heads: Option<Vec<String>>,
    mostly_refs: HashMap<usize, bool>,
    plan_met: bool,
    /// What rows were read as.
    told: Vec<RowRead>,
    /// How many rows of each kind are told.
    count: BTreeMap<String, usize>,
}

impl<'r, 'd> Reader<'r, 'd> {
    fn step(&mut self, index: usize) {
        match self.flow.steps.get(index) {
            None => {}
            Some(Step::Heading { level, text, at }) => {
                self.headings.retain(|(l, ..)| l < level);
                self.headings.push((*level, text, at));
                self.lines.clear();
                self.broken = true;
            }
            Some(Step::Line { text, bold, at, block }) => self.lines.push((text, *bold, at, *block)),
            Some(Step::Aside) => {}
            Some(Step::Furniture { at }) => {
                self.draft.ledger.repeated(at, "running header or page number");
                self.broken = true;
            }
            Some(Step::Copies { places }) => {
                for at in places {
                    self.draft.ledger.repeated(at, "copy of a table inside a cell");
                }
            }
            Some(Step::Header { rows, again, block, .. }) => {
                self.take(*block);
                self.place();
                self.broken = true;
                for at in rows.iter().flat_map(|r| &r.cells).filter(|c| !c.is_empty()).map(|c| &c.at) {
                    if *again {
                        self.draft.ledger.repeated(at, "header");
                    } else {
                        self.draft.ledger.used(at, "header");
                    }
                }
            }
            Some(Step::Row { row, cells, schema, block }) => self.row(index, row, cells, *schema, *block),
        }
    }

    fn take(&mut self, block: usize) {
        if let Some(taken) = self.draft.taken.get_mut(block)
            && !*taken
        {
            *taken = true;
            self.draft.ledger.tables += 1;
        }
    }

    fn row(
        &mut self,
        index: usize,
        row: &'d Row,
        cells: &[(usize, &'d Cell)],
        schema: Option<usize>,
        block: usize,
    ) {
        let filled: Vec<&(usize, &Cell)> = cells.iter().filter(|(_, c)| !c.is_empty()).collect();
        if filled.is_empty() {
            return;
        }
        let said = if self.draft.corrections.speaks_of_rows() {
            said(row, &self.draft.corrections).map(str::to_owned)
        } else {
            None
        };
        if let Some(is) = &said
            && self.as_said(is, row, cells, schema, block)
        {
            return;
        }
        if filled.len() <= 3 && self.header_follows(index, block) {
            let pieces: Vec<String> = filled.iter().map(|(_, c)| c.words()).collect();
            let text = title::mend(&pieces.iter().map(String::as_str).collect::<Vec<_>>());
            self.titles.push((text, filled.iter().map(|(_, c)| c.at.clone()).collect()));
            return;
        }
        let Some(number) = schema else {
            self.lines.clear();
            return;
        };
        let Some(schema) = self.flow.schemas.get(number) else { return };
        if aside::is(cells, schema) {
            self.tell(row, "note", false);
            self.lines.clear();
            return;
        }
        if let [(column, cell)] = filled.as_slice()
            && self.single(*column, cell, schema, index)
        {
            self.tell(row, "heading", false);
            self.take(block);
            return;
        }
        if !self.titles.is_empty() || !self.lines.is_empty() {
            self.place();
        } else if !self.headings.is_empty() {
            self.place_headings();
        }
        self.take(block);
        if self.goes_on(cells, schema, number) {
            self.tell(row, "more", false);
            self.append(cells, schema);
        } else {
            self.tell(row, "action", false);
            self.begin(row, cells, schema, number);
        }
        self.broken = false;
        self.plan_met = true;
    }

    /// Whether a header follows in the same table with nothing between but titles.
    fn header_follows(&self, index: usize, block: usize) -> bool {
        for step in self.flow.steps.iter().skip(index + 1).take(6) {
            match step {
                Step::Header { block: b, .. } => return *b == block,
                Step::Row { cells, block: b, .. } if *b == block => {
                    if cells.iter().filter(|(_, c)| !c.is_empty()).count() > 3 {
                        return false;
                    }
                }
                Step::Copies { .. } => {}
                _ => return false,
            }
        }
        false
    }

    /// A row of one filled cell: a title, a label, a section, or the rest of something. Gives back whether it was
    /// dealt with.
    fn single(&mut self, column: usize, cell: &Cell, schema: &Schema, index: usize) -> bool {
        let text = cell.words();
        if title::is_labels(&text) {
            self.draft.ledger.used(&cell.at, "priority");
            let labels = title::read(&text).labels;
            let (plan, findings) = (&mut self.draft.plan, &mut self.draft.findings);
            if let Some((title, places)) = self.titles.pop() {
                self.make_top(&title, &places);
                let (plan, findings) = (&mut self.draft.plan, &mut self.draft.findings);
                self.nodes.labels(&labels, &cell.at, plan, findings);
            } else {
                self.nodes.labels(&labels, &cell.at, plan, findings);
            }
            return true;
        }
        let first = column <= 1
            || schema.columns.get(column).is_some_and(|c| {
                matches!(c.means, Meaning::Action | Meaning::Ref | Meaning::Objective | Meaning::Node)
            });
        let short = is_short(&text);
        let numbered = title::looks_like(&text);
        let torn = self.broken && self.last_open(column);
        if !first || !(short || numbered) || reference::looks_like(&text) || Nodes::full(&self.draft.plan) {
            return false;
        }
        if torn && !self.nodes.knows(&text, &self.draft.plan) {
            return false;
        }
        // What follows must be a row of its own, not more of this.
        let more = self.flow.steps.iter().skip(index + 1).find_map(|s| match s {
            Step::Row { cells, .. } => Some(
                cells.iter().filter(|(_, c)| !c.is_empty()).count() >= 2
                    || cells
                        .iter()
                        .any(|(_, c)| title::is_labels(&c.text()) || (numbered && is_short(&c.text()))),
            ),
            Step::Header { .. } => Some(true),
            _ => None,
        });
        if more != Some(true) {
            return false;
        }
        self.place();
        let place = vec![cell.at.clone()];
        if numbered {
            self.make_top(&text, &place);
        } else {
            let new = self.nodes.section(&text, &cell.at, &mut self.draft.plan);
            self.claim_title(&place, new, &text);
        }
        true
    }

    /// Whether the last record's text in this column does not end a sentence.
    fn last_open(&self, column: usize) -> bool {
        let Some(record) = self.records.last() else { return false };
        let means = self.flow.schemas.get(record.schema).and_then(|s| s.columns.get(column)).map(|c| c.means);
        means
            .and_then(|m| record.field(m))
            .is_some_and(|f| !ends_sentence(&f.words()) && f.means != Meaning::Action)
    }

    /// Whether a row continues the one before it.
    fn goes_on(&mut self, cells: &[(usize, &Cell)], schema: &Schema, number: usize) -> bool {
        let Some(last) = self.records.last() else { return false };
        let text = |means: Meaning| {
            schema
                .place(means)
                .and_then(|p| cells.iter().find(|(c, _)| *c == p))
                .map(|(_, c)| c.words())
                .unwrap_or_default()
        };
        let has_ref = schema.has(Meaning::Ref);
        if has_ref && !text(Meaning::Ref).is_empty() {
            return false;
        }
        if !schema.has(Meaning::Ref)
            && schema.recommendation_numbers
            && !text(Meaning::Recommendation).is_empty()
        {
            return false;
        }
        let action = text(Meaning::Action);
        if action.is_empty() {
            // A row that only lacks its action would be strange; one with owner and date is a record all the same.
            let full = !text(Meaning::Owner).is_empty() && !text(Meaning::Due).is_empty();
            return !full || has_ref;
        }
        let due = text(Meaning::Due);
        let standing = text(Meaning::Delivery);
        if !due.is_empty() && (schema::is_date(&due) || !self.broken) || status::only(&standing) {
            return false;
        }
        let who = format!("{}{}", text(Meaning::Owner), text(Meaning::Body));
        let small = action.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ')' | '&'));
        let before = last.words(Meaning::Action);
        let open = !ends_sentence(&before);
        if small && open {
            return true;
        }
        if !who.is_empty() {
            let rest = who.starts_with(|c: char| c.is_lowercase() || c == '(');
            return self.broken && open && rest;
        }
        let asked = schema.has(Meaning::Owner) || schema.has(Meaning::Body) || schema.has(Meaning::Due);
        let refs = *self.mostly_refs.entry(number).or_insert_with(|| mostly_refs(self.flow, number));
        asked && self.broken && (open || refs)
    }

    fn append(&mut self, cells: &[(usize, &'d Cell)], schema: &Schema) {
        let action = |(column, cell): &&(usize, &Cell)| {
            schema.place(Meaning::Action) == Some(*column) && cell.text().starts_with(char::is_lowercase)
        };
        // A row whose action goes on in the middle of its sentence was cut, and all its cells with it.
        let broken = self.broken || cells.iter().any(|c| action(&c));
        let mut bled = Vec::new();
        if let Some(record) = self.records.last_mut() {
            for (column, cell) in cells.iter().filter(|(_, c)| !c.is_empty()) {
                let Some(head) = schema.columns.get(*column) else {
                    record.fields.push(Field::of(Meaning::Other, "", cell));
                    continue;
                };
                if bleeds(&cell.text(), &head.header) {
                    bled.push((cell.at.clone(), cell.words()));
                    continue;
                }
                match record.fields.iter_mut().find(|f| f.means == head.means && f.header == head.header) {
                    Some(field) => field.append(cell, broken),
                    None => {
                        record.fields.push(Field::of(head.means, Arc::clone(&head.header), cell));
                    }
                }
            }
        }
        for (at, text) in bled {
            self.draft.ledger.repeated(&at, "header");
            let message = format!("\"{text}\" belongs to the header; it was left out of the row.");
            self.draft.findings.push(Finding::new("header-in-row", Severity::Info, &at, message));
        }
    }

    fn begin(&mut self, row: &Row, cells: &[(usize, &'d Cell)], schema: &Schema, number: usize) {
        let mut fields = Vec::with_capacity(cells.iter().filter(|(_, c)| !c.is_empty()).count());
        for (column, cell) in cells.iter().filter(|(_, c)| !c.is_empty()) {
            if is_dash(&cell.text()) {
                self.draft.ledger.used(&cell.at, "an empty cell");
                continue;
            }
            let field = match schema.columns.get(*column) {
                Some(head) => Field::of(head.means, Arc::clone(&head.header), cell),
                None => Field::of(Meaning::Other, "", cell),
            };
            fields.push(field);
        }
        let lower = cells.iter().filter(|(_, c)| c.continues && c.is_empty());
        let continued = lower.filter_map(|(column, _)| Some(schema.columns.get(*column)?.means)).collect();
        // Rows of one kind share the list of their columns.
        let columns = match self.records.last() {
            Some(last) if last.schema == number => Arc::clone(&last.columns),
            _ => schema.columns.iter().map(|c| c.means).collect(),
        };
        self.records.push(Record {
            at: row.at.clone(),
            fields,
            node: self.nodes.current(),
            head: None,
            continued,
            assumed: Vec::new(),
            schema: number,
            columns,
            said: false,
            recommendation_numbers: schema.recommendation_numbers,
        });
    }
}

/// Whether a cell says that there is nothing to say: `-`, `n/a`.
fn is_dash(text: &str) -> bool {
    matches!(text.trim(), "-" | "–" | "—" | "--" | "." | "/" | "n/a" | "N/A" | "nil" | "Nil")
}

/// Whether a text is short and open enough to stand over rows.
fn is_short(text: &str) -> bool {
    text.split_whitespace().count() <= 14
        && !text.ends_with(['.', ',', ';'])
        && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// Whether nearly every row of these columns has a reference of its own.
fn mostly_refs(flow: &Flow<'_>, schema: usize) -> bool {
    let Some(place) = flow.schemas.get(schema).and_then(|s| s.place(Meaning::Ref)) else { return false };
    let (mut with, mut all) = (0_usize, 0_usize);
    for step in &flow.steps {
        if let Step::Row { cells, schema: Some(s), .. } = step
            && *s == schema
        {
            all += 1;
            with += usize::from(cells.iter().any(|(c, cell)| *c == place && !cell.is_empty()));
        }
    }
    with * 10 >= all * 7
}

/// Whether a cell's text is its column's header, or the bracket in it, spoilt by a letter or two.
fn bleeds(text: &str, header: &str) -> bool {
    let text = squeeze(text);
    text.len() > 8
        && header
            .split(['(', ')'])
            .chain([header])
            .map(squeeze)
            .any(|h| h.len() > 8 && distance(&h, &text, 2) <= 2)
}
