//! What a screen reader meets in the PDF: its tags walked from the root, as PDF/UA wants them.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Name, Object};
use reports::document::Block;
use testkit::paper;

/// An element of the structure.
#[derive(Debug)]
struct Tag {
    kind: String,
    alt: bool,
    header: bool,
    children: Vec<Tag>,
}

impl Tag {
    fn all(&self) -> Vec<&Tag> {
        std::iter::once(self).chain(self.children.iter().flat_map(Tag::all)).collect()
    }

    fn of_kind(&self, kind: &str) -> Vec<&Tag> {
        self.all().into_iter().filter(|t| t.kind == kind).collect()
    }
}

fn name(dict: &Dict<'_>, key: &str) -> String {
    dict.get::<Name<'_>>(key).map(|n| n.as_str().to_owned()).unwrap_or_default()
}

/// The children of an element: those that are elements; marks of content are no dictionaries with a kind.
fn children(dict: &Dict<'_>) -> Vec<Tag> {
    let one = |object: Object<'_>| match object {
        Object::Dict(d) if d.contains_key("S") => Some(tag(&d)),
        _ => None,
    };
    match dict.get::<Object<'_>>("K") {
        Some(Object::Array(all)) => all.iter::<Object<'_>>().filter_map(one).collect(),
        Some(other) => one(other).into_iter().collect(),
        None => Vec::new(),
    }
}

fn tag(dict: &Dict<'_>) -> Tag {
    let scope = |d: &Dict<'_>| d.contains_key("Scope");
    let header = match dict.get::<Object<'_>>("A") {
        Some(Object::Dict(d)) => scope(&d),
        Some(Object::Array(all)) => all.iter::<Dict<'_>>().any(|d| scope(&d)),
        _ => false,
    };
    Tag { kind: name(dict, "S"), alt: dict.contains_key("Alt"), header, children: children(dict) }
}

#[test]
fn the_tags_say_what_a_page_shows() {
    let document = paper::short();
    let pdf = Pdf::new(pdf::set(&document).unwrap().bytes).unwrap();
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).unwrap();
    let lang = root.get::<hayro_syntax::object::String<'_>>("Lang").unwrap();
    assert_eq!(lang.as_bytes(), b"en-GB");
    assert_eq!(root.get::<Dict<'_>>("MarkInfo").and_then(|m| m.get::<bool>("Marked")), Some(true));
    let shows = root.get::<Dict<'_>>("ViewerPreferences").and_then(|v| v.get::<bool>("DisplayDocTitle"));
    assert_eq!(shows, Some(true), "the title stands in the window, not the file's name");
    assert!(root.contains_key("Metadata") && root.contains_key("Outlines"));
    let tree = root.get::<Dict<'_>>("StructTreeRoot").unwrap();
    let whole = Tag { kind: "Root".to_owned(), alt: false, header: false, children: children(&tree) };

    // Headings in their order, none skipped; one of the first level for each section.
    let levels: Vec<u32> =
        whole.all().iter().filter_map(|t| t.kind.strip_prefix('H')?.parse().ok()).collect();
    assert!(levels.windows(2).all(|w| w[1] <= w[0] + 1), "{levels:?}");
    assert_eq!(levels.iter().filter(|l| **l == 1).count(), document.sections.len());

    // Tables: as many as the document has, a row of headers each, every row as wide, headers with their scope.
    let blocks = || document.sections.iter().flat_map(|s| &s.blocks);
    let tables: Vec<_> = blocks()
        .filter_map(|b| match b {
            Block::Table(t) if !t.rows.is_empty() && !t.columns.is_empty() => Some(t),
            _ => None,
        })
        .collect();
    let tagged = whole.of_kind("Table");
    assert_eq!(tagged.len(), tables.len());
    for (tagged, table) in tagged.iter().zip(tables) {
        let rows = tagged.of_kind("TR");
        assert_eq!(rows.len(), table.rows.len() + 1, "{}", table.caption);
        for (number, row) in rows.iter().enumerate() {
            let (heads, cells) = (row.of_kind("TH"), row.of_kind("TD"));
            assert_eq!(heads.len() + cells.len(), table.columns.len(), "{} {number}", table.caption);
            assert!(heads.iter().all(|h| h.header), "a header says of what");
            let wanted = if number == 0 { table.columns.len() } else { usize::from(table.names.is_some()) };
            assert_eq!(heads.len(), wanted, "{} {number}", table.caption);
        }
    }

    // Every figure says what it shows; lists are lists.
    let drawn = blocks().filter(|b| matches!(b, Block::Figure(_))).count();
    let figures = whole.of_kind("Figure");
    assert!(figures.len() >= drawn && figures.iter().all(|f| f.alt), "{} of {drawn}", figures.len());
    if blocks().any(|b| matches!(b, Block::Bullets(_) | Block::Numbered(_))) {
        assert!(!whole.of_kind("LI").is_empty());
    }
}

/// Bookmarks lead to every section.
#[test]
fn bookmarks_name_every_section() {
    let document = paper::short();
    let pdf = Pdf::new(pdf::set(&document).unwrap().bytes).unwrap();
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).unwrap();
    let mut next = root.get::<Dict<'_>>("Outlines").and_then(|o| o.get::<Dict<'_>>("First"));
    let mut count = 0;
    while let Some(mark) = next {
        assert!(mark.contains_key("Title"));
        count += 1;
        next = mark.get::<Dict<'_>>("Next");
    }
    assert_eq!(count, document.sections.len());
}
