//! Word documents and workbooks made for tests: the parts that carry what is tested, in a package.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A package of these parts.
pub(crate) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    write(parts, SimpleFileOptions::default())
}

/// The same, each part packed as small as it goes.
pub(crate) fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    write(parts, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated))
}

fn write(parts: &[(&str, &str)], options: SimpleFileOptions) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, options).expect("a part begins");
        zip.write_all(text.as_bytes()).expect("a part is written");
    }
    zip.finish().expect("the package is whole").into_inner()
}

/// A Word document with this body and the styles and numberings of [`STYLES`] and [`NUMBERING`].
pub(crate) fn word(body: &str) -> Vec<u8> {
    word_with(body, &[])
}

/// The same with further parts.
pub(crate) fn word_with(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(
        r#"<w:document xmlns:w="urn:w" xmlns:mc="urn:mc"><w:body>{body}<w:sectPr/></w:body></w:document>"#
    );
    let mut parts = vec![
        ("word/document.xml", document.as_str()),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
    ];
    parts.extend_from_slice(more);
    package(&parts)
}

const STYLES: &str = r#"<w:styles xmlns:w="urn:w">
<w:style w:type="paragraph" w:styleId="Ueberschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Priority title"/><w:basedOn w:val="Ueberschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style></w:styles>"#;

const NUMBERING: &str = r#"<w:numbering xmlns:w="urn:w"><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#;

/// A paragraph of a style.
pub(crate) fn styled(style: &str, text: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
}

/// A paragraph.
pub(crate) fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", run(text))
}

/// A run.
pub(crate) fn run(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

/// A run struck through.
pub(crate) fn struck(text: &str) -> String {
    format!(r"<w:r><w:rPr><w:strike/></w:rPr><w:t>{text}</w:t></w:r>")
}

/// A paragraph of a list.
pub(crate) fn item(list: u32, level: u32, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr>{}</w:p>"#,
        if text.is_empty() { String::new() } else { run(text) }
    )
}

/// A cell with these properties around these paragraphs.
pub(crate) fn cell(properties: &str, paragraphs: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>")
}

/// A cell of one paragraph.
pub(crate) fn tc(text: &str) -> String {
    cell("", &p(text))
}

/// A row.
pub(crate) fn tr(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

/// A table.
pub(crate) fn tbl(rows: &[String]) -> String {
    format!("<w:tbl>{}</w:tbl>", rows.concat())
}

/// A workbook of these sheets: name, state, the XML between the worksheet's tags.
pub(crate) fn workbook(sheets: &[(&str, &str, &str)], more: &[(&str, &str)]) -> Vec<u8> {
    let mut list = String::new();
    let mut relations = String::new();
    let mut parts = Vec::new();
    for (number, (name, state, content)) in (1..).zip(sheets) {
        list += &format!(r#"<sheet name="{name}" sheetId="{number}" state="{state}" r:id="rId{number}"/>"#);
        relations += &format!(
            r#"<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{number}.xml"/>"#
        );
        let sheet = format!(
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{content}</worksheet>"#
        );
        parts.push((format!("xl/worksheets/sheet{number}.xml"), sheet));
    }
    let book = format!(
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{list}</sheets></workbook>"#
    );
    let relations = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rIdT" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#
    );
    let root = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let mut all = vec![
        ("_rels/.rels", root),
        ("xl/workbook.xml", book.as_str()),
        ("xl/_rels/workbook.xml.rels", relations.as_str()),
        ("xl/styles.xml", CELL_STYLES),
    ];
    all.extend(parts.iter().map(|(n, t)| (n.as_str(), t.as_str())));
    all.extend_from_slice(more);
    package(&all)
}

/// Style 1 is a day, 2 a month, 3 a percentage, 4 red, 5 green, 6 struck through.
const CELL_STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="mmm\-yy"/></numFmts>
<fonts count="2"><font><sz val="11"/></font><font><strike/><sz val="11"/></font></fonts>
<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FFFF0000"/></patternFill></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FF00B050"/></patternFill></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0"/><xf numFmtId="164" fontId="0" fillId="0" applyNumberFormat="1"/>
<xf numFmtId="165" fontId="0" fillId="0" applyNumberFormat="1"/><xf numFmtId="9" fontId="0" fillId="0" applyNumberFormat="1"/>
<xf numFmtId="0" fontId="0" fillId="2" applyFill="1"/><xf numFmtId="0" fontId="0" fillId="3" applyFill="1"/>
<xf numFmtId="0" fontId="1" fillId="0" applyFont="1"/></cellXfs></styleSheet>"#;

/// A cell of text.
pub(crate) fn text(place: &str, words: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>"#)
}

/// A cell with a number under a style.
pub(crate) fn number(place: &str, style: u32, value: &str) -> String {
    format!(r#"<c r="{place}" s="{style}"><v>{value}</v></c>"#)
}
