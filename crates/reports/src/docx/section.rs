//! Pages: their size and way round, what stands at their head and foot.

use super::parts::NAMES;
use super::run::{Look, plain};
use crate::document::Document;
use crate::text::line;

/// Twips to the millimetre.
const MM: f64 = 56.692_9;
/// The margin at either side, in millimetres.
const SIDE: f64 = 18.0;

/// How wide the text of a page is, in twips.
pub(super) fn text_width(wide: bool) -> u32 {
    let page = if wide { 297.0 } else { 210.0 };
    ((page - 2.0 * SIDE) * MM).round() as u32
}

/// How high the text of a page is, in twips.
pub(super) fn text_height(wide: bool) -> u32 {
    let page = if wide { 210.0 } else { 297.0 };
    ((page - 44.0) * MM).round() as u32
}

/// The properties of a run of pages.
pub(super) fn properties(wide: bool) -> String {
    let size = if wide {
        "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>"
    } else {
        "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
    };
    let side = (SIDE * MM).round();
    let end = u8::from(wide);
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rIdH{end}\"/>\
         <w:footerReference w:type=\"default\" r:id=\"rIdF{end}\"/><w:type w:val=\"nextPage\"/>{size}\
         <w:pgMar w:top=\"1304\" w:right=\"{side}\" w:bottom=\"1190\" w:left=\"{side}\" w:header=\"567\" \
         w:footer=\"510\" w:gutter=\"0\"/></w:sectPr>"
    )
}

/// The name of the part with the head or foot of pages.
pub(super) fn part(kind: &str, wide: bool) -> String {
    format!("word/{kind}{}.xml", u8::from(wide))
}

/// Head and foot: owner and marking; title and page of pages. Their tab stands at the right edge of the page.
pub(super) fn parts(document: &Document, wide: bool) -> (String, String) {
    let tab = format!("<w:tabs><w:tab w:val=\"right\" w:pos=\"{}\"/></w:tabs>", text_width(wide));
    let marking = Look { strong: true, ink: None };
    let header = format!(
        "{HEAD}<w:hdr {NAMES}><w:p><w:pPr><w:pStyle w:val=\"Header\"/>{tab}</w:pPr>{}<w:r><w:tab/></w:r>{}</w:p></w:hdr>",
        plain(&line(&document.owner), Look::default()),
        plain(&line(&document.marking), marking),
    );
    let footer = format!(
        "{HEAD}<w:ftr {NAMES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/>{tab}</w:pPr>{}<w:r><w:tab/></w:r>{}{}{}{}</w:p></w:ftr>",
        plain(&line(&document.title), Look::default()),
        plain("Page ", Look::default()),
        field("PAGE", "1"),
        plain(" of ", Look::default()),
        field("NUMPAGES", "1"),
    );
    (header, footer)
}

/// A field with what stands there until it is worked out.
pub(super) fn field(code: &str, stands: &str) -> String {
    let stands = if stands.is_empty() { String::new() } else { format!("<w:r><w:t>{stands}</w:t></w:r>") };
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {code} \
         </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{stands}<w:r><w:fldChar \
         w:fldCharType=\"end\"/></w:r>"
    )
}

const HEAD: &str = super::parts::HEAD;
