//! Packs: the list of them, one with its content and what people may do with it.

use model::day::Day;
use model::id::Id;
use reports::document::{Block as Written, Cell, Tone, Words};
use serde::Serialize;

use crate::error::Result;
use crate::packs::compose::{content_of, content_of_words};
use crate::packs::gather::Gathered;
use crate::packs::{Composed, Layout, Pack, PackFile, PackWords, Part, Release, State, compose};
use crate::site::Reader;

/// The list.
#[derive(Clone, Debug, Serialize)]
pub struct PacksPage {
    /// How many are issued and how many are being written, in a sentence.
    pub lede: String,
    /// Every pack, the newest meeting first.
    pub rows: Vec<PackRow>,
}

/// A pack in the list.
#[derive(Clone, Debug, Serialize)]
pub struct PackRow {
    /// What its address ends with.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who it is for.
    pub board: String,
    /// The day they meet.
    pub meeting: Option<String>,
    /// The day it speaks of.
    pub as_of: String,
    /// How far it is.
    pub state: &'static str,
    /// It can still be changed.
    pub open: bool,
    /// Whether it may be published.
    pub part: &'static str,
    /// Who approved it, and when.
    pub approved: Option<(String, String)>,
    /// Who issued it, and when.
    pub issued: Option<(String, String)>,
    /// The pack that took its place.
    pub superseded_by: Option<String>,
    /// Its files, once it is issued.
    pub files: Vec<FileRow>,
}

/// A file of an issued pack.
#[derive(Clone, Debug, Serialize)]
pub struct FileRow {
    /// The word of its address.
    pub format: String,
    /// What it is called: `PDF`.
    pub name: String,
    /// The name of the file.
    pub file: String,
    /// Its size in words: `84 kB`.
    pub size: String,
    /// The hash of its bytes.
    pub sha256: String,
}

/// A pack.
#[derive(Clone, Debug, Serialize)]
pub struct PackPage {
    /// What the list says of it.
    pub row: PackRow,
    /// The revision seen.
    pub revision: u32,
    /// The last event it is made from.
    pub known: u64,
    /// The kind of pack.
    pub kind: String,
    /// The day it compares with, and what that was.
    pub since: Option<(String, Option<String>)>,
    /// The version of the program that made its files.
    pub program: String,
    /// The pack it takes the place of.
    pub supersedes: Option<String>,
    /// It may be published.
    pub public: bool,
    /// What is lacking: the section's key, the sentence, what to do.
    pub lacks: Vec<(String, String, String)>,
    /// The cover's facts that people fill in.
    pub head: Vec<Section>,
    /// The facts of the cover: name and words.
    pub facts: Vec<(String, String)>,
    /// Its sections; none once it is issued, since its files are what was issued.
    pub sections: Vec<Section>,
}

/// A section, or a line of the header block, with what people wrote on it.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// Its key.
    pub key: String,
    /// Its heading.
    pub title: String,
    /// What the writer is told.
    pub hint: String,
    /// It must be given.
    pub must: bool,
    /// What stands in it.
    pub blocks: Vec<Block>,
    /// What people wrote.
    pub words: Vec<Said>,
    /// Who released its free text, and when.
    pub released: Option<(String, String)>,
    /// Its words stand here to be read and are left out of the files until somebody releases them.
    pub waits: bool,
    /// The hash of what stands here: what is released is what was read.
    pub content: String,
}

/// What a person wrote.
#[derive(Clone, Debug, Serialize)]
pub struct Said {
    /// Its identity and the revision seen.
    pub id: String,
    /// The revision seen.
    pub revision: u32,
    /// The words.
    pub text: String,
    /// Who.
    pub author: String,
    /// When.
    pub day: String,
}

/// One thing in a section, as a template draws it.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "is", rename_all = "lowercase")]
pub enum Block {
    /// A heading: 3 or 4, below the section's own.
    Heading {
        /// The level.
        level: u8,
        /// The words.
        text: String,
    },
    /// A paragraph.
    Text {
        /// Its words.
        words: Vec<Run>,
    },
    /// A list.
    List {
        /// It is numbered.
        numbered: bool,
        /// Its items.
        items: Vec<Vec<Run>>,
    },
    /// Named facts.
    Facts {
        /// Name and words.
        facts: Vec<(String, Vec<Run>)>,
    },
    /// A person's words.
    Comment {
        /// Who and when.
        who: String,
        /// Their words, a paragraph each.
        text: Vec<Vec<Run>>,
    },
    /// A table.
    Table {
        /// Its caption.
        caption: String,
        /// Columns: heading, and whether figures stand in it.
        columns: Vec<(String, bool)>,
        /// Which column names the row.
        names: Option<usize>,
        /// Its rows.
        rows: Vec<Vec<Shown>>,
    },
    /// A chart.
    Figure {
        /// The drawing.
        svg: String,
        /// What stands under it.
        caption: String,
    },
}

/// Words of one look.
#[derive(Clone, Debug, Serialize)]
pub struct Run {
    /// The words.
    pub text: String,
    /// They carry weight.
    pub strong: bool,
    /// They no longer hold.
    pub struck: bool,
}

/// A cell.
#[derive(Clone, Debug, Serialize)]
pub struct Shown {
    /// Its paragraphs.
    pub text: Vec<Vec<Run>>,
    /// The word of its colour.
    pub tone: Option<&'static str>,
}

impl PacksPage {
    /// The page; `on` is an earlier day, of which it shows what was issued by then.
    ///
    /// # Errors
    /// When the person may not see all of the plan; the store's.
    pub fn of(reader: &Reader, plan: Id, on: Option<Day>) -> Result<PacksPage> {
        let mut packs = reader.packs(plan)?;
        packs.retain(|p| on.is_none_or(|day| p.issued.as_ref().is_some_and(|(_, issued)| *issued <= day)));
        let tally = |f: &dyn Fn(&Pack) -> bool| packs.iter().filter(|p| f(p)).count();
        let (issued, open) = (tally(&|p| p.issued.is_some()), tally(&|p| p.state().open()));
        let lede = match (issued, open) {
            (0, 0) => "What a board, a commissioner or a scrutiny panel is given for a meeting: drafted, commented, approved by name, issued, and then kept as it is for ever.".to_owned(),
            (issued, 0) => format!("{} issued. Each stays as it was, for ever.", crate::words::count(issued, "pack")),
            (issued, open) => format!(
                "{} issued, {} being written.",
                crate::words::count(issued, "pack"),
                open
            ),
        };
        let rows = packs.iter().map(|p| row(reader, p)).collect::<Result<_>>()?;
        Ok(PacksPage { lede, rows })
    }
}

fn row(reader: &Reader, pack: &Pack) -> Result<PackRow> {
    let by = |of: &Option<(String, Day)>| of.as_ref().map(|(who, on)| (who.clone(), on.iso()));
    let files = if pack.issued.is_some() { reader.pack_files(pack.id)? } else { Vec::new() };
    Ok(PackRow {
        id: pack.id.to_string(),
        title: pack.title.clone(),
        board: pack.board.clone(),
        meeting: pack.meeting.map(Day::iso),
        as_of: pack.as_of.iso(),
        state: pack.state().name(),
        open: pack.state().open(),
        part: pack.part.name(),
        approved: by(&pack.approved),
        issued: by(&pack.issued),
        superseded_by: pack.superseded_by.map(|id| id.to_string()),
        files: files.iter().map(file).collect(),
    })
}

fn file(file: &PackFile) -> FileRow {
    let name = crate::packs::Format::from_word(&file.format).map_or(file.format.as_str(), |f| f.name());
    let size = match file.size {
        n if n < 1_000_000 => format!("{} kB", (n + 999) / 1000),
        n => format!("{}.{} MB", n / 1_000_000, n % 1_000_000 / 100_000),
    };
    FileRow {
        format: file.format.clone(),
        name: name.to_owned(),
        file: file.name.clone(),
        size,
        sha256: file.sha256.clone(),
    }
}

impl PackPage {
    /// The page of a pack: a draft with its content, an issued one with its files.
    ///
    /// # Errors
    /// Where there is none that this person may see; the store's.
    pub fn of(reader: &Reader, plan: Id, pack: Id) -> Result<PackPage> {
        let pack = reader.pack(plan, pack)?;
        let words = reader.pack_words(&pack)?;
        let mut page = PackPage {
            row: row(reader, &pack)?,
            revision: pack.revision,
            known: pack.known.unwrap_or_else(|| reader.last_event()),
            kind: pack.layout.about.clone(),
            since: pack.since.as_ref().map(|(day, what)| (day.iso(), what.clone())),
            program: pack.program.clone(),
            supersedes: pack.supersedes.map(|id| id.to_string()),
            public: pack.part == Part::I,
            lacks: Vec::new(),
            head: Vec::new(),
            facts: Vec::new(),
            sections: Vec::new(),
        };
        if !matches!(pack.state(), State::Draft | State::Approved) {
            return Ok(page);
        }
        let gathered = Gathered::of(reader, &pack)?;
        let releases = gathered.releases.clone();
        let Composed { document, lacks, .. } = compose(&gathered);
        page.known = gathered.event;
        // Whoever releases words must have read them.
        let open = page.public.then(|| compose(&gathered.with_all_released()).document);
        page.lacks = lacks.into_iter().map(|l| (l.section, l.message, l.hint)).collect();
        let head = |slot| {
            let made = section(slot, Vec::new(), &words, &releases);
            let waits = page.public && made.released.is_none() && !made.words.is_empty();
            Section { waits, content: content_of_words(&words, &made.key), ..made }
        };
        page.head = pack.layout.head.iter().map(head).collect();
        page.facts = document.facts.iter().map(|f| (f.name.clone(), said(&f.words))).collect();
        let shown = open.unwrap_or_else(|| document.clone()).sections;
        let slots = pack.layout.sections.iter().zip(document.sections).zip(shown);
        page.sections = slots
            .map(|((slot, made), shown)| {
                let waits = made.blocks != shown.blocks;
                let content = content_of(&shown);
                let blocks = shown.blocks.into_iter().map(block).collect();
                Section { title: made.title, waits, content, ..section(slot, blocks, &words, &releases) }
            })
            .collect();
        Ok(page)
    }
}

fn said(words: &Words) -> String {
    words.iter().map(|r| r.text.as_str()).collect()
}

fn section(
    slot: &crate::packs::layout::Slot,
    blocks: Vec<Block>,
    words: &[PackWords],
    releases: &[Release],
) -> Section {
    let said = |w: &PackWords| Said {
        id: w.id.to_string(),
        revision: w.revision,
        text: w.text.clone(),
        author: w.author.clone(),
        day: w.on.iso(),
    };
    let released = releases.iter().rfind(|r| r.section == slot.key);
    let mut hint = slot.hint.clone();
    if hint.is_empty() && !slot.columns.is_empty() {
        hint = format!("A line a row, its cells parted by |: {}", slot.columns.join(" | "));
    }
    Section {
        key: slot.key.clone(),
        title: slot.title.clone(),
        hint,
        must: slot.must,
        blocks,
        words: words.iter().filter(|w| w.section == slot.key).map(said).collect(),
        released: released.map(|r| (r.author.clone(), r.on.iso())),
        waits: false,
        content: String::new(),
    }
}

fn runs(words: Words) -> Vec<Run> {
    words.into_iter().map(|r| Run { text: r.text, strong: r.strong, struck: r.struck }).collect()
}

fn block(block: Written) -> Block {
    match block {
        Written::Heading(level, text) => Block::Heading { level: (level + 1).clamp(3, 4), text },
        Written::Text(words) => Block::Text { words: runs(words) },
        Written::Bullets(items) => {
            Block::List { numbered: false, items: items.into_iter().map(runs).collect() }
        }
        Written::Numbered(items) => {
            Block::List { numbered: true, items: items.into_iter().map(runs).collect() }
        }
        Written::Facts(facts) => {
            Block::Facts { facts: facts.into_iter().map(|f| (f.name, runs(f.words))).collect() }
        }
        Written::Comment { who, text } => Block::Comment { who, text: text.into_iter().map(runs).collect() },
        Written::Table(table) => Block::Table {
            caption: table.caption,
            columns: table.columns.into_iter().map(|c| (c.title, c.figures)).collect(),
            names: table.names,
            rows: table.rows.into_iter().map(|r| r.into_iter().map(shown).collect()).collect(),
        },
        Written::Figure(figure) => Block::Figure { svg: figure.svg, caption: figure.caption },
    }
}

fn shown(cell: Cell) -> Shown {
    let tone = cell.tone.map(|t| match t {
        Tone::Red => "red",
        Tone::Amber => "amber",
        Tone::Yellow => "yellow",
        Tone::Green => "green",
        Tone::Blue => "blue",
        Tone::Grey => "grey",
    });
    Shown { text: cell.text.into_iter().map(runs).collect(), tone }
}

/// What can be drafted of a plan: name, what it is called, what it is for, and who it is for; the council's own last.
///
/// # Errors
/// The store's.
pub fn kinds(reader: &Reader, plan: Id) -> Result<Vec<(String, String, String, String)>> {
    let called = |l: &Layout| if l.called.is_empty() { l.title.clone() } else { l.called.clone() };
    let own = reader.own_layouts(reader.place_of(plan)?)?;
    let all = Layout::all().into_iter().chain(own.into_iter().map(|own| own.layout));
    Ok(all.map(|l| (l.name.clone(), called(&l), l.about, l.audience)).collect())
}
