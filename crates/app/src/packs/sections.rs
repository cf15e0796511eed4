//! What a section can be filled with: one view, one file. A layout names them.

mod changes;
mod columns;
mod evidence;
mod exceptions;
mod freshness;
mod health;
mod measures;
mod overview;
mod plan;
mod priorities;
mod progress;
mod recommendations;
mod register;

use reports::document::{Block, Fact};

use super::blocks;
use super::gather::Gathered;
use super::layout::Slot;
use super::public::WITHHELD;
use crate::views::overview::Question;
use crate::views::scene::Scene;

/// What fills a section: the views of the pages, written as blocks.
type Fill = fn(&Page<'_>) -> Vec<Block>;

/// Every view a section can be filled with, by the name that layouts use.
const FILLS: [(&str, Fill); 19] = [
    ("overview", overview::fill),
    ("changes", changes::fill),
    ("exceptions", exceptions::fill),
    ("priorities", priorities::fill),
    ("measures", measures::fill),
    ("recommendations", recommendations::fill),
    ("plan", plan::fill),
    ("freshness", freshness::fill),
    ("findings", health::fill),
    ("evidence", evidence::fill),
    ("inspections", register::inspections),
    ("decisions", register::decisions),
    ("outcomes", register::outcomes),
    ("asked", register::asked),
    ("done", progress::done),
    ("impact", progress::impact),
    ("forward", progress::forward),
    ("late", exceptions::late),
    // Filled once everything else stands: see `compose`.
    ("glossary", |_| Vec::new()),
];

/// What stands in a line of the header block, from the pack's own terms.
const HEADS: [&str; 6] = ["board", "meeting", "part", "place", "owner", "title"];

/// Whether a section can be filled with this.
pub(super) fn known(name: &str) -> bool {
    FILLS.iter().any(|(known, _)| *known == name)
}

/// Whether a line of the header block can be filled with this.
pub(super) fn head(name: &str) -> bool {
    HEADS.contains(&name)
}

/// A section being filled.
pub(super) struct Page<'a> {
    pub(super) from: &'a Gathered,
    pub(super) slot: &'a Slot,
}

impl Page<'_> {
    /// The plan on the pack's day, without the figures that may not be published where the pack may be.
    pub(super) fn scene(&self) -> &Scene {
        self.from.shown()
    }

    /// The pack may be published.
    pub(super) fn public(&self) -> bool {
        self.from.public.is_some()
    }

    /// Free text: as it stands, or, in a pack that may be published, only where a person released the section's.
    pub(super) fn said(&self, text: &str) -> String {
        if text.is_empty() || self.may_say() { text.to_owned() } else { WITHHELD.to_owned() }
    }

    /// What a question to the board is about, in words: an action's are free text, the name of a measure and an
    /// inspector's recommendation are published already.
    pub(super) fn about(&self, question: &Question) -> String {
        if question.href.starts_with("actions/") { self.said(&question.text) } else { question.text.clone() }
    }

    /// The section's free text may stand.
    pub(super) fn may_say(&self) -> bool {
        !self.public() || self.from.released(&self.slot.key).is_some()
    }
}

/// The blocks of a section.
pub(super) fn fill(page: &Page<'_>) -> Vec<Block> {
    let found = FILLS.iter().find(|(name, _)| *name == page.slot.from);
    found.map_or_else(Vec::new, |(_, fill)| fill(page))
}

/// What a line of the header block says by itself.
pub(super) fn head_fact(from: &Gathered, slot: &Slot) -> Option<Fact> {
    let pack = &from.pack;
    let said = match slot.from.as_str() {
        "board" => pack.board.clone(),
        "meeting" => pack.meeting.map(model::day::Day::long)?,
        "part" => pack.part.name().to_owned(),
        "place" => from.place.clone(),
        "owner" => from.scene.plan.owner.clone()?,
        "title" => pack.title.clone(),
        _ => return None,
    };
    Some(blocks::fact(&slot.title, said))
}
