//! Access keys: by which other programs read the plan's tables, and calendars its due days. Only hashes are kept; a key
//! ends on a day and can be withdrawn.

use model::day::Day;
use model::id::Id;
use store::{Change, Filter, Kind, Row, View};

use crate::edit::{Note, fold, place_of};
use crate::error::{Error, FieldError, Result};
use crate::site::{Administrator, Role, Site, Who, latest};

/// What a key opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The interface for programs: every table of every plan.
    Data,
    /// A calendar of the due days of one plan.
    Calendar,
}

impl Reach {
    /// The word kept.
    pub fn word(self) -> &'static str {
        match self {
            Reach::Data => "data",
            Reach::Calendar => "calendar",
        }
    }

    /// The reach of this word.
    pub fn from_word(word: &str) -> Option<Reach> {
        [Reach::Data, Reach::Calendar].into_iter().find(|r| r.word() == word)
    }
}

/// A key as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessKey {
    /// Its identity.
    pub id: Id,
    /// The revision seen.
    pub revision: u32,
    /// What it is for.
    pub name: String,
    /// What it opens.
    pub reach: Reach,
    /// The plan of a calendar.
    pub plan: Option<Id>,
    /// Whose actions a calendar shows; `None` for everybody's.
    pub owner: Option<String>,
    /// Who made it.
    pub made_by: String,
    /// When.
    pub made_on: Day,
    /// The last day on which it works.
    pub ends: Day,
    hash: String,
}

impl AccessKey {
    /// Who reads with it.
    pub fn who(&self) -> Who {
        Who { name: self.name.clone(), role: Role::Reader, user: None, answers_to: Vec::new() }
    }
}

/// What a key is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewKey {
    /// What it is for.
    pub name: String,
    /// What it opens.
    pub reach: Reach,
    /// The plan of a calendar.
    pub plan: Option<Id>,
    /// Whose actions a calendar shows; empty for everybody's.
    pub owner: String,
    /// The last day on which it works.
    pub ends: Option<Day>,
}

/// How long a key may work, in days.
const LONGEST: i32 = 400;

impl Site {
    /// Every key that was not withdrawn, the newest first.
    ///
    /// # Errors
    /// The store's.
    pub fn access_keys(&self) -> Result<Vec<AccessKey>> {
        let reader = self.store().reader()?;
        let mut keys = Vec::new();
        for place in reader.places()? {
            let rows = reader.rows(Kind::AccessKey, &Filter::Place(place), View::of(latest()))?;
            keys.extend(rows.iter().filter_map(key));
        }
        keys.sort_by_key(|k| (std::cmp::Reverse(k.made_on), k.id));
        Ok(keys)
    }

    /// The key that this secret is, if it opens this today.
    ///
    /// # Errors
    /// The store's.
    pub fn access(&self, reach: Reach, secret: &str, today: Day) -> Result<Option<AccessKey>> {
        let hash = store::sha256(secret.as_bytes());
        let mut keys = self.access_keys()?.into_iter();
        Ok(keys.find(|k| k.reach == reach && k.hash == hash && today <= k.ends))
    }
}

impl Administrator<'_> {
    /// Makes a key; what is returned is the key itself, which is shown once and kept nowhere.
    ///
    /// # Errors
    /// What is wrong with name or day.
    pub fn make_key(&mut self, new: &NewKey) -> Result<String> {
        let desk = &mut self.0;
        let today = desk.ctx.today;
        let mut errors = Vec::new();
        if fold(&new.name).is_empty() {
            errors.push(FieldError::new("name", "Enter what the key is for"));
        }
        let ends = match new.ends {
            None => {
                errors.push(FieldError::new("ends", "Enter the last day on which it works"));
                today
            }
            Some(day) if day < today || day.days_since(today) > LONGEST => {
                let message = format!("The last day must be between today and {LONGEST} days from now");
                errors.push(FieldError::new("ends", message));
                today
            }
            Some(day) => day,
        };
        if !errors.is_empty() {
            return Err(Error::Fields(errors));
        }
        let place = match desk.reader()?.places()?.first() {
            Some(place) => place.id,
            None => {
                return Err(Error::Refused("There is nothing to read yet: import a plan first".to_owned()));
            }
        };
        let secret = desk.ctx.ids.secret();
        let owner = Some(fold(&new.owner)).filter(|o| !o.is_empty());
        let fields = vec![
            ("name", fold(&new.name).into()),
            ("reach", new.reach.word().into()),
            ("shows", new.plan.into()),
            ("owner", owner.into()),
            ("hash", store::sha256(secret.as_bytes()).into()),
            ("made_by", desk.ctx.who.name.as_str().into()),
            ("made_on", today.into()),
            ("ends", ends.into()),
        ];
        let id = desk.id();
        let intent = desk.intent("access key made", &Note::default())?;
        desk.write(place, intent, vec![Change::create(Kind::AccessKey, id, None, fields)])?;
        Ok(secret)
    }

    /// Withdraws a key: from now on it opens nothing.
    ///
    /// # Errors
    /// When there is none; when somebody changed it since.
    pub fn withdraw_key(&mut self, id: Id, seen: u32) -> Result<()> {
        let desk = &mut self.0;
        let place = place_of(&desk.reader()?, Kind::AccessKey, id)?;
        let intent = desk.intent("access key withdrawn", &Note::default())?;
        desk.write(place, intent, vec![Change::withdraw(Kind::AccessKey, id, seen)])?;
        Ok(())
    }
}

fn key(row: &Row) -> Option<AccessKey> {
    Some(AccessKey {
        id: row.id,
        revision: row.revision,
        name: row.words("name"),
        reach: Reach::from_word(row.text("reach")?)?,
        plan: row.reference("shows"),
        owner: row.maybe("owner"),
        made_by: row.words("made_by"),
        made_on: row.day("made_on")?,
        ends: row.day("ends")?,
        hash: row.words("hash"),
    })
}
