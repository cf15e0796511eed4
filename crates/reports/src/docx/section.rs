//! Pages: their size and way round, what stands at their head and foot.

use std::fmt::Write as _;

use super::parts::NAMES;
use super::run::{Look, plain};
use super::template::{End, Template};
use crate::document::Document;
use crate::text::{escape, line};

/// A page, upright, in twips (twentieths of a point): its size, its margins, how far head and foot stand from its edges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Page {
    width: f64,
    height: f64,
    top: f64,
    right: f64,
    bottom: f64,
    left: f64,
    header: f64,
    footer: f64,
}

impl Default for Page {
    /// A4 with margins of 18 mm at the sides.
    fn default() -> Page {
        Page {
            width: 11906.0,
            height: 16838.0,
            top: 1304.0,
            right: 1020.0,
            bottom: 1190.0,
            left: 1020.0,
            header: 567.0,
            footer: 510.0,
        }
    }
}

impl Page {
    /// Takes the size of a page; one that lies on its side is taken upright.
    pub(super) fn sized(&mut self, width: Option<f64>, height: Option<f64>) {
        let sound = |n: Option<f64>| n.filter(|n| (5000.0..=32_000.0).contains(n));
        if let (Some(w), Some(h)) = (sound(width), sound(height)) {
            (self.width, self.height) = (w.min(h), w.max(h));
        }
    }

    /// Takes margins by the names that the format gives them, where they leave room for text.
    pub(super) fn margined(&mut self, number: &dyn Fn(&str) -> Option<f64>) {
        let mut new = *self;
        for (name, side) in [
            ("top", &mut new.top),
            ("right", &mut new.right),
            ("bottom", &mut new.bottom),
            ("left", &mut new.left),
            ("header", &mut new.header),
            ("footer", &mut new.footer),
        ] {
            *side = number(name).unwrap_or(*side);
        }
        if new.width - new.left - new.right > 5000.0 && new.height - new.top - new.bottom > 5000.0 {
            *self = new;
        }
    }

    /// How wide the text of a page is, in twips.
    pub(super) fn text_width(self, wide: bool) -> u32 {
        let page = if wide { self.height } else { self.width };
        (page - self.left - self.right).max(2000.0).round() as u32
    }

    /// How high the text of a page is, in twips.
    pub(super) fn text_height(self, wide: bool) -> u32 {
        let page = if wide { self.width } else { self.height };
        (page - self.top - self.bottom).max(2000.0).round() as u32
    }

    /// The properties of a run of pages; `ends` names what stands at their head and foot.
    pub(super) fn properties(self, wide: bool, ends: &str) -> String {
        let Page { width, height, top, right, bottom, left, header, footer } = self;
        let size = if wide {
            format!("<w:pgSz w:w=\"{height}\" w:h=\"{width}\" w:orient=\"landscape\"/>")
        } else {
            format!("<w:pgSz w:w=\"{width}\" w:h=\"{height}\"/>")
        };
        let (ends, first) = ends.split_once(FIRST_APART).map_or((ends, ""), |(e, _)| (e, FIRST_APART));
        format!(
            "<w:sectPr>{ends}<w:type w:val=\"nextPage\"/>{size}<w:pgMar w:top=\"{top}\" w:right=\"{right}\" \
             w:bottom=\"{bottom}\" w:left=\"{left}\" w:header=\"{header}\" w:footer=\"{footer}\" w:gutter=\"0\"/>{first}\
             </w:sectPr>"
        )
    }
}

/// That the first page has a head and foot of its own.
const FIRST_APART: &str = "<w:titlePg/>";

/// What names our own head and foot.
pub(super) fn own_ends(wide: bool) -> String {
    let end = u8::from(wide);
    format!(
        "<w:headerReference w:type=\"default\" r:id=\"rIdH{end}\"/><w:footerReference w:type=\"default\" \
         r:id=\"rIdF{end}\"/>"
    )
}

/// What names those of a template; its own first page is the document's.
pub(super) fn template_ends(template: &Template, first: bool) -> String {
    let mut out = String::new();
    for kind in ["header", "footer"] {
        for (number, end) in template.ends.iter().enumerate().filter(|(_, e)| e.kind == kind) {
            if end.pages == "default" || first {
                let _ = write!(out, "<w:{kind}Reference w:type=\"{}\" r:id=\"rIdE{number}\"/>", end.pages);
            }
        }
    }
    if first && template.first_apart {
        out.push_str(FIRST_APART);
    }
    out
}

/// The name of our own part with the head or foot of pages.
pub(super) fn part(kind: &str, wide: bool) -> String {
    format!("word/{kind}{}.xml", u8::from(wide))
}

/// The head or foot of a template with what a council's own may not say: the marking at every head, and the number of
/// the page at a foot that has none.
pub(super) fn with_ours(end: &End, document: &Document, page: Page) -> String {
    let (header, footer) = paragraphs(document, page.text_width(false));
    let marking = line(&document.marking);
    let (ours, close) = match end.kind {
        "header" if marking.is_empty() || end.xml.contains(&escape(&marking)) => ("", "</w:hdr>"),
        "header" => (header.as_str(), "</w:hdr>"),
        _ if end.xml.contains("PAGE") || end.pages != "default" => ("", "</w:ftr>"),
        _ => (footer.as_str(), "</w:ftr>"),
    };
    match end.xml.rsplit_once(close) {
        Some((before, after)) => format!("{before}{ours}{close}{after}"),
        None => end.xml.clone(),
    }
}

/// Head and foot: owner and marking; title and page of pages. Their tab stands at the right edge of the page.
pub(super) fn parts(document: &Document, page: Page, wide: bool) -> (String, String) {
    let (header, footer) = paragraphs(document, page.text_width(wide));
    (format!("{HEAD}<w:hdr {NAMES}>{header}</w:hdr>"), format!("{HEAD}<w:ftr {NAMES}>{footer}</w:ftr>"))
}

fn paragraphs(document: &Document, width: u32) -> (String, String) {
    let tab = format!("<w:tabs><w:tab w:val=\"right\" w:pos=\"{width}\"/></w:tabs>");
    let marking = Look { strong: true, ink: None };
    let header = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Header\"/>{tab}</w:pPr>{}<w:r><w:tab/></w:r>{}</w:p>",
        plain(&line(&document.owner), Look::default()),
        plain(&line(&document.marking), marking),
    );
    let footer = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/>{tab}</w:pPr>{}<w:r><w:tab/></w:r>{}{}{}{}</w:p>",
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
