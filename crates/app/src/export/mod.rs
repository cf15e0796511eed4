//! A plan written out: complete in JSON, which reads back as the same plan; its actions as CSV; the whole for people
//! as Markdown.

mod csv;
mod markdown;
mod words;

pub(crate) use csv::Csv;
use model::plan::Plan;

/// How a plan is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Complete: what is read back is the same plan.
    Json,
    /// One row an action.
    Csv,
    /// Headings, tables and lists.
    Markdown,
}

/// Writes plans in this form. The same plans give the same bytes.
pub fn write(plans: &[&Plan], form: Form) -> String {
    match form {
        // A plan has string keys only: its JSON cannot fail.
        Form::Json => intake::kept::write(plans).unwrap_or_default(),
        Form::Csv => csv::write(plans),
        Form::Markdown => markdown::write(plans),
    }
}
