//! A plan and everything that hangs from it, in the shape in which it is read, judged and shown.
//!
//! The same structures hold a draft (read from documents, no identities) and a kept plan as of a day (assembled by
//! `app` from the store, every [`Origin`] with its identity and revision), so every rule works on both.
//! Text is kept exactly as written with white space folded; figures keep their printed form beside their value.

mod dates;
mod measures;
mod register;

pub use dates::{DateKind, TargetDate};
pub use measures::{Direction, Measure, Observation, Period, PeriodKind, Provenance};
pub use register::{Decision, DefinedOutcome, Diagnostic, KeptText, Named, ServicePlan};

use crate::at::At;
use crate::day::Day;
use crate::id::Id;
use crate::level::{Delivery, Impact};
use serde::{Deserialize, Serialize};

/// Where a thing comes from and, once kept, which thing it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Its identity in the store; `None` in a draft.
    pub id: Option<Id>,
    /// The revision seen; a write names it. 0 in a draft.
    pub revision: u32,
    /// Its place in the document it was read from.
    pub at: At,
}

impl From<At> for Origin {
    fn from(at: At) -> Origin {
        Origin { id: None, revision: 0, at }
    }
}

/// A plan of a place: a whole improvement plan, or what a report says about one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Origin; the place is that of the title.
    pub origin: Origin,
    /// The title as printed.
    pub title: String,
    /// The council's area.
    pub place: Option<String>,
    /// Who owns the plan, as printed.
    pub owner: Option<String>,
    /// The version label as printed.
    pub version: Option<String>,
    /// The day the document speaks of (its own as-at; a month means its first day).
    pub as_at: Option<Day>,
    /// When it is reviewed, as printed.
    pub review: Option<String>,
    /// Accounts of progress on the plan as a whole.
    pub updates: Vec<Update>,
    /// Outcomes of the plan as a whole.
    pub outcomes: Vec<Statement>,
    /// The inspections it answers.
    pub inspections: Vec<Inspection>,
    /// The grades those inspections gave.
    pub judgements: Vec<Judgement>,
    /// The inspection's recommendations.
    pub recommendations: Vec<Recommendation>,
    /// What a covering report asks of its committee.
    pub report_recommendations: Vec<Statement>,
    /// The tree of priorities, themes, programmes and sections, in document order.
    pub priorities: Vec<Priority>,
    /// The reference rows that group actions, in document order.
    pub lines: Vec<Line>,
    /// Every action, in document order.
    pub actions: Vec<Action>,
    /// Every dated value of a measure.
    pub observations: Vec<Observation>,
    /// Outcomes with thresholds (unmet, met, exceeded, significantly exceeded).
    pub defined_outcomes: Vec<DefinedOutcome>,
    /// Findings of an external diagnostic.
    pub diagnostics: Vec<Diagnostic>,
    /// What was approved by whom.
    pub decisions: Vec<Decision>,
    /// Service-level plans and their owners.
    pub service_plans: Vec<ServicePlan>,
    /// The services and breakdowns named, one entry a canonical name.
    pub services: Vec<Named>,
    /// Organisations, boards, panels, teams named.
    pub bodies: Vec<Named>,
    /// Persons and offices named, one entry a canonical name.
    pub people: Vec<Named>,
    /// Text that belongs here but was not recognised as anything else.
    pub text: Vec<KeptText>,
}

/// A sentence or paragraph of the plan: an outcome, an aim, a commentary.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Origin.
    pub origin: Origin,
    /// The words.
    pub text: String,
}

/// A dated, authored account of progress.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Update {
    /// Origin.
    pub origin: Origin,
    /// The words.
    pub text: String,
    /// The day it speaks of; `None` where the document does not say (then the document's own day counts).
    pub as_at: Option<Day>,
    /// Who wrote it, if known.
    pub author: Option<String>,
    /// What its author declared about the course of things; `None` where only the words can tell.
    pub stance: Option<Stance>,
}

/// What an update declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Stance {
    /// Going as expected.
    OnTrack,
    /// Not going as expected.
    OffTrack,
    /// Done, as its owner says.
    Done,
}

/// An inspection.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Inspection {
    /// Origin.
    pub origin: Origin,
    /// What it was called.
    pub title: String,
    /// The days it took, as printed: `24 November - 17 December 2015`.
    pub held: Option<String>,
    /// First day, if known.
    pub from: Option<Day>,
    /// Last day, if known.
    pub to: Option<Day>,
    /// When its report was published, if known.
    pub published: Option<Day>,
}

/// One grade of an inspection.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    /// Origin.
    pub origin: Origin,
    /// The area judged; `overall` for the overall judgement.
    pub area: String,
    /// The grade in the words of its framework, lower case: `inadequate`, `requires improvement`, `good` …
    pub grade: String,
}

/// The time an inspector gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Band {
    /// To be done at once.
    Immediately,
    /// Within so many months of the report.
    Months(u8),
}

/// A recommendation of an inspection.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Recommendation {
    /// Origin.
    pub origin: Origin,
    /// Its bare number as a string: `12`.
    pub number: String,
    /// Its words.
    pub text: String,
    /// The inspector's band.
    pub band: Option<Band>,
    /// Where the inspector said it: a service and paragraph, as printed.
    pub source: Option<String>,
    /// What reports say about it.
    pub commentary: Vec<Statement>,
    /// Other wordings of the same recommendation met elsewhere (a report against a plan), each with its place.
    pub wordings: Vec<Statement>,
}

/// The kind of a node in the plan's tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PriorityKind {
    /// A priority.
    #[default]
    Priority,
    /// A theme.
    Theme,
    /// A programme.
    Programme,
    /// A section of one of them.
    Section,
}

impl PriorityKind {
    /// The word of the JSON contract.
    pub fn word(self) -> &'static str {
        match self {
            PriorityKind::Priority => "priority",
            PriorityKind::Theme => "theme",
            PriorityKind::Programme => "programme",
            PriorityKind::Section => "section",
        }
    }

    /// The kind with this word.
    pub fn from_word(word: &str) -> Option<PriorityKind> {
        [PriorityKind::Priority, PriorityKind::Theme, PriorityKind::Programme, PriorityKind::Section]
            .into_iter()
            .find(|k| k.word() == word)
    }
}

/// A node of the plan's tree.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Priority {
    /// Origin.
    pub origin: Origin,
    /// The printed number; for a section `parent/Title`.
    pub key: String,
    /// What kind of node it is.
    pub kind: PriorityKind,
    /// Its title.
    pub title: String,
    /// Other titles printed for it elsewhere, each with its place.
    pub also_printed: Vec<Statement>,
    /// The key of the node above.
    pub parent: Option<String>,
    /// Sponsors, as printed.
    pub sponsors: Vec<Owner>,
    /// Non-executive sponsors, as printed.
    pub non_executives: Vec<Owner>,
    /// Leads, as printed.
    pub leads: Vec<Owner>,
    /// Accounts of progress on the node as a whole.
    pub updates: Vec<Update>,
    /// Outcomes of the node as a whole.
    pub outcomes: Vec<Statement>,
}

impl Priority {
    /// Keeps a title printed for it at another place, unless it is the title or stands there already (capitals and
    /// marks apart).
    pub fn print_again(&mut self, title: &str, at: &At) {
        let plain = |text: &str| -> String {
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let printed = plain(title);
        let known =
            plain(&self.title) == printed || self.also_printed.iter().any(|s| plain(&s.text) == printed);
        if !known && !printed.is_empty() {
            self.also_printed.push(Statement { origin: at.clone().into(), text: title.to_owned() });
        }
    }
}

/// What groups actions under one reference in the plan's table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Origin.
    pub origin: Origin,
    /// Its reference as text: `1.10` is not a number. Unique in the plan.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// The key of its priority.
    pub priority: Option<String>,
    /// The numbers of the recommendations it answers.
    pub recommendations: Vec<String>,
    /// Outcome sentences (what is not a measure).
    pub outcomes: Vec<Statement>,
    /// Accounts of progress on the line.
    pub updates: Vec<Update>,
    /// The measures it is judged by; one entry per breakdown; a shared measure repeats its key.
    pub measures: Vec<Measure>,
}

/// How an action came by its owners or dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Given {
    /// The row gives it for this action.
    Own,
    /// The row gives it once for several actions.
    Line,
    /// The counts disagree; it was assigned in order.
    Assumed,
    /// It has none.
    #[default]
    None,
}

impl Given {
    /// The word of the JSON contract.
    pub fn word(self) -> &'static str {
        match self {
            Given::Own => "own",
            Given::Line => "line",
            Given::Assumed => "assumed",
            Given::None => "none",
        }
    }

    /// The value with this word.
    pub fn from_word(word: &str) -> Option<Given> {
        [Given::Own, Given::Line, Given::Assumed, Given::None].into_iter().find(|g| g.word() == word)
    }
}

/// The thing to be done.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// Origin.
    pub origin: Origin,
    /// How it is called: the printed reference, or the line's with the letter (`1.1a`). May repeat.
    pub reference: String,
    /// The reference of its line, where there are lines.
    pub line: Option<String>,
    /// The key of its priority (or section), where there are any.
    pub priority: Option<String>,
    /// Its position in its line, or in the plan where there are no lines; 1-based. This and the line identify it.
    pub position: u32,
    /// The printed letter without its brackets; letters repeat.
    pub letter: Option<String>,
    /// The words.
    pub text: String,
    /// Sub-items inside the text.
    pub parts: Vec<Part>,
    /// The bare numbers of the recommendations it answers.
    pub recommendations: Vec<String>,
    /// The body that leads, as printed in a column of bodies.
    pub lead_body: Option<String>,
    /// Resources, as printed.
    pub resources: Option<String>,
    /// Who owns it; one entry per printed owner phrase (joint owners stay together as printed).
    pub owners: Vec<Owner>,
    /// How it came by its owners.
    pub owners_from: Given,
    /// Its target dates in the order they were set; all but the last of a chain of slips are superseded.
    pub dates: Vec<TargetDate>,
    /// How it came by its dates.
    pub dates_from: Given,
    /// Complete, as the document or its owner says.
    pub status: Option<Status>,
    /// Outcomes and evidence measures given for this action.
    pub outcomes: Vec<Statement>,
    /// Accounts of progress on this action.
    pub updates: Vec<Update>,
    /// References to other actions, resolved where possible: the reference as this plan prints it.
    pub refers_to: Vec<String>,
    /// The delivery rating printed in the document.
    pub delivery: Option<Delivery>,
    /// The impact rating printed in the document.
    pub impact: Option<Impact>,
    /// How it was completed, where it was.
    pub completion: Option<Completion>,
    /// Evidence given.
    pub evidence: Vec<Evidence>,
    /// Ratings given by persons (confirmed or overridden), oldest first.
    pub ratings: Vec<RatingGiven>,
}

/// The state an action is said to be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Status {
    /// Said to be complete.
    Complete,
}

/// How an action was completed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Completion {
    /// The day it was done; `None` where a document only says that it was.
    pub done_on: Option<Day>,
    /// Who said so.
    pub declared_by: Option<String>,
    /// Who, other than the owner, confirmed it; the document's name for an imported completion.
    pub confirmed_by: Option<String>,
    /// When it was confirmed.
    pub confirmed_on: Option<Day>,
    /// It was confirmed by being printed as complete in an imported plan.
    pub by_import: bool,
}

/// A link or file that proves something.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Origin.
    pub origin: Origin,
    /// What it is and proves.
    pub text: String,
    /// Its address or file name.
    pub link: Option<String>,
    /// The day it speaks of.
    pub as_at: Option<Day>,
}

/// The two axes of rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Axis {
    /// How the doing goes.
    Delivery,
    /// What difference it makes.
    Impact,
}

/// A rating given by a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RatingGiven {
    /// Origin.
    pub origin: Origin,
    /// Which axis.
    pub axis: Axis,
    /// The level's word; `None` for "not rated".
    pub level: Option<String>,
    /// The day from which it holds.
    pub given_on: Day,
    /// Who gave it.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// A sub-item of an action.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Origin.
    pub origin: Origin,
    /// The printed letter or mark, if any.
    pub letter: Option<String>,
    /// The words.
    pub text: String,
}

/// One owner phrase as printed, or a sponsor, non-executive or lead.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Owner {
    /// Origin.
    pub origin: Origin,
    /// The phrase as printed: `Practice Lead/Head of HR` names two together.
    pub text: String,
}
