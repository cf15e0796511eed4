//! The story's file as typed values; its format is described in [`crate::demo`].

use model::day::Day;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::figures::Figures;
use super::lists::{Lists, Week};

/// A story: who, and what they did on which day.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Story {
    /// The invented area.
    pub place: String,
    /// How the title of the plan begins that acts speak of when they name none.
    pub plan: String,
    /// The story's day: the served clock stands still on it.
    #[serde(deserialize_with = "day")]
    pub today: Day,
    /// Who may act.
    #[serde(default, rename = "person")]
    pub people: Vec<Person>,
    /// Tables of figures that people recorded; [`Story::with_figures`] tells them as acts.
    #[serde(default)]
    pub figures: Vec<Figures>,
    /// Years of case lists that people kept; told as acts with the figures.
    #[serde(default)]
    pub lists: Vec<Lists>,
    /// What was done, in the order of the days.
    #[serde(default, rename = "act")]
    pub acts: Vec<Dated>,
}

/// Somebody who acts, and the account they get.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Name as shown.
    pub name: String,
    /// What they sign in with.
    pub email: String,
    /// The word of a role: `programme-manager`, `reader` …
    pub role: String,
    /// Owner phrases of the plan that mean this person.
    #[serde(default)]
    pub acts_for: Vec<String>,
}

/// An act with its day and its actor.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Dated {
    /// The day it is done.
    #[serde(deserialize_with = "day")]
    pub on: Day,
    /// The day from which it holds, where that is another.
    #[serde(default, deserialize_with = "some_day")]
    pub effective: Option<Day>,
    /// The name of a person of the story.
    pub who: String,
    /// Why.
    pub why: Option<String>,
    /// How the title of another plan begins.
    pub plan: Option<String>,
    /// What is done.
    #[serde(flatten)]
    pub act: StoryAct,
}

/// What a person of the story does.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum StoryAct {
    /// Documents are read together and accepted.
    Import {
        /// Files beside the story.
        documents: Vec<String>,
    },
    /// An account of progress.
    Update {
        /// On what.
        subject: String,
        /// The words.
        text: String,
        /// `on-track`, `off-track`, `done`.
        stance: Option<String>,
    },
    /// A target date is moved.
    ReviseDate {
        /// Which action.
        subject: String,
        /// The new date as written.
        phrase: String,
        /// Who agreed.
        agreed_by: Option<String>,
    },
    /// An owner declares an action done.
    Done {
        /// Which action.
        subject: String,
        /// What proves it.
        text: String,
        /// Where the proof is.
        link: Option<String>,
    },
    /// Somebody else confirms that an action is done.
    Confirm {
        /// Which action.
        subject: String,
    },
    /// Somebody else sends a declared action back.
    Return {
        /// Which action.
        subject: String,
    },
    /// A rating is given.
    Rate {
        /// Which action.
        subject: String,
        /// `delivery` or `impact`.
        axis: String,
        /// The level's word, or `not rated`.
        level: String,
    },
    /// A measure gets a value.
    Observe {
        /// Which measure.
        subject: String,
        /// `day`, `month`, `range`, `year-to-date`.
        period: String,
        /// First day.
        #[serde(deserialize_with = "day")]
        from: Day,
        /// Last day.
        #[serde(default, deserialize_with = "some_day")]
        to: Option<Day>,
        /// Cases counted.
        numerator: Option<i64>,
        /// Cases in all.
        denominator: Option<i64>,
        /// Cases overdue.
        overdue: Option<i64>,
        /// The value as printed.
        value: Option<String>,
        /// The report it comes from.
        source: Option<String>,
    },
    /// A measure's terms are corrected.
    Target {
        /// Which measure.
        subject: String,
        /// The target.
        target: Option<String>,
        /// How far short still counts as within tolerance.
        tolerance: Option<String>,
        /// The baseline.
        baseline: Option<String>,
        /// `higher`, `lower`, `level`.
        direction: Option<String>,
        /// The unit.
        unit: Option<String>,
    },
    /// A measure is bound to the definition that computes it.
    Bind {
        /// Which measure.
        subject: String,
        /// The key of the definition.
        definition: String,
    },
    /// Case lists are kept; told by [`Lists`], never written as an act.
    #[serde(skip)]
    Keep {
        /// What of them.
        week: Box<Week>,
    },
    /// Published tables are loaded.
    LoadPublished {
        /// Files beside the story.
        files: Vec<String>,
        /// Who published them.
        source: String,
        /// When.
        #[serde(default, deserialize_with = "some_day")]
        published: Option<Day>,
    },
    /// A file of stated figures is read and kept; figures of days after the act's own are left out.
    LoadFigures {
        /// The file beside the story.
        file: String,
    },
    /// Which authority of the published tables the place is.
    Authority {
        /// Its name or code.
        authority: String,
    },
    /// An owner is given to many actions.
    Assign {
        /// Which actions.
        subjects: Vec<String>,
        /// The owner.
        owner: String,
    },
    /// One field is corrected.
    Correct {
        /// Of what.
        subject: String,
        /// The field's name.
        field: String,
        /// Its new value.
        value: String,
    },
    /// A finding is set aside.
    Acknowledge {
        /// The finding's code.
        code: String,
        /// What it is about.
        subject: String,
    },
    /// Spellings of one owner are made one.
    Merge {
        /// The spellings.
        names: Vec<String>,
        /// The name that stays.
        into: String,
    },
    /// Something is taken out of the plan.
    Withdraw {
        /// What.
        subject: String,
    },
    /// A pack is drafted; the pack acts after it speak of it.
    Pack {
        /// The name of its layout.
        layout: String,
        /// Who it is for; the layout's own audience where it does not say.
        board: Option<String>,
        /// The day they meet.
        #[serde(deserialize_with = "day")]
        meeting: Day,
    },
    /// Words are written on a section of the pack drafted last.
    PackWords {
        /// The section's key.
        section: String,
        /// The words.
        text: String,
    },
    /// The pack drafted last is approved as it is.
    PackApprove {},
    /// It is issued.
    PackIssue {},
    /// A new action.
    AddAction {
        /// The line or priority it belongs to.
        subject: String,
        /// The words.
        text: String,
        /// Who owns it.
        owner: Option<String>,
        /// The target date as written.
        phrase: Option<String>,
    },
}

/// Reads a story.
///
/// # Errors
/// One sentence with the line and column of what is not understood, or the act that is out of order.
pub fn parse(text: &str) -> Result<Story, String> {
    let story: Story = toml::from_str(text).map_err(|e| format!("the story cannot be read: {e}"))?;
    for (number, pair) in (2..).zip(story.acts.windows(2)) {
        if let [before, after] = pair
            && after.on < before.on
        {
            return Err(format!(
                "act {number} of the story is dated {} but stands after one of {}: put the acts in order of their days",
                after.on, before.on
            ));
        }
    }
    for (number, act) in (1..).zip(&story.acts) {
        if !story.people.iter().any(|p| p.name == act.who) {
            return Err(format!(
                "act {number} of the story is by {:?}, who is not among its people",
                act.who
            ));
        }
    }
    Ok(story)
}

pub(super) fn day<'de, D: Deserializer<'de>>(input: D) -> Result<Day, D::Error> {
    let text = String::deserialize(input)?;
    Day::parse_iso(&text).ok_or_else(|| D::Error::custom(format!("{text:?} is not a day such as 2025-01-14")))
}

fn some_day<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Day>, D::Error> {
    day(input).map(Some)
}

#[cfg(test)]
mod tests {
    use super::{StoryAct, parse};

    const HEAD: &str = "place = \"Marlbeck\"\nplan = \"Marlbeck\"\ntoday = \"2025-11-28\"\n\
        [[person]]\nname = \"Jane Ward\"\nemail = \"j@x.example\"\nrole = \"editor\"\n";

    #[test]
    fn a_story_is_read_in_full() {
        let text = format!(
            "{HEAD}[[act]]\non = \"2025-01-14\"\nwho = \"Jane Ward\"\nkind = \"import\"\ndocuments = [\"a.txt\"]\n\
             [[act]]\non = \"2025-02-14\"\nwho = \"Jane Ward\"\nkind = \"revise-date\"\nsubject = \"action 1.1a\"\n\
             phrase = \"June 2025\"\nwhy = \"Waiting for the police\"\n"
        );
        let story = parse(&text).unwrap();
        assert_eq!(story.acts.len(), 2);
        assert_eq!(story.acts[1].why.as_deref(), Some("Waiting for the police"));
        assert!(matches!(&story.acts[1].act, StoryAct::ReviseDate { phrase, .. } if phrase == "June 2025"));
    }

    #[test]
    fn slips_of_the_pen_are_met_at_once() {
        let act = |on: &str, who: &str, kind: &str| {
            format!("[[act]]\non = \"{on}\"\nwho = \"{who}\"\nkind = \"{kind}\"\nsubject = \"action 1\"\n")
        };
        for (acts, expected) in [
            (act("14/01/2025", "Jane Ward", "confirm"), "is not a day"),
            (act("2025-01-14", "Jo", "confirm"), "not among its people"),
            (act("2025-01-14", "Jane Ward", "shout"), "shout"),
            (
                act("2025-02-14", "Jane Ward", "confirm") + &act("2025-02-13", "Jane Ward", "confirm"),
                "order of their days",
            ),
        ] {
            let error = parse(&format!("{HEAD}{acts}")).unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
    }
}
