//! The way from the pages to the data: the only module that knows how the site is kept.

use std::sync::{Arc, Mutex, PoisonError};

use app::error::Error;
use app::import::File;
use app::packs::Press;
use app::site::{Ctx, Reader, Right, Site, SystemIds, Who};
use app::users::{Account, Purpose};
use app::views::scene::Scene;
use extracts::read::Read;
use intake::columns::Corrections;
use intake::reading::Reading;
use model::day::Day;
use model::id::Id;
use model::plan::Plan;

use crate::Now;
use crate::fault::Fault;
use crate::layout::PlanLink;

/// Reads files from outside with what is known of their columns, in a worker process with limits on memory and time; a
/// sentence where it cannot.
pub type ReadFiles = Arc<dyn Fn(&[File], &Corrections) -> Result<Reading, String> + Send + Sync>;

/// Reads lists of a case system in a worker process with limits on memory and time; a sentence where it cannot.
pub type ReadLists = Arc<dyn Fn(&[File], &ListsAsked) -> Result<Read, String> + Send + Sync>;

/// How lists are to be read.
#[derive(Clone, Debug)]
pub struct ListsAsked {
    /// The day they speak of.
    pub as_at: Day,
    /// The table of teams as CSV.
    pub teams: String,
    /// Replace numbers of children by pseudonyms.
    pub pseudonyms: bool,
}

/// Somebody with an account.
#[derive(Clone, Debug)]
pub struct Member {
    /// The account.
    pub user: Id,
    /// Who they are to the use cases.
    pub who: Who,
}

impl Member {
    fn of(account: &Account) -> Member {
        Member { user: account.id, who: account.who() }
    }

    /// They may change the plan.
    pub fn may_edit(&self) -> bool {
        self.who.role.may(Right::Edit)
    }

    /// They may say how an action goes, if it is theirs.
    pub fn may_answer(&self) -> bool {
        self.who.role.may(Right::AnswerForOwn)
    }

    /// They may confirm what others declared.
    pub fn may_confirm(&self) -> bool {
        self.who.role.may(Right::Confirm)
    }

    /// They may issue packs.
    pub fn may_issue(&self) -> bool {
        self.who.role.may(Right::Issue)
    }

    /// They may record figures.
    pub fn may_measure(&self) -> bool {
        self.who.role.may(Right::Measure)
    }

    /// They may see rows about children.
    pub fn may_see_children(&self) -> bool {
        self.who.role.may(Right::Children)
    }

    /// They may write and adapt definitions of measures.
    pub fn may_define(&self) -> bool {
        self.who.role.may(Right::Define)
    }

    /// They may manage users and settings.
    pub fn may_administer(&self) -> bool {
        self.who.role.may(Right::Administer)
    }
}

/// The site's data.
pub struct Gate {
    site: Site,
    read: ReadFiles,
    lists: ReadLists,
    press: Press,
    scenes: Mutex<Scenes>,
}

/// Plans judged lately; those of before the last change are let go.
#[derive(Default)]
struct Scenes {
    /// What was known when they were judged.
    event: u64,
    judged: Vec<Arc<Scene>>,
}

/// A day in milliseconds: how long a one-time address works.
pub(crate) const DAY_MS: i64 = 86_400_000;

/// How many judged plans are kept at hand: today's, that of the import before, and another day's.
const SCENES: usize = 3;

impl Gate {
    /// The gate to a site.
    pub fn new(site: Site, read: ReadFiles) -> Gate {
        let press = Press::new(&[], |_, _| Err("this site makes no files".to_owned()));
        let lists: ReadLists = Arc::new(|_, _| Err("this site reads no case lists".to_owned()));
        Gate { site, read, lists, press, scenes: Mutex::default() }
    }

    /// The same with what reads case lists.
    #[must_use]
    pub fn with_lists(self, lists: ReadLists) -> Gate {
        Gate { lists, ..self }
    }

    /// Reads case lists.
    ///
    /// # Errors
    /// A sentence that names the file and the remedy.
    pub fn read_lists(&self, files: &[File], asked: &ListsAsked) -> Result<Read, String> {
        (self.lists)(files, asked)
    }

    /// The same with what sets packs.
    #[must_use]
    pub fn with_press(self, press: Press) -> Gate {
        Gate { press, ..self }
    }

    /// What sets packs.
    pub fn press(&self) -> &Press {
        &self.press
    }

    /// The account with this identity, if it may sign in.
    pub fn member(&self, user: Id) -> Option<Member> {
        self.site.account(user).ok().flatten().map(|a| Member::of(&a))
    }

    /// The account that signs in with this address, and its password's hash.
    ///
    /// # Errors
    /// The store's.
    pub fn account(&self, email: &str) -> Result<Option<(Member, String)>, Fault> {
        let found = self.site.account_by_email(email)?;
        Ok(found.and_then(|(account, hash)| Some((Member::of(&account), hash?))))
    }

    /// The one-time address that makes the first administrator; `None` once anybody has an account. It works for a
    /// day.
    ///
    /// # Errors
    /// The store's.
    pub fn set_up_path(&self, now: Now) -> Result<Option<String>, Fault> {
        if !self.site.accounts()?.is_empty() {
            return Ok(None);
        }
        let token =
            self.site.issue_token(Purpose::SetUp, None, &mut SystemIds, now.seconds * 1000, DAY_MS)?;
        Ok(Some(format!("/set-up/{token}")))
    }

    /// A one-time address that signs somebody in: a demonstration prints it. It works for a day.
    ///
    /// # Errors
    /// When nobody signs in with this address; the store's.
    pub fn sign_in_path(&self, email: &str, now: Now) -> Result<String, Fault> {
        let (account, _) = self.site.account_by_email(email)?.ok_or(Fault::NotFound)?;
        let ids = &mut SystemIds;
        let token =
            self.site.issue_token(Purpose::SignIn, Some(account.id), ids, now.seconds * 1000, DAY_MS)?;
        Ok(format!("/sign-in/{token}"))
    }

    /// The site itself.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Reads files from outside with what is known of their columns.
    ///
    /// # Errors
    /// A sentence that names the file and the remedy.
    pub fn read(&self, files: &[File], columns: &Corrections) -> Result<Reading, String> {
        (self.read)(files, columns)
    }

    /// What is kept now, as this person may see it.
    ///
    /// # Errors
    /// The store's.
    pub fn reader(&self, who: &Who) -> Result<Reader, Fault> {
        Ok(self.site.reader(who)?)
    }

    /// Acts in this person's name at this instant.
    ///
    /// # Errors
    /// Whatever `act` returns.
    pub fn act<T>(
        &self,
        who: &Who,
        now: Now,
        act: impl FnOnce(&Site, Ctx<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut ids = SystemIds;
        let ctx = Ctx { who: who.clone(), now_ms: now.seconds * 1000, today: now.day, ids: &mut ids };
        act(&self.site, ctx)
    }

    /// The name of the place and every plan, the one with the latest document first.
    ///
    /// # Errors
    /// The store's.
    pub fn plans(&self, who: &Who) -> Result<(Option<String>, Vec<PlanLink>), Fault> {
        let reader = self.reader(who)?;
        let plans = reader.plans()?;
        let place = match plans.first() {
            Some(plan) => Some(plan.place_name.clone()),
            None => reader.places()?.into_iter().next().map(|p| p.name),
        };
        let link = |p: app::site::PlanInfo| PlanLink {
            id: p.id.to_string(),
            title: p.title,
            place: p.place_name,
            version: p.version,
            as_at: p.as_at.map(Day::iso),
            first_day: p.first_day.map(Day::iso),
        };
        Ok((place, plans.into_iter().map(link).collect()))
    }

    /// A plan as of a day, with its judgements: made once as long as nothing changes.
    ///
    /// # Errors
    /// When there is none on that day; the store's.
    pub fn scene(&self, reader: &Reader, plan: Id, day: Day) -> Result<Arc<Scene>, Fault> {
        let event = reader.last_event();
        let (id, plan) = (plan, reader.plan_on(plan, day)?);
        let same = |s: &&Arc<Scene>| s.day == day && Arc::ptr_eq(&s.plan, &plan);
        let mut scenes = self.scenes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = scenes.judged.iter().find(same) {
            return Ok(Arc::clone(found));
        }
        let scene = Arc::new(Scene::with(plan, day, reader.settings(id, day)?));
        if scenes.event < event {
            *scenes = Scenes { event, judged: Vec::new() };
        }
        if scenes.judged.len() >= SCENES {
            scenes.judged.remove(0);
        }
        scenes.judged.push(Arc::clone(&scene));
        Ok(scene)
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        match error {
            Error::NotFound(sentence) => Fault::Missing(sentence),
            Error::Forbidden(sentence) => Fault::Forbidden(sentence),
            Error::Refused(sentence) => Fault::Refused(sentence),
            Error::Fields(fields) => {
                Fault::Bad(fields.into_iter().map(|f| f.message).collect::<Vec<_>>().join(". "))
            }
            Error::Conflict(changed) => Fault::Conflict(changed.iter().map(ToString::to_string).collect()),
            Error::Store(error) => Fault::internal(error),
        }
    }
}

/// A plan that a page is about.
pub(crate) fn plan_id(text: &str) -> Result<Id, Fault> {
    text.parse().map_err(|_| Fault::NotFound)
}

/// A plan in memory as a reading: for tests and examples that need no document.
pub fn reading_of(plan: Plan) -> Reading {
    let info = intake::reading::DocumentInfo {
        name: format!("{}.txt", plan.title),
        sha256: format!("{:0>64}", plan.actions.len()),
        title: plan.title.clone(),
        as_at: plan.as_at,
        version: plan.version.clone(),
    };
    Reading { documents: vec![info], plans: vec![plan], ..Reading::default() }
}
