//! Tables of pages that are not of the plan on a day: its packs, its history, the people who may sign in.

use model::day::Day;

use super::Holds::{self, Text, Whole, Yes};
use super::{Cell, Made, day, list, maybe, text};
use crate::users::Account;
use crate::views::history::Deed;
use crate::views::packs::PackRow;

fn iso(day_of: Option<&String>) -> Cell {
    day(day_of.and_then(|d| Day::parse_iso(d)))
}

/// The packs of a plan, as their page lists them.
pub fn packs(rows: &[PackRow]) -> Made {
    Made::of(
        rows,
        &[
            ("title", "Pack", Text, "Its title", &|p: &&PackRow| text(&p.title)),
            ("board", "For", Text, "Who it is for", &|p| text(&p.board)),
            ("meeting", "Meeting", Holds::Day, "The day they meet", &|p| iso(p.meeting.as_ref())),
            ("as_of", "As of", Holds::Day, "The day it speaks of", &|p| iso(Some(&p.as_of))),
            ("state", "State", Text, "How far it is", &|p| text(p.state)),
            ("part", "Publication", Text, "Whether it may be published", &|p| text(p.part)),
            ("approved_by", "Approved by", Text, "Who approved it", &|p| {
                maybe(p.approved.as_ref().map(|a| &a.0))
            }),
            ("approved_on", "Approved on", Holds::Day, "When", &|p| iso(p.approved.as_ref().map(|a| &a.1))),
            ("issued_by", "Issued by", Text, "Who issued it", &|p| maybe(p.issued.as_ref().map(|a| &a.0))),
            ("issued_on", "Issued on", Holds::Day, "When", &|p| iso(p.issued.as_ref().map(|a| &a.1))),
            ("files", "Files", Text, "Its files, once it is issued", &|p| {
                list(p.files.iter().map(|f| f.file.as_str()))
            }),
            ("sha256", "SHA-256", Text, "The hashes of those files, in their order", &|p| {
                list(p.files.iter().map(|f| f.sha256.as_str()))
            }),
        ],
    )
}

/// What happened to a plan, an act a row.
pub fn history(deeds: &[Deed]) -> Made {
    Made::of(
        deeds,
        &[
            ("act", "Act", Whole, "The number by which it can be undone", &|d: &&Deed| {
                Cell::Whole(i64::try_from(d.act).unwrap_or(i64::MAX))
            }),
            ("recorded", "Recorded", Holds::Day, "The day it was recorded", &|d| iso(d.recorded.as_ref())),
            (
                "effective",
                "Holds from",
                Holds::Day,
                "The day from which it holds, where that is another",
                &|d| iso(d.effective.as_ref()),
            ),
            ("who", "Who", Text, "Who did it", &|d| text(&d.who)),
            ("what", "What", Text, "What it was, in general", &|d| text(&d.what)),
            ("sentence", "In a sentence", Text, "The whole in one sentence", &|d| text(&d.sentence)),
            ("why", "Why", Text, "The reason given", &|d| maybe(d.why.as_ref())),
            ("undone", "Taken back", Yes, "It was taken back", &|d| Cell::Yes(d.undone)),
        ],
    )
}

/// Who may sign in.
pub fn accounts(accounts: &[Account]) -> Made {
    Made::of(
        accounts,
        &[
            ("name", "Name", Text, "The name shown and recorded", &|a: &&Account| text(&a.name)),
            ("email", "E-mail address", Text, "The address that signs in", &|a| text(&a.email)),
            ("role", "Role", Text, "What they may do", &|a| text(a.role.name())),
            ("answers_to", "Answers for", Text, "Owners of the plan that mean them", &|a| {
                list(a.answers_to.iter().map(String::as_str))
            }),
        ],
    )
}
