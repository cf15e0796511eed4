//! Word documents (.docx): tables with merged, shaded and struck cells, headings by their styles, automatic numbers as
//! they are printed, tracked changes as accepted, footnotes and comments kept.

mod body;
mod flow;
mod marks;
mod notes;
mod styles;

use model::at::At;
use model::finding::{Finding, Severity};

use super::package::{Broken, Package};
use crate::read::Builder;

/// Reads a Word document.
pub(crate) fn read(package: &mut Package<'_>, builder: &mut Builder) -> Result<(), Broken> {
    let styles = styles::Styles::read(&package.part("word/styles.xml")?.unwrap_or_default());
    let marks = marks::Marks::read(&package.part("word/numbering.xml")?.unwrap_or_default());
    let main = package.part("word/document.xml")?.ok_or(Broken::Damaged)?;
    let body = body::read(&main);
    drop(main);
    let mut flow = flow::Flow::new(&styles, marks, builder);
    for piece in &body.pieces {
        flow.piece(piece);
    }
    flow.finish();
    notes::read(package, builder)?;
    let at = At { document: builder.name(), ..At::default() };
    if !body.whole {
        builder.find(
            Finding::new(
                "document-damaged",
                Severity::Error,
                &at,
                "The document is damaged: what stands after the damage is not read.",
            )
            .hint("Open it in Word, let Word repair it, save it and read it again."),
        );
    }
    if body.deleted + body.inserted > 0 {
        let message = format!(
            "The document has tracked changes ({} insertions, {} deletions), read as if all were accepted.",
            body.inserted, body.deleted
        );
        let hint = "If some are to be rejected, settle them in Word and read the document again.";
        builder.find(Finding::new("tracked-changes", Severity::Warning, &at, message).hint(hint));
    }
    Ok(())
}
