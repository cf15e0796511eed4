//! Accounts: who may sign in, in which role, for which owners of the plan they answer; one-time addresses by which a
//! password is chosen. Passwords are hashed where they are typed (`web`); sessions are `web`'s.

use model::id::Id;
use store::{Change, Filter, Kind, Row, Value, View};

use crate::edit::{Note, fold};
use crate::error::{Error, FieldError, Result};
use crate::site::{Administrator, Ctx, Desk, IdSource, Intent, Role, Site, Who, latest};

/// Somebody who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its identity.
    pub id: Id,
    /// The revision seen.
    pub revision: u32,
    /// The name shown and recorded.
    pub name: String,
    /// The address that signs in.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Owner phrases of the plan that mean them, beside their name.
    pub answers_to: Vec<String>,
}

impl Account {
    /// Who they are to the use cases.
    pub fn who(&self) -> Who {
        Who {
            name: self.name.clone(),
            role: self.role,
            user: Some(self.id),
            answers_to: self.answers_to.clone(),
        }
    }
}

/// What an account is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    /// The name shown and recorded.
    pub name: String,
    /// The address that signs in.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Owner phrases of the plan that mean them.
    pub answers_to: Vec<String>,
}

/// What a one-time address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Making the first administrator.
    SetUp,
    /// Choosing a password, first or again.
    Password,
    /// Signing in to the demonstration.
    SignIn,
}

impl Purpose {
    fn word(self) -> &'static str {
        match self {
            Purpose::SetUp => "set-up",
            Purpose::Password => "password",
            Purpose::SignIn => "sign-in",
        }
    }
}

/// The shortest password, in characters.
pub const SHORTEST_PASSWORD: usize = 12;

/// Says what is wrong with a password, if anything. Length is what counts; a name or address is no secret.
///
/// # Errors
/// At the field `password`.
pub fn check_password(password: &str, name: &str, email: &str) -> Result<()> {
    let length = password.chars().count();
    let wrong = |message: String| Err(Error::field("password", message));
    if length == 0 {
        return wrong("Enter a password".to_owned());
    }
    if length < SHORTEST_PASSWORD {
        return wrong(format!("Password must be {SHORTEST_PASSWORD} characters or more"));
    }
    if length > 200 {
        return wrong("Password must be 200 characters or fewer".to_owned());
    }
    let folded = password.to_lowercase();
    let mut distinct: Vec<char> = folded.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let known = [name, email, email.split('@').next().unwrap_or_default()];
    if distinct.len() < 5 || known.iter().any(|k| !k.is_empty() && folded == k.to_lowercase()) {
        return wrong("Enter a password that is harder to guess".to_owned());
    }
    Ok(())
}

impl Site {
    /// Everybody who may sign in, by name.
    ///
    /// # Errors
    /// The store's (so for all below).
    pub fn accounts(&self) -> Result<Vec<Account>> {
        let reader = self.store().reader()?;
        let mut out = Vec::new();
        for place in reader.places()? {
            let settings = reader.rows(Kind::Setting, &Filter::Place(place), View::of(latest()))?;
            for row in reader.rows(Kind::User, &Filter::Place(place), View::of(latest()))? {
                out.extend(account(&row, &settings));
            }
        }
        out.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        Ok(out)
    }

    /// The account with this identity, if it may sign in.
    ///
    /// # Errors
    /// The store's.
    pub fn account(&self, id: Id) -> Result<Option<Account>> {
        Ok(self.accounts()?.into_iter().find(|a| a.id == id))
    }

    /// The account that signs in with this address, and the hash of its password if it has chosen one.
    ///
    /// # Errors
    /// The store's.
    pub fn account_by_email(&self, email: &str) -> Result<Option<(Account, Option<String>)>> {
        let email = email.trim();
        let Some(found) = self.accounts()?.into_iter().find(|a| a.email.eq_ignore_ascii_case(email)) else {
            return Ok(None);
        };
        let hash = self.store().secrets().password(found.id)?;
        Ok(Some((found, hash)))
    }

    /// A one-time token for a purpose, to be put into an address; only its hash is kept. Earlier ones for the same
    /// purpose and subject stop working. It ends after so many milliseconds.
    ///
    /// # Errors
    /// The store's.
    pub fn issue_token(
        &self,
        purpose: Purpose,
        subject: Option<Id>,
        ids: &mut dyn IdSource,
        now_ms: i64,
        lasts_ms: i64,
    ) -> Result<String> {
        let token = ids.secret();
        self.store().secrets().issue_ticket(
            hash(&token),
            purpose.word(),
            subject,
            now_ms.saturating_add(lasts_ms),
        )?;
        Ok(token)
    }

    /// Whether a token would work now, without using it up: `Some` with its subject if so.
    ///
    /// # Errors
    /// The store's.
    pub fn token(&self, purpose: Purpose, token: &str, now_ms: i64) -> Result<Option<Option<Id>>> {
        Ok(self.store().secrets().ticket(&hash(token), purpose.word(), now_ms)?)
    }

    /// Uses a token up: `Some` with its subject the one time it works.
    ///
    /// # Errors
    /// The store's.
    pub fn take_token(&self, purpose: Purpose, token: &str, now_ms: i64) -> Result<Option<Option<Id>>> {
        Ok(self.store().secrets().take_ticket(hash(token), purpose.word(), now_ms)?)
    }

    /// Makes the first administrator, and the place they work for, with a password already hashed. Only while nobody
    /// has an account.
    ///
    /// # Errors
    /// What is wrong with name, address or place; when somebody has an account already.
    pub fn found(
        &self,
        mut ctx: Ctx<'_>,
        name: &str,
        email: &str,
        place: &str,
        hash: &str,
    ) -> Result<Account> {
        if !self.accounts()?.is_empty() {
            return Err(Error::Refused("There is an administrator already: sign in".to_owned()));
        }
        let new = NewAccount {
            name: name.to_owned(),
            email: email.to_owned(),
            role: Role::Administrator,
            answers_to: Vec::new(),
        };
        let mut errors = check(&new, &[]);
        if fold(place).is_empty() {
            errors.push(FieldError::new("place", "Enter the name of your area"));
        }
        if !errors.is_empty() {
            return Err(Error::Fields(errors));
        }
        ctx.who = Who::operator(fold(name));
        let now_ms = ctx.now_ms;
        let mut desk = Desk::new(self.clone(), ctx);
        let user = desk.id();
        let mut changes = Vec::new();
        let place = place_for(&mut desk, place, &mut changes)?;
        changes.push(Change::create(Kind::User, user, None, fields(&new)));
        let intent = Intent::new("account created", desk.ctx.today);
        desk.write(place, intent, changes)?;
        self.store().secrets().set_password(user, hash, now_ms)?;
        self.account(user)?.ok_or_else(|| Error::NotFound("There is no such account".to_owned()))
    }

    /// Sets a password, already hashed; open sessions of the store end.
    ///
    /// # Errors
    /// The store's.
    pub fn set_password(&self, user: Id, hash: &str, now_ms: i64) -> Result<()> {
        Ok(self.store().secrets().set_password(user, hash, now_ms)?)
    }
}

impl Administrator<'_> {
    /// Adds an account. Where nothing is kept yet, the place of this name is made for it.
    ///
    /// # Errors
    /// What is wrong with name, address, or the address is taken.
    pub fn add_user(&mut self, new: &NewAccount, place: &str) -> Result<Id> {
        let desk = &mut self.0;
        let errors = check(new, &desk.site.accounts()?);
        if !errors.is_empty() {
            return Err(Error::Fields(errors));
        }
        let (user, mut changes) = (desk.id(), Vec::new());
        let place = place_for(desk, place, &mut changes)?;
        changes.push(Change::create(Kind::User, user, None, fields(new)));
        changes.extend(answers_to(desk, user, &new.answers_to, None));
        let intent = desk.intent("account created", &Note::default())?;
        desk.write(place, intent, changes)?;
        Ok(user)
    }

    /// Changes name, address, role or what an account answers for.
    ///
    /// # Errors
    /// What is wrong with it; when it is the last administrator; when somebody changed it since.
    pub fn change_user(&mut self, id: Id, seen: u32, new: &NewAccount) -> Result<()> {
        let desk = &mut self.0;
        let all = desk.site.accounts()?;
        let others: Vec<Account> = all.iter().filter(|a| a.id != id).cloned().collect();
        let errors = check(new, &others);
        if !errors.is_empty() {
            return Err(Error::Fields(errors));
        }
        if new.role != Role::Administrator {
            keep_an_administrator(&all, id)?;
        }
        let reader = desk.reader()?;
        let place = crate::edit::place_of(&reader, Kind::User, id)?;
        let settings = reader.rows.rows(Kind::Setting, &Filter::Place(place), View::of(latest()))?;
        let mut changes = vec![Change::set(Kind::User, id, seen, fields(new))];
        changes.extend(answers_to(desk, id, &new.answers_to, settings.iter().find(|s| is_answers_to(s, id))));
        let intent = desk.intent("account changed", &Note::default())?;
        desk.write(place, intent, changes)?;
        if new.role != all.iter().find(|a| a.id == id).map_or(new.role, |a| a.role) {
            desk.site.store().secrets().end_sessions_of(id)?;
        }
        Ok(())
    }

    /// Closes an account; what it did stays in the record.
    ///
    /// # Errors
    /// When it is the last administrator; when somebody changed it since.
    pub fn close_user(&mut self, id: Id, seen: u32, note: &Note) -> Result<()> {
        let desk = &mut self.0;
        keep_an_administrator(&desk.site.accounts()?, id)?;
        let place = crate::edit::place_of(&desk.reader()?, Kind::User, id)?;
        let intent = desk.intent("account closed", note)?;
        desk.write(place, intent, vec![Change::withdraw(Kind::User, id, seen)])?;
        Ok(desk.site.store().secrets().end_sessions_of(id)?)
    }
}

fn hash(token: &str) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(token.as_bytes()).into()
}

const ANSWERS_TO: &str = "answers-to:";

fn is_answers_to(setting: &Row, user: Id) -> bool {
    setting.text("key").and_then(|k| k.strip_prefix(ANSWERS_TO)) == Some(user.to_string().as_str())
}

fn account(row: &Row, settings: &[Row]) -> Option<Account> {
    let phrases = settings.iter().find(|s| is_answers_to(s, row.id)).and_then(|s| s.maybe("value"));
    Some(Account {
        id: row.id,
        revision: row.revision,
        name: row.words("name"),
        email: row.words("email"),
        role: Role::from_word(row.text("role")?)?,
        answers_to: phrases
            .iter()
            .flat_map(|p| p.lines())
            .map(str::to_owned)
            .filter(|p| !p.is_empty())
            .collect(),
    })
}

fn fields(new: &NewAccount) -> Vec<(&'static str, Value)> {
    vec![
        ("name", fold(&new.name).into()),
        ("email", new.email.trim().into()),
        ("role", new.role.word().into()),
    ]
}

/// The change that keeps what an account answers for, if there is anything to keep.
fn answers_to(desk: &mut Desk<'_>, user: Id, phrases: &[String], kept: Option<&Row>) -> Option<Change> {
    let phrases: Vec<String> = phrases.iter().map(|p| fold(p)).filter(|p| !p.is_empty()).collect();
    let value = Value::from(Some(phrases.join("\n")).filter(|p| !p.is_empty()));
    match kept {
        Some(row) => Some(Change::set(Kind::Setting, row.id, row.revision, vec![("value", value)])),
        None if value.is_null() => None,
        None => {
            let key = format!("{ANSWERS_TO}{user}");
            Some(Change::create(Kind::Setting, desk.id(), None, vec![("key", key.into()), ("value", value)]))
        }
    }
}

fn check(new: &NewAccount, others: &[Account]) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if fold(&new.name).is_empty() {
        errors.push(FieldError::new("name", "Enter a full name"));
    } else if others.iter().any(|a| a.name.to_lowercase() == fold(&new.name).to_lowercase()) {
        // The record knows people by their names: who did what, who may take it back, who confirms whom.
        let message = "Somebody already has this name here: add a middle name, an initial or the team";
        errors.push(FieldError::new("name", message));
    }
    let email = new.email.trim();
    let shaped = email.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty()
            && host.contains('.')
            && !host.contains('@')
            && !host.starts_with('.')
            && !host.ends_with('.')
    });
    if email.is_empty() {
        errors.push(FieldError::new("email", "Enter an email address"));
    } else if !shaped || email.contains(char::is_whitespace) {
        let message = "Enter an email address in the correct format, like name@example.com";
        errors.push(FieldError::new("email", message));
    } else if others.iter().any(|a| a.email.eq_ignore_ascii_case(email)) {
        errors.push(FieldError::new("email", "Somebody already signs in with this email address"));
    }
    errors
}

fn keep_an_administrator(all: &[Account], without: Id) -> Result<()> {
    let administrator = |a: &&Account| a.role == Role::Administrator;
    let is_one = all.iter().filter(administrator).any(|a| a.id == without);
    if is_one && all.iter().filter(administrator).count() == 1 {
        return Err(Error::Refused(
            "There has to be an administrator: make somebody else one first".to_owned(),
        ));
    }
    Ok(())
}

/// The place accounts belong to: the first there is, or a new one.
fn place_for(desk: &mut Desk<'_>, name: &str, changes: &mut Vec<Change>) -> Result<Id> {
    if let Some(place) = desk.reader()?.places()?.first() {
        return Ok(place.id);
    }
    let id = desk.id();
    let name = Some(fold(name)).filter(|n| !n.is_empty()).unwrap_or_else(|| "Our area".to_owned());
    changes.push(Change::create(Kind::Place, id, None, vec![("name", name.into())]));
    Ok(id)
}
