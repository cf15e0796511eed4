//! Target dates: a phrase as written and what it means.

use serde::{Deserialize, Serialize};

use super::Origin;
use crate::day::Day;

/// What a target-date phrase means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DateKind {
    /// A day or a period by whose end it is due.
    Point,
    /// Opens and has no end: `From July 2021`.
    Start,
    /// Opens and closes.
    Range,
    /// Recurs.
    Recurring,
    /// Never closes: `Ongoing`.
    Ongoing,
    /// One or the other.
    Either,
    /// Several milestones; due with the last.
    Milestone,
    /// Not known: `tbc`, or words we do not understand.
    #[default]
    Unknown,
    /// Waits for an event outside.
    Trigger,
    /// The date column says that it is complete.
    Completed,
}

impl DateKind {
    /// Every kind.
    pub const ALL: [DateKind; 10] = [
        DateKind::Point,
        DateKind::Start,
        DateKind::Range,
        DateKind::Recurring,
        DateKind::Ongoing,
        DateKind::Either,
        DateKind::Milestone,
        DateKind::Unknown,
        DateKind::Trigger,
        DateKind::Completed,
    ];

    /// The word of the JSON contract.
    pub fn word(self) -> &'static str {
        match self {
            DateKind::Point => "point",
            DateKind::Start => "start",
            DateKind::Range => "range",
            DateKind::Recurring => "recurring",
            DateKind::Ongoing => "ongoing",
            DateKind::Either => "either",
            DateKind::Milestone => "milestone",
            DateKind::Unknown => "unknown",
            DateKind::Trigger => "trigger",
            DateKind::Completed => "completed",
        }
    }

    /// The kind with this word.
    pub fn from_word(word: &str) -> Option<DateKind> {
        DateKind::ALL.into_iter().find(|k| k.word() == word)
    }
}

/// A target date: the phrase as written and what it means.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TargetDate {
    /// Origin.
    pub origin: Origin,
    /// Exactly as written, white space folded.
    pub phrase: String,
    /// What kind of date it is.
    pub kind: DateKind,
    /// First day meant, if any.
    pub from: Option<Day>,
    /// Last day meant, if it closes: the due day.
    pub to: Option<Day>,
    /// A later date of the same action replaced it.
    pub superseded: bool,
    /// The day it was set, if known.
    pub set_on: Option<Day>,
    /// Why it replaced the one before it.
    pub reason: Option<String>,
    /// Who agreed to it.
    pub approved_by: Option<String>,
}
