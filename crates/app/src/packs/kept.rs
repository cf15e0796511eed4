//! A pack as it is kept: its terms, what people wrote on it, what was released, its files.

use model::day::Day;
use model::id::Id;
use store::{Filter, Kind, Row, View};

use super::layout::{Layout, Part};
use crate::error::{Error, Result};
use crate::site::{Reader, Right, latest};

/// How far a pack is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Being written.
    Draft,
    /// Approved by somebody: issued as it is, or changed and then a draft again.
    Approved,
    /// Issued: it stays as it is for ever.
    Issued,
    /// Issued, and another took its place.
    Superseded,
}

impl State {
    /// The word on pages.
    pub fn name(self) -> &'static str {
        match self {
            State::Draft => "Draft",
            State::Approved => "Approved",
            State::Issued => "Issued",
            State::Superseded => "Superseded",
        }
    }

    /// It can still be changed.
    pub fn open(self) -> bool {
        matches!(self, State::Draft | State::Approved)
    }
}

/// A pack.
#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    /// Its identity.
    pub id: Id,
    /// Its plan.
    pub plan: Id,
    /// The revision seen.
    pub revision: u32,
    /// Its title.
    pub title: String,
    /// What it holds.
    pub layout: Layout,
    /// Who it is for.
    pub board: String,
    /// The day they meet.
    pub meeting: Option<Day>,
    /// The day it speaks of.
    pub as_of: Day,
    /// The day it compares with, and what that was.
    pub since: Option<(Day, Option<String>)>,
    /// Whether it may be published.
    pub part: Part,
    /// Why it may not.
    pub exempt_why: String,
    /// The priority it is about.
    pub programme: Option<String>,
    /// How often it was changed.
    pub edition: i64,
    /// Who approved it, and when.
    pub approved: Option<(String, Day)>,
    /// The last event it knows of.
    pub known: Option<u64>,
    /// Who issued it, and when.
    pub issued: Option<(String, Day)>,
    /// The version of the program that made its files.
    pub program: String,
    /// What it was made from, as JSON.
    pub inputs: Option<String>,
    /// The issued pack it takes the place of.
    pub supersedes: Option<Id>,
    /// The issued pack that took its place.
    pub superseded_by: Option<Id>,
}

impl Pack {
    /// How far it is.
    pub fn state(&self) -> State {
        match (&self.issued, &self.approved, self.superseded_by) {
            (Some(_), _, Some(_)) => State::Superseded,
            (Some(_), ..) => State::Issued,
            (None, Some(_), _) => State::Approved,
            _ => State::Draft,
        }
    }

    fn of(row: &Row, all: &[Row]) -> Option<Pack> {
        let layout = match row.text("layout") {
            Some(own) => Layout::parse(own).ok()?,
            None => Layout::named(row.text("kind")?)?,
        };
        let who = |by: &str, on: &str| row.maybe(by).zip(row.day(on));
        let later =
            all.iter().find(|r| r.reference("supersedes") == Some(row.id) && r.text("issued_by").is_some());
        Some(Pack {
            id: row.id,
            plan: row.plan?,
            revision: row.revision,
            title: row.words("title"),
            layout,
            board: row.words("board"),
            meeting: row.day("meeting"),
            as_of: row.day("as_of")?,
            since: row.day("since").map(|d| (d, row.maybe("since_what"))),
            part: row.text("part").and_then(Part::from_word).unwrap_or_default(),
            exempt_why: row.words("exempt_why"),
            programme: row.maybe("programme"),
            edition: row.int("edition").unwrap_or(0),
            approved: who("approved_by", "approved_on"),
            known: row.int("known").and_then(|n| u64::try_from(n).ok()),
            issued: who("issued_by", "issued_on"),
            program: row.words("program"),
            inputs: row.maybe("inputs"),
            supersedes: row.reference("supersedes"),
            superseded_by: later.map(|r| r.id),
        })
    }
}

/// What a person wrote about a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackWords {
    /// Its identity.
    pub id: Id,
    /// The revision seen.
    pub revision: u32,
    /// The section's key.
    pub section: String,
    /// The words.
    pub text: String,
    /// Who wrote them.
    pub author: String,
    /// When.
    pub on: Day,
}

/// That a person let the free text of a section be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Its identity.
    pub id: Id,
    /// The revision seen.
    pub revision: u32,
    /// The section's key.
    pub section: String,
    /// Who.
    pub author: String,
    /// When.
    pub on: Day,
    /// The hash of the section as they read it: what has changed since is not released.
    pub content: String,
}

/// A file of an issued pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackFile {
    /// Its format's word.
    pub format: String,
    /// Its name.
    pub name: String,
    /// The hash of its bytes.
    pub sha256: String,
    /// How many bytes.
    pub size: i64,
}

impl Reader {
    /// The packs of a plan, the newest meeting first; those who may not work on drafts see what was issued.
    ///
    /// # Errors
    /// When the person may not see all of the plan; the store's (so for all below).
    pub fn packs(&self, plan: Id) -> Result<Vec<Pack>> {
        self.need_all()?;
        let drafts = self.who().role.may(Right::AnswerForOwn);
        let mut packs = self.packs_in(plan, View::of(latest()))?;
        packs.retain(|p| drafts || !p.state().open());
        packs.sort_by_key(|p| std::cmp::Reverse((p.meeting.unwrap_or(p.as_of), p.as_of, p.revision, p.id)));
        Ok(packs)
    }

    /// Every pack of a plan as it was known then.
    pub(super) fn packs_in(&self, plan: Id, view: View) -> Result<Vec<Pack>> {
        let rows = self.rows.rows(Kind::Pack, &Filter::Plan(plan), view)?;
        Ok(rows.iter().filter_map(|r| Pack::of(r, &rows)).collect())
    }

    /// One pack.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none that this person may see.
    pub fn pack(&self, plan: Id, pack: Id) -> Result<Pack> {
        let found = self.packs(plan)?.into_iter().find(|p| p.id == pack);
        found.ok_or_else(|| Error::NotFound("There is no such pack, or it was put away".to_owned()))
    }

    /// What people wrote on a pack, oldest first.
    ///
    /// # Errors
    /// The store's.
    pub fn pack_words(&self, pack: &Pack) -> Result<Vec<PackWords>> {
        let rows = self.rows.rows(Kind::PackWords, &Filter::By("pack", pack.id), view_of(pack))?;
        let words = |r: &Row| {
            Some(PackWords {
                id: r.id,
                revision: r.revision,
                section: r.words("section"),
                text: r.words("text"),
                author: r.words("author"),
                on: r.day("written_on")?,
            })
        };
        let mut all: Vec<(u64, PackWords)> = rows.iter().filter_map(|r| Some((r.event, words(r)?))).collect();
        all.sort_by_key(|(event, w)| (w.on, *event));
        Ok(all.into_iter().map(|(_, w)| w).collect())
    }

    /// The sections of a pack whose free text was released; of a section released again only the last.
    ///
    /// # Errors
    /// The store's.
    pub fn pack_releases(&self, pack: &Pack) -> Result<Vec<Release>> {
        let rows = self.rows.rows(Kind::PackRelease, &Filter::By("pack", pack.id), view_of(pack))?;
        let release = |r: &Row| {
            Some(Release {
                id: r.id,
                revision: r.revision,
                section: r.words("section"),
                author: r.words("author"),
                on: r.day("released_on")?,
                content: r.words("content"),
            })
        };
        let mut all: Vec<(u64, Release)> = rows.iter().filter_map(|r| Some((r.event, release(r)?))).collect();
        all.sort_by_key(|(event, _)| *event);
        Ok(all.into_iter().map(|(_, r)| r).collect())
    }

    /// The files of an issued pack.
    ///
    /// # Errors
    /// The store's.
    pub fn pack_files(&self, pack: Id) -> Result<Vec<PackFile>> {
        let rows = self.rows.rows(Kind::PackFile, &Filter::By("pack", pack), View::of(latest()))?;
        let file = |r: &Row| PackFile {
            format: r.words("format"),
            name: r.words("name"),
            sha256: r.words("sha256"),
            size: r.int("size").unwrap_or(0),
        };
        let mut files: Vec<PackFile> = rows.iter().map(file).collect();
        files.sort_by_key(|f| super::Format::from_word(&f.format));
        Ok(files)
    }

    /// The bytes of a file of an issued pack, as they were issued.
    ///
    /// # Errors
    /// [`Error::NotFound`] where they were emptied by a redaction; [`Error::Refused`] where they are no longer those
    /// that were issued.
    pub fn pack_bytes(&self, file: &PackFile) -> Result<Vec<u8>> {
        let gone =
            || Error::NotFound("This file was erased by a redaction; History says who and why".to_owned());
        let document = self.rows.document(&file.sha256)?.filter(|d| !d.redacted).ok_or_else(gone)?;
        if store::sha256(&document.bytes) != file.sha256 {
            return Err(Error::Refused(format!(
                "{} is no longer as it was issued: restore a backup",
                file.name
            )));
        }
        Ok(document.bytes)
    }
}

/// What a pack knows: for ever what it was approved with, else everything there is.
fn view_of(pack: &Pack) -> View {
    View { day: latest(), known: pack.known }
}
