//! A store opened for use, who uses it, and what they may do.
//!
//! Permission is what one is handed: [`Site::reader`] gives only reading, [`Site::editor`] gives editing to those who
//! may edit, and so on. Time, identity and randomness come in with [`Ctx`]; nothing below reads a clock.

use model::day::Day;
use model::id::Id;

use crate::error::{Error, Result};

/// What a person may do in a place (DESIGN 4.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Everything, and users and settings.
    Administrator,
    /// Opens the month, imports, edits, confirms.
    ProgrammeManager,
    /// Edits the plan.
    Editor,
    /// A sponsor or lead: confirms completion and ratings.
    Confirmer,
    /// Answers for actions.
    Owner,
    /// Keeps measures and their figures.
    Analyst,
    /// Reads, audits.
    Auditor,
    /// Reads: board, commissioner.
    Reader,
    /// Sees and answers for its own actions only.
    Partner,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 9] = [
        Role::Administrator,
        Role::ProgrammeManager,
        Role::Editor,
        Role::Confirmer,
        Role::Owner,
        Role::Analyst,
        Role::Auditor,
        Role::Reader,
        Role::Partner,
    ];

    /// The word kept and used on the command line: `programme-manager`.
    pub fn word(self) -> &'static str {
        match self {
            Role::Administrator => "administrator",
            Role::ProgrammeManager => "programme-manager",
            Role::Editor => "editor",
            Role::Confirmer => "confirmer",
            Role::Owner => "owner",
            Role::Analyst => "analyst",
            Role::Auditor => "auditor",
            Role::Reader => "reader",
            Role::Partner => "partner",
        }
    }

    /// The role with this word.
    pub fn from_word(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|r| r.word() == word)
    }

    /// The role as people say it: `Programme manager`.
    pub fn name(self) -> &'static str {
        match self {
            Role::Administrator => "Administrator",
            Role::ProgrammeManager => "Programme manager",
            Role::Editor => "Editor",
            Role::Confirmer => "Confirmer",
            Role::Owner => "Owner",
            Role::Analyst => "Analyst",
            Role::Auditor => "Auditor",
            Role::Reader => "Reader",
            Role::Partner => "Partner",
        }
    }

    /// What the role may do, in a sentence for the page of users.
    pub fn means(self) -> &'static str {
        match self {
            Role::Administrator => "Does everything, and manages users and settings.",
            Role::ProgrammeManager => "Imports, edits, confirms and issues.",
            Role::Editor => "Edits everything in the plan.",
            Role::Confirmer => "Confirms completed actions and ratings.",
            Role::Owner => "Updates the actions they own.",
            Role::Analyst => "Keeps measures and their figures.",
            Role::Auditor => "Reads everything.",
            Role::Reader => "Reads everything.",
            Role::Partner => "Sees and updates only the actions they own.",
        }
    }

    /// Whether the role has this right.
    pub fn may(self, right: Right) -> bool {
        use Role::{Administrator, Analyst, Confirmer, Editor, Owner, Partner, ProgrammeManager};
        match right {
            Right::Administer => self == Administrator,
            Right::Edit => matches!(self, Administrator | ProgrammeManager | Editor),
            Right::Confirm => matches!(self, Administrator | ProgrammeManager | Confirmer),
            Right::Measure => matches!(self, Administrator | ProgrammeManager | Editor | Analyst),
            Right::AnswerForAll => matches!(self, Administrator | ProgrammeManager | Editor),
            Right::AnswerForOwn => matches!(self, Owner | Partner | Confirmer | Analyst) || self.may(Right::AnswerForAll),
            Right::ReadAll => self != Partner,
        }
    }
}

/// A right that roles have or lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// Users, settings, redaction.
    Administer,
    /// Create, correct and withdraw anything in a plan; import.
    Edit,
    /// Confirm or return completed actions, confirm or override ratings, set findings aside.
    Confirm,
    /// Record observations and change measures.
    Measure,
    /// Update any action.
    AnswerForAll,
    /// Update actions that one owns.
    AnswerForOwn,
    /// See everything that is not child-level.
    ReadAll,
}

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// The name that the record keeps.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Their account; `None` on the command line.
    pub user: Option<Id>,
    /// Owner phrases that mean them, beside their name.
    pub answers_to: Vec<String>,
}

impl Who {
    /// Somebody at the command line of the machine that holds the data: an administrator.
    pub fn operator(name: impl Into<String>) -> Who {
        Who { name: name.into(), role: Role::Administrator, user: None, answers_to: Vec::new() }
    }

    /// Whether an owner phrase of the plan means this person: their name, or a phrase they answer to, stands in it as
    /// whole words.
    pub fn is_named_by(&self, phrase: &str) -> bool {
        let holds = |name: &str| {
            let (phrase, name) = (fold(phrase), fold(name));
            !name.trim().is_empty() && format!(" {phrase} ").contains(&format!(" {} ", name.trim()))
        };
        holds(&self.name) || self.answers_to.iter().any(|p| holds(p))
    }
}

fn fold(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where new identities come from.
pub trait IdSource {
    /// The next identity, never met before.
    fn next(&mut self) -> Id;
}

/// Identities in a fixed order, for tests and the demonstration.
#[derive(Clone, Debug)]
pub struct Sequence(u64);

impl Sequence {
    /// The sequence that this seed begins.
    pub fn new(seed: u64) -> Sequence {
        Sequence(seed)
    }
}

impl IdSource for Sequence {
    fn next(&mut self) -> Id {
        // A Weyl sequence through a fixed mixer (the finaliser of SplitMix64): distinct for 2^63 calls.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Id::from_bits(z ^ (z >> 31))
    }
}

/// Identities from the system's random numbers; the command line and the server use it.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemIds;

impl IdSource for SystemIds {
    fn next(&mut self) -> Id {
        Id::from_bits(getrandom::u64().unwrap_or_default())
    }
}

/// Who asks, when, and from where new identities come.
pub struct Ctx<'a> {
    /// Who acts.
    pub who: Who,
    /// The moment: milliseconds since 1970, UTC.
    pub now_ms: i64,
    /// The day in London.
    pub today: Day,
    /// Where new identities come from.
    pub ids: &'a mut dyn IdSource,
}

impl Ctx<'_> {
    /// Fails with a clear sentence where the person lacks the right.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn need(&self, right: Right) -> Result<()> {
        if self.who.role.may(right) {
            return Ok(());
        }
        let may = match right {
            Right::Administer => "Only an administrator can do this",
            Right::Edit => "Only people who edit the plan can do this",
            Right::Confirm => "Only a sponsor, a lead or the programme manager can confirm this",
            Right::Measure => "Only people who keep the measures can do this",
            Right::AnswerForAll | Right::AnswerForOwn => "Only the owner of the action can do this",
            Right::ReadAll => "You can see only the actions you own",
        };
        Err(Error::Forbidden(may.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Right, Role, Who};

    #[test]
    fn roles_have_the_rights_their_words_promise() {
        for (role, edit, confirm, measure, own, all) in [
            (Role::Administrator, true, true, true, true, true),
            (Role::ProgrammeManager, true, true, true, true, true),
            (Role::Editor, true, false, true, true, true),
            (Role::Confirmer, false, true, false, true, true),
            (Role::Owner, false, false, false, true, true),
            (Role::Analyst, false, false, true, true, true),
            (Role::Auditor, false, false, false, false, true),
            (Role::Reader, false, false, false, false, true),
            (Role::Partner, false, false, false, true, false),
        ] {
            let got = [Right::Edit, Right::Confirm, Right::Measure, Right::AnswerForOwn, Right::ReadAll];
            assert_eq!(got.map(|r| role.may(r)), [edit, confirm, measure, own, all], "{role:?}");
            assert_eq!(Role::from_word(role.word()), Some(role));
            assert_eq!(role.may(Right::Administer), role == Role::Administrator);
        }
    }

    #[test]
    fn an_owner_phrase_names_a_person_by_whole_words() {
        let mut who = Who::operator("Jane Ward");
        who.answers_to.push("Head of Safeguarding".to_owned());
        for (phrase, named) in [
            ("Jane Ward", true),
            ("Jane Wardle", false),
            ("Head of safeguarding/Head of HR", true),
            ("Deputy to the Head of Safeguardings", false),
            ("", false),
        ] {
            assert_eq!(who.is_named_by(phrase), named, "{phrase}");
        }
    }
}
