//! A document in Word's format: heading styles, contents with their links, headers and footers, landscape sections,
//! tables whose header rows repeat and whose ratings are shaded and said, charts with their words.
//!
//! What stands in the package: `document.xml` ([`body`]), `styles.xml` ([`styles`]), the lists, settings and properties
//! ([`parts`]), header and footer, pictures. The package has no time of its own: the same document gives the same bytes.

mod body;
mod media;
mod package;
mod parts;
mod run;
mod section;
mod styles;
mod table;

use crate::document::Document;
use crate::paper;
use body::Body;

/// Draws a chart (SVG) as PNG, so many pixels wide; none where it cannot. Word shows the SVG itself; programs that do
/// not know it show the PNG.
pub type Raster<'a> = &'a dyn Fn(&str, u32) -> Option<Vec<u8>>;

/// Writes the document. A chart that `raster` cannot draw is replaced by its words.
pub fn write(document: &Document, raster: Raster) -> Vec<u8> {
    let outline = paper::outline(document);
    let mut body = Body::new(document, &outline, raster);
    body.write();
    let (xml, media, lists) = body.done();
    let colour = paper::colour(document);
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), parts::CONTENT_TYPES.as_bytes().to_vec()),
        ("_rels/.rels".to_owned(), parts::RELATIONS.as_bytes().to_vec()),
        ("docProps/core.xml".to_owned(), parts::core(document).into_bytes()),
        ("docProps/app.xml".to_owned(), parts::APP.as_bytes().to_vec()),
        ("word/document.xml".to_owned(), xml.into_bytes()),
        ("word/_rels/document.xml.rels".to_owned(), media.relations().into_bytes()),
        ("word/styles.xml".to_owned(), styles::write(&colour).into_bytes()),
        ("word/settings.xml".to_owned(), parts::SETTINGS.as_bytes().to_vec()),
        ("word/fontTable.xml".to_owned(), parts::FONTS.as_bytes().to_vec()),
        ("word/numbering.xml".to_owned(), parts::numbering(lists, &colour).into_bytes()),
    ];
    for wide in [false, true] {
        let (header, footer) = section::parts(document, wide);
        parts.push((section::part("header", wide), header.into_bytes()));
        parts.push((section::part("footer", wide), footer.into_bytes()));
    }
    parts.extend(media.into_files());
    package::zip(parts)
}
