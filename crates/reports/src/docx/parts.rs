//! The parts of the package that are the same, or nearly so, for every document.

use std::fmt::Write as _;

use super::template::Template;
use crate::document::Document;
use crate::paper;
use crate::text::{escape, line};

/// How every part begins.
pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

/// The names that the text's elements stand under.
pub(super) const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";

/// What kinds of relations are named by.
pub(super) const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What each part holds.
pub(super) fn content_types(template: Option<&Template>) -> String {
    let mut own = String::new();
    let kind = "application/vnd.openxmlformats-officedocument";
    for (ending, media) in TEMPLATE_PICTURES {
        if template.is_some_and(|t| t.media.iter().any(|(name, _)| name.ends_with(&format!(".{ending}")))) {
            let _ = write!(own, "<Default Extension=\"{ending}\" ContentType=\"{media}\"/>");
        }
    }
    if let Some(template) = template {
        for (number, end) in template.ends.iter().enumerate() {
            let _ = write!(
                own,
                "<Override PartName=\"/word/end{number}.xml\" ContentType=\"{kind}.wordprocessingml.{}+xml\"/>",
                end.kind
            );
        }
        if template.theme.is_some() {
            let _ = write!(own, "<Override PartName=\"/word/theme1.xml\" ContentType=\"{kind}.theme+xml\"/>");
        }
    }
    CONTENT_TYPES.replace("</Types>", &(own + "</Types>"))
}

/// What the pictures of a template are; ours are known already.
const TEMPLATE_PICTURES: [(&str, &str); 6] = [
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("gif", "image/gif"),
    ("emf", "image/x-emf"),
    ("wmf", "image/x-wmf"),
    ("tiff", "image/tiff"),
];

/// The relations by which the text names what is taken of a template.
pub(super) fn relations_of(template: &Template) -> String {
    let mut out = String::new();
    for (number, end) in template.ends.iter().enumerate() {
        let kind = end.kind;
        let _ = write!(
            out,
            "<Relationship Id=\"rIdE{number}\" Type=\"{KINDS}/{kind}\" Target=\"end{number}.xml\"/>"
        );
    }
    if template.theme.is_some() {
        let _ = write!(out, "<Relationship Id=\"rIdT\" Type=\"{KINDS}/theme\" Target=\"theme1.xml\"/>");
    }
    out
}

/// The parts taken of a template.
pub(super) fn of_template(template: Template, document: &Document) -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    for (number, end) in template.ends.iter().enumerate() {
        let xml = super::section::with_ours(end, document, template.page);
        out.push((format!("word/end{number}.xml"), xml.into_bytes()));
        if !end.relations.is_empty() {
            let names = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"";
            let relations = format!("{HEAD}<Relationships {names}>{}</Relationships>", end.relations);
            out.push((format!("word/_rels/end{number}.xml.rels"), relations.into_bytes()));
        }
    }
    out.extend(template.theme.map(|theme| ("word/theme1.xml".to_owned(), theme.into_bytes())));
    out.extend(template.media.into_iter().map(|(name, bytes)| (format!("word/{name}"), bytes)));
    out
}

/// What each part of ours holds.
const CONTENT_TYPES: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>",
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">",
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>",
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>",
    "<Default Extension=\"png\" ContentType=\"image/png\"/>",
    "<Default Extension=\"svg\" ContentType=\"image/svg+xml\"/>",
    "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>",
    "<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>",
    "<Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>",
    "<Override PartName=\"/word/fontTable.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml\"/>",
    "<Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/>",
    "<Override PartName=\"/word/header0.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/>",
    "<Override PartName=\"/word/header1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/>",
    "<Override PartName=\"/word/footer0.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>",
    "<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>",
    "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>",
    "<Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>",
    "</Types>",
);

/// Where the package begins.
pub(super) const RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>",
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>",
    "<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties\" Target=\"docProps/app.xml\"/>",
    "</Relationships>",
);

/// How the text's relations begin; pictures and links follow.
pub(super) const TEXT_RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rIdS1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>",
    "<Relationship Id=\"rIdS2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings\" Target=\"settings.xml\"/>",
    "<Relationship Id=\"rIdS3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable\" Target=\"fontTable.xml\"/>",
    "<Relationship Id=\"rIdS4\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering\" Target=\"numbering.xml\"/>",
    "<Relationship Id=\"rIdH0\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/header\" Target=\"header0.xml\"/>",
    "<Relationship Id=\"rIdH1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/header\" Target=\"header1.xml\"/>",
    "<Relationship Id=\"rIdF0\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer0.xml\"/>",
    "<Relationship Id=\"rIdF1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer1.xml\"/>",
);

/// The settings: today's way of laying out, British English.
pub(super) const SETTINGS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>",
    "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
    "<w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"720\"/><w:characterSpacingControl w:val=\"doNotCompress\"/>",
    "<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>",
    "<w:themeFontLang w:val=\"en-GB\" w:bidi=\"ur-PK\"/><w:decimalSymbol w:val=\".\"/><w:listSeparator w:val=\",\"/></w:settings>",
);

/// The fonts and what may stand in for them.
pub(super) const FONTS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>",
    "<w:fonts xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
    "<w:font w:name=\"Arial\"><w:altName w:val=\"Liberation Sans\"/><w:family w:val=\"swiss\"/><w:pitch w:val=\"variable\"/></w:font>",
    "<w:font w:name=\"Nirmala UI\"><w:altName w:val=\"Noto Sans\"/><w:family w:val=\"swiss\"/><w:pitch w:val=\"variable\"/></w:font>",
    "</w:fonts>",
);

/// The program that made it.
pub(super) const APP: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>",
    "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">",
    "<Application>Throughline</Application></Properties>",
);

/// Title, owner, language and day.
pub(super) fn core(document: &Document) -> String {
    let mut out = format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:subject>{}</dc:subject>\
         <dc:creator>{}</dc:creator><cp:category>{}</cp:category><dc:language>en-GB</dc:language>",
        escape(&line(&document.title)),
        escape(&line(&document.under.join("; "))),
        escape(&line(&document.owner)),
        escape(&line(&document.marking)),
    );
    if let Some((year, month, day)) = paper::day(document) {
        for kind in ["created", "modified"] {
            let _ = write!(
                out,
                "<dcterms:{kind} xsi:type=\"dcterms:W3CDTF\">{year:04}-{month:02}-{day:02}T00:00:00Z</dcterms:{kind}>"
            );
        }
    }
    out.push_str("</cp:coreProperties>");
    out
}

/// The lists: one of bullets for all, and so many numbered ones that each begin at 1.
pub(super) fn numbering(numbered: usize, colour: &str) -> String {
    let level = |format: &str, text: &str, look: &str| {
        format!(
            "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/>\
             <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"397\" w:hanging=\"397\"/></w:pPr><w:rPr>{look}\
             <w:color w:val=\"{colour}\"/></w:rPr></w:lvl>"
        )
    };
    let mut out = format!(
        "{HEAD}<w:numbering {NAMES}><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/>{}\
         </w:abstractNum><w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"singleLevel\"/>{}\
         </w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
        level("bullet", "\u{2022}", ""),
        level("decimal", "%1.", "<w:b/>"),
    );
    for number in 0..numbered {
        let _ = write!(
            out,
            "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride \
             w:val=\"1\"/></w:lvlOverride></w:num>",
            number + 2
        );
    }
    out.push_str("</w:numbering>");
    out
}
