//! XML and packages taken apart.

use std::collections::BTreeMap;
use std::io::Read as _;

use quick_xml::Reader;
use quick_xml::events::Event;

/// An element's start with its attributes, or text.
#[derive(Debug)]
pub(crate) enum Part {
    Start(String, BTreeMap<String, String>),
    Text(String),
}

/// Every element and text of a well-formed document, in order. Stops the test where it is not well formed.
pub(crate) fn parse(xml: &str) -> Vec<Part> {
    let mut reader = Reader::from_str(xml);
    let mut parts = Vec::new();
    let mut depth = 0_i32;
    loop {
        match reader
            .read_event()
            .unwrap_or_else(|e| panic!("{e} at {} in {xml:.300}", reader.error_position()))
        {
            Event::Start(start) => {
                depth += 1;
                parts.push(element(&start));
            }
            Event::Empty(start) => parts.push(element(&start)),
            Event::End(_) => depth -= 1,
            Event::Text(text) => {
                let text: String = text.into_inner().into_owned();
                assert!(!text.contains(['\u{0}', '\u{1}', '\u{1b}', '\u{ffff}']), "{text:?}");
                parts.push(Part::Text(text));
            }
            Event::GeneralRef(name) => {
                let name: String = name.into_inner().into_owned();
                let known = ["amp", "lt", "gt", "quot", "#39", "apos", "nbsp"].contains(&name.as_str());
                assert!(known, "{name}");
                let stands = [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("#39", "'")];
                let found = stands.iter().find(|(n, _)| *n == name).map_or("", |(_, c)| c);
                parts.push(Part::Text(found.to_owned()));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "every element is closed");
    parts
}

fn element(start: &quick_xml::events::BytesStart) -> Part {
    let name = start.name().as_ref().to_owned();
    let attributes = start.attributes().map(|a| {
        let a = a.unwrap();
        let key = a.key.as_ref().to_owned();
        (key, a.value.into_owned())
    });
    Part::Start(name, attributes.collect())
}

/// The parts of a package by name.
pub(crate) fn unzip(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|i| {
            let mut file = archive.by_index(i).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

/// A part of a package as text.
pub(crate) fn text(parts: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    let bytes = parts.get(name).unwrap_or_else(|| panic!("no {name} among {:?}", parts.keys()));
    String::from_utf8(bytes.clone()).unwrap()
}

/// The values of an attribute of every element of that name.
pub(crate) fn values(parts: &[Part], element: &str, attribute: &str) -> Vec<String> {
    let of = |part: &Part| match part {
        Part::Start(name, attributes) if name == element => attributes.get(attribute).cloned(),
        _ => None,
    };
    parts.iter().filter_map(of).collect()
}

/// The text of a document, tags left out and references made good.
pub(crate) fn said(parts: &[Part]) -> String {
    parts.iter().map(|p| if let Part::Text(text) = p { text.as_str() } else { "" }).collect()
}

/// How many elements of that name there are.
pub(crate) fn count(parts: &[Part], element: &str) -> usize {
    parts.iter().filter(|p| matches!(p, Part::Start(name, _) if name == element)).count()
}

/// What every package keeps: parts are well formed, relations lead to parts, every part has a type.
pub(crate) fn sound(package: &BTreeMap<String, Vec<u8>>) {
    let types = parse(&text(package, "[Content_Types].xml"));
    let endings = values(&types, "Default", "Extension");
    let named = values(&types, "Override", "PartName");
    for name in &named {
        assert!(package.contains_key(name.trim_start_matches('/')), "{name} is named and missing");
    }
    for name in package.keys().filter(|n| n.as_str() != "[Content_Types].xml") {
        let ending = name.rsplit_once('.').unwrap().1;
        assert!(
            named.contains(&format!("/{name}")) || endings.iter().any(|e| e == ending),
            "{name} has no type"
        );
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let parts = parse(&text(package, name));
            if name.ends_with(".rels") {
                relations(package, name, &parts);
            }
        }
    }
}

fn relations(package: &BTreeMap<String, Vec<u8>>, name: &str, parts: &[Part]) {
    let folder = name.split_once("_rels/").unwrap().0;
    for part in parts {
        let Part::Start(element, attributes) = part else { continue };
        if element != "Relationship" || attributes.get("TargetMode").is_some_and(|m| m == "External") {
            continue;
        }
        let target = &attributes["Target"];
        let path = match (target.strip_prefix('/'), target.strip_prefix("../")) {
            (Some(whole), _) => whole.to_owned(),
            (_, Some(up)) => format!("{}/{up}", folder.trim_end_matches('/').rsplit_once('/').unwrap().0),
            _ => format!("{folder}{target}"),
        };
        assert!(package.contains_key(&path), "{name} names {path}, which is missing");
    }
}
