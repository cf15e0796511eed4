//! The styles: Word's own names, so that its navigation, its contents and a council's template find them.

use std::fmt::Write as _;

use super::parts::{HEAD, NAMES};
use crate::svg::palette::{GREY, INK};

/// A paragraph style.
struct Style {
    id: &'static str,
    name: &'static str,
    based: &'static str,
    next: &'static str,
    paragraph: &'static str,
    /// Size in half points; nought for that of the style it is based on.
    size: u8,
    bold: bool,
    ink: Ink,
}

#[derive(Clone, Copy)]
enum Ink {
    Own,
    Brand,
    Grey,
}

const fn style(id: &'static str, name: &'static str, paragraph: &'static str) -> Style {
    Style { id, name, based: "Normal", next: "", paragraph, size: 0, bold: false, ink: Ink::Own }
}

const fn head(id: &'static str, name: &'static str, paragraph: &'static str, size: u8, ink: Ink) -> Style {
    Style { id, name, based: "Normal", next: "Normal", paragraph, size, bold: true, ink }
}

const STYLES: &[Style] = &[
    head(
        "Title",
        "Title",
        "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"120\" w:line=\"240\" w:lineRule=\"auto\"/>",
        52,
        Ink::Brand,
    ),
    Style {
        size: 26,
        ink: Ink::Grey,
        ..style("Subtitle", "Subtitle", "<w:spacing w:before=\"0\" w:after=\"60\"/>")
    },
    head(
        "Heading1",
        "heading 1",
        "<w:keepNext/><w:keepLines/><w:pageBreakBefore/><w:spacing w:before=\"0\" w:after=\"160\" w:line=\"240\" w:lineRule=\"auto\"/><w:outlineLvl w:val=\"0\"/>",
        36,
        Ink::Brand,
    ),
    head(
        "Heading2",
        "heading 2",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"320\" w:after=\"100\" w:line=\"240\" w:lineRule=\"auto\"/><w:outlineLvl w:val=\"1\"/>",
        26,
        Ink::Brand,
    ),
    head(
        "Heading3",
        "heading 3",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"240\" w:after=\"80\" w:line=\"240\" w:lineRule=\"auto\"/><w:outlineLvl w:val=\"2\"/>",
        22,
        Ink::Own,
    ),
    head(
        "TOCHeading",
        "TOC Heading",
        "<w:keepNext/><w:spacing w:before=\"400\" w:after=\"120\"/>",
        26,
        Ink::Brand,
    ),
    style("TOC1", "toc 1", "<w:spacing w:before=\"60\" w:after=\"20\"/>"),
    Style {
        size: 19,
        ..style("TOC2", "toc 2", "<w:spacing w:before=\"0\" w:after=\"0\"/><w:ind w:left=\"340\"/>")
    },
    style("ListBullet", "List Bullet", "<w:spacing w:after=\"60\"/>"),
    style("ListNumber", "List Number", "<w:spacing w:after=\"60\"/>"),
    style(
        "Fact",
        "Fact",
        "<w:tabs><w:tab w:val=\"left\" w:pos=\"2835\"/></w:tabs><w:spacing w:after=\"60\"/><w:ind w:left=\"2835\" w:hanging=\"2835\"/>",
    ),
    Style {
        next: "Normal",
        bold: true,
        size: 20,
        ..style(
            "Caption",
            "caption",
            "<w:keepNext/><w:keepLines/><w:spacing w:before=\"240\" w:after=\"80\"/>",
        )
    },
    Style {
        next: "Normal",
        size: 19,
        ink: Ink::Grey,
        ..style(
            "FigureCaption",
            "Figure Caption",
            "<w:keepLines/><w:spacing w:before=\"40\" w:after=\"240\"/>",
        )
    },
    style(
        "Figure",
        "Figure",
        "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>",
    ),
    Style {
        size: 18,
        ..style(
            "Cell",
            "Table Text",
            "<w:spacing w:before=\"0\" w:after=\"40\" w:line=\"247\" w:lineRule=\"auto\"/>",
        )
    },
    Style { based: "Cell", bold: true, ..style("HeadCell", "Table Heading", "<w:keepNext/>") },
    Style { size: 17, ink: Ink::Grey, ..style("Header", "header", "<w:spacing w:after=\"0\"/>") },
    Style { size: 17, ink: Ink::Grey, ..style("Footer", "footer", "<w:spacing w:after=\"0\"/>") },
];

/// Styles beside [`STYLES`] that documents use: identity and Word's name.
const OTHERS: [(&str, &str); 5] = [
    ("Normal", "Normal"),
    ("Comment", "Comment Box"),
    ("Hyperlink", "Hyperlink"),
    ("TableNormal", "Normal Table"),
    ("Plan", "Plan Table"),
];

/// Every style that documents use: identity and Word's name.
pub(super) fn known() -> impl Iterator<Item = (&'static str, &'static str)> {
    STYLES.iter().map(|s| (s.id, s.name)).chain(OTHERS)
}

/// A template's styles with those of ours that it lacks; `has` are the identities it has. `None` where they have no end.
pub(super) fn added(own: &str, has: &[String], colour: &str) -> Option<String> {
    let (before, after) = own.rsplit_once("</w:styles>")?;
    let mut out = before.to_owned();
    definitions(&mut out, colour, |id| has.iter().any(|h| h == id));
    Some(out + "</w:styles>" + after)
}

/// The styles in this brand's colour.
pub(super) fn write(colour: &str) -> String {
    let mut out = format!(
        "{HEAD}<w:styles {NAMES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" \
         w:eastAsia=\"Arial\" w:cs=\"Arial\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/><w:lang w:val=\"en-GB\" \
         w:eastAsia=\"en-GB\" w:bidi=\"ur-PK\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"120\" \
         w:line=\"269\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>"
    );
    definitions(&mut out, colour, |_| false);
    out.push_str("</w:styles>");
    out
}

/// The definitions of our styles, without those that are there.
fn definitions(out: &mut String, colour: &str, there: impl Fn(&str) -> bool) {
    if !there("Normal") {
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/>\
             <w:rPr><w:color w:val=\"{}\"/></w:rPr></w:style>",
            digits(INK)
        );
    }
    for style in STYLES.iter().filter(|s| !there(s.id)) {
        one(out, style, colour);
    }
    if !there("Comment") {
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Comment\"><w:name w:val=\"Comment Box\"/>\
             <w:basedOn w:val=\"Normal\"/><w:pPr><w:keepLines/><w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"10\" \
             w:color=\"{colour}\"/></w:pBdr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{SOFT}\"/><w:spacing w:before=\"0\" \
             w:after=\"0\"/><w:ind w:left=\"284\" w:right=\"113\"/></w:pPr></w:style>"
        );
    }
    if !there("DefaultParagraphFont") {
        out.push_str(
            "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name \
             w:val=\"Default Paragraph Font\"/></w:style>",
        );
    }
    if !there("Hyperlink") {
        out.push_str(
            "<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr>\
             <w:color w:val=\"1a5a96\"/><w:u w:val=\"single\"/></w:rPr></w:style>",
        );
    }
    if !there("TableNormal") {
        out.push_str(
            "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr>\
             <w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" \
             w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>\
             </w:style>",
        );
    }
    if !there("Plan") {
        table(out, colour);
    }
}

fn one(out: &mut String, style: &Style, colour: &str) {
    let custom = matches!(style.id, "Fact" | "FigureCaption" | "Figure" | "Cell" | "HeadCell");
    let custom = if custom { " w:customStyle=\"1\"" } else { "" };
    let next =
        if style.next.is_empty() { String::new() } else { format!("<w:next w:val=\"{}\"/>", style.next) };
    let _ = write!(
        out,
        "<w:style w:type=\"paragraph\"{custom} w:styleId=\"{}\"><w:name w:val=\"{}\"/><w:basedOn w:val=\"{}\"/>{next}\
         <w:qFormat/><w:pPr>{}</w:pPr><w:rPr>",
        style.id, style.name, style.based, style.paragraph
    );
    if style.bold {
        out.push_str("<w:b/><w:bCs/>");
    }
    match style.ink {
        Ink::Own => {}
        Ink::Brand => {
            let _ = write!(out, "<w:color w:val=\"{colour}\"/>");
        }
        Ink::Grey => {
            let _ = write!(out, "<w:color w:val=\"{}\"/>", digits(GREY));
        }
    }
    if style.size > 0 {
        let _ = write!(out, "<w:sz w:val=\"{0}\"/><w:szCs w:val=\"{0}\"/>", style.size);
    }
    out.push_str("</w:rPr></w:style>");
}

/// The table's style: hairlines between rows, a stronger line under the header row.
fn table(out: &mut String, colour: &str) {
    let line = |side: &str, size: u8, ink: &str| {
        format!("<w:{side} w:val=\"single\" w:sz=\"{size}\" w:space=\"0\" w:color=\"{ink}\"/>")
    };
    let _ = write!(
        out,
        "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"Plan\"><w:name w:val=\"Plan Table\"/><w:basedOn \
         w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>{}{}{}{}</w:tblBorders><w:tblCellMar><w:top w:w=\"50\" \
         w:type=\"dxa\"/><w:left w:w=\"85\" w:type=\"dxa\"/><w:bottom w:w=\"30\" w:type=\"dxa\"/><w:right w:w=\"85\" \
         w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/><w:bCs/></w:rPr>\
         <w:tcPr><w:tcBorders>{}</w:tcBorders><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{SOFT}\"/></w:tcPr>\
         </w:tblStylePr><w:tblStylePr w:type=\"firstCol\"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr></w:style>",
        line("top", 8, colour),
        line("bottom", 4, RULE),
        line("insideH", 4, RULE),
        line("insideV", 2, FAINT),
        line("bottom", 8, colour),
    );
}

/// The ground of header rows and comments.
pub(super) const SOFT: &str = "f3f5f7";
/// Lines between rows.
const RULE: &str = "b1b4b6";
/// Lines between columns.
const FAINT: &str = "e3e5e7";

/// The digits of a colour of the palette.
pub(super) fn digits(colour: &str) -> &str {
    colour.trim_start_matches('#')
}
