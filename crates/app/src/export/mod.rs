//! A plan written out: complete in JSON and as a workbook to be filled in, which read back as the same plan; its actions
//! as CSV; the whole for people as Markdown.

mod csv;
mod markdown;
mod words;
mod workbook;

pub(crate) use csv::Csv;
use model::plan::Plan;
pub use workbook::book;

/// How a plan is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Complete: what is read back is the same plan.
    Json,
    /// One row an action.
    Csv,
    /// Headings, tables and lists.
    Markdown,
    /// A workbook to be filled in and given back; complete too. One plan at a time.
    Workbook,
}

impl Form {
    /// Every form, in the order in which they are offered.
    pub const ALL: [Form; 4] = [Form::Workbook, Form::Json, Form::Csv, Form::Markdown];

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Json => "json",
            Form::Csv => "csv",
            Form::Markdown => "md",
            Form::Workbook => "xlsx",
        }
    }

    /// What it is for, where it is chosen.
    pub fn name(self) -> &'static str {
        match self {
            Form::Json => "Complete, for programs (JSON)",
            Form::Csv => "Actions as a table (CSV)",
            Form::Markdown => "The whole to read (Markdown)",
            Form::Workbook => "Workbook for owners to fill in (Excel)",
        }
    }

    /// What browsers are told it is.
    pub fn media(self) -> &'static str {
        match self {
            Form::Json => "application/json",
            Form::Csv => "text/csv; charset=utf-8",
            Form::Markdown => "text/markdown; charset=utf-8",
            Form::Workbook => crate::packs::Format::Xlsx.media(),
        }
    }
}

/// Writes plans in this form. The same plans give the same bytes.
///
/// # Errors
/// A sentence: a workbook holds one plan, and no more than a workbook can.
pub fn write(plans: &[&Plan], form: Form) -> Result<Vec<u8>, String> {
    Ok(match (form, plans) {
        // A plan has string keys only: its JSON cannot fail.
        (Form::Json, _) => intake::kept::write(plans).unwrap_or_default().into_bytes(),
        (Form::Csv, _) => csv::write(plans).into_bytes(),
        (Form::Markdown, _) => markdown::write(plans).into_bytes(),
        (Form::Workbook, [plan]) => return workbook::write(plan),
        (Form::Workbook, _) => {
            return Err(
                "a workbook to be filled in holds one plan; say which, by the start of its title".to_owned()
            );
        }
    })
}
