//! What a kind of pack holds, in order: data, so that a council can add its own. The ones that come with the program
//! stand in `layouts/`, one file each.
//!
//! ```toml
//! name = "board"                     # how commands and addresses call it: a-z, 0-9 and -
//! title = "Improvement board pack"   # the document's title, where nobody gives another
//! called = "Board pack"              # what the kind is called where it is chosen; the title, if left out
//! about = "What a board needs …"     # a sentence for the person who chooses it
//! audience = "Improvement Board"     # who it is for, where nobody says otherwise; may be left out
//! part = "ii"                        # "i" may be published, "ii" may not
//! plain = true                       # acronyms are written out everywhere; may be left out
//! flowing = true                     # sections follow one another on a page; without it each starts one
//! asks = false                       # it asks its readers for no decisions, as inspectors are asked for none
//!
//! [[head]]                           # a line of the header block: what stands beside it is generated or written
//! key = "report-for"
//! title = "Report for"
//! must = true                        # a finding, where nothing stands here
//!
//! [[section]]
//! key = "overview"                   # a person's words hold on to it
//! title = "The plan on one page"
//! from = "overview"                  # the view that fills it; without one it holds only what a person writes
//! wide = true                        # wide pages
//! hint = "What the writer is told"
//! columns = ["Option", "Comment"]    # a person's words are a table: a line a row, its cells parted by |
//! rows = ["1 Officer writes report"] # rows that stand there from the start, named by their first cell
//! ```

use std::collections::BTreeSet;

use serde::Deserialize;

use super::sections;

/// A kind of pack.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// How commands and addresses call it.
    pub name: String,
    /// The document's title, where nobody gives another.
    pub title: String,
    /// What the kind is called where it is chosen; its title, if left out.
    #[serde(default)]
    pub called: String,
    /// What it is for, in a sentence.
    pub about: String,
    /// Who it is for, where nobody says otherwise.
    #[serde(default)]
    pub audience: String,
    /// Whether it may be published.
    #[serde(default)]
    pub part: Part,
    /// Acronyms are written out everywhere.
    #[serde(default)]
    pub plain: bool,
    /// Sections follow one another on a page, as in a committee's report; otherwise each starts a page.
    #[serde(default)]
    pub flowing: bool,
    /// Its readers are asked for decisions; otherwise they are told what is not settled.
    #[serde(default = "yes")]
    pub asks: bool,
    /// The lines of its header block.
    #[serde(default)]
    pub head: Vec<Slot>,
    /// Its sections in order.
    #[serde(default, rename = "section")]
    pub sections: Vec<Slot>,
}

fn yes() -> bool {
    true
}

/// Whether a pack may be published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// It may be published: small numbers and unreleased texts are left out.
    I,
    /// It may not.
    #[default]
    Ii,
}

impl Part {
    /// The word kept.
    pub fn word(self) -> &'static str {
        match self {
            Part::I => "i",
            Part::Ii => "ii",
        }
    }

    /// The part with this word.
    pub fn from_word(word: &str) -> Option<Part> {
        [Part::I, Part::Ii].into_iter().find(|p| p.word() == word.to_ascii_lowercase())
    }

    /// As people say it.
    pub fn name(self) -> &'static str {
        match self {
            Part::I => "Part I: may be published",
            Part::Ii => "Part II: not for publication",
        }
    }
}

/// A section, or a line of the header block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// A person's words hold on to it.
    pub key: String,
    /// Its heading.
    pub title: String,
    /// The view that fills it; empty where only a person does.
    #[serde(default)]
    pub from: String,
    /// Wide pages.
    #[serde(default)]
    pub wide: bool,
    /// A finding, where nothing stands here.
    #[serde(default)]
    pub must: bool,
    /// What the writer is told.
    #[serde(default)]
    pub hint: String,
    /// A person's words are a table with these columns.
    #[serde(default)]
    pub columns: Vec<String>,
    /// Rows that stand in that table from the start.
    #[serde(default)]
    pub rows: Vec<String>,
}

/// The layouts that come with the program, in the order in which they are offered.
const OWN: [&str; 8] = [
    include_str!("layouts/board.toml"),
    include_str!("layouts/commissioner.toml"),
    include_str!("layouts/progress.toml"),
    include_str!("layouts/scrutiny.toml"),
    include_str!("layouts/inspection.toml"),
    include_str!("layouts/appendix.toml"),
    include_str!("layouts/cabinet-report.toml"),
    include_str!("layouts/scrutiny-report.toml"),
];

/// The most a layout may hold, in bytes: far more than any committee's.
const LARGEST: usize = 64 * 1024;

impl Layout {
    /// Every layout that comes with the program.
    pub fn all() -> Vec<Layout> {
        OWN.iter().filter_map(|text| Layout::parse(text).ok()).collect()
    }

    /// The layout of the program with this name.
    pub fn named(name: &str) -> Option<Layout> {
        Layout::all().into_iter().find(|l| l.name == name)
    }

    /// Reads a layout.
    ///
    /// # Errors
    /// One sentence that says what is wrong and where.
    pub fn parse(text: &str) -> Result<Layout, String> {
        if text.len() > LARGEST {
            return Err("The layout has more than 64 kilobytes".to_owned());
        }
        let layout: Layout = toml::from_str(text).map_err(|e| unread(text, &e))?;
        let word = |t: &str| {
            !t.is_empty() && t.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        };
        let slots = || layout.head.iter().chain(&layout.sections);
        if let Some(bad) = std::iter::once(&layout.name).chain(slots().map(|s| &s.key)).find(|t| !word(t)) {
            return Err(format!("The layout calls something “{bad}”: use a to z, 0 to 9 and -"));
        }
        let mut met = BTreeSet::new();
        if let Some(twice) = slots().find(|s| !met.insert(s.key.as_str())) {
            return Err(format!("The layout has two sections called “{}”", twice.key));
        }
        if layout.sections.is_empty() {
            return Err("The layout has no section: begin one with [[section]]".to_owned());
        }
        let known = |s: &&Slot, names: &dyn Fn(&str) -> bool| s.from.is_empty() || names(&s.from);
        let wrong = layout.sections.iter().find(|s| !known(s, &|n| sections::known(n)));
        let wrong = wrong.or_else(|| layout.head.iter().find(|s| !known(s, &|n| sections::head(n))));
        if let Some(slot) = wrong {
            return Err(format!("“{}” is to come from “{}”, which is no view", slot.title, slot.from));
        }
        Ok(layout)
    }

    /// The section or line of the header block with this key.
    pub fn slot(&self, key: &str) -> Option<&Slot> {
        self.head.iter().chain(&self.sections).find(|s| s.key == key)
    }
}

/// Why a layout cannot be read: the line, what stands there, what is wrong with it and what to do.
fn unread(text: &str, error: &toml::de::Error) -> String {
    let start = error.span().map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or_default();
    let number = before.matches('\n').count() + 1;
    let line: String = text.lines().nth(number - 1).unwrap_or_default().trim().chars().take(60).collect();
    format!(
        "The layout cannot be read at line {number} (“{line}”): {}. Correct that line; the operators’ guide says how a \
         layout is written",
        error.message().trim_end_matches('.').replace('\n', " ")
    )
}

#[cfg(test)]
mod tests {
    use super::{Layout, OWN};

    #[test]
    fn every_layout_of_the_program_can_be_read_and_has_a_name_of_its_own() {
        let mut names: Vec<String> = OWN.iter().map(|t| Layout::parse(t).unwrap().name).collect();
        assert_eq!(names.len(), Layout::all().len());
        names.sort();
        names.dedup();
        assert_eq!(names.len(), OWN.len());
    }

    #[test]
    fn a_wrong_layout_is_refused_with_its_reason() {
        let with = |rest: &str| {
            let text = format!("name = \"own\"\ntitle = \"Own\"\nabout = \"Ours.\"\n{rest}");
            Layout::parse(&text).unwrap_err()
        };
        assert!(with("").contains("no section"));
        assert!(with("[[section]]\nkey = \"A b\"\ntitle = \"x\"\n").contains("“A b”"));
        assert!(with("[[section]]\nkey = \"a\"\ntitle = \"x\"\nfrom = \"nowhere\"\n").contains("“nowhere”"));
        let twice = "[[section]]\nkey = \"a\"\ntitle = \"x\"\n[[section]]\nkey = \"a\"\ntitle = \"y\"\n";
        assert!(with(twice).contains("two sections"));
        let said = with("[[section]]\nkey = \"a\"\ntitel = \"x\"\n");
        assert!(said.contains("line 6 (“titel = \"x\"”)") && said.contains("Correct that line"), "{said}");
    }
}
