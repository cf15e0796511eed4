//! A template's XML read and written again: styles under our identities, without numberings; the last section.

use std::collections::BTreeMap;

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};

use crate::docx::section::Page;

/// What the last section of a document says of its pages.
#[derive(Debug, PartialEq)]
pub(super) struct Section {
    pub(super) page: Page,
    pub(super) first_apart: bool,
    /// Head or foot, the pages that have it, its relation.
    pub(super) ends: Vec<(&'static str, String, String)>,
}

/// Where a style is named.
const NAMED: [&str; 6] = ["basedOn", "next", "link", "pStyle", "rStyle", "tblStyle"];

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|a| a.key.local_name().as_ref() == name);
    found.map(|a| a.value.clone().into_owned())
}

fn local(element: &BytesStart<'_>) -> String {
    element.local_name().as_ref().to_owned()
}

/// The last section of a text; `None` where the text cannot be read.
pub(super) fn last_section(text: &str) -> Option<Section> {
    let mut reader = Reader::from_str(text);
    let (mut now, mut body) = (None, false);
    loop {
        match reader.read_event().ok()? {
            Event::Start(e) | Event::Empty(e) => match local(&e).as_str() {
                "body" => body = true,
                "sectPr" => {
                    now = Some(Section { page: Page::default(), first_apart: false, ends: Vec::new() });
                }
                name => {
                    if let Some(section) = now.as_mut() {
                        one(section, name, &e);
                    }
                }
            },
            Event::Eof => break,
            _ => {}
        }
    }
    let plain = || Section { page: Page::default(), first_apart: false, ends: Vec::new() };
    body.then(|| now.unwrap_or_else(plain))
}

fn one(section: &mut Section, name: &str, e: &BytesStart<'_>) {
    let number = |name: &str| attribute(e, name).and_then(|v| v.parse::<f64>().ok()).map(|v| v.abs());
    match name {
        "pgSz" => section.page.sized(number("w"), number("h")),
        "pgMar" => section.page.margined(&number),
        "titlePg" => section.first_apart = attribute(e, "val").is_none_or(|v| v != "0" && v != "false"),
        "headerReference" | "footerReference" => {
            let kind = if name == "headerReference" { "header" } else { "footer" };
            let pages = attribute(e, "type").unwrap_or_else(|| "default".to_owned());
            if let Some(id) = attribute(e, "id").filter(|_| matches!(pages.as_str(), "default" | "first")) {
                section.ends.push((kind, pages, id));
            }
        }
        _ => {}
    }
}

/// The styles of a template: identity and name. `None` where it cannot be read or is written otherwise than office
/// programs do.
pub(super) fn style_names(styles: &str) -> Option<BTreeMap<String, String>> {
    let mut reader = Reader::from_str(styles);
    let (mut out, mut at, mut root) = (BTreeMap::new(), None, false);
    loop {
        match reader.read_event().ok()? {
            Event::Start(e) | Event::Empty(e) => match e.name().as_ref() {
                "w:styles" => root = true,
                "w:style" => at = attribute(&e, "styleId"),
                "w:name" => {
                    if let (Some(id), Some(name)) = (at.take(), attribute(&e, "val")) {
                        out.insert(id, name);
                    }
                }
                _ => {}
            },
            Event::Eof => return root.then_some(out),
            _ => {}
        }
    }
}

/// The same XML with styles under other identities and without numberings.
pub(super) fn rewritten(xml: &str, renamed: &BTreeMap<String, String>) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    let mut writer = Writer::new(Vec::with_capacity(xml.len()));
    let mut numbering = 0_usize;
    loop {
        match reader.read_event().ok()? {
            Event::Start(e) if e.local_name().as_ref() == "numPr" => numbering += 1,
            Event::End(e) if e.local_name().as_ref() == "numPr" => numbering = numbering.saturating_sub(1),
            Event::Empty(e) if e.local_name().as_ref() == "numPr" => {}
            Event::Eof => break,
            _ if numbering > 0 => {}
            Event::Start(e) => writer.write_event(Event::Start(under(e, renamed))).ok()?,
            Event::Empty(e) => writer.write_event(Event::Empty(under(e, renamed))).ok()?,
            other => writer.write_event(other).ok()?,
        }
    }
    String::from_utf8(writer.into_inner()).ok()
}

fn under<'a>(element: BytesStart<'a>, renamed: &BTreeMap<String, String>) -> BytesStart<'a> {
    let name = local(&element);
    let key = match name.as_str() {
        "style" => "styleId",
        name if NAMED.contains(&name) => "val",
        _ => return element,
    };
    if attribute(&element, key).is_none_or(|id| !renamed.contains_key(&id)) {
        return element;
    }
    let full = element.name().as_ref().to_owned();
    let mut out = BytesStart::new(full);
    for a in element.attributes().flatten() {
        let value = a.value.clone().into_owned();
        let is_key = a.key.local_name().as_ref() == key;
        let value = if is_key { renamed.get(&value).cloned().unwrap_or(value) } else { value };
        // The value is as it stood in the XML: escaped already.
        out.push_attribute(Attribute { key: a.key, value: value.into() });
    }
    out
}
