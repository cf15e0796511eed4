//! Faults of recording that somebody follows up: the list of the meeting on data quality.

use model::day::Day;
use model::id::Id;
use store::{Change, Filter, Kind, View};

use crate::edit::{Note, fold};
use crate::error::{Error, FieldError, Result};
use crate::site::{Analyst, Reader, Written, latest};

/// How far an issue can be: the word kept and what it is called.
pub const STATES: [(&str, &str); 3] = [("open", "Open"), ("in-hand", "In hand"), ("closed", "Closed")];

/// An issue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Issue {
    /// The code of the rule.
    pub rule: String,
    /// Who follows it up.
    pub owner: String,
    /// How far it is: a word of [`STATES`].
    pub state: String,
    /// By when.
    pub due: Option<Day>,
    /// What is being done.
    pub note: String,
    /// The revision seen; 0 for one that is not kept yet.
    pub revision: u32,
}

impl Reader {
    /// The issues of a place on a day.
    ///
    /// # Errors
    /// For those who may see only their own actions; the store's.
    pub fn issues(&self, place: Id, day: Day) -> Result<Vec<Issue>> {
        self.need_all()?;
        let rows = self.rows.rows(Kind::QualityIssue, &Filter::Place(place), View::of(day))?;
        let issue = |r: &store::Row| Issue {
            rule: r.words("rule"),
            owner: r.words("owner"),
            state: r.words("state"),
            due: r.day("due"),
            note: r.words("note"),
            revision: r.revision,
        };
        Ok(rows.iter().map(issue).collect())
    }
}

impl Analyst<'_> {
    /// Says who follows a fault up, how far it is and by when.
    ///
    /// # Errors
    /// A rule or a state that there is not; when somebody changed it since.
    pub fn follow_up(&mut self, place: Id, issue: &Issue, note: &Note) -> Result<Written> {
        let desk = &mut self.0;
        let mut errors = Vec::new();
        if !extracts::check::rule::rules().iter().any(|r| r.code == issue.rule) {
            return Err(Error::NotFound("There is no such rule".to_owned()));
        }
        if !STATES.iter().any(|(word, _)| *word == issue.state) {
            errors.push(FieldError::new("state", "Select how far it is"));
        }
        if issue.state != "closed" && fold(&issue.owner).is_empty() {
            errors.push(FieldError::new("owner", "Enter who follows it up"));
        }
        if !errors.is_empty() {
            return Err(Error::Fields(errors));
        }
        let words = |text: &str| store::Value::from(Some(fold(text)).filter(|t| !t.is_empty()));
        let fields = vec![
            ("owner", words(&issue.owner)),
            ("state", issue.state.as_str().into()),
            ("due", issue.due.into()),
            ("note", words(&issue.note)),
        ];
        let rows = desk.reader()?.rows.rows(Kind::QualityIssue, &Filter::Place(place), View::of(latest()))?;
        let change = match rows.iter().find(|r| r.text("rule") == Some(&issue.rule)) {
            Some(row) => {
                let seen = if issue.revision > 0 { issue.revision } else { row.revision };
                Change::set(Kind::QualityIssue, row.id, seen, fields)
            }
            None => {
                let fields = [vec![("rule", issue.rule.as_str().into())], fields].concat();
                Change::create(Kind::QualityIssue, desk.id(), None, fields)
            }
        };
        let intent = desk.intent("issue of data quality followed up", note)?;
        desk.write(place, intent, vec![change])
    }
}
