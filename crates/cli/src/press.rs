//! What sets packs: the writers of `reports`, and Typst in a worker process with limits on memory and time.

use app::packs::{Format, Press};
use reports::document::Document;

use crate::{Unusable, worker};

/// Sets packs in every format.
pub(crate) fn press() -> Press {
    Press::new(&Format::ALL, set)
}

/// Sets packs as pages only: the demonstration's story is told again at every start.
pub(crate) fn quick() -> Press {
    Press::new(&[Format::Html], set)
}

fn set(format: Format, document: &Document) -> Result<Vec<u8>, String> {
    match format {
        Format::Docx => Ok(reports::docx::write(document, &pdf::raster)),
        Format::Xlsx => reports::xlsx::write(document, &pdf::raster).map_err(|e| e.to_string()),
        Format::Html => Ok(reports::html::write(document).into_bytes()),
        Format::Pdf => worker::set(document).map_err(|Unusable(why)| why),
    }
}
