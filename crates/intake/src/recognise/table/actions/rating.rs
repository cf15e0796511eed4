//! What the rating cells of a row say of its actions.

use model::level::Impact;
use model::plan::{Action, KeptText, Stance, Update};

use super::super::group::Row;
use super::super::layout::Meaning;
use super::super::record::Field;
use super::super::status;
use super::dates;
use crate::document::Content;
use crate::read::mark;
use crate::recognise::Draft;

/// Rates the row's actions by this cell: one paragraph each where there are as many as actions, else all by the whole.
pub(super) fn rate(field: &Field<'_>, row: &Row<'_>, made: &mut [Action], draft: &mut Draft) {
    let paragraphs: Vec<&str> = field
        .cell
        .content
        .iter()
        .filter_map(|c| match c {
            Content::Paragraph { text, .. } | Content::Item { text, .. } => Some(text.as_str()),
            Content::Table(_) => None,
        })
        .collect();
    let each = row.several && paragraphs.len() == row.tasks.tasks.len();
    let whole = field.words();
    for (index, action) in made.iter_mut().enumerate() {
        let text = if each { paragraphs.get(index).copied().unwrap_or("") } else { whole.as_str() };
        one(field, text, row, action, draft);
    }
}

fn one(field: &Field<'_>, text: &str, row: &Row<'_>, action: &mut Action, draft: &mut Draft) {
    let text = mark::label(text).map_or(text, |(_, rest)| rest);
    let standing = status::read_by(text, &draft.key);
    if field.means == Meaning::ImpactRating {
        action.impact = standing.level.and_then(|l| Impact::from_word(l.word()));
        return;
    }
    // A printed colour is more than one that a word of another column stands for.
    if status::read(text).level.is_some() || action.delivery.is_none() {
        action.delivery = standing.level.or(action.delivery);
    }
    if standing.complete {
        dates::complete(action, None, draft);
    }
    let said = standing.stance.filter(|s| *s != Stance::Done);
    let words = text.split_whitespace().filter(|w| w.contains(char::is_alphabetic)).count();
    let wordy = standing.more && words > 4;
    if wordy || (said.is_some() && !row.record.has(Meaning::Progress)) {
        action.updates.push(Update {
            origin: field.cell.at.clone().into(),
            text: text.to_owned(),
            stance: standing.stance,
            ..Update::default()
        });
    }
    if !text.is_empty() && !wordy && (!standing.known || standing.more) {
        draft.plan.text.push(KeptText {
            origin: field.cell.at.clone().into(),
            under: action.reference.clone(),
            text: format!("{}: {text}", field.header),
        });
    }
}
