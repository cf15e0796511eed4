//! Who uses the program, in which role, with which rights (DESIGN 4.7).

use model::id::Id;

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
            Role::ProgrammeManager => "Imports, edits, confirms and issues packs.",
            Role::Editor => "Edits everything in the plan.",
            Role::Confirmer => "Confirms completed actions and ratings, approves packs.",
            Role::Owner => "Updates the actions they own.",
            Role::Analyst => {
                "Keeps measures, their figures and the case lists, and sees the children behind a figure."
            }
            Role::Auditor => "Reads everything, and the audit trail.",
            Role::Reader => "Reads everything.",
            Role::Partner => "Sees and updates only the actions they own.",
        }
    }

    /// Whether the role has this right.
    pub fn may(self, right: Right) -> bool {
        use Role::{Administrator, Analyst, Auditor, Confirmer, Editor, Owner, Partner, ProgrammeManager};
        match right {
            Right::Administer => self == Administrator,
            Right::Edit => matches!(self, Administrator | ProgrammeManager | Editor),
            Right::Confirm => matches!(self, Administrator | ProgrammeManager | Confirmer),
            Right::Issue => matches!(self, Administrator | ProgrammeManager),
            Right::Measure => matches!(self, Administrator | ProgrammeManager | Editor | Analyst),
            Right::AnswerForAll => matches!(self, Administrator | ProgrammeManager | Editor),
            Right::AnswerForOwn => {
                matches!(self, Owner | Partner | Confirmer | Analyst) || self.may(Right::AnswerForAll)
            }
            Right::Audit => matches!(self, Administrator | Auditor),
            Right::ReadAll => self != Partner,
            Right::Children | Right::Define => matches!(self, Administrator | Analyst),
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
    /// Issue packs: what is issued stays for ever.
    Issue,
    /// Record observations and change measures.
    Measure,
    /// Update any action.
    AnswerForAll,
    /// Update actions that one owns.
    AnswerForOwn,
    /// Read the audit trail: what was done to accounts and settings too.
    Audit,
    /// See everything that is not child-level.
    ReadAll,
    /// See rows about children; each look is an event.
    Children,
    /// Write and adapt definitions of measures.
    Define,
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
