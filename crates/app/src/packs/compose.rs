//! A pack as a neutral document: its cover, its sections in order, each with what people wrote on it; and what is lacking.

use reports::document::{Block, Cell, Document, Fact, Section, cell, words};
use sha2::{Digest, Sha256};

use super::blocks::{fact, table, text};
use super::gather::Gathered;
use super::glossary::Glossary;
use super::kept::PackWords;
use super::layout::{Part, Slot};
use super::public::WITHHELD;
use super::sections::{self, Page};
use super::withheld;

/// A pack as a document.
#[derive(Clone, Debug)]
pub struct Composed {
    /// The document.
    pub document: Document,
    /// What must stand in it and does not.
    pub lacks: Vec<Lack>,
    /// Sections that wait for a person's words and need none.
    blank: Vec<String>,
}

/// A section that must say something and says nothing, or words that wait for their release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// The section's key.
    pub section: String,
    /// What is lacking, in a sentence.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// Makes the document.
pub fn compose(from: &Gathered) -> Composed {
    let (pack, layout) = (&from.pack, &from.pack.layout);
    let (mut lacks, mut blank) = (Vec::new(), Vec::new());
    let mut document = Document {
        title: pack.title.clone(),
        under: under(from),
        owner: from.place.clone(),
        marking: marking(from),
        day: pack.as_of.iso(),
        facts: facts(from, &mut lacks),
        brand: from.brand.clone(),
        sections: Vec::new(),
    };
    let glossary = Glossary::of(&from.scene.plan);
    let mut listed = None;
    for slot in &layout.sections {
        let page = Page { from, slot };
        let mut blocks = said(&page);
        if slot.from == "glossary" {
            listed = Some(slot.key.clone());
        } else {
            blocks.extend(sections::fill(&page));
        }
        if blocks.is_empty() && slot.from != "glossary" {
            if slot.must {
                lacks.push(lack(slot));
            } else if slot.from.is_empty() {
                blank.push(slot.key.clone());
            }
            blocks.push(text(if slot.must { "Nothing is given here yet." } else { "Nothing to report." }));
        }
        let title = slot.title.clone();
        let (wide, follows) = (slot.wide, layout.flowing);
        document.sections.push(Section { key: slot.key.clone(), title, wide, follows, blocks });
    }
    if layout.plain {
        glossary.write_out(&mut document);
    }
    if let Some(key) = listed {
        glossary.fill(&mut document, &key);
    }
    lacks.extend(withheld::lacking(from, &document));
    document.sections.iter_mut().for_each(withheld::tidy);
    Composed { document, lacks, blank }
}

impl Composed {
    /// The document as it is printed: without the sections that nobody had to write and nobody wrote.
    pub fn printed(&self) -> Document {
        let mut document = self.document.clone();
        document.sections.retain(|s| !self.blank.contains(&s.key));
        document
    }

    /// The hash of everything the document says, in hexadecimal: two that look alike have the same.
    pub fn content(&self) -> String {
        hashed(&format!("{:?}", self.document))
    }
}

/// The hash of everything a section says: what somebody reads before they release it.
pub(crate) fn content_of(section: &Section) -> String {
    hashed(&format!("{:?}", section.blocks))
}

/// The same of a line of the header block, which is what people wrote on it.
pub(crate) fn content_of_words(words: &[PackWords], key: &str) -> String {
    let said: Vec<&str> = words.iter().filter(|w| w.section == key).map(|w| w.text.as_str()).collect();
    hashed(&said.join("\n"))
}

fn hashed(said: &str) -> String {
    Sha256::digest(said.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}

fn under(from: &Gathered) -> Vec<String> {
    let met = match from.pack.meeting {
        Some(day) => format!("{}, {}", from.pack.board, day.long()),
        None => from.pack.board.clone(),
    };
    vec![met, from.scene.plan.title.clone()]
}

fn marking(from: &Gathered) -> String {
    match (from.pack.part, from.pack.exempt_why.as_str()) {
        (Part::I, _) => "PART I".to_owned(),
        (Part::Ii, "") => "PART II: NOT FOR PUBLICATION".to_owned(),
        (Part::Ii, why) => format!("PART II: NOT FOR PUBLICATION ({why})"),
    }
}

/// The facts of the cover: the layout's header block, or what any pack says of itself; and where it stands.
fn facts(from: &Gathered, lacks: &mut Vec<Lack>) -> Vec<Fact> {
    let pack = &from.pack;
    let mut out = Vec::new();
    for slot in &pack.layout.head {
        let own = from.words.iter().rfind(|w| w.section == slot.key);
        let page = Page { from, slot };
        let given = own.map(|w| fact(&slot.title, page.said(&w.text)));
        match given.or_else(|| sections::head_fact(from, slot)) {
            Some(fact) => out.push(fact),
            None => {
                if slot.must {
                    lacks.push(lack(slot));
                }
                out.push(fact(&slot.title, "–"));
            }
        }
    }
    out.push(fact("As of", pack.as_of.long()));
    if let Some((since, _)) = &from.before {
        let what = since.what.as_ref().map_or(String::new(), |w| format!(", {w}"));
        out.push(fact("Compared with", format!("{}{what}", super::blocks::long(&since.day))));
    }
    let round = from.scene.settings.publication.round;
    if from.public.is_some() && round > 1 {
        out.push(fact("Counts of people", format!("to the nearest {round}")));
    }
    out.push(fact("State", standing(from)));
    out.push(fact("Made from", format!("event {} of the record", from.event)));
    out
}

/// How far it is, and by whom.
fn standing(from: &Gathered) -> String {
    let by = |(who, on): &(String, model::day::Day)| format!("{who} on {}", on.long());
    match (&from.pack.approved, &from.pack.issued) {
        (Some(approved), Some(issued)) => format!("Approved by {}; issued by {}", by(approved), by(issued)),
        (Some(approved), None) => format!("Approved by {}; not issued yet", by(approved)),
        _ => "Draft: not approved yet".to_owned(),
    }
}

fn lack(slot: &Slot) -> Lack {
    let hint = if slot.hint.is_empty() { "Write it on the pack’s page." } else { &slot.hint };
    Lack {
        section: slot.key.clone(),
        message: format!("“{}” must be given and is empty.", slot.title),
        hint: hint.to_owned(),
    }
}

/// What people wrote on a section: a table where its layout says so, words set apart where a view fills the rest, the
/// section itself where nothing else does.
fn said(page: &Page<'_>) -> Vec<Block> {
    let (slot, mine) = (page.slot, page.from.words.iter().filter(|w| w.section == page.slot.key));
    let mine: Vec<&PackWords> = mine.collect();
    if !slot.columns.is_empty() {
        return tabled(page, &mine).into_iter().collect();
    }
    let paragraphs = |w: &PackWords| -> Vec<reports::document::Words> {
        if page.may_say() {
            w.text.lines().filter(|l| !l.trim().is_empty()).map(words).collect()
        } else {
            vec![words(WITHHELD)]
        }
    };
    if slot.from.is_empty() {
        // The whole section is a person's: it stands as the text itself.
        return mine.iter().flat_map(|w| paragraphs(w)).map(Block::Text).collect();
    }
    let comment = |w: &&PackWords| Block::Comment {
        who: format!("{}, {}", page.said(&w.author), w.on.long()),
        text: paragraphs(w),
    };
    mine.iter().map(comment).collect()
}

/// A person's lines as a table: cells parted by `|`; a line whose first cell begins like a row that stands there fills it.
fn tabled(page: &Page<'_>, mine: &[&PackWords]) -> Option<Block> {
    let slot = page.slot;
    let width = slot.columns.len();
    let blank = |first: &str| -> Vec<String> {
        let mut row = vec![first.to_owned()];
        row.resize(width, "–".to_owned());
        row
    };
    let mut rows: Vec<Vec<String>> = slot.rows.iter().map(|r| blank(r)).collect();
    for line in mine.iter().flat_map(|w| w.text.lines()).filter(|l| !l.trim().is_empty()) {
        let said = page.said(line);
        let mut cells: Vec<String> = said.split('|').map(|c| c.trim().to_owned()).collect();
        cells.resize(width, "–".to_owned());
        let first = cells.first().cloned().unwrap_or_default().to_lowercase();
        let begins = |row: &&mut Vec<String>| {
            let name = row.first().map(|f| f.to_lowercase()).unwrap_or_default();
            !first.is_empty() && (name == first || name.split(' ').next() == Some(first.as_str()))
        };
        match rows.iter_mut().find(begins) {
            Some(row) => row.iter_mut().zip(cells).skip(1).for_each(|(old, new)| *old = new),
            None => rows.push(cells),
        }
    }
    let columns: Vec<(&str, u16, bool)> = slot.columns.iter().map(|c| (c.as_str(), 4, false)).collect();
    let rows: Vec<Vec<Cell>> = rows.into_iter().map(|r| r.into_iter().map(cell).collect()).collect();
    (!rows.is_empty()).then(|| table(slot.title.clone(), &columns, 0, rows))
}
