//! A Word document of a council's own as a template.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use reports::document::Document;
use reports::docx;
use reports::docx::template::Template;
use testkit::paper;

use crate::docx::pictures;
use crate::xml::{parse, sound, text, unzip, values};

type Parts = BTreeMap<String, Vec<u8>>;

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                 xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of an invented council's template: styles of a Word in another language, letter paper, a crest at the head.
fn parts() -> Parts {
    let relations = |all: &[(&str, &str, &str)]| {
        let one = |(id, kind, target): &(&str, &str, &str)| {
            format!("<Relationship Id=\"{id}\" Type=\"{KINDS}/{kind}\" Target=\"{target}\"/>")
        };
        let all: String = all.iter().map(one).collect();
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
        )
    };
    let style = |id: &str, name: &str, rest: &str| {
        format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{rest}</w:style>")
    };
    let styles = format!(
        "<w:styles {W}>{}{}{}{}</w:styles>",
        style("Standard", "Normal", "<w:rPr><w:rFonts w:ascii=\"Gill Sans\"/></w:rPr>"),
        style(
            "berschrift1",
            "heading 1",
            "<w:basedOn w:val=\"Standard\"/><w:pPr><w:numPr><w:numId w:val=\"7\"/></w:numPr></w:pPr><w:rPr><w:color w:val=\"7a0019\"/></w:rPr>"
        ),
        style("Cell", "Cell of the Mayor", ""),
        style("Title", "Title", "<w:rPr><w:sz w:val=\"99\"/></w:rPr>"),
    );
    let body = "<w:p><w:r><w:t>Words that are not taken</w:t></w:r></w:p>";
    let section = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/><w:footerReference w:type=\"default\" r:id=\"rId3\"/>\
                   <w:pgSz w:w=\"12240\" w:h=\"15840\"/><w:pgMar w:top=\"2000\" w:right=\"1500\" w:bottom=\"1440\" w:left=\"1500\" w:header=\"700\" w:footer=\"700\" w:gutter=\"0\"/></w:sectPr>";
    let head = "<w:p><w:pPr><w:pStyle w:val=\"Standard\"/></w:pPr><w:r><w:t>Borough of Farthingdale</w:t></w:r></w:p>";
    let mut out: Parts = BTreeMap::new();
    let mut add = |name: &str, said: String| out.insert(name.to_owned(), said.into_bytes());
    add("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>".to_owned());
    add("_rels/.rels", relations(&[("rId1", "officeDocument", "word/document.xml")]));
    add("word/document.xml", format!("<w:document {W}><w:body>{body}{section}</w:body></w:document>"));
    add(
        "word/_rels/document.xml.rels",
        relations(&[
            ("rId1", "styles", "styles.xml"),
            ("rId2", "header", "header9.xml"),
            ("rId3", "footer", "/word/footer9.xml"),
        ]),
    );
    add("word/styles.xml", styles);
    add("word/header9.xml", format!("<w:hdr {W}>{head}</w:hdr>"));
    add("word/_rels/header9.xml.rels", relations(&[("rId1", "image", "media/crest.png")]));
    add("word/footer9.xml", format!("<w:ftr {W}><w:p/></w:ftr>"));
    out.insert("word/media/crest.png".to_owned(), testkit::png::png(4, 4, [122, 0, 25]));
    out
}

fn zipped(parts: &Parts) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn with_template() -> Document {
    let mut document = paper::rich();
    document.brand.template = Some(zipped(&parts()));
    document
}

#[test]
fn a_pack_takes_styles_page_head_and_foot_of_a_template_and_none_of_its_words() {
    let document = with_template();
    let bytes = docx::write(&document, &pictures(&document));
    assert!(bytes == docx::write(&document, &pictures(&document)));
    let package = unzip(&bytes);
    sound(&package);
    let styles = text(&package, "word/styles.xml");
    let defined = parse(&styles);
    let ids = values(&defined, "w:style", "w:styleId");
    let mut once = ids.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "no style is defined twice");
    for style in ["Normal", "Heading1", "Heading2", "Title", "Cell", "CellOwn", "Plan", "TOC1"] {
        assert!(ids.iter().any(|id| id == style), "{style} of {ids:?}");
    }
    assert!(!ids.iter().any(|id| id == "berschrift1" || id == "Standard"));
    assert!(styles.contains("7a0019") && styles.contains("Gill Sans"), "its looks are taken");
    assert!(!styles.contains("numPr"), "its numbering is not");
    let body = text(&package, "word/document.xml");
    assert!(!body.contains("Words that are not taken"));
    let parts = parse(&body);
    assert!(values(&parts, "w:pgSz", "w:w").iter().all(|w| w == "12240" || w == "15840"));
    assert!(values(&parts, "w:pgMar", "w:left").iter().all(|l| l == "1500"));
    let head = text(&package, "word/end0.xml");
    assert!(head.contains("Borough of Farthingdale") && head.contains("OFFICIAL"), "the marking is added");
    assert!(!head.contains("\"Standard\""));
    assert!(text(&package, "word/end1.xml").contains(" PAGE "), "a foot without a page number gets one");
    assert!(package.contains_key("word/template/picture1.png"));
}

#[test]
fn a_template_that_could_do_something_or_is_damaged_is_refused_in_words() {
    let refused = |change: &dyn Fn(&mut Parts)| {
        let mut parts = parts();
        change(&mut parts);
        Template::read(&zipped(&parts), "1d3557").unwrap_err()
    };
    assert!(Template::read(&zipped(&parts()), "1d3557").is_ok());
    let said = refused(&|p| drop(p.insert("word/vbaProject.bin".to_owned(), vec![1])));
    assert!(said.contains("macros") && said.contains("save it"), "{said}");
    let entity = b"<!DOCTYPE x [<!ENTITY a \"b\">]><w:styles/>".to_vec();
    assert!(refused(&|p| drop(p.insert("word/styles.xml".to_owned(), entity.clone()))).contains("damaged"));
    assert!(
        refused(&|p| drop(p.insert("word/styles.xml".to_owned(), b"<w:styles><w:st".to_vec())))
            .contains("damaged")
    );
    assert!(refused(&|p| drop(p.remove("word/styles.xml"))).contains("damaged"));
    let outside = format!(
        "<Relationships><Relationship Id=\"rId1\" Type=\"{KINDS}/image\" Target=\"https://example.org/crest.png\" TargetMode=\"External\"/></Relationships>"
    );
    let outside = |p: &mut Parts| {
        p.insert("word/_rels/header9.xml.rels".to_owned(), outside.clone().into_bytes());
    };
    assert!(refused(&outside).contains("lies elsewhere"));
    let object = format!(
        "<Relationships><Relationship Id=\"rId1\" Type=\"{KINDS}/oleObject\" Target=\"x.bin\"/></Relationships>"
    );
    let object = |p: &mut Parts| {
        p.insert("word/_rels/header9.xml.rels".to_owned(), object.clone().into_bytes());
    };
    assert!(refused(&object).contains("embedded object"));
    for (bytes, word) in [
        (b"no zip".to_vec(), "must be a Word document"),
        (vec![0xd0, 0xcf, 0x11, 0xe0, 0, 0], "password"),
        (vec![0; 6 << 20], "5 megabytes"),
    ] {
        assert!(Template::read(&bytes, "1d3557").unwrap_err().contains(word));
    }
    let cut = zipped(&parts());
    assert!(Template::read(&cut[..cut.len() / 2], "1d3557").is_err());
}

#[test]
fn a_pack_of_ours_is_a_template_too() {
    let document = paper::rich();
    let ours = docx::write(&document, &pictures(&document));
    let document = Document {
        brand: reports::document::Brand { template: Some(ours), ..document.brand.clone() },
        ..document
    };
    sound(&unzip(&docx::write(&document, &pictures(&document))));
}
