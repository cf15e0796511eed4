//! Plans without a table of rows: fields as lines or items (`Action: …`, `Owner: …`, `Due: …`), one action a section
//! or an item, and tables turned sideways with the names of the fields in their first column.

use std::sync::Arc;

use model::at::At;

use super::labels::{self, Labelled};
use super::layout::{Meaning, exact, hinted};
use super::nodes::Nodes;
use super::record::{Field, Record};
use super::{group, reference, sheet, title};
use crate::columns::Corrections;
use crate::document::{Block, Cell, Content, Document, Table};
use crate::recognise::Draft;

/// Adds the records of lists of fields. A plan that has been found in tables is not looked for again.
pub(crate) fn records(document: &Document, draft: &mut Draft, records: &mut Vec<Record<'_>>) {
    if !records.is_empty() {
        return;
    }
    let given = draft.corrections.clone();
    let mut reader =
        Reader { given: &given, made: Vec::new(), open: None, before: None, headings: Vec::new() };
    for (index, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Heading { level, text, at } => reader.heading(*level, text, at, index),
            Block::Paragraph { text, at, .. } => reader.line("", text, 0, at, index),
            Block::Item { mark, text, at, depth } => reader.line(mark, text, *depth, at, index),
            Block::Table(table) => reader.table(table, index),
        }
    }
    reader.close();
    let made: Vec<Made> = reader.made.into_iter().filter(Made::is_action).collect();
    let rich = made.iter().filter(|m| m.fields.len() >= 4).count();
    if made.len() < 2 && rich == 0 {
        return;
    }
    finish(made, draft, records);
}

/// A record in the making.
#[derive(Debug, Default)]
struct Made {
    fields: Vec<Field<'static>>,
    blocks: Vec<usize>,
    /// The depth of the item it began as.
    depth: u8,
    headings: Vec<(u8, String, At, usize)>,
    sideways: bool,
    /// A heading is the action.
    headed: bool,
}

impl Made {
    fn is_action(&self) -> bool {
        let has = |m: Meaning| self.fields.iter().any(|f| f.means == m);
        let what = has(Meaning::Action) || has(Meaning::Step) || has(Meaning::Recommendation);
        let count = [
            Meaning::Owner,
            Meaning::Body,
            Meaning::Due,
            Meaning::Delivery,
            Meaning::Progress,
            Meaning::Outcome,
            Meaning::Revised,
        ]
        .into_iter()
        .filter(|m| has(*m))
        .count();
        what && count >= 2 || (has(Meaning::Action) && has(Meaning::Ref) && count >= 1)
    }
}

/// A line that may turn out to be an action when fields follow.
struct Before {
    text: String,
    at: At,
    block: usize,
    depth: u8,
    heading: bool,
}

struct Reader<'g> {
    given: &'g Corrections,
    made: Vec<Made>,
    open: Option<Made>,
    before: Option<Before>,
    headings: Vec<(u8, String, At, usize)>,
}

impl Reader<'_> {
    fn close(&mut self) {
        self.made.extend(self.open.take());
    }

    fn heading(&mut self, level: u8, text: &str, at: &At, block: usize) {
        self.close();
        self.headings.retain(|(l, ..)| *l < level);
        let title = title::read(text);
        let candidate = level > 1 && title.kind.is_none();
        self.before = candidate.then(|| Before {
            text: text.to_owned(),
            at: at.clone(),
            block,
            depth: 0,
            heading: true,
        });
        self.headings.push((level, text.to_owned(), at.clone(), block));
    }

    fn line(&mut self, mark: &str, text: &str, depth: u8, at: &At, block: usize) {
        let titled = mark.is_empty() && title::read(text).kind.is_some() && title::looks_like(text);
        let (before, labels) = if titled { (text.to_owned(), Vec::new()) } else { labels::read(text) };
        if labels.is_empty() {
            self.plain(mark, text, depth, at, block);
            return;
        }
        // `Objective: Strengthen oversight` after an action stands over those that follow.
        if let [only] = labels.as_slice()
            && matches!(only.means, Meaning::Objective | Meaning::Node)
            && hinted(&only.label) != Some(Meaning::Outcome)
            && before.is_empty()
            && mark.is_empty()
            && !only.value.is_empty()
            && self.open.as_ref().is_none_or(Made::is_action)
        {
            self.heading(2, &only.value, at, block);
            return;
        }
        let has = |m: Meaning| labels.iter().any(|l| l.means == m);
        let number = reference::looks_like(&before);
        let names = !before.is_empty() && !number && before.split_whitespace().count() >= 3;
        let telling = labels
            .iter()
            .filter(|l| {
                matches!(
                    l.means,
                    Meaning::Owner
                        | Meaning::Body
                        | Meaning::Due
                        | Meaning::Delivery
                        | Meaning::Progress
                        | Meaning::Revised
                )
            })
            .count();
        let open_has = |m: Meaning| self.open.as_ref().is_some_and(|o| o.fields.iter().any(|f| f.means == m));
        let starts = (has(Meaning::Action) && (open_has(Meaning::Action) || self.open.is_none()))
            || (has(Meaning::Ref)
                && (open_has(Meaning::Ref) || open_has(Meaning::Action) || self.open.is_none()))
            || (names && telling > 0);
        if starts {
            self.close();
            let mut made = self.begin(depth);
            let mark = crate::read::mark::bare(mark);
            let printed = if number { before.clone() } else { mark.to_owned() };
            if reference::looks_like(&printed) && !has(Meaning::Ref) {
                made.fields.push(field(Meaning::Ref, "", &printed, at));
            } else if let Some((code, place)) = self.before.as_ref().and_then(code_of)
                && !has(Meaning::Ref)
                && group::leading_number(&before).is_none()
            {
                made.fields.push(field(Meaning::Ref, "", &code, &place));
            }
            if names {
                action(&mut made, &before, at);
            }
            self.open = Some(made);
            self.before = None;
        } else if self.open.is_none() {
            let Some(line) = self.before.take() else { return };
            if line.heading && !has_any(&labels) {
                self.before = Some(line);
                return;
            }
            let mut made = self.begin(line.depth);
            if line.heading {
                made.headings.pop();
                made.headed = true;
            }
            action(&mut made, &line.text, &line.at);
            made.blocks.push(line.block);
            self.open = Some(made);
        }
        if let Some(open) = &mut self.open {
            open.blocks.push(block);
            for label in labels {
                open.fields.push(field(label.means, &label.label, &label.value, at));
            }
        }
    }

    /// A line without labels goes on with the field before it, or may be the action that labels below describe.
    fn plain(&mut self, mark: &str, text: &str, depth: u8, at: &At, block: usize) {
        if mark.is_empty() && title::read(text).kind.is_some() && title::looks_like(text) {
            self.heading(2, text, at, block);
            return;
        }
        if let Some(open) = &mut self.open
            && let Some(last) = open.fields.last_mut()
        {
            let waiting = last.cell.content.is_empty();
            let wordy = matches!(
                last.means,
                Meaning::Progress | Meaning::Outcome | Meaning::Evidence | Meaning::Other | Meaning::Step
            );
            let deeper = depth > open.depth;
            let listed =
                !mark.is_empty() && wordy && matches!(last.cell.content.last(), Some(Content::Item { .. }));
            if waiting
                || listed
                || (deeper && wordy)
                || (wordy && mark.is_empty() && !title::looks_like(text) && depth > 0)
            {
                let part = if mark.is_empty() {
                    Content::Paragraph { text: text.to_owned(), struck: false }
                } else {
                    Content::Item { mark: mark.to_owned(), text: text.to_owned() }
                };
                last.cell.change(|cell| {
                    cell.content.push(part);
                    if waiting && !wordy {
                        cell.content.truncate(1);
                    }
                });
                last.places.push(at.clone());
                open.blocks.push(block);
                return;
            }
        }
        // Below a heading that is the action, an item that is no known field belongs to it as text.
        if let Some(open) = self.open.as_mut().filter(|o| o.headed && !mark.is_empty()) {
            open.fields.push(field(Meaning::Other, "", text, at));
            open.blocks.push(block);
            return;
        }
        self.close();
        let mark = crate::read::mark::bare(mark);
        let text = if mark.is_empty() { text.to_owned() } else { format!("{mark} {text}") };
        self.before = Some(Before { text, at: at.clone(), block, depth, heading: false });
    }

    fn begin(&self, depth: u8) -> Made {
        Made { depth, headings: self.headings.clone(), ..Made::default() }
    }

    /// A table turned sideways: the names of the fields stand in the first column, one action a further column.
    fn table(&mut self, table: &Table, block: usize) {
        self.close();
        let lines = sheet::lines(table, self.given);
        let named: Vec<(Meaning, Option<String>, String, &[Cell])> = lines
            .iter()
            .filter_map(|(label, rest)| {
                let label = label.words();
                let (means, number) = named_field(label.trim_end_matches(':'), self.given)?;
                Some((means, number, label, *rest))
            })
            .collect();
        let mut kinds: Vec<Meaning> = named.iter().map(|(m, ..)| *m).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let heads: Vec<&Cell> = table.rows.iter().filter_map(sheet::title).collect();
        let rows = lines.len() - heads.len().min(lines.len());
        if kinds.len() < 3 || named.len() * 3 < rows * 2 {
            return;
        }
        let width = named.iter().map(|(.., rest)| rest.len()).max().unwrap_or(0);
        let first = named.first().map(|(m, ..)| *m);
        for column in 0..width {
            let mut made = self.begin(0);
            made.sideways = true;
            if let ([head], 0) = (heads.as_slice(), column)
                && !named.iter().any(|(m, ..)| *m == Meaning::Action)
            {
                action(&mut made, &head.words(), &head.at);
            }
            for (means, number, label, rest) in &named {
                // The first field met again begins the next action of a stack.
                if Some(*means) == first && made.fields.iter().any(|f| f.means == *means) {
                    made.blocks.push(block);
                    self.made.push(std::mem::replace(&mut made, Made { sideways: true, ..self.begin(0) }));
                }
                if let Some(cell) = rest.get(column).filter(|c| !c.is_empty()) {
                    if let Some(number) = number {
                        made.fields.push(field(Meaning::Ref, "", number, &cell.at));
                    }
                    made.fields.push(Field::new(*means, label.as_str(), cell.clone()));
                }
            }
            made.blocks.push(block);
            self.made.push(made);
        }
    }
}

/// What the name of a field means, and the reference printed behind it: `Action 1.1`.
fn named_field(label: &str, given: &Corrections) -> Option<(Meaning, Option<String>)> {
    if let Some(means) = given.get(label).and_then(Meaning::of_word).or_else(|| exact(label)) {
        return Some((means, None));
    }
    let (name, number) = label.trim().rsplit_once(' ')?;
    let number = number.trim_end_matches('.');
    let numbered = reference::looks_like(number) && number.contains(|c: char| c.is_ascii_digit());
    let means = exact(name).filter(|m| numbered && matches!(m, Meaning::Action | Meaning::Step))?;
    Some((means, Some(number.to_owned())))
}

/// The reference that leads the heading right above an action: `A1 One front door`.
fn code_of(before: &Before) -> Option<(String, At)> {
    let (code, words) = before.text.split_once([' ', ':'])?;
    let code = code.trim_end_matches([':', '.', ')']);
    let numbered = reference::looks_like(code) && code.contains(|c: char| c.is_ascii_digit());
    (before.heading && numbered && !words.trim().is_empty()).then(|| (code.to_owned(), before.at.clone()))
}

fn has_any(labels: &[Labelled]) -> bool {
    labels.iter().any(|l| {
        matches!(
            l.means,
            Meaning::Owner
                | Meaning::Body
                | Meaning::Due
                | Meaning::Delivery
                | Meaning::Progress
                | Meaning::Ref
        )
    })
}

fn cell(text: &str, at: &At) -> Cell {
    Cell { content: crate::read::html::content(text, at), span: 1, at: at.clone(), ..Cell::default() }
}

fn field(means: Meaning, label: &str, text: &str, at: &At) -> Field<'static> {
    Field::new(means, label, cell(text, at))
}

/// The action and the reference that leads it: `1.2 Review thresholds`, `Action 3: Review`.
fn action(made: &mut Made, text: &str, at: &At) {
    let mut rest = text.trim();
    for word in ["Action ", "ACTION "] {
        rest = rest
            .strip_prefix(word)
            .filter(|r| r.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase()))
            .unwrap_or(rest);
    }
    let led = group::leading_number(rest)
        .filter(|(_, t)| !t.is_empty())
        .map(|(n, t)| (n, t.to_owned()))
        .or_else(|| {
            let (word, tail) = rest.split_once([' ', ':'])?;
            let word = word.trim_end_matches([':', '.', ')']);
            let code = reference::looks_like(word)
                && word.contains(|c: char| c.is_ascii_digit())
                && !word.bytes().all(|b| b.is_ascii_digit());
            code.then(|| (word.to_owned(), tail.trim_start_matches([' ', ':', '-', '–', '.']).to_owned()))
        });
    match led {
        Some((number, words)) if !made.fields.iter().any(|f| f.means == Meaning::Ref) => {
            made.fields.push(field(Meaning::Ref, "", &number, at));
            made.fields.push(field(Meaning::Action, "", &words, at));
        }
        _ => made.fields.push(field(Meaning::Action, "", rest, at)),
    }
}

fn finish(made: Vec<Made>, draft: &mut Draft, records: &mut Vec<Record<'_>>) {
    let mut columns: Vec<Meaning> = made.iter().flat_map(|m| m.fields.iter().map(|f| f.means)).collect();
    columns.sort_unstable();
    columns.dedup();
    let columns: Arc<[Meaning]> = columns.into();
    let numbers = made.iter().flat_map(|m| &m.fields).filter(|f| f.means == Meaning::Recommendation);
    let (all, short) = numbers.fold((0, 0), |(all, short), f| {
        (all + 1, short + usize::from(!reference::numbers(&f.words()).is_empty()))
    });
    let mut nodes = Nodes::default();
    let mut tables = std::collections::BTreeSet::new();
    for mut record in made {
        if record.sideways {
            tables.extend(record.blocks.iter().copied());
        }
        let top = record.headings.iter().rposition(|(_, text, _, _)| title::is_top(text)).unwrap_or(0);
        let mut path = record.headings.iter().skip(top).filter(|(level, text, _, _)| {
            title::looks_like(text) || (*level > 1 && title::names_a_part(text))
        });
        if let Some((_, text, at, block)) = path.next() {
            let new = nodes.top(&title::read(text), at, &mut draft.plan, &mut draft.findings);
            if new {
                draft.ledger.used(at, format!("priority {text}"));
            } else {
                draft.ledger.repeated(at, "title");
            }
            record.blocks.push(*block);
        }
        if let Some((_, text, at, block)) = path.next_back() {
            nodes.section(text, at, &mut draft.plan);
            draft.ledger.used(at, format!("section {text}"));
            record.blocks.push(*block);
        }
        for block in &record.blocks {
            if let Some(taken) = draft.taken.get_mut(*block) {
                *taken = true;
            }
        }
        let promote = !record.fields.iter().any(|f| f.means == Meaning::Action);
        if promote
            && let Some(field) =
                record.fields.iter_mut().find(|f| matches!(f.means, Meaning::Step | Meaning::Recommendation))
        {
            field.means = Meaning::Action;
        }
        let at = record.fields.first().map(|f| f.cell.at.clone()).unwrap_or_default();
        records.push(Record {
            at,
            fields: record.fields,
            node: nodes.current(),
            head: None,
            continued: Vec::new(),
            assumed: Vec::new(),
            schema: usize::MAX,
            columns: Arc::clone(&columns),
            said: false,
            recommendation_numbers: all > 0 && short * 10 >= all * 6,
        });
    }
    draft.ledger.tables += tables.len();
}
