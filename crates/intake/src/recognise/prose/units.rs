//! A document's running text as units of meaning: what a page break or an extractor cut is joined, what it glued is
//! parted, the number or letter of an item stands apart from its words.

use model::at::At;

use crate::document::{Block, Document, Table};
use crate::recognise::Draft;

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading set as one.
    Heading,
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    Item,
    /// A table that is no plan.
    Table,
}

/// A unit of running text.
#[derive(Clone, Debug)]
pub(super) struct Unit<'a> {
    /// What it is.
    pub(super) kind: Kind,
    /// Its number, letter or bullet: `6.3`, `iv`, `B`, `•`; empty for none.
    pub(super) mark: String,
    /// Its words without the mark.
    pub(super) text: String,
    /// Depth of an item, 0 for the outermost.
    pub(super) depth: u8,
    /// Its places; more than one where it was joined.
    pub(super) ats: Vec<At>,
    /// The blocks it stands in.
    pub(super) blocks: Vec<usize>,
    /// The table, if it is one.
    pub(super) table: Option<&'a Table>,
}

impl Unit<'_> {
    /// Where it begins.
    pub(super) fn at(&self) -> At {
        self.ats.first().cloned().unwrap_or_default()
    }

    /// Whether it stands over what follows: a heading, or a short line without a stop.
    pub(super) fn is_title(&self) -> bool {
        let words = self.text.split_whitespace().count();
        let open = !self.text.ends_with(['.', ';', ',']);
        let upper = self.text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        match self.kind {
            Kind::Heading => true,
            Kind::Paragraph => words > 0 && words <= 12 && open && upper,
            Kind::Item => words > 0 && words <= 12 && open && upper && numbered(&self.mark),
            Kind::Table => false,
        }
    }

    /// Whether its mark is a plain number.
    pub(super) fn number(&self) -> Option<u32> {
        self.mark.parse().ok()
    }
}

fn numbered(mark: &str) -> bool {
    mark.starts_with(|c: char| c.is_alphanumeric())
}

/// The units of a document, without the blocks that a recogniser has dealt with.
pub(super) fn units<'a>(document: &'a Document, draft: &Draft) -> Vec<Unit<'a>> {
    parted(document, &draft.taken)
}

/// Every unit of a document.
pub(super) fn all(document: &Document) -> Vec<Unit<'_>> {
    parted(document, &[])
}

fn parted<'a>(document: &'a Document, taken: &[bool]) -> Vec<Unit<'a>> {
    let mut out: Vec<Unit<'a>> = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        if taken.get(index).copied().unwrap_or(false) {
            continue;
        }
        match block {
            Block::Heading { text, at, .. } => push(&mut out, Kind::Heading, "", text, 0, at, index),
            Block::Paragraph { text, at, .. } => push(&mut out, Kind::Paragraph, "", text, 0, at, index),
            Block::Item { mark, depth, text, at } => {
                push(&mut out, Kind::Item, mark, text, *depth, at, index);
            }
            Block::Table(table) => out.push(Unit {
                kind: Kind::Table,
                mark: String::new(),
                text: String::new(),
                depth: 0,
                ats: vec![table.at.clone()],
                blocks: vec![index],
                table: Some(table),
            }),
        }
    }
    out
}

fn push<'a>(out: &mut Vec<Unit<'a>>, kind: Kind, mark: &str, text: &str, depth: u8, at: &At, block: usize) {
    let text = text.trim();
    if kind == Kind::Paragraph && continues(out.last(), text) {
        if let Some(last) = out.last_mut() {
            last.text.push(' ');
            last.text.push_str(text);
            last.ats.push(at.clone());
            last.blocks.push(block);
        }
        return;
    }
    // `… in October. • Ensure that …`: a bullet glued behind a paragraph begins an item.
    for (i, part) in text.split(" • ").enumerate() {
        let bulleted = i > 0 || part.starts_with('•');
        let part = part.trim_start_matches('•').trim();
        let bare = mark.trim_matches(['.', ')', '(']);
        let (own, words) = own_mark(part);
        let mark = if own.is_empty() { bare } else { own };
        out.push(Unit {
            kind: if bulleted { Kind::Item } else { kind },
            mark: if mark.is_empty() && bulleted { "•".into() } else { mark.to_owned() },
            text: words.to_owned(),
            depth,
            ats: vec![at.clone()],
            blocks: vec![block],
            table: None,
        });
    }
}

/// A paragraph that opens in lower case goes on with what a page break cut.
fn continues(last: Option<&Unit<'_>>, text: &str) -> bool {
    let Some(last) = last else { return false };
    let open = !last.text.ends_with(['.', ':', ';', '?', '!']);
    matches!(last.kind, Kind::Item | Kind::Paragraph)
        && open
        && text.starts_with(char::is_lowercase)
        && !own_mark(text).0.chars().any(char::is_alphanumeric)
}

/// The printed number or letter at the start of a text and the words after it: `6.3`, `iv.`, `A.`, `(C)`, `3a.`.
fn own_mark(text: &str) -> (&str, &str) {
    let Some((first, rest)) = text.split_once(' ') else { return ("", text) };
    let bare = first.trim_matches(['(', ')', '.']);
    let closed = first.ends_with(['.', ')']);
    let digits = bare.starts_with(|c: char| c.is_ascii_digit())
        && bare.len() <= 5
        && bare.chars().all(|c| c.is_ascii_digit() || c == '.' || c.is_ascii_lowercase())
        && bare.chars().filter(char::is_ascii_lowercase).count() <= 1
        && !bare.trim_end_matches(char::is_alphabetic).ends_with('.');
    let dotted = digits && (bare.contains('.') || closed);
    // `5 Background`: a bare number before a title.
    let dated = rest
        .split(' ')
        .next()
        .is_some_and(|w| model::day::MONTHS.iter().any(|m| m.starts_with(w) && w.len() > 2));
    let section = !dated
        && digits
        && !closed
        && bare.len() <= 2
        && rest.starts_with(char::is_uppercase)
        && rest.split(' ').count() <= 12
        && !rest.ends_with('.');
    let roman = closed && !bare.is_empty() && bare.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    let letter = closed && bare.len() == 1 && bare.chars().all(char::is_alphabetic);
    if dotted || section || roman || letter { (bare, rest.trim_start()) } else { ("", text) }
}

/// Says that a unit became part of the plan.
pub(super) fn used(draft: &mut Draft, unit: &Unit<'_>, what: &str) {
    for at in &unit.ats {
        draft.ledger.used(at, what);
    }
    mark(draft, unit);
}

/// Says that a unit is kept as text.
pub(super) fn kept(draft: &mut Draft, unit: &Unit<'_>, under: &str) {
    for at in &unit.ats {
        draft.ledger.kept(at, under);
    }
    mark(draft, unit);
}

/// Whether a recogniser has dealt with a unit.
pub(super) fn taken(draft: &Draft, unit: &Unit<'_>) -> bool {
    let blocks = unit.blocks.iter().any(|b| draft.taken.get(*b).copied().unwrap_or(false));
    blocks || (unit.table.is_none() && unit.ats.iter().all(|at| draft.ledger.is_claimed(at)))
}

fn mark(draft: &mut Draft, unit: &Unit<'_>) {
    for block in &unit.blocks {
        if let Some(taken) = draft.taken.get_mut(*block) {
            *taken = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::own_mark;

    #[test]
    fn numbers_and_letters_stand_apart_from_words() {
        for (text, mark, rest) in [
            ("6.3 It has been agreed", "6.3", "It has been agreed"),
            ("iv. All managers", "iv", "All managers"),
            ("(C) Going Forward", "C", "Going Forward"),
            ("3a. Priorities", "3a", "Priorities"),
            ("5 Background", "5", "Background"),
            ("5 young people have been offered flats.", "", "5 young people have been offered flats."),
            ("2021/22 Plan", "", "2021/22 Plan"),
            ("3.5% of plans", "", "3.5% of plans"),
            ("77% of assessments", "", "77% of assessments"),
        ] {
            assert_eq!(own_mark(text), (mark, rest), "{text}");
        }
    }
}
