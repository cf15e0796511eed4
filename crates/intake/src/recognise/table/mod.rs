//! Plan tables: any columns in any order, recognised by the words of their headers.
//!
//! ```text
//! blocks ─ flow ─▶ headers, titles, rows (copies and furniture set aside)
//!        ─ rows ─▶ records (continuations joined) ─ build ─▶ priorities, lines, actions
//! ```
//!
//! The words are data (`layouts/*.toml`); nothing here knows a council or a document.

mod actions;
mod asked;
mod build;
mod copies;
mod fields;
mod flow;
mod group;
mod key;
mod labels;
mod layout;
mod led;
mod letters;
mod merged;
mod nodes;
mod owners;
mod record;
mod reference;
mod refers;
mod rows;
mod said;
mod schema;
mod sheet;
mod status;
mod title;
mod told;
mod unfold;
mod who;
mod words;

pub(crate) use key::Key;

use super::Draft;
use crate::document::Document;

/// Recognises the plan tables of the document and, where there are none, plans written as lists of fields.
pub fn recognise(document: &Document, draft: &mut Draft) {
    let unfolded = unfold::unfold(document);
    let document = unfolded.as_ref();
    let key = Key::of(document);
    draft.key.clone_from(&key);
    let given = draft.corrections.clone();
    let mut flow = flow::Flow::of(document, &key, &given);
    flow.refine(&given, &mut draft.findings);
    let mut records = rows::records(document, &flow, draft);
    fields::records(document, draft, &mut records);
    if records.is_empty() {
        flow = flow::Flow::assuming(document, &key, &given);
        flow.refine(&given, &mut draft.findings);
        records = rows::records(document, &flow, draft);
    }
    draft.columns = told::columns(document, &flow, &records, &given, &draft.taken);
    asked::give(document, &mut records, &mut draft.plan);
    build::build(records, merged::Said::by(document), draft);
}
