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
pub mod template;

use crate::document::Document;
use crate::paper::{self, Pictures};
use body::Body;
use template::Template;

/// Writes the document. A chart without a picture is replaced by its words: Word shows the SVG itself, programs that do
/// not know it show the picture.
///
/// It takes the looks of the brand's template, where there is one that can be read.
pub fn write(document: &Document, pictures: &Pictures) -> Vec<u8> {
    let outline = paper::outline(document);
    let colour = paper::colour(document);
    let template = document.brand.template.as_ref().and_then(|t| Template::read(t, &colour).ok());
    let mut body = Body::new(document, &outline, pictures, template.as_ref());
    body.write();
    let (xml, media, lists) = body.done();
    let styles = template.as_ref().map_or_else(|| styles::write(&colour), |t| t.styles.clone());
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), parts::content_types(template.as_ref()).into_bytes()),
        ("_rels/.rels".to_owned(), parts::RELATIONS.as_bytes().to_vec()),
        ("docProps/core.xml".to_owned(), parts::core(document).into_bytes()),
        ("docProps/app.xml".to_owned(), parts::APP.as_bytes().to_vec()),
        ("word/document.xml".to_owned(), xml.into_bytes()),
        ("word/_rels/document.xml.rels".to_owned(), media.relations(template.as_ref()).into_bytes()),
        ("word/styles.xml".to_owned(), styles.into_bytes()),
        ("word/settings.xml".to_owned(), parts::SETTINGS.as_bytes().to_vec()),
        ("word/fontTable.xml".to_owned(), parts::FONTS.as_bytes().to_vec()),
        ("word/numbering.xml".to_owned(), parts::numbering(lists, &colour).into_bytes()),
    ];
    for wide in [false, true] {
        let page = template.as_ref().map_or_else(section::Page::default, |t| t.page);
        let (header, footer) = section::parts(document, page, wide);
        parts.push((section::part("header", wide), header.into_bytes()));
        parts.push((section::part("footer", wide), footer.into_bytes()));
    }
    parts.extend(media.into_files());
    parts.extend(template.into_iter().flat_map(|t| parts::of_template(t, document)));
    package::zip(parts)
}
