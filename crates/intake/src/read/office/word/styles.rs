//! The styles of a Word document: which paragraphs are headings, which take part in a numbering.

use std::collections::BTreeMap;

use super::body::Paragraph;
use crate::read::office::xml::{self, Node, attribute, number, on};

#[derive(Default)]
struct Style {
    name: String,
    parent: Option<String>,
    outline: Option<u8>,
    list: Option<u32>,
    level: Option<usize>,
    bold: bool,
}

/// The styles by their identities.
#[derive(Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
}

/// A style rests on at most so many others; more is a circle.
const MAX_CHAIN: usize = 12;

impl Styles {
    /// Reads the part that holds the styles; an empty one gives none.
    pub(super) fn read(part: &str) -> Styles {
        let mut styles = BTreeMap::new();
        let mut open: Option<(String, Style)> = None;
        xml::walk(part, |node| match node {
            Node::Open("style", element) => {
                open = attribute(element, "styleId").map(|id| (id, Style::default()));
            }
            Node::Open(name, element) => {
                let Some((_, style)) = &mut open else { return };
                match name {
                    "name" => style.name = attribute(element, "val").unwrap_or_default().to_lowercase(),
                    "basedOn" => style.parent = attribute(element, "val"),
                    "outlineLvl" => style.outline = number(element, "val"),
                    "numId" => style.list = number(element, "val"),
                    "ilvl" => style.level = number(element, "val"),
                    "b" => style.bold = on(element),
                    _ => {}
                }
            }
            Node::Close("style") => styles.extend(open.take()),
            Node::Close(_) | Node::Text(_) => {}
        });
        Styles { styles }
    }

    /// The style and those it rests on, nearest first.
    fn chain(&self, id: Option<&str>) -> impl Iterator<Item = &Style> {
        let first = id.and_then(|id| self.styles.get(id));
        std::iter::successors(first, |style| self.styles.get(style.parent.as_deref()?)).take(MAX_CHAIN)
    }

    /// The level of a heading, 1 for the highest; `None` for running text.
    pub(super) fn heading(&self, paragraph: &Paragraph) -> Option<u8> {
        let outline = |level: u8| (level < 6).then_some(level + 1);
        if let Some(level) = paragraph.outline {
            return outline(level);
        }
        self.chain(paragraph.style.as_deref()).find_map(|style| {
            let named = style.name.strip_prefix("heading ").and_then(|n| n.trim().parse::<u8>().ok());
            match style.name.as_str() {
                "title" => Some(1),
                "subtitle" => Some(2),
                _ => named.or_else(|| style.outline.and_then(outline)).map(|n| n.clamp(1, 6)),
            }
        })
    }

    /// The numbering a paragraph takes part in and its level there.
    pub(super) fn list(&self, paragraph: &Paragraph) -> Option<(u32, usize)> {
        let style =
            || self.chain(paragraph.style.as_deref()).find_map(|s| Some((s.list?, s.level.unwrap_or(0))));
        match paragraph.list {
            Some((0, _)) => None,
            // Only the level is set on the paragraph: the numbering is the style's.
            Some((u32::MAX, level)) => style().map(|(list, _)| (list, level)),
            Some(list) => Some(list),
            None => style().filter(|(list, _)| *list != 0),
        }
    }

    /// Whether all words of a paragraph are bold.
    pub(super) fn bold(&self, paragraph: &Paragraph) -> bool {
        let mut runs = paragraph.runs.iter().filter(|r| !r.text.trim().is_empty()).peekable();
        runs.peek().is_some()
            && (runs.all(|r| r.bold) || self.chain(paragraph.style.as_deref()).any(|s| s.bold))
    }
}
