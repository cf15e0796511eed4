//! The headings of a document with their places, the contents printed from them, and where links lead.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Block, Document};
use crate::text;

/// Contents longer than this name the sections alone.
const MOST_ENTRIES: usize = 28;

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// 1 for a section, 2 and 3 below it; none is skipped on the way down, whatever the document says.
    pub level: u8,
    /// Its words, in one line.
    pub title: String,
    /// Its place: the section's key, or that and a number.
    pub anchor: String,
}

/// The headings of a document.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Outline {
    /// Every heading by section and block; the section's own stands at block none.
    places: BTreeMap<(usize, Option<usize>), Entry>,
}

/// Where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// A section of this document, by its anchor.
    Section(&'a str),
    /// An address outside.
    Web(&'a str),
}

/// The headings of this document.
pub fn outline(document: &Document) -> Outline {
    let mut places = BTreeMap::new();
    // Headings within a section end in a number: a key could look the same.
    let mut taken = BTreeSet::new();
    for (s, section) in document.sections.iter().enumerate() {
        let mut anchor = key(&section.key, s);
        while !taken.insert(anchor.clone()) {
            anchor.push_str("-again");
        }
        let title = text::line(&section.title);
        places.insert((s, None), Entry { level: 1, title, anchor: anchor.clone() });
        let mut above = 1;
        for (b, block) in section.blocks.iter().enumerate() {
            if let Block::Heading(level, title) = block {
                above = (*level).clamp(2, 3).min(above + 1);
                let mut anchor = format!("{anchor}-{}", b + 1);
                while !taken.insert(anchor.clone()) {
                    anchor.push_str("-again");
                }
                places.insert((s, Some(b)), Entry { level: above, title: text::line(title), anchor });
            }
        }
    }
    Outline { places }
}

/// A key that holds nothing but what a key may hold.
fn key(key: &str, section: usize) -> String {
    let sound =
        !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if sound { key.to_owned() } else { format!("section-{}", section + 1) }
}

impl Outline {
    /// The heading of a section, or of a block of it.
    pub fn at(&self, section: usize, block: Option<usize>) -> Option<&Entry> {
        self.places.get(&(section, block))
    }

    /// Every heading in order, with its section.
    pub fn all(&self) -> impl Iterator<Item = (usize, &Entry)> {
        self.places.iter().map(|((s, _), entry)| (*s, entry))
    }

    /// What the table of contents lists: sections and what stands directly below them, the sections alone where that
    /// would be more than a page.
    pub fn contents(&self) -> Vec<&Entry> {
        let deep = self.places.values().filter(|e| e.level <= 2).count() <= MOST_ENTRIES;
        self.places.values().filter(|e| e.level == 1 || deep && e.level == 2).collect()
    }

    /// Where a link leads; none where that is nowhere, or not an address to follow.
    pub fn target<'a>(&'a self, link: &'a str) -> Option<Target<'a>> {
        if let Some(key) = link.strip_prefix('#') {
            let entry = self.places.values().find(|e| e.anchor == key)?;
            return Some(Target::Section(&entry.anchor));
        }
        let safe = ["https://", "http://", "mailto:"].iter().any(|scheme| link.starts_with(scheme));
        let whole = !link.chars().any(|c| c.is_whitespace() || text::is_control(c));
        (safe && whole).then_some(Target::Web(link))
    }
}

#[cfg(test)]
mod tests {
    use super::{Target, outline};
    use crate::document::{Block, Document, Section};

    #[test]
    fn no_level_is_skipped_and_links_lead_somewhere_or_nowhere() {
        let blocks = vec![
            Block::Heading(3, "deep".to_owned()),
            Block::Heading(3, "deeper".to_owned()),
            Block::Heading(9, "deepest".to_owned()),
        ];
        let section =
            Section { key: "a".to_owned(), title: "A\nsection".to_owned(), blocks, ..Section::default() };
        let odd = Section { key: "Not a key".to_owned(), ..Section::default() };
        let document = Document { sections: vec![section, odd], ..Document::default() };
        let outline = outline(&document);
        let levels: Vec<u8> = outline.all().map(|(_, e)| e.level).collect();
        assert_eq!(levels, [1, 2, 3, 3, 1]);
        assert_eq!(outline.at(0, None).unwrap().title, "A section");
        assert_eq!(outline.target("#a"), Some(Target::Section("a")));
        assert_eq!(outline.target("#section-2"), Some(Target::Section("section-2")));
        assert_eq!(outline.target("#b"), None);
        assert_eq!(outline.target("https://example.org/"), Some(Target::Web("https://example.org/")));
        for unsafe_link in
            ["javascript:alert(1)", "file:///etc/passwd", "https://a b", "\\\\server\\share", ""]
        {
            assert_eq!(outline.target(unsafe_link), None, "{unsafe_link}");
        }
    }
}
