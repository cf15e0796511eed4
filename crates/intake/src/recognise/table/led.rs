//! References printed at the head of the action's own words: `1.1 Revise the policy`, `a) Map the offer`.

use super::layout::Meaning;
use super::record::{Field, Record};
use super::reference;
use crate::document::{Cell, Content};
use crate::read::mark;

/// Parts such references from the words, where nearly every row of the same columns has one and none has a column of
/// its own for them. The number of a recommendation that stood in for a reference becomes what it is.
pub(crate) fn part(records: &mut [Record<'_>]) {
    let mut from = 0;
    while from < records.len() {
        let schema = records.get(from).map_or(usize::MAX, |r| r.schema);
        let to =
            records.iter().skip(from).position(|r| r.schema != schema).map_or(records.len(), |n| from + n);
        if let Some(rows) = records.get_mut(from..to).filter(|_| schema != usize::MAX) {
            rows_of_one_kind(rows);
        }
        from = to;
    }
}

fn rows_of_one_kind(rows: &mut [Record<'_>]) {
    let own = rows.iter().filter(|r| r.has(Meaning::Ref)).count();
    let asked = rows.iter().any(|r| r.has(Meaning::Recommendation) && !r.recommendation_numbers);
    let led: Vec<Option<String>> = rows.iter().map(|r| r.field(Meaning::Action).and_then(led)).collect();
    let count = led.iter().flatten().count();
    let dotted = led.iter().flatten().all(|l| l.contains('.'));
    // A column of references holds unless it numbers the recommendations that stand beside it.
    if count < 2 || count * 10 < rows.len() * 7 || (own > 0 && !(asked && dotted && own * 2 <= rows.len())) {
        return;
    }
    for (row, label) in rows.iter_mut().zip(led) {
        for field in row.fields.iter_mut().filter(|f| f.means == Meaning::Ref) {
            field.means = Meaning::RecommendationNumber;
        }
        let Some(label) = label else { continue };
        let Some(at) = row.field(Meaning::Action).map(|f| f.cell.at.clone()) else { continue };
        let action = row.fields.iter_mut().find(|f| f.means == Meaning::Action);
        if let Some(action) = action {
            action.cell.change(without_head);
        }
        let content = vec![Content::Paragraph { text: label, struck: false }];
        let cell = Cell { content, span: 1, at, ..Cell::default() };
        row.fields.push(Field { places: Vec::new(), ..Field::new(Meaning::Ref, "", cell) });
    }
}

/// Takes the reference away that leads the words of a cell.
fn without_head(cell: &mut Cell) {
    if let Some(Content::Paragraph { text, .. } | Content::Item { text, .. }) = cell.content.first_mut() {
        let rest = text.get(head(text).len()..).unwrap_or("");
        *text = rest.trim_start_matches([' ', '.', ')', ':', '-', '–']).to_owned();
    }
}

/// The first word of a text, where a reference would stand.
fn head(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or("")
}

/// The reference that leads this action: a number with a point in it, a code, or a letter with its bracket.
fn led(field: &Field<'_>) -> Option<String> {
    let [Content::Paragraph { text, .. }] = field.cell.content.as_slice() else { return None };
    let word = head(text);
    let rest = text.get(word.len()..)?.trim_start();
    if !rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '-' | '–' | ':'))
        || rest.split(' ').count() < 2
    {
        return None;
    }
    let bare = mark::bare(word);
    let number = bare.contains('.')
        && bare.split('.').all(|p| !p.is_empty() && p.len() <= 3)
        && reference::split(bare).is_some();
    let code = bare.contains(|c: char| c.is_ascii_digit())
        && bare.starts_with(|c: char| c.is_ascii_uppercase())
        && reference::looks_like(bare);
    let letter = mark::label(word).is_some_and(|(_, after)| after.is_empty());
    (number || code || letter).then(|| bare.to_owned())
}
