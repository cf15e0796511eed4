//! The events of an XML part, by local names: the same names mean the same in the strict and the usual namespaces.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// One event. An empty element opens and closes.
pub(crate) enum Node<'e> {
    /// An element begins.
    Open(&'e str, &'e BytesStart<'e>),
    /// An element ends.
    Close(&'e str),
    /// Words, references resolved.
    Text(Cow<'e, str>),
}

/// Walks through a part. `false`: it is damaged from some place on; what stands before has been walked.
pub(crate) fn walk(xml: &str, mut visit: impl FnMut(Node<'_>)) -> bool {
    let mut reader = Reader::from_str(xml);
    let mut open = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return open == 0,
            Err(_) => return false,
            Ok(Event::Start(e)) => {
                open += 1;
                visit(Node::Open(e.local_name().as_ref(), &e));
            }
            Ok(Event::Empty(e)) => {
                visit(Node::Open(e.local_name().as_ref(), &e));
                visit(Node::Close(e.local_name().as_ref()));
            }
            Ok(Event::End(e)) => {
                open = open.saturating_sub(1);
                visit(Node::Close(e.local_name().as_ref()));
            }
            Ok(Event::Text(t)) => visit(Node::Text(t.xml10_content())),
            Ok(Event::CData(t)) => visit(Node::Text(t.xml10_content())),
            Ok(Event::GeneralRef(r)) => {
                let named = match r.as_ref() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => r.resolve_char_ref().ok().flatten(),
                };
                // A reference that the format does not define says nothing; no entity is ever expanded.
                visit(Node::Text(named.unwrap_or(char::REPLACEMENT_CHARACTER).to_string().into()));
            }
            Ok(_) => {}
        }
    }
}

/// The value of an attribute by its local name, its references resolved.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)
        .map(|a| quick_xml::escape::unescape(&a.value).map_or_else(|_| a.value.to_string(), Cow::into_owned))
}

/// A number attribute.
pub(crate) fn number<T: std::str::FromStr>(element: &BytesStart<'_>, name: &str) -> Option<T> {
    attribute(element, name)?.trim().parse().ok()
}

/// Whether an on-off property is on: present without a value, or with one that is not off.
pub(crate) fn on(element: &BytesStart<'_>) -> bool {
    !matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "none" | "off"))
}
